//! Opening hours as places in France write them, in the OSM syntax.
//!
//! Common patterns occur often and odd ones rarely, as in the field: an index that compiles each distinct text once
//! must be shown something like what it will meet.

use serde::Deserialize;

use super::rng::Rng;

/// When a kind of service is usually open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// Weekdays, with a lunch break.
    Office,
    /// Half days, not the same every day.
    HalfDays,
    /// A surgery: long days, Saturday mornings.
    Clinic,
    /// An hour or two, once or twice a week.
    Distribution,
    /// Around a meal, most days.
    Meals,
    /// From evening to morning.
    Night,
    /// Lessons, not in the school holidays.
    Classes,
    /// Wednesdays, Saturdays and Sundays.
    Leisure,
    /// Answered by telephone.
    Line,
    Always,
    /// No fixed hours.
    Appointment,
}

/// Opening hours for a pattern; `None` for the part of places that never said when they are open.
pub fn hours(pattern: Pattern, rng: &mut Rng) -> Option<String> {
    let silent = if matches!(pattern, Pattern::Always | Pattern::Night) { 3 } else { 12 };
    if rng.chance(silent) {
        return None;
    }
    let week = match pattern {
        Pattern::Office => office(rng),
        Pattern::HalfDays => half_days(rng),
        Pattern::Clinic => clinic(rng),
        Pattern::Distribution => distribution(rng),
        Pattern::Meals => meals(rng),
        Pattern::Night => return Some(night(rng)),
        Pattern::Classes => return Some(classes(rng)),
        Pattern::Leisure => leisure(rng),
        Pattern::Line => line(rng),
        Pattern::Always => return Some("24/7".to_owned()),
        Pattern::Appointment => return Some(appointment(rng)),
    };
    Some(with_exceptions(week, rng))
}

const MORNING: [&str; 6] = ["09:00-12:00", "09:00-12:30", "08:30-12:00", "09:30-12:00", "10:00-12:00", "08:45-11:45"];
const AFTERNOON: [&str; 6] = ["14:00-17:00", "13:30-17:00", "14:00-18:00", "13:30-16:30", "14:00-16:00", "13:30-17:30"];
const THROUGH: [&str; 6] = ["09:00-17:00", "09:00-18:00", "10:00-18:00", "08:30-17:00", "09:30-16:30", "10:00-16:00"];
const WEEK: [&str; 6] = ["Mo-Fr", "Mo-Fr", "Mo-Th", "Tu-Fr", "Tu-Sa", "Mo,Tu,Th,Fr"];
const TWO_DAYS: [&str; 6] = ["Tu,Th", "Mo,We", "Mo,Th", "We,Fr", "Tu,Fr", "We,Sa"];
const DAY: [&str; 6] = ["We", "Tu", "Th", "Sa", "Fr", "Mo"];

fn morning(rng: &mut Rng) -> &'static str {
    rng.pick_early(&MORNING)
}

fn afternoon(rng: &mut Rng) -> &'static str {
    rng.pick_early(&AFTERNOON)
}

fn through(rng: &mut Rng) -> &'static str {
    rng.pick_early(&THROUGH)
}

fn office(rng: &mut Rng) -> String {
    let days = rng.pick_early(&WEEK);
    let (am, pm) = (morning(rng), afternoon(rng));
    match rng.below(10) {
        0..5 => format!("{days} {am},{pm}"),
        5 | 6 => format!("{days} {}", through(rng)),
        7 => format!("Mo-Th {am},{pm}; Fr {am}"),
        8 => format!("Mo-Fr {am},{pm}; Sa {am}"),
        _ => format!("Mo {pm}; Tu-Fr {am},{pm}"),
    }
}

fn half_days(rng: &mut Rng) -> String {
    match rng.below(8) {
        0..3 => format!("{} {}", rng.pick_early(&TWO_DAYS), afternoon(rng)),
        3 => format!("Mo-Fr {}", morning(rng)),
        4 => format!("Mo-Fr {}", afternoon(rng)),
        5 => format!("{} {}; We {}", ["Mo,Th", "Tu,Fr", "Mo,Fr"][rng.below(3)], afternoon(rng), morning(rng)),
        6 => format!("{} {},{}", rng.pick_early(&DAY), morning(rng), afternoon(rng)),
        _ => format!("Mo-We {}; Fr {}", afternoon(rng), morning(rng)),
    }
}

fn clinic(rng: &mut Rng) -> String {
    let long = ["09:00-18:00", "09:00-19:00", "08:30-18:30", "08:30-19:00", "08:00-20:00", "09:00-17:30"];
    match rng.below(8) {
        0..3 => format!("Mo-Fr {}", rng.pick_early(&long)),
        3 | 4 => format!("Mo-Fr {}; Sa {}", rng.pick_early(&long), morning(rng)),
        5 => format!("Mo-Th {}; Fr {}", through(rng), morning(rng)),
        6 => format!("{} {}", rng.pick_early(&TWO_DAYS), morning(rng)),
        _ => format!("Mo-Fr {},{}", morning(rng), afternoon(rng)),
    }
}

