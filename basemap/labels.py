"""Which name appears at which zoom: the first at which no more important one needs its room.

Knows nothing of styles but how large their letters are about. A style that draws larger ones loses some names, not all.
"""

import math
from collections import defaultdict

from sources import Place

FIRST_ZOOM, LAST_ZOOM = 1, 10
# Pixels of a map of 512 pixels per tile: a letter, a line, and the quiet around a name.
LETTER, LINE, QUIET = 7.5, 18, (16, 14)
# Style sheets break names that are longer.
LONGEST = 16
# From how many people on a place is named at a zoom, even where there is room: empty country waits, too.
LEAST_PEOPLE = ((1_000_000, 2), (400_000, 3), (200_000, 4), (90_000, 5), (30_000, 6), (10_000, 7), (3_000, 8), (1_000, 9))
# Countries that are smaller than this wait until there is room around them, in square kilometres.
SMALL_COUNTRY, SMALL_COUNTRY_ZOOM = 3_000, 6
# Who lives in an oblast or department counts so much less than who lives in a town.
AREA_WEIGHT = {"region": 150_000, "department": 60_000}
AREA_ZOOM = {"region": 6, "department": 7}
CAPITAL_WEIGHT = 20


class Room:
    """What is taken on the map of one zoom."""

    def __init__(self, zoom: int):
        self.scale = 512 * 2**zoom
        self.squares = defaultdict(list)

    def box(self, place: Place):
        x, y = mercator(place.at)
        half = letters(place) * LETTER / 2, LINE / 2 * (2 if longest(place) > LONGEST else 1)
        x, y = x * self.scale, y * self.scale
        return x - half[0] - QUIET[0], y - half[1] - QUIET[1], x + half[0] + QUIET[0], y + half[1] + QUIET[1]

    def squares_of(self, box):
        for column in range(int(box[0] // 256), int(box[2] // 256) + 1):
            for row in range(int(box[1] // 256), int(box[3] // 256) + 1):
                yield column, row

    def has(self, box) -> bool:
        return not any(overlap(box, other) for square in self.squares_of(box) for other in self.squares[square])

    def take(self, box):
        for square in self.squares_of(box):
            self.squares[square].append(box)


def overlap(a, b) -> bool:
    # The quiet of one name may lie in the quiet of the other.
    return a[0] + QUIET[0] < b[2] and b[0] + QUIET[0] < a[2] and a[1] + QUIET[1] < b[3] and b[1] + QUIET[1] < a[3]


def mercator(at) -> tuple[float, float]:
    latitude = math.radians(max(-85, min(85, at[1])))
    return (at[0] + 180) / 360, (1 - math.asinh(math.tan(latitude)) / math.pi) / 2


def longest(place: Place) -> int:
    return max(len(name) for name in (place.name, *place.names.values()))


def letters(place: Place) -> int:
    return min(LONGEST, longest(place))


def ranked(places: list[Place]):
    """Each place with its first zoom, the important ones first. Who never has room is left out, but for towns."""
    order = sorted(places, key=importance)
    first = {}
    for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1):
        room = Room(zoom)
        for place in order:
            if id(place) in first and zoom <= place.last:
                room.take(room.box(place))
        for place in order:
            if id(place) in first or not least_zoom(place) <= zoom <= place.last:
                continue
            box = room.box(place)
            # The deepest zoom names all towns: from there on one can only look closer.
            if room.has(box) or zoom == place.last and place.kind == "town":
                room.take(box)
                first[id(place)] = zoom
    return [(place, first[id(place)]) for place in order if id(place) in first]


def importance(place: Place):
    if place.kind == "country":
        return (0 if place.area > SMALL_COUNTRY else 2, -place.population, place.name)
    people = AREA_WEIGHT.get(place.kind, place.population)
    return (1, -people * (CAPITAL_WEIGHT if place.kind == "capital" else 1), place.name)


def least_zoom(place: Place) -> int:
    if place.kind == "country":
        return place.least if place.area > SMALL_COUNTRY else max(SMALL_COUNTRY_ZOOM, place.least)
    if place.kind in AREA_ZOOM:
        return AREA_ZOOM[place.kind]
    if place.kind == "capital":
        return 3 if place.population > 100_000 else 5
    return next((zoom for people, zoom in LEAST_PEOPLE if place.population >= people), LAST_ZOOM)
