// `/stored.js`: the table on the page *Saved* of what is kept on this device, how old and how large it is, and what can be
// done about it. Refuses to know how anything is fetched.
import { wordsFor } from '../parts/kept_words.ts';
import type { Words } from '../parts/words.ts';
import { icon, make } from '../parts/make.ts';
import { sizes } from './kept.ts';
import { DIRECTORY, FORGOTTEN, OF_WORKER } from './names.ts';
import { sizeOfAnswer } from './server.ts';
import { moment } from './state.ts';

/** What `directory.ts` does for us. */
interface Doing {
  sync(lang: string, isAsked: boolean): Promise<boolean>;
  missingBytes(): Promise<number>;
  /** The end of what is being fetched, if something is. */
  settled(): Promise<unknown> | undefined;
  /** Whether the server could not be reached when it was asked last. */
  isCut(): boolean;
}

interface Row {
  name: string;
  about: string;
  bytes: number;
}

const lang = () => document.documentElement.lang;

/** The bytes in the caches of the worker, as they travelled, by what they are for. */
async function ofWorker(): Promise<{ map: number; site: number; keepsMap: boolean }> {
  const found = { map: 0, site: 0, keepsMap: false };
  for (const name of (await window.caches?.keys() ?? []).filter((one) => one.startsWith(OF_WORKER))) {
    const cache = await caches.open(name);
    const [requests, answers] = await Promise.all([cache.keys(), cache.matchAll()]);
    for (const [place, answer] of answers.entries()) {
      const path = new URL(requests[place]!.url).pathname;
      const isMap = /^\/(tiles|map)[/-]/.test(path);
      found[isMap ? 'map' : 'site'] += sizeOfAnswer(answer);
      found.keepsMap ||= path.startsWith('/tiles/');
    }
  }
  return found;
}

function size(words: Words, bytes: number): string {
  const [unit, of] = bytes < 999_500 ? ['kilobytes', 1000] : ['megabytes', 1_000_000];
  const digits = bytes < 999_500 || bytes >= 9_950_000 ? 0 : 1;
  return words.say(unit as string, { n: new Intl.NumberFormat(words.lang, { maximumFractionDigits: digits }).format(bytes / (of as number)) });
}

/** Looking for a database makes one: whoever has just forgotten everything looks only whether there still is one. */
async function ofDirectory() {
  const isForgotten = 'forgotten' in document.documentElement.dataset;
  const isThere = !isForgotten || (await indexedDB.databases?.() ?? []).some(({ name }) => name === DIRECTORY);
  return isThere ? sizes() : [];
}

async function rows(words: Words): Promise<Row[]> {
  const [packs, worker] = await Promise.all([ofDirectory().catch(() => []), ofWorker().catch(() => ({ map: 0, site: 0, keepsMap: false }))]);
  const all: Row[] = [];
  const now = Date.now() / 1000;
  let others = 0;
  for (const { pack, blocks } of packs) {
    const of = (test: RegExp) => [...blocks].reduce((sum, [name, bytes]) => sum + (test.test(name) ? bytes : 0), 0);
    if (pack.lang !== lang()) {
      others += of(/./);
      continue;
    }
    const age = moment(pack.asOf, now + pack.ahead);
    const about = [words.count('listings', pack.count), age, ...(blocks.has('words') ? [] : [words.say('names-only')])];
    if (blocks.has('index')) all.push({ name: words.say('places'), about: about.join(', '), bytes: of(/^(index|words|places|changes)/) });
    const departments = [...blocks.keys()].filter((name) => name.startsWith('details'));
    const some = departments.length ? words.count('details-some', departments.length) : words.say('details-none');
    const details = departments.includes('details all') ? words.say('details-all') : some;
    all.push({ name: words.say('details'), about: details, bytes: of(/^details/) });
    if (blocks.has('guide')) all.push({ name: words.say('guide'), about: '', bytes: of(/^guide/) });
  }
  if (others) all.push({ name: words.say('others'), about: '', bytes: others });
  if (worker.map) all.push({ name: words.say('map'), about: worker.keepsMap ? '' : words.say('map-little'), bytes: worker.map });
  if (worker.site) all.push({ name: words.say('site'), about: '', bytes: worker.site });
  return all;
}

