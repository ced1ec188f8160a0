//! Numbers, distances, days and hours as each language writes them.
//!
//! Written here and not by the browser's `Intl`, so that the page of the server and the page of the browser are the same.

use domain::{
    Lang,
    time::{Day, LocalTime},
};

use super::{Msg, t, text as k, tf};

/// A whole number with its groups of three.
pub fn number(lang: Lang, n: u32) -> String {
    let digits = n.to_string();
    // Ukrainian and French leave numbers of four digits together only in running text; lists are easier with groups.
    let separator = match lang {
        Lang::En => ",",
        Lang::Fr => "\u{202f}",
        Lang::Uk | Lang::Ru => "\u{a0}",
    };
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// A distance: to 10 m below 1 km, to 100 m below 10 km, else to 1 km.
pub fn distance(lang: Lang, metres: u32) -> String {
    if metres < 995 {
        let rounded = (metres + 5) / 10 * 10;
        return tf(lang, k::UNIT_METRES, &[("n", &rounded.to_string())]);
    }
    let tenths = (metres + 50) / 100;
    let text = if tenths < 100 {
        let point = if lang == Lang::En { '.' } else { ',' };
        match tenths % 10 {
            0 => (tenths / 10).to_string(),
            rest => format!("{}{point}{rest}", tenths / 10),
        }
    } else {
        number(lang, (metres + 500) / 1000)
    };
    tf(lang, k::UNIT_KILOMETRES, &[("n", &text)])
}

/// A minute of the day as a clock shows it.
pub fn clock(lang: Lang, minute: u16) -> String {
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    match lang {
        Lang::Fr if minute == 0 => format!("{hour}\u{a0}h"),
        Lang::Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        Lang::Uk | Lang::Ru | Lang::En => format!("{hour}:{minute:02}"),
    }
}

/// A stretch of a day. The end of the day is 24:00, not 0:00.
pub fn clock_range(lang: Lang, from: u16, to: u16) -> String {
    let end = match (to, lang) {
        (1440, Lang::Fr) => "24\u{a0}h".to_owned(),
        (1440, _) => "24:00".to_owned(),
        _ => clock(lang, to),
    };
    format!("{}–{end}", clock(lang, from))
}

const WEEKDAYS: [Msg; 7] = [k::DAY_MON, k::DAY_TUE, k::DAY_WED, k::DAY_THU, k::DAY_FRI, k::DAY_SAT, k::DAY_SUN];
const ON_WEEKDAYS: [Msg; 7] =
    [k::ON_DAY_MON, k::ON_DAY_TUE, k::ON_DAY_WED, k::ON_DAY_THU, k::ON_DAY_FRI, k::ON_DAY_SAT, k::ON_DAY_SUN];
const MONTHS: [Msg; 12] = [
    k::MONTH_1,
    k::MONTH_2,
    k::MONTH_3,
    k::MONTH_4,
    k::MONTH_5,
    k::MONTH_6,
    k::MONTH_7,
    k::MONTH_8,
    k::MONTH_9,
    k::MONTH_10,
    k::MONTH_11,
    k::MONTH_12,
];

/// The name of a weekday.
pub fn weekday(lang: Lang, day: Day) -> &'static str {
    t(lang, WEEKDAYS[day.weekday()])
}

/// A day of the year without the year: "11 November".
pub fn day_month(lang: Lang, day: Day) -> String {
    let (_, month, number) = day.civil();
    let name = t(lang, MONTHS[(month as usize - 1) % 12]);
    let number = if lang == Lang::Fr && number == 1 { "1er".to_owned() } else { number.to_string() };
    format!("{number}\u{a0}{name}")
}

/// A day with its year.
pub fn date(lang: Lang, day: Day) -> String {
    let year = day.civil().0.to_string();
    tf(lang, k::DATE, &[("day", &day_month(lang, day)), ("year", &year)])
}

/// When something happens, seen from a local time: "at 16:00", "tomorrow at 9:00", "on Thursday at 8:30", "on 3 May at 9:00".
pub fn moment(lang: Lang, day: Day, minute: u16, seen_from: LocalTime) -> String {
    let time = clock(lang, minute);
    let values = [("time", time.as_str())];
    let text = match day.0 - seen_from.day.0 {
        ..=0 => tf(lang, k::WHEN_TODAY, &values),
        1 => tf(lang, k::WHEN_TOMORROW, &values),
        2..=6 => tf(lang, k::WHEN_DAY, &[("day", t(lang, ON_WEEKDAYS[day.weekday()])), ("time", &time)]),
        _ => tf(lang, k::WHEN_DATE, &[("day", &day_month(lang, day)), ("time", &time)]),
    };
    // Before a vowel, Ukrainian «о» becomes «об»: eleven is the only hour that begins with one.
    if lang == Lang::Uk && minute / 60 == 11 { text.replacen("о 11", "об 11", 1) } else { text }
}

