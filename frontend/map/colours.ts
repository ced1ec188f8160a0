// The colours of the page, as the canvas needs them. It refuses to know which scheme is on: the style sheet does.
import { FAMILIES } from './families.ts';

export interface Colours {
  land: string; built: string; green: string; water: string; road: string; edge: string;
  label: string; halo: string; line: string;
  ink: string; paper: string; accent: string;
  /** By family; the empty name is what belongs to none. */
  family: Record<string, string>;
}

/** A custom property may be `Canvas`, a mixture or another variable: only painted it says which colour that is. */
export function coloursOf(host: HTMLElement): Colours {
  const probe = host.appendChild(document.createElement('span'));
  probe.style.cssText = 'display:none;forced-color-adjust:none';
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const of = (name: string) => {
    probe.style.color = `var(--${name})`;
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
    return `rgb(${pen.getImageData(0, 0, 1, 1).data.slice(0, 3)})`;
  };
  const colours = {
    land: of('map-land'), built: of('map-built'), green: of('map-green'), water: of('map-water'),
    road: of('map-road'), edge: of('map-road-edge'), label: of('map-label'), halo: of('map-halo'), line: of('map-pin-line'),
    ink: of('map-ink'), paper: of('map-paper'), accent: of('map-here'),
    family: Object.fromEntries([...FAMILIES.map((name) => [name, of(`family-${name}`)]), ['', of('map-ink')]]),
  };
  probe.remove();
  return colours;
}

/** Calls back whenever the reader's device wants other colours. The answer ends it. */
export function followColours(changed: () => void): () => void {
  const wishes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)', 'print'];
  const queries = wishes.map((wish) => matchMedia(wish));
  for (const query of queries) query.addEventListener('change', changed);
  return () => queries.forEach((query) => query.removeEventListener('change', changed));
}
