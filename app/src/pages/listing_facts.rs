//! The panels of a listing's page.

use domain::{
    Code, Lang,
    time::utc_day,
    view::{Card, Door, ListingView, NeedLine, Served},
    vocabulary::NeedPriority,
};
use leptos::prelude::*;

use super::{
    listing::foreign,
    report::{outgoing, unseen},
    way,
};
use crate::{
    i18n::{format, names, t, text as k, tf},
    parts::{Piece, icon, icon_words, in_lang, listing_map, notice, open_text, paragraphs},
    route, view,
};

/// What people look for first, as short words.
pub fn tags(lang: Lang, card: &Card) -> AnyView {
    let mut tags: Vec<&str> = Vec::new();
    tags.extend(card.cost.map(|cost| names::cost(lang, cost)));
    tags.extend(card.appointment.map(|appointment| names::appointment(lang, appointment)));
    if card.remote == Some(true) {
        tags.push(t(lang, k::FIND_REMOTE));
    }
    let tags = tags.into_iter().map(|tag| view! { <li class="tag">{tag}</li> }).collect_view();
    view! { <ul class="tags">{tags}</ul> }
}

/// For whom and on which terms.
pub fn conditions(lang: Lang, view: &ListingView) -> Option<AnyView> {
    let card = &view.card;
    let audiences: Vec<&str> = card.audiences.iter().map(|audience| names::audience(lang, audience)).collect();
    let spoken: Vec<&str> = card.speaks.iter().map(|spoken| names::spoken(lang, spoken)).collect();
    let words = view.text.conditions.clone();
    let own = (!words.is_empty())
        .then(|| in_lang(Piece::of_class("div", "stack"), lang, view.lang).put_all(paragraphs(&words)).into_render());
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
        view! {
            <section class="panel">
                <h2>{t(lang, k::LISTING_CONDITIONS)}</h2>
                {own}
                <dl class="fact-list">{facts.into_iter().flatten().collect_view()}</dl>
            </section>
        }
    })
}

