// The packs that this device keeps, one for each language: blocks as bytes, as they came from the server.
//
// A pack belongs to a generation, and a new one takes the place of the old in one transaction: there is never half of one.
// Refuses to know what the bytes say; whoever reads them finds out whether they are whole.
import type { DBSchema } from 'idb';
import { database } from './database.ts';
import { DIRECTORY } from './names.ts';

/** What is known of a pack without reading it. */
export interface Pack {
  lang: string;
  generation: number;
  /** The clock of the server when it last said that this is up to date, in seconds since 1970. */
  asOf: number;
  /** How far the clock of the server was ahead of the one of this device, in seconds. */
  ahead: number;
  /** How many blocks of changes there are. */
  changes: number;
  /** How many listings it has. */
  count: number;
}

interface Schema extends DBSchema {
  packs: { key: string; value: Pack };
  blocks: { key: [string, number, string]; value: Uint8Array };
}

const use = database<Schema>(DIRECTORY, 1, (db) => {
  db.createObjectStore('packs', { keyPath: 'lang' });
  db.createObjectStore('blocks');
});

const all = (lang: string, generation: number) => IDBKeyRange.bound([lang, generation], [lang, generation, []]);
const changesKey = (number: number) => `changes ${String(number).padStart(6, '0')}`;

/** A pack and its blocks by name, those of changes in their order. */
export const load = (lang: string) => use(async (db) => {
  const work = db.transaction(['packs', 'blocks']);
  const pack = await work.objectStore('packs').get(lang);
  if (!pack) return undefined;
  const range = all(lang, pack.generation);
  const blocks = work.objectStore('blocks');
  const [keys, values] = await Promise.all([blocks.getAllKeys(range), blocks.getAll(range)]);
  return { pack, blocks: new Map(keys.map(([, , name], place) => [name, values[place]!])) };
});

/** Puts a pack in the place of the one before. */
export const replace = (pack: Pack, blocks: Map<string, Uint8Array>) => use(async (db) => {
  const work = db.transaction(['packs', 'blocks'], 'readwrite');
  const store = work.objectStore('blocks');
  const writes = [
    store.delete(IDBKeyRange.bound([pack.lang], [pack.lang, []])),
    ...[...blocks].map(([name, bytes]) => store.put(bytes, [pack.lang, pack.generation, name])),
    work.objectStore('packs').put(pack),
  ];
  await Promise.all([...writes, work.done]);
});

/** Adds a block to a pack, unless another has taken its place. */
export const add = ({ lang, generation }: Pack, name: string, bytes: Uint8Array) => use(async (db) => {
  const work = db.transaction(['packs', 'blocks'], 'readwrite');
  const pack = await work.objectStore('packs').get(lang);
  if (pack?.generation === generation) await work.objectStore('blocks').put(bytes, [lang, generation, name]);
  await work.done;
});

/** All packs with the bytes of their blocks by name. */
export const sizes = () => use(async (db) => {
  const work = db.transaction(['packs', 'blocks']);
  const packs = await work.objectStore('packs').getAll();
  const blocks = work.objectStore('blocks');
  return Promise.all(packs.map(async (pack) => {
    const range = all(pack.lang, pack.generation);
    const [keys, values] = await Promise.all([blocks.getAllKeys(range), blocks.getAll(range)]);
    return { pack, blocks: new Map(keys.map(([, , name], place) => [name, values[place]!.byteLength])) };
  }));
});

/** Adds what changed, and that it is known. */
export const addChanges = (now: Pack, bytes?: Uint8Array) => use(async (db) => {
  const work = db.transaction(['packs', 'blocks'], 'readwrite');
  const pack = await work.objectStore('packs').get(now.lang);
  if (pack?.generation === now.generation) {
    const changes = pack.changes + (bytes ? 1 : 0);
    if (bytes) await work.objectStore('blocks').put(bytes, [now.lang, now.generation, changesKey(changes)]);
    await work.objectStore('packs').put({ ...now, changes });
  }
  await work.done;
});

/** Lets go of a pack that cannot be read. */
export const remove = (lang: string) => use(async (db) => {
  const work = db.transaction(['packs', 'blocks'], 'readwrite');
  const blocks = work.objectStore('blocks').delete(IDBKeyRange.bound([lang], [lang, []]));
  await Promise.all([blocks, work.objectStore('packs').delete(lang), work.done]);
});
