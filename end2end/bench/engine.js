// The engine in wasm against the best correct combination of JavaScript libraries, on the same data in the same page.
// A query is text, two facets, a radius, open now, the order by distance, and the counts of every facet value.
import init, { Directory } from '/measure.js';
import KDBush from '/kdbush.js';
import { around } from '/geokdbush.js';
import { textIndex, textQuery } from './text.js';

const fetchJson = async (path) => (await fetch(path)).json();

function build(rows) {
  const text = textIndex(rows);
  const placed = rows.filter((row) => row.at);
  const points = new KDBush(placed.length);
  for (const row of placed) points.add(row.at[1], row.at[0]);
  points.finish();
  return { rows, text, points, placed };
}

function isOpen(row) {
  if (!row.today) return false;
  for (const [from, to, sure] of row.today) if (sure && from <= row.minute && row.minute < to) return true;
  return false;
}

/** Plain loops for facets and counts: measured faster here than crossfilter for one query after another. */
function ask(data, query) {
  const near = around(data.points, query.lon, query.lat, Infinity, query.radius);
  const found = new Set(data.text.search(textQuery(query)).map((result) => result.id));
  const base = [];
  for (const place of near) {
    const row = data.placed[place];
    if (found.has(row.index)) base.push(row);
  }
  const counts = { category: new Uint32Array(32), audience: new Uint32Array(32), speaks: new Uint32Array(32), need: new Uint32Array(32), kind: new Uint32Array(3), department: new Map(), open: 0, free: 0, remote: 0 };
  const ids = [];
  for (const row of base) {
    const category = (row.category & query.category) !== 0;
    const audience = (row.audience & query.audience) !== 0;
    const open = isOpen(row);
    const all = category && audience && open;
    if (all) ids.push(row.id);
    if (audience && open) addBits(counts.category, row.category);
    if (category && open) addBits(counts.audience, row.audience);
    if (category && audience && open) counts.open += 1;
    if (all) {
      addBits(counts.speaks, row.speaks);
      addBits(counts.need, row.need);
      counts.kind[row.kind] += 1;
      if (row.department) counts.department.set(row.department, (counts.department.get(row.department) ?? 0) + 1);
      if (row.free) counts.free += 1;
      if (row.remote) counts.remote += 1;
    }
  }
  return { ids, counts };
}

function addBits(counts, bits) {
  while (bits) {
    counts[31 - Math.clz32(bits & -bits)] += 1;
    bits &= bits - 1;
  }
}

const quantile = (times, share) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

async function run() {
  await init({ module_or_path: '/measure_bg.wasm' });
  const [rows, { now, queries, parsed }] = await Promise.all([fetchJson('/rows.json'), fetchJson('/queries.json')]);
  const bytes = new Uint8Array(await (await fetch('/entries.bin')).arrayBuffer());
  let started = performance.now();
  const directory = Directory.load(bytes);
  const loadWasm = performance.now() - started;
  started = performance.now();
  const data = build(rows);
  const loadJs = performance.now() - started;

  let different = 0;
  const wasm = [], js = [];
  // Warm both, then take turns, so that what else the machine does meets both alike.
  for (let warm = 0; warm < 50; warm += 1) { directory.count(queries[warm % queries.length], now); ask(data, parsed[warm % parsed.length]); }
  for (let place = 0; place < queries.length; place += 1) {
    let begun = performance.now();
    directory.count(queries[place], now);
    wasm.push(performance.now() - begun);
    begun = performance.now();
    const answer = ask(data, parsed[place]);
    js.push(performance.now() - begun);
    const engine = JSON.parse(directory.query(queries[place], now));
    const same = engine.total === answer.ids.length && Object.values(engine.facets.speaks).reduce((a, b) => a + b, 0) === answer.counts.speaks.reduce((a, b) => a + b, 0)
      && Object.values(engine.facets.category).reduce((a, b) => a + b, 0) === answer.counts.category.reduce((a, b) => a + b, 0);
    if (!same) different += 1;
  }
  return {
    listings: rows.length, queries: queries.length, different,
    wasm: { load_ms: loadWasm, p50_ms: quantile(wasm, 0.5), p99_ms: quantile(wasm, 0.99) },
    js: { load_ms: loadJs, p50_ms: quantile(js, 0.5), p99_ms: quantile(js, 0.99) },
  };
}

run().then((figures) => { window.figures = figures; }, (error) => { window.figures = { error: String(error?.stack ?? error) }; });
