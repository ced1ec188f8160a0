//! Numbers to call inside of a text that people wrote. Knows nothing about markup and where texts come from.
//!
//! What is long or known to be a telephone number is one wherever it stands. The numbers of two digits, and short ones
//! that nobody here has heard of, are also ages, days and prices: for them the words around have to speak of calling.

mod around;
mod shape;

use shape::{Number, Sureness};

/// Cuts a text at its numbers to call: pieces in order, a number with the address that a telephone takes.
pub fn calls(text: &str) -> Vec<(&str, Option<String>)> {
    let mut pieces = Vec::new();
    let mut rest = 0;
    for number in numbers(text) {
        pieces.push((&text[rest..number.start], None));
        pieces.push((&text[number.start..number.end], Some(href(&number.dialled))));
        rest = number.end;
    }
    pieces.push((&text[rest..], None));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// The address of a number: one speaks with all but one of them.
pub fn href(number: &str) -> String {
    // 114 is for those who cannot speak: it is written to, and nobody answers a voice.
    if number == "114" { sms(number) } else { format!("tel:{}", dialled(number)) }
}

/// The address of a number that one writes to.
pub fn sms(number: &str) -> String {
    format!("sms:{}", dialled(number))
}

fn dialled(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn numbers(text: &str) -> Vec<Number> {
    let mut found = shape::numbers(text);
    let sure: Vec<usize> =
        found.iter().filter(|number| number.sureness == Sureness::Sure).map(|number| number.start).collect();
    let short: Vec<(usize, usize)> = found
        .iter()
        .filter(|number| number.sureness == Sureness::Short)
        .map(|number| (number.start, number.end))
        .collect();
    found.retain(|number| match number.sureness {
        Sureness::Sure => !around::is_counted(text, number),
        Sureness::Short => around::is_called(text, number, &sure, &short),
        Sureness::Unknown => around::is_dialled(text, number),
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(text: &str) -> Vec<String> {
        assert_eq!(calls(text).iter().map(|piece| piece.0).collect::<String>(), text);
        calls(text).into_iter().filter_map(|piece| piece.1).collect()
    }

    #[test]
    fn long_numbers_are_called_as_they_are_dialled_from_anywhere() {
        for text in [
            "01 53 06 38 94",
            "+33 1 53 06 38 94",
            "0033 1 53 06 38 94",
            "01.53.06.38.94",
            "01-53-06-38-94",
            "0153063894",
            "+33 (0)1 53 06 38 94",
            "З-за кордону: 01\u{a0}53\u{a0}06\u{a0}38\u{a0}94.",
            "Tél. : 01 53 06 38 94, 24 h sur 24",
        ] {
            assert_eq!(called(text), ["tel:+33153063894"], "{text}");
        }
        assert_eq!(called("0 800 840 800 (gratuit)"), ["tel:0800840800"]);
        assert_eq!(called("посольство +380 44 238 18 27"), ["tel:+380442381827"]);
    }

    #[test]
    fn short_numbers_that_are_known_are_called_wherever_they_stand() {
        assert_eq!(called("115 looks for a bed"), ["tel:115"]);
        assert_eq!(called("Le 116 000 soutient, le 116006 aussi"), ["tel:116000", "tel:116006"]);
        assert_eq!(called("3919 – для жінок; le 39 19 aussi"), ["tel:3919", "tel:3919"]);
        assert_eq!(called("appelez le 15, 24 h sur 24"), ["tel:15"]);
    }

    #[test]
    fn one_writes_to_114() {
        assert_eq!(called("Надішліть SMS на 114."), ["sms:114"]);
    }

    #[test]
    fn numbers_of_two_digits_are_called_where_the_words_say_so() {
        for text in [
            "телефонуйте 15 або 112.",
            "appelez le 15.",
            "In danger, call 17 or 112; if you cannot",
            "звоните 17 или 112 с любого телефона",
            "Дитина зникла: 17, а також 116 000, де підтримають",
            "18 is the fire brigade: fire, gas",
            "Le 15, c’est le Samu, quand une vie est en danger",
            "Знаєте, хто потрібен? 15, 17 або 18",
            "call 15 at once",
        ] {
            let all = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty() && *digits != "000");
            assert_eq!(called(text).len(), all.count(), "{text}");
        }
    }

    #[test]
    fn what_counts_or_dates_is_not_called() {
        for text in [
            "17,60\u{a0}€ для двох, €17.60 a day",
            "Les jeunes de 16 à 18 ans : ils doivent étudier",
            "children under 18, dependent relatives",
            "Если вам до 18, звоните родителям",
            "(Council of the EU, 15 July 2025)",
            "(15 липня 2025 року)",
            "les 15, 17 et 18 mars, on appelle",
            "Для чоловіків 18–60 років",
            "appelez 15 jours avant",
            "call 112 days later",
            "30 000 € d’amende, 1 867,02 €, 115 €",
            "2022/1280, 31 12 2021, R.581-4, fiche F33954, le 9:00–17:00",
            "https://3114.fr/ allo119.gouv.fr",
            "code postal 69115, SIRET 123 456 789 00012",
            "plus de 115 personnes, 119 %",
        ] {
            assert_eq!(called(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_number_that_nobody_has_heard_of_is_called_where_one_is_told_to() {
        assert_eq!(called("Гаряча лінія: телефонуйте 1545."), ["tel:1545"]);
        assert_eq!(called("Composez le 10 22 !"), ["tel:1022"]);
        assert_eq!(called("call 20 associations"), [""; 0]);
    }
}
