//! The instance: where it is reached, and who runs it.
//!
//! Who runs it stands in the configuration of a server and is written into the record at its start, so that every server
//! and every phone says the same.

use std::collections::BTreeMap;

use domain::{Code, Lang, time::Timestamp, view};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

/// Where the site is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Scheme and host without a slash at the end, such as `https://aide.example`.
    pub base: String,
}

/// Who runs the site; empty where nobody has said so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Collective {
    pub name: Words,
    pub email: Option<String>,
    /// With the code of its country.
    pub phone: Option<String>,
    /// The legal notice, or where it stands.
    pub legal: Words,
}

/// Words that are the same in every language, or other in each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Words {
    Same(String),
    Each(BTreeMap<String, String>),
}

impl Default for Words {
    fn default() -> Self {
        Self::Same(String::new())
    }
}

/// What is wrong with the words about who runs the site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    #[error("`{0}` is no e-mail address")]
    Email(String),
    #[error("`{0}` is no telephone number with the code of its country, such as +33 4 72 00 00 00")]
    Phone(String),
    #[error("the site speaks uk, fr, en and ru, not `{0}`")]
    Language(String),
}

/// The name under which the record keeps it.
pub(crate) const SETTING: &str = "collective";

impl Collective {
    /// The same with its values in the form that machines read, or what is wrong with it.
    pub fn checked(self) -> Result<Self, SiteError> {
        for language in self.name.languages().chain(self.legal.languages()) {
            Lang::from_code(language).ok_or_else(|| SiteError::Language(language.to_owned()))?;
        }
        let email = self.email.filter(|text| !text.trim().is_empty());
        let email = email.map(|text| domain::valid::email(&text).ok_or(SiteError::Email(text))).transpose()?;
        let phone = self.phone.filter(|text| !text.trim().is_empty());
        let phone = phone.map(|text| phone_of(&text).ok_or(SiteError::Phone(text))).transpose()?;
        Ok(Self { email, phone, ..self })
    }

    /// What a reader is told.
    pub fn view(&self, lang: Lang) -> view::Collective {
        view::Collective {
            name: self.name.in_language(lang),
            email: self.email.clone(),
            phone: self.phone.clone(),
            legal: self.legal.in_language(lang),
        }
    }
}

impl Words {
    fn languages(&self) -> impl Iterator<Item = &str> {
        let each = if let Self::Each(each) = self { Some(each) } else { None };
        each.into_iter().flat_map(|each| each.keys().map(String::as_str))
    }

    /// The words for a reader: their own, else the nearest that are there.
    fn in_language(&self, lang: Lang) -> String {
        match self {
            Self::Same(words) => words.clone(),
            Self::Each(each) => {
                let near = [lang, Lang::Fr, Lang::En, Lang::Uk, Lang::Ru];
                near.iter().find_map(|lang| each.get(lang.code())).cloned().unwrap_or_default()
            }
        }
    }
}

fn phone_of(text: &str) -> Option<String> {
    let digits = text.trim().strip_prefix('+')?;
    let digits: String = digits.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}')).collect();
    let valid = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| format!("+{digits}"))
}

/// Writes into the record who runs the site, if it says something else; those who follow the record learn of it.
pub async fn tell(store: &Store, collective: &Collective, now: Timestamp) -> Result<(), StoreError> {
    if told(store).await? != *collective {
        let value = serde_json::to_value(collective).unwrap_or_default();
        store.put_setting(SETTING, &value, now).await?;
    }
    Ok(())
}

/// Who runs the site, as the record has it.
pub(crate) async fn told(store: &Store) -> Result<Collective, StoreError> {
    let value = store.setting(SETTING).await?;
    // What another version wrote and this one cannot read is said anew by the configuration.
    Ok(value.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collective(email: &str, phone: &str) -> Collective {
        Collective { email: Some(email.into()), phone: Some(phone.into()), ..Collective::default() }
    }

    #[test]
    fn values_are_brought_into_the_form_of_machines_or_refused() {
        let right = collective(" Bonjour@AIDE.example ", "+33 (4) 72-00.00 00").checked();
        assert_eq!(right, Ok(collective("Bonjour@aide.example", "+33472000000")));
        assert_eq!(collective("", " ").checked(), Ok(Collective::default()));
        assert_eq!(collective("bonjour", "").checked(), Err(SiteError::Email("bonjour".into())));
        for phone in ["04 72 00 00 00", "+33 4", "+33 four"] {
            assert_eq!(collective("", phone).checked(), Err(SiteError::Phone(phone.into())));
        }
        let each = Words::Each([("de".to_owned(), "Hilfe".to_owned())].into());
        let other = Collective { name: each, ..Collective::default() };
        assert_eq!(other.checked(), Err(SiteError::Language("de".into())));
    }

    #[test]
    fn words_are_the_readers_or_the_nearest() {
        let each = [("uk", "Разом"), ("fr", "Ensemble")].map(|(lang, name)| (lang.to_owned(), name.to_owned()));
        let named = Collective { name: Words::Each(each.into()), ..Collective::default() };
        let names = [Lang::Uk, Lang::Fr, Lang::En].map(|lang| named.view(lang).name);
        assert_eq!(names, ["Разом", "Ensemble", "Ensemble"]);
        assert_eq!(Collective { name: Words::Same("A".into()), ..named }.view(Lang::Ru).name, "A");
    }

    #[tokio::test]
    async fn the_record_is_told_once_and_again_when_something_changed() {
        let store = Store::open("sqlite://:memory:").await.unwrap();
        store.migrate().await.unwrap();
        let nobody = Collective::default();
        tell(&store, &nobody, 1).await.unwrap();
        let before = store.last_change().await.unwrap();
        let somebody = collective("a@b.example", "+33472000000");
        for _ in 0..2 {
            tell(&store, &somebody, 2).await.unwrap();
        }
        assert_eq!(store.last_change().await.unwrap().0, before.0 + 1);
        assert_eq!(told(&store).await.unwrap(), somebody);
    }
}
