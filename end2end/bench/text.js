// The words of listings in MiniSearch, so that it finds what the engine finds.
import MiniSearch from '/minisearch.js';

/** An index of rows whose words are stems already. */
export function textIndex(rows) {
  const text = new MiniSearch({
    fields: ['name', 'body'], idField: 'index',
    // It makes a text of whatever it is given.
    extractField: (row, field) => (Array.isArray(row[field]) ? row[field].join(' ') : row[field]),
    tokenize: (value) => value.split(' '),
    processTerm: (term) => term,
  });
  rows.forEach((row, index) => { row.index = index; });
  text.addAll(rows);
  return text;
}

/** All words, of which the last one may be a beginning. */
export function textQuery({ words, stems }) {
  const exact = (term) => ({ queries: [term], combineWith: 'OR', prefix: false, fuzzy: false });
  const last = words.length - 1;
  const queries = stems.map((stem, place) => (place < last ? exact(stem)
    : { combineWith: 'OR', queries: [exact(stem), { queries: [words[last]], combineWith: 'OR', prefix: true, fuzzy: false }] }));
  return { combineWith: 'AND', queries };
}
