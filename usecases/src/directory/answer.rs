//! The answers to readers, each in one language.

use domain::{
    CodeSet, Lang, Listing, ListingId,
    code::Code,
    engine::Hit,
    filter::{Filter, Problem},
    guide::Theme,
    hours::OpenState,
    lang::TextState,
    place::Position,
    time::Timestamp,
    view::{
        Card, Door, FindAnswer, GuideEntry, GuideIndex, GuideView, HelpLine, HomeAnswer, HoursTable, ListingView,
        NeedLine, Reach, Served, Words, suggestions,
    },
    vocabulary::{Category, Sort},
};

use crate::places::{department_names, settle};

use super::{Directory, Found, State, record::Record};

/// Listings shown beside a page of the guide.
const RELATED: u32 = 4;

impl Directory {
    /// The answer to a search.
    pub fn find(&self, filter: &Filter, problems: Vec<Problem>, lang: Lang, now: Timestamp) -> FindAnswer {
        let settled = settle(filter);
        let state = self.read();
        let answer = state.engine.query(&settled.filter, now);
        let nothing = answer.total == 0;
        FindAnswer {
            total: answer.total,
            change: state.change,
            at: now,
            cards: state.cards(&answer.hits, lang, now),
            departments: department_names(&answer.facets.department, lang),
            facets: answer.facets,
            place: settled.told(filter, lang),
            problems,
            suggestions: if nothing {
                let radius = settled.filter.near.and(settled.filter.radius);
                suggestions(filter, radius, |other| state.engine.query(&settle(other).filter, now).total)
            } else {
                Vec::new()
            },
            numbers: if nothing { state.numbers_for(filter.category, lang) } else { Vec::new() },
            demonstration: state.records.has_demonstrations(),
        }
    }

    /// The cards of given listings, in their order; what is gone is left out.
    pub fn cards(&self, ids: &[ListingId], lang: Lang, now: Timestamp) -> Vec<Card> {
        let state = self.read();
        let hit = |id: &ListingId| Hit { id: *id, distance_m: None, open: None };
        state.cards(&ids.iter().map(hit).collect::<Vec<_>>(), lang, now)
    }

    /// What the home page shows.
    pub fn home(&self, lang: Lang, now: Timestamp) -> HomeAnswer {
        let state = self.read();
        let answer = state.engine.query(&Filter { per_page: 1, ..Filter::default() }, now);
        let first = state.pages.iter().filter(|page| page.theme == Theme::FirstDays).take(5);
        HomeAnswer {
            numbers: state.numbers(lang),
            categories: Category::ALL
                .iter()
                .map(|category| (*category, answer.facets.category.of(*category)))
                .collect(),
            total: answer.total,
            first_days: first.map(|page| GuideEntry::of(page, lang)).collect(),
            demonstration: state.records.has_demonstrations(),
        }
    }

    /// One listing, with the address of its page as a QR code drawn by the caller.
    pub fn listing(&self, id: ListingId, lang: Lang, near: Option<Position>, now: Timestamp) -> Found<ListingView> {
        let state = self.read();
        state.find(id).map(|(record, listing)| state.view(id, record, &listing, lang, near, now))
    }

    /// All pages of the guide.
    pub fn guide(&self, lang: Lang) -> GuideIndex {
        let state = self.read();
        let pages = |theme: Theme| {
            let of_theme = state.pages.iter().filter(|page| page.theme == theme);
            (theme, of_theme.map(|page| GuideEntry::of(page, lang)).collect::<Vec<_>>())
        };
        let themes = Theme::ALL.iter().map(|theme| pages(*theme)).filter(|(_, pages)| !pages.is_empty());
        GuideIndex { themes: themes.collect(), numbers: state.numbers(lang) }
    }

    /// One page of the guide.
    pub fn page(&self, slug: &str, lang: Lang, now: Timestamp) -> Option<GuideView> {
        let state = self.read();
        let page = state.pages.iter().find(|page| page.slug == slug)?;
        let version = page.texts.for_reader(lang);
        let related = page.related.iter().filter_map(|slug| state.pages.iter().find(|page| page.slug == *slug));
        Some(GuideView {
            slug: page.slug.clone(),
            icon: page.icon.clone(),
            categories: page.categories,
            checked_on: page.checked_on,
            official: page.official.clone(),
            lang: version.lang,
            state: version.state,
            text: version.text.clone(),
            related: related.map(|page| GuideEntry::of(page, lang)).collect(),
            listings: state.helping_with(page.categories, lang, now),
            qr: None,
        })
    }
}

