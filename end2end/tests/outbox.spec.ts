import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { Ground } from './outbox_ground';
import { expect, open, test as base } from './site';

const KEPT = 'Ce sera envoyé dès qu’il y aura du réseau.';
const SENT = 'Merci, votre message est bien arrivé.';

/** Each test writes about listings of its own, so that it can count them. */
const test = base.extend<{ listing: number }, { ground: Ground }>({
  ground: [async ({}, use) => {
    const ground = await Ground.build();
    await use(ground);
    await ground.close();
  }, { scope: 'worker', timeout: 60_000 }],
  baseURL: async ({ ground }, use) => use(ground.base),
  listing: async ({ ground }, use) => {
    ground.change('fine');
    await ground.start();
    await use((next += 1));
    ground.change('fine');
  },
  allowed: [[/ERR_|Failed to load resource|status of 4/], { option: true }],
});
let next = 0;

const form = (listing: number) => `/fr/listing/x-${listing}/report`;

/** Opens a form and waits until its script is there with all of its parts. */
async function openForm(page: Page, listing: number) {
  const loaded = page.waitForResponse(/\/outbox-\w+\.js/);
  await open(page, form(listing));
  await loaded;
  await page.waitForLoadState('networkidle');
}

async function fill(page: Page, comment: string) {
  await page.getByLabel('Les horaires sont faux').check();
  await page.getByLabel('Dites-en plus').fill(comment);
}

const send = (page: Page) => page.getByRole('button', { name: 'Envoyer', exact: true }).click();
const said = (page: Page) => page.locator('form .outbox-said');
const online = (page: Page) => page.evaluate(() => dispatchEvent(new Event('online')));
const arrived = (ground: Ground, listing: number) => expect.poll(async () => (await ground.reports(listing)).map(({ comment }) => comment));

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a form is sent, comes back with its words, and is sent again', async ({ page, ground, listing }) => {
    await page.goto(`/fr/listing/x-${listing}`);
    await page.getByRole('link', { name: 'Quelque chose ne va pas' }).click();
    await page.getByLabel('Téléphone ou e-mail').fill('olena@example.org');
    const summary = page.locator('.error-summary');
    // Nobody fills in a form faster than a test, which the server therefore asks to look over it.
    await expect(async () => {
      await page.getByRole('button', { name: 'Envoyer' }).click();
      await expect(summary.getByRole('link')).toHaveText('Choisissez ce qui ne va pas.', { timeout: 300 });
    }).toPass({ intervals: [300] });
    await expect(summary).toBeFocused();
    await expect(page.locator('.field-error')).toHaveText('Choisissez ce qui ne va pas.');
    await expect(page.getByLabel('Téléphone ou e-mail')).toHaveValue('olena@example.org');
    await page.getByLabel('C’est fermé définitivement').check();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await expect(page.locator('h1')).toHaveText('Merci');
    await expect(page).toHaveURL(/\/thanks$/);
    expect(await ground.reports(listing)).toMatchObject([{ wrong: 'closed', contact: 'olena@example.org' }]);
  });

  test('one tap confirms', async ({ page, listing }) => {
    await page.goto(`/fr/listing/x-${listing}`);
    await page.getByRole('button', { name: 'Vérifié sur place : tout est exact' }).click();
    await expect(page.locator('h1')).toHaveText('Merci');
    await page.getByRole('link', { name: 'Retour à la fiche' }).click();
    await expect(page).toHaveURL(new RegExp(`-${listing}$`));
  });
});

test('a reader loads nothing of it', async ({ page, listing }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await open(page, `/fr/listing/x-${listing}`);
  await page.waitForLoadState('networkidle');
  expect(loaded.filter((url) => url.includes('outbox'))).toEqual([]);
});

test('a report and a confirmation are sent at once', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  await fill(page, 'fermé le mercredi');
  await send(page);
  await expect(said(page)).toHaveText(SENT);
  await expect(said(page)).toBeFocused();
  await expect(page.getByLabel('Dites-en plus')).toBeHidden();
  await arrived(ground, listing).toEqual(['fermé le mercredi']);
  await page.getByRole('link', { name: 'Retour à la fiche' }).click();
  await page.getByRole('button', { name: 'Vérifié sur place : tout est exact' }).click();
  await expect(said(page)).toHaveText(SENT);
  await page.goto('/fr/saved');
  await expect(page.locator('.outbox-list li')).toHaveCount(2);
  await expect(page.locator('.outbox-list [data-state=sent]')).toHaveCount(2);
});

