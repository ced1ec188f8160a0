// What a page says of its age and of the network, and the table of what is kept on the device.
import { expect, names, reloadAlone, shown, sync, test, visit } from './ground';

test.describe.configure({ timeout: 60_000 });
test.use({ timezoneId: 'Europe/Paris', viewport: { width: 360, height: 800 } });

test('a page says its age by the clock of the server, with and without a script', async ({ page, browser, site }) => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`${site.base}/fr`);
  await expect(plain.locator('ensemble-as-of')).toHaveText(/^Données au\s\S+\s\S+,\s\d+\sh/);
  await plain.close();
  // A phone whose clock is ten years off shows the same.
  await page.clock.install({ time: new Date('2036-01-01T00:00:00Z') });
  await visit(page, `${site.base}/uk`);
  await expect(page.locator('ensemble-as-of')).toHaveText(/^Доступно без інтернету\. Дані станом на сьогодні, \d+:\d\d\.$/);
  await expect(page.locator('ensemble-network')).toBeEmpty();
});

test('without a server a quiet line says so and from when things are, until there is one again', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  await site.kill();
  await reloadAlone(page);
  const line = page.locator('ensemble-network');
  await expect(line).toHaveText(/Сайт зараз не відповідає\. Дані станом на сьогодні, \d+:\d\d\./);
  await page.context().setOffline(true);
  await expect(line).toHaveText(/^Немає інтернету\. Дані/);
  await page.locator('.site-header .menu summary').click();
  await page.context().setOffline(false);
  await site.up();
  await sync(page);
  await expect(line).toBeEmpty();
});

test('the page of what is saved says what is kept, brings it up to date, and keeps everything', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/saved`);
  const table = page.locator('.storage-table');
  await expect(table.locator('tbody tr').first()).toContainText(/Усі місця.*записів, сьогодні/);
  await expect(table.locator('tbody tr')).toContainText(['Усі місця', 'для всіх місць', 'Поради', 'Сам сайт']);
  await expect(table.locator('tfoot')).toContainText(/Разом\s*\d/);
  const everything = page.getByRole('button', { name: 'Зберегти все' });
  await expect(everything).toContainText(/ще до [\d,]+\u00a0?.?МБ/);
  await page.getByRole('button', { name: 'Оновити зараз' }).click();
  await expect(page.locator('ensemble-stored [role=status]')).toHaveText('Усе оновлено.');
  await everything.click();
  await expect(page.locator('ensemble-stored [role=status]')).toHaveText(/^Готово/, { timeout: 40_000 });
  await expect(table.locator('tbody')).toContainText('Мапа');
  expect(await names(page)).toContain('places all');
  await site.kill();
  await page.goto(`${site.base}/uk/find?place=Vibeuf&radius=100`);
  await page.locator('html[data-engine=ready]').waitFor();
  await expect(page.locator('main')).toContainText('Vibeuf (76)');
  await page.goto(`${site.base}/uk/saved`);
  await expect(page.locator('ensemble-stored [role=status]')).toHaveText('Оновимо самі, щойно з’явиться мережа.');
});

test('a town is known without a server by its name in the reader’s language', async ({ page, site }) => {
  await visit(page, `${site.base}/uk`);
  const answer = await (await fetch(`${site.base}/api/v1/listings?place=${encodeURIComponent('Ліон')}&radius=30`)).json();
  await site.kill();
  await page.goto(`${site.base}/uk/find?place=${encodeURIComponent('Ліон')}&radius=30`);
  await expect(page.locator('[data-result-count]')).toHaveAttribute('data-result-count', String(answer.total));
  expect(await shown(page)).toEqual(answer.items.map(({ id }: { id: number }) => id));
});

test('what is shown without its details says so', async ({ page, site, front }) => {
  front.meddle = (asked, answer, pass) => (/\/details\//.test(asked.url!) ? void answer.writeHead(503).end() : pass());
  const listing = (await (await fetch(`${site.base}/api/v1/listings?category=food&lang=uk`)).json()).items[0];
  await page.goto(`${front.base}/uk`);
  await page.locator('html[data-engine=ready][data-shell=kept]').waitFor();
  await site.kill();
  await page.goto(`${front.base}/uk/listing/${listing.slug}`);
  await expect(page.locator('main h1')).toHaveText(listing.name);
  await expect(page.locator('main .notice').filter({ hasText: 'Подробиці' })).toBeVisible();
});

test('the map shows its places without a server', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find?category=food`);
  const { total } = await (await fetch(`${site.base}/api/v1/points?category=food`)).json();
  await site.kill();
  await page.reload();
  await page.locator('html[data-engine=ready]').waitFor();
  const answered = await page.evaluate(() => (window as unknown as { __ensemble: { points(query: string): string } }).__ensemble.points('category=food'));
  expect(JSON.parse(answered).total).toBe(total);
});

test('the map that moves opens without a server, for those who keep everything', async ({ page, site }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await visit(page, `${site.base}/uk/saved`);
  await page.getByRole('button', { name: 'Зберегти все' }).click();
  await expect(page.locator('ensemble-stored [role=status]')).toHaveText(/^Готово/, { timeout: 40_000 });
  const { total } = await (await fetch(`${site.base}/api/v1/points?category=food`)).json();
  await site.kill();
  await page.goto(`${site.base}/uk/find?category=food`);
  await page.locator('ensemble-map[data-map=open]').waitFor({ state: 'attached' });
  await page.waitForFunction(() => performance.getEntriesByName('ensemble:map-drawn').length > 0);
  const drawn = await page.evaluate(() => (window as unknown as { __ensembleMap: { points(): number } }).__ensembleMap.points());
  expect(drawn).toBe(total);
});

test('beside a list without a server no picture is missing', async ({ page, site }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await visit(page, `${site.base}/uk`);
  await site.kill();
  await page.goto(`${site.base}/uk/find?category=health`);
  const picture = page.locator('ensemble-map img');
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(0);
});
