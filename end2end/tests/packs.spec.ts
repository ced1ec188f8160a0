// Packs on the way to a device: what is cut off, altered, mixed up or of another version is never half-read, the page goes
// on with the server meanwhile, and the next time it is fetched anew.
import type { IncomingMessage } from 'node:http';
import { brokenOff, flipped, shortened } from '../matrix/front.mjs';
import { ALL, expect, expectSearch, names, ofDevice, ofServer, reloadAlone, sync, test, visit } from './ground';

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 20_000 });

const WORD = 'лікар';
const QUERY = `q=${encodeURIComponent(WORD)}&lang=uk`;

/** The blocks that a device fetches by itself: the name under which each is kept, and what its address looks like. */
const BLOCKS = { index: /\/pack\/uk$/, guide: /\/uk\/guide$/, words: /\/uk\/words\?/, 'details all': /\/uk\/details\/all$/ };

/** Which block, and the share of it that comes as it was. */
const PLACES: [keyof typeof BLOCKS, number][] = [['index', 0.1], ['index', 0.5], ['index', 0.99], ['guide', 0.5], ['words', 0.1], ['details all', 0.99]];

type Harm = typeof shortened;

const asAsked = () => {};
const unpacked = ({ headers }: IncomingMessage) => { delete headers['accept-encoding']; };

/** What may happen to a block. When it is compressed the browser finds out, else whoever reads it. */
const HARMS: [string, (asked: IncomingMessage) => void, Harm][] = [
  ['whose connection breaks off', asAsked, brokenOff],
  ['that was cut off by something in between', asAsked, shortened],
  ['that was unpacked and cut off by something in between', unpacked, shortened],
  ['of which a bit is another', asAsked, flipped],
  ['that was unpacked and of which a bit is another', unpacked, flipped],
];

for (const [title, prepare, harm] of HARMS) {
  test(`a block ${title} is never half-read`, async ({ browser, site, front }) => {
    const answer = await ofServer(site.base, QUERY);
    for (const [name, share] of PLACES) {
      const context = await browser.newContext();
      const page = await context.newPage();
      let harmed = 0;
      front.meddle = (asked, _, pass) => {
        if (asked.method !== 'GET' || !BLOCKS[name].test(asked.url!)) return pass();
        harmed += 1;
        prepare(asked);
        pass(asked.url, harm(share));
      };
      await page.goto(`${front.base}/uk/find`);
      await sync(page);
      expect(harmed, `${name} was asked for`).toBeGreaterThan(0);
      expect(await page.locator('html').getAttribute('data-directory'), name).toBeNull();
      expect(await names(page), 'only what came whole').toEqual(name === 'index' || name === 'guide' ? [] : expect.not.arrayContaining([name]));
      await expectSearch(page, WORD, answer);
      front.meddle = undefined;
      await visit(page, `${front.base}/uk/find`);
      expect(await names(page)).toEqual(ALL);
      expect(await ofDevice(page, QUERY)).toEqual(answer);
      await context.close();
    }
  });
}
