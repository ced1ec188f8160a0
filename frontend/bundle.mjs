// The scripts and the style sheet of the map, the suggestions of places, the outbox, the service worker and what starts it, and `boot.js`,
// as files of their own in $OUT_DIR.   npm run bundle
//
// Everything keeps a plain name here: whoever calls this gives the files names that change with their content.
import { copyFileSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { parse } from 'smol-toml';

const out = process.env.OUT_DIR;
if (!out) throw new Error('OUT_DIR says where the files go');
const isRelease = process.env.PROFILE === 'release';
const LANGS = ['uk', 'fr', 'en', 'ru'];

const texts = (lang) => parse(readFileSync(new URL(`../app/locales/${lang}.toml`, import.meta.url), 'utf8'));

/** The words that are for scripts alone: the wasm carries none of them. */
const section = (lang) => texts(lang).script;

/** Each icon as one path, which is all that a canvas needs. */
function icons() {
  const source = readFileSync(new URL('../style/icons.svg', import.meta.url), 'utf8');
  const circle = (_, x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  const paths = {};
  for (const [, name, inside] of source.matchAll(/<symbol id="i-([\w-]+)"[^>]*>(.*?)<\/symbol>/g)) {
    const circles = inside.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"[^>]*>/g);
    const lines = inside.matchAll(/<path d="([^"]+)"/g);
    paths[name] = [...lines].map(([, d]) => d).join('') + [...circles].map((found) => circle(...found.map(Number))).join('');
  }
  return paths;
}

/** What the map draws: the icons of the categories, and the marks on its buttons. */
function drawn() {
  const all = icons();
  const table = readFileSync(new URL('map/families.ts', import.meta.url), 'utf8');
  const categories = [...table.matchAll(/icon: '([\w-]+)'/g)].map(([, name]) => name);
  const names = [...categories, 'cross', 'plus', 'minus', 'next', 'list'];
  return Object.fromEntries(names.map((name) => {
    if (!all[name]) throw new Error(`style/icons.svg has no icon ${name}`);
    return [name, all[name]];
  }));
}

/** The words of scripts, by language. */
const words = (part) => Object.fromEntries(LANGS.map((lang) => [lang, part(section(lang))]));

const MADE = {
  icons: drawn,
  words: () => words(({ map, boot }) => ({ ...map, loading: boot.loading })),
  'boot-words': () => words(({ boot }) => boot),
  'worker-words': () => words(({ worker }) => worker),
  'kept-words': () => Object.fromEntries(LANGS.map((lang) => {
    const { category, script: { updates, places, offline, stored, outbox } } = texts(lang);
    return [lang, { updates, places, offline, stored, outbox, category }];
  })),
};

/** Modules that are made here: `import words from 'made:words'`. */
const made = {
  name: 'made',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^made:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'made' }));
    onLoad({ filter: /.*/, namespace: 'made' }, ({ path }) => ({ contents: JSON.stringify(MADE[path]()), loader: 'json' }));
  },
};

const scripts = {
  outdir: out,
  bundle: true,
  target: 'es2022',
  charset: 'utf8',
  minify: isRelease,
  legalComments: 'inline',
  plugins: [made],
  // Files of their own, which get their names later.
  external: ['/directory.js', '/updates.js', '/keeper.js', '/local.js', '/stored.js'],
  logLevel: 'warning',
};
await build({ ...scripts, entryPoints: { boot: 'boot.js', map: 'map/map.ts' }, format: 'esm' });
// Every reader keeps these, so what they share is fetched once, their words too. What a page starts with is one file, not a chain of them.
const kept = { directory: 'offline/directory.ts', outbox: 'outbox/outbox.ts', stored: 'offline/stored.ts', keeper: 'offline/keeper.ts', places: 'places/places.ts', updates: 'offline/updates.ts' };
await build({ ...scripts, entryPoints: kept, format: 'esm', splitting: true, chunkNames: 'part-[hash]' });
// Not all browsers take a service worker that is a module.
await build({ ...scripts, entryPoints: { sw: 'worker/worker.ts' }, format: 'iife' });
await build({ entryPoints: ['map/map.css'], outdir: out, minify: isRelease, target: ['safari15.4', 'chrome99', 'firefox97'], logLevel: 'warning' });
// As published: it is small already, and minified a second time it would grow.
copyFileSync(new URL('node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url), `${out}/map-worker.js`);
// Whoever passes the code on has to pass its licence on.
copyFileSync(new URL('node_modules/maplibre-gl/LICENSE.txt', import.meta.url), `${out}/map-licence.txt`);
