// Sends what waits. Works in a page and in a service worker: there is no document here.
//
// Tabs take turns where the browser has locks. The real guard is the key of each item: whatever is sent twice, by whom
// ever, the server does once.
import { OUTBOX, tell } from '../offline/names.ts';
import { isDue, pause, type Item, type Reason } from './item.ts';
import { send } from './send.ts';
import * as store from './store.ts';

/** The name under which a page registers a background sync. */
export const SYNC = 'ensemble-outbox';

/**
 * Sends every item whose time has come, and answers how many still wait. Never fails: without a place to keep things,
 * nothing waits.
 *
 * A service worker calls it in its event `sync` and fails the event as long as something waits, so that the browser
 * tries again: `if (await flushOutbox('sync')) throw …`.
 */
export async function flushOutbox(reason: Reason = 'change', only?: string): Promise<number> {
  try {
    await inTurn(async () => {
      const now = Date.now();
      const due = (await store.all()).filter((item) => (!only || item.key === only) && isDue(item, now, reason));
      // Side by side: what one item waits for must not keep the others.
      await Promise.all(due.map(attempt));
      if (due.length) await store.tidy(now);
    });
    return (await store.all()).filter(({ state }) => state === 'waiting').length;
  } catch {
    return 0;
  }
}

async function inTurn(work: () => Promise<void>): Promise<void> {
  await (navigator.locks ? navigator.locks.request(OUTBOX, work) : work());
}

async function attempt(item: Item): Promise<void> {
  const outcome = await send(item);
  const now = Date.now();
  if (outcome.is === 'sent') {
    // What the server has, this device need not keep; only that it went.
    await store.change(item.key, { state: 'sent', comment: '', contact: '', refusal: undefined });
  } else if (outcome.is === 'refused') {
    await store.change(item.key, { state: 'refused', refusal: outcome.refusal });
  } else {
    await store.change(item.key, { tries: item.tries + 1, tried: now, next: now + pause(item.tries), asked: outcome.after && now + outcome.after });
  }
  tellChange();
}

/** Tells the pages of the site, this one too, that items have changed. */
export const tellChange = () => tell(OUTBOX, '');
