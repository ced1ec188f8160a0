//! The form in which a visitor says what is wrong with a listing.
//!
//! One piece that nothing here changes: a browser without scripts sends it and gets it back with what is not right, and
//! `frontend/outbox` takes it over where there are scripts. Only a server draws a form that comes back.

use domain::{
    Code, Lang,
    report::{Fault, Field, MAX_COMMENT, MAX_CONTACT},
    time::Timestamp,
    view::ListingView,
    vocabulary::Wrong,
};
use leptos::prelude::*;

use super::{head, listing, thanks::ways_on};
use crate::{
    api::{Answer, Question},
    i18n::{Msg, names, t, text as k},
    parts::{Piece, icon_words},
    route,
};

/// A form that comes back to whoever sent it: what was written, and why it was not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    pub wrong: String,
    pub comment: String,
    pub contact: String,
    /// When the page was made that the form was first on.
    pub at: Option<Timestamp>,
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
        // Known to the compiler, so that a browser loads nothing of this.
        if cfg!(not(feature = "ssr")) {
            return None;
        }
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
    listing::about(show)
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
    let head = Piece::filled(
        r#"<h1>{title}</h1><p class="lead" lang="{lang}">{name}</p>"#,
        &[("title", t(lang, k::REPORT_TITLE)), ("name", &view.text.name), ("lang", view.lang.code())],
    );
    let head = Piece::of_class("div", "page-head").put(back(lang, &view.card.slug)).put(head);
    // Shown by the script that sends the form: the page is then one of thanks.
    let after = Piece::new("div").set("hidden", "").put(ways_on(lang));
    Piece::of_class("div", "measure").put(head).put(form(lang, view, returned)).put(after).into_render()
}

/// Leads back to the listing.
pub fn back(lang: Lang, slug: &str) -> Piece {
    let link = Piece::of_class("a", "back-link").set("href", &route::listing(lang, slug));
    icon_words(link, "back", t(lang, k::REPORT_BACK))
}

fn form(lang: Lang, view: &ListingView, returned: Option<Returned>) -> Piece {
    let mut form = outgoing(lang, view, "report").set("class", "stack").set("novalidate", "");
    form = form.set("data-thanks", t(lang, k::THANKS_TITLE));
    for (name, words) in SENTENCES {
        form = form.set(name, t(lang, words));
    }
    if let Some(returned) = &returned {
        form = form.put(summary(lang, &returned.trouble));
    }
    let returned = returned.unwrap_or_default();
    form.put(choices(lang, &returned))
        .put(labelled(lang, &returned, Field::Comment, COMMENT))
        .put(labelled(lang, &returned, Field::Contact, CONTACT))
        .put(unseen(lang, returned.at.unwrap_or(view.at)))
        .put(Piece::filled(
            r#"<button class="button" type="submit">{send}</button><ensemble-outbox></ensemble-outbox>"#,
            &[("send", t(lang, k::REPORT_SUBMIT))],
        ))
}

/// A form about a listing that waits on the device while there is no network. Its address ends with its kind.
pub fn outgoing(lang: Lang, view: &ListingView, kind: &str) -> Piece {
    Piece::new("form")
        .set("method", "post")
        .set("action", &route::of_listing(lang, &view.card.slug, kind))
        .set("data-outbox", kind)
        .set("data-listing", &view.card.id.0.to_string())
        .set("data-slug", &view.card.slug)
        .set("data-name", &view.text.name)
        .set("data-unavailable", t(lang, k::REPORT_ERROR_UNAVAILABLE))
}

/// What nobody fills in: when the form was made, a field that only a robot sees, and where scripts say what has become
/// of it.
pub fn unseen(lang: Lang, at: Timestamp) -> Piece {
    Piece::filled(
        r#"<input type="hidden" name="at" value="{at}"><p hidden><label>{trap}<input name="subject" autocomplete="off" tabindex="-1"></label></p><p class="outbox-said" role="status"></p>"#,
        &[("at", &at.to_string()), ("trap", t(lang, k::REPORT_TRAP))],
    )
}

