//! For people who want to help: what is missing now, where to bring it, what to leave at home.

use domain::{
    CodeSet, Lang,
    filter::Filter,
    view::{HelpAnswer, WantedItem},
    vocabulary::{Category, Kind, NeedPriority},
};
use leptos::prelude::*;

use super::{asked::asked, head, home::doors};
use crate::{
    api::{Answer, Question},
    i18n::{Counted, Msg, format, names, t, text as k, tf, tn},
    parts::{Piece, card_list, demonstration_notice, icon_words, place_asked, place_form, remember_place},
    route, view,
};

/// Items shown before the rest is left to the list of collection points.
const SHOWN: usize = 8;

/// The page for people who want to help.
pub fn help() -> AnyView {
    let place = place_asked();
    view! { <main id="content" class="home" tabindex="-1">{asked(move || Question::Help { place: place() }, page)}</main> }
}

fn page(lang: Lang, question: &Question, answer: Answer) -> AnyView {
    let (Answer::Help(answer), Question::Help { place }) = (answer, question) else { return ().into_any() };
    remember_place(answer.place.as_ref());
    let (title, lead) = (t(lang, k::HELP_TITLE), t(lang, k::HELP_LEAD));
    let points = (!answer.points.is_empty()).then(|| {
        view! { <section class="section measure"><h2>{t(lang, k::HELP_URGENT_POINTS)}</h2>{card_list(lang, answer.points.clone(), "")}</section> }
    });
    head::listed(lang, title, lead, "/help");
    let head = "<div class=\"home-head\"><h1>{title}</h1><p class=\"lead\">{lead}</p></div>";
    let before = [k::HELP_BEFORE_1, k::HELP_BEFORE_2, k::HELP_BEFORE_3];
    let before = before.map(|line| icon_words(Piece::new("li"), "check", t(lang, line)));
    view! {
        {Piece::filled(head, &[("title", title), ("lead", lead)])}
        {doors(lang, false)}
        <section class="panel">
            {place_form(lang, route::page(lang, "/help"), place, answer.place.as_ref())}
            {missing(lang, &answer)}
        </section>
        {answer.demonstration.then(|| demonstration_notice(lang))}
        {offers(lang, &answer)}
        {points}
        {section("section measure", t(lang, k::HELP_BEFORE)).put(Piece::of_class("ul", "check-list").put_all(before))}
    }
}

/// A part of the page under its title.
fn section(class: &str, title: &str) -> Piece {
    Piece::of_class("section", class).put(Piece::new("h2").text(title))
}

/// The search that shows what is counted here.
fn counted(answer: &HelpAnswer, filter: Filter) -> Filter {
    let place = answer.place.as_ref().map(|place| place.label.clone()).unwrap_or_default();
    Filter { place, ..filter }
}

fn collection_points() -> Filter {
    Filter { kind: CodeSet::only(Kind::CollectionPoint), ..Filter::default() }
}

fn missing(lang: Lang, answer: &HelpAnswer) -> Piece {
    let refused: Vec<&str> = answer.refused.iter().map(|item| names::item(lang, *item)).collect();
    let refused = (!refused.is_empty()).then(|| {
        let text = tf(lang, k::HELP_NOT_BRING, &[("items", &format::small(&refused.join(", ")))]);
        icon_words(Piece::of_class("p", "notice"), "refused", &text)
    });
    let title = match &answer.place {
        Some(place) => tf(lang, k::HELP_MISSING_NEAR, &[("place", &place.label)]),
        None => t(lang, k::HELP_MISSING).to_owned(),
    };
    let none = answer.wanted.is_empty().then(|| nothing_wanted(lang, answer));
    let lines = answer.wanted.iter().take(SHOWN).map(|wanted| wanted_line(lang, answer, wanted));
    Piece::new("div")
        .put(Piece::new("h2").text(&title))
        .put(Piece::of_class("ul", "ways-on").put_all(lines))
        .put_all(none)
        .put_all(refused)
}

fn wanted_line(lang: Lang, answer: &HelpAnswer, wanted: &WantedItem) -> Piece {
    let is_urgent = wanted.priority == NeedPriority::Urgent;
    let urgently = is_urgent.then(|| Piece::of_class("b", "urgent").text(t(lang, k::HELP_URGENT)).text(", "));
    let count = Piece::of_class("data", "soft").set("value", &wanted.points.to_string()).put_all(urgently);
    let count = count.text(&tn(lang, k::HELP_POINTS, wanted.points));
    let words = Piece::new("span").text(names::item(lang, wanted.item)).text(" ").put(count);
    let filter = Filter { need: CodeSet::only(wanted.item), ..collection_points() };
    let link = Piece::new("a").set("href", &route::find(lang, &counted(answer, filter)));
    Piece::new("li").put(link.icon(if is_urgent { "urgent" } else { "needed" }).put(words).icon_flip("next"))
}

/// Nobody said what they need: who may be asked, or where else to look.
fn nothing_wanted(lang: Lang, answer: &HelpAnswer) -> Piece {
    let (text, to) = match (answer.collection_points, &answer.place) {
        (0, Some(_)) => (k::HELP_NO_POINTS_NEAR, Some((k::EMPTY_WITHOUT_PLACE, collection_points()))),
        (0, None) => (k::HELP_NO_POINTS, None),
        _ => (k::HELP_MISSING_NONE, Some((k::HELP_GOODS_TEXT, counted(answer, collection_points())))),
    };
    let link = to.map(|(text, filter)| Piece::new("a").set("href", &route::find(lang, &filter)).text(t(lang, text)));
    Piece::of_class("p", "link-row").put(Piece::new("span").text(t(lang, text))).put_all(link)
}

/// What can be offered, as far as somebody waits for it.
fn offers(lang: Lang, answer: &HelpAnswer) -> Option<AnyView> {
    let offer = |name: &str, title: Msg, text: Msg, filter: Filter, (count, total): (Counted, u32)| {
        (total > 0).then(|| {
            let link = Piece::new("a").set("href", &route::find(lang, &counted(answer, filter))).text(t(lang, title));
            let text = format!("{} ({})", t(lang, text), tn(lang, count, total));
            let card = Piece::of_class("li", "way-card").icon(name).put(Piece::new("h3").put(link));
            card.put(Piece::of_class("p", "soft").text(&text))
        })
    };
    let initiatives = Filter { kind: CodeSet::only(Kind::Initiative), ..Filter::default() };
    let courses = Filter { category: CodeSet::only(Category::Courses), ..Filter::default() };
    let points = (k::HELP_POINTS, answer.collection_points);
    let offers = [
        offer("collection", k::HELP_GOODS, k::HELP_GOODS_TEXT, collection_points(), points),
        offer("initiative", k::HELP_JOIN, k::HELP_JOIN_TEXT, initiatives, (k::HELP_INITIATIVES, answer.initiatives)),
        offer("courses", k::HELP_COURSES, k::HELP_COURSES_TEXT, courses, (k::FIND_RESULTS, answer.courses)),
    ];
    let any = offers.iter().any(Option::is_some);
    any.then(|| {
        let cards = Piece::of_class("ul", "way-grid").put_all(offers.into_iter().flatten());
        section("section", t(lang, k::HELP_OFFER)).put(cards).into_render()
    })
}
