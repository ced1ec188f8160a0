// The box around the map: its buttons, its lines of text, and on a phone the whole screen.
// It refuses to know what the map shows.
import icons from 'made:icons';
import { MARK, type Ending } from './contract.ts';
import type { Words } from '../parts/words.ts';

const FIT = 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5';

export interface Acts { zoomIn(): void; zoomOut(): void; fit(): void; step(): void }

export class Frame {
  readonly root: HTMLElement;
  /** Where MapLibre draws. */
  readonly canvas = make('div', 'map-canvas');
  readonly areas = make('p', 'map-areas');
  readonly credit = make('p', 'map-credit');
  readonly sheet = make('section', 'map-sheet');
  #note = make('p', 'map-note');
  #status = make('p', 'visually-hidden');
  #steps: HTMLElement;
  #putAway = '';
  #ends = new AbortController();
  /** How many entries of the history this full screen stands for, up to the current one. */
  #depth = 0;

  constructor(host: HTMLElement, private words: Words, acts: Acts, private isFull: boolean, private ended: (why: Ending) => void) {
    this.root = make(isFull ? 'dialog' : 'div', 'map-frame');
    this.root.inert = !isFull;
    if (isFull) this.root.setAttribute('aria-label', words.say('title'));
    // Beside a list the page says how many there are, and two counts are one too many to hear.
    for (const line of isFull ? [this.#note, this.#status] : [this.#status]) line.setAttribute('role', 'status');
    this.sheet.hidden = true;
    const top = make('div', 'map-top');
    if (isFull) top.append(mark('cross', words.say('close'), () => this.leave()));
    this.#steps = button('map-button', 'list', words.say('step'), acts.step);
    top.append(this.#steps, this.areas, this.#note);
    const tools = make('div', 'map-tools');
    tools.append(
      mark('plus', words.say('zoom-in'), acts.zoomIn), mark('minus', words.say('zoom-out'), acts.zoomOut), mark('', words.say('fit'), acts.fit),
    );
    const stage = make('div', 'map-stage');
    stage.append(this.canvas, top, tools, this.sheet);
    this.root.append(stage, this.credit, this.#status);
    host.append(this.root);
  }

  /** What everybody sees. A text has one place, so a new one takes the place of the old. */
  note(text: string, act?: { word: string; run(): void }) {
    // Whoever has put a sentence away does not want to read it again.
    this.#note.hidden = !text || text === this.#putAway;
    this.#note.replaceChildren(make('span', '', text));
    if (act) {
      this.#note.append(button('button-plain', '', act.word, act.run));
      this.announce(text);
    }
    this.#note.append(mark('cross', this.words.say('sheet-close'), () => {
      this.#putAway = text;
      this.#note.hidden = true;
    }));
  }

  /** What a screen reader says. */
  announce(text: string) {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  canStep(can: boolean) {
    this.#steps.hidden = !can;
  }

  focusSteps() {
    this.#steps.focus({ preventScroll: true });
  }

  /** The application went to another address of the same page: the full screen stands for that entry too. */
  follow() {
    if (!this.isFull || history.state?.[MARK]) return;
    this.#depth += 1;
    history.replaceState({ ...history.state, [MARK]: this.#depth }, '');
  }

  /** Back to the page. */
  leave(why: Ending = 'closed') {
    this.stepBack();
    this.ended(why);
  }

  /** A search made on the map stays; without one the reader is where they were before. */
  stepBack() {
    if (this.#depth === 1) history.back();
    else if (this.#depth) history.replaceState({ ...history.state, [MARK]: undefined }, '');
    this.#depth = 0;
  }

  close() {
    this.#ends.abort();
    // Gives the focus back to the button that had it.
    if (this.root instanceof HTMLDialogElement) this.root.close();
    this.root.remove();
  }

  /** Takes the place of the picture above it. */
  show() {
    this.root.inert = false;
  }

  /** Fills the screen, where it is to. */
  enter() {
    if (!this.isFull) return;
    const dialog = this.root as HTMLDialogElement;
    const { signal } = this.#ends;
    dialog.showModal();
    this.#depth = history.state?.[MARK] ?? 0;
    if (!this.#depth) {
      this.#depth = 1;
      history.pushState({ ...history.state, [MARK]: 1 }, '');
    }
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.leave();
    }, { signal });
    addEventListener('popstate', () => {
      this.#depth = history.state?.[MARK] ?? 0;
      if (!this.#depth) this.ended('closed');
    }, { signal });
  }
}

export function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, text = ''): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** An icon beside a word. */
export function button(className: string, icon: string, word: string, run: () => void): HTMLButtonElement {
  const made = make('button', className);
  made.type = 'button';
  if (icon) made.append(drawn(icons[icon]!));
  made.append(make('span', '', word));
  made.addEventListener('click', run);
  return made;
}

/** An icon that everybody knows from other maps; the word is for those who listen or wait. */
export function mark(icon: string, word: string, run: () => void): HTMLButtonElement {
  const made = make('button', 'map-mark');
  made.type = 'button';
  made.append(drawn(icons[icon] ?? FIT));
  made.setAttribute('aria-label', word);
  made.title = word;
  made.addEventListener('click', run);
  return made;
}

function drawn(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** The credit is text and links; whatever else stands in it is left out. */
export function credit(line: HTMLElement, html: string) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const node of parsed.body.childNodes) {
    const href = node instanceof HTMLAnchorElement ? node.href : '';
    if (!href.startsWith('https://')) {
      line.append(node.textContent ?? '');
      continue;
    }
    const link = make('a', '', node.textContent ?? '');
    link.href = href;
    link.rel = 'noreferrer';
    line.append(link);
  }
}
