//! The answers to readers, each in one language, as [`domain::reading`] makes them.

use std::borrow::Cow;

use domain::{
    Lang, ListingId,
    engine::Engine,
    filter::{Filter, Problem},
    guide::{AidPage, HelpNumber},
    listing::Need,
    place::Position,
    reading::{self, Hint, Known, Settled, SiteSource},
    time::Timestamp,
    view::{Card, Collective, FindAnswer, GuideEntry, GuideIndex, GuideView, HelpAnswer, HomeAnswer, ListingView},
};

use crate::places::{self, THANKS};

use super::{Directory, Found, State};

impl Directory {
    /// The answer to a search.
    pub fn find(&self, filter: &Filter, problems: Vec<Problem>, lang: Lang, now: Timestamp) -> FindAnswer {
        reading::find(&*self.read(), filter, problems, lang, now)
    }

    /// The cards of given listings, in their order; what is gone is left out.
    pub fn cards(&self, ids: &[ListingId], lang: Lang, now: Timestamp) -> Vec<Card> {
        reading::cards(&*self.read(), ids, lang, now)
    }

    /// What may be meant by what somebody types.
    pub fn hints(&self, typed: &str, lang: Lang) -> Vec<Hint> {
        reading::hints(&*self.read(), typed, lang)
    }

    /// What the home page shows.
    pub fn home(&self, lang: Lang, now: Timestamp) -> HomeAnswer {
        reading::home(&*self.read(), lang, now)
    }

    /// What people who want to help should know, near a place if one is named.
    pub fn help(&self, place: &str, lang: Lang, now: Timestamp) -> HelpAnswer {
        reading::help(&*self.read(), place, lang, now)
    }

    /// One listing, with the address of its page as a QR code drawn by the caller.
    pub fn listing(&self, id: ListingId, lang: Lang, near: Option<Position>, now: Timestamp) -> Found<ListingView> {
        let state = self.read();
        match reading::listing(&*state, id, lang, near, now) {
            Some(view) => Found::Here(view),
            None if state.gone.contains(&id.0) => Found::Gone,
            None => Found::Never,
        }
    }

    /// All pages of the guide.
    pub fn guide(&self, lang: Lang) -> GuideIndex {
        reading::guide(&*self.read(), lang)
    }

    /// One page of the guide and who helps near a place, if one is named, with the address of its page as a QR code drawn by the caller.
    pub fn page(&self, slug: &str, place: &str, lang: Lang, now: Timestamp) -> Option<GuideView> {
        reading::guide_page(&*self.read(), slug, place, lang, now)
    }

    /// The entries of given pages of the guide.
    pub fn saved_pages(&self, slugs: &[&str], lang: Lang) -> Vec<GuideEntry> {
        reading::saved_pages(&*self.read(), slugs, lang)
    }

    /// Who runs the site, as a reader is told.
    pub fn collective(&self, lang: Lang) -> Collective {
        self.read().collective.view(lang)
    }

    /// Where listings come from, and whose the names of places and the map are.
    pub fn thanks(&self) -> Vec<SiteSource> {
        let others = THANKS.into_iter().map(|(name, url, licence)| SiteSource {
            name: name.to_owned(),
            url: Some(url.to_owned()),
            licence: Some(licence.to_owned()),
        });
        self.sources().iter().map(site_source).chain(others).collect()
    }
}

impl reading::Directory for State {
    fn change(&self) -> u64 {
        self.change
    }

    fn engine(&self) -> &Engine {
        &self.engine
    }

    fn listing(&self, id: ListingId, now: Timestamp) -> Option<Known<'_>> {
        let (record, listing) = self.records.listing(id)?;
        let (schedule, local) = self.schedules.at(record.hours, now);
        Some(Known { slug: Cow::Borrowed(&record.slug), listing, partial: false, schedule, local })
    }

    fn needs(&self, id: ListingId) -> &[Need] {
        self.records.get(id).map_or(&[][..], |record| &record.needs)
    }

    fn has_demonstrations(&self) -> bool {
        self.records.has_demonstrations()
    }

    fn pages(&self) -> &[AidPage] {
        &self.pages
    }

    fn numbers(&self) -> &[HelpNumber] {
        &self.numbers
    }

    fn collective(&self, lang: Lang) -> Collective {
        self.collective.view(lang)
    }

    fn source(&self, code: &str) -> Option<SiteSource> {
        self.sources.iter().find(|source| source.code == code).map(site_source)
    }

    fn settle(&self, filter: &Filter, now: Timestamp) -> Settled<'_> {
        places::settle(&self.engine, filter, now)
    }

    fn department_name(&self, code: &str, lang: Lang) -> Option<&str> {
        places::department_name(code, lang)
    }
}

fn site_source(source: &store::Source) -> SiteSource {
    SiteSource { name: source.name.clone(), url: source.url.clone(), licence: source.licence.clone() }
}
