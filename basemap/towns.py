"""Towns: which there are, how they are called in four languages, and from which zoom on each has room for its name.

City districts, which GeoNames lists among the cities, are left out.
"""

import math
import unicodedata
from collections import defaultdict

import sources
from sources import LANGS, Place

# Names closer than this at a zoom would cover each other, in pixels of a map of 512 pixels per tile.
ROOM = 88
FIRST_ZOOM, LAST_ZOOM = 2, 10
# A place this near to one so many times as large is taken for its district, in km.
DISTRICT_KM, DISTRICT_TIMES = 12, 6
# Continents whose smaller towns matter.
EUROPE = (-25.0, 34.0, 46.0, 72.0)


def kilometres(a, b) -> float:
    x = math.radians(a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return 6371 * math.hypot(x, math.radians(a[1] - b[1]))


class Nearby:
    """Places by where they are, in squares of half a degree."""

    def __init__(self):
        self.squares = defaultdict(list)

    def add(self, place):
        self.squares[(math.floor(place.at[0] * 2), math.floor(place.at[1] * 2))].append(place)

    def around(self, at):
        x, y = math.floor(at[0] * 2), math.floor(at[1] * 2)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                yield from self.squares[(x + dx, y + dy)]


def plain(name: str) -> str:
    """Without accents, capitals and hyphens."""
    letters = unicodedata.normalize("NFD", name.lower().replace("œ", "oe"))
    return "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).strip()


def of_geonames() -> list[Place]:
    """Towns of Ukraine from 500 people on, of Europe from 5,000 on, of the world from 100,000 on."""
    catalogues = sources.translations("geonames")
    capitals, official = sources.capitals(), sources.katottg()
    towns = []
    for city in sources.geonames():
        country, at = city["countrycode"], (city["longitude"], city["latitude"])
        names = {lang: catalogue[key] for lang, catalogue in catalogues.items() if (key := str(city["geonameid"])) in catalogue}
        name = city["name"]
        if country == "UA":
            ukrainian = ukrainian_name(city, names.get("uk"), official)
            # Whatever is large and no settlement is a district.
            if ukrainian is None and city["population"] >= 15_000:
                continue
            names.setdefault("en", name)
            names.setdefault("fr", name)
            if ukrainian:
                names["uk"] = name = ukrainian
        elif city["population"] < (5_000 if in_box(at, EUROPE) else 100_000):
            continue
        town = Place("town", name, names, at, city["population"], country, code=str(city["geonameid"]))
        town.capital = capitals.get(country) in (city["name"], names.get("en"))
        towns.append(town)
    return without_districts(towns)


def ukrainian_name(city, translated, official):
    if translated in official:
        return translated
    found = [name for name in city["alternatenames"] if name in official]
    return found[0] if len(found) == 1 else translated if translated and not found else found[0] if found else None


def without_districts(towns: list[Place]) -> list[Place]:
    kept, near = [], Nearby()
    for town in sorted(towns, key=lambda town: -town.population):
        def holds(other):
            large = other.population >= DISTRICT_TIMES * town.population and other.country == town.country
            return large and kilometres(other.at, town.at) < DISTRICT_KM
        if town.country == "UA" or town.capital or not any(holds(other) for other in near.around(town.at)):
            kept.append(town)
            near.add(town)
    return kept


def with_exonyms(communes: list[Place], towns: list[Place]) -> list[Place]:
    """French communes, with the names that GeoNames has for them in other languages."""
    near = Nearby()
    for town in towns:
        if town.country == "FR":
            near.add(town)
    for commune in communes:
        same = [town for town in near.around(commune.at) if plain(town.name) == plain(commune.name)]
        same = [town for town in same if kilometres(town.at, commune.at) < 10]
        if same:
            commune.names = {lang: name for lang, name in same[0].names.items() if lang != "fr"}
        commune.capital = commune.code == "75056"
    return communes


def ranked(towns: list[Place]):
    """Each town with the first zoom at which no more important one needs its room."""
    importance = lambda town: (-(town.population * (20 if town.capital else 1)), town.name)
    taken = [set() for _ in range(LAST_ZOOM + 1)]
    for town in sorted(towns, key=importance):
        zoom = next((zoom for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1) if is_free(town.at, zoom, taken[zoom])), None)
        least = smallest_zoom(town)
        zoom = max(zoom if zoom is not None else LAST_ZOOM, least)
        for each in range(zoom, LAST_ZOOM + 1):
            taken[each].add(square(town.at, each))
        yield town, zoom


def smallest_zoom(town: Place) -> int:
    """Empty country gives room to villages, too: they wait for the zooms of villages."""
    steps = ((1_000_000, 2), (300_000, 4), (100_000, 5), (30_000, 6), (10_000, 7), (3_000, 8), (1_000, 9))
    if town.capital:
        return 3
    return next((zoom for people, zoom in steps if town.population >= people), LAST_ZOOM)


def square(at, zoom: int):
    size = 512 * 2**zoom / ROOM
    latitude = math.radians(max(-85, min(85, at[1])))
    y = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2
    return math.floor((at[0] + 180) / 360 * size), math.floor(y * size * 2)


def is_free(at, zoom: int, taken) -> bool:
    x, y = square(at, zoom)
    return not any((x + dx, y + dy) in taken for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def in_box(at, box) -> bool:
    west, south, east, north = box
    return west <= at[0] <= east and south <= at[1] <= north


def name_attributes(place: Place) -> dict[str, str]:
    """The name of the place itself, and those that differ from it."""
    other = {f"name_{lang}": place.names[lang] for lang in LANGS if place.names.get(lang, place.name) != place.name}
    return {"name": place.name, **other}
