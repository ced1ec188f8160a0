//! What stands in the head of a page: title, description, and its address in every language.

use domain::{Code, Lang};
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

use crate::i18n::{t, text as k};

/// Title, description, canonical and alternate addresses, and what link previews show.
///
/// `path` is the address behind the language, such as `/guide`.
pub fn head(lang: Lang, title: String, description: String, path: &str) -> impl IntoView + use<> {
    let base = base();
    let address = |lang: Lang| format!("{base}/{lang}{path}");
    let description =
        if description.is_empty() { t(lang, k::SITE_DESCRIPTION).to_owned() } else { shorten(&description) };
    let alternates = Lang::ALL
        .iter()
        .map(|other| view! { <Link rel="alternate" hreflang=other.code() href=address(*other)/> })
        .collect_view();
    view! {
        <Title text=title.clone()/>
        <Meta name="description" content=description.clone()/>
        <Link rel="canonical" href=address(lang)/>
        {alternates}
        <Link rel="alternate" hreflang="x-default" href=format!("{base}/")/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=description/>
        <Meta property="og:url" content=address(lang)/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:site_name" content=t(lang, k::SITE_NAME)/>
        <Meta property="og:locale" content=lang.code()/>
    }
}

/// Tells search engines to leave a page out: results and personal pages are endless or empty for them.
pub fn unlisted() -> impl IntoView {
    view! { <Meta name="robots" content="noindex, follow"/> }
}

/// The status that the server sends with the page.
pub fn status(code: u16) {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = axum::http::StatusCode::from_u16(code)
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = code;
}

#[cfg(feature = "ssr")]
fn base() -> String {
    use_context::<usecases::site::Site>().map(|site| site.base).unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn base() -> String {
    crate::browser::origin().unwrap_or_default()
}

/// What fits a search engine's line, cut at a word.
fn shorten(text: &str) -> String {
    let flat = text.replace(['\n', '[', ']'], " ");
    match flat.char_indices().nth(160) {
        None => flat,
        Some((end, _)) => format!("{}…", flat[..end].rsplit_once(' ').map_or(&flat[..end], |(start, _)| start)),
    }
}
