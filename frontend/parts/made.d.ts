// Modules that `bundle.mjs` makes.

/** One text, or one for each form that a count takes. */
type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** The words of a script, by language and key; of those below, all texts are without forms. */
declare module 'made:*words' {
  const words: Record<string, Record<string, Message>>;
  export default words;
}

declare module 'made:kept-words' {
  /** By language, script and key. */
  const words: Record<string, Record<string, Record<string, Message>>>;
  export default words;
}

declare module 'made:boot-words' {
  const words: Record<string, Record<string, string>>;
  export default words;
}

declare module 'made:icons' {
  /** The paths of icons, 24 × 24. */
  const icons: Record<string, string>;
  export default icons;
}

interface Navigator {
  /** Where the browser tells it. */
  readonly connection?: { readonly saveData?: boolean };
}
