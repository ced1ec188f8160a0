// Three browsers in one small shape: `{ open(url), eval(code), reload(), close() }`. `eval` takes an expression as text,
// which may be a promise. A browser that is not installed has no driver.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server.mjs';

const CHROMIUM = process.env.ENSEMBLE_CHROMIUM ?? '/usr/bin/chromium';
const FIREFOX = process.env.ENSEMBLE_FIREFOX ?? '/usr/bin/firefox-esr';
const WEBKIT_DRIVER = process.env.ENSEMBLE_WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';

async function chromium() {
  const { chromium: engine } = await import('playwright-core');
  const browser = await engine.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-quic'] });
  const page = await (await browser.newContext()).newPage();
  return {
    open: (url) => page.goto(url),
    eval: (code) => page.evaluate(code),
    reload: () => page.reload(),
    close: () => browser.close(),
  };
}

/** Debian's Firefox over WebDriver BiDi, which Playwright does not speak with it. */
async function firefox() {
  const { default: puppeteer } = await import('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true });
  const page = await browser.newPage();
  return {
    open: (url) => page.goto(url),
    eval: (code) => page.evaluate(code),
    reload: () => page.reload(),
    close: () => browser.close(),
  };
}

/** Where Debian puts the small browser that WebKitGTK brings along. */
function miniBrowser() {
  const folders = readdirSync('/usr/lib').flatMap((name) => ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((kind) => `/usr/lib/${name}/${kind}`));
  return folders.map((folder) => join(folder, 'MiniBrowser')).find(existsSync);
}

async function webkit() {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'ensemble-webkit-'));
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home };
  // A group of its own, so that what it starts ends with it.
  const driver = spawn('xvfb-run', ['-a', WEBKIT_DRIVER, `--port=${port}`], { stdio: 'ignore', env, detached: true });
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  while (!await ask('GET', '/status').catch(() => false)) await new Promise((resolve) => { setTimeout(resolve, 100); });
  const options = { binary: miniBrowser(), args: ['--automation'] };
  const { sessionId } = await ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
  const at = (command, body, method = 'POST') => ask(method, `/session/${sessionId}/${command}`, body);
  const script = 'const [code, done] = arguments; Promise.resolve().then(() => (0, eval)(code)).then((value) => done({ value }), (error) => done({ error: String(error) }))';
  return {
    open: (url) => at('url', { url }),
    async eval(code) {
      // The page's policy refuses eval, so the code comes as the script itself.
      const { value, error } = await at('execute/async', { script: script.replace('(0, eval)(code)', `(${code})`), args: [code] });
      if (error) throw new Error(error);
      return value;
    },
    reload: () => at('refresh', {}),
    async close() {
      await ask('DELETE', `/session/${sessionId}`).catch(() => {});
      try {
        process.kill(-driver.pid);
      } catch { /* It has ended already. */ }
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Each browser with what starts it; without it where something is missing. */
export const BROWSERS = {
  chromium: existsSync(CHROMIUM) && chromium,
  firefox: existsSync(FIREFOX) && firefox,
  webkit: existsSync(WEBKIT_DRIVER) && miniBrowser() && webkit,
};
