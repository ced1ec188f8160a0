#!/usr/bin/env node
// Opens the engine's page in Chromium and prints what it measured.   node bench/engine.mjs FOLDER
// FOLDER holds measure.js, measure_bg.wasm, entries.bin, rows.json and queries.json.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
const modules = join(here, '..', 'node_modules');
const files = {
  '/': join(here, 'engine.html'), '/engine.js': join(here, 'engine.js'), '/text.js': join(here, 'text.js'),
  '/minisearch.js': join(modules, 'minisearch/dist/es/index.js'), '/kdbush.js': join(modules, 'kdbush/index.js'),
  '/geokdbush.js': join(modules, 'geokdbush/index.js'), '/tinyqueue.js': join(modules, 'tinyqueue/index.js'),
};
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  const file = files[path] ?? files[`${path}.js`] ?? join(folder, path);
  if (!existsSync(file)) return response.writeHead(404).end();
  // Isolated pages have clocks of 5 µs instead of 100 µs.
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
  });
  createReadStream(file).pipe(response);
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const browser = await chromium.launch({ executablePath: process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage();
page.on('pageerror', (error) => console.error(error.message));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction(() => window.figures, null, { timeout: 600_000 });
console.log(JSON.stringify(await page.evaluate(() => window.figures)));
await browser.close();
server.close();
