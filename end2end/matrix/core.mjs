// The core of working offline, in each browser that is installed: visit, wait until ready, kill the server, reload.
//   node matrix/core.mjs [chromium] [firefox] [webkit]     all of them without a name
import assert from 'node:assert/strict';
import { BROWSERS } from './browsers.mjs';
import { Server } from './server.mjs';

const PATIENCE = 60_000;

/** Asks again until the answer is yes: pages load and workers start when they do. */
async function until(browser, what, code) {
  const end = Date.now() + PATIENCE;
  let last;
  while (Date.now() < end) {
    last = await browser.eval(code).catch((error) => error);
    if (last === true) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error(`${what}: never (${last})`);
}

const STARTED = "document.documentElement.dataset.hydrated !== undefined && !!document.querySelector('.site-header')";
const KEPT = "document.documentElement.dataset.shell === 'kept'";
const FROM_SHELL = '!document.documentElement.dataset.ssr';

const CASES = {
  async 'after one visit, pages are there without a server'(browser, server) {
    await browser.open(`${server.base}/uk`);
    await until(browser, 'the page is ready for offline use', KEPT);
    await server.kill();
    await browser.reload();
    await until(browser, 'home is drawn from the shell', `${STARTED} && ${FROM_SHELL}`);
    await browser.open(`${server.base}/uk/find?category=health`);
    await until(browser, 'find is drawn from the shell', `${STARTED} && ${FROM_SHELL}`);
  },

  async 'with the server back, its page is shown again'(browser, server) {
    await server.up();
    await browser.open(`${server.base}/uk`);
    await until(browser, 'the page comes from the server', `${STARTED} && !(${FROM_SHELL})`);
  },

  async 'where offline use is switched off, nothing of it stays'(browser, server) {
    await server.becomes({ noOffline: true });
    await browser.open(`${server.base}/uk`);
    await until(browser, 'the worker is gone', 'navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)');
    await until(browser, 'its caches are gone', "caches.keys().then((all) => all.filter((name) => name.startsWith('worker-')).length === 0)");
  },
};

async function run(name, start) {
  const server = await Server.start();
  const browser = await start();
  try {
    for (const [title, check] of Object.entries(CASES)) {
      await check(browser, server);
      console.log(`ok    ${name}: ${title}`);
    }
  } finally {
    await browser.close();
    await server.end();
  }
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BROWSERS);
let failures = 0;
for (const name of wanted) {
  assert.ok(name in BROWSERS, `there is no browser called ${name}`);
  const start = BROWSERS[name];
  if (!start) {
    console.log(`\n!!!!! ${name} IS NOT INSTALLED: nothing was tested in it\n`);
    continue;
  }
  try {
    await run(name, start);
  } catch (error) {
    failures += 1;
    console.log(`FAIL  ${name}: ${error.stack}`);
  }
}
process.exit(failures ? 1 : 0);
