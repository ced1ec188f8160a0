// The scripts and the style of the map that moves. Refuses to know its tiles.
import { CACHES } from './build.ts';
import { file } from './files.ts';

/** The build writes the names with their hashes here. */
const CODE = ['/map.js', '/map-worker.js', '/map.css'];

/** Whether the map of any build was opened before. */
export async function keepsMapCode(): Promise<boolean> {
  const requests = await (await caches.open(CACHES.files)).keys();
  return requests.some(({ url }) => new URL(url).pathname.startsWith('/map-'));
}

export async function keepMapCode(event: ExtendableEvent): Promise<void> {
  // A file is answered first and kept afterwards, which is the second promise.
  await Promise.all(CODE.flatMap((url) => file(new Request(url), event)));
  const kept = await Promise.all(CODE.map((url) => caches.match(url)));
  if (!kept.every(Boolean)) throw new Error('The map is not kept.');
}
