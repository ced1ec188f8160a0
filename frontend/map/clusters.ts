// Puts points together that would cover each other. It refuses to know what they are and what the map shows of them.
//
// Done here and not by MapLibre's worker: a hundred thousand points stay columns of numbers, one pass over them takes a
// few milliseconds, and only the handful of marks that are in view travels on.
import type { Points } from './points.ts';

/** Nearer than this, in pixels, two points become one. */
const NEAR = 58;
/** From here on, only what lies on one spot stays together. */
export const APART = 16;

/** All groups of one zoom level; a point alone is a group of one. */
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

  constructor(readonly points: Points) {}

  at(zoom: number): Groups {
    const level = Math.max(0, Math.min(APART, Math.floor(zoom)));
    let groups = this.#levels.get(level);
    if (!groups) {
      const pixel = 1 / (512 * 2 ** level);
      groups = group(this.points, level === APART ? pixel : NEAR * pixel);
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

/** Each point joins a group that began near it, or begins one. */
function group(points: Points, radius: number): Groups {
  const { x, y, count } = points;
  const mask = (1 << Math.max(4, 32 - Math.clz32(count))) - 1;
  // Groups by the cell they began in, as chains. Cells may share a chain: distances are measured anyway.
  const chains = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(count);
  const of = new Int32Array(count);
  const first = new Int32Array(count);
  const sizes = new Int32Array(count);
  const sumX = new Float64Array(count);
  const sumY = new Float64Array(count);
  let made = 0;
  const chain = (column: number, row: number) => (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & mask;
  for (let point = 0; point < count; point += 1) {
    const [px, py] = [x[point]!, y[point]!];
    const column = Math.floor(px / radius);
    const row = Math.floor(py / radius);
    let found = -1;
    let best = radius * radius;
    for (let cell = 0; cell < 9; cell += 1) {
      let group = chains[chain(column + (cell % 3) - 1, row + Math.floor(cell / 3) - 1)]!;
      for (; group >= 0; group = next[group]!) {
        const [dx, dy] = [x[first[group]!]! - px, y[first[group]!]! - py];
        const distance = dx * dx + dy * dy;
        if (distance < best) [found, best] = [group, distance];
      }
    }
    if (found < 0) {
      found = made;
      made += 1;
      first[found] = point;
      const own = chain(column, row);
      next[found] = chains[own]!;
      chains[own] = found;
    }
    of[point] = found;
    sizes[found]! += 1;
    sumX[found]! += px;
    sumY[found]! += py;
  }
  for (let group = 0; group < made; group += 1) {
    sumX[group]! /= sizes[group]!;
    sumY[group]! /= sizes[group]!;
  }
  return { count: made, sizes, first, x: sumX, y: sumY, of };
}
