// Files that are named by their content: what is kept is right for ever. Refuses to know who asks for them.
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { CacheFirst } from 'workbox-strategies/CacheFirst.js';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { CACHES, isNamedByContent, SERVED } from './build.ts';
import { genuine, isAsPromised } from './genuine.ts';
import { below } from './limited.ts';

/** Looks into the shells, too: those of other builds, whose pages may still be open, and of the one that is prepared. */
const anywhere: WorkboxPlugin = {
  cachedResponseWillBeUsed: async ({ request, cachedResponse }) => cachedResponse ?? caches.match(request, { ignoreVary: true }),
};

/** A cache between us and the server may give the texts of another language. */
const rightLanguage: WorkboxPlugin = {
  async fetchDidSucceed({ request, response }) {
    const isListed = new URL(request.url).pathname in SERVED;
    if (isListed && !await isAsPromised(request, response.clone())) throw new Error('This is another file.');
    return response;
  },
};

/** Scripts of the map, of fields and of languages that were changed to, of about two builds. */
export const files = new CacheFirst({
  cacheName: CACHES.files,
  plugins: [below({ count: 24, bytes: 8_000_000 }), anywhere, rightLanguage, genuine],
});

export function answerFiles() {
  registerRoute(({ url, sameOrigin }) => sameOrigin && isNamedByContent(url.pathname), files);
}
