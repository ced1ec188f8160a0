// The ground of tests about what a device keeps of the directory: a server of their own that can be killed, a network
// in front of it, and a look at what lies on the device.
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { Front } from '../matrix/front.mjs';
import { Server } from '../matrix/server.mjs';

export const test = base.extend<{ site: Server; front: Front }>({
  site: async ({}, use) => {
    const site = await Server.start();
    await use(site);
    await site.end();
  },
  front: async ({ site }, use) => {
    const front = await Front.before(site.base);
    await use(front);
    front.end();
  },
});

export { expect };

/** The version of the format of packs. */
export const VERSION = 3;

/** Other builds, made by `cargo xtask variant FOLDER`. */
const VARIANTS = process.env.ENSEMBLE_VARIANTS ?? '';
export const B = { files: join(VARIANTS, 'b') };
export const C = { files: join(VARIANTS, 'c') };

/** Opens a page and waits until everything for the way without a network is there. */
export async function visit(page: Page, address: string) {
  await page.goto(address);
  await page.locator('html[data-engine=ready][data-directory=kept][data-shell=kept]').waitFor();
}

/** Loads the page anew where no server is, and waits until the device answers. */
export async function reloadAlone(page: Page) {
  await page.reload();
  await page.locator('html[data-engine=ready]:not([data-ssr])').waitFor();
}

export interface Found { ids: number[]; total: number; facets: unknown }

/** What the device answers to a search. */
export const ofDevice = (page: Page, query: string) => page.evaluate(async (query) => {
  const { ids, total, facets } = await (window as unknown as { __ensemble: { query(query: string): Promise<Found> } }).__ensemble.query(query);
  return { ids, total, facets };
}, query);

/** What a server answers to the same. */
export async function ofServer(base: string, query: string): Promise<Found> {
  const { items, total, facets } = await (await fetch(`${base}/api/v1/listings?${query}`)).json();
  return { ids: items.map(({ id }: { id: number }) => id), total, facets };
}

/** The ids of the results on the page. */
export const shown = (page: Page) => page.locator('[data-listing-id]').evaluateAll((cards) => cards.map((card) => Number(card.getAttribute('data-listing-id'))));

/** The change number up to which the page knows the directory. */
export const changeOf = (page: Page): Promise<number> => page.evaluate(async () => JSON.parse(await (window as unknown as { __ensemble: { points(query: string): Promise<string> } }).__ensemble.points('')).change);

/** Brings up to date what the page knows, or waits until that is done; nothing happens where it cannot be. */
export async function sync(page: Page) {
  // The page looks for what is kept when it has nothing else to do.
  await page.waitForFunction(() => 'query' in (window as unknown as { __ensemble: object }).__ensemble);
  await page.evaluate(async () => {
    const { name } = performance.getEntriesByType('resource').find(({ name }) => /\/directory-[^/]*\.js$/.test(name))!;
    await (await import(name)).sync();
  });
}

export interface Block { lang: string; generation: number; name: string; version: number; inside: string; change: number }

/** What is kept of the directory: its packs and their blocks. Looking makes no database. */
export const kept = (page: Page): Promise<{ packs: { lang: string; generation: number; changes: number; ahead: number }[]; blocks: Block[] }> => page.evaluate(async () => {
  const NAME = 'ensemble-directory';
  if (!(await indexedDB.databases()).some(({ name }) => name === NAME)) return { packs: [], blocks: [] };
  const asked = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await asked(indexedDB.open(NAME));
  const work = db.transaction(['packs', 'blocks']);
  const [packs, keys, values] = await Promise.all([
    asked(work.objectStore('packs').getAll()), asked(work.objectStore('blocks').getAllKeys()), asked(work.objectStore('blocks').getAll()),
  ]);
  db.close();
  const blocks = (keys as [string, number, string][]).map(([lang, generation, name], place) => {
    const bytes = values[place] as Uint8Array;
    const header = new DataView(bytes.buffer, bytes.byteOffset);
    return { lang, generation, name, version: bytes[4]!, inside: String.fromCharCode(bytes[6]!, bytes[7]!), change: Number(header.getBigUint64(8, true)) };
  });
  return { packs, blocks };
});

/** Alters every block that is kept at one place, which is counted from the end when it is negative. */
export const alterKept = (page: Page, place: number, bits: number) => alterBlock(page, undefined, place, bits);

/** The same of one block. */
export const alterBlock = (page: Page, only: string | undefined, place: number, bits: number) => page.evaluate(([only, place, bits]) => new Promise<void>((resolve, reject) => {
  const opening = indexedDB.open('ensemble-directory');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const work = opening.result.transaction('blocks', 'readwrite');
    work.objectStore('blocks').openCursor().onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      const bytes = cursor.value as Uint8Array;
      if (!only || (cursor.key as string[])[2] === only) {
        bytes[(place + bytes.length) % bytes.length]! ^= bits;
        cursor.update(bytes);
      }
      cursor.continue();
    };
    work.oncomplete = () => { opening.result.close(); resolve(); };
  };
}), [only, place, bits] as const);

/** The names of the blocks that are kept. */
export const names = async (page: Page) => (await kept(page)).blocks.map(({ name }) => name);

/** What is kept without asking of a directory as small as these. */
export const ALL = ['details all', 'guide', 'index', 'places towns', 'words'];

/** Searches for a word as a person does, without leaving the page, and expects an answer like the server's. */
export async function expectSearch(page: Page, word: string, answer: Found) {
  await page.evaluate(() => { (window as unknown as { same: boolean }).same = true; });
  await page.locator('#q').fill(word);
  await page.locator('#q').press('Enter');
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === word);
  await expect(page.locator('[data-result-count]')).toHaveAttribute('data-result-count', String(answer.total));
  // The search before may have found as many.
  await expect.poll(() => shown(page)).toEqual(answer.ids);
  expect(await page.evaluate(() => (window as unknown as { same?: boolean }).same)).toBe(true);
}

interface Disk { fullFor?: string }

/** From the next page on the page itself keeps and answers, as where a browser has no workers that are modules: what a
 * test does to the page reaches that then. */
export const withoutWorker = (page: Page) => page.addInitScript(() => { Object.defineProperty(window, 'Worker', { value: undefined }); });

/** From the next page on the disk is full for blocks of such names, in the middle of writing. */
export async function fillDisk(page: Page, names: string) {
  await withoutWorker(page);
  await page.addInitScript((names) => {
    (window as Disk).fullFor = names;
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      const request = put.call(this, value, key);
      const { fullFor } = window as Disk;
      if (fullFor && Array.isArray(key) && RegExp(fullFor).test(key[2] as string)) this.transaction.abort();
      return request;
    };
  }, names);
}

/** There is room again. */
export const clearDisk = (page: Page) => page.evaluate(() => { delete (window as Disk).fullFor; });
