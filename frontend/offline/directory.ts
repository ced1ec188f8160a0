// `/directory.js`: the directory that this device keeps, read into a wasm of its own, and kept true.
// Loaded when a page has nothing else to do, or at once when no server drew it.
//
// The server is asked for blocks, `kept.ts` keeps them, the wasm reads them and answers. Refuses to know what pages show.
import { add, addChanges, load, remove, replace, type Pack } from './kept.ts';
import { Refused, block, changes, sizeOf } from './server.ts';

/** What travels without being asked for, in bytes. */
const WITHOUT_ASKING = 1_000_000;
/** A page that is looked at asks so often what is new. */
const EVERY = 5 * 60_000;
/** Changes are read one after the other at each start: with so many, a new pack is faster. */
const MANY = 200;

/** The class that wasm-bindgen writes for `frontend/local`. */
interface Directory {
  readWords(bytes: Uint8Array): void;
  readGuide(bytes: Uint8Array): void;
  readDetails(bytes: Uint8Array): string;
  apply(bytes: Uint8Array): void;
  learnWords(): void;
  rest(): void;
  lang(): string;
  change(): number;
  checksum(): number;
  count(): number;
  answer(question: string, now: number, anyway: boolean): Uint8Array | undefined;
  knows(query: string): boolean;
  query(query: string, now: number): string;
  points(query: string, now: number): string;
  free(): void;
}

interface Wasm {
  default(): Promise<unknown>;
  Directory: { read(index: Uint8Array): Directory };
}

let wasm: Wasm;
let directory: Directory | undefined;
let pack: Pack | undefined;
/** Blocks that are read, by name. */
let blocks = new Set<string>();

const root = document.documentElement;

/** The time, by the clock of the server as far as this device can tell. */
const now = () => Date.now() / 1000 + (pack?.ahead ?? 0);

/** Makes what was read the directory that answers. */
function take(next: Directory, of: Pack, names: Iterable<string>) {
  directory?.free();
  [directory, pack, blocks] = [next, of, new Set(names)];
  root.dataset.engine = 'ready';
  performance.mark('ensemble:engine-ready');
}

/** Reads the other blocks of a pack, the changes after everything that they change; gives the names of those that cannot be read. */
function readAll(into: Directory, kept: Map<string, Uint8Array>): string[] {
  const unread = [];
  const isChange = ([name]: [string, Uint8Array]) => name.startsWith('changes');
  const all = [...kept];
  for (const [name, bytes] of [...all.filter((block) => !isChange(block)), ...all.filter(isChange)]) {
    if (name === 'index') continue;
    try {
      if (name === 'words') into.readWords(bytes);
      else if (name === 'guide') into.readGuide(bytes);
      else if (name.startsWith('details')) into.readDetails(bytes);
      else into.apply(bytes);
    } catch (error) {
      unread.push(name);
      console.info('A block is left out.', name, error);
    }
  }
  return unread;
}

/** Reads what is kept in a language. What cannot be read is thrown away, to be fetched again. */
async function open(lang: string): Promise<void> {
  try {
    const kept = await load(lang);
    if (!kept) return;
    const next = wasm.Directory.read(kept.blocks.get('index')!);
    const unread = readAll(next, kept.blocks);
    if (next.lang() !== lang || unread.some((name) => name.startsWith('changes'))) throw new Error('It cannot be used.');
    take(next, kept.pack, [...kept.blocks.keys()].filter((name) => !unread.includes(name)));
  } catch (error) {
    console.info('What was kept is fetched again.', error);
    await remove(lang).catch(() => {});
  }
}

/** Fetches the pack of a language: what answers first, the rest as far as it is small. */
async function fetchPack(lang: string): Promise<void> {
  const [index, guide] = await Promise.all([block(lang), block(`${lang}/guide`)]);
  const next = wasm.Directory.read(index.bytes);
  if (next.lang() !== lang) throw new Error('This is another language.');
  next.readGuide(guide.bytes);
  const time = index.time ?? Date.now() / 1000;
  const of = { lang, generation: (pack?.generation ?? 0) + Math.ceil(Date.now() / 1000), asOf: time, ahead: time - Date.now() / 1000, changes: 0 };
  const first = new Map([['index', index.bytes], ['guide', guide.bytes]]);
  await replace(of, first).catch((error) => console.info('The directory is kept for this page only.', error));
  take(next, of, first.keys());
}

