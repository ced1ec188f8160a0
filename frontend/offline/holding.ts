// The directory that this device keeps, read into a wasm of its own: one language at a time.
//
// `kept.ts` has the blocks, the wasm reads them and answers. One that cannot be read costs what it says and no more.
// Refuses to know what pages show, and how blocks are fetched.
import { pause } from '../parts/pause.ts';
import { drop, isChange, type Kept, type Pack } from './kept.ts';

/** The class that wasm-bindgen writes for `frontend/local`. */
export interface Directory {
  take(name: string, block: Uint8Array): void;
  learnWords(): void;
  rest(): void;
  lang(): string;
  change(): number;
  checksum(): number;
  count(): number;
  departments(): string;
  departmentOf(id: number): string | undefined;
  answer(question: string, now: number, anyway: boolean): Uint8Array | undefined;
  knows(query: string): boolean;
  query(query: string, now: number): string;
  points(query: string, now: number): string;
  places(typed: string, lat?: number, lon?: number): string;
  hints(typed: string): string;
  free(): void;
}

interface Wasm {
  default(): Promise<unknown>;
  Directory: { read(index: Uint8Array): Directory; without(lang: string): Directory };
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
  /** Whether the generation before is gone from the disk. */
  isSettled: boolean;
  /** Whether it is to be fetched anew: the index cannot be read, or is the one before that which cannot be. */
  isStopgap: boolean;
}

let wasm: Promise<Wasm> | undefined;
let open: Holding | undefined;
let tell: () => void = () => {};

export const held = () => open;

/** Calls back whenever something else is open. */
export function follow(listener: () => void) {
  tell = listener;
}

/** How far the clock of the page is ahead of ours, in seconds: none, but in tests. */
let skew = 0;

export function setClock(page: number) {
  skew = (page - Date.now()) / 1000;
}

/** The time by the clock of this device, in seconds since 1970. */
export const clock = () => Date.now() / 1000 + skew;

/** The time, by the clock of the server as far as this device can tell. */
export const now = () => clock() + (open?.pack.ahead ?? 0);

/** The engine, loaded when there is something to read. */
export function engine(): Promise<Wasm> {
  // @ts-expect-error: made by wasm-bindgen, beside this file.
  wasm ??= import('/local.js').then(async (local: Wasm) => {
    await local.default();
    await pause();
    return local;
  });
  wasm.catch(() => { wasm = undefined; });
  return wasm;
}

/** Makes what was read the directory that answers. */
export function take(next: Holding) {
  open?.directory.free();
  open = next;
  tell();
}

export function letGo() {
  open?.directory.free();
  open = undefined;
}

/** Reads the other blocks of a pack, the changes after everything that they change; gives the names of those that cannot
 * be read. After a change that cannot be, none can. */
async function readAll(into: Directory, kept: Map<string, Uint8Array>): Promise<string[]> {
  const names = [...kept.keys()].filter((name) => name !== 'index');
  const unread: string[] = [];
  for (const name of [...names.filter((one) => !isChange(one)), ...names.filter(isChange)]) {
    if (!isChange(name)) await pause();
    try {
      if (isChange(name) && unread.some(isChange)) throw new Error('A change before it is missing.');
      into.take(name, kept.get(name)!);
    } catch (error) {
      console.info('A block is left out.', name, error);
      unread.push(name);
    }
  }
  return unread;
}

/** Reads what is kept in a language: the latest generation whose index can be read, else the guide and the details alone. */
export async function openKept(lang: string, kept: Kept[]): Promise<void> {
  if (!kept.length) return;
  const { Directory } = await engine();
  for (const [place, { pack, blocks }] of kept.entries()) {
    let next: Directory | undefined;
    try {
      next = Directory.read(blocks.get('index')!);
      if (next.lang() !== lang) throw new Error('It is in another language.');
    } catch (error) {
      console.info('An index cannot be read.', error);
      next?.free();
      continue;
    }
    const unread = await readAll(next, blocks);
    const mended = { ...pack, changes: pack.changes - unread.filter(isChange).length };
    const isStopgap = place > 0;
    const names = [...blocks.keys()].filter((name) => !unread.includes(name));
    const onDisk = isStopgap ? undefined : next.change();
    take({ directory: next, pack: mended, blocks: new Set(names), onDisk, isSettled: !pack.before, isStopgap });
    // What cannot be read is fetched again.
    if (unread.length && !isStopgap) await drop(pack, unread).catch(() => {});
    return;
  }
  await openWithoutIndex(lang, kept[0]!);
}

async function openWithoutIndex(lang: string, { pack, blocks }: Kept) {
  const directory = (await engine()).Directory.without(lang);
  const alone = new Map([...blocks].filter(([name]) => /^(guide|details)/.test(name)));
  const unread = await readAll(directory, alone);
  const names = [...alone.keys()].filter((name) => !unread.includes(name));
  if (!names.length) return directory.free();
  take({ directory, pack, blocks: new Set(names), onDisk: undefined, isSettled: true, isStopgap: true });
}
