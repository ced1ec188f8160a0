//! What a device answers out of what it keeps, or what is missing for that.

use std::borrow::Cow;

use super::Local;
use crate::{
    code::{Code as _, CodeSet},
    engine::Engine,
    filter::{Filter, parse},
    guide::{AidPage, HelpNumber},
    lang::{Lang, Translated},
    listing::{Contact, Listing, ListingId, ListingText, Need, SourceRef},
    pack::{Source, places::Known},
    place::Address,
    reading::{self, Answer, Directory, Question, Settled, SiteSource},
    slug::id_of_slug,
    time::Timestamp,
    view::{Card, Collective},
    vocabulary::{Kind, Sort},
};

/// What a device does not keep, so that it cannot answer as a server would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The listing or its details are not kept, or there is no such thing.
    Listing,
    Guide,
    /// Words are searched of which not all are kept.
    Words,
    /// A place is named, and not all names of places are kept.
    Places,
    /// Only a server knows all of it.
    Never,
}

impl Local {
    /// The answer to a question as a server would give it, or what is missing for that. With `anyway` the answer is as
    /// good as what is kept: for a reader without a network.
    pub fn answer(&mut self, question: &Question, now: Timestamp, anyway: bool) -> Result<Answer, Missing> {
        let lang = self.lang();
        Ok(match question {
            // Without an index nothing could be said of what there is.
            Question::Home | Question::Help { .. } | Question::Find(_) if !self.has_index() => {
                return Err(Missing::Listing);
            }
            Question::Home if self.pages.is_empty() && !anyway => return Err(Missing::Guide),
            Question::Home => Answer::Home(reading::home(self, lang, now)),
            Question::Help { place } => {
                if let Some(missing) = self.lacks(&named(place)).filter(|_| !anyway) {
                    return Err(missing);
                }
                self.prepare(&named(place));
                Answer::Help(Box::new(reading::help(self, place, lang, now)))
            }
            Question::Find(query) => {
                let (filter, problems) = parse(query);
                if let Some(missing) = self.lacks(&filter).filter(|_| !anyway) {
                    return Err(missing);
                }
                let may_be_answered = !filter.q.is_empty() || !filter.category.is_empty();
                if may_be_answered && self.numbers.is_empty() && !anyway {
                    return Err(Missing::Guide);
                }
                self.prepare(&filter);
                Answer::Find(Box::new(reading::find(self, &filter, problems, lang, now)))
            }
            Question::Listing { slug, near } => {
                let id = id_of_slug(slug).ok_or(Missing::Listing)?;
                if self.is_gone(id) {
                    return Ok(Answer::Gone(self.beside(id, now)));
                }
                if !anyway && (!self.has_index() || !self.details.contains_key(&id.0)) {
                    return Err(Missing::Listing);
                }
                let near = parse(&format!("near={near}")).0.near;
                let mut view = reading::listing(self, id, lang, near, now).ok_or(Missing::Listing)?;
                if !self.has_index() {
                    view.text.name = words_of_slug(slug);
                    view.card.name.text.clone_from(&view.text.name);
                }
                Answer::Listing(Box::new(view), String::new())
            }
            Question::Guide | Question::GuidePage { .. } if self.pages.is_empty() => return Err(Missing::Guide),
            Question::Guide => Answer::Guide(reading::guide(self, lang)),
            Question::GuidePage { slug, place } => {
                if let Some(missing) = self.lacks(&named(place)).filter(|_| !anyway) {
                    return Err(missing);
                }
                self.prepare(&named(place));
                let page = reading::guide_page(self, slug, place, lang, now).ok_or(Missing::Guide)?;
                Answer::GuidePage(Box::new(page))
            }
            Question::Saved { listings, pages } => {
                let slugs: Vec<&str> = pages.split(',').collect();
                let ids = reading::ids(listings);
                let is_known = |id: &ListingId| self.places.contains_key(&id.0) || self.is_gone(*id);
                if (!anyway || !self.has_index()) && !ids.iter().all(is_known) {
                    return Err(Missing::Listing);
                }
                let cards = reading::cards(self, &ids, lang, now);
                let gone = ids.into_iter().filter(|id| self.is_gone(*id)).collect();
                Answer::Saved { cards, pages: reading::saved_pages(self, &slugs, lang), gone }
            }
            Question::About if !anyway => return Err(Missing::Never),
            Question::About => Answer::About {
                collective: self.collective.clone(),
                sources: self.sources.iter().map(SiteSource::from).collect(),
            },
        })
    }
}

fn named(place: &str) -> Filter {
    Filter { place: place.to_owned(), ..Filter::default() }
}

