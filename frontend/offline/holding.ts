// The directory that this device keeps, read into a wasm of its own and kept true: one language at a time.
//
// The server is asked for blocks, `kept.ts` keeps them, the wasm reads them and answers. Refuses to know what pages show.
import { add, addChanges, load, remove, replace, type Pack } from './kept.ts';
import { pause } from '../parts/pause.ts';
import { block, changes, sizeOf } from './server.ts';

/** What travels without being asked for, in bytes. */
const WITHOUT_ASKING = 1_000_000;
/** Changes are read one after the other at each start: with so many, a new pack is faster. */
const MANY = 200;
/** The details of all listings, which only a small directory has in one block. */
const ALL_DETAILS = 'details all';
const ALL_PLACES = 'places all';

/** The class that wasm-bindgen writes for `frontend/local`. */
export interface Directory {
  readWords(bytes: Uint8Array): void;
  readGuide(bytes: Uint8Array): void;
  readPlaces(bytes: Uint8Array): void;
  readDetails(bytes: Uint8Array): string;
  apply(bytes: Uint8Array): void;
  learnWords(): void;
  rest(): void;
  lang(): string;
  change(): number;
  checksum(): number;
  count(): number;
  departments(): string[];
  departmentOf(id: number): string | undefined;
  answer(question: string, now: number, anyway: boolean): Uint8Array | undefined;
  knows(query: string): boolean;
  query(query: string, now: number): string;
  points(query: string, now: number): string;
  places(typed: string, lat?: number, lon?: number): string;
  free(): void;
}

interface Wasm {
  default(): Promise<unknown>;
  Directory: { read(index: Uint8Array): Directory };
}

/** What is open. */
export interface Holding {
  directory: Directory;
  pack: Pack;
  /** Names of the blocks that are read. */
  blocks: Set<string>;
  /** The change number up to which the disk has it; nothing when there was no room. */
  onDisk: number | undefined;
  /** Why not everything that is read is on the disk, too. */
  unkept?: unknown;
}

/** A part of a pack that is fetched after the index. */
interface Part {
  /** What it is called on the disk, and in the addresses of the server with a stroke in place of the gap. */
  name: string;
  path: string;
  /** The bytes that would travel for it; nothing when the server has none. */
  size: number | undefined;
}

let wasm: Wasm;
let open: Holding | undefined;
/** The departments whose listings the reader looked at. */
const near = new Set<string>();

export const held = () => open;

const root = document.documentElement;

const ahead = (time: number) => time - Date.now() / 1000;

/** The time, by the clock of the server as far as this device can tell. */
export const now = () => Date.now() / 1000 + (open?.pack.ahead ?? 0);

export async function loadWasm() {
  // @ts-expect-error: made by wasm-bindgen, beside this file.
  wasm = (await import('/local.js')) as Wasm;
  await wasm.default();
  await pause();
}

/** Makes what was read the directory that answers. */
function take(directory: Directory, pack: Pack, blocks: Iterable<string>, unkept?: unknown) {
  open?.directory.free();
  open = { directory, pack, blocks: new Set(blocks), onDisk: unkept ? undefined : directory.change(), unkept };
  root.dataset.engine = 'ready';
  performance.mark('ensemble:engine-ready');
}

function read(into: Directory, name: string, bytes: Uint8Array) {
  if (name === 'words') into.readWords(bytes);
  else if (name === 'guide') into.readGuide(bytes);
  else if (name.startsWith('places')) into.readPlaces(bytes);
  else if (name.startsWith('details')) into.readDetails(bytes);
  else into.apply(bytes);
}

const isChange = (name: string) => name.startsWith('changes');

/** Reads the other blocks of a pack, the changes after everything that they change; gives the names of those that cannot be read. */
async function readAll(into: Directory, kept: Map<string, Uint8Array>): Promise<string[]> {
  const names = [...kept.keys()].filter((name) => name !== 'index');
  const unread: string[] = [];
  for (const name of [...names.filter((one) => !isChange(one)), ...names.filter(isChange)]) {
    if (!isChange(name)) await pause();
    try {
      read(into, name, kept.get(name)!);
    } catch (error) {
      console.info('A block is left out.', name, error);
      unread.push(name);
    }
  }
  return unread;
}

/** Reads what is kept in a language. What cannot be read is thrown away, to be fetched again. */
export async function openKept(lang: string, reading = load(lang)): Promise<void> {
  try {
    const kept = await reading;
    if (!kept) return;
    const next = wasm.Directory.read(kept.blocks.get('index')!);
    const unread = await readAll(next, kept.blocks);
    if (next.lang() !== lang || unread.some(isChange)) throw new Error('It cannot be used.');
    take(next, kept.pack, [...kept.blocks.keys()].filter((name) => !unread.includes(name)));
  } catch (error) {
    console.info('What was kept is fetched again.', error);
    await remove(lang).catch(() => {});
  }
}

/** Waits for something to be written. On a full disk it is there for this page only; then it says why. */
const failure = (writing: Promise<unknown>): Promise<unknown> => writing.then(() => undefined, (error: unknown) => {
  console.info('It is kept for this page only.', error);
  return error;
});

