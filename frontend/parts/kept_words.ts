// The words of the scripts that every reader keeps: one file for all of them. Refuses to know where they are shown.
import table from 'made:kept-words';
import { wordsOf, type Words } from './words.ts';

type Part = 'updates' | 'places' | 'offline' | 'stored' | 'outbox' | 'category';

/** The words of one script in the language of the page. */
export function wordsFor(part: Part): Words {
  const own = Object.fromEntries(Object.entries(table).map(([lang, parts]) => [lang, parts[part]!]));
  return wordsOf(own, document.documentElement.lang);
}
