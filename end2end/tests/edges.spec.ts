import { expect, LANGS, test } from './site';

test.use({ javaScriptEnabled: false, allowed: [/status of 4/] });

test('unknown languages, pages and listings are helpful pages with the right status', async ({ page }) => {
  for (const path of ['/xx', '/xx/find', '/fr/nothing', '/fr/listing/none-999999', '/fr/listing/none', '/fr/guide/none', '/uk/%3Cscript%3E']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.locator('.ways-on a').first(), path).toBeVisible();
  }
});

test('the bare address leads to the language of the browser', async ({ request }) => {
  for (const lang of LANGS) {
    const answer = await request.get('/', { headers: { 'accept-language': `${lang}-XX,de;q=0.5` }, maxRedirects: 0 });
    expect(answer.status()).toBe(302);
    expect(answer.headers().location).toBe(`/${lang}#start`);
  }
});

test('hostile queries neither break nor appear unescaped', async ({ request }) => {
  const hostile = ['q=%3Cscript%3Ealert(1)%3C/script%3E', 'q=%FF%FE', `q=${'x'.repeat(4000)}`, 'near=1e309,0', 'category=%00', 'page=99999999999', `${'&a=b'.repeat(900)}`, 'q=%22%3E%3Cimg%20src=x%20onerror=1%3E'];
  for (const query of hostile) {
    const answer = await request.get(`/fr/find?${query}`);
    expect(answer.status(), query.slice(0, 40)).toBeLessThan(500);
    const body = await answer.text();
    expect(body).not.toContain('<script>alert(1)');
    expect(body).not.toContain('<img src=x');
  }
});

test('every page names its language, its address and its other languages', async ({ page, baseURL }) => {
  for (const lang of LANGS) {
    await page.goto(`/${lang}/guide`);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toContain(`/${lang}/guide`);
    await expect(page.locator('link[rel=alternate][hreflang]')).toHaveCount(5);
    expect(await page.title()).toContain('Ensemble');
  }
  expect(baseURL).toBeTruthy();
});
