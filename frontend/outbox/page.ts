// The outbox on a page: when it is emptied, and who is told what has become of an item.
import { SYNC, flushOutbox, tellChange } from './flush.ts';
import { OUTBOX, hear } from '../offline/names.ts';
import { dueAt, newKey, type Item, type Reason } from './item.ts';
import * as store from './store.ts';

type Listener = (items: Item[]) => void;

const listeners = new Set<Listener>();
let timer = 0;
let isAwake = false;
/** The person had everything forgotten: to look for items would make an empty place for them again. */
let isForgotten = false;

/** Empties the outbox whenever there is a reason to hope. */
export function wake() {
  if (isAwake) return;
  isAwake = true;
  hear(OUTBOX, (message) => {
    isForgotten = message === 'forget';
    look();
  });
  addEventListener('online', () => flush('change').then(() => look('change')));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && flush('time'));
  flush('change').then(() => look());
}

async function flush(reason: Reason) {
  if (!isForgotten) await flushOutbox(reason);
}

/** Calls back with all items, now and whenever they change; ends with the function that it answers. */
export function follow(listener: Listener): () => void {
  listeners.add(listener);
  look();
  return () => listeners.delete(listener);
}

/** Tells who listens, and comes back when something is due: sooner once there is hope. */
async function look(reason: Reason = 'time') {
  const items = isForgotten ? [] : await store.all().catch(() => []);
  listeners.forEach((listener) => listener(items));
  const next = Math.min(...items.filter(({ state }) => state === 'waiting').map((item) => dueAt(item, reason)));
  clearTimeout(timer);
  if (Number.isFinite(next)) timer = window.setTimeout(() => flush(reason), Math.max(1000, next - Date.now()));
}

/** Keeps a new item before anything is sent; says whether that was possible. */
export async function keep(item: Item): Promise<boolean> {
  isForgotten = false;
  try {
    await store.put(item);
  } catch {
    return false;
  }
  tellChange();
  registerSync();
  wake();
  return true;
}

/** Sends one item now, and answers what has become of it. */
export async function sendNow(key: string): Promise<Item | undefined> {
  await flushOutbox('person', key);
  return store.get(key).catch(() => undefined);
}

export async function forget(key: string) {
  await store.remove(key).catch(() => {});
  tellChange();
}

/** An item that is found again by its key, to be changed. */
export const found = (key: string) => store.get(key).catch(() => undefined);

/** A new item of what a form is about. */
export function itemOf(form: HTMLFormElement): Item {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const chosen = form.querySelector<HTMLInputElement>('[name=wrong]:checked');
  return {
    key: newKey(),
    kind: form.dataset['outbox'] as Item['kind'],
    listing: Number(form.dataset['listing']),
    slug: form.dataset['slug'] ?? '',
    name: form.dataset['name'] ?? '',
    lang: document.documentElement.lang,
    wrong: text('wrong'),
    said: chosen?.parentElement?.textContent?.trim() ?? '',
    comment: text('comment'),
    contact: text('contact'),
    made: Date.now(),
    state: 'waiting',
    tries: 0,
    next: 0,
    asked: 0,
  };
}

/** Asks the browser to empty the outbox when there is a network, even if no page is open then. */
async function registerSync() {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (registration as { sync?: { register(name: string): Promise<void> } } | undefined)?.sync?.register(SYNC);
  } catch {
    // Refused or unknown: pages do it.
  }
}
