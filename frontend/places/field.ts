// Loads the suggestions of places when somebody goes to a field for one, and not before.

const ready = new WeakSet<Element>();

/** Called once the application has taken over the page. */
export function startPlaces() {
  const prepare = async (target: EventTarget | null) => {
    const input = target as HTMLInputElement | null;
    if (input?.name !== 'place' || ready.has(input)) return;
    ready.add(input);
    try {
      const address = '/places.js';
      (await import(address)).suggestPlaces(input);
    } catch {
      ready.delete(input);
    }
  };
  addEventListener('focusin', ({ target }) => prepare(target));
  prepare(document.activeElement);
}
