//! The first page: one question, urgent numbers, topics, the first days.

use domain::{Code, CodeSet, Lang, filter::Filter, vocabulary::Category};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{asked::asked, head};
use crate::{
    api::{Answer, Question},
    browser,
    i18n::{Msg, names, t, text as k, tn},
    parts::{LocateButton, Piece, category_mark, demonstration_notice, icon, in_lang, place_here, urgent_numbers},
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
    // What was typed before the script was there comes before what is remembered.
    let (place, field) = (place_here(), NodeRef::<leptos::html::Input>::new());
    Effect::new(move |_| {
        let (known, Some(field)) = (place.get(), field.get()) else { return };
        match field.value() {
            typed if typed.is_empty() => field.set_value(&known),
            typed if known.is_empty() => place.set(typed),
            _ => {}
        }
    });
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
                    <input
                        class="input"
                        id="place"
                        name="place"
                        type="search"
                        autocomplete="postal-code"
                        maxlength="200"
                        placeholder=t(lang, k::HOME_WHERE_HINT)
                        node_ref=field
                        on:input=move |event| place.set(event_target_value(&event))
                    />
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
    let first_days = answer.first_days.iter().map(|page| {
        let link = Piece::new("a").set("href", &route::page(lang, &format!("/guide/{}", page.slug)));
        let title = in_lang(Piece::new("span"), lang, page.title.lang).text(&page.title.text);
        Piece::new("li").put(link.icon(&page.icon).put(title).icon_flip("next"))
    });
    let first_days = Piece::of_class("ul", "ways-on").put_all(first_days);
    let tile = |category: &Category| tile(lang, *category, &answer.categories, &answer.advice);
    let topics = When::ALL.map(|when| {
        let tiles: Vec<AnyView> =
            Category::ALL.iter().filter(|category| When::of(**category) == when).filter_map(tile).collect();
        (!tiles.is_empty()).then(|| view! { <h3>{t(lang, when.title())}</h3><ul class="category-grid">{tiles}</ul> })
    });
    let topics = topics.into_iter().collect_view();
    view! {
        {urgent_numbers(lang, answer.numbers)}
        {answer.demonstration.then(|| demonstration_notice(lang))}
        <section class="section">
            <h2>{t(lang, k::HOME_TOPICS)}</h2>
            {topics}
            <p class="link-row">
                <a href=route::page(lang, "/find")>{tn(lang, k::HOME_ALL_PLACES, answer.total)}</a>
            </p>
        </section>
        <section class="section measure">
            <h2>{t(lang, k::HOME_FIRST_DAYS)}</h2>
            {first_days}
            <p class="link-row"><a href=route::page(lang, "/guide")>{t(lang, k::HOME_WHOLE_GUIDE)}</a></p>
        </section>
    }
}

/// When somebody who has just arrived needs it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Tonight,
    Today,
    ThisWeek,
}

impl When {
    const ALL: [Self; 3] = [Self::Tonight, Self::Today, Self::ThisWeek];

    fn of(category: Category) -> Self {
        match category {
            Category::Housing | Category::Food | Category::Health | Category::Psychological => Self::Tonight,
            Category::Clothing
            | Category::Phone
            | Category::Transport
            | Category::Translation
            | Category::Money
            | Category::Animals => Self::Today,
            Category::Legal | Category::Courses | Category::School | Category::Work | Category::Culture => {
                Self::ThisWeek
            }
        }
    }

    fn title(self) -> Msg {
        match self {
            Self::Tonight => k::HOME_TONIGHT,
            Self::Today => k::HOME_TODAY,
            Self::ThisWeek => k::HOME_THIS_WEEK,
        }
    }
}

/// Leads to the places of a topic, where there are none to the page of the guide, and where there is none nowhere.
fn tile(lang: Lang, category: Category, counts: &[(Category, u32)], advice: &[(Category, String)]) -> Option<AnyView> {
    let here = place_here();
    let has_places = counts.iter().any(|(known, count)| *known == category && *count > 0);
    let page = advice.iter().find(|(known, _)| *known == category).map(|(_, slug)| format!("/guide/{slug}"));
    if !has_places && page.is_none() {
        return None;
    }
    let advises = page.is_some().then(|| view! { <small class="soft">{t(lang, k::NAV_GUIDE)}</small> });
    let href = move || match &page {
        Some(path) => route::page(lang, path),
        None => {
            let asked = Filter { category: CodeSet::only(category), place: here.get(), ..Filter::default() };
            route::find(lang, &asked)
        }
    };
    Some(view! {
        <li>
            <a class="category-tile" href=href>
                {category_mark(category, "category-tile-mark")}<span>{names::category(lang, category)}{advises}</span>
            </a>
        </li>
    })
}
