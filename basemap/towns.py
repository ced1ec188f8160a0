"""Which towns there are, and how they are called.

City districts, which GeoNames lists among the cities, are left out. When a town's name has room, labels.py knows.
"""

import math
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher

import sources
from sources import Place

# A place this near to one so many times as large is taken for its district, in km.
DISTRICT_KM, DISTRICT_TIMES = 12, 6
# Districts that GeoNames has larger than their cities.
DISTRICTS = {("GN", "Camayenne")}
# In Ukraine fewer people than the first may live in a village, fewer than the second in a town that is no city.
LEAST_CITY, LARGEST_TOWN = 14_000, 25_000
# Fewer live in no city: a district may be called like one.
SMALLEST_CITY = 5_000
LARGE_VILLAGES = {"Софіївська Борщагівка", "Білогородка"}
# Continents whose smaller towns matter.
EUROPE = (-25.0, 34.0, 46.0, 72.0)
# The zoom at which all towns of a country are there.
LAST_ZOOMS = {"FR": 10, "UA": 9}
LAST_ZOOM_ABROAD = 8
# By the Cabinet of Ministers' resolution 55 of 2010: elsewhere, and where it begins a word.
LATIN = dict(zip("абвгґдежзиійклмнопрстуфхцчшщьюяєї’'ʼ", (
    "a b v h g d e zh z y i i k l m n o p r s t u f kh ts ch sh shch _ iu ia ie i _ _ _").replace("_", "").split(" ")))
LATIN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


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


def latin(ukrainian: str) -> str:
    letters, before = [], " "
    for letter in ukrainian:
        low = letter.lower()
        found = "gh" if low == "г" and before == "з" else LATIN.get(low, low)
        if before in " -":
            found = LATIN_FIRST.get(low, found)
        letters.append(found.capitalize() if letter != low else found)
        before = low
    return "".join(letters)


def of_geonames() -> list[Place]:
    """Towns of Ukraine from 500 people on, of Europe from 5,000 on, of the world from 100,000 on."""
    catalogues = sources.translations("geonames")
    capitals, official = sources.capitals(), sources.katottg()
    towns, cities = [], set()
    for city in sources.geonames():
        country, at = city["countrycode"], (city["longitude"], city["latitude"])
        names = {lang: catalogue[key] for lang, catalogue in catalogues.items() if (key := str(city["geonameid"])) in catalogue}
        name = city["name"]
        if country == "UA":
            ukrainian = ukrainian_name(city, names.get("uk"), official)
            # Whatever is no settlement is a district.
            if ukrainian is None:
                continue
            names = {"fr": latin(ukrainian), **names, "uk": ukrainian, "en": latin(ukrainian)}
            name = ukrainian
            if "M" in official[ukrainian] and city["population"] >= SMALLEST_CITY:
                cities.add(str(city["geonameid"]))
        elif (country, name) in DISTRICTS or city["population"] < (5_000 if in_box(at, EUROPE) else 100_000):
            continue
        capital = capitals.get(country) in (city["name"], names.get("en"))
        town = Place("capital" if capital else "town", name, names, at, city["population"], country, code=str(city["geonameid"]))
        town.last = LAST_ZOOMS.get(country, LAST_ZOOM_ABROAD)
        towns.append(town)
    return without_districts(towns, cities)


def ukrainian_name(city, translated, official: dict[str, set[str]]):
    """The one of its names that the country's own list has, and that is most like the present Latin one.

    So many people live in cities, else in a district of one: districts, too, are called like some village elsewhere.
    """
    known = [name for name in (translated, *city["alternatenames"]) if name in official]
    if city["population"] >= LEAST_CITY:
        is_city = lambda name: official[name] & {"M", "K"} or "X" in official[name] and city["population"] < LARGEST_TOWN
        known = [name for name in known if is_city(name) or name in LARGE_VILLAGES]
    alike = lambda name: SequenceMatcher(None, latin(name).lower(), city["name"].lower()).ratio()
    return max(known, key=lambda name: (round(alike(name), 1), name == translated), default=None)


def without_districts(towns: list[Place], cities: set[str]) -> list[Place]:
    """`cities` are towns of their own, however near a larger one they lie. A village may be, if it is a small one."""
    kept, near = [], Nearby()
    for town in sorted(towns, key=lambda town: -town.population):
        def holds(other):
            large = other.population >= DISTRICT_TIMES * town.population and other.country == town.country
            return large and kilometres(other.at, town.at) < DISTRICT_KM
        known = town.code in cities or town.kind == "capital" or town.country == "FR"
        if known or not any(holds(other) for other in near.around(town.at)):
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
        if commune.code == "75056":
            commune.kind = "capital"
    return communes


def in_box(at, box) -> bool:
    west, south, east, north = box
    return west <= at[0] <= east and south <= at[1] <= north
