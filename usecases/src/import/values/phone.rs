//! Telephone numbers as they can be dialled from abroad: E.164, or a short number as it is. A number that is dialled
//! within a country of which nobody knows which it is stays as it was written, and is never dialled.

use super::plan;

/// Where a number is dialled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dialled<'a> {
    /// ISO 3166-1; empty when nobody knows.
    pub country: &'a str,
    /// Of France: some territories overseas have plans of their own.
    pub department: Option<&'a str>,
}

/// Within France, its territories with plans of their own apart.
pub const IN_FRANCE: Dialled<'static> = Dialled { country: "FR", department: None };

/// What a piece of text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number<'a> {
    /// E.164, or a short number.
    Dialable(String),
    /// Digits of which nobody knows the country.
    AsWritten(String),
    /// No number.
    None(&'a str),
}

/// The numbers of a text that may hold several.
pub fn numbers<'a>(text: &'a str, from: Dialled) -> Vec<Number<'a>> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let whole = number(text, from);
    if matches!(whole, Number::Dialable(_)) {
        return vec![whole];
    }
    if let Some(numbers) = joined(text, from) {
        return numbers.into_iter().map(Number::Dialable).collect();
    }
    split(text).map(str::trim).filter(|piece| !piece.is_empty()).map(|piece| number(piece, from)).collect()
}

/// One number.
pub fn number<'a>(text: &'a str, from: Dialled) -> Number<'a> {
    let Some((plus, digits)) = digits(text) else { return Number::None(text) };
    let international = match (plus, digits.strip_prefix("00")) {
        (true, _) => Some(digits.as_str()),
        (false, Some(rest)) if rest.len() >= 9 => Some(rest),
        _ => None,
    };
    let e164 = match international {
        Some(digits) => plan::international(digits),
        None => plan::national(&digits, from.country, from.department),
    };
    let is_short =
        plan::is_short_everywhere(&digits) || (plan::is_known(from.country) && plan::is_short(&digits, from.country));
    match e164 {
        Some(digits) => Number::Dialable(format!("+{digits}")),
        None if international.is_none() && is_short => Number::Dialable(digits),
        // Whoever reads it may know where it is dialled.
        None if international.is_none() && !plan::is_known(from.country) => Number::AsWritten(written(text)),
        None => Number::None(text),
    }
}

/// The number on one line, as it stands.
fn written(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The digits of a text and whether a plus stands before them; nothing if there is anything else but separators.
fn digits(text: &str) -> Option<(bool, String)> {
    // Full-width digits, as some keyboards write them.
    let wide = |c: char| match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '＋' => '+',
        _ => c,
    };
    let text: String = text.trim().chars().map(wide).collect();
    let text = text.strip_prefix("tel:").unwrap_or(&text);
    let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    // The zero that is only dialled at home: +33 (0)4 …
    let rest = if plus || rest.starts_with("00") { rest.replace("(0)", "") } else { rest.to_owned() };
    let is_separator = |c: char| {
        matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '‐' | '‑' | '–' | '—')
    };
    let digits: String = rest.chars().filter(|c| !is_separator(*c)).collect();
    let valid = digits.bytes().all(|b| b.is_ascii_digit()) && (2..=15).contains(&digits.len());
    valid.then_some((plus, digits))
}

/// Separators between numbers; a hyphen only with spaces around it.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '|', '/', '\n'])
        .flat_map(|piece| piece.split(" ou "))
        .flat_map(|piece| piece.split(" et "))
        .flat_map(|piece| piece.split(" - "))
}

