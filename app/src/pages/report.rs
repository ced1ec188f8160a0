//! The form in which a visitor says what is wrong with a listing.
//!
//! One piece that nothing here changes: a browser without scripts sends it and gets it back with what is not right, and
//! `frontend/outbox` takes it over where there are scripts. Only a server draws a form that comes back.

use domain::{
    Code, Lang,
    report::{Fault, Field, MAX_COMMENT, MAX_CONTACT},
    view::ListingView,
    vocabulary::Wrong,
};
use leptos::prelude::*;

use super::{asked::asked, head, listing};
use crate::{
    api::{Answer, Question},
    i18n::{Msg, names, t, text as k},
    parts::Piece,
    route, view,
};

/// A form that comes back to whoever sent it: what was written, and why it was not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    pub wrong: String,
    pub comment: String,
    pub contact: String,
    pub trouble: Trouble,
}

/// Why a form comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "no form comes back to a browser with scripts"))]
pub enum Trouble {
    Fields(Vec<(Field, Fault)>),
    Hasty,
    TooMany,
    Unavailable,
}

impl Default for Trouble {
    fn default() -> Self {
        Self::Fields(Vec::new())
    }
}

impl Trouble {
    fn fault(&self, field: Field) -> Option<Fault> {
        let Self::Fields(faults) = self else { return None };
        faults.iter().find(|(other, _)| *other == field).map(|(_, fault)| *fault)
    }

    fn status(&self) -> u16 {
        match self {
            Self::Fields(_) | Self::Hasty => 422,
            Self::TooMany => 429,
            Self::Unavailable => 503,
        }
    }
}

#[cfg(feature = "ssr")]
fn returned() -> Option<Returned> {
    use_context()
}

#[cfg(not(feature = "ssr"))]
fn returned() -> Option<Returned> {
    None
}

/// The page with the form.
pub fn report() -> AnyView {
    let slug = route::slug();
    let question = move || Question::Listing { slug: slug.get(), near: String::new() };
    view! { <main id="content" tabindex="-1">{asked(question, show)}</main> }
}

fn show(lang: Lang, _: &Question, answer: Answer) -> AnyView {
    match answer {
        Answer::Listing(view, _) => page(lang, &view),
        Answer::Gone(near) => listing::gone(lang, near),
        _ => ().into_any(),
    }
}

fn page(lang: Lang, view: &ListingView) -> AnyView {
    head::unlisted(lang, t(lang, k::REPORT_TITLE));
    let returned = returned();
    if let Some(returned) = &returned {
        head::status(returned.trouble.status());
    }
    let head = Piece::of_class("div", "page-head")
        .put(back(lang, &view.card.slug))
        .put(Piece::new("h1").text(t(lang, k::REPORT_TITLE)))
        .put(Piece::of_class("p", "lead").text(&view.text.name));
    Piece::of_class("div", "measure").put(head).put(form(lang, view, returned)).into_render()
}

/// Leads back to the listing.
pub fn back(lang: Lang, slug: &str) -> Piece {
    let link = Piece::of_class("a", "back-link").set("href", &route::listing(lang, slug));
    Piece::new("p").put(link.icon("back").put(Piece::new("span").text(t(lang, k::REPORT_BACK))))
}

fn form(lang: Lang, view: &ListingView, returned: Option<Returned>) -> Piece {
    let action = route::of_listing(lang, &view.card.slug, "report");
    let mut form = outgoing(lang, view, "report", &action).set("class", "stack").set("novalidate", "");
    for (field, fault, words) in sentences() {
        form = form.set(&format!("data-{field}-{fault}"), t(lang, words));
    }
    form = form.set("data-errors", t(lang, k::REPORT_ERRORS));
    if let Some(returned) = &returned {
        form = form.put(summary(lang, &returned.trouble));
    }
    let returned = returned.unwrap_or_default();
    form.put(choices(lang, &returned))
        .put(comment(lang, &returned))
        .put(contact(lang, &returned))
        .put_all(unseen(lang, view))
        .put(Piece::of_class("button", "button").set("type", "submit").text(t(lang, k::REPORT_SUBMIT)))
        .put(said())
        .put(Piece::new("ensemble-outbox"))
}

/// Where scripts say what has become of a form.
pub fn said() -> Piece {
    Piece::of_class("p", "outbox-said").set("role", "status")
}

/// A form about a listing that waits on the device while there is no network.
pub fn outgoing(lang: Lang, view: &ListingView, kind: &str, action: &str) -> Piece {
    Piece::new("form")
        .set("method", "post")
        .set("action", action)
        .set("data-outbox", kind)
        .set("data-listing", &view.card.id.to_string())
        .set("data-slug", &view.card.slug)
        .set("data-name", &view.text.name)
        .set("data-unavailable", t(lang, k::REPORT_ERROR_UNAVAILABLE))
}

