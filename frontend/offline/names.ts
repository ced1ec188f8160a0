// What is called the same in places that must not load each other (pages, what every page carries, the workers), and how
// they hear of each other. A browser without channels has at least the page itself: nothing may wait for a message that
// cannot come.

/** The database with the directory, and the channel on which pages and workers hear that it is forgotten. */
export const DIRECTORY = 'ensemble-directory';

/** The same of what visitors wrote. */
export const OUTBOX = 'ensemble-outbox';

/** Every cache of the service worker begins so: who stops it deletes them, and nothing else. */
export const OF_WORKER = 'worker-';

/** Told to a page when everything has been forgotten. */
export const FORGOTTEN = 'ensemble:forgotten';

/** Told to a page when the server is of another build. */
export const OTHER_BUILD = 'ensemble:other-build';

/** In `localStorage`: whether somebody who saves data wants the essentials, and that there was no room, and when. */
export const WANTED = 'ensemble.keep';
export const FULL = 'ensemble.full';

/** What a database is called where one of a later version, which a build left that was taken back, has its name. */
export const besideLater = (name: string) => `${name}-beside`;

/** Deletes a database, under both names. */
export const deleteDatabase = (name: string) => Promise.all([name, besideLater(name)].map((one) => new Promise<void>((resolve) => {
  const asked = globalThis.indexedDB?.deleteDatabase(one);
  if (!asked) return resolve();
  asked.onsuccess = asked.onerror = () => resolve();
})));

const { BroadcastChannel: Channel } = globalThis;

/** Tells everybody who listens to a name, in this page too. */
export function tell(name: string, message: string): void {
  if (!Channel) return void dispatchEvent(new MessageEvent(name, { data: message }));
  const channel = new Channel(name);
  channel.postMessage(message);
  channel.close();
}

export function hear(name: string, listener: (message: string) => void): void {
  const ears: EventTarget = Channel ? new Channel(name) : globalThis;
  ears.addEventListener(Channel ? 'message' : name, (event) => listener((event as MessageEvent<string>).data));
}