impl State {
    pub(super) fn cards(&self, hits: &[Hit], lang: Lang, now: Timestamp) -> Vec<Card> {
        let card = |hit: &Hit| {
            let (record, listing) = self.records.listing(hit.id)?;
            Some(self.card(hit.id, record, &listing, lang, hit.distance_m, now))
        };
        hits.iter().filter_map(card).collect()
    }

    fn card(
        &self,
        id: ListingId,
        record: &Record,
        listing: &Listing,
        lang: Lang,
        distance_m: Option<u32>,
        now: Timestamp,
    ) -> Card {
        let (schedule, local) = self.schedules.at(record.hours, now);
        let open: OpenState = schedule.state(local);
        Card::of((id, &record.slug), listing, lang, now, (open, local), distance_m)
    }

    fn view(
        &self,
        id: ListingId,
        record: &Record,
        listing: &Listing,
        lang: Lang,
        near: Option<Position>,
        now: Timestamp,
    ) -> ListingView {
        let distance = near.zip(listing.position).map(|(near, here)| near.metres_to(here));
        let version = listing.texts.for_reader(lang);
        let french = listing.texts.exactly(Lang::Fr).filter(|french| french.lang != version.lang);
        let card = self.card(id, record, listing, lang, distance, now);
        let zone = (listing.zone != domain::listing::DEFAULT_ZONE).then(|| listing.zone.clone());
        let hours = HoursTable::of(self.schedules.hours(record.hours).0, card.local, zone);
        let today = card.local.day;
        let source = self.sources.iter().find(|source| source.code == listing.source.code);
        ListingView {
            at: now,
            text: Words::from(&version.text),
            lang: version.lang,
            state: version.state,
            source_lang: listing.texts.source().lang,
            langs: listing.texts.versions().iter().map(|version| version.lang).collect(),
            french: french.filter(|french| french.state != TextState::Machine).map(|french| Words::from(&french.text)),
            address: listing.address.as_ref().map(Door::from),
            position: listing.position,
            area: listing.area.as_ref().map(Served::from),
            contact: Reach::from(&listing.contact),
            needs: NeedLine::all(&listing.needs, now),
            hours_text: listing.hours.clone().filter(|_| hours.is_none()),
            hours,
            closures: listing
                .closures
                .iter()
                .filter(|closure| closure.last >= today)
                .map(|closure| (closure.first, closure.last, closure.reason.clone()))
                .collect(),
            source: source.map_or_else(|| listing.source.code.clone(), |source| source.name.clone()),
            licence: source.and_then(|source| source.licence.clone()),
            qr: None,
            card,
        }
    }

    fn helping_with(&self, category: CodeSet<Category>, lang: Lang, now: Timestamp) -> Vec<Card> {
        if category.is_empty() {
            return Vec::new();
        }
        let filter = Filter { category, sort: Some(Sort::Freshness), per_page: RELATED, ..Filter::default() };
        self.cards(&self.engine.query(&filter, now).hits, lang, now)
    }

    fn numbers(&self, lang: Lang) -> Vec<HelpLine> {
        self.numbers.iter().map(|number| HelpLine::of(number, lang)).collect()
    }

    /// Numbers to call when a search finds nothing: those of its categories, and the first ones for everybody.
    fn numbers_for(&self, categories: CodeSet<Category>, lang: Lang) -> Vec<HelpLine> {
        let of_topic = self.numbers.iter().filter(|number| number.topics.meets(categories));
        let general = self.numbers.iter().filter(|number| number.primary || number.number == "115");
        let mut lines: Vec<HelpLine> = Vec::new();
        for number in of_topic.chain(general).take(6) {
            if lines.iter().all(|line| line.number != number.number) {
                lines.push(HelpLine::of(number, lang));
            }
        }
        lines
    }
}
