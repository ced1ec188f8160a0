// What was written without a network is sent by the worker when there is one, although no page is open.
import { expect, test } from './ground';

test.describe.configure({ timeout: 60_000 });

/** As in `frontend/outbox/flush.ts`. */
const SYNC = 'ensemble-outbox';

test('the worker sends what waits when the browser finds a network, with all pages closed', async ({ page, site, front, context }) => {
  await page.goto(`${front.base}/fr/listing/x-1/report`);
  await page.locator('html[data-shell=kept]').waitFor();
  front.meddle = (asked: { method: string }, answer: { destroy(): void }, pass: () => void) => (asked.method === 'POST' ? answer.destroy() : pass());
  await page.getByLabel('Les horaires sont faux').check();
  await page.getByLabel('Dites-en plus').fill('fermé à midi');
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(page.locator('form .outbox-said')).toContainText('Ce sera envoyé dès qu’il y aura du réseau.');
  const elsewhere = await context.newPage();
  const devtools = await context.newCDPSession(elsewhere);
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${front.base}/`);
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await found;
  await page.close();
  front.meddle = undefined;
  const reports = () => site.run('reports').split('\n').filter(Boolean).map((line: string) => JSON.parse(line).comment);
  expect(reports()).toEqual([]);
  await devtools.send('ServiceWorker.dispatchSyncEvent', { origin: front.base, registrationId, tag: SYNC, lastChance: false });
  await expect.poll(reports).toEqual(['fermé à midi']);
});