/** Fetches the pack of a language: what answers first. */
async function fetchPack(lang: string): Promise<void> {
  const [index, guide] = await Promise.all([block(lang), block(`${lang}/guide`)]);
  const next = wasm.Directory.read(index.bytes);
  if (next.lang() !== lang) throw new Error('This is another language.');
  await pause();
  next.readGuide(guide.bytes);
  const time = index.time ?? Date.now() / 1000;
  const generation = (open?.pack.generation ?? 0) + Math.ceil(Date.now() / 1000);
  const pack = { lang, generation, asOf: time, ahead: ahead(time), changes: 0, count: next.count() };
  const first = new Map([['index', index.bytes], ['guide', guide.bytes]]);
  take(next, pack, first.keys(), await failure(replace(pack, first)));
}

/** Asks what is new, or for everything when nothing is kept or too much is new, or when somebody wants what there was no room for. */
export async function update(lang: string, isAsked: boolean): Promise<void> {
  if (open?.pack.lang !== lang || open.pack.changes >= MANY || (isAsked && open.unkept)) return fetchPack(lang);
  try {
    // What the disk has not is asked for again: what is known already does no harm.
    const { bytes, time } = await changes(lang, open.onDisk ?? open.directory.change());
    if (bytes) open.directory.apply(bytes);
    const { pack, directory } = open;
    const known = { ...pack, changes: pack.changes + (bytes ? 1 : 0), count: directory.count() };
    open.pack = time ? { ...known, asOf: time, ahead: ahead(time) } : known;
    if (open.onDisk === undefined) return;
    const why = await failure(addChanges(open.pack, bytes));
    if (!why) open.onDisk = directory.change();
    open.unkept ??= why;
  } catch (error) {
    if (isNoServer(error)) throw error;
    console.info('The pack is fetched anew.', error);
    await fetchPack(lang);
  }
}

/** Whether nobody answered, or somebody in the place of the server. */
export const isNoServer = (error: unknown) => error instanceof TypeError || (error as DOMException).name === 'AbortError';

/** Notes the department of a listing that the reader looks at, or of the first one that a search finds; whether it is news. */
export function noteDepartment(question: string): boolean {
  if (!open || open.blocks.has(ALL_DETAILS)) return false;
  const { directory } = open;
  const [page, query = ''] = question.split('?');
  const listing = /^listing\/(?:.*-)?(\d+)$/.exec(page!)?.[1];
  const isNear = /(^|&)(near|place|department)=/.test(query);
  const id = listing ?? (isNear ? JSON.parse(directory.query(query, now())).ids[0] : undefined);
  const department = id === undefined ? undefined : directory.departmentOf(Number(id)) ?? '-';
  if (!department || near.has(department)) return false;
  near.add(department);
  return true;
}

/** The parts that are missing: without being asked, those of where the reader looked. */
async function missing({ directory, pack, blocks }: Holding, isAsked: boolean): Promise<Part[]> {
  const size = (path: string) => sizeOf(`${pack.lang}/${path}`);
  const isSmall = blocks.has(ALL_DETAILS) || (await size('details/all')) !== undefined;
  const departments = isAsked ? [...directory.departments(), '-'] : [...near];
  const details = isSmall ? [ALL_DETAILS] : departments.map((code) => `details ${code}`);
  const places = isAsked || blocks.has(ALL_PLACES) ? ALL_PLACES : 'places towns';
  const path = (name: string) => (name === 'words' ? `words?index=${(directory.checksum() >>> 0).toString(16)}` : name.replace(' ', '/'));
  const names = ['words', places, ...details].filter((name) => !blocks.has(name));
  return Promise.all(names.map(async (name) => ({ name, path: path(name), size: await size(path(name)) })));
}

/** How many bytes would travel for everything that is not kept yet. */
export async function missingBytes(): Promise<number> {
  if (!open) return NaN;
  return (await missing(open, true)).reduce((sum, { size = 0 }) => sum + size, 0);
}

/** Fetches what is missing, as long as it is small or was asked for. */
export async function complete(isAsked: boolean, isAgain = false): Promise<void> {
  const to = open;
  if (!to) return;
  const parts = await missing(to, isAsked);
  if (!parts.length) return;
  if (parts.some(({ name, size }) => name === 'words' && size === undefined)) {
    // The server has another pack by now, and no words for this one.
    if (isAgain) throw new Error('The server makes one pack after the other.');
    await fetchPack(to.pack.lang);
    return complete(isAsked, true);
  }
  let left = isAsked ? Infinity : WITHOUT_ASKING - ((await sizeOf(to.pack.lang)) ?? 0);
  for (const { name, path, size = Infinity } of parts) {
    // What the server has not: nobody has listings without a department, or all have left the one.
    if (size > left || size === Infinity) continue;
    left -= size;
    const { bytes } = await block(`${to.pack.lang}/${path}`);
    if (open?.directory !== to.directory) return;
    read(to.directory, name, bytes);
    to.blocks.add(name);
    const why = await failure(add(to.pack, name, bytes));
    to.unkept ??= why;
  }
}
