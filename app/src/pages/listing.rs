//! One listing, whole: what, for whom, where, when, how to reach it, how fresh.

use domain::{
    Code, Lang,
    lang::TextState,
    view::{Card, ListingView},
    vocabulary::Kind,
};
use leptos::prelude::*;

use super::{
    asked::{Draw, asked},
    head, listing_facts as facts,
};
use crate::{
    api::{Answer, Question},
    i18n::{Msg, format, names, t, text as k, tf},
    parts::{
        CopyButton, PrintButton, SaveButton, Saving, ShareButton, card_list, confirmed_line, demonstration_notice,
        icon, icon_flip, notice, open_line, paragraphs, qr_code,
    },
    route, view,
};

/// The page of a listing.
pub fn listing() -> AnyView {
    about(show)
}

/// A page about the listing that the address names.
pub fn about(draw: Draw) -> AnyView {
    let (slug, query) = (route::slug(), route::query());
    let near = Memo::new(move |_| query.with(|query| near_of(query)));
    let question = move || Question::Listing { slug: slug.get(), near: near.get() };
    view! { <main id="content" tabindex="-1">{asked(question, draw)}</main> }
}

fn show(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    match answer {
        Answer::Listing(view, json_ld) => page(lang, *view, json_ld),
        Answer::Gone(near) => gone(lang, near),
        _ => ().into_any(),
    }
}

/// The value of `near` in a query string, as it stands.
fn near_of(query: &str) -> String {
    query.split('&').find_map(|pair| pair.strip_prefix("near=")).unwrap_or_default().to_owned()
}

pub fn gone(lang: Lang, near: Vec<Card>) -> AnyView {
    head::status(410);
    head::unlisted(lang, t(lang, k::LISTING_GONE));
    let found = (!near.is_empty()).then(|| {
        view! { <section class="section measure"><h2>{t(lang, k::LISTING_GONE_NEAR)}</h2>{card_list(lang, near, "")}</section> }
    });
    view! {
        <div class="page-head">
            <h1>{t(lang, k::LISTING_GONE)}</h1>
            <p class="lead">{t(lang, k::LISTING_GONE_LEAD)}</p>
            <a class="button" href=route::page(lang, "/find")>{t(lang, k::ERROR_FIND)}</a>
        </div>
        {found}
    }
}

fn page(lang: Lang, view: ListingView, json_ld: String) -> AnyView {
    let path = format!("/listing/{}", view.card.slug);
    let name = view.text.name.clone();
    head::listed(lang, &name, &view.text.description, &path);
    if view.position.is_some() {
        head::picture(&format!("/map/{lang}/listing/{}.png", view.card.id));
    }
    view! {
        <script type="application/ld+json" inner_html=json_ld></script>
        <p><a class="back-link" href=route::latest_search(lang)>{icon_flip("back")}<span>{t(lang, k::LISTING_BACK)}</span></a></p>
        {qr_code(view.qr.clone())}
        <div class="page-head">
            {kind_line(lang, &view)}
            <h1 lang=foreign(lang, view.lang)>{name}</h1>
            <p class="listing-now">{open_line(lang, &view.card)}{distance(lang, &view)}</p>
            {confirmed_line(lang, view.card.confirmed)}
            {facts::tags(lang, &view.card)}
            {view.card.demonstration.then(|| demonstration_notice(lang))}
            {view.partial.then(|| notice("offline", t(lang, k::LISTING_PARTIAL)))}
            {actions(lang, &view)}
            {tools(lang, &view)}
        </div>
        <div class="listing-grid">
            <div>
                {counter_card(lang, &view)}
                {description(lang, &view)}
                {(view.card.kind == Kind::CollectionPoint).then(|| facts::needs(lang, &view))}
                {facts::conditions(lang, &view)}
                {facts::documents(lang, &view)}
            </div>
            <div>
                {facts::place(lang, &view)}
                {facts::hours(lang, &view)}
                {facts::contact(lang, &view)}
                {facts::origin(lang, &view)}
            </div>
        </div>
    }
}

/// The language of a text, when it is not the reader's.
pub fn foreign(reader: Lang, text: Lang) -> Option<&'static str> {
    (reader != text).then(|| text.code())
}

fn kind_line(lang: Lang, view: &ListingView) -> AnyView {
    let mut words: Vec<&str> = Vec::new();
    if view.card.kind != Kind::AidResource {
        words.push(names::kind(lang, view.card.kind));
    }
    words.extend(view.card.categories.iter().map(|category| names::category(lang, category)));
    if !view.card.organisation.is_empty() {
        words.push(&view.card.organisation);
    }
    let mark = view.card.categories.iter().next().map(|category| {
        view! { <span data-family=category.family().to_string()>{icon(names::category_icon(category))}</span> }
    });
    view! { <p class="listing-kind">{mark}<span>{words.join(" · ")}</span></p> }
}

