// What is suggested under the field for a place and the field for what is needed.
// It refuses to know what is searched with it: the page reads the fields, as it does without this script.
import { wordsFor } from '../parts/kept_words.ts';
import { ofServer, suggest } from './combobox.ts';

interface Place {
  label: string;
  kind: string;
  country: string;
}

/** A topic, a page of the guide or a number; see `server::api::suggestions`. */
interface Hint {
  kind: 'category' | 'page' | 'number';
  code: string;
  label: string;
}

interface Kept {
  places?(typed: string, lat?: number, lon?: number): Promise<string | undefined>;
  hints?(typed: string): Promise<string | undefined>;
}

const kept = () => (window as { __ensemble?: Kept }).__ensemble;

/** The items that a device keeps. It may know a part only: nothing found means nothing. */
function ofDevice<Item>(text: string | undefined): Item[] | undefined {
  const found = text ? (JSON.parse(text) as { items: Item[] }).items : [];
  return found.length ? found : undefined;
}

/** Makes a field suggest places. */
export function suggestPlaces(input: HTMLInputElement) {
  const lang = document.documentElement.lang;
  const words = wordsFor('places');
  const countries = new Intl.DisplayNames(lang, { type: 'region' });
  /** What tells places of one name apart, in words. */
  const more = ({ kind, country }: Place) => {
    if (kind === 'department' || kind === 'region') return words.say(kind);
    return country === 'FR' ? '' : (countries.of(country) ?? '');
  };
  const choose = ({ label }: Place) => {
    input.value = label;
    // The page hears it as if it had been typed, and begins no further suggestion.
    input.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
  };
  suggest(input, 'place-list', words, words.say('list'), async (typed, signal) => {
    const { lat, lon } = nearby();
    const near: Record<string, string> = lat === undefined ? {} : { near: `${lat},${lon}` };
    const found = await ofServer<Place>('/api/v1/places', { q: typed, lang, limit: '6', ...near }, signal)
      ?? ofDevice<Place>(await kept()?.places?.(typed, lat, lon));
    return found?.map((place) => ({ text: place.label.replace(/ \([A-Z]{2}\)$/, ''), more: more(place), choose: () => choose(place) }));
  });
}

/** Makes a field suggest topics, pages of the guide and numbers. Each leads where a link would. */
export function suggestNeeds(input: HTMLInputElement) {
  const lang = document.documentElement.lang;
  const words = wordsFor('places');
  const names = wordsFor('category');
  const href = ({ kind, code }: Hint) => {
    if (kind === 'number') return `tel:${code}`;
    if (kind === 'page') return `/${lang}/guide/${code}`;
    // The place that stands beside it stays.
    const place = (input.form?.elements.namedItem('place') as HTMLInputElement | null)?.value.trim();
    return `/${lang}/find?${new URLSearchParams({ category: code, ...(place ? { place } : {}) })}`;
  };
  const follow = (hint: Hint) => {
    input.value = '';
    const link = Object.assign(document.createElement('a'), { href: href(hint), hidden: true });
    // Within the page, so that the router hears it.
    input.form!.append(link);
    link.click();
    link.remove();
  };
  suggest(input, 'need-list', words, words.say('needs'), async (typed, signal) => {
    const found = await ofServer<Hint>('/api/v1/suggestions', { q: typed, lang }, signal) ?? ofDevice<Hint>(await kept()?.hints?.(typed));
    return found?.map((hint) => ({
      text: hint.kind === 'category' ? names.say(hint.code) : hint.label,
      more: hint.kind === 'number' ? hint.code : words.say(`of-${hint.kind}`),
      choose: () => follow(hint),
    }));
  });
}

/** The position, where the reader has put it into the address; nobody is asked for one here. A tenth of a degree tells
 * what is near, so no more is sent. */
function nearby(): { lat?: number; lon?: number } {
  const [lat, lon] = (new URLSearchParams(location.search).get('near') ?? '').split(',').map((part) => Math.round(parseFloat(part) * 10) / 10);
  return Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : {};
}
