//! What only the page of a listing shows. Knows nothing about what lists show; together they are the listing.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    lang::{Lang, TextState, Translated, Version},
    listing::{Closure, Contact, Listing, ListingId, ListingText, SourceRef},
    place::{Address, Area},
    time::Day,
    view::{Door, Reach, Served, Words},
};

/// The content of a details block: listings of one department, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The code of the department; empty for listings without one.
    pub department: String,
    pub listings: Vec<Detail>,
}

/// One listing, without what the index says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub id: ListingId,
    prose: Prose,
    facts: Facts,
}

/// What it says in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Prose {
    /// The words for the reader, but for the name.
    text: Words,
    /// The French words, for the person at the counter, where the reader's are others.
    french: Option<Words>,
    /// All languages it exists in, and how.
    langs: Vec<(Lang, TextState)>,
}

/// Everything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Facts {
    door: Option<Door>,
    contact: Reach,
    area: Option<Served>,
    /// The hours as the source wrote them.
    hours: Option<String>,
    closures: Vec<(Day, Day, String)>,
    /// The notes of its needs, in their order.
    notes: Vec<String>,
    source: String,
}

/// What became of a listing besides its row: only that is sent anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The stems by which it is found besides those of its row.
    pub words: bool,
    pub prose: bool,
    pub facts: bool,
}

/// The details of a listing as far as they are other than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    id: ListingId,
    prose: Option<Prose>,
    facts: Option<Facts>,
}

impl Touched {
    /// What is sent of a listing of which nobody remembers what it was.
    pub const ALL: Self = Self { words: true, prose: true, facts: true };

    /// What differs between a listing as it was and as it is.
    pub fn between(old: &Listing, new: &Listing) -> Self {
        let street = |listing: &Listing| listing.address.as_ref().map(|address| address.street.clone());
        let prose = old.texts != new.texts;
        Self { words: prose || street(old) != street(new), prose, facts: Facts::of(old) != Facts::of(new) }
    }

    /// What either of two changes did.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { words: self.words || other.words, prose: self.prose || other.prose, facts: self.facts || other.facts }
    }
}

impl Amendment {
    /// What is to be sent of a listing; nothing when its row says it all.
    pub fn of(id: ListingId, listing: &Listing, lang: Lang, touched: Touched) -> Option<Self> {
        let prose = touched.prose.then(|| Prose::of(listing, lang));
        let facts = touched.facts.then(|| Facts::of(listing));
        (touched.prose || touched.facts).then_some(Self { id, prose, facts })
    }

    /// Amends what is kept. Of a listing whose details are not kept, half of them are of no use.
    pub fn apply(self, kept: &mut HashMap<u32, Detail>) {
        let Self { id, prose, facts } = self;
        match (prose, facts, kept.get_mut(&id.0)) {
            (Some(prose), Some(facts), _) => _ = kept.insert(id.0, Detail { id, prose, facts }),
            (prose, facts, Some(detail)) => {
                prose.into_iter().for_each(|prose| detail.prose = prose);
                facts.into_iter().for_each(|facts| detail.facts = facts);
            }
            (_, _, None) => {}
        }
    }
}

impl Prose {
    fn of(listing: &Listing, lang: Lang) -> Self {
        let version = listing.texts.for_reader(lang);
        let french = listing.texts.exactly(Lang::Fr).filter(|french| french.lang != version.lang);
        Self {
            text: Words { name: String::new(), ..Words::from(&version.text) },
            french: french.map(|french| Words::from(&french.text)),
            langs: listing.texts.versions().iter().map(|version| (version.lang, version.state)).collect(),
        }
    }
}

impl Facts {
    fn of(listing: &Listing) -> Self {
        let door = |address: &Address| Door { commune: String::new(), postcode: String::new(), ..Door::from(address) };
        let closure = |closure: &Closure| (closure.first, closure.last, closure.reason.clone());
        Self {
            door: listing.address.as_ref().map(door),
            contact: Reach::from(&listing.contact),
            area: listing.area.as_ref().map(Served::from),
            hours: listing.hours.clone(),
            closures: listing.closures.iter().map(closure).collect(),
            notes: listing.needs.iter().map(|need| need.note.clone()).collect(),
            source: listing.source.code.clone(),
        }
    }
}

impl Detail {
    /// What a reader of that language may see of a listing.
    pub fn of(id: ListingId, listing: &Listing, lang: Lang) -> Self {
        Self { id, prose: Prose::of(listing, lang), facts: Facts::of(listing) }
    }

    /// Completes what the index says of the listing.
    pub fn complete(&self, listing: &mut Listing) {
        let facts = &self.facts;
        listing.texts = self.prose.texts(&listing.texts);
        if let (Some(door), Some(address)) = (&facts.door, &mut listing.address) {
            let Door { street, complement, country, .. } = door.clone();
            (address.street, address.complement, address.country) = (street, complement, country);
        }
        let Reach { phones, phones_as_written, emails, website } = facts.contact.clone();
        listing.contact = Contact { phones, phones_as_written, emails, website };
        listing.area = facts.area.as_ref().map(area);
        listing.hours.clone_from(&facts.hours);
        let closure = |(first, last, reason): &(Day, Day, String)| {
            let (first, last, reason) = (*first, *last, reason.clone());
            Closure { first, last, reason }
        };
        listing.closures = facts.closures.iter().map(closure).collect();
        for (need, note) in listing.needs.iter_mut().zip(&facts.notes) {
            need.note.clone_from(note);
        }
        listing.source = SourceRef { code: facts.source.clone(), id: String::new() };
    }
}

impl Prose {
    /// The texts in every language it exists in; only the reader's and the French ones have words.
    fn texts(&self, short: &Translated<ListingText>) -> Translated<ListingText> {
        let shown = &short.versions()[0];
        let version = |(lang, state): &(Lang, TextState)| {
            let text = if *lang == shown.lang {
                words(&Words { name: shown.text.name.clone(), ..self.text.clone() })
            } else if *lang == Lang::Fr {
                self.french.as_ref().map(words).unwrap_or_default()
            } else {
                ListingText::default()
            };
            Version { lang: *lang, state: *state, text }
        };
        let versions = self.langs.iter().map(version).collect::<Vec<_>>();
        Translated::try_from(versions).unwrap_or_else(|_| short.clone())
    }
}

fn words(words: &Words) -> ListingText {
    let Words { name, description, conditions, documents, directions } = words.clone();
    ListingText { name, description, conditions, documents, directions }
}

/// An area of which only what is shown is known.
fn area(served: &Served) -> Area {
    match served {
        Served::Commune => Area::Commune(String::new()),
        Served::Department(code) => Area::Department(code.clone()),
        Served::Region => Area::Region(String::new()),
        Served::Country => Area::Country(String::new()),
    }
}
