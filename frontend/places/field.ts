// Loads the suggestions of places and needs when somebody goes to a field for one, and not before.

const ready = new WeakSet<Element>();

/** Called once the application has taken over the page. */
export function startPlaces() {
  const prepare = async (target: EventTarget | null) => {
    const input = target as HTMLInputElement | null;
    const isPlace = input?.name === 'place';
    if (!input || !(isPlace || (input.name === 'q' && input.type === 'search')) || ready.has(input)) return;
    ready.add(input);
    try {
      const address = '/places.js';
      const { suggestPlaces, suggestNeeds } = await import(address);
      (isPlace ? suggestPlaces : suggestNeeds)(input);
    } catch {
      ready.delete(input);
    }
  };
  addEventListener('focusin', ({ target }) => prepare(target));
  prepare(document.activeElement);
}
