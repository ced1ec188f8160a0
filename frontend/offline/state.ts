// What every page says of its age, and that there is no network. Refuses to know what is kept and how it is fetched.
import { wordsFor } from '../parts/kept_words.ts';
import type { Words } from '../parts/words.ts';
import { icon, make } from '../parts/make.ts';
import type { State } from './keeper.ts';

interface Reach {
  isCut: boolean;
  /** Whether a search is answered out of less than the server has. */
  isPartly: boolean;
  /** In seconds since 1970, by the clock of the server. */
  now: number;
}

/** The clock of the server when it sent this page, if it did. */
const ofPage = () => Number(document.querySelector<HTMLElement>('ensemble-as-of')?.dataset.at) || 0;

/** A moment as a clock shows it, as in `app/src/i18n/format.rs`. */
function clock(lang: string, moment: Date): string {
  const minute = String(moment.getMinutes()).padStart(2, '0');
  if (lang !== 'fr') return `${moment.getHours()}:${minute}`;
  return minute === '00' ? `${moment.getHours()}\u00a0h` : `${moment.getHours()}\u00a0h\u00a0${minute}`;
}

function date(lang: string, moment: Date, today: Date): string {
  const year = moment.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  const text = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', year }).format(moment);
  return lang === 'fr' ? text.replace(/^1 /, '1ᵉʳ ') : text;
}

/** "Today at 8:40", "on 3 May at 8:40": both in seconds since 1970. */
export function moment(at: number, now: number, words: Words = wordsFor('offline')): string {
  const [then, today] = [new Date(at * 1000), new Date(now * 1000)];
  const time = clock(words.lang, then);
  const isToday = then.toDateString() === today.toDateString();
  return isToday ? words.say('today', { time }) : words.say('date', { time, date: date(words.lang, then, today) });
}

function write(element: Element | null, ...inside: Node[]) {
  const text = inside.map((node) => node.textContent).join('');
  // What is said already is not read out again.
  if (element && element.textContent !== text) element.replaceChildren(...inside);
}

/** What of the directory is there without a network: all of it, or what is missing. */
function extent({ blocks, lack }: State): string {
  const has = (name: string) => blocks.includes(name);
  if (!has('index')) return 'kept-guide';
  if (lack === 'other') return 'kept-here';
  if (!has('details all')) return 'kept-list';
  return has('words') ? 'kept' : 'kept-names';
}

/** Says it in the foot of the page, and without a server at its head. */
export function tell(state: State | undefined, { isCut, isPartly, now }: Reach) {
  const words = wordsFor('offline');
  const asOf = Math.max(state?.pack.asOf ?? 0, ofPage());
  const age = asOf ? words.say('as-of', { moment: moment(asOf, now, words) }) : '';
  const foot = document.querySelector('ensemble-as-of');
  const full = state?.lack === 'full' ? words.say('no-room') : '';
  if (state) write(foot, icon('stored'), make('span', {}, [words.say(extent(state)), full, age].filter(Boolean).join(' ')));
  else write(foot, ...(age ? [make('span', {}, age)] : []));
  const why = words.say(navigator.onLine ? 'no-server' : 'no-network');
  const partly = isPartly ? words.say('partly') : '';
  const line = make('div', { class: 'offline-bar' }, icon('offline'), make('p', {}, [why, age, partly].filter(Boolean).join(' ')));
  write(document.querySelector('ensemble-network'), ...(isCut ? [line] : []));
}

/** Says it anew when the page changes its language, and once it is there. */
export function followPage(say: () => void) {
  new MutationObserver(say).observe(document.documentElement, { attributeFilter: ['lang', 'data-hydrated'] });
}
