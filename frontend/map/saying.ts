// What the map says and offers in words. It refuses to know where that stands.
import { sectionOf, sectionText, type Section } from './camera.ts';
import { make } from './frame.ts';
import type { Points } from './points.ts';
import type { Words } from '../parts/words.ts';

/** Links that search where the map is, or everywhere again. The application takes their clicks. */
export function areaLinks(host: HTMLElement, view: Section, hasMoved: boolean, { say }: Words): HTMLElement[] {
  const find = host.getAttribute('find');
  if (!find) return [];
  const links = [];
  if (hasMoved) links.push(link(`${find}${find.includes('?') ? '&' : '?'}bbox=${sectionText(view)}`, say('area-search')));
  if (host.hasAttribute('bbox')) links.push(link(find, say('area-remove')));
  return links;
}

/** What is unusual about what is shown; nothing, mostly. */
export function noteOf(points: Points, seen: number, bbox: string | null, hasMoved: boolean, isNearest: boolean, { say, count }: Words): string {
  const notes = [];
  if (bbox && !sectionOf(bbox)) notes.push(say('area-wrong'));
  if (!points.count) notes.push(say('nothing-found'));
  else if (!seen) notes.push(say('nothing-here'));
  // Once read it would only be in the way.
  if (points.unmapped && !hasMoved) notes.push(count('unmapped', points.unmapped));
  if (isNearest) notes.push(say('no-streets'));
  return notes.join(' ');
}

/** The words that MapLibre itself shows. */
export function localeOf({ say }: Words): Record<string, string> {
  return {
    'Map.Title': say('title'),
    'ScaleControl.Meters': say('metres'),
    'ScaleControl.Kilometers': say('kilometres'),
    'CooperativeGesturesHandler.WindowsHelpText': say('ctrl'),
    'CooperativeGesturesHandler.MacHelpText': say('cmd'),
    'CooperativeGesturesHandler.MobileHelpText': say('fingers'),
  };
}

function link(href: string, word: string): HTMLAnchorElement {
  const made = make('a', 'map-button', word);
  made.href = href;
  // The router of the application keeps the place of the page.
  made.dataset['noscroll'] = '';
  return made;
}
