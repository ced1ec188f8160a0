// The interactive map: `/map.js`, loaded when somebody opens a map and not before.
// It refuses to know how results are found and how the page is built: it reads the attributes of its element.
import { Map as GlMap, ScaleControl, setWorkerUrl, type MapLibreEvent, type PaddingOptions } from 'maplibre-gl';
import { around, everything, FRANCE, holding, isSame, placeOf, sectionOf, type Section } from './camera.ts';
import { Choice } from './choice.ts';
import { coloursOf, followColours } from './colours.ts';
import type { Ending, MapModule, OpenMap } from './contract.ts';
import { credit, Frame } from './frame.ts';
import { groundOf, groundStyle, type Tiles } from './ground.ts';
import { Marks } from './marks.ts';
import { fetchPoints, NO_POINTS } from './points.ts';
import { areaLinks, localeOf, noteOf } from './saying.ts';
import { fetchTiles, styled, within } from './start.ts';
import words from 'made:words';
import { wordsOf, type Words } from '../parts/words.ts';

setWorkerUrl('/map-worker.js');

/** Longer than the slowest connection needs for what is still missing then. */
const PATIENCE = 20_000;
/** How far beyond the finest tiles without streets the map goes: closer, nothing on the ground tells where one is. */
const BEYOND = 1;
/** From this zoom on tiles have streets, and the map goes as near as they can be read. */
const STREETS = 13;
/** How near the map goes by itself, and how near where the reader wants to see the houses. */
const STREETS_FIT = 14;
const STREETS_NEAREST = 17;

const wide = matchMedia('(min-width: 62em)');

/** What was looked at, so that a map that opens again is where it was. */
let left: { src: string; view: Section } | undefined;

export const open: MapModule['open'] = async (host, isFull, ended) => {
  const map = new ResultMap(host, isFull, ended);
  try {
    await map.start();
    return map;
  } catch (error) {
    map.giveUp();
    throw error;
  }
};

class ResultMap implements OpenMap {
  #words: Words;
  #frame: Frame;
  #map!: GlMap;
  #schema: Tiles['schema'] = 'ensemble';
  #closest = STREETS_FIT;
  #marks: Marks | undefined;
  #choice: Choice | undefined;
  #ask: AbortController | undefined;
  #ends = new AbortController();
  #pending = new Set<string>();
  /** Whether the reader has moved the map since the results came. */
  #hasMoved = false;
  #announcing = 0;

