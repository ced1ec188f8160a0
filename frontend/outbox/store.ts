// Where items are kept: IndexedDB, which also a service worker can open. It refuses to know when they are sent.
import type { DBSchema } from 'idb';
import { database } from '../offline/database.ts';
import { SENT, SENT_FOR, type Item } from './item.ts';

/** Also in `start.ts`, which looks whether there is anything, and forgets everything, without this module. */
const NAME = 'ensemble-outbox';

interface Schema extends DBSchema {
  items: { key: string; value: Item };
}

const use = database<Schema>(NAME, 1, (db) => void db.createObjectStore('items', { keyPath: 'key' }));

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
