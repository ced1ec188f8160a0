// What travels between a browser and the server. A proxy counts it, since pages, workers and a service worker ask, and
// a browser tells each of them apart in another way.
import { createReadStream } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { extname } from 'node:path';
import { chromium } from '@playwright/test';

/** A browser that draws maps: the flags of the end-to-end tests. */
export const launch = (executablePath) => chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

export const PHONE = { viewport: { width: 412, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const WIDE = { viewport: { width: 1280, height: 800 } };

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' };
/** Isolated pages have clocks of 5 µs instead of 100 µs. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/**
 * Stands before a server. `answers` are the paths that were asked for and the bytes of their bodies as they travelled.
 * `own` are files by path that are given instead, for pages that measure beside those of the site.
 */
export async function counted(base, own = {}) {
  const { hostname, port } = new URL(base);
  const answers = [];
  const held = new Map();
  const server = createServer(async (request, response) => {
    const file = own[request.url];
    if (file) {
      response.writeHead(200, { 'content-type': TYPES[extname(file)], ...ISOLATED });
      return createReadStream(file).pipe(response);
    }
    for (const [pattern, until] of held) if (pattern.test(request.url)) await until;
    const passed = ask({ hostname, port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
      const entry = { path: new URL(request.url, base).pathname, bytes: 0, encoding: answer.headers['content-encoding'] ?? 'none' };
      answers.push(entry);
      response.writeHead(answer.statusCode, answer.headers);
      answer.on('data', (chunk) => { entry.bytes += chunk.length; });
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    answers,
    /** Lets requests wait until the function that it answers is called. */
    hold(pattern) {
      let release;
      held.set(pattern, new Promise((resolve) => { release = resolve; }));
      return () => { held.delete(pattern); release(); };
    },
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

export const bytes = (answers) => answers.reduce((sum, { bytes: own }) => sum + own, 0);
/** What travelled, by name without its hash, in kB. Small files are not worth compressing; a large one that is not is said. */
export const named = (answers) => answers.map(({ path, bytes: own, encoding }) => `${path.slice(1).replace(/-[0-9a-f]{16}/, '')} ${(own / 1000).toFixed(1)}${encoding === 'br' || own < 1500 ? '' : ` (${encoding})`}`).join(', ');

/** Opens a page and waits until its buttons answer, and until everything is there that comes by itself afterwards. */
export async function open(page, address) {
  await page.goto(address);
  await page.locator('html[data-hydrated][data-directory=kept][data-shell=kept]').waitFor({ timeout: 120_000 });
  await idle(page);
}

/** Nothing under way, and the page has nothing left to do. */
export async function idle(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((done) => { requestIdleCallback(done); }));
}

/** What is loaded for the way without a network, once a page answers to its buttons: its code, besides its wasm. */
export const GLUE = /^\/sw\.js$|^\/index\.html$|^\/(updates|directory|keeper|local|outbox|places|stored|part-\w+)-[0-9a-f]{16}\.js$/;
export const OFFLINE_WASM = /^\/local-[0-9a-f]{16}_bg\.wasm$/;

/** Scripts, wasm and texts of a first visit, for each path with an empty cache. */
export async function firstVisits(base, paths, executablePath) {
  const browser = await launch(executablePath);
  const visits = [];
  for (const path of paths) {
    const proxy = await counted(base);
    const context = await browser.newContext(PHONE);
    await open(await context.newPage(), proxy.base + path);
    await context.close();
    proxy.close();
    // What is for the way without a network has rows of its own: no visit waits for it.
    const isLater = ({ path: own }) => GLUE.test(own) || OFFLINE_WASM.test(own);
    const code = proxy.answers.filter((answer) => /\.(js|wasm)$|^\/texts-/.test(answer.path) && !isLater(answer));
    visits.push({ path, bytes: bytes(code), files: named(code) });
  }
  await browser.close();
  return visits;
}