fn distance(lang: Lang, view: &ListingView) -> Option<AnyView> {
    view.card.distance_m.map(|metres| {
        let text = tf(lang, k::LISTING_AS_CROW_FLIES, &[("distance", &format::distance(lang, metres))]);
        view! { <span class="distance">{icon("pin")}<span>{text}</span></span> }
    })
}

/// Calling and going there: one of them is the main button.
fn actions(lang: Lang, view: &ListingView) -> AnyView {
    let call = view.contact.phones.first().map(|phone| {
        view! { <a class="button" href=format!("tel:{phone}")>{icon("call")}<span>{t(lang, k::LISTING_CALL)}</span></a> }
    });
    let route = view.position.map(|here| {
        let class = if call.is_some() { "button button-second" } else { "button" };
        let href = format!("geo:{here}");
        view! { <a class=class href=href>{icon_flip("route")}<span>{t(lang, k::LISTING_DIRECTIONS)}</span></a> }
    });
    view! { <div class="action-bar">{call}{route}</div> }
}

fn tools(lang: Lang, view: &ListingView) -> AnyView {
    let name = view.text.name.clone();
    view! {
        <div class="tool-bar no-print">
            <SaveButton lang saving=Saving::Listing(view.card.id.0) name=name.clone()/>
            <ShareButton lang title=name path=route::listing(lang, &view.card.slug)/>
            <CopyButton lang text=facts::as_text(lang, view)/>
            <PrintButton lang/>
        </div>
    }
}

/// What to show to somebody who speaks French.
fn counter_card(lang: Lang, view: &ListingView) -> Option<AnyView> {
    if lang == Lang::Fr {
        return None;
    }
    let french = if view.lang == Lang::Fr { Some(view.text.clone()) } else { view.french.clone() };
    let address = view.address.clone();
    french.map(|french| {
        view! {
            <details class="counter-card no-print">
                <summary>{icon("translation")}<span>{t(lang, k::LISTING_SHOW_FRENCH)}</span></summary>
                <div class="counter-card-text stack" lang="fr">
                    <p>{t(lang, k::LISTING_FRENCH_HELLO)}</p>
                    <p><b>{french.name}</b></p>
                    {address.map(|address| view! { <p>{facts::address_lines(&address)}</p> })}
                    {paragraphs(&french.description)}
                </div>
            </details>
        }
    })
}

fn description(lang: Lang, view: &ListingView) -> Option<AnyView> {
    (!view.text.description.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h2>{t(lang, k::LISTING_WHAT)}</h2>
                <div class="stack">
                    <div class="stack" lang=foreign(lang, view.lang)>{paragraphs(&view.text.description)}</div>
                    {translation_label(lang, view)}
                </div>
            </section>
        }
    })
}

fn translation_label(lang: Lang, view: &ListingView) -> Option<AnyView> {
    let label = match view.state {
        TextState::Source if view.lang == lang => return None,
        TextState::Source => in_language(view.lang),
        TextState::Reviewed => k::LISTING_TRANSLATED_REVIEWED,
        TextState::Machine => k::LISTING_TRANSLATED_MACHINE,
        TextState::Outdated => k::LISTING_TRANSLATED_OUTDATED,
    };
    let original = (view.source_lang != view.lang).then(|| {
        let href = route::listing(view.source_lang, &view.card.slug);
        let code = view.source_lang.code();
        view! { <a href=href hreflang=code>{t(lang, original(view.source_lang))}</a> }
    });
    Some(view! { <p class="translation-label"><span>{t(lang, label)}</span>{original}</p> })
}

fn in_language(lang: Lang) -> Msg {
    match lang {
        Lang::Uk => k::LANG_TEXT_IN_UK,
        Lang::Fr => k::LANG_TEXT_IN_FR,
        Lang::En => k::LANG_TEXT_IN_EN,
        Lang::Ru => k::LANG_TEXT_IN_RU,
    }
}

fn original(lang: Lang) -> Msg {
    match lang {
        Lang::Uk => k::LISTING_ORIGINAL_UK,
        Lang::Fr => k::LISTING_ORIGINAL_FR,
        Lang::En => k::LISTING_ORIGINAL_EN,
        Lang::Ru => k::LISTING_ORIGINAL_RU,
    }
}
