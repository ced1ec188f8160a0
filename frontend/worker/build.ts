// What one build consists of, and what its caches are called. Refuses to know how anything is fetched.
import { OF_WORKER } from '../offline/names.ts';

/** A file of the shell; one whose name does not change with its content has a revision. */
export interface Entry {
  url: string;
  revision: string | null;
}

declare global {
  interface ServiceWorkerGlobalScope {
    /** The shell and what its page links to, written in front of the code when it is built. */
    __WB_MANIFEST: Entry[];
    /** The id of the build, which its page and its server know too. */
    __BUILD: string;
    /** The files that the server names: texts of each language and icons, each with the beginning of its SHA-256. */
    __SERVED: Record<string, string>;
  }
}

declare const self: ServiceWorkerGlobalScope;

export const BUILD = self.__BUILD;
export const SERVED = self.__SERVED;
export const MANIFEST = self.__WB_MANIFEST;
export const PAGE = '/index.html';

const SHELLS = `${OF_WORKER}shell-`;

export const CACHES = {
  shell: SHELLS + BUILD,
  /** Hash-named files beyond the shell, once they were used. */
  files: `${OF_WORKER}files`,
  /** Drawn maps of listings. */
  pictures: `${OF_WORKER}pictures`,
  /** What is to be known of the tiles. */
  about: `${OF_WORKER}tiles`,
} as const;

/** Tiles of one archive: of the whole land, and of where the reader looked. */
export const tileCaches = (version: string) => ({ land: `${OF_WORKER}tiles-land-${version}`, near: `${OF_WORKER}tiles-near-${version}` });

export const isTileCache = (name: string) => name.startsWith(`${OF_WORKER}tiles-`);
export const isShell = (name: string) => name.startsWith(SHELLS);

const NAMED_BY_CONTENT = /-([0-9a-f]{16})(?:_bg)?\.\w+$/;
export const isNamedByContent = (path: string) => NAMED_BY_CONTENT.test(path);

/** What the content of a file must hash to, as far as its name or the lists say. */
export function expectedHash(path: string): string | undefined {
  return SERVED[path] ?? MANIFEST.find(({ url }) => url === path)?.revision ?? NAMED_BY_CONTENT.exec(path)?.[1];
}
