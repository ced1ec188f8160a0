// All results of a search as columns of numbers. It refuses to know how they are grouped or drawn.

/** What the server answers; degrees in hundred-thousandths. */
interface Answer {
  total: number;
  unmapped: number;
  ids: number[];
  lat: number[];
  lon: number[];
  kinds: number[];
  categories: number[];
  names?: string[];
  kind_codes: string[];
  category_codes: string[];
}

export interface Points {
  /** Found, with and without a place on the map. */
  total: number;
  unmapped: number;
  /** How many are on the map; columns may be longer. */
  count: number;
  ids: Uint32Array;
  lon: Float64Array;
  lat: Float64Array;
  /** On the square of the Mercator projection, 0 to 1. */
  x: Float64Array;
  y: Float64Array;
  kind(index: number): string;
  category(index: number): string;
  name(index: number): string | undefined;
  indexOf(id: number): number;
}

/** What the device keeps answers where it can; see `offline/directory.ts`. */
const ofDevice = (address: string, anyway: boolean) => {
  const kept = (window as { __ensemble?: { points?(query: string, anyway: boolean): Promise<string | undefined> } }).__ensemble;
  return kept?.points?.(new URL(address, location.href).search.slice(1), anyway);
};

async function ofServer(address: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`${response.status}`);
    return await response.text();
  } catch (error) {
    const kept = signal.aborted ? undefined : await ofDevice(address, true);
    if (kept) return kept;
    throw error;
  }
}

export async function fetchPoints(address: string, signal: AbortSignal): Promise<Points> {
  const text = await ofDevice(address, false) ?? await ofServer(address, signal);
  performance.mark('ensemble:map-answer');
  return pointsOf(JSON.parse(text) as Answer);
}

/** Nothing, for a map of one place or before the answer is there. */
export const NO_POINTS: Points = pointsOf({
  total: 0, unmapped: 0, ids: [], lat: [], lon: [], kinds: [], categories: [], kind_codes: [], category_codes: [],
});

function pointsOf(answer: Answer): Points {
  const all = answer.ids.length;
  const [ids, places] = [new Uint32Array(all), new Uint32Array(all)];
  const [lon, lat, x, y] = [new Float64Array(all), new Float64Array(all), new Float64Array(all), new Float64Array(all)];
  let count = 0;
  for (let place = 0; place < all; place += 1) {
    const [east, north] = [answer.lon[place]! / 1e5, answer.lat[place]! / 1e5];
    if (!isOnMap(east, north)) continue;
    ids[count] = answer.ids[place]!;
    places[count] = place;
    lon[count] = east;
    lat[count] = north;
    x[count] = mercatorX(east);
    y[count] = mercatorY(north);
    count += 1;
  }
  let byId: Map<number, number> | undefined;
  return {
    total: answer.total,
    // What has nonsense for a place has none.
    unmapped: answer.unmapped + all - count,
    count, ids, lon, lat, x, y,
    kind: (index) => answer.kind_codes[answer.kinds[places[index]!]!] ?? '',
    category: (index) => answer.category_codes[answer.categories[places[index]!]!] ?? '',
    name: (index) => answer.names?.[places[index]!],
    indexOf(id) {
      byId ??= new Map(Array.from(ids.subarray(0, count), (own, index) => [own, index]));
      return byId.get(id) ?? -1;
    },
  };
}

/** Behind 85 degrees the projection has no room. */
function isOnMap(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
}

export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

export function mercatorY(lat: number): number {
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}

export function lonOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latOf(y: number): number {
  return (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;
}