impl Local {
    /// Whether it was published once and is no longer.
    fn is_gone(&self, id: ListingId) -> bool {
        self.gone.contains_key(&id.0) || (self.has_index() && id.0 <= self.newest && !self.places.contains_key(&id.0))
    }

    /// What is near a listing that is gone, as far as anybody knows where it was.
    fn beside(&self, id: ListingId, now: Timestamp) -> Vec<Card> {
        let Some(position) = self.gone.get(&id.0).copied().flatten() else { return Vec::new() };
        let filter = Filter { near: Some(position), sort: Some(Sort::Distance), per_page: 5, ..Filter::default() };
        reading::find(self, &filter, Vec::new(), self.lang(), now).cards
    }

    /// A listing of which only the details are there.
    fn detailed(&self, id: ListingId) -> Option<reading::Known<'_>> {
        let detail = self.details.get(&id.0).filter(|_| !self.has_index())?;
        let mut listing = bare(self.lang());
        detail.complete(&mut listing);
        let slug = Cow::Owned(id.0.to_string());
        Some(reading::Known { slug, listing, partial: true, schedule: &NO_HOURS, local: None })
    }
}

/// A listing of which nothing is known.
fn bare(lang: Lang) -> Listing {
    Listing {
        kind: Kind::ALL[0],
        texts: Translated::written_in(lang, ListingText::default()),
        organisation: String::new(),
        categories: CodeSet::default(),
        audiences: CodeSet::default(),
        needs: Vec::new(),
        contact: Contact::default(),
        address: Some(Address::default()),
        position: None,
        area: None,
        remote: None,
        hours: None,
        zone: String::new(),
        closures: Vec::new(),
        appointment: None,
        speaks: CodeSet::default(),
        cost: None,
        wheelchair: None,
        source: SourceRef { code: String::new(), id: String::new() },
        confirmation: None,
        demonstration: false,
        kept: std::collections::BTreeMap::new(),
    }
}

/// The name of a listing as its address has it.
fn words_of_slug(slug: &str) -> String {
    let words = slug.trim_end_matches(|c: char| c.is_ascii_digit()).replace('-', " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(|| slug.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

impl Directory for Local {
    fn change(&self) -> u64 {
        self.owed.unwrap_or(self.change)
    }

    fn engine(&self) -> &Engine {
        &self.engine
    }

    fn listing(&self, id: ListingId, now: Timestamp) -> Option<reading::Known<'_>> {
        let Some((part, row)) = self.places.get(&id.0) else { return self.detailed(id) };
        let (part, row) = (&self.parts[*part as usize], *row as usize);
        let mut listing: Listing = part.rows.listing(row);
        let detail = self.details.get(&id.0);
        detail.into_iter().for_each(|detail| detail.complete(&mut listing));
        let schedule = part.rows.hours_number(row).map_or(&NO_HOURS, |number| &*self.hours[part.hours + number].0);
        Some(reading::Known {
            slug: Cow::Owned(part.rows.slug(row)),
            listing,
            partial: detail.is_none(),
            schedule,
            local: part.rows.zone(row).there(now),
        })
    }

    fn needs(&self, id: ListingId) -> &[Need] {
        self.places.get(&id.0).map_or(&[][..], |(part, row)| self.parts[*part as usize].rows.needs(*row as usize))
    }

    fn has_demonstrations(&self) -> bool {
        self.demonstrations > 0
    }

    fn pages(&self) -> &[AidPage] {
        &self.pages
    }

    fn numbers(&self) -> &[HelpNumber] {
        &self.numbers
    }

    fn collective(&self, _: Lang) -> Collective {
        self.collective.clone()
    }

    fn source(&self, code: &str) -> Option<SiteSource> {
        self.sources.iter().find(|source| source.code == code).map(SiteSource::from)
    }

    fn department_name(&self, code: &str, _: Lang) -> Option<&str> {
        let known = self.departments.iter().find(|(known, _)| known == code)?;
        Some(&known.1)
    }

    fn settle(&self, filter: &Filter, now: Timestamp) -> Settled<'_> {
        reading::settle(self.towns.as_ref().and_then(Known::gazetteer), &self.engine, filter, now)
    }
}

impl From<&Source> for SiteSource {
    fn from(source: &Source) -> Self {
        let Source { name, url, licence, .. } = source.clone();
        Self { name, url, licence }
    }
}

/// The hours of a listing that says none.
static NO_HOURS: crate::hours::Schedule =
    crate::hours::Schedule { week: None, exceptions: Vec::new(), closures: Vec::new() };
