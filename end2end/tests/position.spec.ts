import { expect, open, test } from './site';

test.use({ permissions: ['geolocation'], geolocation: { latitude: 48.856614, longitude: 2.3522219 } });

test('the position is asked for only when tapped, and leaves the device rounded', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, '/fr/find?category=health');
  expect(asked.filter((url) => url.includes('near'))).toEqual([]);
  await page.getByRole('button', { name: /position/i }).click();
  await expect(page).toHaveURL(/near=48\.857,2\.352/);
  await expect(page.locator('.distance').first()).toBeVisible();
  expect(asked.filter((url) => /48\.8566|2\.35222/.test(url))).toEqual([]);
});

test('a shared search leaves the position out', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write', 'geolocation']);
  // Without a sheet for sharing, as on most computers, the address is copied.
  await page.addInitScript(() => { delete (Navigator.prototype as { share?: unknown }).share; });
  await open(page, '/fr/find?category=health&near=48.857,2.352&radius=30');
  await page.locator('.tool-bar > button').first().click();
  await expect(page.locator('.tool-bar > button').first()).toContainText(/copié/i);
  const shared = await page.evaluate(() => navigator.clipboard.readText());
  expect(shared).toContain('category=health');
  expect(shared).not.toContain('near');
});

test('places are suggested by nearness only with a position in the address, and roughly', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => { if (request.url().includes('/api/v1/places')) asked.push(decodeURIComponent(request.url())); });
  const suggest = async () => {
    await page.locator('#place').pressSequentially('Saint-Den', { delay: 20 });
    await expect(page.getByRole('option').first()).toBeVisible();
    return page.getByRole('option').first().textContent();
  };
  await open(page, '/fr/find');
  expect(await suggest()).toContain('974');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => url.includes('near'))).toEqual([]);
  asked.length = 0;
  await open(page, '/fr/find?near=48.93621,2.35712');
  expect(await suggest()).toContain('93');
  expect(asked.length).toBeGreaterThan(0);
  for (const url of asked) expect(url).toMatch(/near=48\.9,2\.4(&|$)/);
});
