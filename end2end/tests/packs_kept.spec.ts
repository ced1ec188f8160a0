// What becomes of a pack on the device: a disk that is full or was cleared, two tabs, a clock that is wrong, a program that
// is newer. The server is really stopped.
import type { CDPSession, Page } from '@playwright/test';
import { ALL, B, C, VERSION, alterKept, changeOf, clearDisk, expect, expectSearch, fillDisk, kept, names, ofDevice, ofServer, reloadAlone, sync, test, visit } from './ground';

test.describe.configure({ timeout: 60_000 });
test.use({ actionTimeout: 20_000 });

const WORD = 'лікар';
const QUERY = `q=${encodeURIComponent(WORD)}&lang=uk`;

/** How much the disk takes of a site; as much as always without a number. */
const limit = (devtools: CDPSession, origin: string, quotaSize?: number) => devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });

test('on a full disk the page answers all the same, keeps nothing half, and keeps everything the next day if there is room', async ({ page, site, context }) => {
  const devtools = await context.newCDPSession(page);
  await limit(devtools, site.base, 1);
  await page.goto(`${site.base}/uk/find`);
  await sync(page);
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'ready');
  const answer = await ofServer(site.base, QUERY);
  expect(await ofDevice(page, QUERY)).toEqual(answer);
  await expectSearch(page, WORD, answer);
  expect(await kept(page)).toEqual({ packs: [], blocks: [] });
  await expect(page.locator('html'), 'nobody is promised what is not there').not.toHaveAttribute('data-directory');
  await limit(devtools, site.base);
  // A browser says that there is room on a full disk, too: it is tried again the next day.
  await page.evaluate(() => localStorage.setItem('ensemble.full', localStorage.getItem('ensemble.full')!.replace(/^.*\//, 'Sun Jan 04 1970/')));
  await visit(page, `${site.base}/uk/find`);
  expect(await names(page)).toEqual(ALL);
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, QUERY)).toEqual(answer);
});

for (const name of ['index', 'words', 'details all']) {
  test(`a disk that is full at the block “${name}” keeps none of it, and the rest is whole`, async ({ browser, site }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await fillDisk(page, `^${name}$`);
    await page.goto(`${site.base}/uk/find`);
    await sync(page);
    const answer = await ofServer(site.base, QUERY);
    expect(await ofDevice(page, QUERY)).toEqual(answer);
    expect(await names(page)).toEqual(name === 'index' ? [] : ALL.filter((other) => other !== name));
    await expect(page.locator('html'), 'nobody is promised what is not there').not.toHaveAttribute('data-directory');
    const roomy = await context.newPage();
    await visit(roomy, `${site.base}/uk/find`);
    expect(await names(roomy)).toEqual(ALL);
    await site.kill();
    await reloadAlone(roomy);
    expect(await ofDevice(roomy, QUERY)).toEqual(answer);
    await context.close();
  });
}

test('whoever wants to keep everything hears that there is no room, and keeps it once there is', async ({ page, site }) => {
  await fillDisk(page, '^words$');
  await page.goto(`${site.base}/uk/saved`);
  const status = page.locator('ensemble-stored [role=status]');
  const everything = page.getByRole('button', { name: 'Зберегти все' });
  await sync(page);
  await everything.click();
  await expect(status).toHaveText(/^(На пристрої бракує місця|Не вдалося)/);
  expect(await names(page)).not.toContain('words');
  await clearDisk(page);
  await everything.click();
  await expect(status).toHaveText(/^Готово/, { timeout: 40_000 });
  expect(await names(page)).toEqual(['details all', 'guide', 'index', 'places all', 'words']);
});

test('a language that is changed to while the first pack is fetched is kept, too', async ({ page, front }) => {
  let goOn!: () => void;
  const goes = new Promise<void>((resolve) => { goOn = resolve; });
  let isHeld = false;
  front.meddle = async (asked: { url?: string }, _: unknown, pass: () => void) => {
    if (!/\/pack\/uk$/.test(asked.url!)) return pass();
    isHeld = true;
    await goes;
    pass();
  };
  await page.goto(`${front.base}/uk/guide`);
  await expect.poll(() => isHeld).toBe(true);
  await page.locator('.site-header .menu summary').first().click();
  const french = page.locator('.site-header .menu a[lang=fr]');
  await french.hover();
  await expect(french).not.toHaveAttribute('rel');
  await french.click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.locator('.site-header a[href="/fr/find"]').click();
  await expect(page.locator('[data-result-count]')).toBeVisible();
  goOn();
  await expect.poll(async () => (await kept(page)).packs.map(({ lang }) => lang)).toContain('fr');
});

test('a device that was cleared under an open page goes on without a server, and is filled again at the next visit', async ({ page, site, context }) => {
  await visit(page, `${site.base}/uk/find`);
  const answer = await ofServer(site.base, QUERY);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: site.base, storageTypes: 'all' });
  await expect.poll(() => kept(page)).toEqual({ packs: [], blocks: [] });
  await site.kill();
  await expectSearch(page, WORD, answer);
  const first = page.locator('.listing-card a[href*="/listing/"]').first();
  const name = await first.innerText();
  await first.click();
  await expect(page.locator('main h1')).toHaveText(name);
  await site.up();
  await visit(page, `${site.base}/uk/find`);
  expect(await names(page)).toEqual(ALL);
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, QUERY)).toEqual(answer);
});

