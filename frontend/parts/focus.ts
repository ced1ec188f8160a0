// Keeps the keyboard where somebody left it when an answer draws that part of the page anew.
// It refuses to know what the parts are: those that are drawn anew name themselves by `data-key`.

/** Called once the application has taken over the page. */
export function keepFocus() {
  let key: string | undefined;
  const note = ({ target }: Event) => { key = keyed(target as Element | null)?.dataset['key']; };
  addEventListener('focusin', note);
  addEventListener('pointerdown', note);
  new MutationObserver(() => {
    if (!key || keyed(document.activeElement)?.dataset['key'] === key) return;
    const parts = [...document.querySelectorAll<HTMLElement>('[data-key]')];
    const part = parts.find((part) => part.dataset['key'] === key) ?? parts.find((part) => part.id === 'results');
    part?.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-key'] });
}

function keyed(element: Element | null) {
  return element?.closest<HTMLElement>('[data-key]');
}
