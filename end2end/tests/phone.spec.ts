// A search on a small phone: one thumb, and every tap counts.
import { expect, open, test, total } from './site';

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

const LYON = `/uk/find?place=${encodeURIComponent('Ліон (69)')}`;
const DOCTOR = `${LYON}&q=${encodeURIComponent('лікар')}`;

for (const [what, target, done] of [
  ['a chip', '.facet-chips [data-key=free]', () => location.search.includes('free=1')],
  ['the filters', '.filter-panel > summary', () => !!document.querySelector('.filter-panel[open]')],
  ['the map', '.view-switch button', () => !!document.querySelector('dialog.map-frame')],
  ['a result', '.listing-card h2 a', () => location.pathname.includes('/listing/')],
] as const) {
  test(`the first tap after typing reaches ${what}`, async ({ page }) => {
    await open(page, '/uk/find');
    await page.locator('#q').tap();
    // Words that suggest nothing: a list of suggestions would lie over what follows.
    await page.locator('#q').pressSequentially('центр', { delay: 20 });
    await expect(page).toHaveURL(/q=%D1%86/);
    await expect.poll(() => total(page)).toBeGreaterThan(0);
    const aim = page.locator(target).first();
    // Answers may still be drawn anew.
    await expect(() => aim.scrollIntoViewIfNeeded({ timeout: 1000 })).toPass();
    await expect(page.locator('#q')).toBeFocused();
    const box = (await aim.boundingBox())!;
    // Where the eye saw it: what moves on losing the focus is missed.
    await page.touchscreen.tap(box.x + Math.min(box.width / 2, 40), box.y + box.height / 2);
    await page.waitForFunction(done);
  });
}

test('what answers is in sight', async ({ page }) => {
  await open(page, DOCTOR);
  const bar = (await page.locator('.site-nav').boundingBox())!;
  const answer = (await page.locator('.answers a').first().boundingBox())!;
  expect(answer.y + answer.height).toBeLessThan(bar.y);
});

test('with a place a result is in sight', async ({ page }) => {
  await open(page, LYON);
  const bar = (await page.locator('.site-nav').boundingBox())!;
  const heading = (await page.locator('.listing-card h2').first().boundingBox())!;
  expect(heading.y + heading.height).toBeLessThan(bar.y);
  const what = (await page.locator('#q').boundingBox())!;
  const where = (await page.locator('#place').boundingBox())!;
  expect(Math.abs(what.y - where.y)).toBeLessThan(2);
  const count = (await page.locator('.result-bar h1').boundingBox())!;
  const order = (await page.locator('.result-bar .menu').boundingBox())!;
  expect(order.y).toBeLessThan(count.y + count.height);
});

test('the filters fill the screen, with what is asked most first and the way to the results in sight', async ({ page }) => {
  await open(page, '/uk/find');
  await page.locator('.filter-panel > summary').tap();
  const form = (await page.locator('.filter-panel form').boundingBox())!;
  expect([form.x, form.y, form.width, form.height]).toEqual([0, 0, 360, 640]);
  const names = await page.locator('.filter-panel input[type=checkbox]').evaluateAll((boxes) => boxes.slice(0, 4).map((box) => (box as HTMLInputElement).name));
  expect(names).toEqual(['open', 'free', 'remote', 'speaks']);
  const show = page.locator('.filter-panel button[type=submit]');
  await expect(show).toBeInViewport();
  await page.locator('.filter-panel input[name=free]').check();
  await expect(page).toHaveURL(/free=1/);
  await expect.poll(async () => (await show.innerText()).replace(/\D/g, '')).toBe(String(await total(page)));
  await page.locator('.filter-groups').evaluate((groups) => groups.scrollTo(0, groups.scrollHeight));
  await expect(show).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(page.locator('.filter-panel')).not.toHaveAttribute('open');
  await expect(page.locator('.filter-panel > summary')).toBeFocused();
});

test('the number to call in danger is not under the bar', async ({ page }) => {
  for (const lang of ['uk', 'fr', 'en', 'ru']) {
    await open(page, `/${lang}`);
    const bar = (await page.locator('.site-nav').boundingBox())!;
    const call = (await page.locator('.urgent-numbers .button').boundingBox())!;
    expect(call.y + call.height, lang).toBeLessThan(bar.y);
  }
});

test('my position has a distance', async ({ page, context }) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 45.76, longitude: 4.85 });
  await open(page, '/uk/find?category=health');
  await page.locator('.search-form .icon-button').tap();
  await expect(page).toHaveURL(/near=45\.76,4\.85/);
  await expect(page).toHaveURL(/radius=30/);
});

test('the place of the search is offered for the rest of the visit and goes nowhere by itself', async ({ page }) => {
  await open(page, LYON);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(decodeURIComponent(request.url())));
  await page.locator('.brand').click();
  await expect(page.locator('#place')).toHaveValue('Ліон (69)');
  await expect(page.locator('.category-tile[href*="category=housing"]')).toHaveAttribute('href', /place=/);
  expect(asked.filter((url) => url.includes('Ліон'))).toEqual([]);
  await page.locator('.site-nav a[href$="/find"]').click();
  await page.locator('[data-key=place]').click();
  await expect(page).toHaveURL(/place=/);
  await expect(page.locator('.place-line')).toContainText('Ліон');
  await page.locator('.site-nav a[href$="/guide"]').click();
  await page.locator('a[href$="/guide/health-cover"]').first().click();
  await expect(page.locator('.listing-card .distance').first()).toBeVisible();
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => localStorage.getItem(key)?.includes('Ліон')));
  expect(kept).toEqual([]);
});

test('a bed for tonight is four taps away', async ({ page }) => {
  await open(page, '/uk');
  await page.locator('#place').tap();
  await page.locator('#place').pressSequentially('Ліон');
  await page.locator('.category-tile[href*="category=housing"]').tap();
  await expect(page).toHaveURL(/place=.*category=housing/);
  await page.locator('.listing-card h2 a').first().tap();
  await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
});

test('what is needed near a place is counted as its links find it', async ({ page }) => {
  await open(page, '/fr/help');
  for (const place of ['', 'Lyon']) {
    if (place) {
      await page.locator('#place').fill(place);
      await page.locator('.place-form button').tap();
      await expect(page).toHaveURL(/place=Lyon/);
      await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('Lyon');
    }
    const line = page.locator('main .panel .ways-on a').first();
    const promised = Number(await line.locator('data').getAttribute('value'));
    await line.tap();
    await expect(page).toHaveURL(/need=/);
    await expect.poll(() => total(page)).toBe(promised);
    await page.goBack();
    await expect(page.locator('.place-form')).toBeVisible();
  }
});
