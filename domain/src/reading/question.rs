//! What a page asks the directory, with its form in an address.

use crate::{filter, listing::ListingId};

/// What a page asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    Home,
    /// The query string of a search.
    Find(String),
    Listing {
        slug: String,
        /// The reader's position as it stands in the address, or nothing.
        near: String,
    },
    Guide,
    /// A page of the guide, and who helps near a place, if one is named.
    GuidePage {
        slug: String,
        place: String,
    },
    /// What is missing, near a place if one is named.
    Help {
        place: String,
    },
    /// Ids of listings and slugs of pages that a device saved, joined by commas.
    Saved {
        listings: String,
        pages: String,
    },
    /// Who runs the site, and where listings come from.
    About,
}

impl Question {
    /// The question as a path below the language, like the address of its page.
    pub fn path(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Find(query) => format!("find?{query}"),
            Self::Listing { slug, near } if near.is_empty() => format!("listing/{slug}"),
            Self::Listing { slug, near } => format!("listing/{slug}?near={near}"),
            Self::Guide => "guide".to_owned(),
            Self::GuidePage { slug, place } => near(format!("guide/{slug}"), place),
            Self::Help { place } => near("help".to_owned(), place),
            Self::Saved { listings, pages } => format!("saved/{listings}?{pages}"),
            Self::About => "about".to_owned(),
        }
    }

    /// The question of a path.
    pub fn parse(path: &str) -> Option<Self> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (kind, rest) = path.split_once('/').map_or((path, None), |(kind, rest)| (kind, Some(rest.to_owned())));
        Some(match (kind, rest) {
            ("", None) => Self::Home,
            ("find", None) => Self::Find(query.to_owned()),
            ("listing", Some(slug)) => {
                Self::Listing { slug, near: query.strip_prefix("near=").unwrap_or(query).to_owned() }
            }
            ("guide", None) => Self::Guide,
            ("guide", Some(slug)) => Self::GuidePage { slug, place: filter::parse(query).0.place },
            ("help", None) => Self::Help { place: filter::parse(query).0.place },
            ("saved", Some(listings)) => Self::Saved { listings, pages: query.to_owned() },
            ("about", None) => Self::About,
            _ => return None,
        })
    }

    /// The query string of a search; empty for every other question.
    pub fn query(&self) -> &str {
        if let Self::Find(query) = self { query } else { "" }
    }
}

fn near(path: String, place: &str) -> String {
    if place.is_empty() { path } else { format!("{path}?place={}", filter::query_escape(place)) }
}

/// Ids out of a list such as `3,17,42`; the first 200.
pub fn ids(list: &str) -> Vec<ListingId> {
    list.split(',').filter_map(|id| id.parse().ok().map(ListingId)).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_as_it_was_written() {
        let questions = [
            Question::Home,
            Question::Find(String::new()),
            Question::Find("q=%D0%BB&near=48.857,2.352&bbox=1,2,3,4".to_owned()),
            Question::Listing { slug: "maison-de-lyon-17".to_owned(), near: String::new() },
            Question::Listing { slug: "a/b-17".to_owned(), near: "48.857,2.352".to_owned() },
            Question::Guide,
            Question::GuidePage { slug: "bank".to_owned(), place: String::new() },
            Question::GuidePage { slug: "bank".to_owned(), place: "Сен-Дені (93) & 100 %".to_owned() },
            Question::Help { place: String::new() },
            Question::Help { place: "Lyon (69)".to_owned() },
            Question::Saved { listings: "3,17".to_owned(), pages: "bank,phone".to_owned() },
            Question::Saved { listings: String::new(), pages: String::new() },
            Question::About,
        ];
        for question in questions {
            assert_eq!(Question::parse(&question.path()), Some(question));
        }
    }

    #[test]
    fn what_is_no_question_has_no_answer() {
        for path in ["nothing", "find/x", "listing", "help/x"] {
            assert_eq!(Question::parse(path), None, "{path}");
        }
    }
}
