import type { Page } from '@playwright/test';

import { expect, ids, isSameDocument, keepNothing, mark, open, test, total } from './site';

const DOCTOR = `/uk/find?q=${encodeURIComponent('лікар')}&near=48.8566,2.3522&radius=20`;

test('a doctor near Paris is found', async ({ page }) => {
  await open(page, DOCTOR);
  expect(await total(page)).toBeGreaterThan(0);
  await expect(page.locator('.listing-card').first()).toContainText(/Здоров|лікар/i);
});

test('a filter changes the list without loading the page', async ({ page }) => {
  await open(page, '/fr/find');
  await mark(page);
  const before = await total(page);
  await page.getByRole('link', { name: /^Ouvert maintenant/ }).click();
  await expect(page).toHaveURL(/open=now/);
  await expect.poll(() => total(page)).toBeLessThan(before);
  expect(await isSameDocument(page)).toBe(true);
});

test('the panel of filters applies a choice at once', async ({ page }) => {
  await open(page, '/uk/find');
  await mark(page);
  await page.locator('.filter-panel > summary').click();
  // The form of words carries the same fields, hidden.
  const choice = page.locator('.filter-panel input[name=category][value=food]');
  const promised = Number(await page.locator('label:has(input[name=category][value=food]) data').getAttribute('value'));
  await choice.check();
  await expect(page).toHaveURL(/category=food/);
  await expect.poll(() => total(page)).toBe(promised);
  await expect(choice).toBeChecked();
  expect(await isSameDocument(page)).toBe(true);
});

test('the panel stays open with the focus where it was, and closes when the results are asked for', async ({ page }) => {
  await open(page, '/uk/find');
  const panel = page.locator('.filter-panel');
  await panel.locator('summary').click();
  const choice = panel.locator('input[name=category][value=health]');
  const promised = Number(await panel.locator('label:has(input[name=category][value=health]) data').getAttribute('value'));
  await choice.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => total(page)).toBe(promised);
  await expect(panel).toHaveAttribute('open', '');
  await expect(choice).toBeFocused();
  await panel.locator('button[type=submit]').click();
  await expect(panel).not.toHaveAttribute('open');
  await expect(page.locator('.result-bar h1')).toBeInViewport();
});

test('Back takes every choice of the panel back', async ({ page }) => {
  await open(page, '/fr/find?category=health');
  await page.locator('.filter-panel > summary').click();
  await page.locator('.filter-panel input[name=free]').check();
  await expect(page).toHaveURL(/free=1/);
  await page.locator('select[name=department]').selectOption({ index: 1 });
  await expect(page).toHaveURL(/department=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/department=/);
  await expect(page.locator('select[name=department]')).toHaveValue('');
  await expect(page.locator('.filter-panel input[name=free]')).toBeChecked();
  await page.goBack();
  await expect(page.locator('.filter-panel input[name=free]')).not.toBeChecked();
  await expect(page.locator('.filter-panel input[name=category][value=health]')).toBeChecked();
});

test('Back before the answer has come shows in the panel what the address says', async ({ page }) => {
  await keepNothing(page);
  await open(page, '/fr/find?category=health');
  await page.locator('.filter-panel > summary').click();
  await page.route('**/api/page/ask?*', () => {});
  await page.locator('.filter-panel input[name=free]').check();
  await expect(page).toHaveURL(/free=1/);
  await page.locator('select[name=department]').selectOption({ index: 1 });
  await expect(page).toHaveURL(/department=/);
  await page.goBack();
  await expect(page.locator('select[name=department]')).toHaveValue('');
  await expect(page.locator('.filter-panel input[name=free]')).toBeChecked();
  await page.goBack();
  await expect(page.locator('.filter-panel input[name=free]')).not.toBeChecked();
  await expect(page.locator('.filter-panel input[name=category][value=health]')).toBeChecked();
});

