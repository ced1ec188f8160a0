// The keyboard and the voice: where they are after a choice, after Back, and how far it is to what people came for.
import type { Page } from '@playwright/test';

import { expect, open, test, total } from './site';

// The canvas of a map without a graphics card.
test.use({ viewport: { width: 1280, height: 900 }, allowed: [/GL Driver Message/] });

const key = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).dataset.key);

test('a chip that is chosen by the keyboard keeps the focus, and takes itself back', async ({ page }) => {
  await open(page, '/fr/find');
  const before = await total(page);
  await page.locator('[data-key=free]').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/free=1/);
  await expect.poll(() => total(page)).toBeLessThan(before);
  await expect.poll(() => key(page)).toBe('free');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/free=1/);
  await expect.poll(() => total(page)).toBe(before);
  await expect.poll(() => key(page)).toBe('free');
});

test('a chip that is gone leaves the focus at the results', async ({ page }) => {
  await open(page, '/fr/find?bbox=4,45,6,46');
  const before = await total(page);
  await page.locator('[data-key=area]').focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/bbox/);
  await expect.poll(() => total(page)).toBeGreaterThan(before);
  await expect(page.locator('#results')).toBeFocused();
});

for (const back of ['Back', 'the way back on the page'] as const) {
  test(`${back} leads to the result one came from`, async ({ page }) => {
    await open(page, '/uk/find?category=health');
    const link = page.locator('.listing-card h2 a').nth(9);
    const href = await link.getAttribute('href');
    await link.focus();
    const place = await page.evaluate(() => scrollY);
    await page.keyboard.press('Enter');
    await expect(page.locator('.page-head h1')).toBeVisible();
    if (back === 'Back') await page.goBack();
    else {
      await page.locator('.back-link').focus();
      await page.keyboard.press('Enter');
    }
    await expect(page).toHaveURL(/\/uk\/find\?category=health/);
    await expect(page.locator(`.listing-card a[href="${href}"]`)).toBeFocused();
    expect(Math.abs((await page.evaluate(() => scrollY)) - place)).toBeLessThan(60);
  });
}

test('a choice is announced once, as the number of results', async ({ page }) => {
  await open(page, '/fr/find');
  await page.locator('ensemble-map[data-map=open]').waitFor();
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      const regions = new Set<Element>();
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[role=status], [aria-live=polite]');
        if (region?.textContent?.trim()) regions.add(region);
      }
      said.push(...[...regions].map((region) => region.textContent!.trim()));
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const before = await total(page);
  await page.locator('[data-key=free]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => total(page)).toBeLessThan(before);
  const count = await page.locator('[data-result-count]').textContent();
  await expect.poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said)).toContain(count!.trim());
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([count!.trim()]);
});

/** How often Tab is pressed until something has the focus. */
async function tabs(page: Page, selector: string) {
  for (let count = 1; count <= 40; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => !!document.activeElement?.closest(selector), selector)) return count;
  }
  return Infinity;
}

test('the first result and the map are a few stops away', async ({ page }) => {
  await open(page, '/fr/find?category=health');
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip-link:focus')).toHaveText('Aller aux résultats');
  await page.keyboard.press('Enter');
  expect(await tabs(page, '.answers, .listing-card')).toBeLessThanOrEqual(3);
  // Pages of the guide and numbers that answer stand before.
  expect(await tabs(page, '.listing-card')).toBeLessThanOrEqual(6);
  await open(page, '/fr/find?category=health');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip-link:focus')).toHaveText('Aller à la carte');
  await page.keyboard.press('Enter');
  expect(await tabs(page, 'ensemble-map')).toBe(1);
});

test('whoever searches begins at the results', async ({ page }) => {
  await open(page, '/fr');
  await page.locator('#q').fill('repas');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=repas/);
  await expect(page.locator('#results')).toBeFocused();
  expect(await tabs(page, '.listing-card')).toBeLessThanOrEqual(3);
});
