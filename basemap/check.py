"""What must be true of the archive, whatever the packages say: `python check.py`, and at the end of build.py.

Knows nothing of how the archive was made. It reads tiles, as a map does.
"""

import gzip
import sys
from functools import cache
from itertools import product
from pathlib import Path

import mapbox_vector_tile
import shapely
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely import box
from shapely.geometry import shape

from labels import mercator

ARCHIVE = Path(__file__).parent / "basemap.pmtiles"
LARGEST = 9_000_000
# A phone of 412 × 780 shows these tiles of zoom 4 when it sees France whole, and those of zoom 5 one step closer.
FIRST_VIEW = [(4, x, y) for x in (7, 8) for y in (5, 6)]
CLOSER_VIEW = [(5, x, y) for x in (15, 16) for y in (10, 11, 12)]
FIRST_VIEW_BYTES = 150_000
LANGS = ("uk", "fr", "en", "ru")
KINDS = {
    "border": {"country", "disputed", "region", "department"},
    "place": {"country", "region", "department", "capital", "town"},
}
# Places, and the deepest zoom at which the archive has a tile there.
REACH = (
    ("Rio de Janeiro", -43.2, -22.9, 5), ("Warsaw", 21.0, 52.2, 8), ("Kyiv", 30.5, 50.45, 9), ("Simferopol", 34.1, 44.95, 9),
    ("Paris", 2.35, 48.86, 10), ("Ajaccio", 8.74, 41.92, 10), ("Cayenne", -52.33, 4.93, 10), ("Fort-de-France", -61.07, 14.6, 10),
    ("Saint-Denis", 55.45, -20.88, 10), ("Mamoudzou", 45.23, -12.78, 10),
)
# West, south, east, north.
PEREKOP, KERCH = (33.55, 46.05, 33.74, 46.2), (36.4, 45.2, 36.56, 45.5)
# What one reads at zoom 5 and must read rightly: uk, fr, en, ru.
NAMES = (
    ("Київ", "Kyiv", "Kyiv", "Киев"), ("Львів", "Lviv", "Lviv", "Львов"), ("Одеса", "Odessa", "Odesa", "Одесса"),
    ("Харків", "Kharkiv", "Kharkiv", "Харьков"), ("Дніпро", "Dnipro", "Dnipro", "Днепр"), ("Донецьк", "Donetsk", "Donetsk", "Донецк"),
    ("Севастополь", "Sébastopol", "Sevastopol", "Севастополь"), ("Париж", "Paris", "Paris", "Париж"), ("Ліон", "Lyon", "Lyon", "Лион"),
    ("Марсель", "Marseille", "Marseille", "Марсель"), ("Ніцца", "Nice", "Nice", "Ницца"), ("Нант", "Nantes", "Nantes", "Нант"),
    ("Україна", "Ukraine", "Ukraine", "Украина"), ("Франція", "France", "France", "Франция"), ("Польща", "Pologne", "Poland", "Польша"),
)
# Districts that GeoNames has among the cities.
DISTRICTS = {"Дарниця", "Сихів", "Салтівка", "Теличка", "Корчувате", "Korchuvate", "Pravyi Bereh", "Правий Берег"}


class Tiles:
    def __init__(self, path: Path):
        self.size = path.stat().st_size
        self.reader = Reader(MmapSource(path.open("rb")))

    @cache
    def layers(self, zoom: int, x: int, y: int) -> dict:
        """Features by layer, their geometry in 4096ths of the tile, from the top left."""
        data = self.reader.get(zoom, x, y)
        return decoded(data) if data else {}

    def features(self, layer: str, zoom: int, x: int, y: int, **attributes):
        for feature in self.layers(zoom, x, y).get(layer, {"features": []})["features"]:
            if all(feature["properties"].get(key) == value for key, value in attributes.items()):
                yield feature


def decoded(data: bytes) -> dict:
    return mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})


def tile_at(zoom: int, longitude: float, latitude: float):
    x, y = mercator((longitude, latitude))
    return zoom, int(x * 2**zoom), int(y * 2**zoom)


def crosses(tiles: Tiles, zoom: int, area, kind: str) -> bool:
    """Whether a line of that kind runs through an area: west, south, east, north."""
    west, south, east, north = area
    (left, top), (right, bottom) = mercator((west, north)), mercator((east, south))
    units = 2**zoom * 4096
    _, first, above = tile_at(zoom, west, north)
    _, last, below = tile_at(zoom, east, south)
    for x, y in product(range(first, last + 1), range(above, below + 1)):
        inside = box(left * units - x * 4096, top * units - y * 4096, right * units - x * 4096, bottom * units - y * 4096)
        if any(shape(line["geometry"]).intersects(inside) for line in tiles.features("border", zoom, x, y, kind=kind)):
            return True
    return False


def places(tiles: Tiles, wanted):
    for tile in wanted:
        for feature in tiles.features("place", *tile):
            yield feature["properties"]


