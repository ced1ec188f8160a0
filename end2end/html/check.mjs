#!/usr/bin/env node
// Whether pages are HTML as browsers are promised it.   node html/check.mjs BASE
// Asks for every page that the sitemap names, and for those that it must not name, and shows them to `vnu`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [base] = process.argv.slice(2);
const LANGS = ['uk', 'fr', 'en', 'ru'];
/** Listings that are looked at in each language: they differ in what is known of them. */
const LISTINGS = 12;
/** Searches with many results and none, what is only on a device, what there never was. */
const UNNAMED = ['/find?category=food&open=now', '/find?q=zzzzzz', '/find?place=Lyon&radius=10&page=2', '/find?near=45.76,4.84&sort=distance', '/find?nonsense=1', '/saved', '/nowhere', '/listing/x-999999'];
const jar = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

const get = async (path) => (await fetch(base + path)).text();
const named = [];
for (const part of (await get('/sitemap.xml')).matchAll(/<loc>([^<]+)<\/loc>/g)) {
  for (const page of (await get(new URL(part[1]).pathname)).matchAll(/<loc>([^<]+)<\/loc>/g)) named.push(new URL(page[1]).pathname);
}
if (named.length < 50) throw new Error('The sitemap names hardly any page.');
const isListing = (path) => path.split('/')[2] === 'listing';
const listings = LANGS.flatMap((lang) => named.filter((path) => isListing(path) && path.startsWith(`/${lang}/`)).slice(0, LISTINGS));
const told = listings.filter((_, turn) => turn % LISTINGS === 0).flatMap((path) => [`${path}/report`, `${path}/thanks`]);
const paths = [...named.filter((path) => !isListing(path)), ...listings, ...told, ...LANGS.flatMap((lang) => UNNAMED.map((path) => `/${lang}${path}`))];

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const files = new Map();
for (const path of paths) {
  const file = join(folder, `${files.size}.html`);
  // Leptos marks with `<!>` where a piece begins that may change: the one thing in which we differ.
  writeFileSync(file, (await get(path)).replaceAll('<!>', ''));
  files.set(file, path);
}
let said = '';
try {
  execFileSync('java', ['-Xss4m', '-jar', jar, '--format', 'json', '--exit-zero-always', '--stdout', ...files.keys()], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }).split('\n').forEach((line) => { said += line; });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// What it only advises, such as how letters are composed, is not for data.
const messages = JSON.parse(said).messages.filter(({ type }) => type === 'error');
const kinds = new Map();
for (const { url, message, extract, lastLine } of messages) {
  const of = kinds.get(message) ?? { count: 0, path: files.get(fileURLToPath(url)), lastLine, extract };
  kinds.set(message, { ...of, count: of.count + 1 });
}
for (const [message, { count, path, lastLine, extract }] of kinds) console.log(`${count} × ${message}\n  ${path}:${lastLine} ${extract?.trim()}`);
console.log(`${paths.length} pages, ${messages.length} complaints of ${kinds.size} kinds`);
process.exitCode = messages.length ? 1 : 0;
