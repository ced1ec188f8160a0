//! What the words around digits say of them, in the four languages. Beginnings of words stand for all their forms.

use super::shape::Number;

/// Units, people and things that digits count.
const COUNTED: [&str; 62] = [
    "€",
    "%",
    "°",
    "euro",
    "jour",
    "an ",
    "ans",
    "an.",
    "année",
    "mois",
    "heure",
    "h ",
    "min",
    "semaine",
    "km",
    "kilo",
    "personne",
    "place",
    "page",
    "enfant",
    "day",
    "year",
    "month",
    "week",
    "hour",
    "people",
    "child",
    "other",
    "autre",
    "євро",
    "дн",
    "день",
    "рок",
    "рік",
    "місяц",
    "місяч",
    "тиж",
    "годин",
    "хвилин",
    "людей",
    "осіб",
    "людин",
    "місць",
    "інш",
    "евро",
    "день",
    "лет",
    "год",
    "месяц",
    "недел",
    "час",
    "минут",
    "человек",
    "мест",
    "друг",
    "м²",
    "m²",
    "kg",
    "кг",
    "км",
    "грн",
    "січ",
];

/// Words after which a number is a name of something.
const NAMED: [&str; 12] =
    ["article", "Article", "art.", "n°", "№", "loi", "code", "код", "статт", "стать", "page", "fiche"];

/// Beginnings and ends of words that tell somebody to call or to write.
const CALLING: [&str; 16] = [
    "ppele",
    "ompose",
    "oigne",
    "crivez",
    "onta",
    "call",
    "Call",
    "dial",
    "Dial",
    "text",
    "Text",
    "елефон",
    "звон",
    "Звон",
    "абер",
    "иш",
];

/// Those who answer the numbers of two digits.
const ANSWERING: [&str; 15] = [
    "Samu",
    "SAMU",
    "olic",
    "endarm",
    "ompier",
    "fire ",
    "mbulance",
    "medical",
    "оліц",
    "олиц",
    "ожежн",
    "ожарн",
    "видк",
    "корую",
    "корая",
];

/// Words that stand before a number that is called, between it and the one before.
const LEADING: [&str; 15] = ["le", "Le", "au", "the", "ou", "et", "or", "and", "або", "чи", "та", "і", "й", "или", "и"];

/// Words that may follow a number that is called.
const FOLLOWING: [&str; 18] =
    ["ou", "et", "puis", "or", "and", "then", "first", "is", "або", "чи", "та", "і", "й", "а", "или", "и", "с", "із"];

/// Whether digits count or name something.
pub fn is_counted(text: &str, number: &Number) -> bool {
    let after = text[number.end..].trim_start();
    let before = text[..number.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    after.len() < text.len() - number.end && COUNTED.iter().any(|unit| after.starts_with(unit))
        || NAMED.iter().any(|name| before.starts_with(name))
}

/// Whether a number of two digits is one to call. `sure` says where others begin that are, `short` where those of two
/// digits stand.
pub fn is_called(text: &str, number: &Number, sure: &[usize], short: &[(usize, usize)]) -> bool {
    if is_counted(text, number) {
        return false;
    }
    if is_told(text, number) {
        return true;
    }
    let sentence = sentence(text, number);
    let said = &text[sentence.clone()];
    let speaks = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let others = short.iter().filter(|other| sentence.contains(&other.0)).count() > 1;
    let last = short.iter().rev().find(|other| sentence.contains(&other.0));
    leads(&text[..number.start])
        && follows(&text[number.end..])
        && (sure.iter().any(|start| sentence.contains(start)) || speaks(&CALLING) || speaks(&ANSWERING) || others)
        // In "the 15th, 17th and 18th of March" only the last one says that they are days.
        && last.is_none_or(|last| follows(&text[last.1..]))
}

/// Whether somebody is told to dial digits.
pub fn is_dialled(text: &str, number: &Number) -> bool {
    is_told(text, number) && follows(&text[number.end..]) && !is_counted(text, number)
}

fn is_told(text: &str, number: &Number) -> bool {
    let before = text[sentence(text, number).start..number.start].trim_end();
    let mut words = before.rsplit(char::is_whitespace).filter(|word| !LEADING.contains(word));
    words.next().is_some_and(|word| !word.ends_with(',') && CALLING.iter().any(|call| word.contains(call)))
}

/// From the end of the sentence before to the end of its own.
fn sentence(text: &str, number: &Number) -> std::ops::Range<usize> {
    let ends = |c: char| matches!(c, '.' | '?' | '!' | '\n');
    let start = text[..number.start].rfind(ends).map_or(0, |at| at + 1);
    let end = text[number.end..].find(ends).map_or(text.len(), |at| number.end + at);
    start..end
}

fn leads(before: &str) -> bool {
    let before = before.trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    before.is_empty()
        || before.ends_with([',', ':', ';', '?', '!', '.', '(', '«', '“', '–', '—'])
        || LEADING.contains(&word)
        || matches!(word, "спершу" | "сначала" | "спочатку")
        || CALLING.iter().any(|call| word.contains(call))
}

fn follows(after: &str) -> bool {
    let word = after.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    word.is_empty()
        || word.starts_with(['.', ',', ';', ':', '?', '!', ')', '»', '”', '–', '—'])
        || FOLLOWING.contains(&word.trim_end_matches([',', '.']))
}
