// Packs on the way to a device: what is cut off, altered, mixed up or of another version is never half-read, the page goes
// on with the server meanwhile, and the next time it is fetched anew.
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { brokenOff, changed, flipped, inParts, shortened, stalled } from '../matrix/front.mjs';
import { ALL, VERSION, expect, expectSearch, kept, names, ofDevice, ofServer, sync, test, visit, withoutWorker } from './ground';

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 20_000 });

const WORD = 'лікар';
const QUERY = `q=${encodeURIComponent(WORD)}&lang=uk`;

/** The blocks that a device fetches by itself: the name under which each is kept, and what its address looks like. */
const BLOCKS = { index: /\/pack\/uk$/, guide: /\/uk\/guide$/, words: /\/uk\/words\?/, 'details all': /\/uk\/details\/all$/ };

/** Which block, and the share of it that comes as it was, where only a share does. */
const EACH: [keyof typeof BLOCKS, number][] = [['index', 0.99], ['guide', 0.5], ['words', 0.1], ['details all', 0.99]];
const PLACES: typeof EACH = [['index', 0.1], ['index', 0.5], ...EACH];

type Pass = (path?: string, send?: ReturnType<typeof changed>) => void;

/** For those that open what they pass on. */
const unpacked = (asked: IncomingMessage) => { delete asked.headers['accept-encoding']; };

/** As another version of the program would send it, down to the checksum. */
function ofAnotherVersion(block: Buffer): Buffer {
  const other = Buffer.from(block);
  other[4]! += 1;
  other.writeUInt32LE(crc32(Buffer.concat([other.subarray(0, 28), other.subarray(32)])), 28);
  return other;
}

/** The same block in French, by what the server calls it. */
async function inFrench(path: string, base: string): Promise<string> {
  const index = Buffer.from(await (await fetch(`${base}/api/v1/pack/fr`)).arrayBuffer());
  return path.replace('/pack/uk', '/pack/fr').replace(/index=\w+/, `index=${index.readUInt32LE(28).toString(16)}`);
}

/** What may happen to a block. When it is compressed the browser finds out, else whoever reads it. */
const HARMS: [string, typeof EACH, (asked: IncomingMessage, pass: Pass, share: number, base: string) => void][] = [
  ['whose connection breaks off', PLACES, (_, pass, share) => pass(undefined, brokenOff(share))],
  ['that was cut off by something in between', PLACES, (_, pass, share) => pass(undefined, shortened(share))],
  ['that was unpacked and cut off by something in between', PLACES, (asked, pass, share) => { unpacked(asked); pass(undefined, shortened(share)); }],
  ['of which a bit is another', PLACES, (_, pass, share) => pass(undefined, flipped(share))],
  ['that was unpacked and of which a bit is another', PLACES, (asked, pass, share) => { unpacked(asked); pass(undefined, flipped(share)); }],
  ['of another version of the format', EACH, (asked, pass) => { unpacked(asked); pass(undefined, changed(ofAnotherVersion)); }],
  ['in another language, mixed up by a cache,', EACH, async (asked, pass, _, base) => pass(await inFrench(asked.url!, base))],
];

for (const [title, places, harm] of HARMS) {
  test(`a block ${title} is refused, and fetched anew`, async ({ browser, site, front }) => {
    const answer = await ofServer(site.base, QUERY);
    for (const [name, share] of places) {
      const context = await browser.newContext();
      const page = await context.newPage();
      let harmed = 0;
      front.meddle = (asked: IncomingMessage, _: unknown, pass: Pass) => {
        if (asked.method !== 'GET' || !BLOCKS[name].test(asked.url!)) return pass();
        harmed += 1;
        harm(asked, pass, share, site.base);
      };
      await page.goto(`${front.base}/uk/find`);
      await sync(page);
      expect(harmed, `${name} was asked for`).toBeGreaterThan(0);
      await expect(page.locator('html'), name).not.toHaveAttribute('data-directory');
      expect(await names(page), 'only what came whole').toEqual(name === 'index' || name === 'guide' ? [] : expect.not.arrayContaining([name]));
      await expectSearch(page, WORD, answer);
      front.meddle = undefined;
      await visit(page, `${front.base}/uk/find`);
      const { blocks } = await kept(page);
      expect(blocks.map(({ name, inside, version }) => [name, inside, version])).toEqual(ALL.map((name) => [name, 'uk', VERSION]));
      expect(await ofDevice(page, QUERY)).toEqual(answer);
      await context.close();
    }
  });
}

test('a whole pack in another language, mixed up by a cache, is never kept', async ({ page, site, front }) => {
  front.meddle = async (asked: IncomingMessage, _: unknown, pass: Pass) => pass(await inFrench(asked.url!, site.base));
  await page.goto(`${front.base}/uk/find`);
  await sync(page);
  expect(await kept(page)).toEqual({ packs: [], blocks: [] });
  await expect(page.locator('html')).not.toHaveAttribute('data-engine');
  await expectSearch(page, WORD, await ofServer(site.base, QUERY));
  front.meddle = undefined;
  await visit(page, `${front.base}/uk/find`);
  expect((await kept(page)).blocks.map(({ name, inside }) => [name, inside])).toEqual(ALL.map((name) => [name, 'uk']));
});