function tableOf(words: Words, all: Row[]): HTMLElement {
  const head = make('thead', { class: 'visually-hidden' }, make('tr', {}, make('th', { scope: 'col' }, words.say('what')), make('th', { scope: 'col' }, words.say('size'))));
  const line = ({ name, about, bytes }: Row) => {
    const title = make('th', { scope: 'row' }, name, ...(about ? [make('small', {}, about)] : []));
    return make('tr', {}, title, make('td', {}, size(words, bytes)));
  };
  const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
  return make('table', { class: 'storage-table' }, head, make('tbody', {}, ...all.map(line)), make('tfoot', {}, line({ name: words.say('total'), about: '', bytes: total })));
}

/** Asks the worker to keep the map; it answers when it does. */
async function keepMap(): Promise<void> {
  const active = (await navigator.serviceWorker?.getRegistration())?.active;
  if (!active) return;
  const { ok, error } = await new Promise<{ ok: boolean; error?: string }>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage({ type: 'keep-map' }, [port2]);
  });
  if (!ok) throw new Error(error);
}

/** The bytes of the map from afar, as the server counts them. */
async function mapBytes(): Promise<number> {
  const about = await (await fetch('/tiles/tiles.json')).json() as { land_bytes?: number };
  return about.land_bytes ?? 0;
}

const isFull = (error: unknown) => (error as DOMException).name === 'QuotaExceededError';

/** Fills the element with the table, and with what can be done. */
export async function show(element: HTMLElement, doing: Doing) {
  const { sync, missingBytes, settled, isCut } = doing;
  const words = wordsFor('stored');
  const status = make('p', { class: 'soft', role: 'status' });
  const say = (key: string) => status.replaceChildren(words.say(key));
  const place = make('div', {});
  const draw = async () => {
    const all = await rows(words);
    const isEmpty = !all.length && !('forgotten' in document.documentElement.dataset);
    place.replaceChildren(isEmpty ? make('p', {}, words.say('nothing')) : tableOf(words, all));
  };
  const button = (look: string, name: string, text: string, run: () => Promise<void>) => {
    const made = make('button', { class: `button ${look}`, type: 'button' }, icon(name), make('span', {}, text));
    made.addEventListener('click', async () => {
      if (made.ariaDisabled === 'true') return;
      made.ariaDisabled = 'true';
      say('working');
      await run().catch((error: unknown) => say(isFull(error) ? 'full' : 'failed'));
      made.ariaDisabled = 'false';
      await draw();
    });
    return made;
  };
  const refresh = button('', 'refresh', words.say('refresh'), async () => say((await sync(lang(), false)) ? 'refreshed' : 'failed'));
  const everything = button('button-second', 'stored', words.say('everything'), async () => {
    if (!(await sync(lang(), true))) return say('failed');
    await keepMap();
    await navigator.storage?.persist?.();
    say('kept-everything');
  });
  const tools = make('div', { class: 'stack' }, refresh, everything, status);
  element.replaceChildren(make('section', { class: 'section panel' }, make('h2', {}, words.say('title')), place, tools));
  addEventListener(FORGOTTEN, () => {
    tools.remove();
    if (element.isConnected) void draw();
  }, { once: true });
  await draw();
  if (!navigator.onLine) {
    say('later');
    for (const one of [refresh, everything]) one.ariaDisabled = 'true';
    addEventListener('online', () => element.isConnected && void show(element, doing), { once: true });
    return;
  }
  await settled()?.catch(() => {});
  await draw();
  // What it would cost is said before, where the server can be asked. A network that leads nowhere is none.
  const bytes = await Promise.all([missingBytes(), mapBytes()]).catch(() => []);
  if (isCut()) say('later');
  const sum = bytes.reduce((one, two) => one + two, 0);
  if (sum > 0) everything.querySelector('span')!.append(` (${words.say('about', { size: size(words, sum) })})`);
}
