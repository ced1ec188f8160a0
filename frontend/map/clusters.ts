// Puts points together that would cover each other. It refuses to know what they are and what the map shows of them.
//
// Done here and not by MapLibre's worker: a hundred thousand points stay columns of numbers, one pass over them takes a
// few milliseconds, and only the handful of marks that are in view travels on.
import type { Points } from './points.ts';

/** Nearer than this, in pixels, two points become one. */
const NEAR = 58;
/** From here on, only what lies on one spot stays together. */
export const APART = 16;

/** All groups of one half of a zoom level; a point alone is a group of one. */
export interface Groups {
  count: number;
  /** How many points a group holds. */
  sizes: Int32Array;
  /** The first point of each group, in the order of the results. */
  first: Int32Array;
  x: Float64Array;
  y: Float64Array;
  /** The group of each point. */
  of: Int32Array;
}

/** Groups by zoom level, made when they are first asked for. */
export class Clusters {
  #levels = new Map<number, Groups>();
  /** Neighbours stand together: the memory that one needs is there for the next. */
  #order: Int32Array | undefined;

  constructor(readonly points: Points) {}

  at(zoom: number): Groups {
    const level = Math.max(0, Math.min(APART, Math.floor(zoom * 2) / 2));
    let groups = this.#levels.get(level);
    if (!groups) {
      const pixel = 1 / (512 * 2 ** level);
      this.#order ??= orderOf(this.points);
      groups = group(this.points, this.#order, level === APART ? pixel : NEAR * pixel);
      this.#levels.set(level, groups);
    }
    return groups;
  }

  /** The points of a group. */
  members(groups: Groups, index: number): number[] {
    const found = [];
    for (let point = groups.first[index]!; found.length < groups.sizes[index]!; point += 1) {
      if (groups.of[point] === index) found.push(point);
    }
    return found;
  }
}

/** Points become groups, and groups whose middles still cover each other become one. */
function group({ x, y, count }: Points, order: Int32Array, radius: number): Groups {
  const loose = gather(x, y, order, radius * 0.75);
  const sumX = new Float64Array(loose.count);
  const sumY = new Float64Array(loose.count);
  const sizes = new Int32Array(loose.count);
  for (let point = 0; point < count; point += 1) {
    const own = loose.of[point]!;
    sizes[own]! += 1;
    sumX[own]! += x[point]!;
    sumY[own]! += y[point]!;
  }
  const middleX = sumX.map((sum, own) => sum / sizes[own]!);
  const middleY = sumY.map((sum, own) => sum / sizes[own]!);
  // The largest stay where they are and take in those around them.
  const places = Array.from(sizes.keys());
  const largest = places.filter((own) => sizes[own]! > 1).sort((one, other) => sizes[other]! - sizes[one]!);
  const alone = places.filter((own) => sizes[own] === 1);
  const tight = gather(middleX, middleY, Int32Array.from(largest.concat(alone)), radius);
  const groups: Groups = {
    count: tight.count,
    sizes: new Int32Array(tight.count),
    first: new Int32Array(tight.count).fill(-1),
    x: Float64Array.from(tight.seeds, (seed) => middleX[seed]!),
    y: Float64Array.from(tight.seeds, (seed) => middleY[seed]!),
    of: loose.of.map((own) => tight.of[own]!),
  };
  for (let point = 0; point < count; point += 1) {
    const own = groups.of[point]!;
    groups.sizes[own]! += 1;
    if (groups.first[own]! < 0) groups.first[own] = point;
  }
  return groups;
}

/** In the given order, each place joins the nearest seed within the radius or becomes a seed. */
function gather(x: Float64Array, y: Float64Array, order: Int32Array, radius: number) {
  const mask = (1 << Math.max(4, 32 - Math.clz32(order.length))) - 1;
  // Seeds by the cell they lie in, as chains. Cells may share a chain: distances are measured anyway.
  const chains = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(order.length);
  const seeds = new Int32Array(order.length);
  const of = new Int32Array(order.length);
  const chain = (column: number, row: number) => (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & mask;
  let count = 0;
  for (let turn = 0; turn < order.length; turn += 1) {
    const place = order[turn]!;
    const ownX = x[place]!;
    const ownY = y[place]!;
    const column = Math.floor(ownX / radius);
    const row = Math.floor(ownY / radius);
    let found = -1;
    let best = radius * radius;
    for (let across = column - 1; across <= column + 1; across += 1) {
      for (let down = row - 1; down <= row + 1; down += 1) {
        for (let near = chains[chain(across, down)]!; near >= 0; near = next[near]!) {
          const dx = x[seeds[near]!]! - ownX;
          const dy = y[seeds[near]!]! - ownY;
          const distance = dx * dx + dy * dy;
          if (distance < best) {
            found = near;
            best = distance;
          }
        }
      }
    }
    if (found < 0) {
      found = count;
      count += 1;
      seeds[found] = place;
      const own = chain(column, row);
      next[found] = chains[own]!;
      chains[own] = found;
    }
    of[place] = found;
  }
  return { count, seeds: seeds.subarray(0, count), of };
}

/** Along a curve that fills the square: the bits of both directions in turn. */
function orderOf({ x, y, count }: Points): Int32Array {
  const spread = (value: number) => {
    let bits = Math.min(0xffff, Math.max(0, value * 0x10000));
    bits = (bits | (bits << 8)) & 0x00ff00ff;
    bits = (bits | (bits << 4)) & 0x0f0f0f0f;
    bits = (bits | (bits << 2)) & 0x33333333;
    return (bits | (bits << 1)) & 0x55555555;
  };
  const room = 2 ** 20;
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index += 1) keys[index] = ((spread(x[index]!) | (spread(y[index]!) << 1)) >>> 0) * room + index;
  return Int32Array.from(keys.sort(), (key) => key % room);
}
