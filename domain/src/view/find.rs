//! The answer to a search, and what to try when it is empty.

use serde::{Deserialize, Serialize};

use super::{Card, GuideEntry, HelpLine};
use crate::{
    code::CodeSet,
    engine::Facets,
    filter::{Filter, Problem},
    place::Position,
    time::Timestamp,
    vocabulary::Kind,
};

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindAnswer {
    pub total: u32,
    /// The change number of the directory that answered.
    pub change: u64,
    pub at: Timestamp,
    pub cards: Vec<Card>,
    pub facets: Facets,
    /// The names of the departments in `facets`, in their order; empty where a code is no French department's.
    pub departments: Vec<String>,
    /// The place that is meant, when the search names one that is known.
    pub place: Option<Where>,
    /// Whether the search names a place that is not known.
    pub is_place_unknown: bool,
    /// What words of the search were understood as, other than words.
    pub understood: Vec<Understood>,
    /// Words of the search, as typed, without which something was found.
    pub left_out: Vec<String>,
    /// Pages of the guide that answer, the best first.
    pub pages: Vec<GuideEntry>,
    /// Numbers to call that answer, the best first.
    pub calls: Vec<HelpLine>,
    /// Parameters that were left out.
    pub problems: Vec<Problem>,
    /// What to try instead, only when nothing was found.
    pub suggestions: Vec<Suggestion>,
    /// Numbers to call, only when nothing was found.
    pub numbers: Vec<HelpLine>,
    /// What opens next, soonest first, only when nothing is open.
    pub opens: Vec<Card>,
    /// How many open later today, only when nothing is open.
    pub opens_today: u32,
    pub demonstration: bool,
}

/// The place that a search means, as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Where {
    /// Its name, with what tells it from others.
    pub label: String,
    /// In km; `None` without a limit and for a department or region.
    pub radius: Option<u32>,
    /// Where distances are counted from; `None` for a department or region.
    pub middle: Option<Position>,
    /// To look in its department instead: one or none.
    pub department: Vec<Choice>,
    /// Other places of the same name.
    pub others: Vec<Choice>,
}

/// A fact or a place that words of a search name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The query string that would ask for the same without words; a place by its label.
    pub fact: String,
    /// The query string of the search without these words.
    pub query: String,
}

/// A link to another search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub label: String,
    /// The query string to go to.
    pub query: String,
}

/// A filter that would find something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    pub way: Way,
    /// The query string to go to.
    pub query: String,
    pub total: u32,
}

/// How a suggested filter differs from the one that found nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    WithoutOpenNow,
    WithoutCategories,
    WithoutAudiences,
    WithoutLanguages,
    WithoutKind,
    WithoutNeeds,
    WithoutFree,
    WithoutDepartment,
    WithoutPlace,
    WithoutWords,
    /// A wider radius, in km.
    Wider(u32),
    /// Around the whole country.
    AnyDistance,
    /// By telephone or online.
    Remote,
    /// Among the points that collect things, which are not help.
    Collecting,
    Everything,
}

/// The filters worth trying when one finds nothing, each with what it would find: first the smallest change.
/// `radius` is the one that holds, in km, said or not; `None` when distance does not matter.
pub fn suggestions(filter: &Filter, radius: Option<u32>, total: impl Fn(&Filter) -> u32) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for (way, candidate) in candidates(filter, radius) {
        let candidate = candidate.first_page();
        let query = crate::filter::print(&candidate);
        if candidate == *filter || found.iter().any(|other| other.query == query) {
            continue;
        }
        let total = total(&candidate);
        if total > 0 && found.len() < 5 {
            found.push(Suggestion { way, query, total });
        }
    }
    found
}

fn candidates(filter: &Filter, radius: Option<u32>) -> Vec<(Way, Filter)> {
    let change = |way, edit: &dyn Fn(&mut Filter)| {
        let mut other = filter.clone();
        edit(&mut other);
        (way, other)
    };
    let wider = radius.and_then(|radius| [10, 30, 50, 100].into_iter().find(|wider| *wider > radius));
    let mut all = vec![change(Way::WithoutOpenNow, &|other| other.open_now = false)];
    all.extend(wider.map(|km| change(Way::Wider(km), &|other| other.radius = Some(km))));
    if filter.near.is_some() && filter.radius.is_some() {
        all.push(change(Way::AnyDistance, &|other| other.radius = None));
    }
    all.extend([
        change(Way::WithoutFree, &|other| other.free = false),
        change(Way::WithoutLanguages, &|other| other.speaks = CodeSet::EMPTY),
        change(Way::WithoutAudiences, &|other| other.audience = CodeSet::EMPTY),
        change(Way::WithoutNeeds, &|other| other.need = CodeSet::EMPTY),
        change(Way::WithoutKind, &|other| other.kind = CodeSet::EMPTY),
        change(Way::WithoutCategories, &|other| other.category = CodeSet::EMPTY),
        change(Way::WithoutDepartment, &|other| other.department.clear()),
        change(Way::WithoutPlace, &|other| {
            other.place.clear();
            other.bbox = None;
        }),
        change(Way::WithoutWords, &|other| other.q.clear()),
        change(Way::Collecting, &|other| other.kind = CodeSet::only(Kind::CollectionPoint)),
        change(Way::Remote, &|other| {
            *other = Filter { q: filter.q.clone(), category: filter.category, remote: true, ..Filter::default() };
        }),
        (Way::Everything, Filter::default()),
    ]);
    all
}
