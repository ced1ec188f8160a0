// What lies under the pins: land, water, borders and the names of places, in two schemas of tiles.
// It refuses to know what is found on it. Quiet by design: the pins speak.
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification, Map as GlMap, StyleSpecification, VectorSourceSpecification } from 'maplibre-gl';
import type { Colours } from './colours.ts';

/** What `/tiles/tiles.json` says. */
export interface Tiles {
  tiles: string[];
  minzoom: number;
  maxzoom: number;
  attribution?: string;
  schema: 'ensemble' | 'protomaps';
}

/** The device draws the letters itself, so a style names families of fonts and no files. */
export const FONT = ['system-ui', 'sans-serif'];
/** The first name says the weight; no font is called that. */
export const STRONG = ['Semibold', 'system-ui', 'sans-serif'];

export function groundStyle(tiles: Tiles, colours: Colours, lang: string): StyleSpecification {
  const layers = tiles.schema === 'protomaps' ? protomaps(colours, lang) : ensemble(colours, lang);
  return {
    version: 8,
    sources: {
      ground: {
        type: 'vector',
        // Where the archive goes less deep or ends, a tile is cut out of the one above; else there would be sea. So the
        // box of the archive is not told: beyond it nothing would be asked for.
        sparse: true,
        // The worker has no page to resolve an address against.
        tiles: tiles.tiles.map((tile) => new URL(tile, location.href).href.replaceAll('%7B', '{').replaceAll('%7D', '}')),
        minzoom: tiles.minzoom,
        maxzoom: tiles.maxzoom,
        // The types of 6.17 know `sparse` elsewhere only.
      } as VectorSourceSpecification,
    },
    layers,
  };
}

/** What is drawn of the ground, and which names: for tests. */
export function groundOf(map: GlMap): { layers: string[]; names: string[] } {
  const seen = map.queryRenderedFeatures().filter(({ source }) => source === 'ground');
  const names = seen.map(({ layer }) => layer.type === 'symbol' ? String(layer.layout?.['text-field'] ?? '') : '');
  return { layers: [...new Set(seen.map(({ layer }) => layer.id))], names: [...new Set(names)].filter(Boolean) };
}

type Width = DataDrivenPropertyValueSpecification<number>;

/** Grows evenly between pairs of zoom and value. */
function grows(...stops: (number | ExpressionSpecification)[]): Width {
  return ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as Width;
}

const kinds = (...names: string[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', names]];
const from = (layer: string) => ({ source: 'ground', 'source-layer': layer });

function area(id: string, layer: string, colour: string, filter?: FilterSpecification): LayerSpecification {
  return { id, type: 'fill', ...from(layer), paint: { 'fill-color': colour }, ...(filter && { filter }) };
}

function line(id: string, layer: string, colour: string, width: Width, more: { filter?: FilterSpecification; minzoom?: number; dash?: number[]; opacity?: Width } = {}): LayerSpecification {
  const { dash, opacity = 1, ...rest } = more;
  const paint = { 'line-color': colour, 'line-width': width, 'line-opacity': opacity, ...(dash && { 'line-dasharray': dash }) };
  return { id, type: 'line', ...from(layer), ...rest, layout: { 'line-join': 'round', 'line-cap': dash ? 'butt' : 'round' }, paint };
}

function names(id: string, layer: string, name: ExpressionSpecification, size: Width, colours: Colours, more: object, layout: object = {}, opacity = 1): LayerSpecification {
  return {
    id, type: 'symbol', ...from(layer), ...more,
    layout: { 'text-field': name, 'text-font': FONT, 'text-size': size, 'text-max-width': 8, 'text-padding': 6, ...layout },
    paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.5, 'text-opacity': opacity },
  } as LayerSpecification;
}

/** A name that has to make way for a pin stands beside it. */
const ASIDE = { 'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'], 'text-radial-offset': 1.5 };

/** Our own tiles: see `basemap/`. The sea is what lies behind everything. */
function ensemble(colours: Colours, lang: string): LayerSpecification[] {
  const { label } = colours;
  const name: ExpressionSpecification = ['coalesce', ['get', `name_${lang}`], ['get', 'name']];
  const rank: ExpressionSpecification = ['get', 'rank'];
  const byRank = (first: number, size: number, other: number): ExpressionSpecification => ['case', ['<=', rank, first], size, other];
  const border = (id: string, minzoom: number, width: Width, opacity: Width, dash?: number[]) =>
    line(id, 'border', label, width, { filter: kinds(id), minzoom, opacity, ...(dash && { dash }) });
  const place = (id: string, size: Width, more: object = {}, layout: object = {}, opacity = 1) =>
    names(`${id}-name`, 'place', name, size, colours, { filter: kinds(id), ...more }, { 'symbol-sort-key': rank, ...layout }, opacity);
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colours.water } },
    area('earth', 'earth', colours.land),
    line('river', 'river', colours.water, grows(4, 0.5, 6, 1, 8, 1.6, 10, 2.4), { minzoom: 4 }),
    area('water', 'water', colours.water),
    border('department', 6, grows(6, 0.5, 10, 1), grows(6, 0.15, 9, 0.28), [3, 2]),
    border('region', 5, grows(5, 0.5, 10, 1.2), grows(5, 0.18, 8, 0.35), [4, 2]),
    border('disputed', 4, grows(4, 0.6, 8, 1.4), 0.4, [2, 2]),
    border('country', 1, grows(2, 0.5, 5, 0.9, 8, 1.6, 10, 2), grows(2, 0.3, 6, 0.5)),
    place('department', grows(6, 12, 10, 14), { minzoom: 6, maxzoom: 9 }, { 'text-letter-spacing': 0.08 }, 0.7),
    place('town', grows(4, 12, 7, byRank(5, 15, 13), 10, byRank(6, 19, 15)), {}, ASIDE),
    place('capital', grows(3, 12.5, 6, 16, 10, 20), {}, { 'text-font': STRONG, ...ASIDE }),
    place('country', grows(2, 12, 5, 15, 7, 18), { maxzoom: 7 }, { 'text-letter-spacing': 0.06 }, 0.8),
  ];
}

