// The map that moves, beside the list and on a phone. What is not there has to be said: half of these tests take something away.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, ids, isSameDocument, keepNothing, mark, open, test, total } from './site';

interface Shown { pins: number[]; clusters: number[] }
type MapWindow = Window & { __ensembleMap?: { points(): number; shown(): Shown } };

const CODE = /\/map(-worker)?(-[0-9a-f]{16})?\.(js|css)|\/tiles\/|\/api\/v1\/points/;
const WIDE = { width: 1280, height: 800 };

// Software that stands in for a graphics card says so when a picture is taken.
test.use({ allowed: [/GPU stall due to ReadPixels/] });

/** Waits for a map that is open and has drawn what it knows. */
async function opened(page: Page) {
  await page.locator('ensemble-map[data-map=open]').waitFor({ state: 'attached' });
  await page.waitForFunction(() => performance.getEntriesByName('ensemble:map-drawn').length > 0);
}

const points = (page: Page) => page.evaluate(() => (window as MapWindow).__ensembleMap?.points() ?? -1);
const shown = (page: Page) => page.evaluate(() => (window as MapWindow).__ensembleMap!.shown());
const sum = ({ pins, clusters }: Shown) => clusters.reduce((all, one) => all + one, pins.length);
const said = (page: Page) => page.locator('ensemble-map > .map-said');
/** How many of a search have a place. */
const placed = async (page: Page, query: string) => (await (await page.request.get(`/api/v1/points?${query}`)).json()).ids.length as number;

