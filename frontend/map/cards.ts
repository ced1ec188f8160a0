// The cards of the list beside the map, wherever and whenever the application puts them.
// It refuses to know anything of a map: it tells ids and marks ids.

const CHOSEN = 'is-chosen';

/** Calls back with the listing whose card is pointed at or has the focus, and with nothing after that. */
export function followCards(pointed: (id: number | undefined) => void, signal: AbortSignal) {
  let current: number | undefined;
  const tell = (id: number | undefined) => {
    if (id === current) return;
    current = id;
    pointed(id);
  };
  // On the document, because the list is replaced with every search.
  const follow = (event: Event) => tell(idOf(event.target));
  document.addEventListener('pointerover', follow, { signal });
  document.addEventListener('focusin', follow, { signal });
  document.documentElement.addEventListener('pointerleave', () => tell(undefined), { signal });
}

/** Marks the card of a listing, if the page has it, and no other. */
export function chooseCard(id: number | undefined, isShown: boolean) {
  for (const card of document.querySelectorAll(`.${CHOSEN}`)) card.classList.remove(CHOSEN);
  const card = id === undefined ? null : document.querySelector(`[data-listing-id="${id}"]`);
  card?.classList.add(CHOSEN);
  if (isShown) card?.scrollIntoView({ block: 'nearest' });
}

function idOf(target: EventTarget | null): number | undefined {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-listing-id]') : null;
  return card ? Number(card.dataset['listingId']) : undefined;
}
