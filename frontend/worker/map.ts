// What the map shows: tiles, and the drawn maps of listings. Refuses to know where the reader is.
//
// Tiles come without the headers of the other answers, so the kind of their content says whether they are ours.
import { cacheFirst, networkFirst, type Answered, type Keeping } from './answers.ts';
import { CACHES, isTileCache, tileCaches } from './build.ts';
import { isOurs, mayBeKept } from './genuine.ts';
import { below, type Limit } from './limited.ts';
import { answer } from './routes.ts';

export const ABOUT = '/tiles/tiles.json';

/** Up to this zoom a tile shows a land or a region, and all that were seen are kept. */
export const LAND_ZOOM = 5;
const LAND: Limit = { count: 300, bytes: 6_000_000 };
/** Where the reader looked. A town from afar to its streets is about 60 tiles. */
const NEAR: Limit = { count: 400, bytes: 12_000_000 };

const TILE = /^\/tiles\/([^/]+)\/(\d+)\/\d+\/\d+$/;
/** A search's picture has the search in its address, and maybe a position: only those of listings are kept. */
const PICTURE = /^\/map\/\w\w\/listing\/\d+\.svg$/;
const OF_SEARCH = /^\/map\/\w\w\/find\.svg$/;

const PLACEHOLDER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 220"><path fill="#8884" d="M0 0h360v220H0z"/></svg>';

const kind = (response: Response) => response.headers.get('content-type') ?? '';

const isTile = (response: Response) => response.status === 204 || (response.status === 200 && kind(response).includes('vector-tile'));

/** With the first tile of another archive, those of the one before go. */
async function forgetOthers(version: string) {
  const names = (await caches.keys()).filter((name) => isTileCache(name) && !name.endsWith(`-${version}`));
  await Promise.all(names.map((name) => caches.delete(name)));
}

const placeholder = () => new Response(PLACEHOLDER, { headers: { 'content-type': 'image/svg+xml' } });

const archives = new Map<string, Keeping>();

function tiles(version: string, zoom: number): Keeping {
  const isLand = zoom <= LAND_ZOOM;
  const cacheName = tileCaches(version)[isLand ? 'land' : 'near'];
  const keeping: Keeping = archives.get(cacheName) ?? {
    cacheName,
    limit: below(cacheName, isLand ? LAND : NEAR),
    mayKeep: (_, response) => isTile(response) && mayBeKept(response),
    wasKept: () => forgetOthers(version),
    // As where the archive does not reach: the map shows what it has of the zoom before.
    instead: () => new Response(null, { status: 404 }),
  };
  archives.set(cacheName, keeping);
  return keeping;
}

const about: Keeping = {
  cacheName: CACHES.about,
  mayKeep: (_, response) => kind(response).includes('json') && mayBeKept(response),
};

const pictures: Keeping = {
  cacheName: CACHES.pictures,
  limit: below(CACHES.pictures, { count: 60, bytes: 4_000_000 }),
  mayKeep: (_, response) => response.status === 200 && isOurs(response) && mayBeKept(response),
  instead: placeholder,
};

/** The answer with a tile, and the end of keeping it. */
export function tile(request: Request, event: ExtendableEvent): Answered {
  const [, version, zoom] = TILE.exec(new URL(request.url).pathname)!;
  return cacheFirst(tiles(version!, Number(zoom)), request, event);
}

/** Answers with what is to be known of the tiles. */
export const aboutTiles = (event: ExtendableEvent) => networkFirst(about, new Request(ABOUT), event)[0];

export function answerMaps() {
  answer(({ pathname }, request, event) => {
    if (TILE.test(pathname)) return tile(request, event)[0];
    if (pathname === ABOUT) return networkFirst(about, request, event)[0];
    if (PICTURE.test(pathname)) return networkFirst(pictures, request, event)[0];
    return OF_SEARCH.test(pathname) ? fetch(request).catch(placeholder) : undefined;
  });
}
