// Files that are named by their content: what is kept is right for ever. Refuses to know who asks for them.
import { cacheFirst, type Keeping } from './answers.ts';
import { CACHES, isNamedByContent, SERVED } from './build.ts';
import { isAsPromised, isGenuine } from './genuine.ts';
import { below } from './limited.ts';
import { answer } from './routes.ts';

/** Scripts of the map and of languages that were changed to, of about two builds. */
const FILES: Keeping = {
  cacheName: CACHES.files,
  limit: below(CACHES.files, { count: 24, bytes: 8_000_000 }),
  mayKeep: isGenuine,
  // The shells: those of other builds, whose pages may still be open, and of the one that is prepared.
  elsewhere: (request) => caches.match(request, { ignoreVary: true }),
  // A cache between us and the server may give the texts of another language.
  isRight: async (request, response) => !(new URL(request.url).pathname in SERVED) || isAsPromised(request, response),
};

export const file = (request: Request, event: ExtendableEvent) => cacheFirst(FILES, request, event);

export function answerFiles() {
  answer(({ pathname }, request, event) => (isNamedByContent(pathname) ? file(request, event)[0] : undefined));
}
