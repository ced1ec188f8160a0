// The service worker against a server that is really stopped, started as another build, and meddled with on the way.
import type { Page } from '@playwright/test';
import { portal } from '../matrix/front.mjs';
import { B, C, expect, test } from './ground';

test.describe.configure({ timeout: 60_000 });

/** Opens a page and waits until its shell is kept. */
async function visit(page: Page, address: string) {
  await page.goto(address);
  await page.locator('html[data-shell=kept]').waitFor();
}

/** The page was drawn here, from the shell. */
async function expectShell(page: Page) {
  await page.locator('html[data-hydrated]:not([data-ssr])').waitFor();
  await expect(page.locator('.site-header')).toBeVisible();
}

const buildOf = (page: Page) => page.locator('script[data-build]').getAttribute('data-build');
const line = (page: Page) => page.locator('.quiet-line');
const lookForUpdate = (page: Page) => page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())!.update(); });

/** Asks the worker, which answers to a port. */
const tell = (page: Page, message: object) => page.evaluate(async (message) => {
  const { active } = (await navigator.serviceWorker.getRegistration())!;
  return new Promise<Record<string, unknown>>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active!.postMessage(message, [port2]);
  });
}, message);

const activeBuild = async (page: Page) => (await tell(page, { type: 'which' })).build;

/** Everything that any cache holds, as `cache: path`. */
const kept = (page: Page) => page.evaluate(async () => {
  const names = await caches.keys();
  const requests = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => `${name}: ${new URL(url).pathname}`)));
  return requests.flat();
});

/** Counts how often a page is loaded. */
function loads(page: Page) {
  const counted = { count: 0 };
  page.on('domcontentloaded', () => { counted.count += 1; });
  return counted;
}

test('after one visit the shell is there without a server, at addresses never opened too', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await site.kill();
  await page.reload();
  await expectShell(page);
  await page.goto(`${site.base}/uk/find?category=health`);
  await expectShell(page);
  await page.goto(`${site.base}/uk/listing/7`);
  await expectShell(page);
});

test('a language whose texts are not kept gives way to one whose texts are', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await site.kill();
  await page.goto(`${site.base}/fr/guide?x=1`);
  await expectShell(page);
  await expect(page).toHaveURL(`${site.base}/uk/guide?x=1`);
  await page.goto(`${site.base}/`);
  await expectShell(page);
  expect(new URL(page.url()).pathname).toBe('/uk');
});

test('a language that was changed to is kept', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await page.goto(`${site.base}/fr`);
  await page.locator('html[data-hydrated]').waitFor();
  await expect.poll(() => kept(page)).toContainEqual(expect.stringMatching(/texts-fr/));
  await site.kill();
  await page.reload();
  await expectShell(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});

test('a new build is offered, and a reader may leave it', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const old = await buildOf(page);
  const loaded = loads(page);
  await site.becomes(B);
  await lookForUpdate(page);
  await expect(line(page)).toContainText('Є нова версія');
  await line(page).locator('[data-close]').click();
  await expect(line(page)).toBeEmpty();
  expect(await buildOf(page)).toBe(old);
  expect(loaded.count).toBe(0);
  await site.kill();
  await page.reload();
  await expectShell(page);
  expect(await buildOf(page), 'nothing of the new build is mixed in').toBe(old);
});

test('a new build that is wanted is there after one reload, with and without the server', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const old = await buildOf(page);
  await site.becomes(B);
  await lookForUpdate(page);
  const loaded = loads(page);
  await line(page).getByRole('button', { name: 'Оновити' }).click();
  await expect.poll(() => buildOf(page).catch(() => old)).not.toBe(old);
  await page.locator('html[data-shell=kept]').waitFor();
  expect(loaded.count).toBe(1);
  await expect(line(page)).toHaveCount(0);
  const now = await buildOf(page);
  await site.kill();
  await page.reload();
  await expectShell(page);
  expect(await buildOf(page)).toBe(now);
  await expect.poll(async () => (await kept(page)).filter((entry) => entry.includes(`shell-${old}`))).toEqual([]);
});

test('the server’s page of a new build takes its worker along when it is alone', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const old = await buildOf(page);
  await site.becomes(B);
  await page.goto(`${site.base}/uk/guide`);
  const now = await buildOf(page);
  expect(now).not.toBe(old);
  await expect.poll(() => activeBuild(page)).toBe(now);
  await expect(line(page)).toHaveCount(0);
  await site.kill();
  await page.reload();
  await expectShell(page);
  expect(await buildOf(page)).toBe(now);
});

