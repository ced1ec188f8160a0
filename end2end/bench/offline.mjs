#!/usr/bin/env node
// The figures of what a device keeps, as rows of the table.   node bench/offline.mjs FOLDER SERVER
// FOLDER keeps the databases, and holds packs.json, rows.json and queries.json. First answers are measured in
// offline_answers.mjs.
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureAnswers } from './offline_answers.mjs';
import { database, start } from './site.mjs';
import { median, table } from './table.mjs';
import { GLUE, OFFLINE_WASM, PHONE, bytes, counted, idle, launch, named, open } from './traffic.mjs';

const TURNS = 5;
const LISTINGS = 2000;
const MANY = 100_000;
/** Confirmations in each turn: all together fewer than a visitor may send in an hour. */
const CHANGES = 4;

const PACK = /^\/api\/v1\/pack\//;

/** All that travels to a first-time reader until everything is kept. */
async function firstVisit(browser, base) {
  const proxy = await counted(base);
  const context = await browser.newContext(PHONE);
  await open(await context.newPage(), `${proxy.base}/uk/find`);
  await context.close();
  proxy.close();
  return proxy.answers;
}

/** Runs in each page: notes what keeps it from answering to a finger for longer than 50 ms. */
function noteLongTasks() {
  window.longTasks = [];
  const note = (list) => window.longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration })));
  new PerformanceObserver(note).observe({ type: 'longtask', buffered: true });
}

/** The longest task of first visits once their pages answer to their buttons, while everything is fetched, read and kept. */
async function longestTasks(browser, base) {
  const turns = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    await page.addInitScript(noteLongTasks);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await open(page, `${base}/uk/find`);
    turns.push(await page.evaluate(() => {
      const [{ startTime: hydrated }] = performance.getEntriesByName('ensemble:hydrated');
      return Math.max(0, ...window.longTasks.filter(({ startTime }) => startTime >= hydrated).map(({ duration }) => duration));
    }));
    await context.close();
  }
  return turns;
}

/** Runs in each page: marks the moment at which its list is seen and its buttons answer. */
function markUsable() {
  const look = () => {
    const isUsable = document.documentElement?.dataset.hydrated === '' && document.querySelector('[data-result-count]')
      && document.querySelector('[data-listing-id]')?.checkVisibility();
    if (isUsable) performance.mark('usable');
    else requestAnimationFrame(look);
  };
  look();
}

/** From a reload without a server until the list can be used. Slowed down is what the page does, not the service worker. */
async function reloads(browser, server) {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.addInitScript(markUsable);
  await open(page, `${server.base}/uk/find`);
  await server.stop();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const turns = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.reload({ waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0, null, { timeout: 120_000, polling: 200 });
    turns.push(await page.evaluate(() => {
      if ('ssr' in document.documentElement.dataset) throw new Error('A server drew this page.');
      const at = (name) => performance.getEntriesByName(name)[0].startTime;
      return { usable: at('usable'), app: at('ensemble:hydrated'), engine: at('ensemble:engine-ready') };
    }));
    // What the page does once nobody waits is no part of the next turn.
    await idle(page);
  }
  await context.close();
  return turns;
}

export async function measureOffline(binary, folder, chromium, packs) {
  const browser = await launch(chromium);
  const server = await start(binary, database(binary, folder, LISTINGS));
  const figures = { packs, visit: await firstVisit(browser, server.base), longest: await longestTasks(browser, server.base), reloads: await reloads(browser, server) };
  figures.few = await measureAnswers(browser, binary, folder, 10_000, 0);
  figures.many = await measureAnswers(browser, binary, folder, MANY, CHANGES);
  await browser.close();
  return figures;
}

/** The middle of what turns measured; nothing when there was no turn. */
const middle = (turns, figure) => median(turns.map(figure)) ?? NaN;
const told = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

function packRows(row, packs) {
  const { of = 'demonstration listings', listings, index, names, index_beside_names: beside, columns_json: columns, rows_json: rows, words, details } = packs;
  row('index block per listing, beside its name, brotli', 36, 22, beside, 'B', `${listings} ${of}, ${names.toFixed(1)} B more for a name; words ${words.toFixed(1)}, details ${details.toFixed(1)} B`);
  row('index block against JSON of the same columns, both brotli', 0.7, 0.55, index / columns, '×', `${index.toFixed(1)} against ${columns.toFixed(1)} B per listing; one object for each: ${rows.toFixed(1)} B, ${(index / rows).toFixed(2)} ×`);
}

