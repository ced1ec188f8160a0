// When the worker starts: once the page answers to its buttons and has nothing else to do. What it costs comes later, too.

/** As it is called where the operator has switched the offline part off, too: what people wrote is forgotten there as well. */
const ADDRESS = '/updates.js';

/** Buttons with `data-forget` are meant. */
function startForgetting() {
  addEventListener('click', async ({ target }) => {
    if (!(target as Element).closest('[data-forget]')) return;
    document.documentElement.dataset['forgotten'] = '';
    await (await import(ADDRESS)).forget();
  });
}

/** `updates` is missing where the operator has switched the offline part off. */
export function startOffline(names: DOMStringMap, openKept: () => Promise<unknown>) {
  startForgetting();
  if (!names.updates || !names.build) return;
  const start = async () => {
    try {
      await (await import(ADDRESS)).start(names, openKept);
    } catch (error) {
      // In private windows of some browsers there is no storage. The page does without.
      console.info('Nothing is kept for offline use.', error);
    }
  };
  (window.requestIdleCallback ?? setTimeout)(start);
}
