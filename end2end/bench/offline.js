// In a page beside those of the site: what the device keeps against JSON and MiniSearch, and changes as they come.
import { textIndex, textQuery } from './text.js';

const now = () => Date.now() / 1000;

/** The blocks with those names that the device keeps, asked for as the site does. */
function kept(lang, names) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('ensemble-directory');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const found = {};
      const work = opening.result.transaction(['packs', 'blocks']);
      work.objectStore('packs').get(lang).onsuccess = ({ target: { result: pack } }) => {
        for (const name of names) {
          const asked = work.objectStore('blocks').get([lang, pack.generation, name]);
          asked.onsuccess = () => { if (asked.result) found[name] = asked.result; };
        }
      };
      work.onerror = () => reject(work.error);
      work.oncomplete = () => { opening.result.close(); resolve(found); };
    };
  });
}

let wasm;
let directory;

/** Loads the wasm, which is no part of what is measured. */
export async function load(local) {
  wasm = await import(local);
  await wasm.default();
}

async function answer({ lang, names, query }) {
  const begun = performance.now();
  const blocks = await kept(lang, names);
  const given = performance.now();
  directory = wasm.Directory.read(blocks.index);
  if (blocks.words) {
    directory.readWords(blocks.words);
    directory.learnWords();
  }
  if (blocks.guide) directory.readGuide(blocks.guide);
  if (blocks['details all']) directory.readDetails(blocks['details all']);
  const { total } = JSON.parse(directory.query(query, now()));
  return { ms: performance.now() - begun, device_ms: given - begun, total, listings: directory.count(), blocks: Object.keys(blocks) };
}

/** From asking for the bytes that the device keeps until they have answered, with the wasm there; then once more. */
export async function firstAnswer(asked) {
  const first = await answer(asked);
  directory.free();
  const { ms } = await answer(asked);
  return { ...first, again_ms: ms };
}

/** From the text of the same listings until MiniSearch has answered. Each row has a line of its own. */
export async function javaScript({ listings, words, stems }) {
  const whole = await (await fetch('/bench/rows.json')).text();
  const text = `${whole.split('\n', listings).join('\n').replace(/[,\]]$/, '')}]`;
  const begun = performance.now();
  const rows = JSON.parse(text);
  const parsed = performance.now();
  const total = textIndex(rows).search(textQuery({ words, stems })).length;
  return { ms: performance.now() - begun, parse_ms: parsed - begun, total, listings: rows.length };
}

async function confirm(listing) {
  const headers = { 'content-type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
  const response = await fetch('/api/v1/confirmations', { method: 'POST', headers, body: JSON.stringify({ listing }) });
  if (!response.ok) throw new Error(`A confirmation is not taken: ${response.status}.`);
}

/** What changed since the directory was true, as soon as the server says it. */
async function news(lang, patience) {
  for (let turn = 0; turn < patience; turn += 1) {
    const response = await fetch(`/api/v1/changes/${lang}?since=${directory.change()}`, { cache: 'no-store' });
    if (response.status === 200) return { block: new Uint8Array(await response.arrayBuffer()), bytes: Number(response.headers.get('content-length')) };
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return undefined;
}

/** Lets listings be confirmed, applies what the server says of each to the directory that was read, and searches again. */
export async function changes({ lang, listings, query }) {
  // What was confirmed in earlier turns is no change of one listing.
  const before = listings.length ? await news(lang, 1) : undefined;
  if (before) directory.apply(before.block);
  const turns = [];
  for (const listing of listings) {
    await confirm(listing);
    const told = await news(lang, 100);
    // Where an organisation has confirmed it lately a visitor changes nothing.
    if (!told) continue;
    const begun = performance.now();
    directory.apply(told.block);
    const applied = performance.now();
    directory.query(query, now());
    turns.push({ ms: applied - begun, search_ms: performance.now() - applied, bytes: told.bytes });
  }
  return turns;
}
