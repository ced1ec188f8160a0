// What a device keeps of the directory answers without a server, as the server would, or is fetched anew.
import { alterKept, expect, ofDevice, ofServer, reloadAlone, shown, test, visit } from './ground';

test.describe.configure({ timeout: 60_000 });

/** Searches as people make them, the same every time. */
function queries(count: number): string[] {
  let state = 7;
  const below = (end: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * end);
  };
  const pick = <T,>(from: readonly T[]) => from[below(from.length)]!;
  const parts = [
    () => `q=${encodeURIComponent(pick(['лікар', 'cours français', 'logement', 'допомога', 'food', 'юри', 'школа', 'логмент', 'médecin']))}`,
    () => `category=${pick(['food', 'health', 'housing', 'legal', 'clothing', 'courses'])}`,
    () => `near=${45 + below(400) / 100},${2 + below(300) / 100}&radius=${pick([5, 30, 100])}`,
    () => `department=${pick(['69', '75', '13', '38'])}`,
    () => `audience=${pick(['families', 'women', 'students'])}`,
    () => 'open=now', () => 'free=1', () => 'remote=1', () => 'kind=collection-point', () => 'speaks=uk',
    () => `sort=${pick(['distance', 'freshness', 'relevance'])}`,
  ];
  return Array.from({ length: count }, () => {
    const chosen = new Set(Array.from({ length: 1 + below(4) }, () => pick(parts)));
    return [...chosen].map((part) => part()).join('&');
  });
}

test('after one visit everything public is there without a server', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const asked = async (path: string) => (await (await fetch(`${site.base}/api/v1/${path}`)).json());
  const wanted = ['category=health', 'q=%D0%BB%D1%96%D0%BA%D0%B0%D1%80&sort=freshness', 'near=45.76,4.83&sort=distance', 'free=1&speaks=uk'];
  const answers = await Promise.all(wanted.map((query) => asked(`listings?${query}&lang=uk`)));
  const listing = answers[0].items[3];
  await site.kill();
  await page.reload();
  await expect(page.locator('.category-grid, .search-form').first()).toBeVisible();
  for (const [place, query] of wanted.entries()) {
    await page.goto(`${site.base}/uk/find?${query}`);
    await expect(page.locator('[data-result-count]')).toHaveAttribute('data-result-count', String(answers[place].total));
    expect(await shown(page)).toEqual(answers[place].items.map(({ id }: { id: number }) => id));
  }
  await page.goto(`${site.base}/uk/listing/${listing.slug}`);
  await expect(page.locator('main h1')).toHaveText(listing.name);
  await page.goto(`${site.base}/uk/guide`);
  await page.locator('main a[href*="/guide/"]').first().click();
  await expect(page).toHaveURL(/\/uk\/guide\/./);
  await expect(page.locator('main h1')).not.toBeEmpty();
});

test('a device and the server give the same answer to two hundred searches', async ({ page, site }) => {
  await visit(page, `${site.base}/fr`);
  for (const query of queries(200)) {
    const expected = await ofServer(site.base, query);
    expect(await ofDevice(page, query), query).toEqual(expected);
  }
});

test('a block that was altered on the device is fetched anew, and never half-read', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const before = await ofDevice(page, 'category=food');
  await alterKept(page, -9, 4);
  await visit(page, `${site.base}/uk`);
  expect(await ofDevice(page, 'category=food')).toEqual(before);
  await site.kill();
  await reloadAlone(page);
  expect(await ofDevice(page, 'category=food')).toEqual(before);
});

test('a network that answers everything with its own page is not taken for the directory', async ({ page, site }) => {
  await page.route('**/api/v1/pack/**', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<title>Wi-Fi</title>' }));
  await page.goto(`${site.base}/uk`);
  await page.waitForRequest('**/api/v1/pack/**');
  await page.locator('html[data-shell=kept]').waitFor();
  expect(await page.locator('html').getAttribute('data-engine')).toBeNull();
  await page.unroute('**/api/v1/pack/**');
  await visit(page, `${site.base}/uk`);
});

test('what is forgotten on this device is gone, all of it', async ({ page, site }) => {
  await visit(page, `${site.base}/fr/saved`);
  const left = () => page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name), ...await caches.keys(), ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  ]);
  expect((await left()).length).toBeGreaterThan(2);
  await page.locator('[aria-expanded]:has-text("oublier")').click();
  await page.locator('[data-forget]').click();
  await expect.poll(left).toEqual([]);
});

test('a report can be written where no server has ever shown its form, and is sent once there is one', async ({ page, site }) => {
  await visit(page, `${site.base}/fr`);
  const [listing] = site.published();
  await site.kill();
  await page.goto(`${site.base}/fr/listing/x-${listing.id}/report`);
  await page.getByLabel('Les horaires sont faux').check();
  await page.getByLabel('Dites-en plus').fill('fermé le mercredi');
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(page.locator('form .outbox-said')).toContainText('Ce sera envoyé dès qu’il y aura du réseau.');
  await site.up();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => site.run('reports')).toContain('fermé le mercredi');
  expect(site.run('reports').trim().split('\n')).toHaveLength(1);
});
