//! What the free comment of a row says about hours and appointments, as far as that can be told without guessing.
//! Knows nothing about the table of hours.
//!
//! The comments were written by hand in 2,845 offices. They are shown in their own words; here it is only decided which
//! hours they throw doubt on. A comment that speaks of days, times, seasons, closing or "only by appointment" does; one
//! that gives a number to call does not.

use domain::vocabulary::Appointment;

use crate::import::values::text;

/// Monday to Saturday, as folded words.
const WEEKDAYS: [&str; 6] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];

// Lists of folded words, separated by bars.

/// Words after which the table of hours may not hold every week or without an appointment.
const DOUBTS: &str = "pair|impair|paire|impaire|paires|impaires|paries|sur deux|sur 2|1/2|quinzaine|15 jours|quinze jours|1er|\
    1ers|1ere|2e|2eme|3e|3eme|4e|4eme|premier|premiers|deuxieme|troisieme|quatrieme|dernier|par mois|ferme|\
    fermee|fermes|fermeture|fermetures|vacances|ete|horaire|horaires|alternance|reserves|itinerance|itinerant|\
    itinerante|planning|calendrier|dates|travaux|provisoirement";

/// Words for "only by appointment".
const BY_APPOINTMENT: &str = "sur rdv|sur rendez-vous|sous rendez-vous|sur rv|rdv uniquement";

/// Phrases that contain such words and mean nothing of the kind.
const HARMLESS: &str = "pendant et en dehors des horaires|en dehors des horaires|pendant les horaires|aux horaires d'ouverture|\
    pendant heures d'ouverture|non itinerante|non itinerant|pas itinerante|avec ou sur rendez-vous|\
    avec ou sans rendez-vous|avec et sans rendez-vous|sans rendez-vous|sans rdv";

/// Words that may stand before "by appointment" when it is meant for everything.
const INTRODUCTION: &str = "accueil|accueils|du|de|public|uniquement|exclusivement|seulement";

/// Words that limit "by appointment" to some days, people or places.
const LIMITS: &str =
    "matin|apres-midi|apres midi|pour|permanence|permanences|commune|communes|a partir du|sauf|itinerance|lieux";

/// A comment, cleaned, and what it throws doubt on.
pub(super) struct Comment {
    /// The words of the source, empty when they say nothing.
    pub text: String,
    folded: String,
    doubt: Option<Doubt>,
}

/// The part of the week that a comment throws doubt on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Monday to Saturday.
    pub days: [bool; 6],
    pub half: Half,
    /// Whether it is about coming by appointment only.
    pub by_appointment: bool,
}

/// A part of each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
    Both,
}

impl Comment {
    pub fn read(value: &str) -> Self {
        let text = text::clean(&decoded(value));
        let mut folded =
            text::folded(&text).split_whitespace().collect::<Vec<_>>().join(" ").replace("rendez vous", "rendez-vous");
        for phrase in HARMLESS.split('|') {
            folded = folded.replace(phrase, "…");
        }
        let doubt = doubt(&folded);
        // A word or a number alone says nothing to anybody.
        let says_something = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1;
        let is_contact = text.contains('@') || text.contains("://");
        Self { text: if says_something || is_contact { text } else { String::new() }, folded, doubt }
    }

    /// The part of the week that is not sure.
    pub fn doubt(&self) -> Option<&Doubt> {
        self.doubt.as_ref()
    }

    /// Whether the whole comment says that one comes by appointment only.
    pub fn is_by_appointment_only(&self) -> bool {
        let words = self.folded.split(' ').skip_while(|word| INTRODUCTION.split('|').any(|known| known == *word));
        let rest = words.collect::<Vec<_>>().join(" ");
        let names_a_day = WEEKDAYS.iter().any(|day| has_weekday(&rest, day));
        let is_limited = LIMITS.split('|').any(|limit| has_word(&rest, limit));
        BY_APPOINTMENT.split('|').any(|words| rest.starts_with(words)) && !names_a_day && !is_limited
    }

