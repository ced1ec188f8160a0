// What of the map fits every reader: its code, the world from afar and Europe nearer. Kept when somebody asks for it.
import { aboutTiles, LAND_ZOOM, tile } from './map.ts';
import { keepMapCode } from './map_code.ts';

type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Beyond this zoom, what lies outside of Europe is left to those who go there. */
const WORLD_ZOOM = 3;
const EUROPE: Bounds = [-25, 34, 45, 72];

interface About {
  tiles: string[];
  minzoom: number;
  bounds?: Bounds;
}

/** Fetched at a time, so that the reader's own requests get through. */
const AT_A_TIME = 4;

/** Fails when anything of it is missing; what was kept stays kept. */
export async function keepMap(event: ExtendableEvent): Promise<void> {
  await keepMapCode(event);
  const about = await (await aboutTiles(event)).json() as About;
  const addresses = [...lowTiles(about)];
  const take = async () => {
    for (let next = addresses.pop(); next; next = addresses.pop()) {
      const [answer] = await Promise.all(tile(new Request(next), event));
      if (!answer.ok) throw new Error(`There is no ${next}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, take));
}

const common = (one: Bounds, two: Bounds): Bounds =>
  [Math.max(one[0], two[0]), Math.max(one[1], two[1]), Math.min(one[2], two[2]), Math.min(one[3], two[3])];

function* lowTiles({ tiles, minzoom, bounds = [-180, -85, 180, 85] }: About): Generator<string> {
  for (let z = minzoom; z <= LAND_ZOOM; z += 1) {
    const [west, south, east, north] = z > WORLD_ZOOM ? common(bounds, EUROPE) : bounds;
    const last = 2 ** z - 1;
    const column = (longitude: number) => Math.min(last, Math.max(0, Math.floor((longitude + 180) / 360 * 2 ** z)));
    const row = (latitude: number) => {
      const sine = Math.sin(latitude * Math.PI / 180);
      const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
      return Math.min(last, Math.max(0, Math.floor(y * 2 ** z)));
    };
    for (let x = column(west); x <= column(east); x += 1) {
      for (let y = row(north); y <= row(south); y += 1) {
        yield tiles[0]!.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
      }
    }
  }
}
