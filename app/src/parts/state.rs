//! Open or closed, fresh or stale: the facts that change.

use super::{Piece, icon_words};
use crate::i18n::{Msg, format, t, text as k, tf};
use domain::{
    Lang,
    hours::OpenState,
    listing::Freshness,
    time::LocalTime,
    view::{Card, Confirmed},
    vocabulary::ConfirmedBy,
};

/// How soon an opening counts as soon, in minutes.
const SOON: i32 = 120;

/// Whether it is open, with its next change.
pub fn open_line(lang: Lang, card: &Card) -> Piece {
    let (state, name) = shape(card.open, card.local);
    let text = open_text(lang, card.open, card.local);
    icon_words(Piece::of_class("span", "open-state").set("data-state", state), name, &text)
}

/// The name of a state and of its icon.
fn shape(open: OpenState, local: LocalTime) -> (&'static str, &'static str) {
    match open {
        OpenState::Open { .. } => ("open", "open"),
        OpenState::Closed { opens: Some(opens) } if minutes_until(opens.day.0, opens.minute, local) <= SOON => {
            ("soon", "soon")
        }
        OpenState::Closed { .. } => ("closed", "closed"),
        OpenState::Unknown => ("unknown", "unknown"),
    }
}

fn minutes_until(day: i32, minute: u16, local: LocalTime) -> i32 {
    (day - local.day.0) * 1440 + i32::from(minute) - i32::from(local.minute)
}

/// The state in words.
pub fn open_text(lang: Lang, open: OpenState, local: LocalTime) -> String {
    match open {
        OpenState::Open { until: None } => t(lang, k::OPEN_ALWAYS).to_owned(),
        OpenState::Open { until: Some(until) } if minutes_until(until.day.0, until.minute, local) < 24 * 60 => {
            tf(lang, k::OPEN_UNTIL, &[("time", &format::clock(lang, until.minute))])
        }
        OpenState::Open { until: Some(until) } => {
            tf(lang, k::OPEN_UNTIL_LATER, &[("when", &format::moment(lang, until.day, until.minute, local))])
        }
        OpenState::Closed { opens: None } => t(lang, k::OPEN_CLOSED).to_owned(),
        OpenState::Closed { opens: Some(opens) } => {
            let soon = minutes_until(opens.day.0, opens.minute, local) <= SOON;
            let msg = if soon { k::OPEN_SOON } else { k::OPEN_OPENS };
            tf(lang, msg, &[("when", &format::moment(lang, opens.day, opens.minute, local))])
        }
        OpenState::Unknown => t(lang, k::OPEN_UNKNOWN).to_owned(),
    }
}

/// Whether nobody has vouched for it for so long that one had better call.
pub fn is_doubtful(confirmed: Confirmed) -> bool {
    matches!(confirmed.freshness, Freshness::Stale | Freshness::Unknown)
}

/// When it was last confirmed, in few words, where what follows from it is said already.
pub fn age_line(lang: Lang, confirmed: Confirmed) -> Piece {
    let text = match confirmed.last {
        None => t(lang, k::FRESH_NEVER_SHORT).to_owned(),
        Some((days, _)) => tf(lang, k::FRESH_LAST, &[("ago", &format::ago(lang, days))]),
    };
    icon_words(Piece::of_class("p", "freshness"), "stale", &text)
}

/// When and by whom it was last confirmed.
pub fn confirmed_line(lang: Lang, confirmed: Confirmed) -> Piece {
    let (age, name) = match confirmed.freshness {
        Freshness::Fresh => ("fresh", "fresh"),
        Freshness::Ageing => ("ageing", "ageing"),
        Freshness::Stale => ("stale", "stale"),
        Freshness::Unknown => ("unknown", "unknown"),
    };
    let text = match confirmed.last {
        None => t(lang, k::FRESH_NEVER).to_owned(),
        Some((days, by)) => {
            let ago = format::ago(lang, days);
            let is_stale = confirmed.freshness == Freshness::Stale && by != ConfirmedBy::Visitor;
            tf(lang, if is_stale { k::FRESH_STALE } else { confirmer(by) }, &[("ago", &ago)])
        }
    };
    icon_words(Piece::of_class("p", "freshness").set("data-age", age), name, &text)
}

fn confirmer(by: ConfirmedBy) -> Msg {
    match by {
        ConfirmedBy::Owner => k::FRESH_OWNER,
        ConfirmedBy::Coordinator => k::FRESH_COORDINATOR,
        ConfirmedBy::Importer => k::FRESH_IMPORTER,
        ConfirmedBy::Visitor => k::FRESH_VISITOR,
    }
}
