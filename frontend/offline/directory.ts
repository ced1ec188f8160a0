// `/directory.js`: what a page has of the directory that this device keeps: answers, news, and what it says of its age.
// Loaded when a page has nothing else to do, or at once when no server drew it.
import { complete, held, isNoServer, loadWasm, missingBytes, noteDepartment, now, openKept, update } from './holding.ts';
import { load } from './kept.ts';
import { DIRECTORY } from './names.ts';
import { Refused } from './server.ts';
import { followLanguage, tell } from './state.ts';

/** A page that is looked at asks so often what is new. */
const EVERY = 5 * 60_000;
/** Without a server, so often whether there is one again. */
const HOPE = 30_000;

const root = document.documentElement;

/** Whether the server could not be reached when it was asked last. */
let isCut = false;
/** What is being fetched, and for whom. */
let running: { lang: string; isAsked: boolean; work: Promise<boolean> } | undefined;
let lastSync = -Infinity;
/** The language whose pack was asked for last. A server that has none for us is not asked for each search. */
let asked = '';
let hope: ReturnType<typeof setTimeout>;

const say = () => tell(held()?.pack, { isCut: isCut || !navigator.onLine, now: now() });

/** Tries again soon; while nobody looks, later. */
function hopeForServer() {
  clearTimeout(hope);
  hope = setTimeout(() => (document.hidden ? hopeForServer() : news()), HOPE);
}

function cut() {
  isCut = true;
  hopeForServer();
  say();
}

/** Brings the directory of a language up to date with everything that is kept without asking; says whether that worked. */
export function sync(lang = root.lang, isAsked = false): Promise<boolean> {
  // Its reader has just let everything go.
  if ('forgotten' in root.dataset) return Promise.resolve(false);
  if (running?.lang === lang && (running.isAsked || !isAsked)) return running.work;
  asked = lang;
  const before = running?.work.catch(() => {}) ?? Promise.resolve();
  const work = before.then(() => bring(lang, isAsked)).finally(() => {
    if (running?.work === work) running = undefined;
    say();
  });
  running = { lang, isAsked, work };
  return work;
}

/** What cannot be kept is thrown when somebody asked for it. */
async function bring(lang: string, isAsked: boolean): Promise<boolean> {
  try {
    await update(lang, isAsked);
    isCut = false;
    if (isAsked || !savesData()) await complete(isAsked);
  } catch (error) {
    if (isNoServer(error)) cut();
    else console.info('The directory is not kept.', error);
    if (error instanceof Refused && error.status === 503) hopeForServer();
    return false;
  }
  lastSync = performance.now();
  quietly(() => held()?.directory.rest());
  const why = held()?.unkept;
  if (!why) root.dataset.directory = 'kept';
  if (why && isAsked) throw why;
  return true;
}

/** Asks what is new, and who saves data only for what is kept already. */
const news = () => { if (held() || !savesData()) void sync(); };

const quietly = (work: () => void) => void (window.requestIdleCallback ?? setTimeout)(work);

/** Readers who save data fetch nothing but what they ask for. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return Boolean(connection?.saveData) || /2g$/.test(connection?.effectiveType ?? '');
}

/** Fetches the details of the department that a question is about, unless they are there. */
async function follow(question: string) {
  if (savesData() || !noteDepartment(question)) return;
  // What is being fetched was chosen before.
  await running?.work.catch(() => {});
  void sync();
}

async function ask(lang: string, question: string, anyway: boolean): Promise<Uint8Array | undefined> {
  if (anyway) cut();
  if (held()?.pack.lang !== lang) {
    if (anyway) await openKept(lang);
    else if (!savesData() && asked !== lang) void sync(lang);
  }
  const open = held();
  if (open?.pack.lang !== lang) return undefined;
  // Whoever waits for the answer does not wait for that.
  if (!anyway) quietly(() => void follow(question));
  return open.directory.answer(question, now(), anyway);
}

/** What the local engine answers to a query string: what the pages ask, and tests. */
function query(text: string) {
  const directory = held()?.directory;
  if (!directory) return undefined;
  const start = performance.now();
  const answer = directory.query(text, now());
  return { ...JSON.parse(answer), micros: Math.round((performance.now() - start) * 1000) };
}

/** The results of a search as `/api/v1/points` gives them; nothing when a server is needed for it, and there may be one. */
function points(text: string, anyway: boolean): string | undefined {
  const directory = held()?.directory;
  return directory && (anyway || directory.knows(text)) ? directory.points(text, now()) : undefined;
}

/** Places for what is typed in a field as `/api/v1/places` gives them, out of those that are kept. */
const places = (typed: string, lat?: number, lon?: number) => held()?.directory.places(typed, lat, lon);

/** The table on the page *Saved* of what is kept here. */
class EnsembleStored extends HTMLElement {
  connectedCallback() {
    const address = '/stored.js';
    import(address).then(({ show }) => show(this, { sync, missingBytes, settled: () => running?.work }), () => {});
  }
}

/** A browser may let go of what it keeps when its disk fills, unless it is asked not to: once somebody saved something. */
function keepForGood({ target }: Event) {
  if ((target as Element).closest('[data-save][aria-pressed=false]')) void navigator.storage?.persist?.().catch(() => {});
}

/** Whoever puts a finger on the field for words will search for some; nobody else waits for them to be learnt. */
function learn({ target }: Event) {
  if ((target as Element).matches?.('input[type=search]')) quietly(() => held()?.directory.learnWords());
}

/** Reads what is kept; a page may ask from then on. What is new comes afterwards. */
export async function start() {
  const reading = load(root.lang);
  reading.catch(() => {});
  await loadWasm();
  await openKept(root.lang, reading);
  news();
  say();
  followLanguage(say);
  const again = () => {
    if (!document.hidden && performance.now() - lastSync > EVERY) news();
  };
  // Another page has let everything go: this one keeps nothing anew.
  new BroadcastChannel(DIRECTORY).addEventListener('message', () => { root.dataset.forgotten = ''; });
  addEventListener('online', news);
  addEventListener('offline', say);
  addEventListener('click', keepForGood, { capture: true });
  addEventListener('focusin', learn);
  document.addEventListener('visibilitychange', again);
  setInterval(again, EVERY);
  customElements.define('ensemble-stored', EnsembleStored);
  return { ask, query, points, places };
}
