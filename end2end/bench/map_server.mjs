// What the server does for a map without a browser: tiles as fast as a file server, places by name, pictures of maps.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchRaw, freePort } from './site.mjs';
import { median, percentile } from './table.mjs';

const LANGS = ['uk', 'fr', 'en', 'ru'];
const here = dirname(fileURLToPath(import.meta.url));

/** The places that the server knows, as the file has them. */
function readPlaces() {
  const [head, ...lines] = readFileSync(join(here, '../../basemap/places.tsv'), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t').slice(1);
  return lines.map((line) => {
    const cells = line.split('\t');
    const place = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
    return { ...place, lat: Number(place.lat), lon: Number(place.lon), population: Number(place.population) };
  });
}
const nameOf = (place, lang) => place[`name_${lang}`] || place.name;
/** A name as the search compares it: no marks, no capitals, no signs. */
const plain = (name) => name.normalize('NFD').replace(/[\p{M}'’ʼ]/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(' ');

/** Asks over one connection that stays, one after the other. */
function asker(base) {
  const { hostname, port } = new URL(base);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (path, headers = {}) => new Promise((resolve, reject) => {
    const begun = performance.now();
    get({ hostname, port, path, agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const ms = performance.now() - begun;
        if (response.statusCode === 200) resolve({ ms, body: Buffer.concat(chunks) });
        else reject(new Error(`${path}: ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}

/** Times of paths, without what a request costs that asks for nothing: /healthz, asked in between. */
async function serverTimes(base, paths, headers = {}) {
  const ask = asker(base);
  // Both sides are warm before it counts.
  for (const path of paths.slice(0, 200)) for (const one of [path, '/healthz']) await ask(one, headers);
  const [times, nothing, sizes] = [[], [], []];
  for (const path of paths) {
    nothing.push((await ask('/healthz', headers)).ms);
    const { ms, body } = await ask(path, headers);
    times.push(ms);
    sizes.push(body.length);
  }
  const empty = median(nothing);
  return { times: times.map((ms) => Math.max(0, ms - empty)), sizes, nothing_p99: percentile(nothing, 0.99) - empty };
}

/** What people type: two to seven letters of a name, every third time with a slip of the finger. */
function typed(places, count) {
  const queries = new Set();
  for (let turn = 0; queries.size < count; turn += 1) {
    const lang = LANGS[turn % LANGS.length];
    // A large prime goes through all of the file, in no order.
    const name = nameOf(places[(turn * 7919) % places.length], lang).toLowerCase();
    let letters = [...name].slice(0, 2 + (turn % 6));
    if (turn % 3 === 0 && letters.length > 3) {
      const at = 1 + (turn % (letters.length - 2));
      if (turn % 2) letters.splice(at, 1);
      else [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
    }
    queries.add(`/api/v1/places?q=${encodeURIComponent(letters.join(''))}&lang=${lang}`);
  }
  return [...queries];
}

async function suggestions(base, places) {
  const paths = typed(places, 4000);
  const { times, nothing_p99 } = await serverTimes(base, paths);
  // A slow moment is met once, a slow query each time.
  const again = [times, (await serverTimes(base, paths)).times, (await serverTimes(base, paths)).times];
  const best = times.map((_, at) => Math.min(...again.map((turn) => turn[at])));
  const worst = decodeURIComponent(paths[best.indexOf(Math.max(...best))].split('q=')[1]);
  const against = `${paths.length} beginnings of names, some with a slip; p50 ${median(times).toFixed(3)}, the best of three each: p99 ${percentile(best, 0.99).toFixed(2)}, longest ${Math.max(...best).toFixed(2)} ms (${worst}); p99 of /healthz, the noise: ${nothing_p99.toFixed(2)} ms`;
  return { p99: percentile(times, 0.99), against };
}

/** Whether large places come first when their names are typed. Of namesakes the larger one may. */
async function foundFirst(base, places) {
  const ask = asker(base);
  const largest = (count, isOne) => places.filter(isOne).sort((a, b) => b.population - a.population).slice(0, count);
  const asked = [...largest(500, ({ kind }) => kind === 'commune'), ...largest(200, ({ country }) => country === 'UA')];
  const isAt = (item, place) => item.kind === place.kind && Math.abs(item.lat - place.lat) < 1e-5 && Math.abs(item.lon - place.lon) < 1e-5;
  const missed = [];
  for (const place of asked) {
    for (const lang of LANGS) {
      const name = nameOf(place, lang);
      const [first] = JSON.parse((await ask(`/api/v1/places?q=${encodeURIComponent(name)}&lang=${lang}&limit=1`)).body).items;
      const isIt = first && first.name === name && isAt(first, place);
      const other = !isIt && first && places.find((one) => isAt(first, one) && one.population > place.population);
      const isNamesake = other && LANGS.some((one) => plain(nameOf(other, one)) === plain(name));
      if (!isIt && !isNamesake) missed.push(`${name} (${lang}, ${place.code || place.country}), but ${first?.label ?? 'nothing'}`);
    }
  }
  const all = asked.length * LANGS.length;
  return { share: 100 * (1 - missed.length / all), against: `${all - missed.length} of ${all}: 500 communes, 200 Ukrainian towns, four languages`, missed };
}

async function pictures(base) {
  const ids = [];
  for (let page = 1; ids.length < 200; page += 1) {
    const { items } = JSON.parse((await fetchRaw(base, `/api/v1/listings?per_page=50&page=${page}`)).body);
    if (!items.length) throw new Error('there are not 200 listings with a place');
    ids.push(...items.filter((item) => item.lat !== null).map((item) => item.id));
  }
  const paths = ids.slice(0, 200).map((id) => `/map/fr/listing/${id}.svg`);
  const drawn = await serverTimes(base, paths);
  const packed = await serverTimes(base, paths, { 'accept-encoding': 'br' });
  const against = `median of ${paths.length} listings, p99 ${percentile(drawn.times, 0.99).toFixed(2)} ms; compressed: ${median(packed.times).toFixed(2)} ms, ${(median(packed.sizes) / 1000).toFixed(1)} kB, largest ${(Math.max(...packed.sizes) / 1000).toFixed(1)} kB`;
  return { ms: median(drawn.times), against };
}

/** Tiles that lie over large towns, from far to near, as they travel. */
async function someTiles(base, places, count) {
  const { tiles: [pattern], maxzoom } = JSON.parse((await fetchRaw(base, '/tiles/tiles.json')).body);
  const towns = [...places].sort((a, b) => b.population - a.population).filter(({ country }) => ['FR', 'UA'].includes(country));
  const found = new Map();
  for (let turn = 0; found.size < count && turn < towns.length; turn += 1) {
    const { lat, lon } = towns[turn];
    const z = Math.min(maxzoom, 4 + (turn % 7));
    const x = Math.floor((lon / 360 + 0.5) * 2 ** z);
    const y = Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * 2 ** z);
    const path = pattern.replace('{z}', z).replace('{x}', x).replace('{y}', y);
    if (found.has(path)) continue;
    const { status, headers, body } = await fetchRaw(base, path, { 'accept-encoding': 'gzip' });
    if (status === 200 && headers['content-encoding'] === 'gzip') found.set(path, body);
  }
  return found;
}

async function startNginx(program, folder, tiles) {
  for (const [path, body] of tiles) {
    mkdirSync(join(folder, 'files', dirname(path)), { recursive: true });
    writeFileSync(join(folder, 'files', path), body);
  }
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
  // Workers of the superuser would be nobody, who may not read the folder. A connection may stay as long as it likes,
  // as it may on the other side.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(join(folder, 'nginx.conf'), `${user} worker_processes 2; daemon off; pid ${folder}/pid; error_log stderr error;
events { worker_connections 512; }
http { access_log off; sendfile on; keepalive_requests 10000000; ${temporary}
  server { listen 127.0.0.1:${port}; root ${folder}/files;
    location /tiles/ { default_type application/vnd.mapbox-vector-tile; add_header Content-Encoding gzip; add_header Cache-Control "public, max-age=31536000, immutable"; } } }
`);
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const stop = () => new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill('SIGQUIT');
  });
  return { base: `http://127.0.0.1:${port}`, stop };
}

/** Compares only what is the same: each tile with its bytes and its encoding. */
async function expectSame(base, tiles) {
  for (const [path, body] of tiles) {
    let answer = null;
    for (let wait = 0; !answer && wait < 100; wait += 1) {
      answer = await fetchRaw(base, path, { 'accept-encoding': 'gzip' }).catch(() => null);
      if (!answer) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (!answer?.body.equals(body) || answer.headers['content-encoding'] !== 'gzip') throw new Error(`nginx does not serve ${path} as the server does`);
  }
}

/** Requests per second of one side. */
function load(wrk, script, base) {
  const said = execFileSync(wrk, ['-t2', '-c32', '-d3s', '-s', script, base], { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(`tiles were refused: ${said}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(said)[1]);
}

async function tilesPerSecond(base, folder, places, programs) {
  const missing = Object.entries(programs).filter(([, path]) => !existsSync(path)).map(([name]) => name);
  if (missing.length) return { ratio: null, against: `${missing.join(' and ')} missing: install it (on Debian: apt-get install ${missing.join(' ')})` };
  const tiles = await someTiles(base, places, 200);
  const own = mkdtempSync(join(folder, 'nginx-'));
  const script = join(own, 'tiles.lua');
  const list = [...tiles.keys()].map((path) => `wrk.format("GET", "${path}")`);
  writeFileSync(script, `wrk.headers["Accept-Encoding"] = "gzip"
local asked, at
function init() asked = { ${list.join(',\n')} }; at = 0 end
function request() at = at % #asked + 1; return asked[at] end
`);
  const nginx = await startNginx(programs.nginx, own, tiles);
  const [ours, theirs] = [[], []];
  try {
    await expectSame(nginx.base, tiles);
    // In turns, so that what else happens meets both.
    for (let round = 0; round < 3; round += 1) {
      theirs.push(load(programs.wrk, script, nginx.base));
      ours.push(load(programs.wrk, script, base));
    }
  } finally {
    await nginx.stop();
    rmSync(own, { recursive: true });
  }
  const size = [...tiles.values()].reduce((sum, body) => sum + body.length, 0) / tiles.size / 1000;
  return { ratio: median(ours) / median(theirs), against: `${median(ours).toFixed(0)} against ${median(theirs).toFixed(0)} a second, 32 connections, ${tiles.size} tiles of ${size.toFixed(1)} kB, medians of 3 rounds; the load runs on the same cores` };
}

const usual = () => ({ nginx: process.env.ENSEMBLE_NGINX ?? '/usr/sbin/nginx', wrk: process.env.ENSEMBLE_WRK ?? '/usr/bin/wrk' });

export async function measureMapServer(base, folder, programs = usual()) {
  const places = readPlaces();
  const suggestion = await suggestions(base, places);
  const names = await foundFirst(base, places);
  const picture = await pictures(base);
  const tiles = await tilesPerSecond(base, folder, places, programs);
  return { tiles, suggestion, names, picture };
}
