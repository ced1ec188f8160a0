//! Numbers to call: each is a row with the number in a column of its own, so that it is found, read and dialled as it is.

use domain::{Lang, calls, view::HelpLine};
use leptos::prelude::*;

use super::{Piece, icon_words};
use crate::i18n::{t, text as k, tf};

/// The number to remember as a button, the others one tap away.
pub fn urgent_numbers(lang: Lang, numbers: Vec<HelpLine>) -> AnyView {
    let (first, others): (Vec<HelpLine>, Vec<HelpLine>) = numbers.into_iter().partition(|number| number.primary);
    let main = first.first().map(|number| {
        let text = tf(lang, k::HOME_URGENT_PRIMARY, &[("number", &number.number)]);
        icon_words(Piece::of_class("a", "button").set("href", &calls::href(&number.number)), "call", &text)
    });
    let more = icon_words(Piece::new("summary"), "call", t(lang, k::HOME_URGENT_MORE)).icon("down");
    let all = Piece::of_class("section", "urgent-numbers").set("aria-label", t(lang, k::HOME_URGENT)).put_all(main);
    all.put(Piece::new("details").put(more).put(call_list(&others))).into_render()
}

/// All numbers in sight, the one to remember first.
pub fn call_rows(lang: Lang, numbers: &[HelpLine]) -> AnyView {
    Piece::of_class("section", "call-rows no-print")
        .set("aria-label", t(lang, k::HOME_URGENT))
        .put(call_list(numbers))
        .into_render()
}

/// Numbers as rows to call.
pub fn call_list(numbers: &[HelpLine]) -> Piece {
    Piece::of_class("ul", "call-list").put_all(numbers.iter().map(row))
}

fn row(number: &HelpLine) -> Piece {
    let (href, icon) =
        if number.sms { (calls::sms(&number.number), "mail") } else { (calls::href(&number.number), "call") };
    let words = Piece::new("b").text(&number.number);
    let row = Piece::new("a").set("href", &href).icon(icon).put(words).put(Piece::new("span").text(&number.purpose));
    Piece::new("li").put(row)
}
