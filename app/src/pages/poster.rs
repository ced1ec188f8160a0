//! A listing as a poster: one sheet that is read from the other side of a room, with the code that leads to its page.

use domain::{Lang, hours::Slice, view::ListingView};
use leptos::prelude::*;

use super::{head, listing, listing_facts as facts, listing_hours::is_always, report::back};
use crate::{
    api::{Answer, Question},
    i18n::{format, names, t, text as k},
    parts::{Piece, PrintButton, icon_words, in_lang, qr_code},
    route, view,
};

/// The sheet, and how to print it.
pub fn poster() -> AnyView {
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
    head::unlisted(lang, t(lang, k::LISTING_POSTER));
    view! {
        <div class="no-print page-head">
            {back(lang, &view.card.slug)}
            <p class="lead">{t(lang, k::LISTING_POSTER_LEAD)}</p>
            <div class="tool-bar"><PrintButton lang/></div>
        </div>
        {sheet(lang, view)}
    }
}

fn sheet(lang: Lang, view: &ListingView) -> Piece {
    let line = |class: &str, text: &str| Piece::of_class("p", class).text(text);
    let categories: Vec<&str> = view.card.categories.iter().map(|category| names::category(lang, category)).collect();
    let spoken: Vec<&str> = view.card.speaks.iter().map(|spoken| names::spoken(lang, spoken)).collect();
    let name = in_lang(Piece::new("h1"), lang, view.lang).text(&view.text.name);
    let address = view.address.as_ref().map(facts::address_lines).unwrap_or_default();
    let phones = view.contact.phones.iter().take(2);
    let cost = view.card.cost.map(|cost| names::cost(lang, cost));
    let facts = cost.map(str::to_owned).into_iter().chain((!spoken.is_empty()).then(|| format::list(lang, &spoken)));
    Piece::of_class("article", "poster")
        .put(line("poster-kind", &categories.join(" · ")))
        .put(name)
        .put_all(address.iter().map(|text| line("poster-large", text)))
        .put_all(phones.map(|phone| icon_words(Piece::of_class("p", "poster-large"), "call", &format::phone(phone))))
        .put_all(week(lang, view))
        .put_all(facts.map(|text| line("", &format::capital(&text))))
        .put(qr_code(&route::listing(lang, &view.card.slug)))
        .put(line("", t(lang, k::LISTING_POSTER_SCAN)))
}

/// The usual week in as few lines as it has kinds of days; nothing where the week that comes is not a usual one.
fn week(lang: Lang, view: &ListingView) -> Vec<Piece> {
    let Some(table) = view.hours.as_ref().filter(|table| table.days.iter().all(|day| !day.unusual)) else {
        return Vec::new();
    };
    if table.days.iter().all(is_always) {
        return vec![Piece::new("p").text(t(lang, k::OPEN_ALWAYS))];
    }
    let mut days: Vec<_> = table.days.iter().collect();
    days.sort_by_key(|day| day.day.weekday());
    let open = |slices: &[Slice]| -> Vec<String> {
        slices.iter().filter(|slice| slice.sure).map(|slice| format::clock_range(lang, slice.from, slice.to)).collect()
    };
    let mut lines: Vec<(String, String, String)> = Vec::new();
    for day in days {
        let hours = open(day.slices.as_deref().unwrap_or_default()).join(", ");
        let name = format::weekday(lang, day.day).to_owned();
        match lines.last_mut().filter(|line| line.2 == hours) {
            Some(line) => line.1 = name,
            None => lines.push((name.clone(), name, hours)),
        }
    }
    lines.retain(|line| !line.2.is_empty());
    let row = |(first, last, hours): &(String, String, String)| {
        let days = if first == last { first.clone() } else { format!("{first} – {last}") };
        Piece::new("tr")
            .put(Piece::new("th").set("scope", "row").text(&format::capital(&days)))
            .put(Piece::new("td").text(hours))
    };
    vec![Piece::new("table").put(Piece::new("tbody").put_all(lines.iter().map(row)))]
}
