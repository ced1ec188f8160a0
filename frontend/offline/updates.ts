// `/updates.js`: starts the service worker and says when there is a new build. Loaded when the page has nothing to do.
// Refuses to know what the worker keeps.
import words from 'made:update-words';
import { showLine } from './line.ts';

/** A page that stays open looks for a new build when it is seen again after so long. */
const AN_HOUR = 3_600_000;

const workers = navigator.serviceWorker;

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
  const said = words[document.documentElement.lang] ?? words.fr!;
  const leave = showLine({
    text: said.ready,
    action: { label: said.apply, run: () => { leave(); isAsked = true; update(); } },
    close: said.close,
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

/** `build` is that of the page. */
export async function startUpdates(build: string) {
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
    if (isAsked) return location.reload();
    const { controller } = workers;
    if (controller && (await ask<About>(controller, { type: 'which' })).build !== build) say(() => location.reload());
  });
}

function lookAgain(registration: ServiceWorkerRegistration) {
  let last = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || performance.now() - last < AN_HOUR) return;
    last = performance.now();
    // Without a network there is nothing to find.
    registration.update().catch(() => {});
  });
}
