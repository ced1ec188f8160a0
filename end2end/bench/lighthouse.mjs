// Lighthouse on the pages people meet first, as a phone on a slow network sees them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './table.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** One look at a busy machine says little. */
const TURNS = 3;

/** The lowest score of each category over the pages, and each page's scores: the medians of a few turns through all pages. */
export function measureLighthouse(base, paths, chromium) {
  const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'));
  const turns = Array.from({ length: TURNS }, () => paths.map((path) => look(base + path, join(folder, 'report.json'), chromium)));
  const pages = paths.map((path, place) => {
    const looks = turns.map((turn) => turn[place]);
    const scores = CATEGORIES.map((_, category) => median(looks.map((one) => one.scores[category])));
    return { path, scores, failed: [...new Set(looks.flatMap(({ failed }) => failed))] };
  });
  return { lowest: CATEGORIES.map((_, place) => Math.min(...pages.map((page) => page.scores[place]))), pages };
}

/** The scores of a page, as a browser without anything of ours meets it, and what it failed. */
function look(address, output, chromium) {
  lighthouse([
    address, '--quiet', '--output=json', `--output-path=${output}`, `--only-categories=${CATEGORIES.join(',')}`,
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync',
  ], chromium);
  const report = JSON.parse(readFileSync(output, 'utf8'));
  const scores = CATEGORIES.map((name) => Math.round(report.categories[name].score * 100));
  const failed = Object.values(report.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative').map((audit) => audit.id);
  return { scores, failed };
}

/** Now and then its browser does not come up; a page that cannot be measured fails again. */
function lighthouse(args, chromium, tries = 3) {
  try {
    execFileSync('node_modules/.bin/lighthouse', args, { env: { ...process.env, CHROME_PATH: chromium }, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    if (tries === 1) throw error;
    console.log('Lighthouse is asked again.', error.message.slice(0, 200));
    lighthouse(args, chromium, tries - 1);
  }
}
