//! The guide and its pages.

use super::{
    Directory,
    find::{cards_of, numbers},
};
use crate::{
    code::{Code, CodeSet},
    filter::Filter,
    guide::{AidPage, EMERGENCY, Theme},
    lang::Lang,
    time::{Day, Timestamp, utc_day},
    view::{Card, GuideEntry, GuideIndex, GuideView, Overdue, Where},
    vocabulary::{Category, Sort},
};

/// Listings shown beside a page of the guide.
const RELATED: u32 = 4;

/// All pages of the guide.
pub fn guide(directory: &impl Directory, lang: Lang) -> GuideIndex {
    let pages = |theme: Theme| {
        let of_theme = directory.pages().iter().filter(|page| page.theme == theme);
        (theme, of_theme.map(|page| GuideEntry::of(page, lang)).collect::<Vec<_>>())
    };
    let themes = Theme::ALL.iter().map(|theme| pages(*theme)).filter(|(_, pages)| !pages.is_empty());
    GuideIndex { themes: themes.collect(), numbers: numbers(directory.numbers(), lang) }
}

/// One page of the guide, and who helps near a place, if one is named.
pub fn guide_page(
    directory: &impl Directory,
    slug: &str,
    place: &str,
    lang: Lang,
    now: Timestamp,
) -> Option<GuideView> {
    let pages = directory.pages();
    let page = pages.iter().find(|page| page.slug == slug)?;
    let version = page.texts.for_reader(lang);
    let (listings, place) = helping_with(directory, page.categories, place, lang, now);
    let related = page.related.iter().filter_map(|slug| pages.iter().find(|page| page.slug == *slug));
    Some(GuideView {
        slug: page.slug.clone(),
        icon: page.icon.clone(),
        categories: page.categories,
        checked_on: page.checked_on,
        overdue: overdue(page, version.lang, utc_day(now)),
        official: page.official.iter().map(|link| link.for_reader(lang)).collect(),
        lang: version.lang,
        state: version.state,
        text: version.text.clone(),
        related: related.map(|page| GuideEntry::of(page, lang)).collect(),
        numbers: if page.slug == EMERGENCY { numbers(directory.numbers(), lang) } else { Vec::new() },
        listings,
        place,
    })
}

/// The entries of given pages, in the order of the guide.
pub fn saved_pages(directory: &impl Directory, slugs: &[&str], lang: Lang) -> Vec<GuideEntry> {
    let pages = guide(directory, lang).themes.into_iter().flat_map(|(_, pages)| pages);
    pages.filter(|page| slugs.contains(&page.slug.as_str())).collect()
}

fn overdue(page: &AidPage, lang: Lang, today: Day) -> Vec<Overdue> {
    let ages = page.ages.iter().filter(|ages| ages.is_overdue(today));
    ages.map(|ages| Overdue { says: ages.says(lang).to_vec(), checked_on: ages.checked_on }).collect()
}

/// The freshest listings of a topic, or near a town the nearest, however far; and which place was understood.
fn helping_with(
    directory: &impl Directory,
    category: CodeSet<Category>,
    place: &str,
    lang: Lang,
    now: Timestamp,
) -> (Vec<Card>, Option<Where>) {
    if category.is_empty() {
        return (Vec::new(), None);
    }
    let asked = Filter { category, place: place.to_owned(), ..Filter::default() };
    let settled = directory.settle(&asked, now);
    let told = settled.told(&asked, lang);
    // A name that no place has says nothing.
    let place = if told.is_some() { settled.filter } else { Filter { category, ..Filter::default() } };
    let sort = if place.near.is_some() { Sort::Distance } else { Sort::Freshness };
    let filter = Filter { sort: Some(sort), radius: None, per_page: RELATED, ..place };
    (cards_of(directory, &directory.engine().query(&filter, now).hits, lang, now), told)
}
