//! Addresses within the site: reading the language and the filter from one, and making others.

use domain::{Code, Lang, filter::Filter};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// The language that the address names; what the reader's browser prefers when it names none.
pub fn lang() -> Memo<Lang> {
    let path = use_location().pathname;
    let preferred = preferred();
    Memo::new(move |_| path.with(|path| lang_of(path)).unwrap_or(preferred))
}

/// The language that a path begins with.
pub fn lang_of(path: &str) -> Option<Lang> {
    Lang::from_code(path.trim_start_matches('/').split('/').next()?)
}

#[cfg(feature = "ssr")]
fn preferred() -> Lang {
    use_context::<axum::http::request::Parts>()
        .and_then(|parts| Lang::accepted(parts.headers.get("accept-language")?.to_str().ok()?))
        .unwrap_or(Lang::Fr)
}

#[cfg(not(feature = "ssr"))]
fn preferred() -> Lang {
    crate::browser::document_lang().unwrap_or(Lang::Fr)
}

/// The part of a path behind the language.
pub fn behind_language(path: &str) -> &str {
    path.trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest)
}

#[derive(Clone, Copy)]
struct Query(Memo<String>);

/// Makes the one reading of the address that lasts as long as the site is open: what an answer draws may live longer
/// than the memos that were made while it was drawn.
pub fn provide_query() {
    let search = use_location().search;
    provide_context(Query(Memo::new(move |_| search.with(|search| search.trim_start_matches('?').to_owned()))));
}

/// The query string of the address, without `?`.
pub fn query() -> Memo<String> {
    expect_context::<Query>().0
}

/// The part of the address that names a listing or a page of the guide.
pub fn slug() -> Memo<String> {
    param("slug")
}

/// What of a listing the address names: nothing for itself.
pub fn part() -> Memo<String> {
    param("part")
}

fn param(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name).unwrap_or_default()))
}

/// A page of the site: `page("uk", "/guide")`.
pub fn page(lang: Lang, path: &str) -> String {
    format!("/{lang}{path}")
}

/// The page of results for a filter.
pub fn find(lang: Lang, filter: &Filter) -> String {
    find_query(lang, &domain::filter::print(filter))
}

/// The page of results for a query string.
pub fn find_query(lang: Lang, query: &str) -> String {
    if query.is_empty() { page(lang, "/find") } else { format!("/{lang}/find?{query}") }
}

/// The query string of the latest search of this visit.
#[derive(Clone, Copy)]
struct LatestSearch(StoredValue<String>);

/// Makes the memory of the latest search.
pub fn provide_latest_search() {
    provide_context(LatestSearch(StoredValue::new(String::new())));
}

/// Remembers each search as the latest.
pub fn remember_search(query: Memo<String>) {
    let (path, latest) = (use_location().pathname, use_context::<LatestSearch>());
    Effect::new(move |_| {
        let query = query.get();
        // The address of the next page is already here while the page of results goes.
        if let Some(latest) = latest.filter(|_| path.with_untracked(|path| behind_language(path) == "find")) {
            latest.0.set_value(query);
        }
    });
}

/// The page of results that one came from; of all when one came from elsewhere.
pub fn latest_search(lang: Lang) -> String {
    let query = use_context::<LatestSearch>().map(|latest| latest.0.get_value()).unwrap_or_default();
    find_query(lang, &query)
}

/// The page of a listing.
pub fn listing(lang: Lang, slug: &str) -> String {
    format!("/{lang}/listing/{slug}")
}

/// What leads from a listing to its report of errors, its confirmation and the thanks for both.
pub fn of_listing(lang: Lang, slug: &str, part: &str) -> String {
    format!("/{lang}/listing/{slug}/{part}")
}

/// The same page in another language.
pub fn in_language(path: &str, query: &str, lang: Lang) -> String {
    let rest = behind_language(path);
    let path = if lang_of(path).is_some() && !rest.is_empty() { format!("/{lang}/{rest}") } else { format!("/{lang}") };
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_switch_keeps_page_and_filter() {
        assert_eq!(in_language("/uk/find", "category=food", Lang::Fr), "/fr/find?category=food");
        assert_eq!(in_language("/uk", "", Lang::Fr), "/fr");
        assert_eq!(in_language("/uk/listing/x-1", "near=1,2", Lang::En), "/en/listing/x-1?near=1,2");
        assert_eq!(in_language("/de/find", "", Lang::En), "/en");
    }
}
