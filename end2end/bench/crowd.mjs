#!/usr/bin/env node
// What happens when many ask at once for what has to be made: all are answered, in little memory, and other readers
// hardly notice.   node bench/crowd.mjs FOLDER SERVER [LISTINGS …]   Linux only: it reads /proc.
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { database, fetchRaw, start } from './site.mjs';
import { percentile, table } from './table.mjs';

const CROWD = 100;
const LANGS = ['uk', 'fr', 'en', 'ru'];
/** Pages that others read meanwhile, one after the other in each of a few browsers. */
const PAGES = ['/uk', '/fr/find?category=food', '/en/guide/housing', '/ru/find?category=health&open=now'];
const READERS = 4;
const CALM_MS = 4000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const memoryMb = (pid, field) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const cpuMs = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** Reads pages until it is told to stop; answers how long each took. */
function readers(base) {
  const times = [];
  let isOver = false;
  const one = async (turn) => {
    for (; !isOver; turn += 1) {
      const begun = performance.now();
      const { status } = await fetchRaw(base, PAGES[turn % PAGES.length], { 'accept-encoding': 'br' });
      if (status !== 200) throw new Error(`${PAGES[turn % PAGES.length]}: ${status}`);
      times.push(performance.now() - begun);
    }
  };
  const all = Promise.all(Array.from({ length: READERS }, (_, turn) => one(turn)));
  return async () => {
    isOver = true;
    await all;
    return times;
  };
}

/** Changes the directory by one confirmation, and waits until readers get it. */
async function change(base, listing, turn) {
  const before = JSON.parse((await fetchRaw(base, '/api/v1/listings?per_page=1')).body).change;
  const key = `00000000-0000-4000-8000-${String(turn).padStart(12, '0')}`;
  const body = JSON.stringify({ listing, waited: 0 });
  const answer = await fetch(`${base}/api/v1/confirmations`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body });
  if (answer.status !== 201) throw new Error(`The confirmation was answered with ${answer.status}.`);
  for (let patience = 0; patience < 100; patience += 1) {
    if (JSON.parse((await fetchRaw(base, '/api/v1/listings?per_page=1')).body).change > before) return;
    await pause(100);
  }
  throw new Error('The change does not arrive.');
}

/** A listing that nobody has confirmed for so long that a visitor's word is shown. */
async function quietListing(base) {
  const { body } = await fetchRaw(base, '/api/v1/listings?per_page=1000&sort=freshness');
  const all = JSON.parse(body);
  const last = await fetchRaw(base, `/api/v1/listings?per_page=1&sort=freshness&page=${all.total}`);
  return JSON.parse(last.body).items[0].id;
}

/** What a crowd asks for at once, the same or each something else. */
async function crowds(base) {
  const facets = JSON.parse((await fetchRaw(base, '/api/v1/listings?per_page=1')).body).facets;
  const departments = Object.keys(facets.department);
  const every = LANGS.flatMap((lang) => departments.map((code) => `/api/v1/pack/${lang}/details/${code}`));
  const same = (path) => Array.from({ length: CROWD }, () => path);
  return {
    'details of all': same('/api/v1/pack/uk/details/all'),
    'details of every department': every,
    'packs of four languages': Array.from({ length: CROWD }, (_, turn) => `/api/v1/pack/${LANGS[turn % 4]}`),
    GeoJSON: same('/api/v1/listings.geojson'),
    changes: Array.from({ length: CROWD }, (_, turn) => `/api/v1/changes/${LANGS[turn % 4]}?since=${turn + 1}`),
    previews: Array.from({ length: CROWD }, (_, turn) => `/map/uk/listing/${turn + 1}.png`),
  };
}

export async function measureCrowds(binary, folder, listings) {
  const server = await start(binary, database(binary, folder, listings));
  await pause(3000);
  const quiet = await quietListing(server.base);
  for (const page of PAGES) await fetchRaw(server.base, page);
  const stop = readers(server.base);
  await pause(CALM_MS);
  const calm = percentile(await stop(), 0.99);
  const all = await crowds(server.base);
  const figures = [];
  let turn = 0;
  for (const [name, paths] of Object.entries(all)) {
    // What is asked for was there before, and changes.
    for (const path of new Set(paths)) await fetchRaw(server.base, path, { 'accept-encoding': 'br' });
    await change(server.base, quiet, turn += 1);
    const before = memoryMb(server.pid, 'VmRSS');
    const stopReading = readers(server.base);
    const begun = performance.now();
    let most = before;
    const look = setInterval(() => { most = Math.max(most, memoryMb(server.pid, 'VmRSS')); }, 20);
    // A change about which the directory says too much is answered: 410 is an answer of the protocol.
    const answers = await Promise.all(paths.map((path) => fetchRaw(server.base, path, { 'accept-encoding': 'br' }).catch(() => ({ status: 0 }))));
    const took = performance.now() - begun;
    const times = await stopReading();
    clearInterval(look);
    const cpu = cpuMs(server.pid);
    await pause(1500);
    const refused = answers.filter(({ status }) => status !== 200 && status !== 410 && status !== 404).length;
    figures.push({ name, asked: paths.length, refused, memory: most - before, took, p99: percentile(times, 0.99), after: cpuMs(server.pid) - cpu });
  }
  const peak = memoryMb(server.pid, 'VmHWM');
  await server.stop();
  return { listings, calm, figures, peak };
}

export function crowdRows(row, { listings, calm, figures, peak }) {
  for (const { name, asked, refused, memory, took, p99, after } of figures) {
    const what = `${listings} listings, ${asked} ask at once: ${name}`;
    row(`${what}: memory`, 100, null, memory, 'MB', `${refused} refused; ${(took / 1000).toFixed(1)} s; ${after} ms of work afterwards; peak of the process so far ${peak.toFixed(0)} MB`);
    row(`${what}: not answered`, 0, null, refused, '', '');
    row(`${what}: other readers, p99 against calm`, 2, null, p99 / calm, '×', `calm ${calm.toFixed(1)} ms, meanwhile ${p99.toFixed(1)} ms`);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, binary, ...counts] = process.argv.slice(2);
  const { row, print } = table();
  for (const count of counts.length ? counts : ['2000', '20000']) crowdRows(row, await measureCrowds(binary, folder, Number(count)));
  print();
}