test('mistakes are said beside the fields before anything is kept', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  const before = ground.written;
  await send(page);
  await expect(page.locator('.error-summary')).toBeFocused();
  await page.getByLabel('Autre chose').check();
  await send(page);
  await expect(page.locator('#comment-error')).toHaveText('Dites en quelques mots ce qui ne va pas.');
  await expect(page.getByLabel('Dites-en plus')).toHaveAttribute('aria-invalid', 'true');
  expect(ground.written).toBe(before);
  await page.getByLabel('Dites-en plus').fill('la porte est dans la cour');
  await send(page);
  await expect(said(page)).toHaveText(SENT);
  await expect(page.locator('.error-summary')).toHaveCount(0);
});

test('what is written while the server is gone is sent once when both are back', async ({ ground, listing }) => {
  const device = await mkdtemp(join(tmpdir(), 'ensemble-device-'));
  const { executablePath, args } = test.info().project.use.launchOptions!;
  const turnOn = () => chromium.launchPersistentContext(device, { executablePath, args, baseURL: ground.base });
  let browser = await turnOn();
  try {
    const page = await browser.newPage();
    await openForm(page, listing);
    await ground.stop();
    await fill(page, 'зачинено');
    await send(page);
    await expect(said(page)).toContainText(KEPT);
    await browser.close();
    expect(await ground.reports(listing)).toEqual([]);
    await ground.start();
    browser = await turnOn();
    const again = await browser.newPage();
    await open(again, '/fr');
    await arrived(ground, listing).toEqual(['зачинено']);
    await open(again, '/fr/saved');
    await expect(again.locator('.outbox-list [data-state=sent]')).toHaveCount(1);
    expect(await ground.reports(listing)).toHaveLength(1);
  } finally {
    await browser.close();
    await rm(device, { recursive: true, force: true });
  }
});

test('an answer that is lost after the server has it makes no second report', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  ground.change('lose');
  await fill(page, 'perdu');
  await send(page);
  await expect(said(page)).toContainText(KEPT);
  await arrived(ground, listing).toEqual(['perdu']);
  ground.change('fine');
  await online(page);
  await expect(said(page)).toHaveText(SENT);
  expect(await ground.reports(listing)).toHaveLength(1);
});

test('a refused report comes back with its words and blocks no other', async ({ page, ground, listing }) => {
  const long = 'x'.repeat(2001);
  await openForm(page, listing);
  await page.locator('#comment').evaluate((field) => field.removeAttribute('maxlength'));
  ground.change('down');
  await fill(page, long);
  await send(page);
  await expect(said(page)).toContainText(KEPT);
  const second = (next += 1);
  ground.change('fine');
  await openForm(page, second);
  await fill(page, 'bien');
  await send(page);
  await expect(said(page)).toHaveText(SENT);
  await page.goto('/fr/saved');
  const refused = page.locator('.outbox-list [data-state=refused]');
  await expect(refused).toContainText('Refusé.');
  await refused.getByRole('link', { name: /^Modifier/ }).click();
  await expect(page.locator('#comment-error')).toHaveText(/2.000 caractères au plus/);
  await expect(page.locator('#comment')).toHaveValue(long);
  await page.locator('#comment').fill('plus court');
  await send(page);
  await expect(said(page)).toHaveText(SENT);
  await arrived(ground, listing).toEqual(['plus court']);
  await page.goto('/fr/saved');
  await expect(page.locator('.outbox-list [data-state=sent]')).toHaveCount(2);
  await expect(page.locator('.outbox-list [data-state=refused]')).toHaveCount(0);
});

test('two tabs do not send twice', async ({ page, context, ground, listing }) => {
  await openForm(page, listing);
  ground.change('down');
  await fill(page, 'deux onglets');
  await send(page);
  await expect(said(page)).toContainText(KEPT);
  ground.change('stall');
  const tabs = [page, await context.newPage(), await context.newPage()];
  for (const tab of tabs.slice(1)) await open(tab, '/fr/saved');
  await expect.poll(() => ground.written).toBeGreaterThan(0);
  ground.change('fine');
  const before = ground.written;
  await Promise.all(tabs.map(online));
  await expect(said(page)).toHaveText(SENT);
  await Promise.all(tabs.map(online));
  expect(ground.written - before).toBeLessThanOrEqual(2);
  expect(await ground.reports(listing)).toHaveLength(1);
});

test('with a full device it is sent at once or stays in the form', async ({ page, context, ground, listing }) => {
  await openForm(page, listing);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: ground.base, quotaSize: 1 });
  ground.change('down');
  await fill(page, 'plein');
  await send(page);
  await expect(said(page)).toContainText('votre navigateur ne peut pas garder');
  await expect(page.getByLabel('Dites-en plus')).toHaveValue('plein');
  ground.change('fine');
  await send(page);
  await expect(said(page)).toHaveText(SENT);
  await arrived(ground, listing).toEqual(['plein']);
});

