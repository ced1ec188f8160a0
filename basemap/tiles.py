"""From layers of features to one archive of tiles. Knows nothing of what they show.

Each stretch of zooms covers less of the world. Tiles at the edge of a stretch are whole: a map that finds none further
inside takes the tile above it, so that half a tile would be a coast that is not there.
"""

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from math import atan, degrees, pi, sinh
from pathlib import Path

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, tileid_to_zxy, zxy_to_tileid
from pmtiles.writer import Writer

FIELDS = {
    "earth": {},
    "water": {},
    "river": {},
    "border": {"kind": "String"},
    "place": {"kind": "String", "rank": "Number", "size": "Number", "name": "String"} | {f"name_{lang}": "String" for lang in ("uk", "fr", "en", "ru")},
}


@dataclass
class Stretch:
    name: str
    zooms: tuple[int, int]
    area: tuple[float, float, float, float] | None = None

    def has(self, x: int, y: int, zoom: int) -> bool:
        if self.area is None:
            return True
        west, south, east, north = self.area
        left, top, right, bottom = bounds(x, y, zoom)
        return left < east and right > west and bottom < north and top > south


def bounds(x: int, y: int, zoom: int):
    """West, north, east, south of a tile, in degrees."""
    count = 2**zoom
    latitude = lambda row: degrees(atan(sinh(pi * (1 - 2 * row / count))))
    return x / count * 360 - 180, latitude(y), (x + 1) / count * 360 - 180, latitude(y + 1)


def run(program: str, *args: str):
    subprocess.run([sys.executable, "-m", "cubao_tippecanoe", program, *args], check=True)


def cut(stretch: Stretch, layers, folder: Path) -> Path:
    output = folder / f"{stretch.name}.pmtiles"
    first, last = stretch.zooms
    clip = []
    if stretch.area:
        west, south, east, north = stretch.area
        margin = 360 / 2**first
        clip = [f"--clip-bounding-box={west - margin},{south - margin},{east + margin},{north + margin}"]
    run("tippecanoe", "--force", "--quiet", "--read-parallel", f"--output={output}", f"-Z{first}", f"-z{last}", *clip,
        "--simplification=4", "--drop-rate=1", "--no-tile-size-limit", "--no-feature-limit", "--no-tiny-polygon-reduction",
        "--preserve-input-order", *map(str, layers))
    return output


def join(stretches: list[Stretch], layers, folder: Path, archive: Path, about: dict):
    found = {}
    for stretch in stretches:
        with cut(stretch, layers, folder).open("rb") as file:
            for (zoom, x, y), data in all_tiles(MmapSource(file)):
                if stretch.has(x, y, zoom):
                    found.setdefault(zxy_to_tileid(zoom, x, y), data)
    last = max(stretch.zooms[1] for stretch in stretches)
    with archive.open("wb") as file:
        writer = Writer(file)
        for number in sorted(found):
            # Compressed anew: the same tile at two places is then one, and no time is in it.
            writer.write_tile(number, gzip.compress(gzip.decompress(found[number]), 9, mtime=0))
        writer.finalize(header(last), metadata(last, about))


def header(last: int) -> dict:
    e7 = lambda value: round(value * 10_000_000)
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP, "min_zoom": 0, "max_zoom": last,
        "min_lon_e7": e7(-180), "min_lat_e7": e7(-85), "max_lon_e7": e7(180), "max_lat_e7": e7(85),
        "center_zoom": 5, "center_lon_e7": e7(2.4), "center_lat_e7": e7(46.6),
    }


def metadata(last: int, about: dict) -> dict:
    layers = [{"id": layer, "fields": fields, "minzoom": 0, "maxzoom": last} for layer, fields in FIELDS.items()]
    return {**about, "type": "baselayer", "format": "pbf", "vector_layers": layers}
