// The two forms: keeps what was written before it is sent, and says what has become of it.
import { wordsFor } from '../parts/kept_words.ts';
import type { Item, Refusal } from './item.ts';
import { icon, make } from '../parts/make.ts';
import { follow, forget, found, itemOf, keep, sendNow } from './page.ts';
import { send } from './send.ts';

/** After this the person is told that it will be sent, whatever is still under way, in ms. */
const PATIENCE = 4000;

const words = () => wordsFor('outbox');
const status = (form: HTMLFormElement) => form.querySelector<HTMLElement>('.outbox-said')!;
const say = (form: HTMLFormElement, key: string) => void (status(form).textContent = key && words().say(key));

/** The key of the item that the form changes, if it changes one. */
const changed = new WeakMap<HTMLFormElement, string>();

/** A form is sent. */
export async function submit(form: HTMLFormElement) {
  if (form.dataset['busy'] || !isComplete(form)) return;
  form.dataset['busy'] = '';
  say(form, 'sending');
  const item = itemOf(form);
  try {
    await (await keep(item) ? sendKept(form, item) : sendOnly(form, item));
  } finally {
    delete form.dataset['busy'];
  }
}

async function sendKept(form: HTMLFormElement, item: Item) {
  const before = changed.get(form);
  if (before) await forget(before);
  changed.delete(form);
  const patience = new Promise<Item>((resolve) => setTimeout(resolve, PATIENCE, item));
  const now = (await Promise.race([sendNow(item.key), patience])) ?? item;
  if (now.state === 'refused') return takeBack(form, now);
  finish(form, now);
  if (now.state === 'waiting') watch(form, item.key);
}

/** The person still looks at the page when it goes out, or comes back. */
function watch(form: HTMLFormElement, key: string) {
  const end = follow((items) => {
    const item = items.find((item) => item.key === key);
    if (!form.isConnected || !item) return end();
    if (item.state === 'waiting') return;
    end();
    say(form, item.state === 'sent' ? 'sent' : 'refused');
  });
}

/** Without a place to keep it, it goes out now or stays in the form. */
async function sendOnly(form: HTMLFormElement, item: Item) {
  const outcome = await send(item);
  if (outcome.is === 'sent') finish(form, { ...item, state: 'sent' });
  else if (outcome.is === 'refused') showRefusal(form, outcome.refusal);
  else say(form, 'not-kept');
}

/** The words stay in the form, and the item with them until they are sent anew. */
function takeBack(form: HTMLFormElement, item: Item) {
  changed.set(form, item.key);
  showRefusal(form, item.refusal!);
}

/** What was written leaves the form; what has become of it stands in its place. */
function finish(form: HTMLFormElement, { state, lang }: Item) {
  for (const child of form.children) {
    if (child !== status(form)) (child as HTMLElement).hidden = true;
  }
  say(form, state === 'sent' ? 'sent' : 'kept');
  if (state !== 'sent') status(form).append(' ', make('a', { href: `/${lang}/saved` }, words().say('where')));
  status(form).prepend(icon(state === 'sent' ? 'check' : 'clock'));
  thank(form);
  status(form).tabIndex = -1;
  status(form).focus();
}

/** The page of a form that has done its work is one of thanks, with ways on. */
function thank(form: HTMLFormElement) {
  const thanks = form.dataset['thanks'];
  const title = document.querySelector('h1');
  if (!thanks || !title) return;
  document.title = document.title.replace(title.textContent ?? '', thanks);
  title.textContent = thanks;
  (form.nextElementSibling as HTMLElement).hidden = false;
}

function showRefusal(form: HTMLFormElement, { status, errors }: Refusal) {
  say(form, '');
  const named = errors.map(({ parameter, reason }) => [parameter, reason] as const);
  const known = named.filter(([field, fault]) => form.getAttribute(`data-${field}-${fault}`));
  if (known.length) return mark(form, known);
  say(form, reasonOf(status));
}

/** The words for a refusal that is about no field. */
export const reasonOf = (status: number) => (status === 404 || status === 410 ? 'gone' : 'unclear');

/** Finds what the server would send back, before it is kept: without a network nobody else would say so. */
function isComplete(form: HTMLFormElement): boolean {
  const { kind, wrong, comment } = itemOf(form);
  if (kind !== 'report') return true;
  const faults: [string, string][] = [];
  if (!wrong) faults.push(['wrong', 'missing']);
  if (wrong === 'other' && !comment) faults.push(['comment', 'missing']);
  mark(form, faults);
  return !faults.length;
}

/** Shows what is not right, beside the fields and above them, as the server does. */
function mark(form: HTMLFormElement, faults: readonly (readonly [string, string])[]) {
  form.querySelectorAll('.error-summary, .field-error').forEach((old) => old.remove());
  form.querySelectorAll('[data-invalid]').forEach((field) => field.removeAttribute('data-invalid'));
  form.querySelectorAll('[aria-invalid]').forEach((input) => input.setAttribute('aria-invalid', 'false'));
  if (!faults.length) return;
  const lines = faults.map(([name, fault]) => {
    const text = form.getAttribute(`data-${name}-${fault}`) ?? '';
    const input = form.querySelector(`#${name}`)!;
    const field = input.closest('.field')!;
    const error = make('p', { class: 'field-error', id: `${name}-error` }, text);
    field.setAttribute('data-invalid', '');
    if (field.matches('fieldset')) field.querySelector('legend')!.after(error);
    else {
      input.before(error);
      input.setAttribute('aria-invalid', 'true');
    }
    return make('li', {}, make('a', { href: `#${name}`, rel: 'external' }, text));
  });
  const title = make('h2', {}, form.dataset['errors'] ?? '');
  const summary = make('div', { class: 'error-summary stack', role: 'alert', tabindex: '-1' }, title, make('ul', {}, ...lines));
  form.prepend(summary);
  summary.focus();
}

/** A form is shown; its address may name an item that is to be changed. */
export async function fill(form: HTMLFormElement) {
  const key = location.hash.slice(1);
  const item = key.length === 36 ? await found(key) : undefined;
  if (!item || item.state === 'sent' || String(item.listing) !== form.dataset['listing']) return;
  const choice = form.querySelector<HTMLInputElement>(`[name=wrong][value="${CSS.escape(item.wrong)}"]`);
  if (choice) choice.checked = true;
  form.querySelector<HTMLTextAreaElement>('#comment')!.value = item.comment;
  form.querySelector<HTMLInputElement>('#contact')!.value = item.contact;
  changed.set(form, key);
  if (item.refusal) showRefusal(form, item.refusal);
}