/// What a form says that nobody fills in: when it was made, and a field that only a robot sees.
pub fn unseen(lang: Lang, view: &ListingView) -> [Piece; 2] {
    let at = Piece::new("input").set("type", "hidden").set("name", "at").set("value", &view.at.to_string());
    let trap = Piece::new("input").set("name", "subject").set("autocomplete", "off").set("tabindex", "-1");
    let label = Piece::new("label").text(t(lang, k::REPORT_TRAP)).put(trap);
    [at, Piece::new("p").set("hidden", "").put(label)]
}

/// What to say about a fault of a field; scripts find the words in attributes of the form.
fn sentences() -> [(Field, Fault, Msg); 4] {
    [
        (Field::Wrong, Fault::Missing, k::REPORT_ERROR_WRONG),
        (Field::Comment, Fault::Missing, k::REPORT_ERROR_COMMENT),
        (Field::Comment, Fault::TooLong, k::REPORT_ERROR_COMMENT_LONG),
        (Field::Contact, Fault::TooLong, k::REPORT_ERROR_CONTACT_LONG),
    ]
}

fn sentence(lang: Lang, field: Field, fault: Fault) -> &'static str {
    let known = sentences().into_iter().find(|known| (known.0, known.1) == (field, fault));
    t(lang, known.map_or(k::REPORT_ERROR_WRONG, |known| known.2))
}

/// Everything that is not right, with links to the fields.
fn summary(lang: Lang, trouble: &Trouble) -> Piece {
    let summary = Piece::of_class("div", "error-summary stack")
        .set("role", "alert")
        .set("tabindex", "-1")
        .set("autofocus", "")
        .put(Piece::new("h2").text(t(lang, k::REPORT_ERRORS)));
    let line = |words: Msg| Piece::new("p").text(t(lang, words));
    match trouble {
        Trouble::Fields(faults) => summary.put(Piece::new("ul").put_all(faults.iter().map(|(field, fault)| {
            let link = Piece::new("a").set("href", &format!("#{field}")).set("rel", "external");
            Piece::new("li").put(link.text(sentence(lang, *field, *fault)))
        }))),
        Trouble::Hasty => summary.put(line(k::REPORT_ERROR_HASTY)),
        Trouble::TooMany => summary.put(line(k::REPORT_ERROR_MANY)),
        Trouble::Unavailable => summary.put(line(k::REPORT_ERROR_UNAVAILABLE)),
    }
}

fn choices(lang: Lang, returned: &Returned) -> Piece {
    let choice = |wrong: &Wrong| {
        let mut input = Piece::new("input")
            .set("type", "radio")
            .set("name", "wrong")
            .set("value", wrong.code())
            .set("required", "");
        if wrong.index() == 0 {
            input = input.set("id", Field::Wrong.code());
        }
        if returned.wrong == wrong.code() {
            input = input.set("checked", "");
        }
        Piece::of_class("label", "choice").put(input).put(Piece::new("span").text(names::wrong(lang, *wrong)))
    };
    let legend = Piece::new("legend").text(t(lang, k::REPORT_CHOOSE));
    let choices = Piece::new("div").put_all(Wrong::ALL.iter().map(choice));
    let error = error(lang, Field::Wrong, returned);
    invalid(Piece::of_class("fieldset", "field"), error.is_some()).put(legend).put_all(error).put(choices)
}

fn comment(lang: Lang, returned: &Returned) -> Piece {
    let (field, length) = (Field::Comment, MAX_COMMENT.to_string());
    let area = input("textarea", field, returned).set("rows", "5").set("maxlength", &length);
    labelled(lang, field, (k::REPORT_COMMENT, k::REPORT_COMMENT_HINT), returned).put(area.text(&returned.comment))
}

fn contact(lang: Lang, returned: &Returned) -> Piece {
    let (field, length) = (Field::Contact, MAX_CONTACT.to_string());
    let input = input("input", field, returned).set("maxlength", &length).set("value", &returned.contact);
    labelled(lang, field, (k::REPORT_CONTACT, k::REPORT_CONTACT_HINT), returned).put(input)
}

fn labelled(lang: Lang, field: Field, (label, hint): (Msg, Msg), returned: &Returned) -> Piece {
    let error = error(lang, field, returned);
    invalid(Piece::of_class("div", "field"), error.is_some())
        .put(Piece::new("label").set("for", field.code()).text(t(lang, label)))
        .put(Piece::of_class("p", "field-hint").set("id", &format!("{field}-hint")).text(t(lang, hint)))
        .put_all(error)
}

fn input(tag: &'static str, field: Field, returned: &Returned) -> Piece {
    let input = Piece::of_class(tag, "input").set("id", field.code()).set("name", field.code());
    if returned.trouble.fault(field).is_none() {
        return input.set("aria-describedby", &format!("{field}-hint"));
    }
    input.set("aria-invalid", "true").set("aria-describedby", &format!("{field}-error {field}-hint"))
}

fn error(lang: Lang, field: Field, returned: &Returned) -> Option<Piece> {
    let fault = returned.trouble.fault(field)?;
    let error = Piece::of_class("p", "field-error").set("id", &format!("{field}-error"));
    Some(error.text(sentence(lang, field, fault)))
}

fn invalid(field: Piece, is_invalid: bool) -> Piece {
    if is_invalid { field.set("data-invalid", "") } else { field }
}
