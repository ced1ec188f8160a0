// Where items are kept: IndexedDB, which also a service worker can open. It refuses to know when they are sent.
import { asked, database, within } from '../offline/database.ts';
import { OUTBOX } from '../offline/names.ts';
import { SENT, SENT_FOR, type Item } from './item.ts';

const ITEMS = ['items'];

const use = database(OUTBOX, 1, ITEMS, (db) => void db.createObjectStore('items', { keyPath: 'key' }));

/** Works on the items; on the disk when this is done. */
const writing = (work: (items: IDBObjectStore) => Promise<unknown>) =>
  use((db) => within(db, ITEMS, work as (...stores: IDBObjectStore[]) => Promise<unknown>, { durability: 'strict' }));
const reading = <T>(ask: (items: IDBObjectStore) => IDBRequest<T>) =>
  use((db) => within(db, ITEMS, (items) => asked(ask(items!)), undefined, 'readonly'));

export const put = (item: Item) => writing((items) => asked(items.put(item)));

export const get = (key: string) => reading<Item | undefined>((items) => items.get(key));

export const remove = (key: string) => writing((items) => asked(items.delete(key)));

/** All items, the newest first. */
export async function all(): Promise<Item[]> {
  const items = await reading<Item[]>((items) => items.getAll());
  return items.sort((a, b) => b.made - a.made);
}

/** Changes an item unless it was taken back meanwhile. */
export const change = (key: string, changes: Partial<Item>) => writing(async (items) => {
  const item = await asked<Item | undefined>(items.get(key));
  if (item) await asked(items.put({ ...item, ...changes }));
});

/** Lets go of what was sent long ago. */
export async function tidy(now: number): Promise<void> {
  const sent = (await all()).filter(({ state }) => state === 'sent');
  const old = sent.filter(({ made }, place) => place >= SENT || made < now - SENT_FOR);
  await Promise.all(old.map(({ key }) => remove(key)));
}
