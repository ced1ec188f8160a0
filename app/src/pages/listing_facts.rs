//! The panels of a listing's page.

use super::{
    report::{outgoing, unseen},
    way,
};
use crate::{
    i18n::{format, names, t, text as k, tf},
    parts::{Piece, icon_words, in_lang, listing_map, open_text, paragraphs},
    route,
};
use domain::{
    Code, Lang,
    time::utc_day,
    view::{Card, Door, ListingView, NeedLine, Served},
    vocabulary::NeedPriority,
};

/// What people look for first, as short words.
pub fn tags(lang: Lang, card: &Card) -> Piece {
    let mut tags: Vec<&str> = Vec::new();
    tags.extend(card.cost.map(|cost| names::cost(lang, cost)));
    tags.extend(card.appointment.map(|appointment| names::appointment(lang, appointment)));
    if card.remote == Some(true) {
        tags.push(t(lang, k::FIND_REMOTE));
    }
    Piece::of_class("ul", "tags").put_all(tags.into_iter().map(|tag| Piece::of_class("li", "tag").text(tag)))
}

/// A part of the page under its title.
pub fn panel(title: &str) -> Piece {
    Piece::of_class("section", "panel").put(Piece::new("h2").text(title))
}

/// For whom and on which terms.
pub fn conditions(lang: Lang, view: &ListingView) -> Option<Piece> {
    let card = &view.card;
    let audiences: Vec<&str> = card.audiences.iter().map(|audience| names::audience(lang, audience)).collect();
    let spoken: Vec<&str> = card.speaks.iter().map(|spoken| names::spoken(lang, spoken)).collect();
    let words = view.text.conditions.clone();
    let own = (!words.is_empty())
        .then(|| in_lang(Piece::of_class("div", "stack"), lang, view.lang).put_all(paragraphs(&words)));
    let facts = [
        fact(t(lang, k::LISTING_FOR_WHOM), format::capital(&audiences.join(", "))),
        fact(t(lang, k::LISTING_COST), card.cost.map_or("", |cost| names::cost(lang, cost)).to_owned()),
        fact(
            t(lang, k::LISTING_APPOINTMENT),
            card.appointment.map_or("", |value| names::appointment(lang, value)).to_owned(),
        ),
        fact(t(lang, k::LISTING_LANGUAGES), format::capital(&format::list(lang, &spoken))),
        fact(t(lang, k::LISTING_ACCESS), card.wheelchair.map_or("", |value| names::wheelchair(lang, value)).to_owned()),
    ];
    let any = own.is_some() || facts.iter().any(Option::is_some);
    any.then(|| {
        let facts = Piece::of_class("dl", "fact-list").put_all(facts.into_iter().flatten());
        panel(t(lang, k::LISTING_CONDITIONS)).put_all(own).put(facts)
    })
}

fn fact(label: &str, value: String) -> Option<Piece> {
    let line = || Piece::new("div").put(Piece::new("dt").text(label)).put(Piece::new("dd").text(&value));
    (!value.is_empty()).then(line)
}

/// What to bring.
pub fn documents(lang: Lang, view: &ListingView) -> Option<Piece> {
    let documents = &view.text.documents;
    (!documents.is_empty()).then(|| {
        let line = |line: &String| icon_words(Piece::new("li"), "check", line);
        let list = in_lang(Piece::of_class("ul", "check-list"), lang, view.lang).put_all(documents.iter().map(line));
        let none = icon_words(Piece::of_class("p", "notice"), "info", t(lang, k::LISTING_DOCUMENTS_NONE));
        panel(t(lang, k::LISTING_DOCUMENTS)).put(list).put(none)
    })
}

