"""Makes the map that the server carries: `python build.py` writes basemap.pmtiles.

The schema is Ensemble's own: `earth`, `water`, `river`, `border`, `place`; README.md has the attributes.
"""

import json
import shutil
from pathlib import Path

import shapely
from shapely import box
from shapely.geometry import mapping

import check
import labels
import lines
import names
import shores
import sources
import towns
from tiles import Stretch, join
from towns import EUROPE

HERE = Path(__file__).parent
WORK = HERE / "build"
ARCHIVE = HERE / "basemap.pmtiles"

WORLD_ZOOM, COARSE_ZOOM, EUROPE_ZOOM, UKRAINE_ZOOM, FRANCE_ZOOM = 5, 6, 8, 9, 10
# Names of countries make way for those of such cities.
LARGE_CITY = 250_000
UKRAINE = (22.0, 44.2, 40.4, 52.5)
FRANCE = (-5.3, 41.2, 9.8, 51.2)
# Guadeloupe and Martinique, Guyane, Réunion and Mayotte.
OVERSEAS = ((-61.9, 14.3, -60.7, 16.6), (-54.7, 2.0, -51.5, 6.0), (55.1, -21.5, 55.9, -20.8), (44.9, -13.1, 45.4, -12.5))
# Where the finer coast is wanted: with the margin of whole tiles.
FINE = [box(*EUROPE).buffer(6, join_style="mitre")] + [box(*area).buffer(6, join_style="mitre") for area in OVERSEAS]

ABOUT = {
    "name": "Ensemble",
    "description": "Land, water, borders and names. No streets.",
    "attribution": "Natural Earth · GSHHG · © GeoNames (CC BY 4.0) · IGN, INSEE (Licence Ouverte 2.0) · КАТОТТГ",
    "ensemble:schema": "1",
}


class Layer:
    """Features of one layer, written as they come."""

    def __init__(self, name: str):
        self.name = name
        self.file = (WORK / f"{name}.geojsonl").open("w")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def add(self, geometry, zooms: tuple[int, int], **attributes):
        feature = {
            "type": "Feature",
            "tippecanoe": {"layer": self.name, "minzoom": zooms[0], "maxzoom": zooms[1]},
            "properties": {key: value for key, value in attributes.items() if value not in ("", None)},
            "geometry": mapping(geometry),
        }
        self.file.write(json.dumps(feature, ensure_ascii=False) + "\n")


def land():
    with Layer("earth") as layer:
        for shape, _ in sources.natural_earth("physical", "ne_50m_land"):
            layer.add(shape, (0, 4))
        for shape, _ in sources.natural_earth("physical", "ne_10m_land"):
            layer.add(shape, (5, COARSE_ZOOM))
        for shape, zoom in shores.land(FINE):
            layer.add(shape, (zoom, FRANCE_ZOOM))


def water():
    with Layer("water") as layer:
        for shape, record in sources.natural_earth("physical", "ne_50m_lakes"):
            if record["min_zoom"] < 5:
                layer.add(shape, (max(0, int(record["min_zoom"])), 4))
        for shape, record in sources.natural_earth("physical", "ne_10m_lakes"):
            if record["min_zoom"] <= COARSE_ZOOM:
                layer.add(shape, (max(5, int(record["min_zoom"])), COARSE_ZOOM))
        for shape, zoom in shores.lakes(FINE):
            layer.add(shape, (zoom, FRANCE_ZOOM))
        for shape in shores.lagoons():
            layer.add(shape, (COARSE_ZOOM + 1, FRANCE_ZOOM))
    europe = box(*EUROPE)
    with Layer("river") as layer:
        for line in sources.rivers("world"):
            if not line.intersects(europe):
                layer.add(line, (3, WORLD_ZOOM))
        coarse = list(sources.rivers("europe"))
        for line in coarse:
            layer.add(line, (3, COARSE_ZOOM))
        for line in shores.rivers(coarse, FINE):
            layer.add(line, (COARSE_ZOOM + 1, FRANCE_ZOOM))


def borders(departments: dict, region_of: dict[str, str]):
    outline = shapely.union_all(list(departments.values()), grid_size=1e-5)
    with Layer("border") as layer:
        coarse = []
        for line, kind, french in lines.countries():
            layer.add(line, (0 if kind == "country" else 4, EUROPE_ZOOM - 1 if french else FRANCE_ZOOM), kind=kind)
            if french:
                coarse.append(line)
        for line in lines.of_france(outline, coarse, box(*FRANCE)):
            layer.add(line, (EUROPE_ZOOM, FRANCE_ZOOM), kind="country")
        for line, country in lines.regions_abroad(outline):
            layer.add(line, (5 if country == "UA" else 7, FRANCE_ZOOM), kind="region")
        for one, other, line in lines.between(departments):
            regional = region_of[one] != region_of[other]
            layer.add(line, (5 if regional else 6, FRANCE_ZOOM), kind="region" if regional else "department")


def places(france: sources.France, departments: dict):
    known = towns.of_geonames()
    countries = list(sources.country_places())
    cities = [town for town in known if town.country != "FR"] + towns.with_exonyms(france.communes, known)
    dependent = {country.country for country in countries if not country.sovereign}
    for city in cities:
        if city.country in dependent:
            city.kind = "town"
    areas = [*names.oblasts(), *named_departments(france.departments, departments)]
    all_places = names.corrected([*countries, *areas, *cities])
    labels.make_way(countries, [city for city in cities if city.population >= LARGE_CITY])
    with Layer("place") as layer:
        for place, zoom in labels.ranked(all_places):
            size = {"size": labels.size(place)} if place.kind in ("town", "capital") else {}
            last = place.last if place.kind == "country" else FRANCE_ZOOM
            layer.add(shapely.Point(place.at), (zoom, last), kind=place.kind, rank=zoom, **size, **names.attributes(place))


def named_departments(departments, shapes: dict):
    translated = names.areas()
    for department in departments:
        # Paris is a town already.
        if department.code in shapes and department.code != "75":
            department.at = middle(shapes[department.code])
            department.names = translated.get(f"FR-{department.code}", {}) | {"fr": department.name}
            yield department


def middle(shape) -> tuple[float, float]:
    """The point that is farthest from all edges of the largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    return shapely.maximum_inscribed_circle(largest.simplify(0.01), 0.01).coords[0]


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    print("reading what France consists of", flush=True)
    france = sources.france()
    print("land and water", flush=True)
    land()
    water()
    print("borders", flush=True)
    departments = lines.dissolved(france.shapes)
    borders(departments, france.region_of)
    print("places", flush=True)
    places(france, departments)
    print("tiles", flush=True)
    stretches = [
        Stretch("world", (0, WORLD_ZOOM)),
        Stretch("europe", (WORLD_ZOOM + 1, EUROPE_ZOOM), EUROPE),
        Stretch("ukraine", (EUROPE_ZOOM + 1, UKRAINE_ZOOM), UKRAINE),
        Stretch("france", (EUROPE_ZOOM + 1, FRANCE_ZOOM), FRANCE),
        *(Stretch(f"overseas-{number}", (WORLD_ZOOM + 1, FRANCE_ZOOM), area) for number, area in enumerate(OVERSEAS)),
    ]
    join(stretches, sorted(WORK.glob("*.geojsonl")), WORK, ARCHIVE, ABOUT)
    check.main()


if __name__ == "__main__":
    main()
