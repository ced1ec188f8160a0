// Keeps the directory true: what is new, what is missing, and what there is room for. `server.ts` asks, `kept.ts` keeps.
// Refuses to know what pages show.
import { pause } from '../parts/pause.ts';
import { clock, engine, held, now, take, type Holding } from './holding.ts';
import { add, addChanges, replace, settle, type Pack } from './kept.ts';
import { block, changes, sizeOf, type Block } from './server.ts';

/** What travels without being asked for, in bytes. */
const WITHOUT_ASKING = 1_000_000;
/** Changes are read one after the other at each start: with so many, a new pack is faster. */
const MANY = 200;
/** The details of all listings, which only a small directory has in one block. */
const ALL_DETAILS = 'details all';
const ALL_PLACES = 'places all';

/** A part of a pack that is fetched after the index. */
interface Part {
  /** What it is called on the disk, and in the addresses of the server with a stroke in place of the gap. */
  name: string;
  path: string;
  /** The bytes that would travel for it; nothing when the server has none. */
  size: number | undefined;
}

/** The departments whose listings the reader looked at or saved. */
const near = new Set<string>();

/** Whether the disk is full. Browsers call it by several names. */
export const isFull = (error: unknown) => /Quota|Unknown/.test((error as DOMException | undefined)?.name ?? '');

const ahead = (time: number) => time - clock();

/** Waits for something to be written. On a full disk it is there for this page only; then it says why. */
const failure = (writing: Promise<unknown>): Promise<unknown> => writing.then(() => undefined, (error: unknown) => {
  console.info('It is kept for this page only.', error);
  return error;
});

/** Fetches the pack of a language: what answers first. */
async function fetchPack(lang: string): Promise<void> {
  const [index, guide] = await Promise.all([block(lang), block(`${lang}/guide`)]);
  const directory = (await engine()).Directory.read(index.bytes);
  if (directory.lang() !== lang) throw new Error('This is another language.');
  await pause();
  directory.take('guide', guide.bytes);
  const time = index.time ?? clock();
  const generation = (held()?.pack.generation ?? 0) + Math.ceil(clock());
  const sizes = { index: index.size, guide: guide.size };
  const pack: Pack = { lang, generation, asOf: time, ahead: ahead(time), changes: 0, count: directory.count(), sizes };
  const unkept = await write(pack, index, guide);
  take({ directory, pack, blocks: new Set(['index', 'guide']), onDisk: unkept ? undefined : directory.change(), unkept, isSettled: false, isStopgap: false });
}

/** Beside the generation before, in its place, or of it what there is room for; says why not all of it. */
async function write(pack: Pack, index: Block, guide: Block): Promise<unknown> {
  const both = new Map([['index', index.bytes], ['guide', guide.bytes]]);
  let why = await failure(replace(pack, both, true));
  if (why && isFull(why)) why = await failure(replace(pack, both, false));
  if (why && isFull(why)) {
    await failure(replace({ ...pack, sizes: { guide: guide.size } }, new Map([['guide', guide.bytes]]), false));
  }
  return why;
}

