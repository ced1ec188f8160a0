// Keeps a cache below a limit: what was used longest ago goes first. Refuses to know what the cache holds.
//
// The order of a cache is that in which things were put there, so what is used again is put there again, once in the life
// of the worker. To write moments into IndexedDB instead would lean on the storage that fails most often.

export interface Limit {
  count: number;
  bytes: number;
}

/** A cache that is told what is used and what is put there. */
export interface Limited {
  used(request: Request, response: Response): Promise<void>;
  put(request: Request): Promise<void>;
}

/** Counting is work, so it is done once for so many things put there. */
const TURN = 16;

export function below(cacheName: string, limit: Limit): Limited {
  const used = new Set<string>();
  let puts = 0;
  return {
    async used(request, response) {
      if (used.has(request.url)) return;
      used.add(request.url);
      await putAgain(cacheName, request, response);
    },
    async put({ url }) {
      used.add(url);
      if (puts++ % TURN === 0) await trim(cacheName, limit);
    },
  };
}

/** WebKit puts a thing again in the place where it was, so it is taken out before. */
async function putAgain(name: string, request: Request, response: Response) {
  const cache = await caches.open(name);
  await cache.delete(request);
  // A full storage refuses: then it is gone, as everything kept may be.
  await cache.put(request, response).catch(() => {});
}

async function trim(name: string, limit: Limit) {
  const cache = await caches.open(name);
  const [requests, responses] = await Promise.all([cache.keys(), cache.matchAll()]);
  // As they travelled, which is what the server says without anybody reading them.
  const sizes = responses.map(({ headers }) => Number(headers.get('content-length')));
  let count = requests.length;
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  for (const [place, request] of requests.entries()) {
    if (count <= limit.count && bytes <= limit.bytes) break;
    await cache.delete(request);
    count -= 1;
    bytes -= sizes[place] ?? 0;
  }
}