    /// Whether one comes with an appointment, together with the column `prise_rdv`.
    pub fn appointment(&self, column: &str) -> Option<Appointment> {
        let speaks_of_it = has_word(&self.folded, "rdv") || has_word(&self.folded, "rendez-vous");
        match column {
            _ if self.is_by_appointment_only() => Some(Appointment::Required),
            "Oui" => Some(Appointment::Possible),
            "Non" if speaks_of_it => Some(Appointment::Possible),
            "Non" => Some(Appointment::NotNeeded),
            _ => None,
        }
    }
}

fn doubt(folded: &str) -> Option<Doubt> {
    let days: Vec<usize> = (0..6).filter(|day| has_weekday(folded, WEEKDAYS[*day])).collect();
    let by_appointment = BY_APPOINTMENT.split('|').any(|words| has_word(folded, words));
    let doubtful =
        by_appointment || !days.is_empty() || DOUBTS.split('|').any(|word| has_word(folded, word)) || has_time(folded);
    if !doubtful {
        return None;
    }
    let mut doubted = [days.is_empty(); 6];
    days.iter().for_each(|day| doubted[*day] = true);
    for (first, last) in ranges(folded) {
        (first..=last).for_each(|day| doubted[day] = true);
    }
    let (morning, afternoon) = (
        has_word(folded, "matin") || has_word(folded, "matins"),
        folded.contains("apres-midi") || folded.contains("apres midi"),
    );
    let half = match (morning, afternoon) {
        (true, false) => Half::Morning,
        (false, true) => Half::Afternoon,
        _ => Half::Both,
    };
    Some(Doubt { days: doubted, half, by_appointment })
}

/// `du lundi au vendredi`.
fn ranges(folded: &str) -> Vec<(usize, usize)> {
    let place = |word: &str| WEEKDAYS.iter().position(|day| word.trim_end_matches('s') == *day);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let range = |triple: &[&str]| match (place(triple[0]), triple[1], place(triple[2])) {
        (Some(first), "au" | "a", Some(last)) if first < last => Some((first, last)),
        _ => None,
    };
    words.windows(3).filter_map(range).collect()
}

fn has_weekday(folded: &str, day: &str) -> bool {
    has_word(folded, day) || has_word(folded, &format!("{day}s"))
}

/// A time of day: `9h`, `13 h 30`, `09:00`.
fn has_time(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    bytes.iter().enumerate().any(|(place, byte)| {
        let after_digit = place > 0 && bytes[..place].trim_ascii_end().last().is_some_and(u8::is_ascii_digit);
        let next = bytes.get(place + 1).copied().unwrap_or(b' ');
        after_digit && ((*byte == b'h' && !next.is_ascii_alphabetic()) || (*byte == b':' && next.is_ascii_digit()))
    })
}

