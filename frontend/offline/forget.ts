// Forgets what this device keeps of the site to read: the directory, and the worker with what it kept.
// What a person saved or wrote is forgotten by those who keep it. Refuses to know what any of it says.

import { DIRECTORY } from './names.ts';

async function forget() {
  const others = new BroadcastChannel(DIRECTORY);
  others.postMessage('forget');
  others.close();
  window.indexedDB?.deleteDatabase(DIRECTORY);
  const workers = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  const names = await window.caches?.keys() ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Buttons with `data-forget` are meant. Until the next page is loaded nothing is kept anew. */
export function startForgetting() {
  addEventListener('click', ({ target }) => {
    if (!(target as Element).closest('[data-forget]')) return;
    document.documentElement.dataset['forgotten'] = '';
    forget().catch((error) => console.info('Something may have stayed.', error));
  });
}