test.describe('beside the list', () => {
  test.use({ viewport: WIDE });

  test('the map shows what the list counts', async ({ page }) => {
    for (const query of ['category=food', 'kind=collection-point']) {
      await open(page, `/fr/find?${query}`);
      await opened(page);
      const found = await total(page);
      const onMap = await points(page);
      expect(onMap, query).toBe(await placed(page, query));
      expect(onMap, query).toBeLessThanOrEqual(found);
      // Those without a place are named, not lost.
      if (onMap < found) await expect(page.locator('.map-note')).toContainText(new RegExp(`^${found - onMap} `));
      // The map begins where most are; those overseas come into view with the others.
      await page.getByRole('button', { name: 'Voir tous les résultats' }).click();
      await expect.poll(async () => sum(await shown(page)), query).toBe(onMap);
    }
  });

  test('until the results come the picture stays on top, and nobody meets the map below', async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await keepNothing(page);
    await page.route('**/api/v1/points?*', async (route) => { await held; await route.continue(); });
    await open(page, '/fr/find');
    await page.waitForFunction(() => performance.getEntriesByName('ensemble:map-ready').length > 0);
    const frame = page.locator('.map-frame');
    const isOnTop = () => frame.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    await expect(frame).toHaveJSProperty('inert', true);
    expect(await isOnTop()).toBe(false);
    release();
    await opened(page);
    await expect(frame).toHaveJSProperty('inert', false);
    await expect.poll(isOnTop).toBe(true);
  });

  test('a filter changes pins and list together', async ({ page }) => {
    await open(page, '/fr/find');
    await opened(page);
    await mark(page);
    const before = await points(page);
    await page.getByRole('link', { name: /^Ouvert maintenant/ }).click();
    await expect(page).toHaveURL(/open=now/);
    await expect.poll(() => points(page)).toBeLessThan(before);
    expect(await isSameDocument(page)).toBe(true);
    await expect(page.locator('.map-frame')).toHaveCount(1);
  });

  test('a search in this area is an address, and Back takes it back', async ({ page }) => {
    await open(page, '/fr/find?category=health');
    await opened(page);
    await mark(page);
    const [all, list] = [await points(page), await ids(page)];
    await page.getByRole('button', { name: 'Agrandir' }).click();
    await page.getByRole('button', { name: 'Agrandir' }).click();
    await page.getByRole('link', { name: 'Chercher dans cette zone' }).click();
    await expect(page).toHaveURL(/category=health.*bbox=/);
    await expect.poll(() => points(page)).toBeLessThan(all);
    await expect.poll(() => total(page)).toBe(await points(page));
    expect(sum(await shown(page))).toBe(await points(page));
    await page.goBack();
    await expect(page).not.toHaveURL(/bbox/);
    await expect.poll(() => points(page)).toBe(all);
    await expect.poll(() => ids(page)).toEqual(list);
    await page.goForward();
    await page.getByRole('link', { name: 'Chercher partout' }).click();
    await expect(page).not.toHaveURL(/bbox/);
    expect(await isSameDocument(page)).toBe(true);
  });

  test('pin and card show each other', async ({ page, request }) => {
    const { items } = await (await request.get('/api/v1/listings?per_page=50')).json();
    const item = items.find((item: { lat: number | null }) => item.lat !== null);
    const [d, across] = [0.0005, [item.lon, item.lat]];
    await open(page, `/fr/find?bbox=${across[0] - d},${across[1] - d},${across[0] + d},${across[1] + d}`);
    await opened(page);
    const box = (await page.locator('.map-canvas').boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const card = page.locator('.is-chosen[data-listing-id]');
    await expect(card).toHaveCount(1);
    await expect(page.locator('.map-sheet h2 a')).toHaveAttribute('href', await card.locator('h2 a').getAttribute('href') ?? '');
    await page.keyboard.press('Tab');
    await page.locator('.map-sheet button').last().click();
    await expect(card).toHaveCount(0);
  });

  test('the keyboard moves the map and goes through its places', async ({ page }) => {
    await open(page, '/uk/find?category=health');
    await opened(page);
    const canvas = page.locator('.maplibregl-canvas');
    await canvas.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('link', { name: 'Шукати в цій частині мапи' })).toBeVisible();
    await page.getByRole('button', { name: 'Показати місця одне за одним' }).focus();
    await page.keyboard.press('Enter');
    const name = page.locator('.map-sheet h2 a');
    await expect(name).toBeVisible();
    const first = await name.textContent();
    // The focus stands on the way to the next.
    await page.keyboard.press('Enter');
    await expect(name).not.toHaveText(first!);
    await page.keyboard.press('Escape');
    await expect(page.locator('.map-sheet')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Показати місця одне за одним' })).toBeFocused();
  });

  test('who listens hears how many places are in view once the map is moved: before, the list has told it', async ({ page }) => {
    await open(page, '/uk/find?category=food');
    await opened(page);
    const status = page.locator('.map-frame > [role=status]');
    await expect(status).toBeEmpty();
    await page.locator('.maplibregl-canvas').focus();
    await page.keyboard.press('+');
    await expect(status).toHaveText(/^На мапі видно \S+ місц/);
  });

  test('the colours follow the device while the map is open', async ({ page }) => {
    await open(page, '/fr/find');
    await opened(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.emulateMedia({ forcedColors: 'active' });
    await expect(page.locator('ensemble-map')).toHaveAttribute('data-map', 'open');
  });

  test('axe finds nothing on an open map', async ({ page }) => {
    await open(page, '/uk/find?category=health');
    await opened(page);
    await page.getByRole('button', { name: 'Показати місця одне за одним' }).click();
    await expect(page.locator('.map-sheet h2 a')).toBeVisible();
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } };
    const { violations } = await new AxeBuilder({ page }).include('ensemble-map').options({ rules }).analyze();
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });

  test('an area that does not exist is said, and everything is shown', async ({ page }) => {
    await open(page, '/fr/find?bbox=900,1,2,3');
    await opened(page);
    await expect(page.locator('main .notice').first()).toContainText('bbox');
    expect(await points(page)).toBeGreaterThan(0);
  });

  test('nothing found is a sentence, not an empty map', async ({ page }) => {
    await open(page, `/uk/find?q=${encodeURIComponent('ксилофоністка')}`);
    await opened(page);
    await expect(page.locator('.map-note')).toContainText('немає чого показати');
  });

  test('an older answer never replaces a newer one', async ({ page }) => {
    await keepNothing(page);
    await open(page, '/fr/find?category=food');
    await opened(page);
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    let arrived = () => {};
    const answered = new Promise<void>((resolve) => { arrived = resolve; });
    await page.route('**/api/v1/points?*', async (route) => {
      const isLate = route.request().url().includes('free=1');
      if (isLate) await held;
      await route.continue().catch(() => {});
      if (isLate) arrived();
    });
    const late = page.waitForRequest(/\/api\/v1\/points\?.*free=1/);
    await page.locator('.filter-panel > summary').click();
    await page.locator('.filter-panel input[name=free]').check();
    await expect(page).toHaveURL(/free=1/);
    await late;
    await page.locator('.filter-panel input[name=free]').uncheck();
    await expect(page).not.toHaveURL(/free=1/);
    const expected = await placed(page, 'category=food');
    await expect.poll(() => points(page)).toBe(expected);
    release();
    await answered;
    // Two frames: whatever came would have been drawn.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(await points(page)).toBe(expected);
  });
});

