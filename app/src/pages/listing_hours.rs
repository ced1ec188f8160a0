//! When a place is open: the coming week, today first. On paper, where today is soon another day, each day has its date.

use crate::{
    i18n::{format, t, text as k, tf},
    parts::{Piece, icon_words, in_lang},
};
use domain::{
    Lang,
    hours::Slice,
    time::{DAY_MINUTES, Day},
    view::{DayHours, HoursTable, ListingView},
};

/// The panel with hours and closures.
pub fn hours(lang: Lang, view: &ListingView) -> Piece {
    let mut lines = Piece::of_class("div", "stack").put_all(closures(lang, view));
    lines = match &view.hours {
        Some(table) => lines.put_all(week(lang, table, view.card.local.day)),
        None => lines.put(Piece::new("p").text(t(lang, k::LISTING_HOURS_UNKNOWN))),
    };
    if !view.hours_words.is_empty() {
        let said = in_lang(Piece::new("span"), lang, view.source_lang).text(&view.hours_words.join(" · "));
        lines = lines.put(Piece::new("p").text(t(lang, k::LISTING_HOURS_WORDS)).text(" ").put(said));
    }
    if let Some(text) = &view.hours_text {
        let given = in_lang(Piece::new("span"), lang, view.source_lang).text(text);
        lines = lines.put(Piece::new("p").text(t(lang, k::LISTING_HOURS_AS_GIVEN)).text(" ").put(given));
    }
    let head = Piece::new("h2").text(t(lang, k::LISTING_HOURS));
    Piece::of_class("section", "panel").put(head).put(lines)
}

fn closures(lang: Lang, view: &ListingView) -> Vec<Piece> {
    let line = |(first, last, reason): &(Day, Day, String)| {
        let (first, last) = (format::day_month(lang, *first), format::day_month(lang, *last));
        let text = tf(lang, k::LISTING_CLOSURE, &[("first", &first), ("last", &last)]);
        let notice = Piece::of_class("p", "notice").set("data-tone", "warning");
        let reason = in_lang(Piece::new("span"), lang, view.source_lang).text(reason);
        icon_words(notice, "info", &format!("{text}.")).put(reason)
    };
    view.closures.iter().map(line).collect()
}

/// The days in a table; one line where there is nothing to choose.
fn week(lang: Lang, table: &HoursTable, today: Day) -> Vec<Piece> {
    if table.days.iter().all(is_always) {
        return vec![Piece::new("p").text(t(lang, k::OPEN_ALWAYS))];
    }
    let rows = table.days.iter().map(|day| row(lang, day, today));
    let days = Piece::of_class("table", "hours-table").put(Piece::new("tbody").put_all(rows));
    let zone = table.zone.as_ref().map(|zone| {
        let place = zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
        let said = if place.is_empty() {
            t(lang, k::LISTING_ZONE_UNKNOWN).to_owned()
        } else {
            format!("{} ({place})", t(lang, k::LISTING_LOCAL_TIME))
        };
        Piece::of_class("p", "soft").text(&said)
    });
    [Some(days), zone].into_iter().flatten().collect()
}

/// Whether it is open all day and all night.
pub fn is_always(day: &DayHours) -> bool {
    let all_day = |slice: &Slice| (slice.from, slice.to, slice.sure) == (0, DAY_MINUTES, true);
    !day.unusual && matches!(day.slices.as_deref(), Some([slice]) if all_day(slice))
}

fn row(lang: Lang, day: &DayHours, today: Day) -> Piece {
    let name = format::weekday(lang, day.day);
    let date = format::day_month(lang, day.day);
    let is_today = day.day == today;
    let mut head = Piece::new("th").set("scope", "row");
    head = if is_today {
        let said = Piece::of_class("span", "no-print").text(&tf(lang, k::LISTING_TODAY, &[("day", name)]));
        head.put(said).put(Piece::of_class("span", "on-paper").text(&format::capital(name)))
    } else {
        head.text(&format::capital(name))
    };
    head = if day.unusual {
        head.put(Piece::new("small").text(&tf(lang, k::LISTING_UNUSUAL, &[("day", &date)])))
    } else {
        head.put(Piece::of_class("span", "on-paper").text(&format!(" {date}")))
    };
    let row = if is_today { Piece::new("tr").set("aria-current", "date") } else { Piece::new("tr") };
    row.put(head).put(Piece::new("td").put_all(ranges(lang, day)))
}

fn ranges(lang: Lang, day: &DayHours) -> Vec<Piece> {
    let texts: Vec<String> = match &day.slices {
        None => vec![t(lang, k::OPEN_UNKNOWN).to_owned()],
        Some(slices) if slices.is_empty() => vec![t(lang, k::LISTING_CLOSED).to_owned()],
        Some(slices) => slices.iter().map(|slice| range(lang, *slice)).collect(),
    };
    let last = texts.len() - 1;
    let comma = |place| if place < last { "," } else { "" };
    texts.iter().enumerate().map(|(place, text)| Piece::new("span").text(&format!("{text}{} ", comma(place)))).collect()
}

fn range(lang: Lang, slice: Slice) -> String {
    let range = format::clock_range(lang, slice.from, slice.to);
    if slice.sure { range } else { tf(lang, k::LISTING_UNSURE, &[("hours", &range)]) }
}