function answerRows(row, { listings, packed_ms: packed, word, turns }, must, aim) {
  const size = listings.toLocaleString('en');
  const [one, other] = [`stored bytes to first answer, ${size} listings`, `the same with words against JSON and MiniSearch, ${size}`];
  if (!turns.length) {
    row(one, must, aim, NaN, 'ms', 'the server gave up packing it each time');
    return row(other, 10, 100, NaN, '× faster', '', false);
  }
  const ms = (kind, figure = 'ms') => middle(turns, (turn) => turn[kind][figure]);
  const each = (kind) => `${told(ms(kind))} ms, again in the same page ${told(ms(kind, 'again_ms'))}`;
  row(one, must, aim, ms('index'), 'ms', `index and two filters, ${told(ms('index', 'device_ms'))} ms of it IndexedDB, again in the same page ${told(ms('index', 'again_ms'))}; with words: ${each('words')}; all that is kept: ${each('all')}; medians of ${turns.length} pages; the server packed it in ${told(packed / 1000, 1)} s`);
  const ratio = middle(turns, ({ js, words }) => js.ms / words.ms);
  const [{ js, words }] = turns;
  const same = js.total === words.total ? `both find ${js.total}` : `one finds ${words.total}, the other ${js.total}`;
  row(other, 10, 100, ratio, '× faster', `${told(ms('js'))} ms, ${told(ms('js', 'parse_ms'))} of it JSON.parse; “${word}”, ${same}`, false);
}

function changeRows(row, { edits }, { turns }) {
  const { described, ...often } = edits;
  const changes = turns.flatMap((turn) => turn.changes);
  const p50 = Object.entries(edits).map(([name, edit]) => `${name} ${edit.p50}`).join(', ');
  row('bytes for one changed listing in `changes`', 400, '1.2 × its changed fields + 64', Math.max(...Object.values(often).map(({ p90 }) => p90)), 'B', `largest p90 of ${Object.keys(often).join(', ')}; p50: ${p50}; p90 of described ${described.p90}; confirmed, as a server sent it: p50 ${told(middle(changes, ({ bytes: own }) => own))} of ${changes.length}`);
  row('applying one change at 100,000 listings', 5, 1, middle(changes, ({ ms }) => ms), 'ms', `median of ${changes.length}, longest ${told(Math.max(...changes.map(({ ms }) => ms)), 2)} ms; the next search with words, unless there is a quiet moment before: ${told(middle(changes, ({ search_ms: search }) => search))} ms`);
}

export function offlineRows(row, figures) {
  const { packs, visit: travelled, longest, reloads: turns, few, many } = figures;
  packRows(row, packs);
  answerRows(row, few, 50, 5);
  answerRows(row, many, 300, 40);
  changeRows(row, packs, many);
  const second = (figure) => told(middle(turns, figure) / 1000, 2);
  row('offline reload to a list for use, CPU six times slower', 2, 0.8, middle(turns, ({ usable }) => usable) / 1000, 's', `${LISTINGS} listings, median of ${turns.length}; the first ${told(turns[0].usable / 1000, 2)} s; the application runs after ${second(({ app }) => app)}, the directory is read after ${second(({ engine }) => engine)} s`);
  const each = longest.map((ms) => (ms ? `${ms}` : 'below 50')).join(', ');
  row('longest task after hydration, CPU six times slower, while everything is fetched and read', 50, 50, median(longest), 'ms', `first visits of ${LISTINGS} listings: ${each} ms`);
  const kept = bytes(travelled.filter(({ path }) => !path.startsWith('/tiles/') && !path.startsWith('/map')));
  row('bytes until everything is kept, from the first one', 800, 600, kept / 1000, 'kB', `${LISTINGS} listings, \`/uk/find\`: ${(bytes(travelled.filter(({ path }) => PACK.test(path))) / 1000).toFixed(1)} kB of it packs, ${(bytes(travelled.filter(({ path }) => OFFLINE_WASM.test(path))) / 1000).toFixed(1)} kB their wasm`);
  const of = (pattern) => travelled.filter(({ path }) => pattern.test(path));
  // Nine files and what they share: with one missing this would be the figure of something else.
  const isWhole = of(GLUE).filter(({ path }) => !path.startsWith('/part-')).length === 9;
  row('added download of a first visit, brotli', 30, 24, isWhole ? bytes(of(GLUE)) / 1000 : NaN, 'kB', `${named(of(GLUE))}; besides ${named(of(OFFLINE_WASM))}, and packs of ${LISTINGS} listings ${(bytes(of(PACK)) / 1000).toFixed(1)} kB`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, binary] = process.argv.slice(2);
  const { row, print } = table();
  const packs = JSON.parse(readFileSync(join(folder, 'packs.json'), 'utf8'));
  const figures = await measureOffline(binary, folder, process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium', packs);
  offlineRows(row, figures);
  print();
}
