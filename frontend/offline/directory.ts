// `/directory.js`: what a page has of the directory that this device keeps: answers, news, and what it says of its age.
// Loaded when a page has nothing else to do, or at once when no server drew it. The work is done behind `connect.ts`.
import { connect, type Connection } from './connect.ts';
import type { State } from './keeper.ts';
import { DIRECTORY, OTHER_BUILD, WANTED, hear } from './names.ts';
import { noteFull, wasFull } from './room.ts';
import { mayFetch, remembered, savesData } from './saving.ts';
import { followPage, tell } from './state.ts';

/** A page that is looked at asks so often what is new. */
const EVERY = 5 * 60_000;
/** Without a server, so often whether there is one again. */
const HOPE = 30_000;
/** So much longer a reader waits for a server where the device knows a part only. */
const SLOW = 3500;
/** A network that comes and goes is no reason to ask more often than this. */
const REST = 2000;

const root = document.documentElement;

let connection: Connection | undefined;
let state: State | undefined;
/** Whether the server could not be reached when it was asked last. A page that no server drew has asked already. */
let isCut = !('ssr' in root.dataset);
/** Whether the answer that is shown is only as good as what is kept. */
let isPartly = false;
/** What is being fetched, and for whom. */
let running: { lang: string; isAsked: boolean; work: Promise<boolean> } | undefined;
/** The build of this page. */
let build = '';
let lastSync = -Infinity;
let lastTry = -Infinity;
/** The language whose pack was asked for last. A server that has none for us is not asked for each search. */
let asked = '';
let hope: ReturnType<typeof setTimeout>;

const now = () => Date.now() / 1000 + (state?.pack.ahead ?? 0);
const say = () => tell(state, { isCut: isCut || !navigator.onLine, isPartly, now: now() });
const keeper = () => connection?.keeper;

function hasChanged(next: State | undefined) {
  // Its reader has just let everything go.
  state = 'forgotten' in root.dataset ? undefined : next;
  if (!state || root.dataset.engine) return;
  root.dataset.engine = 'ready';
  performance.mark('ensemble:engine-ready');
}

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

/** Ids of the listings that the reader saved, as `app::browser::storage` writes them. */
const saved = () => (remembered('ensemble.saved') ?? '').split(';')[0]!.split(',').map(Number).filter(Boolean);

/** Brings the directory of a language up to date with everything that is kept without asking; says whether that worked. */
export function sync(lang = root.lang, isAsked = false): Promise<boolean> {
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
  lastTry = performance.now();
  const isFull = await wasFull();
  const outcome = await keeper()?.sync(lang, { isAsked, isAll: !savesData(), isFull, saved: saved() });
  if (state?.lack === 'full' && !isFull) await noteFull();
  if (!outcome) return false;
  if (outcome.build && outcome.build !== build) dispatchEvent(new Event(OTHER_BUILD));
  if (outcome.is === 'cut') cut();
  if (outcome.is === 'busy') hopeForServer();
  if (outcome.is !== 'done') return false;
  isCut = false;
  lastSync = performance.now();
  quietly(() => keeper()?.rest());
  if (!state?.lack && !isFull) root.dataset.directory = 'kept';
  return true;
}

/** Asks what is new, and for who saves data only for what is kept already. */
const news = () => { if (state || mayFetch()) void sync().catch(() => {}); };

const quietly = (work: () => void) => void (window.requestIdleCallback ?? setTimeout)(work);

/** Fetches the details of the department that a question is about, unless they are there. */
async function follow(question: string) {
  if (savesData() || !(await keeper()?.note(question))) return;
  // What is being fetched was chosen before.
  await running?.work.catch(() => {});
  void sync().catch(() => {});
}

/** `without` says why there is no answer of the server, see `app::browser::kept`. */
async function ask(lang: string, question: string, without: '' | 'late' | 'no-server'): Promise<Uint8Array | undefined> {
  const anyway = without !== '';
  if (state?.pack.lang !== lang) {
    if (anyway || isCut) await keeper()?.open(lang);
    if (!anyway && state?.pack.lang !== lang && mayFetch() && asked !== lang) void sync(lang).catch(() => {});
  }
  const answer = state?.pack.lang === lang ? await keeper()?.ask(lang, question, anyway) : undefined;
  if (!answer) return undefined;
  // A server that is only slow knows more than what is here of it.
  if (without === 'late' && answer.isPartly) await new Promise((resolve) => { setTimeout(resolve, SLOW); });
  // Nobody else has answered in time.
  if (anyway) cut();
  if (isPartly !== answer.isPartly) {
    isPartly = answer.isPartly;
    say();
  }
  // Whoever waits for the answer does not wait for that.
  if (!anyway) quietly(() => void follow(question));
  return answer.bytes;
}

/** What the local engine answers to a query string: for tests and measurements. */
async function query(text: string) {
  const [answer, micros] = await keeper()?.query(text) ?? [];
  return answer === undefined ? undefined : { ...JSON.parse(answer), micros };
}

const points = async (text: string, anyway: boolean) => keeper()?.points(text, anyway);
const places = async (typed: string, lat?: number, lon?: number) => keeper()?.places(typed, lat, lon);

/** Topics, pages and numbers for what is typed, as `/api/v1/suggestions` gives them, out of those that are kept. */
const hints = async (typed: string) => keeper()?.hints(typed);

/** The table on the page *Saved* of what is kept here. */
class EnsembleStored extends HTMLElement {
  connectedCallback() {
    const address = '/stored.js';
    const missingBytes = async () => await keeper()?.missingBytes() ?? NaN;
    import(address).then(({ show }) => show(this, { sync, missingBytes, settled: () => running?.work, isCut: () => isCut }), () => {});
  }
}

/** A browser may let go of what it keeps when its disk fills, unless it is asked not to: once somebody saved something. */
function keepForGood({ target }: Event) {
  if ((target as Element).closest('[data-save][aria-pressed=false]')) void navigator.storage?.persist?.().catch(() => {});
}

/** Whoever puts a finger on the field for words will search for some; nobody else waits for them to be learnt. */
function learn({ target }: Event) {
  if ((target as Element).matches?.('input[type=search]')) quietly(() => keeper()?.learn());
}

function forget() {
  root.dataset.forgotten = '';
  connection?.end();
  connection = state = undefined;
  delete root.dataset.directory;
  delete root.dataset.engine;
  say();
}

/** Reads what is kept; a page may ask from then on. What is new comes afterwards. */
export async function start(ours: string) {
  build = ours;
  if (isCut) say();
  followPage(say);
  connection = await connect(hasChanged);
  await connection.keeper.open(root.lang);
  news();
  say();
  const again = () => {
    if (!document.hidden && performance.now() - lastSync > EVERY) news();
  };
  hear(DIRECTORY, forget);
  addEventListener('online', () => {
    say();
    if (performance.now() - lastTry > REST) news();
    else hopeForServer();
  });
  addEventListener('offline', say);
  addEventListener(WANTED, news);
  addEventListener('click', keepForGood, { capture: true });
  addEventListener('focusin', learn);
  document.addEventListener('visibilitychange', again);
  setInterval(again, EVERY);
  if (!customElements.get('ensemble-stored')) customElements.define('ensemble-stored', EnsembleStored);
  return { ask, query, points, places, hints };
}
