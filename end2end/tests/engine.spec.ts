// The same question to the page, the JSON API and the engine compiled to wasm: the same ids, order and counts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from './site';

const FOLDER = process.env.ENSEMBLE_ENGINE;

const QUERIES = [
  '', 'category=health', 'category=food&category=clothing&free=1', 'q=cours+fran%C3%A7ais&speaks=uk', 'q=%D0%BB%D1%96%D0%BA%D0%B0%D1%80&near=48.8566,2.3522&radius=20',
  'near=45.76,4.83&radius=50&open=now&sort=distance', 'kind=collection-point&need=hygiene&need=food&sort=freshness', 'department=69&department=75&audience=families',
  'remote=1&sort=relevance', 'q=logment', 'place=lyon', 'bbox=2,48,3,49&page=2', 'q=zzzzzz',
];

test('page, API and wasm answer alike', async ({ page, request }) => {
  expect(FOLDER, 'the task runner compiles the engine and names its folder').toBeTruthy();
  const types: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm', bin: 'application/octet-stream' };
  await page.route('**/engine/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop()!;
    return route.fulfill({ body: readFileSync(join(FOLDER!, name)), contentType: types[name.split('.').pop()!] });
  });
  await page.goto('/fr');
  for (const query of QUERIES) {
    const ofPage = await (await request.get(`/api/page/find?lang=fr&query=${encodeURIComponent(query)}`)).json();
    const ofApi = await (await request.get(`/api/v1/listings?${query}`)).json();
    const ofWasm = await page.evaluate(async ([asked, at]) => {
      const host = window as unknown as { directory?: { query(query: string, now: number): string } };
      if (!host.directory) {
        const module = await import(/* @vite-ignore */ `${location.origin}/engine/measure.js`);
        await module.default({ module_or_path: '/engine/measure_bg.wasm' });
        host.directory = module.Directory.load(new Uint8Array(await (await fetch('/engine/entries.bin')).arrayBuffer()));
      }
      return JSON.parse(host.directory!.query(asked as string, at as number));
    }, [query, ofPage.at]);
    const ids = ofWasm.hits.map((hit: { id: number }) => hit.id);
    expect(ofPage.cards.map((card: { id: number }) => card.id), query).toEqual(ids);
    expect(ofApi.items.map((item: { id: number }) => item.id), query).toEqual(ids);
    expect([ofPage.total, ofApi.total], query).toEqual([ofWasm.total, ofWasm.total]);
    expect(ofPage.facets, query).toEqual(ofWasm.facets);
    expect(ofApi.facets.category ?? {}, query).toEqual(ofWasm.facets.category);
  }
});
