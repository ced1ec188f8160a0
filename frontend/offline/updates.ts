// `/updates.js`: what a page does when it has nothing else to do: reads what is kept, starts the service worker, says when
// there is a new build, and asks whoever saves data what to keep. Refuses to know what the worker keeps.
import { wordsFor } from '../parts/kept_words.ts';
import { restore, reload } from '../parts/unsent.ts';
import { showLine } from './line.ts';
import { OTHER_BUILD, WANTED } from './names.ts';
import { mayFetch, remember, wish } from './saving.ts';

export { forget } from './forget.ts';
export { reload };

/** A page that stays open looks for a new build when it is seen again after so long. */
const AN_HOUR = 3_600_000;
/** What the essentials take besides the directory and its wasm: the scripts that the worker keeps. */
const SCRIPTS = 30_000;
/** The build writes its name with the hash here. */
const WASM = '/local_bg.wasm';

const workers = navigator.serviceWorker;
const words = () => wordsFor('updates');

/** Whether this page has asked for the new build, so that it is loaded anew once the build is there. */
let isAsked = false;

interface About {
  build: string;
  windows: number;
}

function ask<T>(worker: ServiceWorker, message: object): Promise<T> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data as T);
    worker.postMessage(message, [port2]);
  });
}

function say(update: () => void) {
  const { say: word } = words();
  const leave = showLine({
    text: word('ready'),
    action: { label: word('apply'), run: () => { leave(); isAsked = true; update(); } },
    close: word('close'),
  });
}

/** What to do about a build that waits for the pages of the one before to close. */
async function offer(waiting: ServiceWorker, build: string): Promise<void> {
  const about = await ask<About>(waiting, { type: 'which' });
  const takeOver = () => waiting.postMessage({ type: 'take-over' });
  if (about.build !== build) say(takeOver);
  // The server has sent the page of the new build, and no other page is open: nothing is mixed, nobody is disturbed.
  else if (about.windows === 1) takeOver();
}

/** What stands on the tag of `boot.js`, and how what is kept is read. */
export async function start(names: DOMStringMap, openKept: () => Promise<unknown>) {
  restore();
  sayNoTexts();
  const isKeeping = Boolean(await workers?.getRegistration());
  if (!mayFetch() && !isKeeping) return offerEssentials(names, openKept);
  openKept().catch((error) => console.info('Nothing is kept for offline use.', error));
  if (workers) await startWorker(names.build!);
}

/** Whoever saves data decides whether the essentials are worth it. */
async function offerEssentials(names: DOMStringMap, openKept: () => Promise<unknown>) {
  if (wish()) return;
  const { lang } = document.documentElement;
  const addresses = [`/api/v1/pack/${lang}`, `/api/v1/pack/${lang}/guide`, WASM];
  const sizes = await Promise.all(addresses.map(async (address) => {
    const { ok, headers } = await fetch(address, { method: 'HEAD' });
    if (!ok) throw new Error(`There is no ${address}.`);
    return Number(headers.get('ensemble-bytes') ?? headers.get('content-length'));
  }));
  const n = Math.ceil((sizes.reduce((one, two) => one + two, 0) + SCRIPTS) / 1000);
  const { say: word, number } = words();
  const leave = showLine({
    text: word('saving'),
    action: {
      label: word('essentials', { n: number(n) }),
      run: () => {
        leave();
        remember(WANTED, 'yes');
        dispatchEvent(new Event(WANTED));
        void start(names, openKept);
      },
    },
    close: word('close'),
    closed: () => remember(WANTED, 'no'),
  });
}

async function startWorker(build: string) {
  const registration = await workers.register('/sw.js', { updateViaCache: 'none' });
  const look = () => {
    const { waiting, installing } = registration;
    // Without a build before, the first one waits for nobody.
    if (waiting && registration.active) void offer(waiting, build);
    installing?.addEventListener('statechange', look, { once: true });
  };
  registration.addEventListener('updatefound', look);
  look();
  lookAgain(registration);
  followTakeOvers(build);
  const { active } = await workers.ready;
  await ask(active!, { type: 'settle', build });
  // Tells tests, and whoever waits to be ready for the way without a network, that the shell is kept.
  document.documentElement.dataset.shell = 'kept';
}

/** Another page may have asked for the new build: this one stays as it is until its reader wants it. */
function followTakeOvers(build: string) {
  workers.addEventListener('controllerchange', async () => {
    if (isAsked) return reload();
    const { controller } = workers;
    if (controller && (await ask<About>(controller, { type: 'which' })).build !== build) say(reload);
  });
}

/** Looks for a new build when the server is of another one, or when the page is seen again after long. */
function lookAgain(registration: ServiceWorkerRegistration) {
  let last = performance.now();
  const update = () => {
    last = performance.now();
    // Without a network there is nothing to find.
    registration.update().catch(() => {});
  };
  addEventListener(OTHER_BUILD, update);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && performance.now() - last >= AN_HOUR) update();
  });
}

/** The worker leads to a language whose texts are kept; the reader wanted another one. See `worker/pages.ts`. */
function sayNoTexts() {
  if (location.hash !== '#no-texts') return;
  history.replaceState(history.state, '', location.pathname + location.search);
  showLine({ text: words().say('no-texts'), close: words().say('close') });
}
