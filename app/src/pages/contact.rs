//! Who runs the site and how to reach them, as far as they have said so.

use domain::{Lang, filter::query_escape, view::Collective};
use leptos::prelude::*;

use crate::{
    api::{Answer, Question},
    i18n::{format, t, text as k, tf},
    parts::{Piece, icon_words},
};

/// Names and addresses, or that there are none.
pub fn lines(lang: Lang, collective: &Collective) -> Piece {
    let lines = Piece::of_class("div", "stack").put_all(run_by(lang, collective));
    if !collective.is_reachable() {
        return lines.put(Piece::new("p").text(t(lang, k::ABOUT_CONTACT_NONE)));
    }
    let line = |href: String, name: &str, shown: &str| {
        Piece::new("li").put(icon_words(Piece::new("a").set("href", &href), name, shown))
    };
    let email = collective.email.iter().map(|email| line(format!("mailto:{email}"), "mail", email));
    let phone = collective.phone.iter().map(|phone| line(format!("tel:{phone}"), "call", &format::phone(phone)));
    lines.put(Piece::of_class("ul", "contact-list").put_all(email.chain(phone)))
}

fn run_by(lang: Lang, collective: &Collective) -> Option<Piece> {
    let text = tf(lang, k::ABOUT_RUN_BY, &[("name", &collective.name)]);
    (!collective.name.is_empty()).then(|| Piece::new("p").text(&text))
}

/// The same where a page asks for it by itself.
pub fn of_answer(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    let Answer::About { collective, .. } = answer else { return ().into_any() };
    lines(lang, &collective).into_render()
}

/// A letter with what one has to know of a place, to be filled in.
pub fn suggest(lang: Lang, collective: &Collective) -> Option<Piece> {
    let email = collective.email.as_ref()?;
    // Programs that write letters do not read a plus as a space.
    let written = |text: &str| query_escape(text).replace('+', "%20");
    let letter = t(lang, k::ABOUT_SUGGEST_LETTER).replace(" | ", "\r\n\r\n");
    let subject = written(t(lang, k::ABOUT_SUGGEST_SUBJECT));
    let href = format!("mailto:{email}?subject={subject}&body={}", written(&letter));
    let link =
        icon_words(Piece::of_class("a", "button button-second").set("href", &href), "mail", t(lang, k::ABOUT_SUGGEST));
    Some(Piece::of_class("div", "stack").put(Piece::new("p").text(t(lang, k::ABOUT_SUGGEST_TEXT))).put(link))
}

/// The legal notice, in words or as a link.
pub fn legal(lang: Lang, collective: &Collective) -> Option<Piece> {
    let legal = collective.legal.trim();
    let link = || Piece::new("a").set("href", legal).set("rel", "noopener noreferrer external").text(legal);
    let text = match legal {
        "" => return None,
        _ if legal.starts_with("https://") || legal.starts_with("http://") => Piece::new("p").put(link()),
        _ => {
            legal.split("\n\n").fold(Piece::of_class("div", "stack"), |text, part| text.put(Piece::new("p").text(part)))
        }
    };
    let head = Piece::new("h2").text(t(lang, k::ABOUT_LEGAL));
    Some(Piece::of_class("section", "section stack").set("id", "legal").put(head).put(text))
}
