// What changes in the record reaches a device that keeps the directory, and stays there without a server.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { ALL as BLOCKS, changeOf, clearDisk, expect, fillDisk, names, ofDevice, ofServer, reloadAlone, sync, test, visit } from './ground';

test.describe.configure({ timeout: 60_000 });
test.use({ actionTimeout: 20_000 });

/** A listing as this record has it, in the language of these tests. */
interface Listing { id: number; slug: string; hours?: string; texts: { lang: string; text: { name: string; description: string } }[] }

const ALL = 'sort=freshness&lang=uk';

const textOf = ({ texts }: Listing) => texts.find(({ lang }) => lang === 'uk')!.text;

/** Waits until the page knows more than up to this change number. */
async function expectNews(page: Page, before: number) {
  await expect(async () => {
    await sync(page);
    expect(await changeOf(page)).toBeGreaterThan(before);
  }).toPass();
}

/** What the page of a listing says, of the server or of the device. */
async function told(page: Page, address: string): Promise<string> {
  await page.goto(address);
  await page.locator('html[data-hydrated]').waitFor();
  await expect(page.locator('main h1')).not.toBeEmpty();
  return page.locator('main').innerText();
}

test('what changes while a page is open is told by it, and by the device alone after that', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  const before = await changeOf(page);
  const old: Listing = site.published().find((listing: Listing) => textOf(listing));
  site.revise(old.id, (listing: Listing) => {
    Object.assign(textOf(listing), { name: 'Зовсім нова назва', description: 'Зовсім новий опис.' });
    listing.hours = 'Mo-Su 00:00-24:00';
  });
  await expectNews(page, before);
  expect(await ofDevice(page, ALL)).toEqual(await ofServer(site.base, ALL));
  expect((await ofDevice(page, 'q=зовсім')).ids).toContain(old.id);
  const address = `${site.base}/uk/listing/${old.slug}`;
  const expected = await told(page, address);
  expect(expected).toContain('Зовсім новий опис.');
  await site.kill();
  expect(await told(page, address)).toBe(expected);
  expect((await ofDevice(page, 'q=зовсім')).ids).toContain(old.id);
});

test('a confirmation by a visitor reaches the device', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  const before = await changeOf(page);
  const oldest = site.published().sort((a: { confirmation?: { at: number } }, b: { confirmation?: { at: number } }) => (a.confirmation?.at ?? 0) - (b.confirmation?.at ?? 0))[0];
  const address = `${site.base}/uk/listing/${oldest.slug}`;
  const unconfirmed = await told(page, address);
  const given = await fetch(`${site.base}/api/v1/confirmations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ listing: oldest.id }),
  });
  expect(given.status).toBe(201);
  await expectNews(page, before);
  expect(await ofDevice(page, ALL)).toEqual(await ofServer(site.base, ALL));
  const expected = await told(page, address);
  expect(expected).not.toBe(unconfirmed);
  await site.kill();
  expect(await told(page, address)).toBe(expected);
});

test('a listing that was withdrawn is gone from the device', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  const before = await changeOf(page);
  const { id, slug, texts } = site.published()[4];
  const name = texts.find(({ lang }: { lang: string }) => lang === 'uk').text.name;
  const all = (await ofDevice(page, ALL)).total;
  site.withdraw(id);
  await expectNews(page, before);
  const left = await ofServer(site.base, ALL);
  expect(left.total).toBe(all - 1);
  expect(await ofDevice(page, ALL)).toEqual(left);
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, ALL)).toEqual(left);
  await page.goto(`${site.base}/uk/listing/${slug}`);
  await page.locator('html[data-hydrated]').waitFor();
  await expect(page.locator('main h1')).not.toBeEmpty();
  await expect(page.locator('main h1')).not.toHaveText(name);
});

test('a change for which there was no room leaves no gap', async ({ page, site }) => {
  await fillDisk(page, '^changes');
  await visit(page, `${site.base}/uk/find`);
  const [first, second] = site.published() as Listing[];
  const before = await changeOf(page);
  site.revise(first!.id, (listing: { organisation: string }) => { listing.organisation = 'Перша зміна'; });
  await expectNews(page, before);
  expect(await names(page)).not.toContainEqual(expect.stringContaining('changes'));
  await clearDisk(page);
  const between = await changeOf(page);
  site.revise(second!.id, (listing: { organisation: string }) => { listing.organisation = 'Друга зміна'; });
  await expectNews(page, between);
  const now = await changeOf(page);
  await site.kill();
  await reloadAlone(page);
  expect(await changeOf(page)).toBe(now);
  for (const word of ['перша', 'друга']) expect((await ofDevice(page, `q=${word}`)).total, word).toBeGreaterThan(0);
});

test('who has only the index of a pack that the server no longer has gets the next one whole', async ({ page, site, front }) => {
  front.meddle = (asked: { url: string }, answer: { destroy(): void }, pass: () => void) => (/\/(words|details)\b/.test(asked.url) ? answer.destroy() : pass());
  await page.goto(`${front.base}/uk/find`);
  await sync(page);
  expect(await names(page)).toEqual(['guide', 'index']);
  // A server that starts anew makes its packs anew.
  site.revise(1, (listing: { organisation: string }) => { listing.organisation = 'Зовсім інша назва'; });
  await site.becomes({});
  front.meddle = undefined;
  await visit(page, `${front.base}/uk/find`);
  expect(await names(page)).toEqual(expect.arrayContaining(BLOCKS));
  await site.kill();
  await reloadAlone(page);
  expect((await ofDevice(page, 'q=зовсім')).ids).toContain(1);
});
