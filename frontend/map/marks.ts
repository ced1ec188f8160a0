// The results as marks on the map: pins, groups with their number, the chosen one, and where the reader is.
// It refuses to know where the points come from and what happens when one is chosen.
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, Map } from 'maplibre-gl';
import { ring, type Place } from './camera.ts';
import { Clusters, type Groups } from './clusters.ts';
import type { Colours } from './colours.ts';
import { STRONG } from './ground.ts';
import { Pins } from './pins.ts';
import { latOf, lonOf, mercatorX, mercatorY, NO_POINTS, type Points } from './points.ts';
import type { Words } from '../parts/words.ts';

/** Half the width of what a finger hits. */
const REACH = 22;
/** What is made ready beyond the edges, in widths of the view: moving shows it at once. */
const MARGIN = 0.5;

const whenIdle = window.requestIdleCallback ?? setTimeout;

interface Box { west: number; east: number; north: number; south: number }

export class Marks {
  #clusters = new Clusters(NO_POINTS);
  #pins: Pins;
  #marked = '';
  /** What the source holds: the groups of a level that lie in a box. */
  #drawn: { groups: Groups; box: Box; indices: number[] } | undefined;

  constructor(private map: Map, private words: Words, colours: Colours) {
    this.#pins = new Pins(map, colours);
    for (const id of ['here', 'points', 'chosen']) map.addSource(id, { type: 'geojson', data: collection([]), tolerance: 0 });
    map.addLayer({ id: 'here-ring', type: 'fill', source: 'here', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-opacity': 0.18 } });
    map.addLayer({ id: 'here', type: 'circle', source: 'here', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 8, 'circle-stroke-width': 3 } });
    // All are drawn, whatever they cover; the names of towns make way.
    const always = { 'icon-allow-overlap': true, 'text-allow-overlap': true } as const;
    map.addLayer({
      id: 'points', type: 'symbol', source: 'points',
      layout: { ...always, 'icon-image': ['get', 'icon'], 'text-field': ['get', 'label'], 'text-font': STRONG, 'text-size': 16 },
    });
    map.addLayer({ id: 'chosen', type: 'symbol', source: 'chosen', layout: { ...always, 'icon-image': ['get', 'icon'] } });
    this.#colour(colours);
  }

  get points(): Points {
    return this.#clusters.points;
  }

  /** Drawn with the next `refresh`: usually the map moves to where they are first. */
  set points(points: Points) {
    this.#clusters = new Clusters(points);
    this.#drawn = undefined;
  }

  /** Groups of the levels that the next step leads to, while there is nothing else to do. */
  #prepare(level: number) {
    const clusters = this.#clusters;
    for (const next of [level + 0.5, level - 0.5]) whenIdle(() => clusters === this.#clusters && clusters.at(next));
  }

  /** Draws what has come into view. Costs nothing as long as nothing has. */
  refresh() {
    const view = this.#view();
    const groups = this.#clusters.at(this.map.getZoom());
    if (this.#drawn?.groups === groups && holds(this.#drawn.box, view)) return;
    const [width, height] = [(view.east - view.west) * MARGIN, (view.south - view.north) * MARGIN];
    const box = { west: view.west - width, east: view.east + width, north: view.north - height, south: view.south + height };
    const indices = inside(groups.x, groups.y, groups.count, box);
    if (this.#drawn?.groups !== groups) this.#prepare(this.map.getZoom());
    this.#drawn = { groups, box, indices };
    this.#source('points').setData(collection(indices.map((index) => {
      const size = groups.sizes[index]!;
      const icon = size > 1 ? this.#pins.disc(size) : this.#pin(groups.first[index]!);
      const label = size > 1 ? this.words.number(size) : '';
      return feature([lonOf(groups.x[index]!), latOf(groups.y[index]!)], { icon, label });
    })));
  }

  /** Points under a finger: one, several that lie together, or none. */
  at([lon, lat]: Place): number[] {
    if (!this.#drawn) return [];
    const { groups, indices } = this.#drawn;
    const [x, y] = [mercatorX(lon), mercatorY(lat)];
    const pixels = 512 * 2 ** this.map.getZoom();
    let [found, best] = [-1, REACH / pixels];
    for (const index of indices) {
      const dx = groups.x[index]! - x;
      const distance = Math.hypot(dx - Math.round(dx), groups.y[index]! - y);
      if (distance < best) [found, best] = [index, distance];
    }
    return found < 0 ? [] : this.#clusters.members(groups, found);
  }

  /** Stands out at its own place, also when it is one of a group: `at` are indices of points. */
  choose(at: number[]) {
    const key = String(at.filter((index) => index >= 0));
    if (key === this.#marked) return;
    this.#marked = key;
    const marked = at.filter((index) => index >= 0).map((index) => feature(this.place(index), { icon: this.#pin(index, true) }));
    this.#source('chosen').setData(collection(marked));
  }

  here(place: Place | undefined, metres: number) {
    const shapes: Feature[] = place ? [feature(place, {})] : [];
    if (place && metres > 0) shapes.push({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring(place, metres)] }, properties: {} });
    this.#source('here').setData(collection(shapes));
  }

  place(index: number): Place {
    return [this.points.lon[index]!, this.points.lat[index]!];
  }

  /** Points in view, in the order of the results. */
  inView(): number[] {
    return inside(this.points.x, this.points.y, this.points.count, this.#view());
  }

  /** For tests: what can be seen, as ids of pins and numbers on groups. */
  shown() {
    const { groups } = this.#drawn ?? { groups: this.#clusters.at(0) };
    const seen = inside(groups.x, groups.y, groups.count, this.#view());
    const alone = seen.filter((index) => groups.sizes[index] === 1);
    return {
      pins: alone.map((index) => this.points.ids[groups.first[index]!]!),
      clusters: seen.filter((index) => groups.sizes[index]! > 1).map((index) => groups.sizes[index]!),
    };
  }

  recolour(colours: Colours) {
    this.#pins.recolour(colours);
    this.#colour(colours);
  }

  #colour(colours: Colours) {
    this.map.setPaintProperty('points', 'text-color', colours.paper);
    this.map.setPaintProperty('here', 'circle-color', colours.accent);
    this.map.setPaintProperty('here', 'circle-stroke-color', colours.line);
    this.map.setPaintProperty('here-ring', 'fill-color', colours.accent);
  }

  #pin(point: number, isChosen = false): string {
    return this.#pins.pin(this.points.kind(point), this.points.category(point), isChosen ? 'chosen' : '');
  }

  #source(id: string): GeoJSONSource {
    return this.map.getSource(id)!;
  }

  #view(): Box {
    const bounds = this.map.getBounds();
    return { west: mercatorX(bounds.getWest()), east: mercatorX(bounds.getEast()), north: mercatorY(bounds.getNorth()), south: mercatorY(bounds.getSouth()) };
  }
}

function holds(outer: Box, inner: Box): boolean {
  return outer.west <= inner.west && outer.east >= inner.east && outer.north <= inner.north && outer.south >= inner.south;
}

/** Which of so many places lie in a box; the world goes on at its edges. */
function inside(x: Float64Array, y: Float64Array, count: number, { west, east, north, south }: Box): number[] {
  const found = [];
  for (let index = 0; index < count; index += 1) {
    const beyond = x[index]! - west;
    if (y[index]! >= north && y[index]! <= south && beyond - Math.floor(beyond) <= east - west) found.push(index);
  }
  return found;
}

function feature(place: Place, properties: Record<string, string>): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: place }, properties };
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
