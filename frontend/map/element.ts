// The element that stands for a map, on every page: it knows when a map is wanted and what to say when there is none.
// It refuses to know what a map is: that is in `/map.js`, of which nothing is loaded before a map opens.
import words from 'made:boot-words';
import { MARK, type Ending, type MapModule, type OpenMap } from './contract.ts';

const wide = matchMedia('(min-width: 62em)');
const savesData = () => navigator.connection?.saveData || matchMedia('(prefers-reduced-data: reduce)').matches;
const whenIdle = window.requestIdleCallback ?? setTimeout;

/** Where the reader has asked for a map: the application may replace the element, and the new one opens too. */
let askedAt = '';

/** What the element is, in its attribute `data-map`. */
type State = Ending | 'loading' | 'saving' | 'no-webgl' | 'open';

class EnsembleMap extends HTMLElement {
  static observedAttributes = ['asked', 'src', 'find', 'near', 'accuracy', 'bbox'];

  #map: OpenMap | undefined;
  /** Counts beginnings and ends: odd as long as there is a map or one is coming, another number for each. */
  #turn = 0;
  #isSeen = false;
  #seen = new IntersectionObserver(([entry]) => {
    this.#isSeen = entry!.isIntersecting;
    this.handleEvent();
  });

  connectedCallback() {
    this.#seen.observe(this);
    wide.addEventListener('change', this);
    if (history.state?.[MARK] || askedAt === location.pathname) whenIdle(() => this.ask());
  }

  disconnectedCallback() {
    this.#seen.disconnect();
    wide.removeEventListener('change', this);
    this.#end();
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null) {
    if (name === 'asked') this.#spell(new URLSearchParams(value ?? ''));
    else this.#map?.changed(name);
  }

  /** What the page asks, as one query string: the search, the language, and where distances are counted from. */
  #spell(asked: URLSearchParams) {
    const take = (name: string) => {
      const value = asked.get(name);
      asked.delete(name);
      return value;
    };
    const set = (name: string, value: string | null) => {
      if (value === null) this.removeAttribute(name);
      else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
    };
    const lang = take('lang');
    set('lang', lang);
    set('near', take('middle'));
    set('accuracy', take('accuracy'));
    set('listing', `/${lang}/listing/`);
    set('src', `/api/v1/points?${asked}`);
    set('bbox', take('bbox'));
    set('find', `/${lang}/find?${asked}`);
    set('full', '');
  }

  /** Beside a list the map opens by itself, unless that would spend what the reader wants to keep. */
  handleEvent() {
    if (!wide.matches || !this.#isSeen || this.#turn % 2) return;
    if (savesData()) this.#tell('saving');
    else whenIdle(() => this.#isSeen && wide.matches && this.#open(false));
  }

  /** The reader wants to see it. */
  ask() {
    const isFull = this.hasAttribute('full') && !wide.matches;
    if (!isFull) askedAt = location.pathname;
    this.#open(isFull);
  }

  async #open(isFull: boolean) {
    if (this.#turn % 2 || !this.isConnected) return;
    // Asked before anything is loaded: a browser that cannot draw it need not pay for it.
    if (!document.createElement('canvas').getContext('webgl2')) return this.#tell('no-webgl');
    const turn = (this.#turn += 1);
    const end = (why: Ending) => turn === this.#turn && this.#end(why);
    this.#tell('loading');
    try {
      const address = '/map.js';
      const map = await ((await import(address)) as MapModule).open(this, isFull, end);
      if (turn !== this.#turn) return map.close();
      this.#map = map;
      this.#tell('open');
    } catch {
      end('failed');
    }
  }

  #end(why: Ending = 'closed') {
    this.#turn += this.#turn % 2;
    this.#map?.close();
    this.#map = undefined;
    if (this.isConnected) askedAt = '';
    this.#tell(why);
  }

  /** For the style sheet, and where there is something to explain, for the reader. */
  #tell(state: State) {
    this.dataset['map'] = state;
    const line = () => this.querySelector('.map-said');
    if (!line()) this.insertAdjacentHTML('beforeend', '<p class="map-said" role="status"></p>');
    line()!.textContent = words[this.lang]?.[state] ?? '';
  }
}

/** Called once the application has taken over the page: what the map adds must not meet it while it counts nodes. */
export function startMaps() {
  customElements.define('ensemble-map', EnsembleMap);
  addEventListener('click', ({ target }) => {
    const button = (target as Element).closest('[data-open-map]');
    if (!button) return;
    const map = button.closest('ensemble-map') ?? document.querySelector('ensemble-map');
    (map as EnsembleMap | null)?.ask();
  });
}