/** Fetches what is missing of the words and the details, as long as it is small or was asked for. */
async function complete(isAsked: boolean): Promise<void> {
  const [to, of] = [directory, pack];
  if (!to || !of) return;
  const parts: [string, string, (bytes: Uint8Array) => void][] = [
    ['words', `words?index=${(to.checksum() >>> 0).toString(16)}`, (bytes) => to.readWords(bytes)],
    ['details all', 'details/all', (bytes) => void to.readDetails(bytes)],
  ];
  let left = WITHOUT_ASKING - (await sizeOf(of.lang));
  for (const [name, path, read] of parts) {
    if (blocks.has(name)) continue;
    const size = await sizeOf(`${of.lang}/${path}`);
    if (size > left && !isAsked) continue;
    left -= size;
    const { bytes } = await block(`${of.lang}/${path}`);
    if (directory !== to) return;
    read(bytes);
    blocks.add(name);
    await add(of, name, bytes).catch((error) => console.info('A block is kept for this page only.', error));
  }
}

/** Asks what is new, or for everything when nothing is kept or too much is new. */
async function update(lang: string): Promise<void> {
  if (!directory || !pack || pack.lang !== lang || pack.changes >= MANY) return fetchPack(lang);
  try {
    const { bytes, time } = await changes(lang, directory.change());
    if (bytes) directory.apply(bytes);
    if (time) pack = { ...pack, asOf: time, ahead: time - Date.now() / 1000, changes: pack.changes + (bytes ? 1 : 0) };
    await addChanges(pack, bytes).catch((error) => console.info('What is new is kept for this page only.', error));
  } catch (error) {
    if (error instanceof TypeError || (error as DOMException).name === 'AbortError') throw error;
    console.info('The pack is fetched anew.', error);
    await fetchPack(lang);
  }
}

let syncing: Promise<void> | undefined;
let lastSync = -Infinity;

/** Brings the directory of a language up to date, and tells whether everything is there that is kept without asking. */
export function sync(lang = root.lang, isAsked = false): Promise<void> {
  // Its reader has just let everything go.
  if ('forgotten' in root.dataset) return Promise.resolve();
  syncing ??= (async () => {
    try {
      await update(lang);
      await complete(isAsked);
      lastSync = performance.now();
      quietly(() => { directory?.learnWords(); directory?.rest(); });
      root.dataset.directory = 'kept';
    } catch (error) {
      if (error instanceof Refused) console.info('The directory is not kept.', error);
    } finally {
      syncing = undefined;
    }
  })();
  return syncing;
}

const quietly = (work: () => void) => void (window.requestIdleCallback ?? setTimeout)(work);

/** Readers who save data fetch nothing but what they ask for. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return Boolean(connection?.saveData) || /2g$/.test(connection?.effectiveType ?? '');
}

async function ask(lang: string, question: string, anyway: boolean): Promise<Uint8Array | undefined> {
  if (pack?.lang !== lang) {
    if (anyway) await open(lang);
    else if (!savesData()) void sync(lang);
  }
  return pack?.lang === lang ? directory?.answer(question, now(), anyway) : undefined;
}

/** What the local engine answers to a query string: what the pages ask, and tests. */
function query(text: string) {
  if (!directory) return undefined;
  const start = performance.now();
  const answer = directory.query(text, now());
  return { ...JSON.parse(answer), micros: Math.round((performance.now() - start) * 1000) };
}

/** The results of a search as `/api/v1/points` gives them, or nothing when a server is needed for it. */
function points(text: string): string | undefined {
  if (!directory || (navigator.onLine && !directory.knows(text))) return undefined;
  return directory.points(text, now());
}

/** Reads what is kept; a page may ask from then on. What is new comes afterwards. */
export async function start() {
  // @ts-expect-error: made by wasm-bindgen, beside this file.
  wasm = (await import('/local.js')) as Wasm;
  await wasm.default();
  await open(root.lang);
  if (directory || !savesData()) void sync();
  const again = () => {
    if (!document.hidden && performance.now() - lastSync > EVERY) void sync();
  };
  addEventListener('online', () => void sync());
  document.addEventListener('visibilitychange', again);
  setInterval(again, EVERY);
  return { ask, query, points };
}