/// How long ago, in whole days.
pub fn ago(lang: Lang, days: u32) -> String {
    match days {
        0 => t(lang, k::AGO_TODAY).to_owned(),
        1 => t(lang, k::AGO_YESTERDAY).to_owned(),
        2..=13 => super::tn(lang, k::AGO_DAYS, days),
        14..=59 => super::tn(lang, k::AGO_WEEKS, days / 7),
        60..=729 => super::tn(lang, k::AGO_MONTHS, days / 30),
        _ => super::tn(lang, k::AGO_YEARS, days / 365),
    }
}

/// A telephone number as people in its country write it. French numbers in pairs; others as they are.
pub fn phone(e164: &str) -> String {
    match e164.strip_prefix("+33") {
        Some(rest) if rest.len() == 9 => pairs(&format!("0{rest}")),
        _ if e164.len() == 4 && e164.bytes().all(|b| b.is_ascii_digit()) => pairs(e164),
        _ => e164.to_owned(),
    }
}

fn pairs(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place.is_multiple_of(2) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Names as a list: "a, b and c".
pub fn list(lang: Lang, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), t(lang, k::AND)),
    }
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| upper(first).to_string() + letters.as_str())
}

/// The text in small letters.
pub fn small(text: &str) -> String {
    text.chars().map(lower).collect()
}

// Letters of the interface's languages only: the tables of all of Unicode would be a download of 8 kB.

fn upper(c: char) -> char {
    let capitals = ('А'..='Я').chain('Ѐ'..='Џ').chain('À'..='Þ').chain(['Ґ', 'Œ']);
    if c.is_ascii() { c.to_ascii_uppercase() } else { capitals.into_iter().find(|big| lower(*big) == c).unwrap_or(c) }
}

fn lower(c: char) -> char {
    let distance = match c {
        'А'..='Я' | 'À'..='Ö' | 'Ø'..='Þ' => 32,
        'Ѐ'..='Џ' => 80,
        'Ґ' | 'Œ' => 1,
        _ => return c.to_ascii_lowercase(),
    };
    char::from_u32(u32::from(c) + distance).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_languages_have_two_sizes() {
        let all = ('a'..='z').chain('à'..='þ').chain('а'..='џ').chain(['ґ', 'œ']).filter(|c| *c != '÷');
        for c in all {
            assert_eq!(capital(&format!("{c}{c}")), format!("{}{c}", c.to_uppercase()));
            assert_eq!(small(&c.to_uppercase().to_string()), c.to_string());
        }
        assert_eq!((capital("1-ше"), small("«Їжа» – 3 кг")), ("1-ше".to_owned(), "«їжа» – 3 кг".to_owned()));
    }

    #[test]
    fn distances_are_as_exact_as_a_walk_needs() {
        assert_eq!(distance(Lang::Uk, 847), "850\u{a0}м");
        assert_eq!(distance(Lang::Fr, 1432), "1,4\u{a0}km");
        assert_eq!(distance(Lang::En, 1432), "1.4\u{a0}km");
        assert_eq!(distance(Lang::En, 999), "1\u{a0}km");
        assert_eq!(distance(Lang::Fr, 1_234_567), "1\u{202f}235\u{a0}km");
    }

    #[test]
    fn times_and_numbers_follow_the_language() {
        assert_eq!(clock(Lang::Fr, 510), "8\u{a0}h\u{a0}30");
        assert_eq!(clock_range(Lang::Uk, 540, 1440), "9:00–24:00");
        assert_eq!(phone("+33465710187"), "04\u{a0}65\u{a0}71\u{a0}01\u{a0}87");
        assert_eq!(phone("115"), "115");
        assert_eq!(list(Lang::Fr, &["a", "b", "c"]), "a, b et c");
    }

    #[test]
    fn a_moment_is_told_from_today() {
        let monday = LocalTime { day: Day::parse("2026-11-23").expect("a day"), minute: 600 };
        assert_eq!(moment(Lang::En, monday.day, 960, monday), "at 16:00");
        assert_eq!(moment(Lang::Uk, monday.day, 660, monday), "об 11:00");
        assert_eq!(moment(Lang::En, monday.day.plus(3), 510, monday), "on Thursday at 8:30");
        assert_eq!(moment(Lang::Fr, monday.day.plus(8), 540, monday), "le 1er\u{a0}décembre à 9\u{a0}h");
    }
}
