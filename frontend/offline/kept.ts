// The packs that this device keeps, one for each language: blocks as bytes, as they came from the server.
//
// A pack belongs to a generation, and a new one takes the place of the old in one transaction: there is never half of one.
// The generation before stays beside it until the new one is whole.
// Refuses to know what the bytes say; whoever reads them finds out whether they are whole.
import { asked, database, within } from './database.ts';
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
  /** The bytes of its blocks as the server compresses them, by name; a build before this one counted none. */
  sizes?: Record<string, number>;
  /** The generation before, until this one is whole. */
  before?: Pack;
}

/** A pack with its blocks by name, those of changes in their order. */
export interface Kept {
  pack: Pack;
  blocks: Map<string, Uint8Array>;
}

type Key = [lang: string, generation: number, name: string];

const STORES = ['packs', 'blocks'];

const use = database(DIRECTORY, 1, STORES, (db) => {
  db.createObjectStore('packs', { keyPath: 'lang' });
  db.createObjectStore('blocks');
});

const reading = <T>(work: (packs: IDBObjectStore, blocks: IDBObjectStore) => Promise<T>) =>
  use((db) => within(db, STORES, work as (...stores: IDBObjectStore[]) => Promise<T>, undefined, 'readonly'));
const writing = <T>(work: (packs: IDBObjectStore, blocks: IDBObjectStore) => Promise<T>) =>
  use((db) => within(db, STORES, work as (...stores: IDBObjectStore[]) => Promise<T>));

const all = (lang: string, generation: number) => IDBKeyRange.bound([lang, generation], [lang, generation, []]);
const changesKey = (number: number) => `changes ${String(number).padStart(6, '0')}`;
export const isChange = (name: string) => name.startsWith('changes');

const packOf = (packs: IDBObjectStore, lang: string) => asked<Pack | undefined>(packs.get(lang));
const keysOf = (blocks: IDBObjectStore, range: IDBKeyRange) => asked(blocks.getAllKeys(range)) as Promise<unknown[]> as Promise<Key[]>;

/** The generations of a language, the latest first. */
export const load = (lang: string) => reading(async (packs, blocks) => {
  const found: Kept[] = [];
  for (let pack = await packOf(packs, lang); pack; pack = pack.before) {
    const range = all(lang, pack.generation);
    const [keys, values] = await Promise.all([keysOf(blocks, range), asked<Uint8Array[]>(blocks.getAll(range))]);
    found.push({ pack, blocks: new Map(keys.map(([, , name], place) => [name, values[place]!])) });
  }
  return found;
});

/** Puts a pack in the place of the one before, which stays as long as there is room for both. */
export const replace = (pack: Pack, blocks: Map<string, Uint8Array>, keepsBefore: boolean) => writing(async (packs, store) => {
  const old = await packOf(packs, pack.lang);
  // Two generations are enough: of those that never became whole the one before counts.
  const before = keepsBefore ? old?.before ?? old : undefined;
  const keys = await keysOf(store, IDBKeyRange.bound([pack.lang], [pack.lang, []]));
  for (const key of keys.filter(([, generation]) => generation !== before?.generation)) store.delete(key);
  for (const [name, bytes] of blocks) store.put(bytes, [pack.lang, pack.generation, name]);
  packs.put(before ? { ...pack, before: { ...before, before: undefined } } : pack);
});

/** Works on the record of a pack, unless another has taken its place. */
const amend = ({ lang, generation }: Pack, work: (pack: Pack, blocks: IDBObjectStore) => Pack) => writing(async (packs, blocks) => {
  const pack = await packOf(packs, lang);
  if (pack?.generation === generation) packs.put(work(pack, blocks));
});

/** Adds a block to a pack. */
export const add = (to: Pack, name: string, bytes: Uint8Array, size: number) => amend(to, (pack, blocks) => {
  blocks.put(bytes, [pack.lang, pack.generation, name]);
  return { ...pack, sizes: { ...pack.sizes, [name]: size } };
});

/** Adds what changed, and that it is known. */
export const addChanges = (now: Pack, block?: { bytes: Uint8Array; size: number }) => amend(now, (pack, blocks) => {
  const { asOf, ahead, count } = now;
  if (!block) return { ...pack, asOf, ahead, count };
  const name = changesKey(pack.changes + 1);
  blocks.put(block.bytes, [pack.lang, pack.generation, name]);
  return { ...pack, asOf, ahead, count, changes: pack.changes + 1, sizes: { ...pack.sizes, [name]: block.size } };
});

/** Lets go of blocks that cannot be read. */
export const drop = (from: Pack, names: string[]) => amend(from, (pack, blocks) => {
  for (const name of names) blocks.delete([pack.lang, pack.generation, name]);
  return { ...pack, changes: pack.changes - names.filter(isChange).length };
});

/** The pack is whole: nobody needs the one before any more. */
export const settle = (now: Pack) => amend(now, (pack, blocks) => {
  if (pack.before) blocks.delete(all(pack.lang, pack.before.generation));
  return { ...pack, before: undefined };
});

/** All packs with the bytes of their blocks by name, as they travelled. */
export const sizes = () => reading(async (packs, blocks) => {
  const found: { pack: Pack; blocks: Map<string, number> }[] = [];
  for (const pack of await asked<Pack[]>(packs.getAll())) {
    const own = new Map<string, number>();
    for (const key of await keysOf(blocks, all(pack.lang, pack.generation))) {
      own.set(key[2], pack.sizes?.[key[2]] ?? (await asked<Uint8Array>(blocks.get(key))).byteLength);
    }
    found.push({ pack, blocks: own });
  }
  return found;
});
