// The words of a script in the reader's language. It refuses to know where they are shown.

/** By language and key. */
export type Table = Record<string, Record<string, Message>>;

export interface Words {
  readonly lang: string;
  /** A text, with `{names}` filled in. */
  say(key: string, values?: Record<string, string>): string;
  /** A text in the form that the count asks for, with `{n}` filled in. */
  count(key: string, n: number): string;
  number(n: number): string;
}

export function wordsOf(table: Table, wanted: string): Words {
  const lang = wanted in table ? wanted : 'fr';
  const texts = table[lang]!;
  // Not before a number is said: what a language says of numbers is the slowest thing here to find out.
  const text = (key: string, n = 1): string => {
    const found = texts[key];
    if (typeof found !== 'object') return found ?? '';
    return found[new Intl.PluralRules(lang).select(n)] ?? found.other ?? found.many ?? '';
  };
  const fill = (message: string, values: Record<string, string>) => message.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  let format: Intl.NumberFormat | undefined;
  const number = (n: number) => (format ??= new Intl.NumberFormat(lang)).format(n);
  return {
    lang,
    say: (key, values = {}) => fill(text(key), values),
    count: (key, n) => fill(text(key, n), { n: number(n) }),
    number,
  };
}
