//! The first page: one question, urgent numbers, topics, the first days.

use domain::{Code, Lang, filter::Filter, vocabulary::Category};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{asked::asked, head};
use crate::{
    api::{Answer, Question},
    browser,
    i18n::{names, t, text as k, tn},
    parts::{LocateButton, category_mark, demonstration_notice, icon, icon_flip, urgent_numbers},
    route, view,
};

/// The first page.
pub fn home() -> AnyView {
    let lang = route::lang();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(chosen) = browser::lang_to_start_in().filter(|chosen| *chosen != lang.get_untracked()) {
            navigate(&route::page(chosen, ""), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! {
        <main id="content" class="home" tabindex="-1">
            {move || opening(lang.get())}
            {asked(|| Question::Home, below)}
        </main>
    }
}

/// Title, doors and form: what does not wait for an answer.
fn opening(lang: Lang) -> AnyView {
    let form = NodeRef::<leptos::html::Form>::new();
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        navigate(&route::find(lang, &typed(form)), NavigateOptions::default());
    };
    head::listed(lang, "", "", "");
    view! {
        <div class="home-head">
            <h1>{t(lang, k::HOME_TITLE)}</h1>
            <p class="lead">{t(lang, k::HOME_LEAD)}</p>
        </div>
        {doors(lang, true)}
        <form class="search-form panel" action=route::page(lang, "/find") method="get" role="search" node_ref=form on:submit=submit>
            <div class="field">
                <label for="q">{t(lang, k::HOME_WHAT)}</label>
                <input class="input" id="q" name="q" type="search" autocomplete="off" enterkeyhint="search" maxlength="200" placeholder=t(lang, k::HOME_WHAT_HINT)/>
            </div>
            <div class="field">
                <label for="place">{t(lang, k::HOME_WHERE)}</label>
                <div class="input-with-button">
                    <input class="input" id="place" name="place" autocomplete="postal-code" maxlength="200" placeholder=t(lang, k::HOME_WHERE_HINT)/>
                    <LocateButton class="button button-second" asked=move || typed(form)/>
                </div>
            </div>
            <button class="button" type="submit">{t(lang, k::HOME_SUBMIT)}</button>
        </form>
    }
}

/// What stands in the form.
fn typed(form: NodeRef<leptos::html::Form>) -> Filter {
    let query = form.get_untracked().and_then(|form| browser::form::query(&form));
    query.map(|query| domain::filter::parse(&query).0).unwrap_or_default()
}

/// The two ways in: needing help, wanting to help.
pub fn doors(lang: Lang, need: bool) -> AnyView {
    let current = |here: bool| here.then_some("page");
    view! {
        <nav class="doors" aria-label=t(lang, k::HOME_DOORS)>
            <a href=route::page(lang, "") aria-current=current(need)>{icon("search")}<span>{t(lang, k::HOME_DOOR_NEED)}</span></a>
            <a href=route::page(lang, "/help") aria-current=current(!need)>{icon("heart")}<span>{t(lang, k::HOME_DOOR_HELP)}</span></a>
        </nav>
    }
}

fn below(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Home(answer) = answer else { return ().into_any() };
    let first_days = answer.first_days.into_iter().map(|page| {
        let href = route::page(lang, &format!("/guide/{}", page.slug));
        let foreign = (page.title.lang != lang).then(|| page.title.lang.code());
        view! { <li><a href=href>{icon(&page.icon)}<span lang=foreign>{page.title.text}</span>{icon_flip("next")}</a></li> }
    });
    view! {
        {urgent_numbers(lang, answer.numbers)}
        {answer.demonstration.then(|| demonstration_notice(lang))}
        <section class="section">
            <h2>{t(lang, k::HOME_TOPICS)}</h2>
            <ul class="category-grid">{Category::ALL.iter().map(|category| tile(lang, *category)).collect_view()}</ul>
            <p class="link-row">
                <a href=route::page(lang, "/find")>{tn(lang, k::HOME_ALL_PLACES, answer.total)}</a>
            </p>
        </section>
        <section class="section measure">
            <h2>{t(lang, k::HOME_FIRST_DAYS)}</h2>
            <ul class="ways-on">{first_days.collect_view()}</ul>
            <p class="link-row"><a href=route::page(lang, "/guide")>{t(lang, k::HOME_WHOLE_GUIDE)}</a></p>
        </section>
    }
}

fn tile(lang: Lang, category: Category) -> AnyView {
    view! {
        <li>
            <a class="category-tile" href=route::find_query(lang, &format!("category={category}"))>
                {category_mark(category, "category-tile-mark")}<span>{names::category(lang, category)}</span>
            </a>
        </li>
    }
}
