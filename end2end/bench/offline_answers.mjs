// First answers of what a device keeps, in turns with JSON and MiniSearch on the same listings; changes as they come.
// What runs in the pages is in offline.js.
import { constants, copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { database, fetchRaw, start } from './site.mjs';
import { PHONE, counted, idle } from './traffic.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const TURNS = 5;
const LANG = 'uk';
const FILTERS = 'category=food&open=now';

const beside = (file) => ['', '-wal', '-shm'].map((rest) => file + rest);

/** A copy that visitors may write to: the figures of others are about the same listings every time. */
function copied(file, folder) {
  const copy = join(folder, 'offline.db');
  remove(copy);
  beside(file).forEach((from, place) => { if (existsSync(from)) copyFileSync(from, beside(copy)[place], constants.COPYFILE_FICLONE); });
  return copy;
}
const remove = (file) => beside(file).forEach((one) => rmSync(one, { force: true }));

/** The pages that measure, under the address of the site: what it keeps belongs to its address. */
const own = (folder) => ({
  '/bench/': join(here, 'offline.html'), '/bench/offline.js': join(here, 'offline.js'), '/bench/text.js': join(here, 'text.js'),
  '/bench/rows.json': join(folder, 'rows.json'), '/minisearch.js': join(here, '../node_modules/minisearch/dist/es/index.js'),
});

/** Lets the site keep its directory with the words, which it does for a large one only when asked. Gives the path of the glue. */
async function keep(context, proxy) {
  const page = await context.newPage();
  await page.goto(`${proxy.base}/${LANG}/find`);
  // Not `data-directory=kept`: there are details of a large directory as a whole nowhere.
  await page.locator('html[data-engine=ready][data-shell=kept]').waitFor({ timeout: 120_000 });
  const loaded = (name) => proxy.answers.find(({ path }) => path.startsWith(`/${name}-`) && path.endsWith('.js')).path;
  await page.evaluate(async ([script, lang]) => {
    const { sync } = await import(script);
    // What is under way does not know that it is asked.
    await sync(lang);
    await sync(lang, true);
  }, [loaded('directory'), LANG]);
  await page.close();
  return loaded('local');
}

/** A page of its own for one thing: no code has run, as when a reader comes back, and none is still being loaded. */
async function fresh(context, base, local, work) {
  const page = await context.newPage();
  await page.goto(`${base}/bench/`);
  const run = (name, given) => page.evaluate(async ([run, asked]) => (await import('/bench/offline.js'))[run](asked), [name, given]);
  await run('load', local);
  await idle(page);
  const figures = await work(run);
  await page.close();
  return figures;
}

/** `changes` is how many listings are confirmed in each turn. */
async function turns(context, base, local, { listings, changes, search }) {
  const query = `q=${encodeURIComponent(search.words.join(' '))}`;
  const first = (names, text) => (run) => run('firstAnswer', { lang: LANG, names, query: text });
  const words = first(['index', 'words'], query);
  const done = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const one = { index: await fresh(context, base, local, first(['index'], FILTERS)) };
    await fresh(context, base, local, async (run) => {
      one.words = await words(run);
      const confirmed = Array.from({ length: changes }, (_, place) => 1 + turn + place * 1000);
      one.changes = await run('changes', { lang: LANG, listings: confirmed, query });
    });
    one.js = await fresh(context, base, local, (run) => run('javaScript', { listings, ...search }));
    one.all = await fresh(context, base, local, first(['index', 'words', 'guide', 'details all'], query));
    const isSame = one.words.blocks.length === 2 && one.words.listings === listings && one.js.listings === listings;
    if (!isSame) throw new Error('Not the same listings are compared.');
    done.push(one);
  }
  return done;
}

/**
 * The first who asks waits until the server has packed the directory, which is no part of what is measured after. One that
 * gives up on that request begins again with the next; when it never gets to an end there is nothing to measure.
 */
async function packed(base) {
  for (let turn = 0; turn < 5; turn += 1) {
    const begun = performance.now();
    if ((await fetchRaw(base, `/api/v1/pack/${LANG}`)).status === 200) return performance.now() - begun;
  }
  return NaN;
}

/** Figures of a directory of that many listings. */
export async function measureAnswers(browser, binary, folder, listings, changes) {
  const file = copied(database(binary, folder, listings), folder);
  const server = await start(binary, file);
  const [search] = JSON.parse(readFileSync(join(folder, 'queries.json'), 'utf8')).parsed;
  const figures = { listings, word: search.words.join(' '), packed_ms: await packed(server.base), turns: [] };
  if (Number.isFinite(figures.packed_ms)) {
    const proxy = await counted(server.base, own(folder));
    const context = await browser.newContext(PHONE);
    const local = await keep(context, proxy);
    figures.turns = await turns(context, proxy.base, local, { listings, changes, search });
    await context.close();
    proxy.close();
  }
  await server.stop();
  remove(file);
  return figures;
}