def name(properties: dict, lang: str) -> str:
    return properties.get(f"name_{lang}", properties["name"])


def crimea(tiles: Tiles):
    for zoom in (5, 7, 9):
        assert not crosses(tiles, zoom, PEREKOP, "country"), f"a border at Perekop, zoom {zoom}"
        assert not crosses(tiles, zoom, PEREKOP, "disputed"), f"a disputed line at Perekop, zoom {zoom}"
        assert crosses(tiles, zoom, KERCH, "country"), f"no border in the strait of Kerch, zoom {zoom}"
    assert crosses(tiles, 7, PEREKOP, "region"), "no line between Crimea and Kherson"
    for longitude, latitude, uk in ((33.52, 44.6, "Севастополь"), (34.1, 44.95, "Сімферополь"), (34.25, 45.28, "Автономна Республіка Крим")):
        found = [name(place, "uk") for place in places(tiles, [tile_at(7, longitude, latitude)])]
        assert uk in found, f"{uk} is not among {found}"


def kinds(tiles: Tiles):
    for layer, wanted in KINDS.items():
        found = {feature["properties"]["kind"] for zoom, x, y in sample() for feature in tiles.features(layer, zoom, x, y)}
        assert found == wanted, f"kinds of {layer}: {found}"


def sample():
    yield from CLOSER_VIEW
    for lon, lat in ((2.35, 48.86), (5.4, 43.3), (30.5, 50.45), (33.8, 46.1), (40.0, 43.5), (34.5, 31.5), (76.0, 34.0)):
        for zoom in range(11):
            yield tile_at(zoom, lon, lat)


def reach(tiles: Tiles):
    for town, longitude, latitude, deepest in REACH:
        for zoom in range(11):
            tile = tile_at(zoom, longitude, latitude)
            has = tiles.reader.get(*tile) is not None
            assert has == (zoom <= deepest), f"{town} at zoom {zoom}: {has}"


def names(tiles: Tiles):
    everything = list(places(tiles, [(5, x, y) for x in range(15, 20) for y in range(9, 13)]))
    assert not DISTRICTS & {place["name"] for place in everything}
    seen = {tuple(name(place, lang) for lang in LANGS) for place in everything}
    for wanted in NAMES:
        assert wanted in seen, f"{wanted} is not on the map of Europe"
    largest = sorted(everything, key=lambda place: (place["rank"], -place.get("size", 6)))[:100]
    for lang in ("uk", "ru"):
        foreign = [place["name"] for place in largest if not any("Ѐ" <= letter <= "ӿ" for letter in name(place, lang))]
        assert len(foreign) <= 2, f"no {lang} name of {foreign}"
    for lang in ("fr", "en"):
        foreign = [place["name"] for place in largest if any("Ѐ" <= letter <= "ӿ" for letter in name(place, lang))]
        assert not foreign, f"no {lang} name of {foreign}"


def districts(tiles: Tiles):
    found = {place["name"] for place in places(tiles, [tile_at(9, 30.6, 50.45), tile_at(9, 30.4, 50.45)])}
    assert not DISTRICTS & found, f"districts of Kyiv: {DISTRICTS & found}"
    ukraine = [(8, x, y) for x in range(142, 158) for y in range(84, 96)]
    oblasts = {place["name"] for place in places(tiles, ukraine) if place["kind"] == "region"}
    assert len(oblasts) >= 24, f"oblasts: {sorted(oblasts)}"


def sizes(tiles: Tiles):
    assert tiles.size <= LARGEST, f"{tiles.size} bytes"
    for view in (FIRST_VIEW, CLOSER_VIEW):
        size = sum(len(tiles.reader.get(*tile)) for tile in view)
        assert size <= FIRST_VIEW_BYTES, f"the first view of France takes {size} bytes"


def metadata(tiles: Tiles):
    about = tiles.reader.metadata()
    assert about["name"] == "Ensemble" and about["ensemble:schema"] == "1"
    assert {layer["id"] for layer in about["vector_layers"]} == {"earth", "water", "river", "border", "place"}
    for credit in ("Natural Earth", "GSHHG", "GeoNames", "IGN", "INSEE", "КАТОТТГ"):
        assert credit in about["attribution"], f"no credit of {credit}"


def every_tile(tiles: Tiles):
    for _, data in all_tiles(tiles.reader.get_bytes):
        layers = decoded(data)
        assert layers.keys() <= {"earth", "water", "river", "border", "place"}
        for feature in layers.get("place", {"features": []})["features"]:
            assert feature["properties"]["name"] and feature["properties"]["rank"] <= 10


def main():
    tiles = Tiles(ARCHIVE)
    for check in (metadata, sizes, reach, crimea, kinds, names, districts, every_tile):
        check(tiles)
        print(f"{check.__name__} ✓", flush=True)
    print(f"{ARCHIVE.name}: {tiles.size / 1e6:.2f} MB")


if __name__ == "__main__":
    sys.exit(main())