/// French numbers written one after another without a separator.
fn joined(text: &str, from: Dialled) -> Option<Vec<String>> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only_digits = text.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '.' || c == '/');
    let several = from.country == "FR" && only_digits && digits.len() >= 20 && digits.len().is_multiple_of(10);
    if !several {
        return None;
    }
    let number =
        |place: usize| plan::national(&digits[place * 10..][..10], "FR", None).map(|digits| format!("+{digits}"));
    (0..digits.len() / 10).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialled(country: &'static str, department: Option<&'static str>) -> Dialled<'static> {
        Dialled { country, department }
    }

    #[track_caller]
    fn check_in(from: Dialled, text: &str, expected: &str) {
        let found = match number(text, from) {
            Number::Dialable(number) => number,
            Number::AsWritten(text) => format!("as written: {text}"),
            Number::None(_) => "none".to_owned(),
        };
        assert_eq!(found, expected, "{text} {from:?}");
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_in(IN_FRANCE, text, expected);
    }

    #[test]
    fn french_numbers_become_international() {
        check("04 50 56 87 49", "+33450568749");
        check("04.50.56.87.49", "+33450568749");
        check("+33 (0)4 50 56 87 49", "+33450568749");
        check("0033 4 50 56 87 49", "+33450568749");
        check("00 33 (0)4 50 56 87 49", "+33450568749");
        check("+33 04 50 56 87 49", "+33450568749");
        check("33 4 50 56 87 49", "+33450568749");
        check("450568749", "+33450568749");
        check("０４５０５６８７４９", "+33450568749");
        check("08 05 29 04 40", "+33805290440");
        check("tel:+380441234567", "+380441234567");
    }

    #[test]
    fn overseas_departments_have_their_own_code_however_the_number_is_written() {
        for (code, prefixes) in [
            ("262", ["262", "263", "269", "639", "692", "693"].as_slice()),
            ("590", &["590", "690", "691"]),
            ("594", &["594", "694"]),
            ("596", &["596", "696", "697"]),
        ] {
            for prefix in prefixes {
                let right = format!("+{code}{prefix}112233");
                for written in ["0{} 11 22 33", "+33 {} 11 22 33", "+33 (0){}112233", "0033 {} 11 22 33", "33{}112233"]
                {
                    check(&written.replace("{}", prefix), &right);
                }
                check(&format!("+{code} {prefix} 11 22 33"), &right);
                check(&format!("+{code} 0{prefix} 11 22 33"), &right);
                check_in(Dialled::default(), &format!("+33 {prefix} 11 22 33"), &right);
            }
        }
        check("+33.690123456", "+590690123456");
        check("+33 7 09 01 23 45", "+590709012345");
        check("06 38 69 57 84", "+33638695784");
        check("0508 41 15 30", "+508411530");
        check("+33 508 41 15 30", "+508411530");
    }

    #[test]
    fn territories_with_plans_of_their_own_have_short_numbers() {
        check_in(dialled("FR", Some("988")), "27 00 00", "+687270000");
        check_in(dialled("FR", Some("987")), "40 50 00 00", "+68940500000");
        check_in(dialled("FR", Some("986")), "72 00 00", "+681720000");
        check_in(dialled("FR", Some("975")), "41 00 00", "+508410000");
        check_in(dialled("FR", Some("988")), "01 23 45 67 89", "+33123456789");
        check_in(dialled("FR", Some("988")), "15", "15");
        check("+687 27 00 00", "+687270000");
        check("27 00 00", "none");
    }

    #[test]
    fn ukrainian_numbers_are_understood_as_people_write_them() {
        let ukraine = dialled("UA", None);
        for text in
            ["380670000000", "38(067)000-00-00", "067 000 00 00", "8 (067) 000-00-00", "+38 067 000 00 00", "670000000"]
        {
            check_in(ukraine, text, "+380670000000");
        }
        check_in(ukraine, "0 800 00 00 00", "+380800000000");
        check_in(ukraine, "044 200-00-00", "+380442000000");
        check_in(ukraine, "103", "103");
        check_in(ukraine, "1548", "1548");
    }

    #[test]
    fn neighbours_are_understood_as_they_dial_at_home() {
        for (country, text, right) in [
            ("BE", "02 123 45 67", "+3221234567"),
            ("BE", "0470 12 34 56", "+32470123456"),
            ("DE", "030 123456", "+4930123456"),
            ("DE", "0171/1234567", "+491711234567"),
            ("DE", "49 171 1234567", "+491711234567"),
            ("BY", "8 029 123-45-67", "+375291234567"),
            ("CH", "022 123 45 67", "+41221234567"),
            ("LU", "26 12 34", "+352261234"),
            ("IT", "06 1234 5678", "+390612345678"),
            ("ES", "91 123 45 67", "+34911234567"),
            ("PL", "22 123 45 67", "+48221234567"),
            ("PL", "48 22 123 45 67", "+48221234567"),
            ("RO", "021 123 45 67", "+40211234567"),
            ("MD", "022 123 456", "+37322123456"),
            ("MC", "93 15 00 00", "+37793150000"),
            ("GB", "020 7946 0000", "+442079460000"),
            ("CZ", "212 345 678", "+420212345678"),
        ] {
            check_in(dialled(country, None), text, right);
        }
        check("+48 (0)22 123 45 67", "+48221234567");
        check("+41 022 123 45 67", "+41221234567");
        check("+39 06 1234 5678", "+390612345678");
    }

    #[test]
    fn short_numbers_stay_as_they_are() {
        for number in ["15", "115", "3919", "1616", "112", "116117"] {
            check(number, number);
        }
        check("116 000", "116000");
        check("39 39", "3939");
    }

    #[test]
    fn where_the_country_is_unknown_a_number_stays_as_it_was_written() {
        let nowhere = Dialled::default();
        for text in ["044 200 00 00", "0690 12 34 56", "04 00 00 00 00", "0 800 05 95 95", "3919", "39 49", "15"] {
            check_in(nowhere, text, &format!("as written: {text}"));
        }
        for number in ["112", "116117"] {
            check_in(nowhere, number, number);
        }
        check_in(nowhere, "+380 44 200 00 00", "+380442000000");
        check_in(nowhere, "appeler", "none");
        check_in(dialled("JP", None), "03-1234-5678", "as written: 03-1234-5678");
    }

    #[test]
    fn what_cannot_be_dialled_is_no_number() {
        for text in [
            "",
            "oui",
            "04 50 56",
            "00 50 56 87 49",
            "0450568749 poste 3",
            "+33 1",
            "99",
            "5555",
            "04505687490000000",
            "3,30123E+11",
        ] {
            check(text, "none");
        }
        check_in(dialled("PL", None), "044 123 45 67", "none");
    }

    #[test]
    fn a_field_may_hold_several_numbers() {
        let both = ["+33475914007", "+33638230734"].map(|number| Number::Dialable(number.to_owned()));
        for text in [
            "04.75.91.40.07 ou 06.38.23.07.34",
            "04 75 91 40 07 / 06 38 23 07 34",
            "0475914007 0638230734",
            "04 75 91 40 07 - 06 38 23 07 34",
        ] {
            assert_eq!(numbers(text, IN_FRANCE), both, "{text}");
        }
        assert_eq!(
            numbers("04 75 91 40 07; accueil", IN_FRANCE),
            [Number::Dialable("+33475914007".to_owned()), Number::None("accueil")]
        );
        assert!(numbers(" ", IN_FRANCE).is_empty());
    }
}
