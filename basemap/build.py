"""Makes the map that the server carries: `python build.py` writes ../data/basemap.pmtiles.

The schema is Ensemble's own: `earth`, `water`, `river`, `border`, `place`; README.md has the attributes.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import shapely
from shapely import STRtree, box
from shapely.geometry import mapping

import sources
import towns
from towns import EUROPE, name_attributes

HERE = Path(__file__).parent
WORK = HERE / "build"
ARCHIVE = HERE.parent / "data/basemap.pmtiles"
LARGEST = 9_000_000

WORLD_ZOOM, EUROPE_ZOOM, UKRAINE_ZOOM, FRANCE_ZOOM = 5, 8, 9, 10
UKRAINE = (22.0, 44.2, 40.4, 52.5)
FRANCE = (-5.3, 41.2, 9.8, 51.2)
# Guadeloupe and Martinique, Guyane, Réunion and Mayotte.
OVERSEAS = ((-61.9, 14.3, -60.7, 16.6), (-54.7, 2.0, -51.5, 6.0), (44.9, -21.5, 55.9, -12.5))

# Natural Earth's classes of lines in the eyes of Ukraine; what is missing here is not drawn.
BORDERS = {
    "International boundary (verify)": "country",
    "Disputed (please verify)": "disputed",
    "Indefinite (please verify)": "disputed",
    "Line of control (please verify)": "disputed",
    "Indeterminant frontier": "disputed",
    "Admin-1 boundary": "region",
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
            layer.add(shape, (5, FRANCE_ZOOM))


def water():
    with Layer("water") as layer:
        for shape, record in sources.natural_earth("physical", "ne_50m_lakes"):
            if record["min_zoom"] < 5:
                layer.add(shape, (max(0, int(record["min_zoom"])), 4))
        for shape, record in sources.natural_earth("physical", "ne_10m_lakes"):
            layer.add(shape, (max(5, int(record["min_zoom"])), FRANCE_ZOOM))
    europe = box(*EUROPE)
    with Layer("river") as layer:
        for line in sources.rivers("world"):
            if not line.intersects(europe):
                layer.add(line, (3, WORLD_ZOOM))
        for line in sources.rivers("europe"):
            layer.add(line, (3, FRANCE_ZOOM))


def borders(departments: dict, region_of: dict[str, str]):
    with Layer("border") as layer:
        for line, record in sources.natural_earth("cultural", "ne_10m_admin_0_boundary_lines_land"):
            kind = BORDERS.get(record["FCLASS_UA"] or record["FEATURECLA"])
            if kind:
                layer.add(line, (0 if kind == "country" else 4, FRANCE_ZOOM), kind=kind)
        for line in regions_abroad(departments):
            layer.add(line, (5, UKRAINE_ZOOM), kind="region")
        for one, other, line in between(departments):
            regional = region_of[one] != region_of[other]
            layer.add(line, (5 if regional else 6, FRANCE_ZOOM), kind="region" if regional else "department")


def regions_abroad(departments: dict):
    """Lines of oblasts and Länder. France has better ones of its own, which would lie beside these."""
    france = shapely.union_all(list(departments.values())).buffer(0.05)
    shapely.prepare(france)
    europe = box(*EUROPE)
    for line, _ in sources.shapes(sources.ADMIN_1_LINES):
        if line.intersects(europe):
            rest = line.difference(france)
            if not rest.is_empty:
                yield rest


def between(departments: dict):
    """The lines between each two departments, with their codes."""
    codes = sorted(departments)
    tree = STRtree([departments[code] for code in codes])
    for place, code in enumerate(codes):
        for other in tree.query(departments[code].buffer(1e-4)):
            if other > place:
                # A grid closes the hairs that are left between polygons simplified apart.
                shared = shapely.intersection(departments[code].boundary, departments[codes[other]].boundary, grid_size=1e-5)
                parts = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString" and not part.is_empty]
                if parts:
                    yield code, codes[other], shapely.line_merge(shapely.MultiLineString(parts))


def dissolved(shapes) -> dict:
    by_department = {}
    for department, polygon in shapes:
        by_department.setdefault(department, []).append(polygon)
    return {code: shapely.union_all(polygons, grid_size=1e-5) for code, polygons in by_department.items()}


def places(france: sources.France, departments: dict):
    with Layer("place") as layer:
        for place, zoom in sources.country_places():
            first = max(1, round(zoom) - 1)
            layer.add(shapely.Point(place.at), (first, 7), kind="country", rank=first, **name_attributes(place))
        names = area_names()
        for department in france.departments:
            if department.code in departments:
                at = departments[department.code].representative_point()
                department.names = names.get(f"FR-{department.code}", {})
                layer.add(at, (7, FRANCE_ZOOM), kind="department", rank=7, **name_attributes(department))
        known = towns.of_geonames()
        communes = towns.with_exonyms(france.communes, known)
        for town, zoom in towns.ranked([town for town in known if town.country != "FR"] + communes):
            last = {"FR": FRANCE_ZOOM, "UA": UKRAINE_ZOOM}.get(town.country, EUROPE_ZOOM)
            if zoom <= last:
                kind = "capital" if town.capital else "town"
                layer.add(shapely.Point(town.at), (zoom, last), kind=kind, rank=zoom, **name_attributes(town))


def area_names() -> dict[str, dict[str, str]]:
    """By ISO 3166-2 code the names of departments and oblasts."""
    path = Path("/usr/share/iso-codes/json/iso_3166-2.json")
    catalogues = sources.translations("iso_3166-2")
    names = {}
    for entry in json.loads(path.read_text())["3166-2"]:
        if entry["code"].startswith(("FR-", "UA-")):
            found = {lang: catalogue[entry["name"]] for lang, catalogue in catalogues.items() if entry["name"] in catalogue}
            names[entry["code"]] = found
    return names


def tiles():
    """One archive for each stretch of zooms, joined."""
    layers = sorted(WORK.glob("*.geojsonl"))
    parts = [
        tippecanoe("world", layers, (0, WORLD_ZOOM), None),
        tippecanoe("europe", layers, (WORLD_ZOOM + 1, EUROPE_ZOOM), EUROPE),
        tippecanoe("ukraine", layers, (EUROPE_ZOOM + 1, UKRAINE_ZOOM), UKRAINE),
        tippecanoe("france", layers, (EUROPE_ZOOM + 1, FRANCE_ZOOM), FRANCE),
    ]
    parts += [
        tippecanoe(f"overseas-{number}", layers, (WORLD_ZOOM + 1, FRANCE_ZOOM), area)
        for number, area in enumerate(OVERSEAS)
    ]
    run("tile-join", "--force", "--no-tile-size-limit", "--name=Ensemble", "--attribution=" + attribution(),
        f"--output={ARCHIVE}", *parts)


def attribution() -> str:
    return "Natural Earth · © GeoNames (CC BY 4.0) · IGN, INSEE (Licence Ouverte 2.0) · КАТОТТГ"


def tippecanoe(name: str, layers, zooms: tuple[int, int], area) -> str:
    output = WORK / f"{name}.pmtiles"
    clip = [f"--clip-bounding-box={','.join(map(str, area))}"] if area else []
    run("tippecanoe", "--force", "--quiet", "--read-parallel", f"--output={output}", f"-Z{zooms[0]}", f"-z{zooms[1]}", *clip,
        "--simplification=4", "--drop-rate=1", "--no-tile-size-limit", "--no-feature-limit", "--no-tiny-polygon-reduction",
        "--coalesce", "--reorder", *map(str, layers))
    return str(output)


def run(program: str, *args: str):
    subprocess.run([sys.executable, "-m", "cubao_tippecanoe", program, *args], check=True)


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    print("reading what France consists of", flush=True)
    france = sources.france()
    print("land and water", flush=True)
    land()
    water()
    print("borders", flush=True)
    departments = dissolved(france.shapes)
    borders(departments, france.region_of)
    print("places", flush=True)
    places(france, departments)
    print("tiles", flush=True)
    tiles()
    size = ARCHIVE.stat().st_size
    print(f"{ARCHIVE.name}: {size / 1e6:.2f} MB")
    if size > LARGEST:
        raise SystemExit(f"larger than {LARGEST / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
