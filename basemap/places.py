"""Writes `places.tsv`: every place by its names, for finding one by what somebody types.

Knows nothing about zooms and tiles; what a search makes of the names is decided where they are read.
What nobody says for certain stays empty: a wrong name leads somebody to the wrong town.
"""

import json
import re
from collections import defaultdict
from pathlib import Path

import shapely

import sources
import towns
from commune_names import BY_CODE
from department_names import ALIASES, NAMES
from settlements import FRENCH, abroad, settlements
from spelling import spelled
from sources import HERE, LANGS, Place

DIVISIONS = HERE / "node_modules/@etalab/decoupage-administratif/data"
TARGET = HERE / "places.tsv"
VERSION = "#places 1"
COLUMNS = (
    "kind name lat lon population country department code postcodes name_uk name_fr name_en name_ru aliases".split()
)
KINDS = ("region", "department", "commune", "district", "town")

OVERSEAS = {"975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC"}
# The village in GeoNames that stands for a commune made of several islands or villages, by code of the commune.
CHIEF_VILLAGE = {
    "97501": "Miquelon", "97701": "Gustavia", "97801": "Marigot", "98612": "Leava", "98613": "Mata-Utu", "98711": "Tukuhora",
    "98714": "Vaitape", "98719": "Rikitea", "98720": "Otepa", "98722": "Hitiaa", "98723": "Atuona", "98724": "Fare",
    "98729": "Afareaitu", "98731": "Taiohae", "98740": "Avatoru", "98744": "Moerai", "98745": "Vaitoare",
    "98747": "Afaahiti", "98748": "Vairao", "98753": "Mataura", "98754": "Tevaitoa", "98801": "Wala", "98809": "Vao",
    "98814": "Wé", "98815": "Tadine", "98832": "Yaté-Barrage",
}
# Where communes lie that no source has a place for, to a kilometre or two.
BY_HAND = {
    "15031": (2.958, 45.118), "15035": (2.929, 45.155), "15047": (2.895, 45.163), "15171": (2.967, 45.164),
    "98734": (-149.525, -17.745), "98750": (-151.36, -16.83), "98752": (-149.41, -17.77), "98817": (166.579, -22.281),
    "98806": (165.776, -21.666), "98833": (165.827, -21.397),
}


def divisions(name: str):
    return json.loads((DIVISIONS / f"{name}.json").read_text(encoding="utf8"))


def places() -> list[Place]:
    known = settlements()
    communes, districts = french(known)
    order = lambda place: (KINDS.index(place.kind), place.country != "UA", place.country, place.code, place.name, place.at)
    return sorted([*administrative(communes), *communes, *districts, *abroad(known)], key=order)


def french(known: list[Place]) -> tuple[list[Place], list[Place]]:
    everything = divisions("communes")
    points = positions(everything, known)
    merged = defaultdict(list)
    for row in everything:
        if row["type"] in ("commune-deleguee", "commune-associee"):
            merged[row["chefLieu"]].append(row["nom"])
    communes = []
    for row in everything:
        if row["type"] == "commune-actuelle" and row["code"] in points:
            communes.append(commune(row, points, merged[row["code"]]))
    with_names(communes, known)
    cities = {place.code: place for place in communes}
    districts = [district(row, cities, points) for row in everything if row["type"] == "arrondissement-municipal"]
    for place in districts:
        city = cities[place.parent]
        city.postcodes = sorted({*city.postcodes, *place.postcodes})
    return communes, districts


def commune(row, points, merged) -> Place:
    place = Place("commune", row["nom"], {}, points[row["code"]], row.get("population", 0), "FR", row["departement"], row["code"])
    place.postcodes = sorted(row.get("codesPostaux", []))
    place.aliases = sorted({name for name in merged if name != place.name})
    return place


