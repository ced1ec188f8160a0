"""Which name appears at which zoom: the first at which no more important one needs its room.

Knows nothing of styles but how large their letters are about. A style that draws larger ones loses some names, not all.
"""

import math
from collections import defaultdict
from dataclasses import replace

import shapely

from sources import Place

FIRST_ZOOM, LAST_ZOOM = 1, 10
# Pixels of a map of 512 pixels per tile: a letter, a line, and the quiet around a name.
LETTER, LINE, QUIET = 7.5, 18, (12, 12)
# A town that has no room keeps smaller ones away, in pixels from its middle: else villages are named around a city that is not.
SHADOW, SHADOW_PEOPLE = (30, 14), 10_000
# Style sheets break names that are longer.
LONGEST = 16
# From how many people on a place is named at a zoom, even where there is room: empty country waits, too.
LEAST_PEOPLE = ((400_000, 3), (200_000, 4), (90_000, 5), (30_000, 6), (10_000, 7), (3_000, 8), (1_000, 9))
# Countries that are smaller than this wait until there is room around them, in square kilometres.
SMALL_COUNTRY, SMALL_COUNTRY_ZOOM = 3_000, 6
# How far a country's name may move, as a part of its width, and at most 1.2 degrees.
FARTHEST = 0.35
# As bad as to be that far off is to cover so many cities.
FAR_COST = 1.5
# Who lives in an oblast or department counts so much less than who lives in a town.
AREA_WEIGHT = {"region": 100_000, "department": 40_000}
AREA_ZOOM = {"region": 6, "department": 7}
CAPITAL_WEIGHT = 20
# Who looks at this map looks for these countries first.
COUNTRY_WEIGHT = {"FR": 3, "UA": 3}
SIZES = (3_000, 10_000, 30_000, 100_000, 400_000)


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

    def shadow(self, place: Place):
        x, y = (part * self.scale for part in mercator(place.at))
        return x - SHADOW[0], y - SHADOW[1], x + SHADOW[0], y + SHADOW[1]

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
            if id(place) in first and (place.kind != "country" or zoom <= place.last):
                room.take(room.box(place))
        for place in order:
            if id(place) in first or not least_zoom(place) <= zoom <= place.last:
                continue
            box = room.box(place)
            # The deepest zoom names all towns: from there on one can only look closer.
            if room.has(box) or zoom == place.last and place.kind == "town":
                room.take(box)
                first[id(place)] = zoom
            elif place.population >= SHADOW_PEOPLE and place.kind == "town":
                room.take(room.shadow(place))
    return [(place, first[id(place)]) for place in order if id(place) in first]


def make_way(countries: list[Place], cities: list[Place]):
    """Moves names of countries a little inside of them, where they would cover those of large cities."""
    for country in countries:
        if country.area > SMALL_COUNTRY:
            close = [city for city in cities if math.hypot(city.at[0] - country.at[0], city.at[1] - country.at[1]) < 8]
            ways = nearby(country.at, min(country.area**0.5 / 111 * FARTHEST, 1.2))
            inside = [(at, step) for at, step in ways if country.shape.contains(shapely.Point(at))]
            cost = lambda way: covered(replace(country, at=way[0]), close) + way[1] * FAR_COST
            country.at = min(inside, key=cost, default=(country.at, 0))[0]


def nearby(at, farthest: float):
    """The place itself, then others ever farther off, in degrees, with how far of the farthest that is."""
    yield at, 0
    for step in (0.25, 0.5, 0.75, 1):
        for dx, dy in ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            yield (at[0] + dx * step * farthest * 1.4, at[1] + dy * step * farthest), step


def covered(country: Place, cities: list[Place]) -> float:
    """How many cities, each at as many zooms as show both; capitals count more."""
    hidden = 0.0
    for room in map(Room, range(4, country.last + 1)):
        own = room.box(country)
        under = [city for city in cities if overlap(own, room.box(city))]
        hidden += sum(3 if city.kind == "capital" else 0.4 * COUNTRY_WEIGHT.get(city.country, 1) for city in under)
    return hidden


def size(place: Place) -> int:
    """How large a town is in five steps, for the letters: a city without room keeps its weight."""
    return sum(place.population >= people for people in SIZES)


def importance(place: Place):
    if place.kind == "country":
        return (0 if place.area > SMALL_COUNTRY else 2, -place.population, place.name)
    people = AREA_WEIGHT.get(place.kind, place.population) * COUNTRY_WEIGHT.get(place.country, 1)
    return (1, -people * (CAPITAL_WEIGHT if place.kind == "capital" else 1), place.name)


def least_zoom(place: Place) -> int:
    if place.kind == "country":
        return place.least if place.area > SMALL_COUNTRY else max(SMALL_COUNTRY_ZOOM, place.least)
    if place.kind in AREA_ZOOM:
        return AREA_ZOOM[place.kind]
    if place.kind == "capital":
        return 3 if place.population > 100_000 else 6
    return next((zoom for people, zoom in LEAST_PEOPLE if place.population >= people), LAST_ZOOM)
