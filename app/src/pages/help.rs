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
    parts::{card_list, demonstration_notice, icon, icon_flip, place_asked, place_form, remember_place},
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
    view! {
        <div class="home-head"><h1>{title}</h1><p class="lead">{lead}</p></div>
        {doors(lang, false)}
        <section class="panel">
            {place_form(lang, route::page(lang, "/help"), place, answer.place.as_ref())}
            {missing(lang, &answer)}
        </section>
        {answer.demonstration.then(|| demonstration_notice(lang))}
        {offers(lang, &answer)}
        {points}
        <section class="section measure">
            <h2>{t(lang, k::HELP_BEFORE)}</h2>
            <ul class="check-list">
                {[k::HELP_BEFORE_1, k::HELP_BEFORE_2, k::HELP_BEFORE_3].map(|line| view! { <li>{icon("check")}<span>{t(lang, line)}</span></li> })}
            </ul>
        </section>
    }
}

/// The search that shows what is counted here.
fn counted(answer: &HelpAnswer, filter: Filter) -> Filter {
    let place = answer.place.as_ref().map(|place| place.label.clone()).unwrap_or_default();
    Filter { place, ..filter }
}

fn collection_points() -> Filter {
    Filter { kind: CodeSet::only(Kind::CollectionPoint), ..Filter::default() }
}

fn missing(lang: Lang, answer: &HelpAnswer) -> AnyView {
    let line = |wanted: &WantedItem| {
        let urgent = wanted.priority == NeedPriority::Urgent;
        let count = tn(lang, k::HELP_POINTS, wanted.points);
        let urgently = urgent.then(|| view! { <b class="urgent">{t(lang, k::HELP_URGENT)}", "</b> });
        let filter = Filter { need: CodeSet::only(wanted.item), ..collection_points() };
        view! {
            <li>
                <a href=route::find(lang, &counted(answer, filter))>
                    {icon(if urgent { "urgent" } else { "needed" })}
                    <span>{names::item(lang, wanted.item)}" "<data class="soft" value=wanted.points.to_string()>{urgently}{count}</data></span>
                    {icon_flip("next")}
                </a>
            </li>
        }
    };
    let refused: Vec<&str> = answer.refused.iter().map(|item| names::item(lang, *item)).collect();
    let refused = (!refused.is_empty()).then(|| {
        let text = tf(lang, k::HELP_NOT_BRING, &[("items", &format::small(&refused.join(", ")))]);
        view! { <p class="notice">{icon("refused")}<span>{text}</span></p> }
    });
    let title = match &answer.place {
        Some(place) => tf(lang, k::HELP_MISSING_NEAR, &[("place", &place.label)]),
        None => t(lang, k::HELP_MISSING).to_owned(),
    };
    let none = answer.wanted.is_empty().then(|| nothing_wanted(lang, answer));
    let lines = answer.wanted.iter().take(SHOWN).map(line).collect_view();
    view! {
        <h2>{title}</h2>
        <ul class="ways-on">{lines}</ul>
        {none}
        {refused}
    }
}

/// Nobody said what they need: who may be asked, or where else to look.
fn nothing_wanted(lang: Lang, answer: &HelpAnswer) -> AnyView {
    let (text, to) = match (answer.collection_points, &answer.place) {
        (0, Some(_)) => (k::HELP_NO_POINTS_NEAR, Some((k::EMPTY_WITHOUT_PLACE, collection_points()))),
        (0, None) => (k::HELP_NO_POINTS, None),
        _ => (k::HELP_MISSING_NONE, Some((k::HELP_GOODS_TEXT, counted(answer, collection_points())))),
    };
    let link = to.map(|(text, filter)| view! { <a href=route::find(lang, &filter)>{t(lang, text)}</a> });
    view! { <p class="link-row"><span>{t(lang, text)}</span>{link}</p> }
}

/// What can be offered, as far as somebody waits for it.
fn offers(lang: Lang, answer: &HelpAnswer) -> Option<AnyView> {
    let offer = |name: &'static str, title: Msg, text: Msg, filter: Filter, (count, total): (Counted, u32)| {
        (total > 0).then(|| {
            view! {
                <li class="way-card">
                    {icon(name)}<h3><a href=route::find(lang, &counted(answer, filter))>{t(lang, title)}</a></h3>
                    <p class="soft">{t(lang, text)}" ("{tn(lang, count, total)}")"</p>
                </li>
            }
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
    let offers: Vec<AnyView> = offers.into_iter().flatten().collect();
    (!offers.is_empty()).then(|| {
        view! {
            <section class="section"><h2>{t(lang, k::HELP_OFFER)}</h2><ul class="way-grid">{offers}</ul></section>
        }
    })
}