def district(row, cities, points) -> Place:
    """«Lyon 3e Arrondissement» has its name in all languages, from that of its city and its number."""
    city, number = cities[row["commune"]], int(re.search(r"\d+", row["nom"])[0])
    name = f"{city.name} {number}{'er' if number == 1 else 'e'} arrondissement"
    english = f"{city.name}, {number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th')} arrondissement"
    names = {"en": english, "uk": f"{city.names['uk']}, {number}-й округ", "ru": f"{city.names['ru']}, {number}-й округ"}
    place = Place("district", name, names, points[row["code"]], row["population"], "FR", row["departement"], row["code"])
    place.postcodes, place.parent, place.aliases = sorted(row["codesPostaux"]), row["commune"], []
    return place


def positions(divided, known) -> dict[str, tuple[float, float]]:
    """By code the town hall, where it stands in its commune, or else a point inside of the commune."""
    points, parts = dict(BY_HAND), {}
    for row in sources.table("communes"):
        point = sources.position(row)
        if point and row["type"] in ("COM", "ARM"):
            points[row["code"]] = point
        elif point:
            # A commune that was made of others lies where the one of its code lay.
            parts[row["code"]] = point
    points = {**parts, **points}
    by_name = {(place.country, towns.plain(place.latin)): place.at for place in known}
    for row in divided:
        country, name = OVERSEAS.get(row.get("departement")), CHIEF_VILLAGE.get(row["code"], row["nom"])
        if country and (country, towns.plain(name)) in by_name:
            points.setdefault(row["code"], by_name[(country, towns.plain(name))])
    return points


def with_names(communes: list[Place], known: list[Place]):
    """Gives communes the names that GeoNames has for the settlement of the same name at the same place."""
    near = towns.Nearby()
    for town in known:
        if town.country in FRENCH:
            near.add(town)
    for place in communes:
        same = [town for town in near.around(place.at) if towns.plain(town.latin) == towns.plain(place.name)]
        same = [town for town in same if towns.kilometres(town.at, place.at) < 10]
        if same:
            town = max(same, key=lambda town: town.population)
            place.names = {lang: name for lang, name in town.names.items() if lang != "fr"}
            place.aliases += town.aliases
        place.names.update(BY_CODE.get(place.code, {}))


def administrative(communes: list[Place]):
    """Regions and departments. Each lies at its prefecture."""
    by_code = {place.code: place for place in communes}
    iso = sources.translations("iso_3166-2")
    region_of = {row["code"]: row["region"] for row in divisions("departements") if row["zone"] != "com"}
    for kind, rows in (("region", divisions("regions")), ("department", divisions("departements"))):
        for row in rows:
            if row["zone"] == "com":
                continue
            code, name = row["code"], row["nom"]
            inside = lambda each: (each.department if kind == "department" else region_of.get(each.department)) == code
            people = sum(each.population for each in communes if inside(each))
            by_hand = dict(zip(("uk", "en", "ru"), NAMES.get(name, ("", "", ""))))
            names = {lang: by_hand[lang] or iso[lang].get(name, "") for lang in ("uk", "en", "ru")}
            place = Place(kind, name, names, by_code[row["chefLieu"]].at, people, "FR", code if kind == "department" else "", code)
            place.aliases = ALIASES.get(name, "").split("|")
            yield place


def line(place: Place) -> str:
    own, aliases = spelled(place.country, place.name, place.names, place.aliases)
    names = ["" if own.get(lang, "") == place.name else own.get(lang, "") for lang in LANGS]
    taken = {place.name, *names}
    aliases = sorted({name.strip() for name in aliases if name.strip()} - taken)
    lon, lat = place.at
    cells = (
        place.kind, place.name, f"{lat:.5f}", f"{lon:.5f}", place.population, place.country, place.department,
        place.code, " ".join(place.postcodes), *names, "|".join(aliases),
    )
    text = "\t".join(str(cell).replace("'", "’") for cell in cells)
    assert text.count("\t") == len(COLUMNS) - 1 and "\n" not in text, text
    return text


def main():
    rows = [line(place) for place in places()]
    TARGET.write_text("\n".join(["\t".join([VERSION, *COLUMNS]), *rows]) + "\n", encoding="utf8", newline="\n")
    print(f"{len(rows)} places, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
