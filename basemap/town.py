"""A town of nowhere in the schema of Protomaps, version 4: what the tests of archives with streets are given.

Streets, river and houses are invented and stand where Lyon does, so that listings of tests lie in it; names and the
description of the archive are as Protomaps writes them. `python town.py` writes `../server/tests/town.pmtiles`.
"""

import gzip
from math import cos, floor, log, pi, radians, tan
from pathlib import Path

import mapbox_vector_tile
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import transform

LON, LAT = 4.8357, 45.764
WEST, SOUTH, EAST, NORTH = 4.80, 45.742, 4.872, 45.786
LAST = 14
LAYERS = ("boundaries", "buildings", "earth", "landuse", "places", "pois", "roads", "water")


def at(east: float, north: float):
    """A point by its metres from the middle of the town."""
    return LON + east / (111_320 * cos(radians(LAT))), LAT + north / 111_320


def line(*points):
    return LineString([at(*point) for point in points])


def area(*points):
    return Polygon([at(*point) for point in points])


def named(name: str, uk: str, ru: str, **more):
    return {"name": name, "name:fr": name, "name:en": name, "name:uk": uk, "name:ru": ru} | more


def place(kind: str, detail: str, first: int, rank: int, **more):
    return {"kind": kind, "kind_detail": detail, "min_zoom": first + 1, "population_rank": rank, "sort_key": first * 1000 - rank} | more


def ground():
    # An extract holds whole tiles, so from afar there is more than the town.
    yield "earth", 0, box(-4, 41, 9, 51), {"kind": "earth"}
    # A cliff is a line in the layer of surfaces.
    yield "earth", 12, line((-2000, 600), (-1500, 1400), (-1700, 2200)), {"kind": "cliff"}
    yield "water", 6, area((-420, -2600), (-300, -800), (-520, 700), (-250, 2600), (-60, 2600), (-330, 700), (-110, -800), (-230, -2600)), {"kind": "river"}
    yield "water", 9, line((2700, 300), (1500, 520), (700, 180), (-200, -400)), {"kind": "stream", "min_zoom": 10}
    yield "water", 11, area((1500, 1300), (1900, 1500), (2100, 1200), (1700, 1000)), {"kind": "lake"}
    yield "water", 12, Point(at(1800, 1250)), named("Lac du Parc", "Озеро в парку", "Озеро в парке", kind="lake", min_zoom=13)
    yield "landuse", 8, area((-2700, -2400), (-600, -2400), (-700, 2400), (-2700, 2400)), {"kind": "residential"}
    yield "landuse", 11, area((1200, 800), (2300, 900), (2400, 1700), (1300, 1800)), {"kind": "park"}
    yield "landuse", 11, area((1500, -1900), (2300, -1900), (2300, -1200), (1500, -1200)), {"kind": "industrial"}
    yield "landuse", 12, area((500, -700), (800, -700), (800, -400), (500, -400)), {"kind": "hospital"}
    yield "boundaries", 6, line((-2800, 1900), (0, 2100), (2800, 1800)), {"kind": "region", "kind_detail": 4}
    yield "boundaries", 8, line((2300, -2500), (2450, 2000)), {"kind": "county", "kind_detail": 6}
    yield "boundaries", 6, line((-2600, -2500), (-2500, 2500)), {"kind": "country", "kind_detail": 2, "disputed": True}


def ways():
    yield "roads", 3, line((-2800, -1500), (-1200, -1300), (900, -1500), (2800, -1100)), {"kind": "highway", "kind_detail": "motorway", "ref": "A 6", "network": "FR:A-road", "min_zoom": 4}
    yield "roads", 7, line((-2800, 200), (-1000, 0), (1000, 60), (2800, -200)), named("Cours Gambetta", "Бульвар Гамбетта", "Бульвар Гамбетта", kind="major_road", kind_detail="primary", min_zoom=8)
    yield "roads", 9, line((600, -2500), (500, 0), (700, 2500)), {"name": "Avenue Jean Jaurès", "kind": "major_road", "kind_detail": "secondary", "min_zoom": 10}
    for row, street in enumerate(("Rue Mercière", "Rue de la Barre", "Rue Sainte-Hélène", "Rue des Remparts", "Rue Vaubecour")):
        yield "roads", 12, line((-100, 900 - 380 * row), (2200, 940 - 380 * row)), {"name": street, "kind": "minor_road", "kind_detail": "residential", "min_zoom": 13}
    for column in range(6):
        yield "roads", 12, line((100 + 400 * column, -900), (160 + 400 * column, 1100)), {"kind": "minor_road", "kind_detail": "service", "min_zoom": 13}
    yield "roads", 13, line((1250, 850), (1700, 1650), (2350, 1650)), {"kind": "path", "kind_detail": "footway", "min_zoom": 14}
    yield "roads", 11, line((-900, -2500), (-700, 0), (-1100, 2500)), {"kind": "rail", "kind_detail": "rail", "min_zoom": 12}
    for row in range(4):
        for column in range(5):
            left, foot = 180 + 400 * column, 620 - 380 * row
            house = area((left, foot), (left + 220, foot), (left + 220, foot + 150), (left, foot + 150))
            yield "buildings", 13, house, {"kind": "building", "height": 12, "min_zoom": 14}
    yield "buildings", 14, Point(at(300, 700)), {"kind": "address", "addr_housenumber": "12 bis"}


