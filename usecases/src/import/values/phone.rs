//! Telephone numbers as they can be dialled from abroad: E.164, or a short number as it is.
//! French rules: ARCEP, plan national de numérotation (décision 2018-0881).

/// The numbers of a text that may hold several. `Err` is a piece that is none.
pub fn numbers<'a>(text: &'a str, country: &str) -> Vec<Result<String, &'a str>> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    if let Some(number) = number(text, country) {
        return vec![Ok(number)];
    }
    let pieces: Vec<&str> = split(text).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    match joined(text, country) {
        Some(numbers) => numbers.into_iter().map(Ok).collect(),
        None => pieces.into_iter().map(|piece| number(piece, country).ok_or(piece)).collect(),
    }
}

/// One number, dialled from that country (`FR` when empty).
pub fn number(text: &str, country: &str) -> Option<String> {
    let (plus, digits) = digits(text)?;
    let international = match (plus, digits.strip_prefix("00")) {
        (true, _) => Some(digits.as_str()),
        (false, Some(rest)) if rest.len() >= 9 => Some(rest),
        _ => None,
    };
    match (international, country) {
        (Some(digits), _) => abroad(digits),
        (None, "" | "FR") => french(&digits),
        (None, "UA") => ukrainian(&digits),
        (None, _) => short(&digits),
    }
}

/// The digits of a text and whether a plus stands before them; nothing if there is anything else but separators.
fn digits(text: &str) -> Option<(bool, String)> {
    let text = text.trim();
    let text = text.strip_prefix("tel:").unwrap_or(text);
    let (plus, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    // The zero that is only dialled at home: +33 (0)4 …
    let rest = if plus || rest.starts_with("00") { rest.replace("(0)", "") } else { rest.to_owned() };
    let is_separator =
        |c: char| matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' | '‐' | '‑' | '–');
    let digits: String = rest.chars().filter(|c| !is_separator(*c)).collect();
    let valid = digits.bytes().all(|b| b.is_ascii_digit()) && (2..=15).contains(&digits.len());
    valid.then_some((plus, digits))
}

fn abroad(digits: &str) -> Option<String> {
    if let Some(rest) = digits.strip_prefix("33") {
        // The zero of the national number is often kept: +33 04 …
        let national = rest.strip_prefix('0').unwrap_or(rest);
        return (national.len() == 9 && !national.starts_with('0')).then(|| format!("+33{national}"));
    }
    (digits.len() >= 8 && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

fn french(digits: &str) -> Option<String> {
    match digits.len() {
        10 => digits.strip_prefix('0').filter(|rest| !rest.starts_with('0')).map(|rest| overseas(digits, rest)),
        // A spreadsheet took the zero away. No French number of nine digits exists besides.
        9 if !digits.starts_with('0') => french(&format!("0{digits}")),
        _ => short(digits),
    }
}

/// Numbers of overseas departments have country codes of their own.
fn overseas(national: &str, without_zero: &str) -> String {
    let country = match &national[..4] {
        "0590" | "0690" | "0691" => "590",
        "0594" | "0694" => "594",
        "0596" | "0696" | "0697" => "596",
        "0262" | "0263" | "0269" | "0639" | "0692" | "0693" => "262",
        // Saint-Pierre-et-Miquelon has six digits after its prefix.
        "0508" => return format!("+508{}", &national[4..]),
        _ => "33",
    };
    format!("+{country}{without_zero}")
}

fn ukrainian(digits: &str) -> Option<String> {
    let national = digits.strip_prefix('0').filter(|rest| rest.len() == 9 && !rest.starts_with('0'));
    national.map(|rest| format!("+380{rest}")).or_else(|| short(digits))
}

/// Short numbers are dialled as they are: 15, 115, 3919, 116 000, 118 712.
fn short(digits: &str) -> Option<String> {
    let valid = match digits.len() {
        2 | 3 => digits.starts_with('1'),
        4 => digits.starts_with(['1', '3']),
        6 => digits.starts_with("116") || digits.starts_with("118"),
        _ => false,
    };
    valid.then(|| digits.to_owned())
}

/// Separators between numbers; a hyphen only with spaces around it.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '|', '/', '\n'])
        .flat_map(|piece| piece.split(" ou "))
        .flat_map(|piece| piece.split(" et "))
        .flat_map(|piece| piece.split(" - "))
}

/// French numbers written one after another without a separator.
fn joined(text: &str, country: &str) -> Option<Vec<String>> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let only_digits = text.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '.' || c == '/');
    let several = matches!(country, "" | "FR") && only_digits && digits.len() >= 20 && digits.len().is_multiple_of(10);
    if !several {
        return None;
    }
    (0..digits.len() / 10).map(|place| french(&digits[place * 10..][..10])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(number(text, "FR").as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn french_numbers_become_international() {
        check("04 50 56 87 49", "+33450568749");
        check("04.50.56.87.49", "+33450568749");
        check("+33 (0)4 50 56 87 49", "+33450568749");
        check("0033 4 50 56 87 49", "+33450568749");
        check("+33 04 50 56 87 49", "+33450568749");
        check("450568749", "+33450568749");
        check("08 05 29 04 40", "+33805290440");
        check("tel:+380441234567", "+380441234567");
    }

    #[test]
    fn overseas_departments_have_their_own_code() {
        check("05 90 23 09 31", "+590590230931");
        check("06 90 66 88 66", "+590690668866");
        check("05 94 37 07 19", "+594594370719");
        check("06 96 41 43 97", "+596696414397");
        check("02 62 37 80 39", "+262262378039");
        check("02 69 62 55 03", "+262269625503");
        check("06 39 69 57 84", "+262639695784");
        check("06 38 69 57 84", "+33638695784");
        check("0508 41 15 30", "+508411530");
    }

    #[test]
    fn short_numbers_stay_as_they_are() {
        for number in ["15", "115", "3919", "1616"] {
            check(number, number);
        }
        check("116 000", "116000");
        check("39 39", "3939");
    }

    #[test]
    fn what_cannot_be_dialled_is_no_number() {
        for text in
            ["", "oui", "04 50 56", "00 50 56 87 49", "0450568749 poste 3", "+33 1", "99", "5555", "04505687490000000"]
        {
            check(text, "none");
        }
        assert_eq!(number("044 123 45 67", "UA").as_deref(), Some("+380441234567"));
        assert_eq!(number("044 123 45 67", "PL"), None);
    }

    #[test]
    fn a_field_may_hold_several_numbers() {
        let both = vec![Ok("+33475914007".to_owned()), Ok("+33638230734".to_owned())];
        for text in [
            "04.75.91.40.07 ou 06.38.23.07.34",
            "04 75 91 40 07 / 06 38 23 07 34",
            "0475914007 0638230734",
            "04 75 91 40 07 - 06 38 23 07 34",
        ] {
            assert_eq!(numbers(text, "FR"), both, "{text}");
        }
        assert_eq!(numbers("04 75 91 40 07; accueil", "FR"), [Ok("+33475914007".to_owned()), Err("accueil")]);
        assert!(numbers(" ", "FR").is_empty());
    }
}
