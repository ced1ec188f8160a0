//! The first page: one question, urgent numbers, topics, the first days.

use domain::{Code, CodeSet, Lang, filter::Filter, vocabulary::Category};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{asked::asked, head};
use crate::{
    api::{Answer, Question},
    browser,
    i18n::{Msg, names, t, text as k, tn},
    parts::{
        LocateButton, Piece, category_mark, demonstration_notice, icon_words, in_lang, place_here, urgent_numbers,
    },
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
    let door = |path: &str, name: &str, words: Msg, is_here: bool| {
        let link = Piece::new("a").set("href", &route::page(lang, path));
        let link = if is_here { link.set("aria-current", "page") } else { link };
        icon_words(link, name, t(lang, words))
    };
    Piece::of_class("nav", "doors")
        .set("aria-label", t(lang, k::HOME_DOORS))
        .put(door("", "search", k::HOME_DOOR_NEED, need))
        .put(door("/help", "heart", k::HOME_DOOR_HELP, !need))
        .into_render()
}

fn below(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Home(answer) = answer else { return ().into_any() };
    let first_days = answer.first_days.iter().map(|page| {
        let link = Piece::new("a").set("href", &route::page(lang, &format!("/guide/{}", page.slug)));
        let title = in_lang(Piece::new("span"), lang, page.title.lang).text(&page.title.text);
        Piece::new("li").put(link.icon(&page.icon).put(title).icon_flip("next"))
    });
    let first_days = Piece::of_class("ul", "ways-on").put_all(first_days);
    let part = |class: &str, title: Msg| Piece::of_class("section", class).put(Piece::new("h2").text(t(lang, title)));
    let way = |path: &str, words: &str| {
        Piece::of_class("p", "link-row").put(Piece::new("a").set("href", &route::page(lang, path)).text(words))
    };
    let all = way("/find", &tn(lang, k::HOME_ALL_PLACES, answer.total));
    let first_days = part("section measure", k::HOME_FIRST_DAYS).put(first_days);
    let first_days = first_days.put(way("/guide", t(lang, k::HOME_WHOLE_GUIDE)));
    let (here, counts, advice) = (place_here(), answer.categories, answer.advice);
    view! {
        {urgent_numbers(lang, answer.numbers)}
        {answer.demonstration.then(|| demonstration_notice(lang))}
        <section class="section">
            <h2>{t(lang, k::HOME_TOPICS)}</h2>
            {move || here.with(|here| topics(lang, here, &counts, &advice))}
            {all.into_render()}
        </section>
        {first_days.into_render()}
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

/// The topics by when they are needed; each leads to its places around `here`, where one is known.
fn topics(lang: Lang, here: &str, counts: &[(Category, u32)], advice: &[(Category, String)]) -> AnyView {
    let tile = |category: &Category| tile(lang, *category, here, counts, advice);
    let all = When::ALL.into_iter().fold(Piece::new("div"), |all, when| {
        let mut tiles =
            Category::ALL.iter().filter(|category| When::of(**category) == when).filter_map(tile).peekable();
        if tiles.peek().is_none() {
            return all;
        }
        all.put(Piece::new("h3").text(t(lang, when.title()))).put(Piece::of_class("ul", "category-grid").put_all(tiles))
    });
    all.into_render()
}

/// Leads to the places of a topic, where there are none to the page of the guide, and where there is none nowhere.
fn tile(
    lang: Lang,
    category: Category,
    here: &str,
    counts: &[(Category, u32)],
    advice: &[(Category, String)],
) -> Option<Piece> {
    let has_places = counts.iter().any(|(known, count)| *known == category && *count > 0);
    let page = advice.iter().find(|(known, _)| *known == category).map(|(_, slug)| format!("/guide/{slug}"));
    if !has_places && page.is_none() {
        return None;
    }
    let advises = page.as_ref().map(|_| Piece::of_class("small", "soft").text(t(lang, k::NAV_GUIDE)));
    let asked = || Filter { category: CodeSet::only(category), place: here.to_owned(), ..Filter::default() };
    let href = page.map_or_else(|| route::find(lang, &asked()), |path| route::page(lang, &path));
    let words = Piece::new("span").text(names::category(lang, category)).put_all(advises);
    let link = Piece::of_class("a", "category-tile").set("href", &href);
    Some(Piece::new("li").put(link.put(category_mark(category, "category-tile-mark")).put(words)))
}
