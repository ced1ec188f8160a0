// The shell of this build: kept whole or not at all, in a cache of its own, so that the builds before it stay as they are.
// Refuses to know when it is shown.
import { CACHES, isNamedByContent, isShell, MANIFEST, PAGE, SERVED } from './build.ts';
import { isGenuine } from './genuine.ts';
import { keepMapCode, keepsMapCode } from './map_code.ts';

declare const self: ServiceWorkerGlobalScope;

const TEXTS = /\/texts-(\w\w)-/;
const LANG = /^\/(uk|fr|en|ru)(?=\/|$)/;

/** The language that an address names. */
export const langOf = (path: string) => LANG.exec(path)?.[1];
/** The same page in another language. */
export const inLang = (path: string, lang: string) => `/${lang}${path.replace(LANG, '').replace(/^\/$/, '')}`;

const langOfTexts = (path: string) => TEXTS.exec(path)?.[1];

/** The languages whose texts lie in any of our caches, of whatever build. */
async function keptLangs(): Promise<string[]> {
  const names = (await caches.keys()).filter((name) => isShell(name) || name === CACHES.files);
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().flatMap(({ url }) => langOfTexts(url) ?? []);
}

/** The languages that the reader reads: those of the open pages, and those that were kept before. */
async function wantedLangs(): Promise<Set<string>> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.flatMap(({ url }) => langOf(new URL(url).pathname) ?? []);
  return new Set([...open, ...await keptLangs()]);
}

/** Fetches what is missing; what an interrupted attempt has kept is not fetched again. Fails when anything fails. */
export async function prepare(event: ExtendableEvent): Promise<void> {
  const langs = await wantedLangs();
  const served = Object.keys(SERVED).filter((path) => {
    const lang = langOfTexts(path);
    return !lang || langs.size === 0 || langs.has(lang);
  });
  const cache = await caches.open(CACHES.shell);
  for (const url of [...MANIFEST.map(({ url }) => url), ...served]) {
    if (!await cache.match(url)) await keep(cache, url);
  }
  if (!await isWhole()) throw new Error('The shell is not whole.');
  // Whoever had the map has it after the update, too. It can be fetched later, so it stops nothing.
  if (await keepsMapCode()) await keepMapCode(event).catch(() => {});
}

/** Fetches one file; what the browser has of another build under a name that stays is not asked. */
async function keep(cache: Cache, url: string): Promise<void> {
  const request = new Request(url, { cache: isNamedByContent(url) ? 'default' : 'reload' });
  const response = await fetch(request);
  if (!await isGenuine(request, response.clone())) throw new Error(`There is no ${url}.`);
  await cache.put(url, response);
}

/** Whether everything is there that every reader needs. */
export async function isWhole(): Promise<boolean> {
  const cache = await caches.open(CACHES.shell);
  return (await Promise.all(MANIFEST.map(({ url }) => cache.match(url)))).every(Boolean);
}

/** The page of the shell, unless the cache was lost. */
export const shellPage = async (): Promise<Response | undefined> =>
  await isWhole() ? (await caches.open(CACHES.shell)).match(PAGE) : undefined;

/** The language to show a page in without a network: its own if its texts are kept, else one whose texts are. */
export async function langToShow(wanted: string | undefined): Promise<string | undefined> {
  const texts = Object.keys(SERVED).filter((path) => TEXTS.test(path));
  const kept = await Promise.all(texts.map(async (path) => await caches.match(path) ? langOfTexts(path) : undefined));
  const wishes = [wanted, ...navigator.languages.map((language) => language.slice(0, 2)), ...kept];
  return wishes.find((lang) => lang && kept.includes(lang));
}

/** Forgets the shells of other builds. Nothing is forgotten while a build is being prepared. */
export async function forgetOthers(except?: string): Promise<void> {
  const { installing, waiting } = self.registration;
  if (installing || waiting) return;
  const others = (await caches.keys()).filter((name) => isShell(name) && name !== CACHES.shell && !(except && name.endsWith(except)));
  await Promise.all(others.map((name) => caches.delete(name)));
}
