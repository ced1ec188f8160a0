#!/usr/bin/env node
// The figures of the map, as rows of the table.   node bench/map.mjs FOLDER SERVER
// FOLDER keeps the databases; what the server does without a browser is measured in map_server.mjs.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureMapServer } from './map_server.mjs';
import { database, start } from './site.mjs';
import { median, table } from './table.mjs';
import { PHONE, WIDE, bytes, counted, idle, launch, named, open } from './traffic.mjs';

/** What only a map needs: its code, its ground, its points. Pictures of a map are part of a page. */
const MAP = /\/map(-[a-z]+)*(-[0-9a-f]{16})?\.(js|css)$|^\/tiles\/|^\/api\/v1\/points/;
/** Also on the way of whoever opens it, but no code. */
const DATA = /^\/tiles\/|^\/api\/|^\/map\//;
const TURNS = 3;
const LISTINGS = 2000;
const MANY = 35_000;

const button = (page) => page.locator('.view-switch [data-open-map]');
const marked = (page, name) => page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, `ensemble:map-${name}`, { timeout: 90_000 });

/** Bytes before a map is opened, and when it is: first view, empty cache. */
async function traffic(browser, base, path) {
  const proxy = await counted(base);
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await open(page, proxy.base + path);
  const before = proxy.answers.splice(0);
  await button(page).click();
  await marked(page, 'drawn');
  await idle(page);
  await context.close();
  proxy.close();
  return { before, opened: proxy.answers };
}

/** From pressing the button until the map stands there, as a phone of small means does it the second time. */
async function firstMap(browser, base) {
  const context = await browser.newContext(PHONE);
  const turns = [];
  // The first turn fills the cache.
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const page = await context.newPage();
    await open(page, `${base}/fr/find`);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.evaluate(() => addEventListener('click', () => performance.mark('pressed'), { capture: true, once: true }));
    await button(page).click();
    await marked(page, 'ready');
    turns.push(await page.evaluate(() => performance.getEntriesByName('ensemble:map-ready')[0].startTime - performance.getEntriesByName('pressed')[0].startTime));
    await page.close();
  }
  await context.close();
  return { cold: turns[0], warm: median(turns.slice(1)) };
}

/**
 * From the answer until the points are drawn, and until the page is free again for its next frame: the first is mostly
 * drawing, the second is our own work. The answer waits for the map: else its start would be part of the figure. So would
 * the fetching of the directory, and what is kept would answer before the map stands there: that is not let through.
 */
async function drawing(browser, base, device) {
  const proxy = await counted(base);
  proxy.hold(/^\/api\/v1\/pack/);
  const turns = [];
  let placed = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const release = proxy.hold(/^\/api\/v1\/points/);
    const context = await browser.newContext(device);
    const page = await context.newPage();
    await page.addInitScript(() => {
      const frame = () => {
        const isFree = performance.getEntriesByName('ensemble:map-answer').length > 0;
        if (isFree) performance.mark('free');
        else requestAnimationFrame(frame);
      };
      frame();
    });
    await page.goto(`${proxy.base}/fr/find`);
    await page.locator('html[data-hydrated]').waitFor();
    // On a wide screen it opens by itself.
    if (device === PHONE) await button(page).click();
    await marked(page, 'ready');
    release();
    await marked(page, 'drawn');
    turns.push(await page.evaluate(() => {
      const at = (name) => performance.getEntriesByName(name)[0].startTime;
      return { drawn: at('ensemble:map-drawn') - at('ensemble:map-answer'), free: at('free') - at('ensemble:map-answer') };
    }));
    placed = await page.evaluate(() => window.__ensembleMap.points());
    await context.close();
  }
  proxy.close();
  return { drawn: median(turns.map(({ drawn }) => drawn)), free: median(turns.map(({ free }) => free)), placed };
}

export async function measureMap(binary, folder, chromium, programs) {
  const figures = {};
  const browser = await launch(chromium);
  const server = await start(binary, database(binary, folder, LISTINGS));
  figures.uk = await traffic(browser, server.base, '/uk/find');
  figures.fr = await traffic(browser, server.base, '/fr/find');
  figures.first = await firstMap(browser, server.base);
  figures.few = await drawing(browser, server.base, PHONE);
  await server.stop();
  const large = await start(binary, database(binary, folder, MANY));
  figures.phone = await drawing(browser, large.base, PHONE);
  figures.wide = await drawing(browser, large.base, WIDE);
  await browser.close();
  figures.server = await measureMapServer(large.base, folder, programs);
  await large.stop();
  return figures;
}

export function mapRows(row, figures) {
  const { uk, fr, first, few, phone, wide, server: { tiles, suggestion, names, picture } } = figures;
  const early = uk.before.filter(({ path }) => MAP.test(path));
  row('map before it is opened', 0, 0, bytes(early), 'B', early.length ? named(early) : `phone, /uk/find until nothing travels: none of its ${uk.before.length} answers`);
  const code = uk.opened.filter(({ path }) => !DATA.test(path));
  row('map code, styles and fonts when opened, brotli', 420, 390, bytes(code) / 1000, 'kB', named(code));
  const ground = fr.opened.filter(({ path }) => path.startsWith('/tiles/'));
  row('tiles for a first view of France', 250, 150, bytes(ground) / 1000, 'kB', `${ground.length} answers, 412 × 780 at two dots a point`);
  row('first map on screen, CPU four times slower', 4, 2, first.warm / 1000, 's', `median of ${TURNS}, warm cache, drawn without a graphics card; cold cache: ${(first.cold / 1000).toFixed(2)} s`);
  const told = ({ drawn, free, placed }) => `${drawn.toFixed(0)} ms, of it ${free.toFixed(0)} until the page is free, ${placed} have a place`;
  row('35,000 points, from answer to drawn', 500, 200, phone.drawn, 'ms', `phone: ${told(phone)}; 1280 × 800: ${told(wide)}; phone with ${LISTINGS} listings: ${told(few)}; medians of ${TURNS}, drawn without a graphics card`);
  row('tiles per second against nginx', 0.5, 0.9, tiles.ratio, '×', tiles.against, false);
  row('place suggestion on the server, p99', 5, 1, suggestion.p99, 'ms', suggestion.against);
  row('large places found first by their names', 98, 100, names.share, '%', names.against, false);
  row('map of a listing, drawn on the server', 5, null, picture.ms, 'ms', picture.against);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, binary] = process.argv.slice(2);
  const { row, print } = table();
  const figures = await measureMap(binary, folder, process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium');
  mapRows(row, figures);
  print();
  for (const name of figures.server.names.missed) console.log('not found first:', name);
}