fn distribution(rng: &mut Rng) -> String {
    let slot = ["14:00-16:00", "09:30-11:30", "14:00-17:00", "10:00-12:00", "17:00-18:30", "09:00-11:00"];
    let first = rng.pick_early(&slot);
    match rng.below(8) {
        0..3 => format!("{} {first}", rng.pick_early(&DAY)),
        3 | 4 => format!("{} {first}", rng.pick_early(&TWO_DAYS)),
        5 => format!("Tu {first}; Fr {}", rng.pick_early(&slot)),
        6 => format!("We {first}; Sa {}", morning(rng)),
        _ => format!("{}[{}] {first}", ["Sa", "We", "Th"][rng.below(3)], ["1,3", "1", "2,4"][rng.below(3)]),
    }
}

fn meals(rng: &mut Rng) -> String {
    let days = ["Mo-Fr", "Mo-Sa", "Mo-Su", "Mo-Sa", "Mo,We,Fr", "Sa-Su"];
    let noon = ["11:45-13:30", "12:00-14:00", "11:30-13:30", "12:00-13:30", "11:30-14:00", "12:15-13:45"];
    let evening = ["19:00-20:30", "18:30-20:00", "19:00-21:00", "18:00-19:30", "20:00-21:30", "19:30-21:00"];
    let days = rng.pick_early(&days);
    match rng.below(6) {
        0..3 => format!("{days} {}", rng.pick_early(&noon)),
        3 | 4 => format!("{days} {}", rng.pick_early(&evening)),
        _ => format!("{days} 12:00-13:30,{}", rng.pick_early(&evening)),
    }
}

fn night(rng: &mut Rng) -> String {
    let span = ["18:00-08:00", "19:00-08:30", "18:30-08:30", "17:00-09:00", "20:00-08:00", "19:00-09:00"];
    let span = rng.pick_early(&span);
    match rng.below(10) {
        0..6 => format!("Mo-Su {span}"),
        6 => format!("Nov-Mar Mo-Su {span}"),
        7 => format!("Mo-Fr {span}; Sa-Su open"),
        8 => "24/7".to_owned(),
        _ => format!("Nov 1-Mar 31 {span}; Apr 1-Oct 31 20:00-08:00"),
    }
}

fn classes(rng: &mut Rng) -> String {
    let evening = ["18:00-20:00", "18:30-20:30", "18:30-20:00", "19:00-21:00", "17:30-19:30", "18:15-19:45"];
    let day = ["09:30-11:30", "14:00-16:00", "09:00-12:00", "10:00-12:00", "13:30-15:30", "14:00-17:00"];
    let week = match rng.below(8) {
        0..3 => format!("{} {}", rng.pick_early(&TWO_DAYS), rng.pick_early(&evening)),
        3 | 4 => format!("{} {}", rng.pick_early(&TWO_DAYS), rng.pick_early(&day)),
        5 => format!("{} {}", rng.pick_early(&DAY), rng.pick_early(&evening)),
        6 => format!("Mo-Fr {}", rng.pick_early(&day)),
        _ => format!("Mo,Th {}; Sa {}", rng.pick_early(&evening), rng.pick_early(&day)),
    };
    if rng.chance(40) { format!("{week}; PH,SH off") } else { with_exceptions(week, rng) }
}

fn leisure(rng: &mut Rng) -> String {
    let span = ["14:00-18:00", "14:00-17:00", "10:00-18:00", "13:30-17:30", "15:00-18:30", "10:00-12:30"];
    match rng.below(6) {
        0 | 1 => format!("We,Sa {}", rng.pick_early(&span)),
        2 => format!("Sa {}", rng.pick_early(&span)),
        3 => format!("Sa-Su {}", rng.pick_early(&span)),
        4 => format!("We {}; Sa {}", rng.pick_early(&span), rng.pick_early(&span)),
        _ => format!("Tu-Fr 14:00-18:00; Sa {}", rng.pick_early(&span)),
    }
}

fn line(rng: &mut Rng) -> String {
    let span = ["09:00-18:00", "09:00-19:00", "10:00-17:00", "08:00-20:00", "09:00-21:00", "10:00-22:00"];
    let days = ["Mo-Fr", "Mo-Fr", "Mo-Sa", "Mo-Su", "Mo-Th", "Mo,We,Fr"];
    format!("{} {}", rng.pick_early(&days), rng.pick_early(&span))
}

fn appointment(rng: &mut Rng) -> String {
    match rng.below(4) {
        0 | 1 => "24/7 unknown \"sur rendez-vous\"".to_owned(),
        2 => format!("{} {} unknown \"sur rendez-vous\"", rng.pick_early(&WEEK), afternoon(rng)),
        _ => format!("Mo-Fr {} unknown \"sur rendez-vous\"", through(rng)),
    }
}

/// Holidays, August, the days around New Year.
fn with_exceptions(week: String, rng: &mut Rng) -> String {
    match rng.below(100) {
        0..56 => format!("{week}; PH off"),
        56 => format!("{week}; Aug off; PH off"),
        57 => format!("{week}; Dec 24-Jan 2 off"),
        _ => week,
    }
}