/// Whether the words stand there, not as a part of others.
fn has_word(folded: &str, words: &str) -> bool {
    folded.match_indices(words).any(|(place, found)| {
        let before = folded[..place].chars().next_back();
        let after = folded[place + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Some comments went through a program that wrote `\x20` for a space and `\u2019` for an apostrophe.
fn decoded(value: &str) -> String {
    let mut result = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('\\') {
        result.push_str(before);
        let length = match after.as_bytes().first() {
            Some(b'x') => 3,
            Some(b'u') => 5,
            _ => 0,
        };
        let code =
            after.get(1..length).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        match code {
            Some(c) => result.push(c),
            None => result.push('\\'),
        }
        rest = if code.is_some() { &after[length..] } else { after };
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: [bool; 6] = [true; 6];

    #[track_caller]
    fn check(comment: &str, days: [bool; 6], half: Half) {
        let comment = Comment::read(comment);
        assert_eq!(comment.doubt().map(|doubt| (doubt.days, doubt.half)), Some((days, half)), "{}", comment.folded);
    }

    fn only(days: &[usize]) -> [bool; 6] {
        std::array::from_fn(|day| days.contains(&day))
    }

    #[test]
    fn a_comment_throws_doubt_on_the_days_it_names() {
        check("Ouvert le premier samedi du mois de 9h à 12h", only(&[5]), Half::Both);
        check("Uniquement sur rendez-vous les mercredis et vendredis après-midi", only(&[2, 4]), Half::Afternoon);
        check("Sur rendez-vous du lundi au jeudi, le matin", only(&[0, 1, 2, 3]), Half::Morning);
        check("fermé le 1er lundi après-midi du mois", only(&[0]), Half::Afternoon);
        check("vendredi: uniquement sur rendez-vous", only(&[4]), Half::Both);
    }

    #[test]
    fn one_that_names_no_day_throws_doubt_on_all() {
        check("Pendant les vacances scolaires : 9:00 - 12:00 / 13:00 - 17:00", WHOLE, Half::Both);
        check("Les après-midi sur RDV", WHOLE, Half::Afternoon);
        check("Le matin sans rendez-vous, l'après midi sur rendez-vous", WHOLE, Half::Both);
        check("Itinérance les semaines paires", WHOLE, Half::Both);
        check("Fermeture exceptionnelle", WHOLE, Half::Both);
    }

    #[test]
    fn a_number_to_call_is_no_doubt() {
        for text in [
            "Prise de rendez-vous au 04.92.00.32.59",
            "Prise de rendez-vous conseillée",
            "Possibilité de prendre rendez-vous en dehors des horaires d'ouverture au public",
            "Structure non itinérante",
            "PAS ITINERANTE",
            "",
            "Accueil avec ou sans rendez-vous",
            "entrée à l'arrière de la mairie",
            "https://example.org",
        ] {
            assert_eq!(Comment::read(text).doubt(), None, "{text}");
        }
    }

    #[test]
    fn an_appointment_is_required_only_when_the_whole_comment_says_so() {
        let appointment = |text: &str, column: &str| Comment::read(text).appointment(column);
        for text in [
            "Uniquement sur rendez-vous",
            "SUR RDV UNIQUEMENT",
            "Accueil du public sur rendez vous uniquement - 07.85.93.51.18",
            "Accueil sur rendez-vous tel au 0382596327",
        ] {
            assert_eq!(appointment(text, "Non"), Some(Appointment::Required), "{text}");
        }
        for text in [
            "De préférence sur rendez-vous",
            "Démarches ANTS - Uniquement sur rendez-vous",
            "Sur rendez-vous le samedi",
            "Sur rdv pour les accompagnements",
            "Après midi sur rendez-vous uniquement",
            "Itinérance sur rendez-vous dans 14 communes",
        ] {
            assert_eq!(appointment(text, "Non"), Some(Appointment::Possible), "{text}");
        }
        assert_eq!(appointment("", "Oui"), Some(Appointment::Possible));
        assert_eq!(appointment("Sans rendez-vous", "Non"), Some(Appointment::NotNeeded));
        assert_eq!(appointment("", ""), None);
    }

    #[test]
    fn the_words_are_cleaned_and_empty_ones_left_out() {
        assert_eq!(
            Comment::read(r"Le\x20lundi\x20\xE0\x2017\x3A00 sur rdv, d\u2019accord").text,
            "Le lundi à 17:00 sur rdv, d’accord"
        );
        for text in [".", "oui", "757682982", "04 71 23 23 54", "Multi-sites"] {
            assert_eq!(Comment::read(text).text, "", "{text}");
        }
        assert_eq!(Comment::read("franceservices@ville-lege44.fr").text, "franceservices@ville-lege44.fr");
        assert_eq!(Comment::read(r"C:\temp \u12").text, r"C:\temp \u12");
    }
}
