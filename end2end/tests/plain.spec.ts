// The whole way without JavaScript.
import { expect, ids, test, total } from './site';

test.use({ javaScriptEnabled: false });

test('home, search, filter, listing and guide work without JavaScript', async ({ page }) => {
  await page.goto('/uk');
  await page.locator('#q').fill('лікар');
  await page.getByRole('button', { name: 'Знайти' }).click();
  await expect(page).toHaveURL(/\/uk\/find\?q=/);
  const all = await total(page);
  expect(all).toBeGreaterThan(0);
  await page.locator('.filter-panel > summary').click();
  await page.locator('input[name=free]').check();
  await page.locator('.filter-panel button[type=submit]').click();
  await expect(page).toHaveURL(/free=1/);
  expect(await total(page)).toBeLessThanOrEqual(all);
  await page.locator('.listing-card h2 a').first().click();
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('.hours-table, .panel')).not.toHaveCount(0);
  await page.goto('/uk/guide');
  await page.locator('.guide-entry').first().click();
  await expect(page.locator('.step-list > li')).not.toHaveCount(0);
});

test('the page without JavaScript has the same results as the API', async ({ page, request }) => {
  const query = 'q=cours&near=48.8566,2.3522&radius=100';
  await page.goto(`/fr/find?${query}`);
  const answer = await (await request.get(`/api/v1/listings?${query}`)).json();
  expect(await ids(page)).toEqual(answer.items.map((item: { id: number }) => item.id));
});

test('every page is complete without JavaScript', async ({ page }) => {
  for (const path of ['/fr', '/fr/find', '/fr/guide', '/fr/help', '/fr/saved', '/fr/about', '/fr/privacy', '/fr/accessibility', '/fr/data']) {
    await page.goto(path);
    await expect(page.locator('main h1'), path).toBeVisible();
    expect((await page.locator('main').innerText()).length, path).toBeGreaterThan(60);
  }
});

test('filters, help and who helps near a place need no script', async ({ page }) => {
  await page.goto('/fr/find');
  await page.locator('.filter-panel > summary').click();
  const show = page.locator('.filter-panel button[type=submit]');
  await expect(show).toBeInViewport();
  // Without a script nobody knows how many there will be.
  expect(await show.innerText()).not.toMatch(/\d/);
  await page.locator('.filter-panel > summary').click();
  await expect(show).toBeHidden();
  await page.goto('/fr/help');
  await page.locator('#place').fill('Lyon');
  await page.locator('.place-form button').click();
  await expect(page).toHaveURL(/\/fr\/help\?place=Lyon/);
  const line = page.locator('main .panel .ways-on a').first();
  const promised = Number(await line.locator('data').getAttribute('value'));
  await line.click();
  expect(await total(page)).toBe(promised);
  await page.goto('/fr/guide/health-cover');
  await page.locator('#place').fill('Lyon');
  await page.locator('.place-form button').click();
  await expect(page.locator('#nearby .distance').first()).toBeVisible();
});
