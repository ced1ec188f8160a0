// A list of suggestions under a field: the ARIA pattern of an editable combobox with a list.
// It refuses to know what is suggested and what becomes of it.
import type { Words } from '../parts/words.ts';

export interface Suggested {
  text: string;
  /** What tells it from others, in words. */
  more: string;
  choose(): void;
}

/** Pauses in typing that are no end of it, in ms. */
const PAUSE = 120;

/** Makes a field suggest. Called once for each. `find` gives nothing when nobody can answer. */
export function suggest(input: HTMLInputElement, id: string, words: Words, label: string, find: (typed: string, signal: AbortSignal) => Promise<Suggested[] | undefined>) {
  const list = Object.assign(document.createElement('ul'), { id, className: 'place-list', hidden: true });
  const said = Object.assign(document.createElement('span'), { className: 'visually-hidden' });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  said.setAttribute('role', 'status');
  input.parentElement!.append(list, said);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', id], ['aria-expanded', 'false']] as const) {
    input.setAttribute(name, value);
  }

  let shown: Suggested[] = [];
  let active = -1;
  let timer = 0;
  let asked: AbortController | undefined;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    activate(-1);
    input.setAttribute('aria-expanded', 'false');
  }

  function activate(next: number) {
    active = next;
    [...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === next)));
    const option = list.children[next];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  function choose(chosen: Suggested | undefined) {
    if (!chosen) return;
    close();
    said.textContent = '';
    chosen.choose();
  }

  function show(found: Suggested[]) {
    shown = found;
    list.replaceChildren(...found.map(({ text, more }, at) => {
      const option = Object.assign(document.createElement('li'), { id: `${id}-${at}`, textContent: text });
      option.setAttribute('role', 'option');
      option.append(' ', Object.assign(document.createElement('span'), { className: 'soft', textContent: more }));
      return option;
    }));
    activate(-1);
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    said.textContent = found.length ? words.count('found', found.length) : words.say('none');
  }

  async function ask(typed: string) {
    const { signal } = (asked = new AbortController());
    const found = await find(typed, signal);
    // Superseded by the next letters, or left: nothing is shown.
    if (found && !signal.aborted && document.activeElement === input && input.value.trim() === typed) show(found);
  }

  input.addEventListener('input', (event) => {
    if ((event as InputEvent).inputType === 'insertReplacementText') return;
    close();
    const typed = input.value.trim();
    if (typed.length > 1) timer = window.setTimeout(() => ask(typed), PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) {
        if (event.key === 'ArrowDown' && input.value.trim().length > 1) ask(input.value.trim());
        return;
      }
      event.preventDefault();
      // The field itself is one of the stops.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const stops = shown.length + 1;
      activate(((active + 1 + step + stops) % stops) - 1);
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener('blur', close);
  input.form?.addEventListener('submit', close);
  // Before the field loses the focus to the tap.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const option = (target as Element).closest('li');
    choose(shown[[...list.children].indexOf(option!)]);
  });
  // What was typed before this came.
  const typed = input.value.trim();
  if (typed.length > 1 && input.value !== input.defaultValue && document.activeElement === input) ask(typed);
}

/** What a server answers; nothing when none does. */
export async function ofServer<Item>(path: string, query: Record<string, string>, signal: AbortSignal): Promise<Item[] | undefined> {
  try {
    const answer = await fetch(`${path}?${new URLSearchParams(query)}`, { signal });
    return answer.ok ? ((await answer.json()) as { items: Item[] }).items : undefined;
  } catch {
    return undefined;
  }
}
