// What the loader, which every page carries, and the module of the map know of each other.

/** A map that is open. */
export interface OpenMap {
  /** An attribute of the element says something else. */
  changed(attribute: string): void;
  /** Takes away everything that the map has put into the page. */
  close(): void;
}

/** Why a map ends: the reader has closed it, or it cannot go on. */
export type Ending = 'closed' | 'failed';

/** `/map.js`. */
export interface MapModule {
  /** Resolves when there is something to see. Until then the static picture stays. */
  open(host: HTMLElement, isFull: boolean, ended: (why: Ending) => void): Promise<OpenMap>;
}

/** The entry of the history that a full screen stands for: Back closes it. */
export const MARK = 'ensembleMap';
