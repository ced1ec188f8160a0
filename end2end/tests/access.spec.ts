import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, LANGS, open, test } from './site';

const PATHS = ['', '/find', '/find?q=zzzzz', '/guide', '/guide/temporary-protection', '/help', '/saved', '/about', '/privacy', '/accessibility', '/data', '/nothing'];

/** Our own rules are stricter than what axe asks by itself: 7:1 for text, targets large enough. */
async function violations(page: Page, part = 'html') {
  const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } };
  const found = await new AxeBuilder({ page }).include(part).options({ rules }).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(' ')}`);
}

for (const lang of LANGS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${lang} ${colorScheme}`, () => {
      test.use({ colorScheme, allowed: [/status of 404/] });

      test('axe finds nothing on any page', async ({ page }) => {
        test.setTimeout(180_000);
        await open(page, `/${lang}/find`);
        const listing = await page.locator('.listing-card h2 a').first().getAttribute('href');
        const point = '/find?kind=collection-point';
        await open(page, `/${lang}${point}`);
        const collection = await page.locator('.listing-card h2 a').first().getAttribute('href');
        for (const path of [...PATHS.map((path) => `/${lang}${path}`), listing!, `${listing}/report`, `${listing}/thanks`, collection!]) {
          await open(page, path);
          expect(await violations(page), path).toEqual([]);
          if (!(await page.locator('main details').count())) continue;
          const unfold = (which: string) => page.evaluate((which) => document.querySelectorAll(which).forEach((details) => details.setAttribute('open', '')), which);
          await unfold('main details:not(.menu)');
          expect(await violations(page), `${path} with everything unfolded`).toEqual([]);
          if (!(await page.locator('main .menu').count())) continue;
          // A menu lies over what follows.
          await unfold('main .menu');
          expect(await violations(page, 'main .menu'), `${path} with its menu`).toEqual([]);
        }
      });
    });
  }
}

test('the keyboard reaches everything from search to call', async ({ page }) => {
  await open(page, '/fr/find?category=health');
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip-link').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#results')).toBeFocused();
  await page.locator('#content').focus();
  const seen = new Set<string>();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const ring = element.closest('.listing-card') ? 'card' : style.outlineStyle;
      return { name: element.id || element.className || element.tagName, seen: box.width > 0 && box.height > 0, ring };
    });
    expect(here.seen, here.name).toBe(true);
    seen.add(here.name.split(' ')[0]);
  }
  for (const reached of ['q', 'place', 'facet-chip', 'icon-button']) expect([...seen], reached).toContain(reached);
  await page.locator('.listing-card h2 a').first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/listing\//);
  await expect(page.locator('.page-head h1')).toBeVisible();
});

test('a page reached by keyboard begins at its content, and Back does too', async ({ page }) => {
  await open(page, '/uk/find?category=health');
  await page.locator('.listing-card h2 a').nth(2).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.page-head h1')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus').first()).toHaveClass(/back-link/);
  await page.goBack();
  await expect(page).toHaveURL(/\/uk\/find/);
  await expect(page.locator('.result-bar')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('main :focus')).toHaveCount(1);
});

test('menus close when a choice is made, on Escape, and on a tap elsewhere', async ({ page }) => {
  await open(page, '/uk/find');
  const language = page.locator('.site-header .menu');
  await language.locator('summary').click();
  await expect(language).toHaveAttribute('open', '');
  await page.keyboard.press('Escape');
  await expect(language).not.toHaveAttribute('open');
  await expect(language.locator('summary')).toBeFocused();
  await language.locator('summary').click();
  await page.locator('.result-bar h1').click();
  await expect(language).not.toHaveAttribute('open');
  const order = page.locator('.result-bar .menu');
  await order.locator('summary').click();
  await order.locator('a[href*="sort=freshness"]').click();
  await expect(page).toHaveURL(/sort=freshness/);
  await expect(order).not.toHaveAttribute('open');
});

test('nothing overflows at 320 pixels, and targets are large enough', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const paths = ['/uk', '/uk/find', '/uk/guide/health-cover', '/uk/help', '/uk/saved', '/fr/about'];
  // Listings with much to say: several hours a day, needs, long names; in the languages with the longest words.
  for (const lang of ['uk', 'fr', 'ru']) {
    for (const query of ['category=health', 'kind=collection-point', 'kind=initiative']) {
      await open(page, `/${lang}/find?${query}`);
      paths.push((await page.locator('.listing-card h2 a').first().getAttribute('href'))!);
    }
  }
  for (const path of paths) {
    await open(page, path);
    await page.evaluate(() => document.querySelectorAll('main details:not(.menu)').forEach((details) => details.setAttribute('open', '')));
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
    const small = await page.locator('main button:visible, main .button:visible, .site-nav a:visible, main input:visible:not([type=checkbox])').evaluateAll((elements) =>
      elements.filter((element) => element.getBoundingClientRect().height < 43.5).map((element) => element.outerHTML.slice(0, 80)));
    expect(small, path).toEqual([]);
  }
});
