// What has to be there before a map can be drawn. It refuses to know what is drawn.
import type { Tiles } from './ground.ts';

/** As text of its own, so that the build finds the name. */
const STYLE = '/map.css';

export async function fetchTiles(signal: AbortSignal): Promise<Tiles> {
  const response = await fetch('/tiles/tiles.json', { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as Tiles;
}

/** The style sheet of the map, once for the page. */
export function styled(): Promise<unknown> {
  if (document.querySelector('link[data-map]')) return Promise.resolve();
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = STYLE;
  link.dataset['map'] = '';
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject();
    };
    document.head.append(link);
  });
}

/** Gives up after a time, or when the map is closed. */
export function within<Result>(milliseconds: number, promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, milliseconds);
    signal.addEventListener('abort', reject);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