/** The schema of Protomaps' basemap, version 4, for an operator who wants streets. */
function protomaps(colours: Colours, lang: string): LayerSpecification[] {
  const { land, built, green, water, road, edge, label } = colours;
  // What is written in letters that may be strange to the reader says in which.
  const isStrange: ExpressionSpecification = ['all', ['has', 'script'], lang === 'uk' || lang === 'ru' ? ['!=', ['get', 'script'], 'Cyrillic'] : true];
  const inTurn = (...keys: string[]): ExpressionSpecification => ['coalesce', ...keys.map((key): ExpressionSpecification => ['get', key])];
  const name: ExpressionSpecification = ['case', isStrange, inTurn(`name:${lang}`, 'name:en', 'name'), inTurn(`name:${lang}`, 'name')];
  const street = (id: string, kind: string[], minzoom: number, widths: number[]): LayerSpecification[] => {
    const wider = widths.map((value, index) => (index % 2 ? value + 1.5 : value));
    const filter = kinds(...kind);
    return [line(`${id}-edge`, 'roads', edge, grows(...wider), { filter, minzoom }), line(id, 'roads', road, grows(...widths), { filter, minzoom })];
  };
  const place = (id: string, kind: string[], size: Width, more: object, layout: object = {}) =>
    names(id, 'places', name, size, colours, { filter: kinds(...kind), ...more }, { 'symbol-sort-key': ['coalesce', ['get', 'sort_key'], ['get', 'min_zoom'], 20], ...layout });
  const isSurface: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
  const isDisputed: ExpressionSpecification = ['to-boolean', ['get', 'disputed']];
  const roads = [
    street('path', ['path'], 15, [15, 0.5, 18, 2]),
    street('minor', ['minor_road', 'other'], 12, [12, 0.5, 15, 3, 18, 12]),
    street('major', ['major_road'], 7, [7, 0.5, 12, 2, 15, 6, 18, 18]),
    street('highway', ['highway'], 5, [5, 0.6, 10, 2, 15, 7, 18, 20]),
  ];
  return [
    { id: 'behind', type: 'background', paint: { 'background-color': water } },
    // The layer has lines too, cliffs for one, and what fills does not ask whether an outline is closed.
    area('earth', 'earth', land, isSurface),
    area('green', 'landuse', green, kinds('park', 'forest', 'wood', 'nature_reserve', 'cemetery', 'grass', 'national_park', 'recreation_ground')),
    area('built', 'landuse', built, kinds('hospital', 'school', 'university', 'college', 'industrial', 'residential', 'commercial')),
    area('water', 'water', water, isSurface),
    line('river', 'water', water, grows(8, 0.8, 14, 3), { minzoom: 8, filter: ['==', ['geometry-type'], 'LineString'] }),
    { ...area('buildings', 'buildings', built), minzoom: 14 } as LayerSpecification,
    // All edges lie under all roads, so that crossings are open.
    ...roads.map((pair) => pair[0]!),
    ...roads.map((pair) => pair[1]!),
    line('rail', 'roads', edge, grows(10, 0.6, 16, 1.6), { filter: kinds('rail'), minzoom: 10, dash: [4, 2] }),
    line('department', 'boundaries', label, 0.7, { filter: kinds('county'), minzoom: 8, opacity: 0.25, dash: [3, 2] }),
    line('region', 'boundaries', label, 0.8, { filter: kinds('region'), minzoom: 5, opacity: 0.3, dash: [4, 2] }),
    line('disputed', 'boundaries', label, grows(4, 0.6, 8, 1.4), { filter: ['all', kinds('country'), isDisputed], minzoom: 4, opacity: 0.4, dash: [2, 2] }),
    line('country', 'boundaries', label, grows(2, 0.5, 8, 1.6), { filter: ['all', kinds('country'), ['!', isDisputed]], opacity: 0.5 }),
    names('street-name', 'roads', name, grows(13, 12, 17, 15), colours, { minzoom: 13, filter: kinds('minor_road', 'major_road', 'highway') }, { 'symbol-placement': 'line' }),
    place('quarter-name', ['neighbourhood', 'macrohood'], grows(12, 12, 16, 16), { minzoom: 12 }),
    place('town-name', ['locality'], grows(4, 12, 8, 14, 12, 18), {}, { 'text-font': ['case', ['==', ['get', 'capital'], 'yes'], ['literal', STRONG], ['literal', FONT]], ...ASIDE }),
    place('region-name', ['region'], grows(5, 12, 8, 14), { minzoom: 5, maxzoom: 8 }),
    place('country-name', ['country'], grows(2, 12, 5, 15, 7, 18), { maxzoom: 7 }, { 'text-font': STRONG }),
  ];
}
