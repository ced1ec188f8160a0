// The map on an archive with streets, in the schema of Protomaps, which an operator may give the server.
import { expect, open, test } from './site';

type MapWindow = Window & { __ensembleMap?: { ground(): { layers: string[]; names: string[] } } };

const BASE = process.env.ENSEMBLE_STREETS;

if (!BASE) throw new Error('ENSEMBLE_STREETS is a server with an archive of streets: cargo xtask test e2e starts one');
test.use({ baseURL: BASE, viewport: { width: 1280, height: 800 }, allowed: [/GPU stall due to ReadPixels/] });

for (const [lang, town, quarter] of [['uk', 'Ліон', 'Ґійотьєр'], ['fr', 'Lyon', 'La Guillotière']] as const) {
  test(`streets are drawn, and names in the reader's language (${lang})`, async ({ page }) => {
    await open(page, `/${lang}/find?bbox=4.834,45.756,4.847,45.766`);
    await page.locator('ensemble-map[data-map=open]').waitFor();
    const ground = () => page.evaluate(() => (window as MapWindow).__ensembleMap!.ground());
    const parts = ['earth', 'built', 'water', 'river', 'minor', 'major', 'buildings', 'town-name', 'quarter-name', 'street-name'];
    await expect.poll(async () => (await ground()).layers).toEqual(expect.arrayContaining(parts));
    const { names } = await ground();
    expect(names).toEqual(expect.arrayContaining([town, quarter, 'Rue Vaubecour', lang === 'uk' ? 'Бульвар Гамбетта' : 'Cours Gambetta']));
    await expect(page.locator('.map-credit')).toHaveText('© OpenStreetMap');
  });
}

test('beyond what was cut out there is land, not sea', async ({ page }) => {
  await open(page, '/fr/find?bbox=5.2,45.6,5.5,45.8');
  await page.locator('ensemble-map[data-map=open]').waitFor();
  const layers = () => page.evaluate(() => (window as MapWindow).__ensembleMap!.ground().layers);
  await expect.poll(layers).toContain('earth');
});