test('an update that breaks off leaves the old build working, and is finished later', async ({ page, site, front }) => {
  await visit(page, `${front.base}/uk`);
  const old = await buildOf(page);
  await site.becomes(B);
  let fetched = 0;
  front.meddle = (_, answer, pass) => (fetched++ < 4 ? pass() : void answer.destroy());
  await lookForUpdate(page).catch(() => {});
  await expect.poll(() => fetched).toBeGreaterThan(4);
  await page.reload();
  await expectShell(page);
  expect(await buildOf(page)).toBe(old);
  front.meddle = undefined;
  await lookForUpdate(page);
  await expect(line(page)).toContainText('Є нова версія');
});

test('the build before can come back', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const first = await buildOf(page);
  for (const build of [B, {}]) {
    await site.becomes(build);
    await page.goto(`${site.base}/uk`);
    const now = await buildOf(page);
    await expect.poll(() => activeBuild(page)).toBe(now);
  }
  await site.kill();
  await page.reload();
  await expectShell(page);
  expect(await buildOf(page)).toBe(first);
});

test('the kill switch removes the worker and what it kept, and nothing else', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await page.evaluate(async () => {
    localStorage.setItem('kept-on-purpose', '1');
    await caches.open('of-somebody-else');
  });
  await site.becomes({ noOffline: true });
  await lookForUpdate(page);
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['of-somebody-else']);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.evaluate(() => localStorage.getItem('kept-on-purpose'))).toBe('1');
  await page.locator('.site-header nav a').first().click();
  await expect(page.locator('main h1')).toBeVisible();
  await page.goto(`${site.base}/uk`);
  await page.locator('html[data-hydrated][data-ssr]').waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('a page that is older by two builds still loads its own files', async ({ browser, site }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await site.says('kept for the builds after it');
  await page.goto(`${site.base}/uk`);
  await page.locator('html[data-hydrated]').waitFor();
  for (const build of [B, C]) {
    await site.becomes(build);
    await site.says('kept for the builds after it');
  }
  const loaded = page.waitForResponse(/places-[0-9a-f]{16}\.js/);
  await page.locator('input[name=place]').first().focus();
  expect((await loaded).status()).toBe(200);
  const none = await page.request.get(`${site.base}/boot-0123456789abcdef.js`);
  expect(none.status()).toBe(404);
  await context.close();
});

test('a network that answers everything with its own page is not taken for ours', async ({ page, site, front }) => {
  await visit(page, `${front.base}/uk`);
  front.meddle = portal;
  await page.reload();
  await expectShell(page);
  await page.locator('input[name=place]').first().focus();
  const placesAreKept = async () => (await kept(page)).some((entry) => entry.includes('/places-0123456789abcdef'));
  await page.evaluate(() => fetch('/places-0123456789abcdef.js'));
  expect(await placesAreKept()).toBe(false);
});

test('a connection that stalls is not waited for', async ({ page, site, front }) => {
  await visit(page, `${front.base}/uk`);
  front.meddle = () => {};
  const start = Date.now();
  await page.reload({ waitUntil: 'commit' });
  await expectShell(page);
  expect(Date.now() - start, 'two seconds of patience, and what drawing takes').toBeLessThan(15_000);
});

test('texts in another language than asked for are refused and never kept', async ({ page, site, front }) => {
  // A cache that takes no notice of the language in the address.
  front.meddle = (asked, _, pass) => pass(asked.url!.replace('/texts-uk-', '/texts-fr-'));
  await page.goto(`${front.base}/uk`);
  await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/texts-uk-')).length)).toBeGreaterThan(1);
  await expect(page.locator('html[data-hydrated]')).toHaveCount(0);
  await expect(page.locator('main h1')).toHaveText('Допомога поруч із вами');
  front.meddle = undefined;
  await visit(page, `${front.base}/fr`);
  front.meddle = (asked, _, pass) => pass(asked.url!.replace('/texts-en-', '/texts-ru-'));
  const refused = await page.evaluate(async () => {
    const address = performance.getEntriesByType('resource').find(({ name }) => name.includes('/texts-fr-'))!.name;
    return fetch(address.replace('-fr-', '-en-')).then(() => false, () => true);
  });
  expect(refused).toBe(true);
  expect(await kept(page)).not.toContainEqual(expect.stringMatching(/texts-en/));
});

