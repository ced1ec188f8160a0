"""Borders by importance, and the areas between them. Knows nothing of names but those of countries whose parts are too many."""

import shapely
from shapely import STRtree, box

import sources
from towns import EUROPE

# Natural Earth's classes of lines in the eyes of Ukraine; what is missing here is not drawn.
BORDERS = {
    "International boundary (verify)": "country",
    "Disputed (please verify)": "disputed",
    "Indefinite (please verify)": "disputed",
    "Line of control (please verify)": "disputed",
    "Indeterminant frontier": "disputed",
    "Admin-1 boundary": "region",
}
# Their first-level areas are municipalities or counties: so many lines say nothing.
CROWDED = {"", "GB", "IE", "SI", "LV", "LT", "EE", "MD", "MK", "MT", "ME", "RS", "XK", "AL", "BA", "HR", "PT", "LU", "LI", "AD", "SM",
           "AZ", "GE", "AM", "IS", "CY", "MC", "TN", "DZ", "LB", "IL"}
# Around the finer border of France, in degrees: what Natural Earth's own line may be off.
FRENCH_DOUBT = 0.06
# So near to the sea the outline of France is its coast.
COAST_DOUBT = 0.012
# The border runs through the lake, the outline of the communes along its shore.
LAKE_GENEVA = ((6.24, 46.29, 6.6, 46.54), (6.6, 46.375, 6.82, 46.54))


def countries():
    """Lines between countries with their kinds, and whether France has a finer one."""
    europe = box(*EUROPE)
    for line, record in sources.natural_earth("cultural", "ne_10m_admin_0_boundary_lines_land"):
        kind = BORDERS.get(record["FCLASS_UA"] or record["FEATURECLA"])
        if kind:
            sides = {record["ADM0_A3_L"], record["ADM0_A3_R"]}
            # Monaco's is as long as a line is off.
            french = "FRA" in sides and "MCO" not in sides and line.intersects(europe)
            yield line, kind, french


def of_france(outline, coarse, area):
    """The border of France on land, as its communes have it; where they end at a shore, as Natural Earth has it."""
    coarse = shapely.union_all(coarse)
    lake = shapely.union_all([box(*part) for part in LAKE_GENEVA])
    sea = shapely.union_all([shape.intersection(area) for shape, _ in sources.natural_earth("physical", "ne_10m_ocean")])
    near = coarse.buffer(FRENCH_DOUBT).difference(sea.buffer(COAST_DOUBT)).difference(lake)
    yield coarse.intersection(lake)
    parts = [part for part in shapely.get_parts(outline.boundary.intersection(near)) if part.geom_type == "LineString"]
    for line in shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts))):
        # Rings are islands in a river, hairs are what the sea cuts off.
        if not line.is_ring and line.length > 0.02:
            yield line


def regions_abroad(france):
    """Lines of oblasts and Länder, and the code of their country.

    France has better ones of its own, which would lie beside these.
    """
    france = france.buffer(0.05)
    shapely.prepare(france)
    europe = box(*EUROPE)
    shapes = [(shape, record["ISO_A2_EH"]) for shape, record in sources.countries()]
    tree = STRtree([shape for shape, _ in shapes])
    for line, _ in sources.shapes(sources.ADMIN_1_LINES):
        if line.intersects(europe):
            at = line.interpolate(0.5, normalized=True)
            country = next((shapes[index][1] for index in tree.query(at, "intersects")), "")
            rest = line.difference(france)
            if country not in CROWDED and not rest.is_empty:
                yield rest, country


def between(departments: dict):
    """The lines between each two departments, with their codes."""
    codes = sorted(departments)
    tree = STRtree([departments[code] for code in codes])
    for place, code in enumerate(codes):
        for other in tree.query(departments[code].buffer(1e-4)):
            if other > place:
                # A grid closes the hairs that are left between polygons simplified apart.
                shared = shapely.intersection(departments[code].boundary, departments[codes[other]].boundary, grid_size=1e-5)
                parts = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString" and not part.is_empty]
                if parts:
                    yield code, codes[other], shapely.line_merge(shapely.MultiLineString(parts))


def dissolved(shapes) -> dict:
    """The departments. What lies in none of the communes, because one without an outline is there, is given to a neighbour."""
    by_department = {}
    for department, polygon in shapes:
        by_department.setdefault(department, []).append(polygon)
    union = lambda polygons: shapely.union_all(polygons, grid_size=1e-5)
    departments = {code: union(polygons) for code, polygons in by_department.items()}
    country = shapely.union_all([shape for shape, record in sources.countries() if record["ISO_A2_EH"] == "FR"])
    for hole in holes(union(list(departments.values()))):
        # Llívia is Spain's.
        if country.contains(hole.representative_point()):
            around = [code for code in departments if departments[code].intersects(hole)]
            nearest = max(around, key=lambda code: departments[code].intersection(hole.exterior, grid_size=1e-5).length)
            departments[nearest] = union([departments[nearest], hole])
    return departments


def holes(shape):
    for polygon in shapely.get_parts(shape):
        yield from (shapely.Polygon(ring) for ring in polygon.interiors)
