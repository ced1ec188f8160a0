// Words that somebody has written on a page: they survive a reload that we cause.
// Refuses to know what they are for; what goes out by itself is kept by the outbox.

const NAME = 'ensemble.words';
const FIELDS = 'main :is(textarea, select, input:not([type=hidden], [type=password], [type=file]))';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fields = () => [...document.querySelectorAll<Field>(FIELDS)];
const isChoice = (field: Field): field is HTMLInputElement => /^(radio|checkbox)$/.test(field.type);
/** What tells a field from others on its page, in this build and in the next one. */
const nameOf = (field: Field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name || field.id);
const isWritten = (field: Field) => (isChoice(field) ? field.checked !== field.defaultChecked
  : !(field instanceof HTMLSelectElement) && field.value !== field.defaultValue);

/** Loads the page anew. Where its words cannot be kept it stays as it is. */
export function reload(): void {
  const written = fields().filter(isWritten).map((field) => [nameOf(field), isChoice(field) ? field.checked : field.value]);
  try {
    if (written.length) sessionStorage.setItem(NAME, JSON.stringify({ path: location.pathname, written }));
  } catch {
    return;
  }
  location.reload();
}

/** Puts back what was written before the reload. */
export function restore(): void {
  try {
    const text = sessionStorage.getItem(NAME);
    if (!text) return;
    sessionStorage.removeItem(NAME);
    const { path, written } = JSON.parse(text) as { path: string; written: [string, string | boolean][] };
    if (path !== location.pathname) return;
    const before = new Map(written);
    for (const field of fields()) {
      const value = before.get(nameOf(field));
      if (typeof value === 'boolean' && isChoice(field)) field.checked = value;
      else if (typeof value === 'string' && !isWritten(field)) field.value = value;
    }
  } catch {
    // Without a storage nothing was kept.
  }
}
