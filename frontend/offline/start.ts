// When the worker starts: once the page answers to its buttons and has nothing else to do. What it costs comes later, too.
import { startForgetting } from './forget.ts';

/** `address` is missing where the operator has switched the offline part off. */
export function startOffline({ updates: address, build }: DOMStringMap, openKept: () => Promise<unknown>) {
  if (!address || !build) return;
  startForgetting();
  const start = async () => {
    openKept().catch((error) => console.info('Nothing is kept for offline use.', error));
    if (!navigator.serviceWorker) return;
    try {
      await (await import(address)).startUpdates(build);
    } catch (error) {
      // In private windows of some browsers there is no storage. The page does without.
      console.info('Nothing is kept for offline use.', error);
    }
  };
  (window.requestIdleCallback ?? setTimeout)(start);
}