  constructor(private host: HTMLElement, private isFull: boolean, ended: (why: Ending) => void) {
    this.#words = wordsOf(words, host.lang);
    const byReader = { byReader: true };
    this.#frame = new Frame(host, this.#words, {
      zoomIn: () => this.#map?.zoomIn({}, byReader),
      zoomOut: () => this.#map?.zoomOut({}, byReader),
      fit: () => this.#marks?.points.count && this.#fit(everything(this.#marks.points)),
      step: () => this.#choice?.step(),
    }, isFull, ended);
    this.#frame.note(this.#words.say('loading'));
  }

  async start() {
    const { signal } = this.#ends;
    const points = this.#load();
    const [tiles] = await Promise.all([fetchTiles(signal), styled()]);
    this.#frame.enter();
    if (tiles.attribution) credit(this.#frame.credit, tiles.attribution);
    this.#schema = tiles.schema;
    const hasStreets = tiles.maxzoom >= STREETS;
    this.#closest = hasStreets ? STREETS_FIT : tiles.maxzoom + BEYOND;
    const colours = coloursOf(this.#frame.root);
    const map = (this.#map = new GlMap({
      container: this.#frame.canvas,
      style: groundStyle(tiles, colours, this.#words.lang),
      bounds: this.#first(),
      attributionControl: false,
      cooperativeGestures: !this.isFull,
      locale: localeOf(this.#words),
      dragRotate: false, pitchWithRotate: false, touchPitch: false, maxPitch: 0,
      // On a phone a country with islands in all oceans fits below the first zoom only.
      minZoom: 0, maxZoom: hasStreets ? STREETS_NEAREST : this.#closest, fadeDuration: 0,
      pixelRatio: Math.min(devicePixelRatio, 2),
      validateStyle: false,
    }));
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new ScaleControl({ maxWidth: 150, unit: 'metric' }), 'bottom-left');
    const broken = this.#survive(map);
    await within(PATIENCE, Promise.race([map.once('style.load'), broken]), signal);
    const marks = (this.#marks = new Marks(map, this.#words, colours));
    this.#choice = new Choice(map, marks, this.#frame, this.#words, () => this.host.getAttribute('listing') ?? '', () => placeOf(this.host.getAttribute('near')), () => !this.isFull && wide.matches, signal);
    this.#here();
    this.#areas();
    this.#listen(map);
    map.once('idle', () => performance.mark('ensemble:map-ready'));
    await within(PATIENCE, Promise.race([Promise.all([points, map.once('load')]), broken]), signal);
    this.#frame.show();
    Object.assign(window, { __ensembleMap: { points: () => marks.points.count, shown: () => marks.shown(), ground: () => groundOf(map) } });
  }

  /** Several attributes change one after the other: they mean one change. */
  changed(attribute: string) {
    if (!this.#pending.size) queueMicrotask(() => this.#follow());
    this.#pending.add(attribute);
  }

  /** It could not start: nothing of it may stay, in the history neither. */
  giveUp() {
    if (!this.#ends.signal.aborted) this.#frame.stepBack();
    this.close();
  }

  close() {
    if (this.#ends.signal.aborted) return;
    this.#ends.abort();
    this.#ask?.abort();
    clearTimeout(this.#announcing);
    const src = this.host.getAttribute('src');
    if (this.#marks && src) left = { src, view: this.#view() };
    this.#map?.remove();
    this.#frame.close();
    delete (window as { __ensembleMap?: unknown }).__ensembleMap;
  }

  #follow() {
    const changed = new Set(this.#pending);
    this.#pending.clear();
    if (this.#ends.signal.aborted) return;
    this.#frame.follow();
    if (changed.has('near') || changed.has('accuracy')) this.#here();
    if (changed.has('src')) {
      this.#hasMoved = false;
      void this.#load(true);
    }
    this.#areas();
    const section = sectionOf(this.host.getAttribute('bbox'));
    if (changed.has('bbox') && section && !isSame(section, this.#view())) this.#fit(section, 0);
  }

  /** Fetches the results. Whoever asks later wins, whatever the network does. */
  async #load(isNew = false) {
    this.#ask?.abort();
    const ask = (this.#ask = new AbortController());
    const src = this.host.getAttribute('src');
    try {
      const points = src ? await fetchPoints(src, ask.signal) : NO_POINTS;
      await this.#hasMarks();
      if (ask.signal.aborted || !this.#marks) return;
      this.#choice!.none();
      this.#hasMoved = false;
      this.#marks.points = points;
      const isHeld = sectionOf(this.host.getAttribute('bbox')) || (!isNew && left?.src === src);
      if (!isHeld) this.#fit(around(points, placeOf(this.host.getAttribute('near'))));
      this.#marks.refresh();
      this.#markDrawn();
      this.#tell();
    } catch {
      if (ask.signal.aborted) return;
      this.#frame.note(this.#words.say('points-failed'), { word: this.#words.say('again'), run: () => void this.#load(isNew) });
    }
  }

  /** Says when the points are on the screen, for measurements; names of towns may still follow. */
  #markDrawn() {
    const drawn = () => {
      if (!this.#map.isSourceLoaded('points')) return;
      this.#map.off('render', drawn);
      performance.mark('ensemble:map-drawn');
    };
    this.#map.on('render', drawn);
  }

  /** The points may be there before the map is. */
  async #hasMarks() {
    while (!this.#marks && !this.#ends.signal.aborted) await new Promise(requestAnimationFrame);
  }

  /** Where the map begins, before the results are known. */
  #first(): Section {
    const src = this.host.getAttribute('src');
    const kept = left?.src === src ? left?.view : undefined;
    const near = placeOf(this.host.getAttribute('near'));
    const nearby: Section | undefined = near && [near[0] - 0.3, near[1] - 0.2, near[0] + 0.3, near[1] + 0.2];
    return sectionOf(this.host.getAttribute('bbox')) ?? kept ?? nearby ?? FRANCE;
  }

  /** What buttons and scale leave free, in a small map less generously. */
  #room(): PaddingOptions {
    const height = this.#frame.canvas.clientHeight;
    return { top: Math.min(76, height / 6), bottom: Math.min(56, height / 8), left: 36, right: 64 };
  }

  #fit(section: Section | undefined, room: number | PaddingOptions = this.#room()) {
    if (section) this.#map.fitBounds(section, { padding: room, maxZoom: this.#closest, animate: false });
  }

  #view(): Section {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  #here() {
    this.#marks?.here(placeOf(this.host.getAttribute('near')), Number(this.host.getAttribute('accuracy') ?? 0));
  }

  #listen(map: GlMap) {
    const { signal } = this.#ends;
    map.on('move', () => this.#marks!.refresh());
    map.on('moveend', (event: MapLibreEvent & { originalEvent?: Event; byReader?: true }) => {
      this.#marks!.refresh();
      if (event.originalEvent || event.byReader) this.#hasMoved = true;
      this.#areas();
      this.#tell();
    });
    map.on('click', ({ lngLat, originalEvent }) => {
      const found = this.#marks!.at([lngLat.lng, lngLat.lat]);
      if (!found.length) this.#choice!.none();
      else if (found.length === 1) this.#choice!.pick(found[0]!, this.#marks!.inView());
      else this.#unfold(found, originalEvent);
    });
    map.on('mousemove', ({ lngLat }) => {
      map.getCanvas().style.cursor = this.#marks!.at([lngLat.lng, lngLat.lat]).length ? 'pointer' : '';
    });
    const unfollow = followColours(() => {
      const colours = coloursOf(this.#frame.root);
      this.#marks!.recolour(colours);
      for (const layer of groundStyle({ tiles: [], minzoom: 0, maxzoom: 0, schema: this.#schema }, colours, this.#words.lang).layers) {
        for (const [name, value] of Object.entries(layer.paint ?? {})) map.setPaintProperty(layer.id, name as 'fill-color', value);
      }
    });
    signal.addEventListener('abort', unfollow);
  }

  /** A group opens into what it holds; what lies on one spot is gone through instead. */
  #unfold(found: number[], originalEvent: Event) {
    const { lon, lat } = this.#marks!.points;
    const [first] = found as [number];
    const isOneSpot = found.every((index) => Math.abs(lon[index]! - lon[first]!) + Math.abs(lat[index]! - lat[first]!) < 2e-5);
    if (isOneSpot || this.#map.getZoom() >= this.#map.getMaxZoom() - 0.5) return this.#choice!.pick(first, found);
    const camera = this.#map.cameraForBounds(holding(Float64Array.from(found, (index) => lon[index]!), Float64Array.from(found, (index) => lat[index]!)), { padding: this.#room(), maxZoom: this.#map.getMaxZoom() });
    if (camera) this.#map.jumpTo({ ...camera, zoom: Math.max(camera.zoom ?? 0, this.#map.getZoom() + 1) }, { originalEvent });
  }

  #areas() {
    this.#frame.areas.replaceChildren(...areaLinks(this.host, this.#view(), this.#hasMoved, this.#words));
  }

  /** Says what is shown: to everybody what is unusual, to those who listen how many there are. */
  #tell() {
    const marks = this.#marks!;
    const seen = marks.inView().length;
    const isNearest = this.#hasMoved && this.#closest < STREETS_FIT && this.#map.getZoom() > this.#closest - 0.1;
    this.#frame.note(noteOf(marks.points, seen, this.host.getAttribute('bbox'), this.#hasMoved, isNearest, this.#words));
    this.#frame.canStep(seen > 0);
    this.#choice!.remind();
    clearTimeout(this.#announcing);
    // Somebody who moves on does not want to hear about every stop.
    // Beside a list the page says how many there are; the map speaks once it is moved.
    if (!this.isFull && !this.#hasMoved) return;
    this.#announcing = window.setTimeout(() => this.#frame.announce(this.#words.count('in-view', seen)), 600);
  }

  /** Rejects when there is nobody to draw. A tile that is missing leaves a hole and is no end. */
  #survive(map: GlMap): Promise<never> {
    let given = 0;
    // Devices with little memory take the canvas away, and usually give it back.
    map.on('webglcontextlost', () => { given = window.setTimeout(() => this.#frame.leave('failed'), 5000); });
    map.on('webglcontextrestored', () => clearTimeout(given));
    return new Promise((_, reject) => {
      map.on('error', ({ error }) => { if (error.message.startsWith('Worker failed')) reject(error); });
    });
  }
}
