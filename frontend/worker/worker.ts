// The service worker: `/sw.js`. It keeps one build of the shell and answers from it when the network does not.
// It refuses to know what the directory says: pages draw that from their own storage. `docs/offline.md` tells the rest.
import { SYNC, flushOutbox } from '../outbox/flush.ts';
import { BUILD } from './build.ts';
import { answerFiles } from './files.ts';
import { keepAgain } from './genuine.ts';
import { keepMap } from './keep_map.ts';
import { answerMaps } from './map.ts';
import { answerPages } from './pages.ts';
import { forgetOthers, isWhole, prepare } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;

/** What a page may ask. Answers go to the port that comes along. */
type Message =
  | { type: 'which' }
  | { type: 'take-over' }
  | { type: 'settle'; build: string }
  | { type: 'keep-map' };

const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

self.addEventListener('install', (event) => event.waitUntil(prepare(event)));

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

async function takeOver() {
  await self.registration.navigationPreload?.enable();
  // Pages of the build before may still be open and load more of it.
  if ((await windows()).length === 0) await forgetOthers();
  await self.clients.claim();
}

/** A page has started: what was lost is fetched again, and what nobody needs any more goes. */
async function settle(event: ExtendableEvent, build: string) {
  keepAgain();
  if (!await isWhole()) await prepare(event);
  if ((await windows()).length === 1) await forgetOthers(build);
}

async function answer(event: ExtendableMessageEvent, message: Message): Promise<unknown> {
  switch (message.type) {
    case 'which': return { build: BUILD, windows: (await windows()).length };
    case 'take-over': return self.skipWaiting();
    case 'settle': return settle(event, message.build);
    case 'keep-map': return keepMap(event);
  }
}

self.addEventListener('message', (event) => {
  const port = event.ports[0];
  const work = answer(event, event.data as Message);
  event.waitUntil(work.then(
    (answer) => port?.postMessage({ ok: true, ...answer as object }),
    (error: unknown) => port?.postMessage({ ok: false, error: String(error) }),
  ));
});

/** The browser has found a network; an error makes it try again later. */
async function sendWhatWaits() {
  if (await flushOutbox('sync')) throw new Error('Something still waits.');
}

/** Of Chromium only, and not in the types of TypeScript. */
type SyncEvent = ExtendableEvent & { tag: string };

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent;
  if (tag === SYNC) (event as SyncEvent).waitUntil(sendWhatWaits());
});

answerFiles();
answerMaps();
answerPages();
