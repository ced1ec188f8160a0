//! Numbers to call.

use domain::{Lang, view::HelpLine};
use leptos::prelude::*;

use super::icon;
use crate::{
    i18n::{t, text as k, tf},
    view,
};

/// The number to remember as a button, the others one tap away.
pub fn urgent_numbers(lang: Lang, numbers: Vec<HelpLine>) -> AnyView {
    let (first, others): (Vec<HelpLine>, Vec<HelpLine>) = numbers.into_iter().partition(|number| number.primary);
    let main = first.into_iter().next().map(|number| {
        let text = tf(lang, k::HOME_URGENT_PRIMARY, &[("number", &number.number)]);
        view! { <a class="button" href=tel(&number.number)>{icon("call")}<span>{text}</span></a> }
    });
    view! {
        <section class="urgent-numbers" aria-label=t(lang, k::HOME_URGENT)>
            {main}
            <details>
                <summary>{icon("call")}<span>{t(lang, k::HOME_URGENT_MORE)}</span>{icon("down")}</summary>
                <ul>
                    {others.into_iter().map(|number| view! {
                        <li><a href=tel(&number.number)><b>{number.number.clone()}</b><span>{purpose(lang, &number)}</span></a></li>
                    }).collect_view()}
                </ul>
            </details>
        </section>
    }
}

/// Numbers as a list of ways on.
pub fn help_line_links(lang: Lang, numbers: Vec<HelpLine>) -> AnyView {
    let line = |number: HelpLine| {
        view! {
            <li><a href=tel(&number.number)>{icon("call")}<span><b>{number.number.clone()}</b>" "{purpose(lang, &number)}</span></a></li>
        }
    };
    view! { <ul class="ways-on">{numbers.into_iter().map(line).collect_view()}</ul> }
}

fn purpose(lang: Lang, number: &HelpLine) -> String {
    if number.sms { format!("{}, {}", number.purpose, t(lang, k::HOME_SMS)) } else { number.purpose.clone() }
}

fn tel(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}
