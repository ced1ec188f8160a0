#!/usr/bin/env node
// Prints the table of figures.   node bench/run.mjs FOLDER SERVER COMPARED
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crowdRows, measureCrowds } from './crowd.mjs';
import { measureLighthouse } from './lighthouse.mjs';
import { mapRows, measureMap } from './map.mjs';
import { measureOffline, offlineRows } from './offline.mjs';
import { database, fetchRaw, measureSite, start } from './site.mjs';
import { table } from './table.mjs';
import { firstVisits } from './traffic.mjs';

const [folder, binary, compared] = process.argv.slice(2);
const chromium = process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium';
const { row, print } = table();

const written = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const [native, packs, questions] = ['native.json', 'packs.json', 'questions.json'].map(written);
const page = JSON.parse(execFileSync('node', ['bench/engine.mjs', folder], { encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, NODE_OPTIONS: '' } }));
if (page.error) throw new Error(page.error);
const site = await measureSite(binary, folder);
const server = await start(binary, database(binary, folder, 2000));
const visits = (await firstVisits(server.base, ['/uk', '/uk/find'], chromium)).sort((a, b) => b.bytes - a.bytes);

row('real query, native, p99', 2, 0.5, native.p99_ms, 'ms', `p50 ${native.p50_ms.toFixed(3)} ms`);
row('real query, wasm in Chromium, p99', 4, 2, page.wasm.p99_ms, 'ms', `p50 ${page.wasm.p50_ms.toFixed(3)} ms`);
row('wasm against JavaScript libraries, median', 5, 20, page.js.p50_ms / page.wasm.p50_ms, '× faster', `MiniSearch + geokdbush + loops: p50 ${page.js.p50_ms.toFixed(2)}, p99 ${page.js.p99_ms.toFixed(2)} ms; ${page.different} of ${page.queries} answers differ`, false);
row('engine equal to the reference', 100_000, 1_000_000, Number(compared), 'queries', 'no difference (the run stops at the first)', false);
row('questions helped by the first five answers, server', 85, 95, questions.server, '%', `${questions.questions} questions in four languages, 2,000 demonstration listings; held back: ${questions.held_back.toFixed(1)} %`, false);
row('questions helped by the first five answers, offline', 85, 95, questions.offline, '%', `${questions.differ} answers differ`, false);
row('memory of the engine per listing', 150, 100, native.bytes_per_listing, 'B', `terms apart: ${native.terms.toFixed(1)} B; loads in ${native.load_ms.toFixed(0)} ms`);
row('list page of 20, server CPU', 2, 1, site.list_cpu_ms, 'ms', `five searches again and again; what nobody asked before: ${site.first_cpu_ms.toFixed(2)} ms; /healthz: ${site.health_cpu_ms.toFixed(2)} ms`);
row('JavaScript, wasm and texts of a first visit, brotli', 250, 160, visits[0].bytes / 1000, 'kB', visits.map(({ path, bytes, files }) => `${path} ${(bytes / 1000).toFixed(1)}: ${files}`).join('; '));
row('list page with its CSS, brotli', 20, 14, (site.html_bytes + site.css_bytes) / 1000, 'kB', `HTML ${(site.html_bytes / 1000).toFixed(1)} (${site.html_encoding}), CSS ${(site.css_bytes / 1000).toFixed(1)}`);
row('start to first answer, 100,000 listings', 2, 0.5, site.start_ms / 1000, 's', 'median of 3, SQLite, files cached');
row('idle memory, 10,000 listings', 60, 25, site.memory_mb, 'MB', 'resident');

const first = JSON.parse((await fetchRaw(server.base, '/api/v1/listings?per_page=1')).body.toString()).items[0];
const paths = ['uk', 'fr'].flatMap((lang) => [`/${lang}`, `/${lang}/find`, `/${lang}/listing/${first.slug}`, `/${lang}/guide/temporary-protection`]);
const lighthouse = measureLighthouse(server.base, paths, chromium);
await server.stop();
['performance', 'accessibility', 'best practices', 'SEO'].forEach((name, place) => row(`Lighthouse 12, mobile, ${name}`, 95, 100, lighthouse.lowest[place], '', 'lowest of 8 pages, medians of 3', false));
for (const count of [2000, 20_000]) crowdRows(row, await measureCrowds(binary, folder, count));
const map = await measureMap(binary, folder, chromium);
mapRows(row, map);
offlineRows(row, await measureOffline(binary, folder, chromium, packs));
print();
for (const { path, scores, failed } of lighthouse.pages) console.log(path, scores.join(' '), failed.join(', '));
for (const name of map.server.names.missed) console.log('not found first:', name);