test('two tabs of a first visit end with one pack, and both follow it', async ({ page, site, context }) => {
  const other = await context.newPage();
  // The second is through with everything when the first gets its answer.
  let goOn!: () => void;
  const goes = new Promise<void>((resolve) => { goOn = resolve; });
  await page.route('**/api/v1/pack/uk', async (route) => { await goes; await route.continue(); });
  const asked = page.waitForRequest('**/api/v1/pack/uk');
  await page.goto(`${site.base}/uk`);
  await asked;
  await visit(other, `${site.base}/uk/find`);
  goOn();
  await page.locator('html[data-engine=ready][data-directory=kept]').waitFor();
  const { id } = site.published()[0];
  site.revise(id, (listing) => { listing.organisation = 'Нова назва'; });
  const before = await changeOf(page);
  for (const tab of [page, other]) {
    await expect(async () => {
      await sync(tab);
      expect(await changeOf(tab)).toBeGreaterThan(before);
    }).toPass();
  }
  expect(await changeOf(page)).toBe(await changeOf(other));
  const { packs, blocks } = await kept(page);
  expect(packs).toHaveLength(1);
  expect(new Set(blocks.map(({ lang, generation }) => `${lang} ${generation}`))).toEqual(new Set([`uk ${packs[0]!.generation}`]));
  expect(blocks.map(({ name }) => name)).toEqual(expect.arrayContaining(ALL));
  const now = await changeOf(page);
  await site.kill();
  for (const tab of [page, other]) {
    await reloadAlone(tab);
    expect(await changeOf(tab)).toBe(now);
  }
});

test('what is forgotten in one tab is not kept by another one that is still open', async ({ page, site, context }) => {
  const other = await context.newPage();
  await visit(page, `${site.base}/fr/saved`);
  await visit(other, `${site.base}/fr/find`);
  await page.locator('[aria-expanded]:has-text("oublier")').click();
  await page.locator('[data-forget]').click();
  const left = (tab: Page) => tab.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name), ...await caches.keys(), ...Object.keys(localStorage),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  ]);
  await expect.poll(() => left(page)).toEqual([]);
  // The other tab lives on: it looks what is new, is read, and loads what it did not have yet.
  await sync(other);
  await other.locator('.listing-card a[href*="/listing/"]').first().click();
  await expect(other.locator('main h1')).toBeVisible();
  const texts = other.waitForResponse(/\/texts-/);
  await other.locator('.site-header .menu summary').first().click();
  await other.locator('.site-header .menu a[lang]').first().hover();
  await texts;
  await other.evaluate(async () => (await fetch('/map/fr/listing/1.svg')).text());
  await Promise.all([page.close(), other.close()]);
  const after = await context.newPage();
  await after.goto(`${site.base}/robots.txt`);
  expect(await left(after)).toEqual([]);
});

for (const [title, years] of [['behind', -10], ['ahead', 10]] as const) {
  test(`a phone whose clock is ten years ${title} says what is open now`, async ({ browser, site }) => {
    const [wrong, right] = [await browser.newContext(), await browser.newContext()];
    const [phone, other] = [await wrong.newPage(), await right.newPage()];
    // Some hours more, so that it is another time of the day, too.
    await phone.clock.install({ time: Date.now() + (years * 365 * 24 + 7) * 3_600_000 });
    for (const page of [phone, other]) await visit(page, `${site.base}/uk/find`);
    await expect(async () => expect(await ofDevice(phone, 'open=now')).toEqual(await ofServer(site.base, 'open=now'))).toPass();
    expect((await ofDevice(phone, 'open=now')).total).toBeGreaterThan(0);
    await site.kill();
    for (const page of [phone, other]) await reloadAlone(page);
    expect(await phone.evaluate(() => new Date().getFullYear())).not.toBe(new Date().getFullYear());
    await expect(async () => expect(await ofDevice(phone, 'open=now')).toEqual(await ofDevice(other, 'open=now'))).toPass();
    const cards = async (page: Page) => {
      await page.goto(`${site.base}/uk/find?open=now`);
      await page.locator('.listing-card').first().waitFor();
      return page.locator('.listing-card').allInnerTexts();
    };
    await expect(async () => expect(await cards(phone)).toEqual(await cards(other))).toPass();
    await Promise.all([wrong.close(), right.close()]);
  });
}

test('what a program older by two builds has kept is read by the new one', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  const before = await kept(page);
  await site.becomes(B);
  await site.becomes(C);
  const asked: string[] = [];
  page.on('request', (request) => { if (request.method() === 'GET') asked.push(new URL(request.url()).pathname); });
  await sync(page);
  await expectSearch(page, WORD, await ofServer(site.base, QUERY));
  expect(asked, 'the old page asks the new server').toContain('/api/v1/changes/uk');
  await visit(page, `${site.base}/uk/find`);
  expect(asked.filter((path) => path.startsWith('/api/v1/pack/'))).toEqual([]);
  expect((await kept(page)).blocks).toEqual(before.blocks);
  const answer = await ofServer(site.base, QUERY);
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, QUERY)).toEqual(answer);
});

test('a pack of another version of the format on the device is refused politely and fetched once', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  const answer = await ofServer(site.base, QUERY);
  await alterKept(page, 4, VERSION ^ 9);
  expect((await kept(page)).blocks.map(({ version }) => version)).toEqual(ALL.map(() => 9));
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => { if (request.method() === 'GET') asked.push(new URL(request.url()).pathname); });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  await visit(page, `${site.base}/uk/find`);
  await expectSearch(page, WORD, answer);
  await sync(page);
  expect(asked.filter((path) => path === '/api/v1/pack/uk')).toHaveLength(1);
  expect(complaints).toEqual([]);
  expect((await kept(page)).blocks.map(({ name, version }) => [name, version])).toEqual(ALL.map((name) => [name, VERSION]));
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, QUERY)).toEqual(answer);
});
