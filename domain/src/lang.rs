//! Languages of the interface and texts that exist in several of them.
//! Knows nothing about the interface's own words.

use serde::{Deserialize, Serialize};

use crate::{code::Code, codes, sorting};

codes! {
    /// A language of the interface: ISO 639-1.
    pub enum Lang {
        Uk = "uk",
        Fr = "fr",
        En = "en",
        Ru = "ru",
    }
}

impl Lang {
    /// The languages to try for a reader of this one, best first, itself included.
    ///
    /// A reader of Ukrainian more often reads Russian than French; a local address or name is French.
    pub fn fallbacks(self) -> [Self; 4] {
        match self {
            Self::Uk => [Self::Uk, Self::Ru, Self::En, Self::Fr],
            Self::Ru => [Self::Ru, Self::Uk, Self::En, Self::Fr],
            Self::Fr => [Self::Fr, Self::En, Self::Uk, Self::Ru],
            Self::En => [Self::En, Self::Fr, Self::Uk, Self::Ru],
        }
    }

    /// The best language for an `Accept-Language` header: highest quality first, then the order of the header.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',').take(32) {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or_default().trim();
            let quality = pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1000, thousandths);
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            let Some(lang) = Self::from_code(&primary) else { continue };
            if quality > 0 && best.is_none_or(|(other, _)| quality > other) {
                best = Some((quality, lang));
            }
        }
        best.map(|(_, lang)| lang)
    }
}

/// A quality value such as `0.8` in thousandths; what cannot be read counts as zero.
fn thousandths(quality: &str) -> u32 {
    quality.trim().parse::<f32>().map_or(0, |value| (value.clamp(0.0, 1.0) * 1000.0) as u32)
}

codes! {
    /// How a text came to be in its language.
    pub enum TextState {
        /// Written in this language.
        Source = "source",
        /// Translated and read by a person.
        Reviewed = "reviewed",
        /// Translated by a machine, not yet read by a person.
        Machine = "machine",
        /// Translated before the source changed.
        Outdated = "outdated",
    }
}

/// One language's version of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version<T> {
    pub lang: Lang,
    pub state: TextState,
    pub text: T,
}

/// A text in several languages, at most one version each, at least one in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "Vec<Version<T>>",
    into = "Vec<Version<T>>",
    bound(serialize = "T: Serialize + Clone", deserialize = "T: Deserialize<'de>")
)]
pub struct Translated<T>(Vec<Version<T>>);

impl<T> Translated<T> {
    /// A text that exists in the language it was written in.
    pub fn written_in(lang: Lang, text: T) -> Self {
        Self(vec![Version { lang, state: TextState::Source, text }])
    }

    /// Adds or replaces the version in a language.
    #[must_use]
    pub fn and(mut self, lang: Lang, state: TextState, text: T) -> Self {
        self.0.retain(|version| version.lang != lang);
        self.0.push(Version { lang, state, text });
        sorting::sort_by_key(&mut self.0, |version| version.lang);
        self
    }

    /// All versions, in the order of [`Lang`].
    pub fn versions(&self) -> &[Version<T>] {
        &self.0
    }

    /// The version in exactly that language.
    pub fn exactly(&self, lang: Lang) -> Option<&Version<T>> {
        self.0.iter().find(|version| version.lang == lang)
    }

    /// The version the text was written in; without one, the first.
    pub fn source(&self) -> &Version<T> {
        self.0.iter().find(|version| version.state == TextState::Source).unwrap_or(&self.0[0])
    }

    /// The version a reader of that language sees: their own, else the best fallback.
    pub fn for_reader(&self, lang: Lang) -> &Version<T> {
        lang.fallbacks().into_iter().find_map(|lang| self.exactly(lang)).unwrap_or(&self.0[0])
    }
}

impl<T> TryFrom<Vec<Version<T>>> for Translated<T> {
    type Error = &'static str;

    fn try_from(mut versions: Vec<Version<T>>) -> Result<Self, Self::Error> {
        sorting::sort_by_key(&mut versions, |version| version.lang);
        versions.dedup_by_key(|version| version.lang);
        if versions.is_empty() { Err("a text needs at least one language") } else { Ok(Self(versions)) }
    }
}

impl<T> From<Translated<T>> for Vec<Version<T>> {
    fn from(texts: Translated<T>) -> Self {
        texts.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_sees_their_language_else_the_nearest() {
        let text = Translated::written_in(Lang::Fr, "accueil").and(Lang::Ru, TextState::Machine, "приём");
        assert_eq!(text.for_reader(Lang::Fr).text, "accueil");
        assert_eq!(text.for_reader(Lang::Uk).text, "приём");
        assert_eq!(text.for_reader(Lang::En).text, "accueil");
        assert_eq!(text.source().lang, Lang::Fr);
    }

    #[test]
    fn the_header_of_the_browser_chooses_by_quality() {
        assert_eq!(Lang::accepted("de, fr;q=0.5, uk-UA;q=0.9, en;q=0.1"), Some(Lang::Uk));
        assert_eq!(Lang::accepted("fr-FR,fr;q=0.9,en;q=0.8"), Some(Lang::Fr));
        assert_eq!(Lang::accepted("uk;q=0"), None);
        assert_eq!(Lang::accepted("*;;q=,,=\u{0}"), None);
    }
}
