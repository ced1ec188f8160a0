// What every page carries of the outbox: it notices that a form is sent, that a form or the list is shown, or that
// something waits, and loads the rest. Knows nothing about forms and items.

import { OUTBOX, besideLater } from '../offline/names.ts';

/** As in `store.ts`. */
const ITEMS = 'items';

interface Outbox {
  submit(form: HTMLFormElement): void;
  attach(element: HTMLElement): void;
  wake(): void;
}

/** Whether anything is kept here; asking makes no database. A word in `localStorage` would be cheaper, but a browser that is killed forgets it. */
const isAnythingKept = async () => (await Promise.all([OUTBOX, besideLater(OUTBOX)].map(isKeptIn))).includes(true);

function isKeptIn(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = indexedDB.open(name);
    asked.onupgradeneeded = () => asked.transaction!.abort();
    asked.onerror = () => resolve(false);
    asked.onsuccess = () => {
      const db = asked.result;
      // A later build may have left something else under the name.
      if (!db.objectStoreNames.contains(ITEMS)) return resolve(db.close() ?? false);
      const count = db.transaction(ITEMS).objectStore(ITEMS).count();
      count.onsuccess = () => {
        db.close();
        resolve(count.result > 0);
      };
    };
  });
}

async function loadIfKept(use: (outbox: Outbox) => void) {
  try {
    if (await isAnythingKept()) use(await load());
  } catch {
    // Where nothing can be kept, nothing waits.
  }
}

function load(): Promise<Outbox> {
  const address = '/outbox.js';
  return import(address);
}

/** Stands in a form, and where the list of what was written is shown. */
class EnsembleOutbox extends HTMLElement {
  connectedCallback() {
    const attach = (outbox: Outbox) => outbox.attach(this);
    if (this.closest('form')) load().then(attach, () => {});
    else loadIfKept(attach);
  }
}

/** Called once the application has taken over the page. */
export function startOutbox() {
  customElements.define('ensemble-outbox', EnsembleOutbox);
  addEventListener('submit', async (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset['outbox']) return;
    event.preventDefault();
    try {
      (await load()).submit(form);
    } catch {
      // Without the rest and with a network the browser sends the form by itself.
      if (navigator.onLine) form.submit();
      else form.querySelector('[role=status]')!.textContent = form.dataset['unavailable'] ?? '';
    }
  });
  (window.requestIdleCallback ?? setTimeout)(() => loadIfKept((outbox) => outbox.wake()));
}
