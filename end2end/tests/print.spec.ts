// On paper: a listing or a page of the guide is one A4 sheet with a code that leads back.
import { expect, LANGS, test } from './site';

test.use({ javaScriptEnabled: false });

/** The number of sheets that a printer would take. */
const sheets = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

for (const lang of LANGS) {
  test(`every guide page in ${lang} fits on one sheet`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.goto(`/${lang}/guide`);
    const pages = await page.locator('.guide-entry').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    expect(pages.length).toBeGreaterThan(0);
    for (const path of pages) {
      await page.goto(path);
      expect(sheets(await page.pdf({ preferCSSPageSize: true })), path).toBe(1);
    }
  });

  test(`a listing of each kind in ${lang} fits on one sheet, with a code and without buttons`, async ({ page }) => {
    for (const kind of ['collection-point', 'aid-resource', 'initiative']) {
      await page.goto(`/${lang}/find?kind=${kind}`);
      const path = await page.locator('.listing-card h2 a').first().getAttribute('href');
      await page.goto(path!);
      expect(sheets(await page.pdf({ preferCSSPageSize: true })), path!).toBe(1);
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('.print-code img')).toBeVisible();
      await expect(page.locator('main button:visible, .site-nav:visible, .site-footer:visible')).toHaveCount(0);
      await page.emulateMedia({ media: null });
    }
  });
}

test('a list on paper says what was asked, shows its map and its cards, and nothing to press', async ({ page }) => {
  await page.goto('/fr/find?category=health&place=Lyon');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#place')).toBeVisible();
  await expect(page.locator('#q')).toBeHidden();
  await expect(page.locator('.facet-chip:visible')).toHaveCount(1);
  await expect(page.locator('.find ensemble-map img')).toBeVisible();
  await expect(page.locator('main button:visible, .filter-panel:visible, .pager:visible, .site-nav:visible, .place-line a:visible')).toHaveCount(0);
  const card = page.locator('.listing-card').first();
  await expect(card).toHaveCSS('break-inside', 'avoid');
  const said = (address: string) => card.locator('h2 a').evaluate((link, path) => getComputedStyle(link, '::after').content.includes(path), address);
  const path = (await card.locator('h2 a').getAttribute('href'))!;
  expect(await said(path)).toBe(true);
  // Where the reader was is nobody's business who finds the sheet.
  await page.goto('/fr/find?category=health&near=45.76,4.83');
  expect(await said('near=')).toBe(false);
});
