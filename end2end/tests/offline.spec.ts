import { expect, ids, keepNothing, open, test, total } from './site';

// Nothing is kept here; `kept.spec.ts` tells how it is when something is.
test.use({ allowed: [/ERR_INTERNET_DISCONNECTED|when fetching the script/] });
test.beforeEach(({ page }) => keepNothing(page));

test('without a network a page says so, and Back finds what was there', async ({ page, context }) => {
  await open(page, '/fr/find?category=health');
  const before = await ids(page);
  await context.setOffline(true);
  await page.locator('.listing-card h2 a').first().click();
  await expect(page.locator('main h1')).toHaveText('Pas de connexion');
  await expect(page).toHaveTitle(/^Pas de connexion/);
  await expect(page.locator('.ways-on a').first()).toBeVisible();
  await page.goBack();
  await expect.poll(() => ids(page)).toEqual(before);
});

test('a page that had no network is there once the network is', async ({ page, context }) => {
  await open(page, '/fr/find?category=health');
  const name = await page.locator('.listing-card h2').first().innerText();
  await context.setOffline(true);
  await page.locator('.listing-card h2 a').first().click();
  await expect(page.locator('main h1')).toHaveText('Pas de connexion');
  await context.setOffline(false);
  await expect(page.locator('main h1')).toHaveText(name);
});

test('a filter without a network says so, and Back leads to the list', async ({ page, context }) => {
  await open(page, '/fr/find?category=health');
  const before = await total(page);
  await context.setOffline(true);
  await page.getByRole('link', { name: /^Gratuit/ }).click();
  await expect(page.locator('main h1')).toHaveText('Pas de connexion');
  await context.setOffline(false);
  await page.goBack();
  await expect.poll(() => total(page)).toBe(before);
});
