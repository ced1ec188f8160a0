// `/keeper.js`: what this device keeps of the directory, behind a wall. It fetches, keeps, reads and answers in a worker
// of its own, so that the page is free for its reader's finger; where a browser has no such workers, in the page.
// Refuses to know what pages show: there is no document here.
import { complete, isFull, isNoServer, letGoOfBefore, missingBytes, noteDepartment, update } from './fetching.ts';
import { follow, held, letGo, now, openKept, setClock } from './holding.ts';
import { load, type Pack } from './kept.ts';
import { Refused, buildOfServer } from './server.ts';

/** What a page may say of what is kept. */
export interface State {
  pack: Pick<Pack, 'lang' | 'asOf' | 'ahead'>;
  /** Names of the blocks that are read. */
  blocks: string[];
  /** Why not all of them are on the disk, too. */
  lack: '' | 'full' | 'other';
}

/** How it went to bring the directory up to date. */
export interface Outcome {
  is: 'done' | 'cut' | 'busy' | 'failed';
  /** The build of the server, if it answered. */
  build: string;
}

export interface Wanted {
  isAsked: boolean;
  /** Whether more than the index and the guide may be fetched. */
  isAll: boolean;
  /** Whether there was no room today: then nothing is fetched that has to be kept. */
  isFull: boolean;
  /** Ids of listings that the reader saved. */
  saved: number[];
}

/** Whether the browser lets us keep anything at all. */
let isBlocked = false;

const lackOf = (error: unknown): State['lack'] => (!error ? '' : isFull(error) ? 'full' : 'other');

const state = (): State | undefined => {
  const open = held();
  return open && { pack: { lang: open.pack.lang, asOf: open.pack.asOf, ahead: open.pack.ahead }, blocks: [...open.blocks], lack: lackOf(open.unkept) };
};

/** What a page may ask for. Answers of the engine are texts and bytes, which travel fast. */
const doing = {
  async open(lang: string): Promise<void> {
    const kept = await load(lang).catch((error: unknown) => {
      isBlocked = true;
      console.info('Nothing can be kept here.', error);
      return [];
    });
    await openKept(lang, kept).catch((error: unknown) => console.info('What is kept cannot be read.', error));
  },

  /** Brings a language up to date with everything that is kept without asking. What cannot be kept is thrown when somebody asked for it. */
  async sync(lang: string, { isAsked, isAll, isFull: wasFull, saved }: Wanted): Promise<Outcome> {
    try {
      const open = held();
      const isThere = open?.pack.lang === lang && !open.isStopgap;
      // What cannot be kept is not fetched again and again.
      if (!isAsked && (isBlocked || (wasFull && !isThere))) return { is: 'failed', build: '' };
      await update(lang, isAsked);
      if (isAsked || (isAll && !wasFull)) await complete(isAsked, saved);
      await letGoOfBefore();
    } catch (error) {
      if (!isNoServer(error)) console.info('The directory is not kept.', error);
      const isBusy = error instanceof Refused && error.status === 503;
      return { is: isNoServer(error) ? 'cut' : isBusy ? 'busy' : 'failed', build: buildOfServer() };
    }
    const why = held()?.unkept;
    if (why && isAsked) throw why;
    return { is: 'done', build: buildOfServer() };
  },

  /** The answer to a question, and whether it is as good as a server's. */
  async ask(lang: string, question: string, anyway: boolean): Promise<{ bytes: Uint8Array; isPartly: boolean } | undefined> {
    const open = held();
    if (open?.pack.lang !== lang) return undefined;
    const bytes = open.directory.answer(question, now(), anyway);
    const isSearch = question.startsWith('find?');
    return bytes && { bytes, isPartly: isSearch && anyway && !open.directory.knows(question.slice('find?'.length)) };
  },

  /** Notes where the reader looks; whether there is more to fetch for it. */
  async note(question: string): Promise<boolean> {
    return noteDepartment(question);
  },

  /** What the engine answers to a query string as JSON, and how long it took in microseconds. */
  async query(text: string): Promise<[answer: string, micros: number] | undefined> {
    const directory = held()?.directory;
    if (!directory) return undefined;
    const start = performance.now();
    const answer = directory.query(text, now());
    return [answer, Math.round((performance.now() - start) * 1000)];
  },

  /** The results of a search as `/api/v1/points` gives them; nothing when a server is needed for it, and there may be one. */
  async points(text: string, anyway: boolean): Promise<string | undefined> {
    const directory = held()?.directory;
    return directory && (anyway || directory.knows(text)) ? directory.points(text, now()) : undefined;
  },

  /** Places for what is typed in a field as `/api/v1/places` gives them, out of those that are kept. */
  async places(typed: string, lat?: number, lon?: number): Promise<string | undefined> {
    return held()?.directory.places(typed, lat, lon);
  },

  /** Topics, pages and numbers for what is typed, as `/api/v1/suggestions` gives them, out of those that are kept. */
  async hints(typed: string): Promise<string | undefined> {
    return held()?.directory.hints(typed);
  },

  missingBytes,

  /** For whoever is about to search for words. */
  async learn(): Promise<void> {
    held()?.directory.learnWords();
  },

  /** For a quiet moment. */
  async rest(): Promise<void> {
    held()?.directory.rest();
  },

  /** The reader has let everything go. */
  async end(): Promise<void> {
    letGo();
  },
};

export type Keeper = typeof doing;

/** A question of a page, with its clock. */
export interface Asked {
  id: number;
  name: keyof Keeper;
  given: unknown[];
  at: number;
}

/** For a browser without workers that are modules. */
export function inPage(tell: (state: State | undefined) => void): Keeper {
  follow(() => tell(state()));
  const tellAfter = async <T>(work: Promise<T>) => work.finally(() => tell(state()));
  return { ...doing, sync: (...given) => tellAfter(doing.sync(...given)) };
}

async function answer({ data: { id, name, given, at } }: MessageEvent<Asked>) {
  setClock(at);
  try {
    const value = await (doing[name] as (...given: unknown[]) => Promise<unknown>)(...given);
    const bytes = (value as { bytes?: Uint8Array } | undefined)?.bytes;
    postMessage({ id, value, state: state() }, { transfer: bytes ? [bytes.buffer] : [] });
  } catch (error) {
    const { name: kind, message } = error as Error;
    postMessage({ id, error: { name: kind, message }, state: state() });
  }
}

if (typeof document === 'undefined') {
  addEventListener('message', (event) => void answer(event as MessageEvent<Asked>));
  follow(() => postMessage({ state: state() }));
  postMessage({ state: undefined });
}