/** Asks what is new, or for everything when nothing is kept or too much is new, or when somebody wants what there was no room for. */
export async function update(lang: string, isAsked: boolean): Promise<void> {
  const open = held();
  if (open?.pack.lang !== lang || open.isStopgap || open.pack.changes >= MANY || (isAsked && open.unkept)) return fetchPack(lang);
  try {
    // What the disk has not is asked for again: what is known already does no harm.
    const upTo = open.directory.change();
    const { block: found, time } = await changes(lang, Math.min(open.onDisk ?? upTo, upTo));
    if (found) open.directory.take('changes', found.bytes);
    const { pack, directory } = open;
    const known = { ...pack, changes: pack.changes + (found ? 1 : 0), count: directory.count() };
    open.pack = time ? { ...known, asOf: time, ahead: ahead(time) } : known;
    if (open.onDisk === undefined) return;
    const why = await failure(addChanges({ ...open.pack, changes: pack.changes }, found));
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
  const open = held();
  if (!open || open.blocks.has(ALL_DETAILS)) return false;
  const [page, query = ''] = question.split('?');
  const listing = /^listing\/(?:.*-)?(\d+)$/.exec(page!)?.[1];
  const isNear = /(^|&)(near|place|department)=/.test(query);
  const id = listing ?? (isNear ? JSON.parse(open.directory.query(query, now())).ids[0] : undefined);
  return id !== undefined && noteListing(open, Number(id));
}

function noteListing({ directory }: Holding, id: number): boolean {
  const department = directory.departmentOf(id) ?? '-';
  if (near.has(department)) return false;
  near.add(department);
  return true;
}

/** The parts that are missing: without being asked, those of where the reader looked. */
async function missing({ directory, pack, blocks }: Holding, isAsked: boolean): Promise<Part[]> {
  const size = (path: string) => sizeOf(`${pack.lang}/${path}`);
  const whole = blocks.has(ALL_DETAILS) ? 0 : await size('details/all');
  const isSmall = whole !== undefined;
  const departments = isAsked ? [...directory.departments().split(' ').filter(Boolean), '-'] : [...near];
  const details = isSmall ? [ALL_DETAILS] : departments.map((code) => `details ${code}`);
  const places = isAsked || blocks.has(ALL_PLACES) ? ALL_PLACES : 'places towns';
  const path = (name: string) => (name === 'words' ? `words?index=${(directory.checksum() >>> 0).toString(16)}` : name.replace(' ', '/'));
  // How to reach a place counts most where there is little room.
  const names = ['guide', ...details, 'words', places].filter((name) => !blocks.has(name));
  return Promise.all(names.map(async (name) => ({ name, path: path(name), size: name === ALL_DETAILS ? whole : await size(path(name)) })));
}

/** How many bytes would travel for everything that is not kept yet. */
export async function missingBytes(): Promise<number> {
  const open = held();
  if (!open) return NaN;
  return (await missing(open, true)).reduce((sum, { size = 0 }) => sum + size, 0);
}

/** Fetches what is missing, as long as it is small or was asked for. `saved` are listings that shall open without a server. */
export async function complete(isAsked: boolean, saved: number[], isAgain = false): Promise<void> {
  const to = held();
  if (!to) return;
  saved.forEach((id) => noteListing(to, id));
  const parts = await missing(to, isAsked);
  if (parts.some(({ name, size }) => name === 'words' && size === undefined)) {
    // The server has another pack by now, and no words for this one.
    if (isAgain) throw new Error('The server makes one pack after the other.');
    await fetchPack(to.pack.lang);
    return complete(isAsked, saved, true);
  }
  const upTo = to.directory.change();
  let left = isAsked ? Infinity : WITHOUT_ASKING - ((parts.length && await sizeOf(to.pack.lang)) || 0);
  for (const { name, path, size = Infinity } of parts) {
    // What the server has not: nobody has listings without a department, or all have left the one.
    if (size > left || size === Infinity) continue;
    left -= size;
    const { bytes } = await block(`${to.pack.lang}/${path}`);
    if (held()?.directory !== to.directory) return;
    to.directory.take(name, bytes);
    to.blocks.add(name);
    const why = await failure(add(to.pack, name, bytes, size));
    to.unkept ??= why;
    // Where there is no room for the details of all, there may be for those of where the reader looked.
    if (name === ALL_DETAILS && isFull(why)) await keepNear(to);
  }
  // A server that makes a block anew gives the one before meanwhile, and knows what changed since.
  if (to.directory.change() < upTo) await update(to.pack.lang, false);
}

async function keepNear({ pack }: Holding): Promise<void> {
  for (const code of near) {
    const name = `details ${code}`;
    const { bytes, size } = await block(`${pack.lang}/${name.replace(' ', '/')}`);
    await failure(add(pack, name, bytes, size));
  }
}

/** The pack has answered: the one before it may go, unless this one is not on the disk. */
export async function letGoOfBefore(): Promise<void> {
  const open = held();
  if (!open || open.unkept || open.isSettled || open.isStopgap) return;
  open.isSettled = true;
  await settle(open.pack).catch(() => {});
}
