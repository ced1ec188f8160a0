// Suggests places under a field while somebody types: the ARIA pattern of an editable combobox with a list.
// It refuses to know what is searched with the place: the page reads the field, as it does without this script.
import { wordsFor } from '../parts/kept_words.ts';

interface Place {
  label: string;
  kind: string;
  country: string;
}

interface Answer {
  items: Place[];
}

interface Kept {
  places?(typed: string, lat?: number, lon?: number): Promise<string | undefined>;
}

/** Pauses in typing that are no end of it, in ms. */
const PAUSE = 120;
const LIST = 'place-list';

/** Makes a field suggest. Called once for each. */
export function suggestPlaces(input: HTMLInputElement) {
  const lang = document.documentElement.lang;
  const words = wordsFor('places');
  const countries = new Intl.DisplayNames(lang, { type: 'region' });
  const list = Object.assign(document.createElement('ul'), { id: LIST, className: 'place-list', hidden: true });
  const said = Object.assign(document.createElement('span'), { className: 'visually-hidden' });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', words.say('list'));
  said.setAttribute('role', 'status');
  input.parentElement!.append(list, said);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', LIST], ['aria-expanded', 'false']] as const) {
    input.setAttribute(name, value);
  }

  let places: Place[] = [];
  let active = -1;
  let timer = 0;
  let asked: AbortController | undefined;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    activate(-1);
    input.setAttribute('aria-expanded', 'false');
  }

  function activate(next: number) {
    active = next;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === next)));
    const option = list.children[next];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function choose(place: Place | undefined) {
    if (!place) return;
    close();
    input.value = place.label;
    said.textContent = '';
    // The page hears it as if it had been typed, and begins no further suggestion.
    input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
  }

  /** What tells places of one name apart, in words. */
  function more({ kind, country }: Place) {
    if (kind === 'department' || kind === 'region') return words.say(kind);
    return country === 'FR' ? '' : (countries.of(country) ?? '');
  }

  function show(found: Place[]) {
    places = found;
    list.replaceChildren(...found.map((place, at) => {
      const option = Object.assign(document.createElement('li'), { id: `${LIST}-${at}`, textContent: place.label.replace(/ \([A-Z]{2}\)$/, '') });
      option.setAttribute('role', 'option');
      option.append(' ', Object.assign(document.createElement('span'), { className: 'soft', textContent: more(place) }));
      return option;
    }));
    activate(-1);
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    said.textContent = found.length ? words.count('found', found.length) : words.say('none');
  }

  async function ask(typed: string) {
    const { signal } = (asked = new AbortController());
    const found = await ofServer(typed, lang, signal) ?? await ofDevice(typed);
    // Superseded by the next letters, or left: nothing is shown.
    if (found && !signal.aborted && document.activeElement === input && input.value.trim() === typed) show(found);
  }

  input.addEventListener('input', (event) => {
    if ((event as InputEvent).inputType === 'insertReplacementText') return;
    close();
    const typed = input.value.trim();
    if (typed.length > 1) timer = window.setTimeout(() => ask(typed), PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) {
        if (event.key === 'ArrowDown' && input.value.trim().length > 1) ask(input.value.trim());
        return;
      }
      event.preventDefault();
      // The field itself is one of the stops.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const stops = places.length + 1;
      activate(((active + 1 + step + stops) % stops) - 1);
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault();
      choose(places[active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener('blur', close);
  input.form?.addEventListener('submit', close);
  // Before the field loses the focus to the tap.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const option = (target as Element).closest('li');
    choose(places[[...list.children].indexOf(option!)]);
  });
}

/** Nothing when no server answers. */
async function ofServer(typed: string, lang: string, signal: AbortSignal): Promise<Place[] | undefined> {
  const { lat, lon } = nearby();
  const query = new URLSearchParams({ q: typed, lang, limit: '6' });
  if (lat !== undefined) query.set('near', `${lat},${lon}`);
  try {
    const answer = await fetch(`/api/v1/places?${query}`, { signal });
    return answer.ok ? ((await answer.json()) as Answer).items : undefined;
  } catch {
    return undefined;
  }
}

/** Out of the places that this device keeps; see `offline/directory.ts`. It may know towns only: nothing found means nothing. */
async function ofDevice(typed: string): Promise<Place[] | undefined> {
  const { lat, lon } = nearby();
  const kept = await (window as { __ensemble?: Kept }).__ensemble?.places?.(typed, lat, lon);
  const found = kept ? (JSON.parse(kept) as Answer).items : [];
  return found.length ? found : undefined;
}

/** The position, where the reader has put it into the address; nobody is asked for one here. A tenth of a degree tells
 * what is near, so no more is sent. */
function nearby(): { lat?: number; lon?: number } {
  const [lat, lon] = (new URLSearchParams(location.search).get('near') ?? '').split(',').map((part) => Math.round(parseFloat(part) * 10) / 10);
  return Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : {};
}
