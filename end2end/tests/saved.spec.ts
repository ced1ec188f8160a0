import { expect, open, test } from './site';

test('a saved place is found again and can be forgotten', async ({ page }) => {
  await open(page, '/fr/find?category=food');
  const card = page.locator('.listing-card').first();
  const name = await card.locator('h2').innerText();
  await card.locator('button').click();
  await expect(card.locator('button')).toHaveAttribute('aria-pressed', 'true');
  await page.goto('/fr/saved');
  await expect(page.locator('.listing-card h2')).toHaveText(name);
  const [ask, no, yes] = [/^Tout oublier/, 'Non, garder', 'Oui, tout oublier'].map((name) => page.getByRole('button', { name }));
  await ask!.click();
  await no!.click();
  await expect(yes!).toBeHidden();
  await expect(page.locator('.listing-card')).toHaveCount(1);
  await ask!.click();
  await yes!.click();
  await expect(page.locator('.listing-card')).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('blocked storage is said and breaks nothing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
  });
  await open(page, '/fr/saved');
  await expect(page.locator('.notice')).toBeVisible();
  await open(page, '/fr/find');
  await page.locator('.listing-card button').first().click();
  await expect(page.locator('.listing-card')).not.toHaveCount(0);
});

test('a remembered language is where the bare address leads', async ({ page }) => {
  await open(page, '/fr');
  await page.locator('.site-header .menu summary').click();
  await page.getByRole('link', { name: 'Русский' }).click();
  await expect(page).toHaveURL(/\/ru$/);
  await page.goto('/');
  await expect(page).toHaveURL(/\/ru$/);
});