test('without IndexedDB it is sent at once or stays in the form', async ({ page, ground, listing }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await openForm(page, listing);
  ground.change('down');
  await fill(page, 'sans base');
  await send(page);
  await expect(said(page)).toContainText('votre navigateur ne peut pas garder');
  ground.change('fine');
  await send(page);
  await expect(said(page)).toHaveText(SENT);
  await arrived(ground, listing).toEqual(['sans base']);
});

test('a device that never answers does not keep it from being sent', async ({ page, ground, listing }) => {
  await page.addInitScript(() => { IDBFactory.prototype.open = () => ({ addEventListener() {}, removeEventListener() {} }) as unknown as IDBOpenDBRequest; });
  await openForm(page, listing);
  await fill(page, 'muet');
  await send(page);
  await expect(said(page)).toHaveText(SENT, { timeout: 15_000 });
  await arrived(ground, listing).toEqual(['muet']);
});

test('a network that answers everything with its own page is no server', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  ground.change('portal');
  await fill(page, 'café');
  await send(page);
  await expect(said(page)).toContainText(KEPT);
  ground.change('fine');
  await online(page);
  await expect(said(page)).toHaveText(SENT);
  await arrived(ground, listing).toEqual(['café']);
});

test('a connection that stalls keeps nobody waiting', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  ground.change('stall');
  await fill(page, 'tunnel');
  await send(page);
  await expect(said(page)).toContainText(KEPT);
  ground.change('fine');
  await online(page);
  await expect(said(page)).toHaveText(SENT);
  await arrived(ground, listing).toEqual(['tunnel']);
});

test('a server that asks for patience gets it, unless the person insists', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  ground.change('busy');
  await fill(page, 'plus tard');
  await send(page);
  await expect(said(page)).toContainText(KEPT);
  const before = ground.written;
  ground.change('fine');
  await online(page);
  await open(page, '/fr/saved');
  await expect(page.locator('.outbox-list [data-state=waiting]')).toHaveCount(1);
  await online(page);
  expect(ground.written).toBe(before);
  await page.getByRole('button', { name: /^Envoyer maintenant/ }).click();
  await expect(page.locator('.outbox-list [data-state=sent]')).toHaveCount(1);
  await arrived(ground, listing).toEqual(['plus tard']);
});

test('what waits can be sent by hand, taken back, and forgotten', async ({ page, context, ground, listing }) => {
  const second = (next += 1);
  const pages = [page, await context.newPage()] as const;
  await openForm(pages[0], listing);
  await openForm(pages[1], second);
  ground.change('down');
  for (const [place, number] of [listing, second].entries()) {
    await fill(pages[place]!, `mots ${number}`);
    await send(pages[place]!);
    await expect(said(pages[place]!)).toContainText(KEPT);
  }
  await pages[1].close();
  ground.change('stall');
  await page.goto('/fr/saved');
  const waiting = page.locator('.outbox-list [data-state=waiting]');
  await expect(waiting).toHaveCount(2);
  await waiting.filter({ hasText: `mots ${second}` }).getByRole('button', { name: /^Supprimer/ }).click();
  await expect(waiting).toHaveCount(1);
  ground.change('fine');
  await waiting.getByRole('button', { name: /^Envoyer maintenant/ }).click();
  await expect(page.locator('.outbox-list [data-state=sent]')).toHaveCount(1);
  await arrived(ground, listing).toEqual([`mots ${listing}`]);
  expect(await ground.reports(second)).toEqual([]);
  await page.locator('[aria-expanded]:has-text("oublier")').click();
  await page.locator('[data-forget]').click();
  await expect(page.locator('.outbox-list')).toHaveCount(0);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('the form is filled in and sent by keyboard', async ({ page, ground, listing }) => {
  await openForm(page, listing);
  await page.locator('#wrong').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('Le lieu a déménagé')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type('rue Neuve');
  await page.keyboard.press('Tab');
  await expect(page.locator('#contact')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(said(page)).toHaveText(SENT);
  await arrived(ground, listing).toEqual(['rue Neuve']);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`form, mistakes, thanks and list are accessible, ${colorScheme}`, async ({ page, ground, listing }) => {
    await page.emulateMedia({ colorScheme });
    const rules = { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } };
    const check = async (place: string) => expect((await new AxeBuilder({ page }).options({ rules }).analyze()).violations, place).toEqual([]);
    await openForm(page, listing);
    await check('form');
    await send(page);
    await expect(page.locator('.error-summary')).toBeVisible();
    await check('mistakes');
    await fill(page, 'mots');
    ground.change('down');
    await send(page);
    await expect(said(page)).toContainText(KEPT);
    await check('kept');
    ground.change('fine');
    await open(page, `/fr/listing/x-${listing}/thanks`);
    await check('thanks');
    await open(page, '/fr/saved');
    await expect(page.locator('.outbox-list li')).toHaveCount(1);
    await check('list');
  });
}
