"""How places are called in four languages: what the packages say, and `names.csv`, which has the last word.

`names.csv` holds what the packages lack or say oddly, for the names that one sees first; whoever finds a wrong one adds a line.
"""

import csv
import json
from pathlib import Path

import sources
from sources import LANGS, Place

HERE = Path(__file__).parent
SUBDIVISIONS = Path("/usr/share/iso-codes/json/iso_3166-2.json")


def corrections() -> dict[tuple[str, str], dict[str, str]]:
    """By country and the name that the packages give."""
    with (HERE / "names.csv").open(newline="") as file:
        return {(row["country"], row["name"]): {lang: row[lang] for lang in LANGS if row[lang]} for row in csv.DictReader(file)}


def corrected(places: list[Place]) -> list[Place]:
    """Of towns of one name the largest is meant."""
    left = corrections()
    for place in sorted(places, key=lambda place: (place.kind != "country", -place.population)):
        key = ("*" if place.kind == "country" else place.country, place.name)
        if key in left and place.kind in ("country", "town", "capital"):
            own = left.pop(key)
            place.names = {**place.names, **own}
            if place.kind == "country":
                place.name = place.names["en"]
            elif place.country == "UA":
                place.name = place.names["uk"]
    if left:
        raise SystemExit(f"names.csv speaks of places that are not there: {sorted(left)}")
    return places


def areas() -> dict[str, dict[str, str]]:
    """By ISO 3166-2 code the names of departments and oblasts."""
    catalogues = sources.translations("iso_3166-2")
    names = {}
    for entry in json.loads(SUBDIVISIONS.read_text())["3166-2"]:
        if entry["code"].startswith(("FR-", "UA-")):
            found = {lang: catalogue[entry["name"]] for lang, catalogue in catalogues.items() if entry["name"] in catalogue}
            names[entry["code"]] = found
    # The catalogue has no Russian name of this one.
    names["UA-48"].setdefault("ru", "Николаевская область")
    return names


def oblasts():
    """With a place for the name that leaves the towns theirs."""
    known = areas()
    with (HERE / "oblasts.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            names = {**known[row["code"]], "en": row["en"], "fr": row["fr"]}
            at = float(row["lon"]), float(row["lat"])
            yield Place("region", names["uk"], names, at, country="UA", code=row["code"], last=9)


def attributes(place: Place) -> dict[str, str]:
    """The name of the place itself, and those that differ from it."""
    other = {f"name_{lang}": place.names[lang] for lang in LANGS if place.names.get(lang, place.name) != place.name}
    return {"name": place.name, **other}
