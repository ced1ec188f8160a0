//! The results of a search: the list is the page.

use domain::{
    Code, Lang,
    filter::{self, Filter, parse},
    hours::OpenState,
    place::Position,
    view::{Card, Choice, FindAnswer, Suggestion, Way, Where},
    vocabulary::Sort,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{asked::asked, head};
use crate::{
    api::{Answer, Question},
    browser::{self, form},
    i18n::{Msg, format, names, t, text as k, tf, tn},
    parts::{
        Piece, PrintButton, SearchForm, ShareButton, answers, call_list, card_list, chips, demonstration_notice,
        filter_panel, find_map, in_lang, map_button, notice, open_line, pager, remember_place,
    },
    route, view,
};

/// The page of results. What is asked stands in the address and nowhere else.
pub fn find() -> AnyView {
    let (lang, query) = (route::lang(), route::query());
    let filter = Memo::new(move |_| query.with(|query| parse(query).0));
    route::remember_search(query);
    view! {
        {move || describe(lang.get(), &filter.get())}
        <main id="content" class="find" tabindex="-1">
            <SearchForm filter/>
            {asked(move || Question::Find(query.get()), results)}
        </main>
    }
}

/// The title says what is asked. The address that is shared never says where the reader is.
fn describe(lang: Lang, filter: &Filter) {
    let names: Vec<&str> = filter.category.iter().map(|category| names::category(lang, category)).collect();
    let names = names.join(", ");
    let asked = [filter.q.as_str(), &names, &filter.place].into_iter().filter(|part| !part.is_empty());
    let asked = asked.collect::<Vec<_>>().join(", ");
    let title = if asked.is_empty() { t(lang, k::FIND_TITLE) } else { &asked };
    let query = filter::print(&without_position(filter));
    let path = if query.is_empty() { "/find".to_owned() } else { format!("/find?{query}") };
    head::listed(lang, title, "", &path);
    // Only searches by topic are worth keeping for a search engine; positions and words never are.
    let by_topic = Filter { category: filter.category, ..Filter::default() };
    if by_topic != *filter || filter.category.len() > 1 {
        head::leave_out();
    }
}

fn without_position(filter: &Filter) -> Filter {
    Filter { near: None, radius: None, sort: None, ..filter.clone() }
}

fn results(lang: Lang, question: &Question, answer: Answer) -> AnyView {
    let Answer::Find(answer) = answer else { return ().into_any() };
    let filter = &parse(question.query()).0;
    let problems: Vec<&str> = answer.problems.iter().map(|problem| problem.name.as_str()).collect();
    let problems = (!problems.is_empty()).then(|| tf(lang, k::FIND_PROBLEM, &[("names", &problems.join(", "))]));
    // What is chosen follows the address at once; the counts are those of the last answer.
    let (address, counts, understood) = (route::query(), answer.facets.clone(), answer.understood.clone());
    let chosen = move || chips(lang, &address.with(|query| parse(query).0), &counts, &understood);
    remember_place(answer.place.as_ref());
    let middle = filter.near.or(answer.place.as_ref().and_then(|place| place.middle));
    view! {
        <div class="find-filters">
            {filter_panel(lang, filter, &answer, change(lang))}
            {map_button(lang)}
            {chosen}
        </div>
        {problems.map(|text| notice("info", &text))}
        <div class="find-body">
            <section aria-label=t(lang, k::FIND_RESULTS_REGION) id="results" tabindex="-1" data-key="results">
                {result_bar(lang, filter, middle, &answer)}
                {answer.place.as_ref().map(|place| place_line(lang, place))}
                {filter.near.map(|_| located(lang))}
                {(answer.total > 0).then(|| opens_next(lang, &answer))}
                {answer.demonstration.then(|| demonstration_notice(lang))}
                {answers(lang, &answer)}
                {if answer.total == 0 { empty(lang, &answer) } else { list(lang, filter, *answer) }}
            </section>
            {find_map(lang, filter, middle)}
        </div>
    }
}

/// What became of the reader's position. Without satellites a device may be wrong by kilometres.
fn located(lang: Lang) -> AnyView {
    let km = browser::position::error_m().div_ceil(1000);
    let rough = (km > 1).then(|| tf(lang, k::FIND_LOCATE_ROUGH, &[("n", &format::number(lang, km))]));
    let text = [t(lang, k::FIND_LOCATE_DONE), rough.as_deref().unwrap_or_default()].join(" ");
    Piece::of_class("p", "soft").text(text.trim()).into_render()
}

/// When nothing is open: what opens next, and whether waiting until the evening helps.
fn opens_next(lang: Lang, answer: &FindAnswer) -> Option<AnyView> {
    let next = answer.opens.first()?;
    let OpenState::Closed { opens: Some(opens) } = next.open else { return None };
    let when = format::moment(lang, opens.day, opens.minute, next.local);
    let first = Piece::new("a").set("href", &route::listing(lang, &next.slug));
    let today = match answer.opens_today {
        0 => t(lang, k::FIND_OPENS_NONE_TODAY).to_owned(),
        count => tn(lang, k::FIND_OPENS_TODAY, count),
    };
    let line = Piece::of_class("p", "opens-line soft no-print").text(t(lang, k::FIND_OPENS_NEXT)).text(" ");
    let line = line.put(first.text(&tf(lang, k::FIND_OPENS_FIRST, &[("when", &when)])));
    Some(line.text(". ").text(&today).into_render())
}

/// What opens next where nothing is open: these are no results, and are not marked as such.
fn opening_later(lang: Lang, cards: &[Card]) -> Piece {
    let line = |card: &Card| {
        let link = Piece::new("a").set("href", &route::listing(lang, &card.slug));
        let link = in_lang(link, lang, card.name.lang).text(&card.name.text);
        Piece::new("li").put(link).text(" ").put(open_line(lang, card))
    };
    let list = Piece::of_class("ul", "stack").put_all(cards.iter().map(line));
    Piece::of_class("section", "section").put(Piece::new("h2").text(t(lang, k::EMPTY_OPENS))).put(list)
}

/// Which place was understood, and what else may be meant.
fn place_line(lang: Lang, place: &Where) -> AnyView {
    let text = match place.radius {
        Some(km) => tf(lang, k::FIND_AROUND, &[("place", &place.label), ("n", &format::number(lang, km))]),
        None => tf(lang, k::FIND_IN_PLACE, &[("place", &place.label)]),
    };
    let links = |line: Piece, words: Msg, choices: &[Choice]| {
        let part = Piece::of_class("span", "no-print").text(" ").text(t(lang, words));
        line.put(choices.iter().fold(part, |part, choice| {
            let href = route::find_query(lang, &choice.query);
            let link = Piece::new("a").set("href", &href).set("data-noscroll", "").text(&choice.label);
            part.text(" ").put(link)
        }))
    };
    let line = Piece::of_class("p", "place-line soft").text(&text);
    let line = if place.department.is_empty() { line } else { links(line, k::FIND_IN_DEPARTMENT, &place.department) };
    let line = if place.others.is_empty() { line } else { links(line, k::FIND_OTHER_PLACES, &place.others) };
    line.into_render()
}

/// Goes to what a form of filters says.
fn change(lang: Lang) -> impl Fn(leptos::ev::Event) + Clone + 'static {
    let navigate = use_navigate();
    let address = route::query();
    move |event| {
        let Some(query) = form::of_event(&event).and_then(|form| form::query(&form)) else { return };
        // Words and place may be newer than the panel, which speaks only for what it shows.
        let now = address.with_untracked(|query| parse(query).0);
        let Filter { q, place, near, bbox, sort, .. } = now;
        let next = Filter { q, place, near, bbox, sort, ..parse(&query).0 };
        navigate(&route::find(lang, &next), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    }
}

fn result_bar(lang: Lang, filter: &Filter, middle: Option<Position>, answer: &FindAnswer) -> AnyView {
    let total = answer.total;
    let text = match total {
        // Nothing was looked for there, which is not the same as nothing is there.
        0 if answer.is_place_unknown => tf(lang, k::FIND_PLACE_UNKNOWN, &[("place", &filter.place)]),
        0 => t(lang, k::FIND_NONE).to_owned(),
        _ => tn(lang, k::FIND_RESULTS, total),
    };
    view! {
        <div class="result-bar">
            <div role="status"><h1 data-result-count=total.to_string()>{text}</h1></div>
            {(total > 0).then(|| sort_menu(lang, filter, middle).into_render())}
        </div>
    }
}

fn sort_menu(lang: Lang, filter: &Filter, middle: Option<Position>) -> Piece {
    let order = Filter { near: middle, ..filter.clone() }.order();
    let orders = Sort::ALL.iter().copied().filter(|sort| *sort != Sort::Distance || middle.is_some());
    let entry = |sort: Sort| {
        let sorted = Filter { sort: Some(sort), ..filter.clone() }.first_page();
        let link = Piece::new("a").set("href", &route::find(lang, &sorted)).set("data-noscroll", "");
        let link = if sort == order { link.set("aria-current", "true") } else { link };
        Piece::new("li").put(link.text(names::sort(lang, sort)))
    };
    let words = Piece::of_class("span", "visually-hidden").text(t(lang, k::FIND_SORT)).text(" ");
    let head = Piece::new("summary").put(words).put(Piece::new("span").text(names::sort(lang, order))).icon("down");
    Piece::of_class("details", "menu").put(head).put(Piece::new("ul").put_all(orders.map(entry)))
}

fn list(lang: Lang, filter: &Filter, answer: FindAnswer) -> AnyView {
    // The distance is shown on the page of a listing too; the position goes no further than that.
    let near = Filter { near: filter.near, ..Filter::default() };
    let tail = if filter.near.is_some() { format!("?{}", filter::print(&near)) } else { String::new() };
    view! {
        {card_list(lang, answer.cards, &tail)}
        {pager(lang, filter, answer.total)}
        {tools(lang, filter)}
    }
}

/// Sharing leaves the position out unless somebody adds it.
fn tools(lang: Lang, filter: &Filter) -> AnyView {
    let shared = route::find(lang, &without_position(filter));
    let whole = route::find(lang, filter);
    let with_position = RwSignal::new(false);
    let path = Signal::derive(move || if with_position.get() { whole.clone() } else { shared.clone() });
    let choice = filter.near.map(|_| {
        view! {
            <label class="choice needs-script no-print">
                <input type="checkbox" on:change=move |event| with_position.set(event_target_checked(&event))/>
                <span>{t(lang, k::FIND_SHARE_POSITION)}</span>
            </label>
        }
    });
    view! {
        <div class="tool-bar no-print"><ShareButton lang title=t(lang, k::FIND_SHARE).to_owned() path/><PrintButton lang/></div>
        {choice}
    }
}

fn empty(lang: Lang, answer: &FindAnswer) -> AnyView {
    let ways = Piece::of_class("ul", "ways-on").put_all(answer.suggestions.iter().map(|way| way_on(lang, way)));
    let call = Piece::of_class("section", "section panel").put(Piece::new("h2").text(t(lang, k::EMPTY_CALL)));
    Piece::of_class("div", "measure")
        .put(Piece::of_class("p", "section").text(t(lang, k::EMPTY_LEAD)))
        .put(ways)
        .put_all((!answer.opens.is_empty()).then(|| opening_later(lang, &answer.opens)))
        .put(call.put(call_list(&answer.numbers)))
        .into_render()
}

fn way_on(lang: Lang, suggestion: &Suggestion) -> Piece {
    let text = match suggestion.way {
        Way::Wider(km) => tf(lang, k::EMPTY_WIDER, &[("n", &format::number(lang, km))]),
        other => t(lang, way_text(other)).to_owned(),
    };
    let count = Piece::of_class("data", "soft").set("value", &suggestion.total.to_string());
    let words = Piece::new("span").text(&text).text(" ").put(count.text(&tn(lang, k::FIND_RESULTS, suggestion.total)));
    let link = Piece::new("a").set("href", &route::find_query(lang, &suggestion.query)).set("data-noscroll", "");
    Piece::new("li").put(link.icon("cross").put(words).icon_flip("next"))
}

fn way_text(way: Way) -> Msg {
    match way {
        Way::WithoutOpenNow => k::EMPTY_WITHOUT_OPEN_NOW,
        Way::WithoutCategories => k::EMPTY_WITHOUT_CATEGORIES,
        Way::WithoutAudiences => k::EMPTY_WITHOUT_AUDIENCES,
        Way::WithoutLanguages => k::EMPTY_WITHOUT_LANGUAGES,
        Way::WithoutKind => k::EMPTY_WITHOUT_KIND,
        Way::WithoutNeeds => k::EMPTY_WITHOUT_NEEDS,
        Way::WithoutFree => k::EMPTY_WITHOUT_FREE,
        Way::WithoutDepartment => k::EMPTY_WITHOUT_DEPARTMENT,
        Way::WithoutPlace => k::EMPTY_WITHOUT_PLACE,
        Way::WithoutWords => k::EMPTY_WITHOUT_WORDS,
        Way::Wider(_) => k::EMPTY_WIDER,
        Way::AnyDistance => k::EMPTY_ANY_DISTANCE,
        Way::Remote => k::EMPTY_REMOTE,
        Way::Collecting => k::EMPTY_COLLECTING,
        Way::Everything => k::EMPTY_EVERYTHING,
    }
}
