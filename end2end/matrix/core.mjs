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
  throw new Error(`${what}: never (${last}), but ${await browser.eval(STATE).catch(String)}`);
}

/** What a page looks like, for whoever has to find out why something never came. */
const STATE = "JSON.stringify([location.pathname, { ...document.documentElement.dataset }, document.querySelector('main')?.innerText.slice(0, 300)])";
const STARTED = "document.documentElement.dataset.hydrated !== undefined && !!document.querySelector('.site-header')";
// Both also for what is not about the directory: WebKit may lock a database for good when a page is left that is using it.
const READ = "document.documentElement.dataset.engine === 'ready'";
const KEPT = "document.documentElement.dataset.shell === 'kept' && document.documentElement.dataset.directory === 'kept'";
/** A word and an order: words are another block of the pack than the index. */
const SEARCH = `q=${encodeURIComponent('допомога')}&sort=freshness`;
const CATEGORIES = "[...document.querySelectorAll('.category-grid a')].map((link) => link.textContent.trim()).join()";
const FOUND = "JSON.stringify({ total: document.querySelector('[data-result-count]')?.dataset.resultCount, ids: [...document.querySelectorAll('[data-listing-id]')].map((card) => card.dataset.listingId).join() })";
const FROM_SHELL = '!document.documentElement.dataset.ssr';

const CASES = {
  async 'after one visit, pages are there without a server'(browser, server) {
    await browser.open(`${server.base}/uk`);
    await until(browser, 'the page is ready for offline use', KEPT);
    await server.kill();
    await browser.reload();
    await until(browser, 'home is drawn from the shell', `${STARTED} && ${FROM_SHELL} && ${READ}`);
    await browser.open(`${server.base}/uk/find?category=health`);
    await until(browser, 'find is drawn from the shell', `${STARTED} && ${FROM_SHELL} && ${READ}`);
  },

  async 'after one visit the directory answers without a server: home, a search, a listing'(browser, server) {
    await server.up();
    await browser.open(`${server.base}/uk`);
    await until(browser, 'everything is ready for offline use', KEPT);
    const categories = await browser.eval(CATEGORIES);
    assert.notEqual(categories, '', 'the server’s home shows categories');
    const { total, items } = await (await fetch(`${server.base}/api/v1/listings?${SEARCH}&lang=uk`)).json();
    const { id, slug, name } = items.find(({ lang }) => lang === 'uk');
    const { text: { description } } = server.published().find((listing) => listing.id === id).texts.find(({ lang }) => lang === 'uk');
    await server.kill();
    await browser.reload();
    await until(browser, 'home says what the server said', `${FROM_SHELL} && ${CATEGORIES} === ${JSON.stringify(categories)}`);
    await browser.open(`${server.base}/uk/find?${SEARCH}`);
    const found = { total: String(total), ids: items.map(({ id }) => String(id)).join() };
    await until(browser, 'the search finds what the server finds', `${FROM_SHELL} && ${FOUND} === ${JSON.stringify(JSON.stringify(found))}`);
    await browser.open(`${server.base}/uk/listing/${slug}`);
    const saysIt = `document.querySelector('main h1')?.textContent.trim() === ${JSON.stringify(name)}`;
    // The first paragraph: what only the page of a listing shows is another block, too.
    const tellsIt = `document.querySelector('main').textContent.includes(${JSON.stringify(description.split('\n')[0])})`;
    await until(browser, 'the listing is shown with its description', `${FROM_SHELL} && ${saysIt} && ${tellsIt}`);
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
