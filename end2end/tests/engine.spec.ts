// The same question to the page, the JSON API and the engine compiled to wasm: the same ids, order and counts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { APIRequestContext, Page } from '@playwright/test';

import { expect, ids, test, total } from './site';

const FOLDER = process.env.ENSEMBLE_ENGINE;

const QUERIES = [
  '', 'category=health', 'category=food&category=clothing&free=1', 'q=cours+fran%C3%A7ais&speaks=uk', 'q=%D0%BB%D1%96%D0%BA%D0%B0%D1%80&near=48.8566,2.3522&radius=20',
  'near=45.76,4.83&radius=50&open=now&sort=distance', 'kind=collection-point&need=hygiene&need=food&sort=freshness', 'department=69&department=75&audience=families',
  'remote=1&sort=relevance', 'q=logment', 'place=lyon', 'bbox=2,48,3,49&page=2', 'q=zzzzzz',
];

const FACETS = ['category', 'audience', 'speaks', 'kind', 'need', 'open', 'free', 'remote', 'department'];

type Counts = Record<string, Record<string, number>>;
type Answer = { ids: number[]; total: number; facets: Counts };

/** Values that nothing has are left out by the page, so all three leave them out here. */
function present(facets: Counts): Counts {
  const counted = (facet: string) => Object.entries(facets[facet] ?? {}).filter(([, count]) => count > 0);
  return Object.fromEntries(FACETS.map((facet) => [facet, Object.fromEntries(counted(facet))]));
}

async function ofPage(page: Page, query: string): Promise<Answer> {
  await page.goto(`/fr/find?${query}`);
  const rows = await page.locator('.filter-panel label:has(input[type=checkbox]) data[value]').evaluateAll((counts) => counts.map((count) => {
    const box = count.closest('label')!.querySelector('input')!;
    return { facet: box.name, value: box.value, count: Number(count.getAttribute('value')) };
  }));
  const facets: Counts = {};
  for (const { facet, value, count } of rows) (facets[facet] ??= {})[value] = count;
  const departments = await page.locator('.filter-panel select[name=department] option:not([value=""])').evaluateAll((options) =>
    options.map((option) => [(option as HTMLOptionElement).value, Number(option.textContent!.match(/\((.*)\)/)![1].replace(/\D/g, ''))]));
  facets.department = Object.fromEntries(departments);
  return { ids: await ids(page), total: await total(page), facets: present(facets) };
}

async function ofApi(request: APIRequestContext, query: string): Promise<Answer> {
  const answer = await (await request.get(`/api/v1/listings?${query}`)).json();
  return { ids: answer.items.map((item: { id: number }) => item.id), total: answer.total, facets: present(answer.facets) };
}

async function ofWasm(page: Page, query: string): Promise<Answer> {
  const answer = await page.evaluate(async ([asked, at]) => {
    const host = window as unknown as { directory?: { query(query: string, now: number): string } };
    if (!host.directory) {
      const module = await import(/* @vite-ignore */ `${location.origin}/engine/measure.js`);
      await module.default({ module_or_path: '/engine/measure_bg.wasm' });
      host.directory = module.Directory.load(new Uint8Array(await (await fetch('/engine/entries.bin')).arrayBuffer()));
    }
    return JSON.parse(host.directory!.query(asked as string, at as number));
  }, [query, Math.floor(Date.now() / 1000)]);
  const { open_now, free, remote, department, ...others } = answer.facets;
  const facets = { ...others, open: { now: open_now }, free: { 1: free }, remote: { 1: remote }, department: Object.fromEntries(department) };
  return { ids: answer.hits.map((hit: { id: number }) => hit.id), total: answer.total, facets: present(facets) };
}

/** The engine knows no names of places: the server puts the middle in the place of a name, within 30 km, and says so. */
async function settled(request: APIRequestContext, query: string): Promise<string> {
  const { place } = await (await request.get(`/api/v1/listings?${query}`)).json();
  return place ? query.replace(/place=[^&]*/, `near=${place.lat},${place.lon}&radius=30`) : query;
}

test('page, API and wasm answer alike', async ({ page, context, request }) => {
  expect(FOLDER, 'the task runner compiles the engine and names its folder').toBeTruthy();
  test.setTimeout(120_000);
  const types: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm', bin: 'application/octet-stream' };
  const engine = await context.newPage();
  await engine.route('**/engine/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop()!;
    return route.fulfill({ body: readFileSync(join(FOLDER!, name)), contentType: types[name.split('.').pop()!] });
  });
  await engine.goto('/fr');
  const minute = () => Math.floor(Date.now() / 60_000);
  const ask = async (query: string) => ({
    page: await ofPage(page, query), api: await ofApi(request, query), wasm: await ofWasm(engine, await settled(request, query)),
  });
  const alike = (answers: Awaited<ReturnType<typeof ask>>) => new Set(Object.values(answers).map((answer) => JSON.stringify(answer))).size === 1;
  for (const query of QUERIES) {
    const begun = minute();
    let answers = await ask(query);
    // What is open depends on the minute: when it has changed in between, one more answer settles it.
    if (!alike(answers) && minute() !== begun) answers = await ask(query);
    expect(answers.page, `page and wasm: ${query}`).toEqual(answers.wasm);
    expect(answers.api, `API and wasm: ${query}`).toEqual(answers.wasm);
  }
});
