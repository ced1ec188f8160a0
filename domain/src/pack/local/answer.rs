//! What a device answers out of what it keeps, or what is missing for that.

use std::borrow::Cow;

use super::Local;
use crate::{
    engine::Engine,
    filter::{Filter, parse},
    gazetteer::{self, Settled},
    guide::{AidPage, HelpNumber},
    lang::Lang,
    listing::{Listing, ListingId, Need},
    pack::{Source, places::Known},
    reading::{self, Answer, Directory, Question, SiteSource},
    slug::id_of_slug,
    time::Timestamp,
    view::Collective,
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
            Question::Home if self.pages.is_empty() && !anyway => return Err(Missing::Guide),
            Question::Home => Answer::Home(reading::home(self, lang, now)),
            Question::Help { place } => {
                if let Some(missing) = self.lacks(&named(place)).filter(|_| !anyway) {
                    return Err(missing);
                }
                self.prepared(&named(place));
                Answer::Help(Box::new(reading::help(self, place, lang, now)))
            }
            Question::Find(query) => {
                let (filter, problems) = parse(query);
                if let Some(missing) = self.lacks(&filter).filter(|_| !anyway) {
                    return Err(missing);
                }
                self.prepared(&filter);
                Answer::Find(Box::new(reading::find(self, &filter, problems, lang, now)))
            }
            Question::Listing { slug, near } => {
                let id = id_of_slug(slug).ok_or(Missing::Listing)?;
                if !anyway && !self.details.contains_key(&id.0) {
                    return Err(Missing::Listing);
                }
                let near = parse(&format!("near={near}")).0.near;
                let view = reading::listing(self, id, lang, near, now).ok_or(Missing::Listing)?;
                Answer::Listing(Box::new(view), String::new())
            }
            Question::Guide | Question::GuidePage { .. } if self.pages.is_empty() => return Err(Missing::Guide),
            Question::Guide => Answer::Guide(reading::guide(self, lang)),
            Question::GuidePage { slug, place } => {
                if let Some(missing) = self.lacks(&named(place)).filter(|_| !anyway) {
                    return Err(missing);
                }
                self.prepared(&named(place));
                let page = reading::guide_page(self, slug, place, lang, now).ok_or(Missing::Guide)?;
                Answer::GuidePage(Box::new(page))
            }
            Question::Saved { listings, pages } => {
                let slugs: Vec<&str> = pages.split(',').collect();
                let ids = reading::ids(listings);
                if !anyway && ids.iter().any(|id| !self.places.contains_key(&id.0)) {
                    return Err(Missing::Listing);
                }
                let cards = reading::cards(self, &ids, lang, now);
                Answer::Saved { cards, pages: reading::saved_pages(self, &slugs, lang) }
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

impl Directory for Local {
    fn change(&self) -> u64 {
        self.change
    }

    fn engine(&self) -> &Engine {
        &self.engine
    }

    fn listing(&self, id: ListingId, now: Timestamp) -> Option<reading::Known<'_>> {
        let (part, row) = self.places.get(&id.0)?;
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
            local: part.rows.zone(row).local(now),
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

    fn settle(&self, filter: &Filter) -> Settled<'_> {
        gazetteer::settle(self.towns.as_ref().and_then(Known::gazetteer), filter)
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
