// Which part of the world is looked at. It refuses to know how it is drawn.
import type { Points } from './points.ts';

/** West, south, east, north. East may be beyond 180: then the section crosses the antimeridian. */
export type Section = [number, number, number, number];
export type Place = [lon: number, lat: number];

/** Where nothing else says where to look. */
export const FRANCE: Section = [-5.2, 41.2, 9.7, 51.2];

/** Degrees from where most results are that make one far away. */
const FAR = 14;

/** How many of the nearest results are shown around the reader's place. */
const NEAREST = 12;

/** `w,s,e,n`; nothing for what is no section of the world. */
export function sectionOf(text: string | null): Section | undefined {
  const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = numbers(text);
  if (more.length || !isLon(west) || !isLon(east) || !isLat(south) || !isLat(north) || south >= north || west === east) return undefined;
  return [west, south, east < west ? east + 360 : east, north];
}

/** `lat,lon`, in the order in which people say it. */
export function placeOf(text: string | null): Place | undefined {
  const [lat = NaN, lon = NaN, ...more] = numbers(text);
  return !more.length && isLat(lat) && isLon(lon) ? [lon, lat] : undefined;
}

/** The section as an address says it. */
export function sectionText([west, south, east, north]: Section): string {
  const lon = (value: number) => ((((value + 180) % 360) + 360) % 360) - 180;
  const wholeWorld = east - west >= 360;
  const sides = [wholeWorld ? -180 : lon(west), Math.max(south, -85), wholeWorld ? 180 : lon(east), Math.min(north, 85)];
  return sides.map((side) => Number(side.toFixed(4))).join(',');
}

/** Whether two sections are the same to the eye. */
export function isSame(one: Section, other: Section): boolean {
  const width = Math.max(one[2] - one[0], 1e-6);
  return one.every((side, index) => Math.abs(side - other[index]!) < width * 0.02);
}

/** What holds all results; there has to be one. */
export function everything({ lon, lat, count }: Points): Section {
  return holding(lon.subarray(0, count), lat.subarray(0, count));
}

/** What holds most results, or those around a place. */
export function around({ lon, lat, count }: Points, near: Place | undefined): Section | undefined {
  if (!near) return count ? holdingMost(lon.subarray(0, count), lat.subarray(0, count)) : undefined;
  const stretch = Math.cos((near[1] * Math.PI) / 180);
  const distances = Float64Array.from({ length: count }, (_, index) => Math.hypot(turn(lon[index]! - near[0]) * stretch, lat[index]! - near[1]));
  const farthest = distances.slice().sort()[Math.min(NEAREST, count) - 1] ?? 0;
  const chosen = Array.from(distances.keys()).filter((index) => distances[index]! <= farthest);
  const of = (column: Float64Array, own: number) => Float64Array.from([own, ...chosen.map((index) => column[index]!)]);
  return holding(of(lon, near[0]), of(lat, near[1]));
}

/** What holds most results: some far away, as overseas, would make a dot of the country where the others are. */
function holdingMost(lons: Float64Array, lats: Float64Array): Section {
  const median = (values: Float64Array) => values.slice().sort()[values.length >> 1]!;
  const [lon, lat] = [median(lons), median(lats)];
  const isNear = (_: number, index: number) => Math.abs(lons[index]! - lon) < FAR && Math.abs(lats[index]! - lat) < FAR;
  const near = lons.filter(isNear);
  return near.length * 5 < lons.length * 4 ? holding(lons, lats) : holding(near, lats.filter(isNear));
}

/** The smallest section that holds all of some places. */
export function holding(lons: Float64Array, lats: Float64Array): Section {
  const [west, east] = arc(lons);
  const [south, north] = ends(lats);
  return [west, south, east, north];
}

/** The shortest stretch of the globe that holds all longitudes: it leaves out the widest gap. */
function arc(lons: Float64Array): [number, number] {
  let [west, east] = ends(lons);
  let widest = 360 - (east - west);
  if (widest >= 180) return [west, east];
  const sorted = lons.slice().sort();
  for (let index = 1; index < sorted.length; index += 1) {
    const gap = sorted[index]! - sorted[index - 1]!;
    if (gap > widest) [west, east, widest] = [sorted[index]!, sorted[index - 1]! + 360, gap];
  }
  return [west, east];
}

function ends(values: Float64Array): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** The difference of two longitudes, the short way round. */
function turn(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** How far it is between two places, as the crow flies. */
export function metresBetween([lon, lat]: Place, [toLon, toLat]: Place): number {
  const radians = Math.PI / 180;
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const chord = half(toLat - lat) + Math.cos(lat * radians) * Math.cos(toLat * radians) * half(turn(toLon - lon));
  return 2 * 6_371_000 * Math.asin(Math.sqrt(chord));
}

/** A ring of so many metres around a place. */
export function ring([lon, lat]: Place, metres: number): Place[] {
  const north = metres / 111_320;
  const east = north / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: 65 }, (_, step) => {
    const angle = (step / 64) * 2 * Math.PI;
    return [lon + east * Math.cos(angle), lat + north * Math.sin(angle)];
  });
}

function numbers(text: string | null): number[] {
  return (text ?? '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
}

function isLon(value: number): boolean {
  return Math.abs(value) <= 180;
}

function isLat(value: number): boolean {
  return Math.abs(value) <= 90;
}