test('neither desk nor API nor what is personal is ever kept', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  for (const path of ['/desk', '/api/v1/listings', '/uk/find?near=45.76,4.84', '/uk']) await page.goto(site.base + path);
  await page.evaluate(() => fetch('/api/v1/listings?limit=1'));
  await page.evaluate(() => fetch('/uk/find?near=45.76,4.84'));
  const private_ = async () => (await kept(page)).map((entry) => entry.split(': ')[1]!).filter((path) => /^\/(desk|api|uk|fr|en|ru)(\/|$)/.test(path));
  expect(await private_()).toEqual([]);
  await site.kill();
  expect(await page.evaluate(() => fetch('/api/v1/listings?limit=1').then(() => 'answered', () => 'failed'))).toBe('failed');
  expect(await page.goto(`${site.base}/desk`), 'a page of ours says that there is no network').not.toBeNull();
  expect(await private_()).toEqual([]);
});

test('a shell that was lost is kept again at the next visit', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await page.evaluate(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  await visit(page, `${site.base}/uk`);
  expect(await kept(page)).toContainEqual(expect.stringMatching(/shell-\w+: \/index.html/));
  await site.kill();
  await page.reload();
  await expectShell(page);
});

test('storage that was cleared with the page open is filled again at the next visit', async ({ page, site, context }) => {
  await visit(page, `${site.base}/uk`);
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: site.base, storageTypes: 'all' });
  await page.locator('.site-header nav a').first().click();
  await expect(page.locator('main h1')).toBeVisible();
  await visit(page, `${site.base}/uk`);
  await site.kill();
  await page.reload();
  await expectShell(page);
});

test('of two pages, one takes the new build and the other stays as it is until its reader wants it', async ({ page, site, context }) => {
  const other = await context.newPage();
  await visit(page, `${site.base}/uk`);
  await visit(other, `${site.base}/uk/guide`);
  const old = await buildOf(page);
  await site.becomes(B);
  const loaded = loads(other);
  await lookForUpdate(page);
  await line(page).getByRole('button', { name: 'Оновити' }).click();
  await expect.poll(() => buildOf(page).catch(() => old)).not.toBe(old);
  await expect(line(other)).toContainText('Є нова версія');
  expect(await buildOf(other)).toBe(old);
  expect(loaded.count).toBe(0);
  const script = await other.locator('script[data-build]').getAttribute('data-js');
  await site.kill();
  expect(await other.evaluate((address) => fetch(address).then(({ ok }) => ok), script!), 'its own files are there').toBe(true);
  await line(other).getByRole('button', { name: 'Оновити' }).click();
  await expectShell(other);
  expect(await buildOf(other)).toBe(await buildOf(page));
});

test('the map is kept for those who ask, and a picture that is not kept leaves no hole', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  expect(await tell(page, { type: 'keep-map' })).toEqual({ ok: true });
  await site.kill();
  const got = await page.evaluate(async () => {
    const about = await (await fetch('/tiles/tiles.json')).json();
    const address = (z: number, x: number, y: number) => about.tiles[0].replace('{z}', z).replace('{x}', x).replace('{y}', y);
    const status = async (path: string) => (await fetch(path)).status;
    return { low: await status(address(5, 16, 11)), deep: await status(address(9, 260, 180)), picture: (await fetch('/map/uk/listing/1.svg')).headers.get('content-type') };
  });
  expect([200, 204]).toContain(got.low);
  expect(got.deep, 'as where the archive does not reach').toBe(404);
  expect(got.picture).toBe('image/svg+xml');
  expect(await kept(page)).toContainEqual(expect.stringMatching(/files: \/map-worker-/));
});

test('a browser can install the site, in the language of the page', async ({ site, playwright }, info) => {
  // What is open in private installs nothing.
  const context = await playwright.chromium.launchPersistentContext(info.outputPath('profile'), info.project.use.launchOptions);
  const page = await context.newPage();
  await visit(page, `${site.base}/uk`);
  const session = await context.newCDPSession(page);
  await expect.poll(async () => (await session.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
  const { url, errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${site.base}/uk/manifest.webmanifest`);
  await context.close();
});

test('every answer names its build, and it is that of the page', async ({ page, site }) => {
  await page.goto(`${site.base}/uk`);
  const build = await buildOf(page);
  for (const path of ['/uk', '/index.html', '/sw.js', '/api/v1/listings', '/nowhere']) {
    expect((await page.request.get(site.base + path)).headers()['x-app-build'], path).toBe(build);
  }
});
