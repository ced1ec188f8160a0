// How a request is answered out of a cache and the network, and what is kept of it. Refuses to know what is asked for.
import { late } from './patience.ts';
import type { Limited } from './limited.ts';

/** What belongs to one cache. */
export interface Keeping {
  cacheName: string;
  /** Whether an answer may be kept; it may be read. */
  mayKeep(request: Request, response: Response): boolean | Promise<boolean>;
  limit?: Limited;
  /** Looks into other caches, too. */
  elsewhere?(request: Request): Promise<Response | undefined>;
  /** Whether an answer may be shown; it may be read. */
  isRight?(request: Request, response: Response): Promise<boolean>;
  /** Called when something was kept. */
  wasKept?(): Promise<unknown>;
  /** What is shown where there is nothing. */
  instead?(): Response;
}

/** An answer, and the end of keeping it. */
export type Answered = [answer: Promise<Response>, kept: Promise<void>];

/** What the cache has, else what the server answers. */
export const cacheFirst = (to: Keeping, request: Request, event: ExtendableEvent): Answered =>
  answered(to, event, async (keep) => await found(to, request) ?? await to.elsewhere?.(request) ?? await fetched(to, request, keep));

/** What the server answers while its reader waits, else what the cache has. */
export const networkFirst = (to: Keeping, request: Request, event: ExtendableEvent): Answered =>
  answered(to, event, async (keep) => {
    const network = fetched(to, request, keep);
    return await Promise.race([network.catch(() => undefined), late()]) ?? await found(to, request) ?? network;
  });

type Keep = (work: Promise<void>) => void;

function answered({ instead }: Keeping, event: ExtendableEvent, work: (keep: Keep) => Promise<Response>): Answered {
  let keeping: Promise<void> | undefined;
  const answer = work((kept) => { keeping = kept; }).catch((error: unknown) => {
    if (instead) return instead();
    throw error;
  });
  const end = answer.then(() => keeping, () => {});
  event.waitUntil(end);
  return [answer, end];
}

async function found({ cacheName, limit }: Keeping, request: Request): Promise<Response | undefined> {
  // Opening a cache makes one, also where everything has been forgotten.
  const known = await caches.match(request, { cacheName });
  if (known) await limit?.used(request, known.clone());
  return known;
}

async function fetched(to: Keeping, request: Request, keep: Keep): Promise<Response> {
  const response = await fetch(request);
  if (to.isRight && !await to.isRight(request, response.clone())) throw new Error('This is another file.');
  // A full storage refuses: then it is not kept.
  keep(keepIn(to, request, response.clone()).catch(() => {}));
  return response;
}

async function keepIn(to: Keeping, request: Request, response: Response): Promise<void> {
  if (!await to.mayKeep(request, response.clone())) return;
  await (await caches.open(to.cacheName)).put(request, response);
  await to.limit?.put(request);
  await to.wasKept?.();
}
