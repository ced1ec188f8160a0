// Where items are kept: IndexedDB, which also a service worker can open. It refuses to know when they are sent.
//
// A connection may be dead after the device slept, may hang while another tab is closing, and may not exist at all. Each
// use therefore ends within three seconds, with one fresh connection in between.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { SENT, SENT_FOR, type Item } from './item.ts';

/** Also in `start.ts`, which looks whether there is anything, and forgets everything, without this module. */
const NAME = 'ensemble-outbox';
const PATIENCE = 3000;

interface Schema extends DBSchema {
  items: { key: string; value: Item };
}

let connection: Promise<IDBPDatabase<Schema>> | undefined;

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('The device does not answer.', 'TimeoutError')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function connect(): Promise<IDBPDatabase<Schema>> {
  if (!connection) {
    const opening = openDB<Schema>(NAME, 1, {
      upgrade: (db) => void db.createObjectStore('items', { keyPath: 'key' }),
      // Somebody forgets everything, or a later build changes the shape: nobody has to wait for us.
      blocking: () => drop(opening),
      terminated: () => drop(opening),
    });
    connection = opening;
    opening.catch(() => drop(opening));
  }
  return connection;
}

function drop(old: Promise<IDBPDatabase<Schema>>) {
  if (connection === old) connection = undefined;
  old.then((db) => db.close(), () => {});
}

/** Works on the items; a second time with a fresh connection when the first one is dead. */
async function use<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const first = connect();
  try {
    return await inTime(first.then(work));
  } catch (error) {
    const isDead = ['InvalidStateError', 'TimeoutError', 'UnknownError', 'AbortError'].includes((error as DOMException).name);
    if (!isDead) throw error;
    drop(first);
    return inTime(connect().then(work));
  }
}

/** Keeps an item, on the disk when this is done. */
export const put = (item: Item) => use(async (db) => {
  const work = db.transaction('items', 'readwrite', { durability: 'strict' });
  await Promise.all([work.store.put(item), work.done]);
});

export const get = (key: string) => use((db) => db.get('items', key));

export const remove = (key: string) => use((db) => db.delete('items', key));

/** All items, the newest first. */
export async function all(): Promise<Item[]> {
  const items = await use((db) => db.getAll('items'));
  return items.sort((a, b) => b.made - a.made);
}

/** Changes an item unless it was taken back meanwhile. */
export const change = (key: string, changes: Partial<Item>) => use(async (db) => {
  const work = db.transaction('items', 'readwrite', { durability: 'strict' });
  const item = await work.store.get(key);
  if (item) await work.store.put({ ...item, ...changes });
  await work.done;
});

/** Lets go of what was sent long ago. */
export async function tidy(now: number): Promise<void> {
  const sent = (await all()).filter(({ state }) => state === 'sent');
  const old = sent.filter(({ made }, place) => place >= SENT || made < now - SENT_FOR);
  await Promise.all(old.map(({ key }) => remove(key)));
}
