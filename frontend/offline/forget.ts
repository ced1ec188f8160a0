// Forgets what this device keeps of the site: the directory, the worker with what it kept, what waits to be sent.
// What `app::browser::storage` keeps is forgotten there. Refuses to know what any of it says.
import { DIRECTORY, FORGOTTEN, FULL, OUTBOX, WANTED, deleteDatabase, tell } from './names.ts';

async function forgetAll() {
  tell(DIRECTORY, 'forget');
  tell(OUTBOX, 'forget');
  const workers = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  const names = await window.caches?.keys() ?? [];
  await Promise.all([...[DIRECTORY, OUTBOX].map(deleteDatabase), ...names.map((name) => caches.delete(name))]);
  for (const name of [FULL, WANTED]) localStorage.removeItem(name);
}

/** Until the next page is loaded nothing is kept anew. */
export async function forget(): Promise<void> {
  await forgetAll().catch((error) => console.info('Something may have stayed.', error));
  dispatchEvent(new Event(FORGOTTEN));
}
