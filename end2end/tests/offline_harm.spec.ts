// What happens to people whose device, network or site is not as it should be: they lose what is broken and no more, they
// pay once, and they are told.
import type { Page } from '@playwright/test';
import { ALL, B, alterBlock, expect, kept, names, ofDevice, ofServer, reloadAlone, sync, test, visit } from './ground';

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 20_000 });

/** Bytes of answers with blocks, as they come. */
function fetched(page: Page) {
  const paths: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.request().method() === 'GET' && pathname.startsWith('/api/v1/pack/')) paths.push(pathname);
  });
  return paths;
}

test('a bad index costs the list: the guide and a listing stand without a server, and all of it comes back', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/guide`);
  const guide = await page.locator('main a[href*="/guide/"]').first().textContent();
  const asked = async (path: string) => (await fetch(`${site.base}/api/v1/${path}`)).json();
  const { items } = await asked('listings?category=food&lang=uk');
  const whole = await Promise.all(items.map(({ id }: { id: number }) => asked(`listings/${id}`)));
  const listing = whole.find(({ contact }) => contact.phones.length);
  const answer = await ofServer(site.base, 'category=food');
  await alterBlock(page, 'index', -9, 4);
  await site.kill();
  await page.goto(`${site.base}/uk/guide`);
  await expect(page.locator('main a[href*="/guide/"]').first()).toHaveText(guide!);
  await page.goto(`${site.base}/uk/listing/${listing.slug}`);
  await expect(page.locator('main .notice').filter({ hasText: 'Подробиці' })).toBeVisible();
  await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
  expect(await names(page)).toEqual(ALL);
  await site.up();
  await visit(page, `${site.base}/uk/find`);
  expect(await ofDevice(page, 'category=food')).toEqual(answer);
});

for (const name of ['words', 'details all', 'places towns', 'guide']) {
  test(`a bad block “${name}” costs that block and is fetched again`, async ({ page, site }) => {
    await visit(page, `${site.base}/uk/find`);
    const answer = await ofServer(site.base, 'category=food');
    const before = (await kept(page)).packs[0]!.generation;
    await alterBlock(page, name, -9, 4);
    await site.kill();
    await reloadAlone(page);
    expect(await ofDevice(page, 'category=food')).toEqual(answer);
    await expect.poll(() => names(page)).toEqual(ALL.filter((other) => other !== name));
    await site.up();
    await visit(page, `${site.base}/uk/find`);
    await expect.poll(async () => (await names(page)).sort()).toEqual([...ALL].sort());
    // A server that was started anew has another index, and other words.
    if (name !== 'words') expect((await kept(page)).packs[0]!.generation, 'nothing else was fetched').toBe(before);
  });
}

test('a full device does not pay for the directory at every page, keeps what fits, and says so', async ({ page, site, context }) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: site.base, quotaSize: 40_000 });
  await page.goto(`${site.base}/uk/find`);
  await sync(page);
  const paths = fetched(page);
  for (const path of ['/uk', '/uk/guide', '/uk/find']) {
    await page.goto(site.base + path);
    await sync(page);
  }
  expect(paths).toEqual([]);
  await expect(page.locator('html')).not.toHaveAttribute('data-directory');
});

test('a database that a later build has left is used, or left alone', async ({ page, site }) => {
  for (const stores of [['packs', 'blocks', 'more'], ['other']]) {
    await page.goto(`${site.base}/robots.txt`);
    await page.evaluate((stores) => new Promise<void>((resolve, reject) => {
      indexedDB.deleteDatabase('ensemble-directory');
      const opening = indexedDB.open('ensemble-directory', 7);
      opening.onupgradeneeded = () => stores.forEach((name) => opening.result.createObjectStore(name, name === 'packs' ? { keyPath: 'lang' } : undefined));
      opening.onsuccess = () => { opening.result.close(); resolve(); };
      opening.onerror = () => reject(opening.error);
    }), stores);
    await visit(page, `${site.base}/uk/find`);
    const answer = await ofServer(site.base, 'category=food');
    await site.kill();
    await reloadAlone(page);
    expect(await ofDevice(page, 'category=food')).toEqual(answer);
    await site.up();
  }
});

test('where something unpacks what the server packs, the same is kept', async ({ page, front }) => {
  front.meddle = (asked: { headers: Record<string, unknown> }, _: unknown, pass: () => void) => {
    delete asked.headers['accept-encoding'];
    pass();
  };
  await visit(page, `${front.base}/uk/find`);
  expect(await names(page)).toEqual(ALL);
});

test('who saves data fetches no wasm and no pack, and keeps the essentials with one tap', async ({ page, site }) => {
  await page.addInitScript(() => { Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } }); });
  const paths = fetched(page);
  const local: string[] = [];
  page.on('request', (request) => { if (request.method() === 'GET' && /\/local-/.test(request.url())) local.push(request.url()); });
  await page.goto(`${site.base}/uk/find`);
  const keep = page.locator('.quiet-line').getByRole('button', { name: /^Зберегти найважливіше \(\d+ кБ\)/ });
  await keep.waitFor();
  expect([...paths, ...local]).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await keep.click();
  await page.locator('html[data-engine=ready][data-shell=kept]').waitFor();
  await expect.poll(() => names(page)).toEqual(['guide', 'index']);
  const answer = await ofServer(site.base, 'category=food');
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, 'category=food')).toEqual(answer);
});

test('an update keeps the words that are written on the page', async ({ page, site }) => {
  const { id } = site.published()[0];
  await visit(page, `${site.base}/uk/listing/x-${id}/report`);
  await page.locator('#comment').fill('Зачинено щосереди');
  await page.locator('[name=wrong]').nth(1).check();
  await site.becomes(B);
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())!.update(); });
  const buildOf = () => page.locator('script[data-build]').getAttribute('data-build');
  const before = await buildOf();
  await page.locator('.quiet-line').getByRole('button', { name: 'Оновити' }).click();
  await expect.poll(buildOf).not.toBe(before);
  await expect(page.locator('#comment')).toHaveValue('Зачинено щосереди');
  await expect(page.locator('[name=wrong]').nth(1)).toBeChecked();
});

test('a page that cannot read the answer of another build says update, and keeps its words', async ({ page, site }) => {
  await page.route('**/directory-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export const start = async () => ({ ask: async () => undefined });' }));
  await page.goto(`${site.base}/uk/find`);
  await page.locator('html[data-hydrated]').waitFor();
  await page.route('**/api/page/ask*', (route) => route.fulfill({ contentType: 'application/octet-stream', body: Buffer.from([250, 251, 252]) }));
  await page.locator('.listing-card h2 a').first().click();
  await expect(page.locator('main h1')).toHaveText('Ця сторінка застаріла');
  await page.unroute('**/api/page/ask*');
  await page.getByRole('button', { name: 'Оновити сторінку' }).click();
  await expect(page.locator('main h1')).not.toHaveText('Ця сторінка застаріла');
});

test('a page that stays open hears of a new build from the server', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  await site.becomes(B);
  await sync(page);
  await expect(page.locator('.quiet-line').getByRole('button', { name: 'Оновити' })).toBeVisible();
});

test('a search over what is there says so', async ({ page, site, front }) => {
  front.meddle = (asked: { url: string }, answer: { destroy(): void }, pass: () => void) => (/\/words\b/.test(asked.url) ? answer.destroy() : pass());
  await page.goto(`${front.base}/uk/find`);
  await sync(page);
  await page.locator('html[data-shell=kept]').waitFor();
  await site.kill();
  await page.goto(`${front.base}/uk/find?q=${encodeURIComponent('допомога')}`);
  await expect(page.locator('ensemble-network')).toContainText('пошук знаходить лише те, що є на пристрої');
});

test('a language whose texts are not there is asked for with a word', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await site.kill();
  await page.goto(`${site.base}/en`);
  await expect(page).toHaveURL(/\/uk$/);
  await expect(page.locator('.quiet-line')).toContainText('Цієї мови ще немає на пристрої');
});

test('a page that only the server has says so without one', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  await site.kill();
  await page.goto(`${site.base}/desk`);
  await expect(page.locator('h1')).toHaveText(/No connection|Pas de connexion|Немає інтернету/);
});

test('without channels between pages a report is sent all the same', async ({ page, site }) => {
  await page.addInitScript(() => { Object.defineProperty(window, 'BroadcastChannel', { value: undefined }); });
  const { id } = site.published()[0];
  await page.goto(`${site.base}/uk/listing/x-${id}/report`);
  await page.locator('html[data-hydrated]').waitFor();
  await page.locator('[name=wrong]').nth(1).check();
  await page.locator('#comment').fill('Зачинено щосереди');
  await page.locator('form[data-outbox=report] [type=submit]').click();
  await expect(page.locator('form .outbox-said')).not.toHaveText('Надсилаємо…', { timeout: 10_000 });
  await expect.poll(() => site.run('reports')).toContain('Зачинено щосереди');
});