/// Street and town, one below the other.
pub fn address_lines(address: &Door) -> Vec<String> {
    let town = [address.postcode.as_str(), &address.commune].join(" ").trim().to_owned();
    let lines = [address.street.clone(), address.complement.clone(), town];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Where it is, or where it helps.
pub fn place(lang: Lang, view: &ListingView) -> Piece {
    let address = view.address.as_ref().filter(|address| !address_lines(address).is_empty()).map(|address| {
        let line = |line: &String| Piece::of_class("span", "address-line").text(line);
        // Addresses are written as the post of their country reads them.
        let is_french = address.country == "FR";
        let lines = if is_french { Piece::new("p").set("lang", "fr") } else { Piece::new("p") };
        lines.put_all(address_lines(address).iter().map(line))
    });
    let area = view.area.as_ref().map(|area| match area {
        Served::Commune => t(lang, k::LISTING_AREA_COMMUNE).to_owned(),
        Served::Department(code) => tf(lang, k::LISTING_AREA_DEPARTMENT, &[("code", code)]),
        Served::Region => t(lang, k::LISTING_AREA_REGION).to_owned(),
        Served::Country => t(lang, k::LISTING_AREA_COUNTRY).to_owned(),
    });
    let remote = (view.card.remote == Some(true))
        .then(|| icon_words(Piece::of_class("p", "fact"), "phone", t(lang, k::FIND_REMOTE)));
    let directions = view.text.directions.clone();
    let directions = (!directions.is_empty())
        .then(|| in_lang(Piece::of_class("div", "soft"), lang, view.lang).put_all(paragraphs(&directions)));
    let map = view.position.map(|_| listing_map(lang, view.card.id));
    let area = area.map(|area| Piece::new("p").text(&area));
    let lines = address.into_iter().chain(area).chain(remote).chain(directions).chain(map).chain(way::all(lang, view));
    panel(t(lang, k::LISTING_WHERE)).put(Piece::of_class("div", "stack").put_all(lines))
}

/// How to reach it.
pub fn contact(lang: Lang, view: &ListingView) -> Piece {
    let contact = &view.contact;
    let line = |href: &str| Piece::new("a").set("href", href);
    let phones = contact
        .phones
        .iter()
        .map(|phone| line(&format!("tel:{phone}")).icon("call").put(Piece::new("bdi").text(&format::phone(phone))));
    let as_written = contact.phones_as_written.iter().map(|number| {
        let why = Piece::new("small").text(t(lang, k::LISTING_PHONE_WITHOUT_COUNTRY));
        Piece::new("span").icon("call").put(Piece::new("bdi").text(number)).text(" ").put(why)
    });
    let emails = contact.emails.iter().map(|email| icon_words(line(&format!("mailto:{email}")), "mail", email));
    let website = contact.website.iter().map(|website| {
        let shown = website.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        icon_words(line(website).set("rel", "noopener noreferrer external"), "external", shown)
    });
    let lines = phones.chain(as_written).chain(emails).chain(website).map(|line| Piece::new("li").put(line));
    let list = Piece::of_class("ul", "contact-list").put_all(lines);
    let none = contact.is_empty().then(|| Piece::new("p").text(t(lang, k::LISTING_CONTACT_NONE)));
    panel(t(lang, k::LISTING_CONTACT)).put(list).put_all(none)
}

/// What a collection point wants, in the order of urgency, and what to leave at home.
pub fn needs(lang: Lang, view: &ListingView) -> Piece {
    let line = |need: &NeedLine| {
        let until = need
            .lapses_at
            .map(|at| tf(lang, k::LISTING_NEEDS_UNTIL, &[("day", &format::day_month(lang, utc_day(at)))]));
        let line = Piece::of_class("li", "need").put(Piece::new("span").text(names::item(lang, need.item)));
        let note = in_lang(Piece::new("small"), lang, view.source_lang).text(&need.note);
        let until = until.map(|until| Piece::new("small").text(&until));
        line.put_all((!need.note.is_empty()).then_some(note)).put_all(until)
    };
    let group = |priority: &NeedPriority| {
        let lines: Vec<Piece> = view.needs.iter().filter(|need| need.priority == *priority).map(line).collect();
        (!lines.is_empty()).then(|| {
            let head = icon_words(Piece::new("h3"), priority.code(), names::priority(lang, *priority));
            let group = Piece::new("div").set("data-priority", priority.code());
            group.put(head).put(Piece::new("ul").put_all(lines))
        })
    };
    let groups = Piece::of_class("div", "need-list").put_all(NeedPriority::ALL.iter().filter_map(group));
    let none = view.needs.is_empty().then(|| Piece::new("p").text(t(lang, k::LISTING_NEEDS_NONE)));
    panel(t(lang, k::LISTING_NEEDS)).put(groups).put_all(none)
}

/// Where the entry comes from, and what to do when it is wrong.
pub fn origin(lang: Lang, view: &ListingView) -> Piece {
    let source = tf(lang, k::LISTING_SOURCE, &[("source", names::source(lang, &view.source))]);
    let licence = view.licence.as_ref().map(|licence| tf(lang, k::LISTING_LICENCE, &[("licence", licence)]));
    let from = [Some(source), licence].into_iter().flatten().collect::<Vec<_>>().join(". ");
    Piece::of_class("div", "soft stack")
        .put(Piece::new("p").text(&from))
        .put(Piece::of_class("p", "no-print").text(t(lang, k::LISTING_VISITED)))
        .put(visited(lang, view))
}

/// What somebody can tell who was there.
fn visited(lang: Lang, view: &ListingView) -> Piece {
    let report = Piece::of_class("a", "button button-second");
    let report = report.set("href", &route::of_listing(lang, &view.card.slug, "report"));
    let confirm = Piece::of_class("button", "button button-second").set("type", "submit");
    let form = outgoing(lang, view, "confirmation").put(icon_words(confirm, "check", t(lang, k::LISTING_CONFIRM)));
    Piece::of_class("div", "visited no-print")
        .put(icon_words(report, "flag", t(lang, k::LISTING_REPORT)))
        .put(form.put(unseen(lang, view.at)))
}

/// The listing as plain text, for messages: what it is, where, when, how to reach it, what is needed there.
pub fn as_text(lang: Lang, view: &ListingView) -> String {
    let mut lines = vec![view.text.name.clone()];
    if let Some(address) = &view.address {
        lines.extend([address.street.clone(), format!("{} {}", address.postcode, address.commune)]);
    }
    lines.push(open_text(lang, view.card.open, view.card.local));
    lines.extend(view.contact.phones.iter().map(|phone| format::phone(phone)));
    lines.extend(view.contact.phones_as_written.iter().cloned());
    lines.extend(view.contact.emails.iter().cloned());
    lines.extend(view.contact.website.iter().cloned());
    for priority in NeedPriority::ALL {
        let items = view.needs.iter().filter(|need| need.priority == *priority);
        let items: Vec<&str> = items.map(|need| names::item(lang, need.item)).collect();
        if !items.is_empty() {
            let values = [("priority", names::priority(lang, *priority)), ("items", &items.join(", "))];
            lines.push(tf(lang, k::LISTING_NEEDS_LINE, &values));
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}