for (const [way, choose] of [
  ['chip', (page: Page) => page.getByRole('link', { name: /^Gratuit/ }).click()],
  ['box of the panel', async (page: Page) => {
    // Suggestions lie over the panel until they are put away.
    await page.keyboard.press('Escape');
    await page.locator('.filter-panel > summary').click();
    await page.locator('.filter-panel input[name=free]').check();
  }],
] as const) {
  test(`a ${way} chosen while results are on their way keeps the words`, async ({ page }) => {
    await keepNothing(page);
    await open(page, '/fr/find');
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route('**/api/page/ask?*', async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.locator('#q').fill('repas');
    await expect(page).toHaveURL(/q=repas/);
    await choose(page);
    await expect(page).toHaveURL(/free=1/);
    release();
    await expect(page).toHaveURL(/q=repas/);
    await expect(page.locator('#q')).toHaveValue('repas');
  });
}

test('the way back from a listing leads to the same results', async ({ page }) => {
  await open(page, '/fr/find?category=health&free=1');
  const before = await ids(page);
  await page.locator('.listing-card h2 a').first().click();
  await expect(page.locator('.page-head h1')).toBeVisible();
  await page.locator('.back-link').click();
  await expect(page).toHaveURL(/\/fr\/find\?category=health&free=1/);
  await expect.poll(() => ids(page)).toEqual(before);
});

test('typing searches after a pause and never loses a letter', async ({ page }) => {
  await open(page, '/fr/find');
  await mark(page);
  const field = page.locator('#q');
  await field.click();
  await field.pressSequentially('logement ', { delay: 30 });
  await expect(page).toHaveURL(/q=logement/);
  await expect(field).toHaveValue('logement ');
  expect(await isSameDocument(page)).toBe(true);
});

/** The words that a request asks for: the search stands inside of `question`, as in an address. */
const wordsOf = (url: string) => new URLSearchParams(new URL(url).searchParams.get('question')?.split('?')[1]).get('q');

test('an older answer never replaces a newer one', async ({ page, request }) => {
  const totalOf = async (words: string) => (await (await request.get(`/api/v1/listings?q=${encodeURIComponent(words)}`)).json()).total;
  const [older, newer] = [await totalOf('repas'), await totalOf('hébergement')];
  expect(older).not.toBe(newer);
  await keepNothing(page);
  await open(page, '/fr/find');
  let release = () => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route('**/api/page/ask?*', async (route) => {
    if (wordsOf(route.request().url()) === 'repas') await held;
    // The page may have given the question up by then.
    await route.continue().catch(() => {});
  });
  const field = page.locator('#q');
  const asked = page.waitForRequest((request) => wordsOf(request.url()) === 'repas');
  await field.fill('repas');
  const late = await asked;
  await field.fill('hébergement');
  await expect(page).toHaveURL(/q=h%C3%A9bergement/);
  await expect.poll(() => total(page)).toBe(newer);
  release();
  await (await late.response())?.finished();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await total(page)).toBe(newer);
  expect(page.url()).toContain('q=h%C3%A9bergement');
});

test('Back and Forward restore the list and the place in it', async ({ page }) => {
  await open(page, '/fr/find?category=health');
  const first = await ids(page);
  const card = page.locator('.listing-card').nth(12);
  await card.scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const place = await page.evaluate(() => scrollY);
  await card.locator('h2 a').click();
  await expect(page).toHaveURL(/\/fr\/listing\//);
  await expect(page.locator('.page-head h1')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/category=health/);
  await expect.poll(() => ids(page)).toEqual(first);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(place - 60);
  await page.goForward();
  await expect(page).toHaveURL(/\/fr\/listing\//);
});

test('the language changes without loading the page and keeps the filter', async ({ page }) => {
  await open(page, '/fr/find?category=food&free=1');
  await mark(page);
  const before = await ids(page);
  await page.locator('.site-header .menu summary').click();
  await page.getByRole('link', { name: 'Українська' }).click();
  await expect(page).toHaveURL(/\/uk\/find\?category=food&free=1/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'uk');
  await expect.poll(() => ids(page)).toEqual(before);
  expect(await isSameDocument(page)).toBe(true);
});

test('pages and orders are links', async ({ page }) => {
  await open(page, '/fr/find');
  const first = await ids(page);
  await page.locator('.pager a[rel=next]').click();
  await expect(page).toHaveURL(/page=2/);
  await expect.poll(() => ids(page)).not.toEqual(first);
  await page.locator('.result-bar .menu summary').click();
  await page.locator('.result-bar .menu a[href*="sort=freshness"]').click();
  await expect(page).toHaveURL(/sort=freshness/);
  await expect(page).not.toHaveURL(/page=2/);
});

test('nothing found says what to do next', async ({ page }) => {
  await open(page, `/uk/find?q=${encodeURIComponent('ксилофоністка')}&open=now`);
  expect(await total(page)).toBe(0);
  await expect(page.locator('.ways-on a').first()).toBeVisible();
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  await page.locator('#results .ways-on a').first().click();
  await expect.poll(() => total(page)).toBeGreaterThan(0);
});

test('parameters that make no sense are left out and named', async ({ page }) => {
  await open(page, '/en/find?category=gold&colour=red&radius=x');
  await expect(page.locator('.notice').first()).toContainText('category, colour, radius');
});

test('the page and the API give the same answer', async ({ page, request }) => {
  for (const query of ['', 'category=health&open=now', 'q=cours&speaks=uk', 'near=45.76,4.83&radius=50&free=1', 'kind=collection-point&need=hygiene&sort=freshness']) {
    await open(page, `/fr/find?${query}`);
    const answer = await (await request.get(`/api/v1/listings?${query}`)).json();
    expect(await total(page), query).toBe(answer.total);
    expect(await ids(page), query).toEqual(answer.items.map((item: { id: number }) => item.id));
    for (const [code, count] of Object.entries(answer.facets.category)) {
      const shown = page.locator(`label:has(input[name=category][value=${code}]) data`);
      expect(Number(await shown.getAttribute('value')), `${query} ${code}`).toBe(count);
    }
  }
});