def names():
    yield "places", 3, Point(LON, LAT), named("Lyon", "Ліон", "Лион", **place("locality", "city", 5, 12, capital="4", population=522_250))
    yield "places", 9, Point(at(1900, 200)), named("Villeurbanne", "Віллербанн", "Вилёрбан", **place("locality", "town", 9, 10, population=156_928))
    yield "places", 10, Point(at(-1900, 1400)), {"name": "Écully-le-Haut"} | place("locality", "village", 11, 5, population=3_000)
    # A name in letters that not everybody reads says so.
    yield "places", 10, Point(at(-650, -900)), {"name": "Новосілки", "script": "Cyrillic", "name:en": "Novosilky"} | place("locality", "village", 11, 4)
    yield "places", 12, Point(at(700, -560)), named("La Guillotière", "Ґійотьєр", "Гийотьер", **place("neighbourhood", "suburb", 12, 0))
    yield "pois", 13, Point(at(650, -550)), {"name": "Hôpital", "kind": "hospital", "min_zoom": 14}


def mercator(lon: float, lat: float):
    return lon / 360 + 0.5, 0.5 - log(tan(pi / 4 + radians(lat) / 2)) / (2 * pi)


def tile(features, zoom: int, x: int, y: int):
    count = 2**zoom
    frame = box(x / count, y / count, (x + 1) / count, (y + 1) / count)
    seen = frame.buffer(0.02 / count, join_style="mitre")
    layers = {}
    for layer, first, shape, properties in features:
        inside = shape.intersection(seen) if first <= zoom else None
        if inside and (inside.geom_type != "Polygon" or inside.area * count**2 > 1e-5):
            layers.setdefault(layer, []).append({"geometry": inside, "properties": properties})
    described = [{"name": name, "features": layers[name]} for name in LAYERS if name in layers]
    return described and mapbox_vector_tile.encode(
        described, default_options={"quantize_bounds": frame.bounds, "y_coord_down": True, "extents": 4096, "transformer": None})


def describe():
    fields = {"kind": "String", "kind_detail": "String", "min_zoom": "Number", "name": "String", "name:uk": "String"}
    return {
        "name": "Protomaps Basemap",
        "description": "Basemap layers derived from OpenStreetMap and Natural Earth",
        "version": "4.11.9",
        "attribution": '<a href="https://www.openstreetmap.org/copyright" target="_blank">&copy; OpenStreetMap</a>',
        "type": "baselayer",
        "vector_layers": [{"id": name, "fields": fields, "minzoom": 0, "maxzoom": LAST} for name in LAYERS],
        "planetiler:version": "0.9.0",
    }


def write(path: Path):
    flat = lambda shape: transform(lambda lon, lat: mercator(lon, lat), shape)
    features = [(layer, first, flat(shape), properties) for part in (ground, ways, names) for layer, first, shape, properties in part()]
    tiles = {}
    for zoom in range(LAST + 1):
        (left, top), (right, foot) = mercator(WEST, NORTH), mercator(EAST, SOUTH)
        steps = lambda low, high: range(floor(low * 2**zoom), floor(high * 2**zoom) + 1)
        for x in steps(left, right):
            for y in steps(top, foot):
                if data := tile(features, zoom, x, y):
                    tiles[zxy_to_tileid(zoom, x, y)] = gzip.compress(data, 9, mtime=0)
    with path.open("wb") as file:
        writer = Writer(file)
        for number in sorted(tiles):
            writer.write_tile(number, tiles[number])
        e7 = lambda value: round(value * 1e7)
        writer.finalize({
            "tile_type": TileType.MVT, "tile_compression": Compression.GZIP, "min_zoom": 0, "max_zoom": LAST,
            "min_lon_e7": e7(WEST), "min_lat_e7": e7(SOUTH), "max_lon_e7": e7(EAST), "max_lat_e7": e7(NORTH),
            "center_zoom": 12, "center_lon_e7": e7(LON), "center_lat_e7": e7(LAT),
        }, describe())


if __name__ == "__main__":
    write(Path(__file__).parent.parent / "server/tests/town.pmtiles")
