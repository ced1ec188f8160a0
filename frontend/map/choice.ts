// The place that is chosen, wherever it shows: on its pin, on its card, in the sheet that tells about it.
// It refuses to know how a place is found on the map.
import type { Map } from 'maplibre-gl';
import type { Place } from './camera.ts';
import { chooseCard, followCards } from './cards.ts';
import type { Frame } from './frame.ts';
import type { Marks } from './marks.ts';
import { Sheet } from './sheet.ts';
import type { Words } from '../parts/words.ts';

export class Choice {
  #sheet: Sheet;
  /** Places that can be gone through one by one, as indices of points, and the chosen one of them. */
  #row: number[] = [];
  #chosen = -1;

  /** On a map beside a list the card of the chosen place is brought into view. */
  constructor(private map: Map, private marks: Marks, private frame: Frame, words: Words, listing: () => string, near: () => Place | undefined, private isBesideList: () => boolean, signal: AbortSignal) {
    this.#sheet = new Sheet(frame.sheet, words, { go: (by) => this.#go(by), close: () => this.none(), listing, near });
    followCards((id) => this.marks.choose([this.#chosen, id === undefined ? -1 : marks.points.indexOf(id)]), signal);
    signal.addEventListener('abort', () => {
      this.#sheet.hide();
      chooseCard(undefined, false);
    });
  }

  /** Chooses one of a row of places. */
  pick(index: number, row: number[]) {
    const { points } = this.marks;
    const id = points.ids[index]!;
    this.#row = row;
    this.#chosen = index;
    this.marks.choose([index]);
    chooseCard(id, this.isBesideList());
    void this.#sheet.show(id, points.name(index), row.indexOf(index) + 1, row.length);
    this.#uncover(this.marks.place(index));
  }

  /** Goes through all that is in view, in the order of the list, for those who do not point. */
  step() {
    const row = this.marks.inView();
    if (row[0] === undefined) return;
    this.pick(row.includes(this.#chosen) ? this.#chosen : row[0], row);
    this.#sheet.focus();
  }

  none() {
    const hadFocus = this.frame.sheet.contains(document.activeElement);
    this.#chosen = -1;
    this.#row = [];
    this.#sheet.hide();
    this.marks.choose([]);
    chooseCard(undefined, false);
    if (hadFocus) this.frame.focusSteps();
  }

  /** The list was replaced: its card may be there again. */
  remind() {
    if (this.#chosen >= 0) chooseCard(this.marks.points.ids[this.#chosen], false);
  }

  #go(by: 1 | -1) {
    const count = this.#row.length;
    const next = this.#row[(this.#row.indexOf(this.#chosen) + by + count) % count];
    if (next !== undefined) this.pick(next, this.#row);
  }

  /** Moves the map when the pin lies under what the frame shows. */
  #uncover(place: [number, number]) {
    const { x, y } = this.map.project(place);
    const map = this.frame.canvas.getBoundingClientRect();
    const sheet = this.frame.sheet.getBoundingClientRect();
    const [left, top] = [map.left + x, map.top + y];
    const isUnder = left < sheet.right + 24 && left > sheet.left - 24 && top < sheet.bottom + 24 && top > sheet.top - 24;
    const isOutside = x < 24 || y < 24 || x > map.width - 24 || y > map.height - 24;
    if (!isUnder && !isOutside) return;
    // Into the larger part of what the sheet leaves free.
    const above = sheet.top - map.top;
    const below = map.bottom - sheet.bottom;
    const middle = above > below ? above / 2 : map.height - below / 2;
    this.map.panTo(place, { animate: false, offset: [0, middle - map.height / 2] });
  }
}
