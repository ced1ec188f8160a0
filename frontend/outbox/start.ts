// What every page carries of the outbox: it notices that a form is sent, that a form or the list is shown, or that
// something waits, and loads the rest. Knows nothing about forms and items.

/** What the page may have to load, in one word that can be read at once: `waiting`, `kept`, or nothing. */
const FLAG = 'ensemble.outbox';

interface Outbox {
  submit(form: HTMLFormElement): void;
  attach(element: HTMLElement): void;
  wake(): void;
}

function flag(): string | null {
  try {
    return localStorage.getItem(FLAG);
  } catch {
    return null;
  }
}

function load(): Promise<Outbox> {
  const address = '/outbox.js';
  return import(address);
}

/** Stands in a form, and where the list of what was written is shown. */
class EnsembleOutbox extends HTMLElement {
  connectedCallback() {
    if (flag() || this.closest('form')) load().then((outbox) => outbox.attach(this), () => {});
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
  addEventListener('click', ({ target }) => {
    if (!(target as Element).closest('[data-forget]')) return;
    try {
      localStorage.removeItem(FLAG);
      indexedDB.deleteDatabase('ensemble-outbox');
    } catch {
      // Where nothing can be kept there is nothing to forget.
    }
  });
  if (flag() === 'waiting') (window.requestIdleCallback ?? setTimeout)(() => load().then((outbox) => outbox.wake(), () => {}));
}