test.describe('beside the list, with something missing', () => {
  test.use({ viewport: WIDE, allowed: [/Failed to load resource|ERR_FAILED|GPU stall/] });

  test('a module that does not load leaves list and picture, and says so', async ({ page }) => {
    await page.route(/\/map(-[0-9a-f]{16})?\.js/, (route) => route.abort());
    await open(page, '/uk/find');
    await expect(said(page)).toHaveText('Мапа не завантажилася.');
    await expect(page.locator('ensemble-map img')).toBeVisible();
    expect((await ids(page)).length).toBeGreaterThan(0);
  });

  test('a missing map of the ground says so too', async ({ page }) => {
    await page.route('**/tiles/tiles.json', (route) => route.abort());
    await open(page, '/fr/find');
    await expect(said(page)).toHaveText(/pas pu être chargée/);
    await expect(page.locator('ensemble-map img')).toBeVisible();
  });

  test('places that do not load can be asked for again', async ({ page }) => {
    let isDown = true;
    await keepNothing(page);
    await page.route('**/api/v1/points?*', (route) => (isDown ? route.abort() : route.continue()));
    await open(page, '/fr/find?category=food');
    const again = page.locator('.map-note .button-plain');
    await again.waitFor();
    isDown = false;
    await again.click();
    await expect.poll(() => points(page)).toBeGreaterThan(0);
  });

  test('a browser without WebGL2 keeps the list, is told why and loads nothing', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.addInitScript(() => {
      const own = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
        return kind === 'webgl2' ? null : (own as Function).call(this, kind, ...more);
      } as typeof own;
    });
    await open(page, '/fr/find');
    await expect(said(page)).toHaveText(/ne peut pas afficher/);
    await expect(page.locator('ensemble-map img')).toBeVisible();
    expect((await ids(page)).length).toBeGreaterThan(0);
    expect(asked.filter((path) => CODE.test(path))).toEqual([]);
  });

  test('who saves data opens the map by hand', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    await open(page, '/fr/find');
    await expect(said(page)).toHaveText(/économiser/);
    expect(asked.filter((path) => CODE.test(path))).toEqual([]);
    await page.locator('ensemble-map [data-open-map]').click();
    await opened(page);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true });

  test('nothing of the map is loaded before it is opened', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await open(page, '/uk/find?category=food');
    await page.waitForLoadState('networkidle');
    expect(asked.filter((path) => CODE.test(path))).toEqual([]);
    await page.locator('.view-switch [data-open-map]').click();
    await opened(page);
    expect(asked.filter((path) => CODE.test(path)).length).toBeGreaterThan(4);
  });

  test('the map fills the screen, and Back and Escape lead to where one was', async ({ page }) => {
    await open(page, '/uk/find?category=health');
    const button = page.locator('.view-switch [data-open-map]');
    const dialog = page.locator('dialog.map-frame');
    for (const leave of [() => page.goBack(), () => page.keyboard.press('Escape'), () => page.getByRole('button', { name: 'Закрити мапу' }).click()]) {
      const place = await page.evaluate(() => scrollY);
      await button.click();
      await opened(page);
      await expect(dialog).toBeVisible();
      await leave();
      await expect(dialog).toHaveCount(0);
      await expect(page).toHaveURL(/\/uk\/find\?category=health$/);
      await expect(button).toBeFocused();
      expect(await page.evaluate(() => scrollY)).toBe(place);
    }
  });

  test('a search in this area keeps the map, and Back takes the area first', async ({ page }) => {
    await open(page, '/uk/find?category=health');
    await page.locator('.view-switch [data-open-map]').click();
    await opened(page);
    await page.getByRole('button', { name: 'Збільшити' }).click();
    await page.getByRole('link', { name: 'Шукати в цій частині мапи' }).click();
    await expect(page).toHaveURL(/bbox=/);
    await expect(page.locator('dialog.map-frame')).toBeVisible();
    await page.goBack();
    await expect(page).not.toHaveURL(/bbox=/);
    await expect(page.locator('dialog.map-frame')).toBeVisible();
    await page.goBack();
    await expect(page.locator('dialog.map-frame')).toHaveCount(0);
  });

  test('a place leads to its page, and Back to the map', async ({ page }) => {
    await open(page, '/fr/find?category=food');
    await page.locator('.view-switch [data-open-map]').click();
    await opened(page);
    await page.getByRole('button', { name: 'Voir les lieux un par un' }).click();
    await page.locator('.map-sheet h2 a').click();
    await expect(page).toHaveURL(/\/fr\/listing\//);
    await expect(page.locator('dialog.map-frame')).toHaveCount(0);
    await page.goBack();
    await expect(page.locator('dialog.map-frame')).toBeVisible();
  });
});
