// The pictures of the installed site: icons out of `style/favicon.svg`, and screenshots of a server with sample listings.
//   node frontend/pictures/make.mjs [BASE]     (needs the npm packages of end2end/ and a Chromium)
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../end2end/package.json', import.meta.url))('playwright-core');
const mark = readFileSync(new URL('../../style/favicon.svg', import.meta.url), 'utf8');
const [, , base] = process.argv;
const write = (name, bytes) => writeFileSync(new URL(name, import.meta.url), bytes);

const browser = await chromium.launch({ executablePath: process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** `bleeds` fills the whole square, and keeps the mark within the circle that every system leaves. */
async function icon(name, size, bleeds) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawn = bleeds ? mark.replace('rx="7" ', '').replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"').replace('width="32" height="32"', 'x="-4" y="-4" width="40" height="40"') : mark;
  const style = 'html,body{margin:0;background:none}svg{display:block;inline-size:100vw;block-size:100vh}';
  await page.setContent(`<style>${style}</style>${drawn}`);
  write(name, await page.screenshot({ omitBackground: true }));
  await page.close();
}

await icon('icon-192.png', 192, false);
await icon('icon-512.png', 512, false);
await icon('icon-maskable-512.png', 512, true);
await icon('apple-touch-icon.png', 180, true);

async function screenshot(name, path, width, height) {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: width < 600 ? 1.5 : 1, serviceWorkers: 'block' });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 50 });
  write(name, Buffer.from(data, 'base64'));
  await page.close();
}

if (base) {
  await screenshot('screenshot-home.webp', '/uk', 360, 720);
  await screenshot('screenshot-find.webp', '/uk/find?category=health', 360, 720);
  await screenshot('screenshot-wide.webp', '/uk/find?category=health', 1280, 800);
}
await browser.close();
