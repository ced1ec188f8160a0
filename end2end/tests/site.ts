// The small language of these tests: what a person sees and does.
import { expect, test as base, type Page } from '@playwright/test';

/** A page that fails its test when anything leaves the site or the console complains. */
export const test = base.extend<{ allowed: RegExp[] }>({
  allowed: [[], { option: true }],
  page: async ({ page, baseURL, allowed }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (/^https?:/.test(url) && !url.startsWith(baseURL!)) complaints.push(`request elsewhere: ${url}`);
    });
    await use(page);
    expect(complaints.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
  },
});

export { expect };

export const LANGS = ['uk', 'fr', 'en', 'ru'] as const;

/** Opens a page and waits until its buttons answer. */
export async function open(page: Page, path: string) {
  await page.goto(path);
  await page.locator('html[data-hydrated]').waitFor();
}

/** As on a device that keeps nothing: the server is asked. */
export async function keepNothing(page: Page) {
  const body = 'export const start = async () => ({ ask: async () => undefined });';
  await page.route('**/directory-*.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

/** The ids of the results, in their order. */
export async function ids(page: Page): Promise<number[]> {
  return page.locator('[data-listing-id]').evaluateAll((cards) => cards.map((card) => Number(card.getAttribute('data-listing-id'))));
}

/** The number of results as announced. */
export async function total(page: Page): Promise<number> {
  return Number(await page.locator('[data-result-count]').getAttribute('data-result-count'));
}

/** Marks the document, so that a test can tell whether it was loaded anew. */
export async function mark(page: Page) {
  await page.evaluate(() => { (window as unknown as { same: boolean }).same = true; });
}

export async function isSameDocument(page: Page): Promise<boolean> {
  return page.evaluate(() => (window as unknown as { same?: boolean }).same === true);
}
