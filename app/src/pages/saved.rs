//! What is saved on this device. The device knows it, the server does not.

use domain::{Lang, ListingId};
use leptos::prelude::*;

use super::{asked::asked, guide, head};
use crate::{
    api::{Answer, Question},
    browser::storage,
    i18n::{t, text as k, tn},
    parts::{Piece, card_list, icon, notice, saved_here},
    route, view,
};

/// Saved places and pages.
pub fn saved() -> AnyView {
    let lang = route::lang();
    let here = saved_here();
    let blocked = RwSignal::new(false);
    let read = RwSignal::new(false);
    Effect::new(move |_| {
        blocked.set(!storage::works());
        read.set(true);
    });
    // The device knows what is saved once it was read: the page of the server is the same for everybody.
    let question = move || here.with(asked_for);
    view! {
        <main id="content" tabindex="-1">
            {move || opening(lang.get())}
            {move || blocked.get().then(|| notice("info", t(lang.get(), k::SAVED_BLOCKED)))}
            <div class="measure">
                {Piece::new("ensemble-outbox")}
                {asked(question, show)}
                {move || (read.get() && !blocked.get()).then(|| view! { <Nothing/> })}
                {Piece::new("ensemble-stored")}
                {move || (read.get() && !blocked.get()).then(|| view! { <Forget/> })}
            </div>
        </main>
    }
}

/// Newest first.
fn asked_for(saved: &storage::Saved) -> Question {
    let listings = saved.listings.iter().rev().map(u32::to_string).collect::<Vec<_>>().join(",");
    Question::Saved { listings, pages: saved.pages.join(",") }
}

fn show(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Saved { cards, pages, gone } = answer else { return ().into_any() };
    view! {
        {(!gone.is_empty()).then(|| no_longer(lang, gone))}
        {(!cards.is_empty()).then(|| view! {
            <section><h2>{t(lang, k::SAVED_PLACES)}</h2>{card_list(lang, cards, "")}</section>
        })}
        {(!pages.is_empty()).then(|| view! {
            <section class="section">
                <h2>{t(lang, k::SAVED_GUIDE)}</h2>
                {guide::list(lang, &pages)}
            </section>
        })}
    }
}

/// What was saved and is no longer listed: each leads to what is near it.
fn no_longer(lang: Lang, gone: Vec<ListingId>) -> AnyView {
    let here = saved_here();
    let link = |id: &ListingId| {
        let href = route::listing(lang, &id.0.to_string());
        view! { <li><a href=href>{t(lang, k::SAVED_GONE_NEAR)}</a></li> }
    };
    let links = gone.iter().map(link).collect_view();
    let text = tn(lang, k::SAVED_GONE, gone.len() as u32);
    let remove = move |_| {
        let mut left = here.get_untracked();
        left.listings.retain(|id| !gone.contains(&ListingId(*id)));
        if storage::save(&left) {
            here.set(left);
        }
    };
    view! {
        <section class="notice stack">
            <p>{text}</p>
            <ul class="link-list">{links}</ul>
            <button class="button button-second" type="button" on:click=remove>{t(lang, k::SAVED_GONE_REMOVE)}</button>
        </section>
    }
}

fn opening(lang: Lang) -> AnyView {
    head::unlisted(lang, t(lang, k::SAVED_TITLE));
    view! {
        <div class="page-head"><h1>{t(lang, k::SAVED_TITLE)}</h1><p class="lead">{t(lang, k::SAVED_LEAD)}</p></div>
        <noscript><p class="notice">{t(lang, k::SAVED_NEEDS_SCRIPT)}</p></noscript>
    }
}

/// What to do while nothing is saved.
#[component]
fn Nothing() -> impl IntoView {
    let lang = route::lang();
    let here = saved_here();
    move || {
        let lang = lang.get();
        here.with(|saved| saved.listings.is_empty() && saved.pages.is_empty()).then(|| view! {
            <p class="section">{t(lang, k::SAVED_NONE)}</p>
            <p class="section"><a class="button" href=route::page(lang, "/find")>{icon("search")}<span>{t(lang, k::SAVED_FIND)}</span></a></p>
        })
    }
}

/// Removes everything from the device, once its reader has said so twice.
#[component]
fn Forget() -> impl IntoView {
    let lang = route::lang();
    let here = saved_here();
    let (asking, done) = (RwSignal::new(false), RwSignal::new(false));
    let forget = move |_| {
        asking.set(false);
        storage::forget();
        here.set(storage::Saved::default());
        done.set(true);
    };
    view! {
        <section class="section panel">
            <h2>{move || t(lang.get(), k::SAVED_FORGET)}</h2>
            <div class="stack">
                <p>{move || t(lang.get(), k::SAVED_FORGET_TEXT)}</p>
                <button
                    class="button button-second button-warning"
                    type="button"
                    aria-expanded=move || asking.get().to_string()
                    on:click=move |_| asking.update(|asking| *asking = !*asking)
                >
                    {icon("trash")}<span>{move || t(lang.get(), k::SAVED_FORGET_BUTTON)}</span>
                </button>
                <div class="stack" hidden=move || !asking.get()>
                    <p>{move || t(lang.get(), k::SAVED_FORGET_SURE)}</p>
                    <p class="link-row">
                        <button class="button button-second button-warning" type="button" data-forget="" on:click=forget>
                            {move || t(lang.get(), k::SAVED_FORGET_YES)}
                        </button>
                        <button class="button" type="button" on:click=move |_| asking.set(false)>
                            {move || t(lang.get(), k::SAVED_FORGET_NO)}
                        </button>
                    </p>
                </div>
                <p role="status">{move || done.get().then(|| t(lang.get(), k::SAVED_FORGOTTEN))}</p>
            </div>
        </section>
    }
}
