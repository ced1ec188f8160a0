// What somebody saved is theirs: it stands when the page is opened fresh without a server, and goes only when they say so.
import type { Page } from '@playwright/test';
import { expect, reloadAlone, sync, test, visit } from './ground';

test.describe.configure({ timeout: 60_000 });

/** Saves the first listing of a search; gives its name. */
async function save(page: Page, address: string): Promise<string> {
  await visit(page, address);
  const card = page.locator('.listing-card').first();
  await card.locator('[data-save]').click();
  await expect(card.locator('[data-save]')).toHaveAttribute('aria-pressed', 'true');
  return card.locator('h2').innerText();
}

test('what is saved stands when its page is opened fresh without a server', async ({ page, site, context }) => {
  const name = await save(page, `${site.base}/uk/find?category=food`);
  await site.kill();
  const fresh = await context.newPage();
  await fresh.goto(`${site.base}/uk/saved`);
  await expect(fresh.locator('.listing-card h2')).toHaveText(name);
  await expect(fresh.locator('.storage-table'), 'its table was never shown with a network').toBeVisible();
  await context.setOffline(true);
  await fresh.reload();
  await expect(fresh.locator('.listing-card h2')).toHaveText(name);
  await fresh.locator('.listing-card h2 a').click();
  await expect(fresh.locator('main h1')).toHaveText(name);
});

test('what is saved does not wait for a server that lets wait', async ({ page, site, front }) => {
  const name = await save(page, `${front.base}/uk/find?category=food`);
  await page.goto(`${front.base}/uk`);
  await page.locator('html[data-hydrated]').waitFor();
  front.meddle = (asked: { url: string }, _: unknown, pass: () => void) => (/^\/(api|uk)/.test(asked.url) ? undefined : pass());
  const begun = Date.now();
  await page.goto(`${front.base}/uk/saved`);
  await expect(page.locator('.listing-card h2')).toHaveText(name);
  await expect(page.locator('ensemble-network')).not.toBeEmpty();
  expect(Date.now() - begun).toBeLessThan(5000);
});

test('a saved place that was withdrawn is said to be gone, with what is near it, and can be taken away', async ({ page, site }) => {
  const name = await save(page, `${site.base}/uk/find?category=food`);
  const id = Number(await page.locator('.listing-card').first().getAttribute('data-listing-id'));
  site.withdraw(id);
  await expect(async () => {
    await sync(page);
    await page.goto(`${site.base}/uk/saved`);
    await expect(page.locator('main')).toContainText('1 збереженого місця більше немає у списку.', { timeout: 2000 });
  }).toPass();
  await sync(page);
  await site.kill();
  await reloadAlone(page);
  await expect(page.locator('main')).toContainText('1 збереженого місця більше немає у списку.');
  await page.getByRole('link', { name: 'Що є поруч' }).click();
  await expect(page.locator('main h1')).not.toHaveText(name);
  await expect(page.locator('.listing-card').first()).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Прибрати зі збереженого' }).click();
  await expect(page.locator('main')).toContainText('Ви ще нічого не зберегли');
});

test('after everything is forgotten the page says so and shows that nothing is left', async ({ page, site }) => {
  await save(page, `${site.base}/fr/find?category=food`);
  await visit(page, `${site.base}/fr/saved`);
  await page.getByRole('button', { name: /^Tout oublier/ }).click();
  await page.getByRole('button', { name: 'Oui, tout oublier' }).click();
  await expect(page.locator('.storage-table tfoot')).toContainText(/Total\s*0\s*ko/);
  await expect(page.locator('ensemble-as-of')).not.toContainText('Disponible sans réseau');
  await expect(page.locator('html')).not.toHaveAttribute('data-directory');
});

test('suggestions of places come without a server where the field was never used before', async ({ page, site }) => {
  await visit(page, `${site.base}/uk/find`);
  await site.kill();
  await reloadAlone(page);
  await page.locator('[name=place]').pressSequentially('ліо');
  await expect(page.locator('#place-list [role=option]').first()).toContainText('Ліон');
});
