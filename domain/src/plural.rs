//! CLDR cardinal plural rules for the languages of the interface.
//! Knows nothing about messages.

use crate::lang::Lang;

/// The form that a count takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    One,
    Few,
    Many,
    Other,
}

/// The plural category of a whole number (CLDR 46, cardinal).
///
/// French counts 0 as one thing, and has a form of its own for whole millions ("un million de lieux").
pub fn plural(lang: Lang, n: u32) -> Plural {
    match lang {
        Lang::Uk | Lang::Ru => match (n % 10, n % 100) {
            (1, rest) if rest != 11 => Plural::One,
            (2..=4, rest) if !(12..=14).contains(&rest) => Plural::Few,
            _ => Plural::Many,
        },
        Lang::Fr if n < 2 => Plural::One,
        Lang::Fr if n.is_multiple_of(1_000_000) => Plural::Many,
        Lang::En if n == 1 => Plural::One,
        Lang::Fr | Lang::En => Plural::Other,
    }
}

#[cfg(test)]
mod tests {
    use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

    use super::*;
    use crate::code::Code;

    #[test]
    fn every_count_takes_the_form_that_unicode_says() {
        for &lang in Lang::ALL {
            let locale: icu_locale_core::Locale = lang.code().parse().unwrap();
            let rules = PluralRules::try_new(locale.into(), PluralRulesOptions::default()).unwrap();
            for n in (0..2_500).chain([10_000, 999_999, 1_000_000, 1_000_001, 2_000_000, 3_500_000]) {
                let expected = match rules.category_for(n) {
                    PluralCategory::One => Plural::One,
                    PluralCategory::Few => Plural::Few,
                    PluralCategory::Many => Plural::Many,
                    _ => Plural::Other,
                };
                assert_eq!(plural(lang, n), expected, "{lang} {n}");
            }
        }
    }
}