fn fact(label: &'static str, value: String) -> Option<AnyView> {
    (!value.is_empty()).then(|| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
}

/// What to bring.
pub fn documents(lang: Lang, view: &ListingView) -> Option<AnyView> {
    let documents = view.text.documents.clone();
    (!documents.is_empty()).then(|| {
        let lines =
            documents.into_iter().map(|line| view! { <li>{icon("check")}<span>{line}</span></li> }).collect_view();
        view! {
            <section class="panel">
                <h2>{t(lang, k::LISTING_DOCUMENTS)}</h2>
                <ul class="check-list" lang=foreign(lang, view.lang)>{lines}</ul>
                {notice("info", t(lang, k::LISTING_DOCUMENTS_NONE))}
            </section>
        }
    })
}

/// Street and town, one below the other.
pub fn address_lines(address: &Door) -> Vec<String> {
    let town = [address.postcode.as_str(), &address.commune].join(" ").trim().to_owned();
    let lines = [address.street.clone(), address.complement.clone(), town];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Where it is, or where it helps.
pub fn place(lang: Lang, view: &ListingView) -> AnyView {
    let address = view.address.as_ref().filter(|address| !address_lines(address).is_empty()).map(|address| {
        let line = |line: &String| Piece::of_class("span", "address-line").text(line);
        // Addresses are written as the post of their country reads them.
        let is_french = address.country == "FR";
        let lines = if is_french { Piece::new("p").set("lang", "fr") } else { Piece::new("p") };
        lines.put_all(address_lines(address).iter().map(line)).into_render()
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
    let directions = (!directions.is_empty()).then(|| {
        in_lang(Piece::of_class("div", "soft"), lang, view.lang).put_all(paragraphs(&directions)).into_render()
    });
    let map = view.position.map(|_| listing_map(lang, view.card.id).into_render());
    let ways = way::all(lang, view).map(IntoRender::into_render);
    view! {
        <section class="panel">
            <h2>{t(lang, k::LISTING_WHERE)}</h2>
            <div class="stack">{address}{area.map(|area| view! { <p>{area}</p> })}{remote.map(IntoRender::into_render)}{directions}{map}{ways}</div>
        </section>
    }
}

/// How to reach it.
pub fn contact(lang: Lang, view: &ListingView) -> AnyView {
    let contact = &view.contact;
    let phones = contact.phones.iter().map(|phone| {
        view! { <li><a href=format!("tel:{phone}")>{icon("call")}<bdi>{format::phone(phone)}</bdi></a></li> }
    });
    let emails = contact.emails.iter().map(|email| {
        view! { <li><a href=format!("mailto:{email}")>{icon("mail")}<span>{email.clone()}</span></a></li> }
    });
    let website = contact.website.iter().map(|website| {
        let shown = website.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
        view! { <li><a href=website.clone() rel="noopener noreferrer external">{icon("external")}<span>{shown}</span></a></li> }
    });
    let as_written = contact.phones_as_written.iter().map(|number| {
        let why = t(lang, k::LISTING_PHONE_WITHOUT_COUNTRY);
        view! { <li>{icon("call")}<span><bdi>{number.clone()}</bdi>" "<small>{why}</small></span></li> }
    });
    let lines = phones.chain(as_written).chain(emails).chain(website).collect_view();
    let none = contact.is_empty().then(|| view! { <p>{t(lang, k::LISTING_CONTACT_NONE)}</p> });
    view! {
        <section class="panel">
            <h2>{t(lang, k::LISTING_CONTACT)}</h2>
            <ul class="contact-list">{lines}</ul>
            {none}
        </section>
    }
}

/// What a collection point wants, in the order of urgency, and what to leave at home.
pub fn needs(lang: Lang, view: &ListingView) -> AnyView {
    let of = |priority: NeedPriority| -> Vec<NeedLine> {
        view.needs.iter().filter(|need| need.priority == priority).cloned().collect()
    };
    let line = |need: NeedLine| -> AnyView {
        let until = need
            .lapses_at
            .map(|at| tf(lang, k::LISTING_NEEDS_UNTIL, &[("day", &format::day_month(lang, utc_day(at)))]));
        let line = Piece::of_class("li", "need").put(Piece::new("span").text(names::item(lang, need.item)));
        let note = in_lang(Piece::new("small"), lang, view.source_lang).text(&need.note);
        let until = until.map(|until| Piece::new("small").text(&until));
        line.put_all((!need.note.is_empty()).then_some(note)).put_all(until).into_render()
    };
    let group = |priority: NeedPriority| {
        let lines = of(priority);
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(line).collect_view();
            view! {
                <div data-priority=priority.code()>
                    <h3>{icon(priority.code())}<span>{names::priority(lang, priority)}</span></h3>
                    <ul>{lines}</ul>
                </div>
            }
        })
    };
    let groups = NeedPriority::ALL.iter().map(|priority| group(*priority)).collect_view();
    let none = view.needs.is_empty().then(|| view! { <p>{t(lang, k::LISTING_NEEDS_NONE)}</p> });
    view! {
        <section class="panel">
            <h2>{t(lang, k::LISTING_NEEDS)}</h2>
            <div class="need-list">{groups}</div>
            {none}
        </section>
    }
}

/// Where the entry comes from, and what to do when it is wrong.
pub fn origin(lang: Lang, view: &ListingView) -> AnyView {
    let source = tf(lang, k::LISTING_SOURCE, &[("source", names::source(lang, &view.source))]);
    let licence = view.licence.as_ref().map(|licence| tf(lang, k::LISTING_LICENCE, &[("licence", licence)]));
    view! {
        <div class="soft stack">
            <p>{source}{licence.map(|licence| format!(". {licence}"))}</p>
            <p class="no-print">{t(lang, k::LISTING_VISITED)}</p>
            {visited(lang, view)}
        </div>
    }
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
