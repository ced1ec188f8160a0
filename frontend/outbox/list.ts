// What was written on this device, on the page *Saved*: what waits, what was refused and why, what went out.
import { wordsFor } from '../parts/kept_words.ts';
import type { Words } from '../parts/words.ts';
import { reasonOf } from './form.ts';
import type { Item } from './item.ts';
import { icon, make } from '../parts/make.ts';
import { follow, forget, sendNow } from './page.ts';

const ICONS = { waiting: 'clock', refused: 'info', sent: 'check' };

/** Fills the element as long as it is on the page. */
export function list(element: HTMLElement) {
  const end = follow((items) => {
    if (!element.isConnected) return end();
    const words = wordsFor('outbox');
    const focused = element.contains(document.activeElement);
    element.replaceChildren(...(items.length ? [section(words, items)] : []));
    if (focused) element.querySelector<HTMLElement>('h2')?.focus();
  });
}

function section(words: Words, items: Item[]) {
  const lines = items.map((item) => entry(words, item));
  const title = make('h2', { tabindex: '-1' }, words.say('title'));
  return make('section', { class: 'section stack' }, title, make('ul', { class: 'outbox-list' }, ...lines));
}

function entry(words: Words, item: Item) {
  const { key, kind, state, slug, lang, name, said, comment } = item;
  const listing = `/${lang}/listing/${slug}`;
  const what = kind === 'report' ? said : words.say('confirmation');
  const line = make('li', { 'data-key': key, 'data-state': state }, make('h3', {}, make('a', { href: listing }, name)), make('p', {}, what));
  if (comment) line.append(make('p', { class: 'outbox-words' }, comment));
  line.append(make('p', { class: 'fact' }, icon(ICONS[state]), make('span', {}, stateOf(words, item))));
  const tools = make('div', { class: 'link-row' });
  const tool = (word: string, act: () => void) => {
    const button = make('button', { type: 'button', 'aria-label': `${words.say(word)}: ${name}` }, words.say(word));
    button.addEventListener('click', act);
    tools.append(button);
  };
  const isGone = item.refusal && reasonOf(item.refusal.status) === 'gone';
  if (state !== 'sent' && kind === 'report' && !isGone) tools.append(make('a', { href: `${listing}/report#${key}`, 'aria-label': `${words.say('edit')}: ${name}` }, words.say('edit')));
  if (state === 'waiting') tool('send', () => sendNow(key));
  tool('delete', () => forget(key));
  line.append(tools);
  return line;
}

function stateOf(words: Words, { state, refusal }: Item) {
  if (state !== 'refused') return words.say(`is-${state}`);
  const about = refusal?.errors.length ? 'fields' : reasonOf(refusal?.status ?? 0);
  return `${words.say('is-refused')} ${words.say(about)}`;
}
