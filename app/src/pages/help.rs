//! For people who want to help: what is missing now, where to bring it, what to leave at home.

use domain::{
    Code, Lang,
    view::{HelpAnswer, WantedItem},
    vocabulary::NeedPriority,
};
use leptos::prelude::*;

use super::{asked::asked, head, home::doors};
use crate::{
    api::{Answer, Question},
    i18n::{Msg, format, names, t, text as k, tf, tn},
    parts::{card_list, demonstration_notice, icon, icon_flip},
    route, view,
};

/// Items shown before the rest is left to the list of collection points.
const SHOWN: usize = 8;

/// The page for people who want to help.
pub fn help() -> AnyView {
    view! { <main id="content" class="home" tabindex="-1">{asked(|| Question::Help, page)}</main> }
}

fn page(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::Help(answer) = answer else { return ().into_any() };
    let (title, lead) = (t(lang, k::HELP_TITLE), t(lang, k::HELP_LEAD));
    let points = (!answer.points.is_empty()).then(|| {
        view! { <section class="section measure"><h2>{t(lang, k::HELP_URGENT_POINTS)}</h2>{card_list(lang, answer.points.clone(), "")}</section> }
    });
    head::listed(lang, title, lead, "/help");
    view! {
        <div class="home-head"><h1>{title}</h1><p class="lead">{lead}</p></div>
        {doors(lang, false)}
        {missing(lang, &answer)}
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

fn missing(lang: Lang, answer: &HelpAnswer) -> AnyView {
    let line = |wanted: &WantedItem| {
        let urgent = wanted.priority == NeedPriority::Urgent;
        let count = if urgent {
            tn(lang, k::HELP_POINTS_URGENT, wanted.urgent_points)
        } else {
            tn(lang, k::HELP_POINTS, wanted.points)
        };
        let href = route::find_query(lang, &format!("kind=collection-point&need={}", wanted.item.code()));
        view! {
            <li>
                <a href=href>
                    {icon(if urgent { "urgent" } else { "needed" })}
                    <span>{names::item(lang, wanted.item)}" "<data class="soft" value=wanted.points.to_string()>{count}</data></span>
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
    let none = answer.wanted.is_empty().then(|| view! { <p>{t(lang, k::HELP_MISSING_NONE)}</p> });
    let lines = answer.wanted.iter().take(SHOWN).map(line).collect_view();
    view! {
        <section class="panel">
            <h2>{t(lang, k::HELP_MISSING)}</h2>
            <ul class="ways-on">{lines}</ul>
            {none}
            {refused}
        </section>
    }
}

fn offers(lang: Lang, answer: &HelpAnswer) -> AnyView {
    let offer = |name: &'static str, title: Msg, text: Msg, query: &str, count: Option<String>| {
        view! {
            <li class="way-card">
                {icon(name)}<h3><a href=route::find_query(lang, query)>{t(lang, title)}</a></h3>
                <p class="soft">{t(lang, text)}{count.map(|count| format!(" ({count})"))}</p>
            </li>
        }
    };
    let points = Some(tn(lang, k::HELP_POINTS, answer.collection_points));
    let initiatives = Some(tn(lang, k::HELP_INITIATIVES, answer.initiatives));
    view! {
        <section class="section">
            <h2>{t(lang, k::HELP_OFFER)}</h2>
            <ul class="way-grid">
                {offer("collection", k::HELP_GOODS, k::HELP_GOODS_TEXT, "kind=collection-point", points)}
                {offer("initiative", k::HELP_JOIN, k::HELP_JOIN_TEXT, "kind=initiative", initiatives)}
                {offer("courses", k::HELP_COURSES, k::HELP_COURSES_TEXT, "category=courses", None)}
            </ul>
        </section>
    }
}
