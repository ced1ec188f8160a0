//! The guide block: pages, numbers and who runs the site, in one language. Knows nothing about listings.

use serde::{Deserialize, Serialize};

use crate::{
    guide::{Ageing, AidPage, HelpNumber},
    lang::{Lang, Translated, Version},
    view::Collective,
};

/// The content of a guide block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    pub pages: Vec<AidPage>,
    pub numbers: Vec<HelpNumber>,
    pub collective: Collective,
}

impl Guide {
    /// The guide as a reader of that language sees it.
    pub fn of(pages: &[AidPage], numbers: &[HelpNumber], collective: Collective, lang: Lang) -> Self {
        Self {
            pages: pages.iter().map(|page| in_language(page, lang)).collect(),
            numbers: numbers.iter().map(|number| for_reader(number, lang)).collect(),
            collective,
        }
    }
}

fn in_language(page: &AidPage, lang: Lang) -> AidPage {
    let version: Version<_> = page.texts.for_reader(lang).clone();
    let texts = Translated::try_from(vec![version]).unwrap_or_else(|_| page.texts.clone());
    let ages = page.ages.iter().map(|ages| said_in(ages, texts.source().lang)).collect();
    let official = page.official.iter().map(|link| link.for_reader(lang)).collect();
    AidPage { ages, official, texts, ..page.clone() }
}

fn said_in(ages: &Ageing, lang: Lang) -> Ageing {
    let only = |other: Lang| if other == lang { ages.says(lang).to_vec() } else { Vec::new() };
    Ageing { uk: only(Lang::Uk), fr: only(Lang::Fr), en: only(Lang::En), ru: only(Lang::Ru), ..*ages }
}

fn for_reader(number: &HelpNumber, lang: Lang) -> HelpNumber {
    let only = |other: Lang| if other == lang { number.purpose(lang).to_owned() } else { String::new() };
    HelpNumber { uk: only(Lang::Uk), fr: only(Lang::Fr), en: only(Lang::En), ru: only(Lang::Ru), ..number.clone() }
}
