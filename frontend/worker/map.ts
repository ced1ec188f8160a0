// What the map shows: tiles, and the drawn maps of listings. Refuses to know where the reader is.
//
// Tiles come without the headers of the other answers, so the kind of their content says whether they are ours.
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { CacheFirst } from 'workbox-strategies/CacheFirst.js';
import { NetworkFirst } from 'workbox-strategies/NetworkFirst.js';
import { CACHES, isTileCache, tileCaches } from './build.ts';
import { isOurs, mayBeKept } from './genuine.ts';
import { below } from './limited.ts';
import { PATIENCE } from './patience.ts';

export const ABOUT = '/tiles/tiles.json';

/** Up to this zoom a tile shows a land or a region, and all that were seen are kept. */
export const LAND_ZOOM = 5;
const LAND = below({ count: 300, bytes: 6_000_000 });
/** Where the reader looked. A town from afar to its streets is about 60 tiles. */
const NEAR = below({ count: 400, bytes: 12_000_000 });

const TILE = /^\/tiles\/([^/]+)\/(\d+)\/\d+\/\d+$/;
/** A search's picture has the search in its address, and maybe a position: only those of listings are kept. */
const PICTURE = /^\/map\/\w\w\/listing\/\d+\.svg$/;
const OF_SEARCH = /^\/map\/\w\w\/find\.svg$/;

const PLACEHOLDER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 220"><path fill="#8884" d="M0 0h360v220H0z"/></svg>';

const kind = (response: Response) => response.headers.get('content-type') ?? '';

const onlyTiles: WorkboxPlugin = {
  async cacheWillUpdate({ response }) {
    const isTile = response.status === 204 || (response.status === 200 && kind(response).includes('vector-tile'));
    return isTile && mayBeKept(response) ? response : null;
  },
  // As where the archive does not reach: the map shows what it has of the zoom before.
  handlerDidError: async () => new Response(null, { status: 404 }),
};

/** With the first tile of another archive, those of the one before go. */
const onlyOneArchive: WorkboxPlugin = {
  async cacheDidUpdate({ cacheName }) {
    const version = cacheName.split('-').slice(3).join('-');
    const names = (await caches.keys()).filter((name) => isTileCache(name) && !name.endsWith(`-${version}`));
    await Promise.all(names.map((name) => caches.delete(name)));
  },
};

const placeholder = () => new Response(PLACEHOLDER, { headers: { 'content-type': 'image/svg+xml' } });

const strategies = new Map<string, CacheFirst>();

function tiles(version: string, zoom: number): CacheFirst {
  const isLand = zoom <= LAND_ZOOM;
  const cacheName = tileCaches(version)[isLand ? 'land' : 'near'];
  const known = strategies.get(cacheName);
  const strategy = known ?? new CacheFirst({ cacheName, plugins: [onlyTiles, onlyOneArchive, isLand ? LAND : NEAR] });
  strategies.set(cacheName, strategy);
  return strategy;
}

const about = new NetworkFirst({
  cacheName: CACHES.about,
  networkTimeoutSeconds: PATIENCE,
  plugins: [{ cacheWillUpdate: async ({ response }) => kind(response).includes('json') && mayBeKept(response) ? response : null }],
});

const pictures = new NetworkFirst({
  cacheName: CACHES.pictures,
  networkTimeoutSeconds: PATIENCE,
  plugins: [below({ count: 60, bytes: 4_000_000 }), {
    cacheWillUpdate: async ({ response }) => response.status === 200 && isOurs(response) && mayBeKept(response) ? response : null,
    handlerDidError: async () => placeholder(),
  }],
});

/** The answer with a tile, and the end of keeping it. */
export function tile(request: Request, event: ExtendableEvent): [Promise<Response>, Promise<void>] {
  const [, version, zoom] = TILE.exec(new URL(request.url).pathname)!;
  return tiles(version!, Number(zoom)).handleAll({ request, event });
}

/** Answers with what is to be known of the tiles. */
export const aboutTiles = (event: ExtendableEvent) => about.handle({ request: new Request(ABOUT), event });

export function answerMaps() {
  registerRoute(({ url, sameOrigin }) => sameOrigin && TILE.test(url.pathname), ({ request, event }) => tile(request, event)[0]);
  registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname === ABOUT, about);
  registerRoute(({ url, sameOrigin }) => sameOrigin && PICTURE.test(url.pathname), pictures);
  registerRoute(({ url, sameOrigin }) => sameOrigin && OF_SEARCH.test(url.pathname), ({ request }) => fetch(request).catch(placeholder));
}
