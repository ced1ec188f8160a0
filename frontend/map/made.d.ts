// Modules that `bundle.mjs` makes.

/** One text, or one for each form that a count takes. */
type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

declare module 'made:words' {
  const words: Record<string, Record<string, Message>>;
  export default words;
}

declare module 'made:boot-words' {
  const words: Record<string, Record<string, string>>;
  export default words;
}

declare module 'made:place-words' {
  const words: Record<string, Record<string, Message>>;
  export default words;
}

declare module 'made:update-words' {
  const words: Record<string, Record<'ready' | 'apply' | 'close', string>>;
  export default words;
}

declare module 'made:offline-words' {
  const words: Record<string, Record<string, Message>>;
  export default words;
}

declare module 'made:stored-words' {
  const words: Record<string, Record<string, Message>>;
  export default words;
}

declare module 'made:outbox-words' {
  const words: Record<string, Record<string, Message>>;
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
