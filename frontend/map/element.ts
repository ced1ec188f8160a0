// The element that stands for a map, on every page: it knows when a map is wanted and what to say when there is none.
// It refuses to know what a map is: that is in `/map.js`, of which nothing is loaded before a map opens.
import words from 'made:boot-words';
import { MARK, type Ending, type MapModule, type OpenMap } from './contract.ts';

const wide = matchMedia('(min-width: 62em)');
const savesData = () => navigator.connection?.saveData || matchMedia('(prefers-reduced-data: reduce)').matches;
const whenIdle = window.requestIdleCallback ?? ((task: () => void) => setTimeout(task, 300));

/** Where the reader has asked for a map: the application may replace the element, and the new one opens too. */
let askedAt = '';

class EnsembleMap extends HTMLElement {
  static observedAttributes = ['src', 'find', 'near', 'accuracy', 'bbox', 'lang'];

  /** Nothing, a map that is on its way, or an open one. */
  #map: OpenMap | true | undefined;
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

  attributeChangedCallback(name: string) {
    if (this.#map !== true) this.#map?.changed(name);
  }

  /** Beside a list the map opens by itself, unless that would spend what the reader wants to keep. */
  handleEvent() {
    if (!wide.matches || !this.#isSeen || this.#map) return;
    if (savesData()) this.#say('saving');
    else whenIdle(() => this.#isSeen && wide.matches && this.#open(false));
  }

  /** The reader wants to see it. */
  ask() {
    const isFull = this.hasAttribute('full') && !wide.matches;
    if (!isFull) askedAt = location.pathname;
    this.#open(isFull);
  }

  async #open(isFull: boolean) {
    if (this.#map || !this.isConnected) return;
    // Asked before anything is loaded: a browser that cannot draw it need not pay for it.
    if (!document.createElement('canvas').getContext('webgl2')) return this.#say('no-webgl');
    this.#map = true;
    this.ariaBusy = 'true';
    this.#say('loading');
    try {
      const address = '/map.js';
      const map = await ((await import(address)) as MapModule).open(this, isFull, (why) => this.#end(why));
      if (!this.#map) return map.close();
      this.#map = map;
      this.ariaBusy = null;
      this.#say();
      this.classList.add('is-open');
    } catch {
      this.#end('failed');
    }
  }

  #end(why?: Ending) {
    if (this.#map !== true) this.#map?.close();
    this.#map = undefined;
    this.ariaBusy = null;
    if (why === 'closed') askedAt = '';
    this.classList.remove('is-open');
    this.#say(why === 'failed' ? why : undefined);
  }

  #say(what?: 'loading' | 'saving' | 'no-webgl' | 'failed') {
    let line = this.querySelector(':scope > .map-said');
    if (!line && what) {
      line = document.createElement('p');
      line.className = 'map-said';
      line.setAttribute('role', 'status');
      this.append(line);
    }
    if (line) line.textContent = what ? words[this.lang || 'fr']?.[what] ?? '' : '';
  }
}

/** Called once the application has taken over the page: what the map adds must not meet it while it counts nodes. */
export function startMaps() {
  customElements.define('ensemble-map', EnsembleMap);
  addEventListener('click', ({ target }) => {
    const button = (target as Element).closest?.('[data-open-map]');
    const map = button?.closest('ensemble-map') ?? (button && document.querySelector('ensemble-map'));
    if (map instanceof EnsembleMap) map.ask();
  });
}
