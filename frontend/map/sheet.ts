// What is known about the chosen place, and the way to the next. It refuses to know where that place is on the map.
import { metresBetween, type Place } from './camera.ts';
import { make, mark } from './frame.ts';
import type { Words } from '../parts/words.ts';

/** Of what `/api/v1/listings/{id}` answers, as much as the sheet says. */
interface Listing {
  slug: string;
  name?: string;
  lang?: string;
  texts?: { lang: string; name: string }[];
  open?: boolean | null;
  lat?: number | null;
  lon?: number | null;
  contact?: { phones?: string[] };
}

interface Acts { go(by: 1 | -1): void; close(): void; listing(): string; near(): Place | undefined }

export class Sheet {
  #said = make('div', 'map-sheet-said');
  #position = make('span', 'soft');
  #steps = make('div', 'map-sheet-steps');
  #ask: AbortController | undefined;

  constructor(private root: HTMLElement, private words: Words, private acts: Acts) {
    this.#said.setAttribute('aria-live', 'polite');
    root.setAttribute('aria-label', words.say('chosen'));
    const previous = mark('next', words.say('previous'), () => acts.go(-1));
    previous.classList.add('is-back');
    this.#steps.append(previous, this.#position, mark('next', words.say('next'), () => acts.go(1)));
    const close = mark('cross', words.say('sheet-close'), acts.close);
    close.classList.add('map-sheet-close');
    root.append(this.#said, this.#steps, close);
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      // The key closes what is nearest: the sheet, and only then a map that fills the screen.
      event.preventDefault();
      event.stopPropagation();
      acts.close();
    });
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** Shows a place: `position` counts from 1 among `among`. */
  async show(id: number, name: string | undefined, position: number, among: number) {
    this.#ask?.abort();
    const ask = (this.#ask = new AbortController());
    this.root.hidden = false;
    this.#steps.hidden = among < 2;
    this.#position.textContent = this.words.say('position', { n: this.words.number(position), total: this.words.number(among) });
    this.#said.replaceChildren(make('h2', '', name ?? '…'));
    try {
      const response = await fetch(`/api/v1/listings/${id}?lang=${this.words.lang}`, { signal: ask.signal });
      if (!response.ok) throw new Error(`${response.status}`);
      const listing = (await response.json()) as Listing;
      if (!ask.signal.aborted) this.#tell(listing);
    } catch {
      if (!ask.signal.aborted) this.#said.replaceChildren(make('p', '', this.words.say('place-failed')));
    }
  }

  hide() {
    this.#ask?.abort();
    this.root.hidden = true;
  }

  focus() {
    const first = this.root.querySelector<HTMLElement>(this.#steps.hidden ? 'button' : '.map-sheet-steps button:last-child');
    first?.focus({ preventScroll: true });
  }

  #tell(listing: Listing) {
    const { name, lang } = named(listing, this.words.lang);
    const heading = make('h2', '');
    const link = make('a', '', name);
    link.href = this.acts.listing() + listing.slug;
    if (lang !== this.words.lang) link.lang = lang;
    heading.append(link);
    this.#said.replaceChildren(heading);
    const place: Place | undefined = typeof listing.lat === 'number' && typeof listing.lon === 'number' ? [listing.lon, listing.lat] : undefined;
    const facts = [];
    if (typeof listing.open === 'boolean') facts.push(this.words.say(listing.open ? 'open' : 'closed'));
    const near = this.acts.near();
    if (place && near) facts.push(this.#distance(metresBetween(near, place)));
    if (facts.length) this.#said.append(make('p', '', facts.join(' · ')));
    this.#act(listing.contact?.phones?.[0], place);
  }

  /** What one can do at once. The number stands there too: not every device can call. */
  #act(phone: string | undefined, place: Place | undefined) {
    const acts = make('p', 'map-sheet-acts');
    const link = (href: string, word: string) => {
      const made = make('a', '', word);
      made.href = href;
      acts.append(made);
    };
    if (phone) link(`tel:${phone}`, `${this.words.say('call')} ${phone}`);
    if (place) link(wayTo(place), this.words.say('way'));
    if (acts.childElementCount) this.#said.append(acts);
  }

  #distance(metres: number): string {
    const far = metres >= 950;
    const n = far ? Number((metres / 1000).toPrecision(2)) : Math.max(50, Math.round(metres / 50) * 50);
    return `${this.words.number(n)} ${this.words.say(far ? 'kilometres' : 'metres')}`;
  }
}

/** In the reader's language, else in French, which every place understands, else as it is. */
function named(listing: Listing, lang: string): { name: string; lang: string } {
  const texts = listing.texts ?? [];
  const found = texts.find((text) => text.lang === lang) ?? texts.find((text) => text.lang === 'fr') ?? texts[0];
  return found ?? { name: listing.name ?? '', lang: listing.lang ?? lang };
}

/** A route to a place. Only Android opens `geo:` for everybody. */
function wayTo([lon, lat]: Place): string {
  const at = `${lat},${lon}`;
  return /Android/.test(navigator.userAgent) ? `geo:${at}?q=${at}` : `https://www.openstreetmap.org/directions?route=;${at}`;
}