test('a server of another version is not asked again and again', async ({ page, site, front }) => {
  let fetched = 0;
  front.meddle = (asked: IncomingMessage, _: unknown, pass: Pass) => {
    if (asked.method !== 'GET' || !/\/pack\/|\/changes\//.test(asked.url!)) return pass();
    fetched += 1;
    unpacked(asked);
    pass(undefined, changed(ofAnotherVersion));
  };
  await page.goto(`${front.base}/uk/find`);
  await sync(page);
  const before = fetched;
  expect(before).toBeGreaterThan(0);
  for (const word of ['лікар', 'школа', 'житло', 'одяг']) {
    await expectSearch(page, word, await ofServer(site.base, `q=${encodeURIComponent(word)}&lang=uk`));
  }
  expect(fetched, 'nothing was fetched for searches').toBe(before);
});

test('changes in another language lead to nothing but a pack that is fetched anew', async ({ page, site, front }) => {
  await visit(page, `${front.base}/uk`);
  const before = (await kept(page)).packs[0]!.generation;
  const { id } = site.published()[0];
  site.revise(id, () => {});
  front.meddle = (asked: IncomingMessage, _: unknown, pass: Pass) => pass(asked.url!.replace('/changes/uk', '/changes/fr'));
  await expect(async () => {
    await sync(page);
    expect((await kept(page)).packs[0]!.generation).toBeGreaterThan(before);
  }).toPass();
  const { blocks } = await kept(page);
  expect(blocks.map(({ name, inside }) => [name, inside])).toEqual(ALL.map((name) => [name, 'uk']));
});

test('while a connection stalls the page works, and everything is kept once it goes on', async ({ page, site, front }) => {
  let goOn!: () => void;
  const goes = new Promise<void>((resolve) => { goOn = resolve; });
  let isStalled = false;
  front.meddle = (asked: IncomingMessage, _: unknown, pass: Pass) => {
    if (asked.method !== 'GET' || !BLOCKS.index.test(asked.url!)) return pass();
    isStalled = true;
    pass(undefined, stalled(goes));
  };
  await page.goto(`${front.base}/uk/find`);
  await expect.poll(() => isStalled).toBe(true);
  await page.locator('html[data-hydrated]').waitFor();
  await expectSearch(page, WORD, await ofServer(site.base, QUERY));
  await expect(page.locator('html')).not.toHaveAttribute('data-engine');
  goOn();
  await page.locator('html[data-engine=ready][data-directory=kept]').waitFor();
  expect(await names(page)).toEqual(ALL);
});

test('a slow connection is waited for as long as some of the answer comes', async ({ page, front }) => {
  await withoutWorker(page);
  await page.clock.install();
  await page.addInitScript(() => {
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = async function () {
      const part = await read.call(this);
      (window as { parts?: number }).parts = ((window as { parts?: number }).parts ?? 0) + 1;
      return part;
    };
  });
  const parts = () => page.evaluate(() => (window as { parts?: number }).parts ?? 0);
  let isSlow = false;
  front.meddle = async (asked: IncomingMessage, _: unknown, pass: Pass) => {
    if (asked.method !== 'GET' || !BLOCKS['details all'].test(asked.url!)) return pass();
    unpacked(asked);
    isSlow = true;
    let seen = await parts();
    pass(undefined, inParts(4, async () => {
      await expect.poll(parts).toBeGreaterThan(seen);
      seen = await parts();
      await page.clock.fastForward(40_000);
    }));
  };
  await page.goto(`${front.base}/uk`);
  await page.locator('html[data-engine=ready][data-directory=kept]').waitFor();
  expect(isSlow).toBe(true);
  expect(await names(page)).toEqual(ALL);
});

test('a connection that stalls for longer than a minute is given up, and another one is tried', async ({ page, front }) => {
  await withoutWorker(page);
  await page.clock.install();
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (String(asked[0]).endsWith('/pack/uk') && asked[1]?.method !== 'HEAD') (window as { isBegun?: boolean }).isBegun = true;
      return answer;
    };
  });
  front.meddle = (asked: IncomingMessage, _: unknown, pass: Pass) => {
    if (asked.method !== 'GET' || !BLOCKS.index.test(asked.url!)) return pass();
    pass(undefined, stalled(new Promise(() => {})));
  };
  await page.goto(`${front.base}/uk`);
  // The beginning of the answer is there: whoever waits for that only waits for ever now.
  await expect.poll(() => page.evaluate(() => (window as { isBegun?: boolean }).isBegun)).toBe(true);
  front.meddle = undefined;
  await page.clock.fastForward(61_000);
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('html[data-engine=ready][data-directory=kept]').waitFor({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  expect(await names(page)).toEqual(ALL);
});