/// What to say about a fault of a field, in attributes of the form where scripts find it.
const SENTENCES: [(&str, Msg); 5] = [
    ("data-wrong-missing", k::REPORT_ERROR_WRONG),
    ("data-comment-missing", k::REPORT_ERROR_COMMENT),
    ("data-comment-too-long", k::REPORT_ERROR_COMMENT_LONG),
    ("data-contact-too-long", k::REPORT_ERROR_CONTACT_LONG),
    ("data-errors", k::REPORT_ERRORS),
];

fn sentence(lang: Lang, field: Field, fault: Fault) -> &'static str {
    let name = format!("data-{field}-{fault}");
    let known = SENTENCES.iter().find(|known| known.0 == name);
    t(lang, known.map_or(k::REPORT_ERROR_WRONG, |known| known.1))
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
        let code = wrong.code();
        let checked = if returned.wrong == code { "checked" } else { "" };
        // A link to the field leads to its first choice.
        let id = if *wrong == Wrong::Closed { "id=wrong" } else { "" };
        Piece::filled(
            r#"<label class="choice"><input type="radio" name="wrong" value="{code}" {checked} required {id}><span>{name}</span></label>"#,
            &[("code", code), ("checked", checked), ("id", id), ("name", names::wrong(lang, *wrong))],
        )
    };
    let legend = Piece::new("legend").text(t(lang, k::REPORT_CHOOSE));
    let field = invalid(Piece::of_class("fieldset", "field"), returned.trouble.fault(Field::Wrong).is_some());
    let error = error(lang, Field::Wrong, returned);
    field.put(legend).put_all(error).put(Piece::new("div").put_all(Wrong::ALL.iter().map(choice)))
}

/// A field of words: what stands above it with its label and its hint, and the field.
type Words = (&'static str, Msg, Msg, &'static str);

const COMMENT: Words = (
    r#"<label for="comment">{label}</label><p class="field-hint" id="comment-hint">{hint}</p>"#,
    k::REPORT_COMMENT,
    k::REPORT_COMMENT_HINT,
    r#"<textarea class="input" id="comment" name="comment" rows="5" maxlength="2000" aria-describedby="comment-error comment-hint" aria-invalid="{bad}">{value}</textarea>"#,
);

const CONTACT: Words = (
    r#"<label for="contact">{label}</label><p class="field-hint" id="contact-hint">{hint}</p>"#,
    k::REPORT_CONTACT,
    k::REPORT_CONTACT_HINT,
    r#"<input class="input" id="contact" name="contact" maxlength="200" aria-describedby="contact-error contact-hint" aria-invalid="{bad}" value="{value}">"#,
);

// The lengths stand in the text of the fields.
const _: () = assert!(MAX_COMMENT == 2000 && MAX_CONTACT == 200);

fn labelled(lang: Lang, returned: &Returned, field: Field, (above, label, hint, input): Words) -> Piece {
    let is_bad = returned.trouble.fault(field).is_some();
    let value = if field == Field::Comment { &returned.comment } else { &returned.contact };
    invalid(Piece::of_class("div", "field"), is_bad)
        .put(Piece::filled(above, &[("label", t(lang, label)), ("hint", t(lang, hint))]))
        .put_all(error(lang, field, returned))
        .put(Piece::filled(input, &[("bad", if is_bad { "true" } else { "false" }), ("value", value)]))
}

fn error(lang: Lang, field: Field, returned: &Returned) -> Option<Piece> {
    let fault = returned.trouble.fault(field)?;
    let error = Piece::of_class("p", "field-error").set("id", &format!("{field}-error"));
    Some(error.text(sentence(lang, field, fault)))
}

fn invalid(field: Piece, is_invalid: bool) -> Piece {
    if is_invalid { field.set("data-invalid", "") } else { field }
}
