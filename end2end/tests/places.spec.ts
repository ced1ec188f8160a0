// A place by its name: in the form, in the list, on both maps. With and without JavaScript.
import AxeBuilder from '@axe-core/playwright';

import { expect, ids, open, test, total } from './site';

// What a page prepares for its script is not used where there is none.
test.use({ allowed: [/GPU stall due to ReadPixels|was preloaded using link preload/] });

const LYON = `/uk/find?category=food&place=${encodeURIComponent('Ліон')}&radius=30`;

/** What the API finds for the same question. */
const found = async (request: { get(path: string): Promise<{ json(): Promise<{ total: number; items: { id: number; lat: number; lon: number }[] }> }> }, address: string) =>
  (await request.get(`/api/v1/listings?${address.split('?')[1]}&per_page=20`)).json();

test.describe('wide', () => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test('list, map and drawn map show the same places around a town, and nothing leaves the instance', async ({ page, request, baseURL }) => {
    const elsewhere: string[] = [];
    page.on('request', (asked) => { if (!asked.url().startsWith(baseURL!) && !asked.url().startsWith('data:')) elsewhere.push(asked.url()); });
    await open(page, LYON);
    const answer = await found(request, LYON);
    expect(answer.total).toBeGreaterThan(0);
    for (const { lat, lon } of answer.items) expect(Math.hypot((lat - 45.76) * 111, (lon - 4.835) * 78)).toBeLessThan(31);
    expect(await total(page)).toBe(answer.total);
    expect(await ids(page)).toEqual(answer.items.map((item) => item.id));
    await page.locator('ensemble-map[data-map=open]').waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('ensemble:map-drawn').length > 0);
    expect(await page.evaluate(() => (window as Window & { __ensembleMap?: { points(): number } }).__ensembleMap!.points())).toBe(answer.total);
    const drawn = await (await request.get(`/map/uk/find.svg?${LYON.split('?')[1]}`)).text();
    const numbers = [...drawn.matchAll(/font-weight="700"[^>]*>(\d+)</g)].reduce((sum, [, number]) => sum + Number(number), 0);
    expect(numbers + (drawn.match(/<use /g) ?? []).length).toBe(answer.total);
    expect(drawn).toContain('>Ліон<');
    expect(elsewhere).toEqual([]);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the form resolves the place on the server', async ({ page, request }) => {
    await page.goto('/uk/find?category=food');
    await page.locator('#place').fill('Ліон');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/place=/);
    await expect(page.locator('.place-line')).toContainText('Ліон (69), до 30 км');
    expect(await total(page)).toBe((await found(request, LYON)).total);
    await expect(page.locator('ensemble-map img')).toHaveAttribute('src', /^\/map\/uk\/find\.svg\?/);
  });

  test('a name of several places asks back', async ({ page }) => {
    await page.goto('/fr/find?place=Saint-Denis');
    const line = page.locator('.place-line');
    await expect(line).toContainText('D’autres lieux portent ce nom');
    // The larger one is shown: which of the two that is, the next census may change.
    const shown = (await line.textContent())!.includes('(974), à') ? '93' : '974';
    const other = line.locator('a', { hasText: `Saint-Denis (${shown})` });
    await other.click();
    await expect(page.locator('.place-line')).toContainText(`Autour de Saint-Denis (${shown})`);
    await expect(page.locator('.place-line')).not.toContainText('D’autres lieux');
  });
});

test('the distance can be changed, and the department taken instead', async ({ page }) => {
  await open(page, LYON.replace('&radius=30', ''));
  const within30 = await total(page);
  await page.locator('.filter-panel > summary').click();
  await page.locator('select[name=radius]').selectOption('100');
  await expect(page).toHaveURL(/radius=100/);
  await expect.poll(() => total(page)).toBeGreaterThanOrEqual(within30);
  await page.locator('.filter-panel button[type=submit]').click();
  await expect(page.locator('.place-line')).toContainText('до 100 км');
  await page.locator('.place-line a', { hasText: 'Рона' }).click();
  await expect(page).toHaveURL(/department=69/);
  await expect(page.locator('.place-line')).not.toContainText('км');
});

test('suggestions can be gone through with the keyboard', async ({ page }) => {
  await open(page, '/fr/find');
  const field = page.getByRole('combobox');
  await page.locator('#place').focus();
  await field.pressSequentially('greno', { delay: 30 });
  const list = page.getByRole('listbox');
  await expect(list.getByRole('option').first()).toContainText('Grenoble (38)');
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('Grenoble (38)');
  await expect(list).toBeHidden();
  await expect(page).toHaveURL(/place=Grenoble/);
  await expect(page.locator('.place-line')).toContainText('Grenoble (38)');
});

test('Escape and leaving the field close the suggestions and keep what is typed', async ({ page }) => {
  await open(page, '/uk/find');
  const field = page.locator('#place');
  await field.pressSequentially('Марсе', { delay: 30 });
  const list = page.getByRole('listbox');
  await expect(list.getByRole('option').first()).toContainText('Марсель');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(field).toHaveValue('Марсе');
  await field.pressSequentially('л', { delay: 30 });
  await expect(list).toBeVisible();
  await page.locator('input[name=q]').focus();
  await expect(list).toBeHidden();
});

test('a suggestion can be tapped', async ({ page }) => {
  await open(page, '/uk/find');
  await page.locator('#place').pressSequentially('Ніцц', { delay: 30 });
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(page.locator('#place')).toHaveValue(/Ніцца \(06\)/);
  await expect(page.locator('.place-line')).toContainText('Ніцца (06)');
});

test('axe finds nothing on an open list of suggestions', async ({ page }) => {
  await open(page, '/fr/find');
  await page.locator('#place').pressSequentially('saint-d', { delay: 30 });
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.search-form').analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
});

test.describe('without a server for suggestions', () => {
  test.use({ allowed: [/ERR_FAILED/] });

  test('what the device keeps is suggested', async ({ page }) => {
    await page.route('**/api/v1/places?*', (route) => route.abort());
    await open(page, '/uk/find');
    await page.locator('html[data-directory=kept]').waitFor();
    await page.locator('#place').pressSequentially('марсел', { delay: 30 });
    await page.getByRole('option', { name: 'Марсель (13)' }).click();
    await expect(page.locator('.place-line')).toContainText('Марсель (13)');
  });

  test('without the suggestions the field works', async ({ page }) => {
    await page.route('**/api/v1/places?*', (route) => route.abort());
    await open(page, '/fr/find');
    await page.locator('#place').fill('Marseille');
    await expect(page.locator('.place-line')).toContainText('Marseille (13)');
  });
});

test('a listing says where it is on a small map, and leads to the ways there', async ({ page, request }) => {
  const { items } = await (await request.get('/api/v1/listings?category=food&per_page=20')).json();
  const item = items.find((item: { lat: number | null }) => item.lat !== null);
  await open(page, `/uk/listing/${item.slug}`);
  const map = page.locator('.listing-map img');
  await map.scrollIntoViewIfNeeded();
  await expect.poll(() => map.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(map).toHaveAttribute('alt', 'Мапа околиць');
  for (const link of await page.locator('.map-sites a').all()) {
    expect(await link.getAttribute('rel')).toContain('noreferrer');
    expect(await link.getAttribute('href')).toContain(String(item.lat));
  }
});
