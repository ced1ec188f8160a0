//! From «в Ліоні» to «Ліон»: the names that a Ukrainian or Russian form may belong to.
//!
//! Made of endings alone, and far too many: which of them is a name, the list of places knows.

use crate::{analysis::fold_word, sorting};

/// Endings of cases after folding (й is и, ї is і), and those of the nominative that may stand in their place.
const CASES: [&str; 30] = [
    "ові", "еві", "єві", "ами", "ями", "ому", "ого", "ах", "ях", "ою", "ею", "єю", "ом", "ем", "єм", "им", "ым", "ои",
    "еи", "іи", "ії", "ию", "ію", "і", "у", "ю", "а", "я", "и", "е",
];
const NOMINATIVES: [&str; 14] = ["", "а", "я", "ь", "о", "е", "и", "і", "ы", "ия", "ія", "ая", "ии", "ыи"];
/// Endings of adjectives, such as in «Біла Церква» and «Кривий Ріг».
const ADJECTIVES: [&str; 8] = ["ии", "ыи", "ое", "ая", "а", "я", "е", "і"];
/// More forms than this are not tried.
const MOST: usize = 700;

/// Forms that the name may have when nothing is said of it; none for a text without Cyrillic letters.
pub fn nominatives(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut is_other = false;
    let mut words = text.split([' ', '-']).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let mut folded = String::new();
        fold_word(word, &mut folded);
        // Behind the name of a city stands the number of its district.
        let is_noun = words.peek().is_none_or(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        let mut forms = forms(&folded, if is_noun { &NOMINATIVES } else { &ADJECTIVES });
        is_other |= !forms.is_empty();
        forms.push(folded);
        sorting::sort(&mut forms);
        forms.dedup();
        let joined =
            |name: &String, form: &String| if name.is_empty() { form.clone() } else { format!("{name} {form}") };
        names = names.iter().flat_map(|name| forms.iter().map(move |form| joined(name, form))).take(MOST).collect();
    }
    if is_other { names } else { Vec::new() }
}

/// The forms of one word with these endings.
fn forms(word: &str, endings: &[&str]) -> Vec<String> {
    let mut forms = Vec::new();
    if !word.chars().any(|c| matches!(c, 'а'..='я' | 'є' | 'і')) {
        return forms;
    }
    for base in CASES.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|base| base.chars().count() > 1) {
        for base in bases(base) {
            forms.extend(endings.iter().map(|ending| format!("{base}{ending}")));
            forms.extend(["", "ь"].iter().filter_map(|ending| closed(&format!("{base}{ending}"))));
        }
    }
    forms
}

/// A base with the consonant that it has elsewhere: «Празі» belongs to «Прага».
fn bases(base: &str) -> Vec<String> {
    let mut all = vec![base.to_owned()];
    for (soft, hard) in [('з', "г"), ('ц', "к"), ('с', "х"), ('ц', "ец")] {
        all.extend(base.strip_suffix(soft).map(|rest| format!("{rest}{hard}")));
    }
    all.extend(base.strip_suffix("ьц").map(|rest| format!("{rest}ец")));
    all
}

/// The last о or е of a syllable that is closed again: «Львові» belongs to «Львів».
fn closed(name: &str) -> Option<String> {
    let at = name.rfind(['о', 'е', 'є'])?;
    let c = name[at..].chars().next()?;
    Some(format!("{}і{}", &name[..at], &name[at + c.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_names() {
        for (form, name) in [
            ("Ліоні", "ліон"),
            ("Парижа", "париж"),
            ("Марселі", "марсель"),
            ("Ніцці", "ніцца"),
            ("Києві", "киів"),
            ("Львова", "львів"),
            ("Тернополі", "тернопіль"),
            ("Одесі", "одеса"),
            ("Вінниці", "вінниця"),
            ("Чернівцях", "чернівці"),
            ("Кривому Розі", "кривии ріг"),
            ("Білій Церкві", "біла церква"),
            ("Лионе", "лион"),
            ("Харькове", "харьков"),
            ("Ницце", "ницца"),
        ] {
            assert!(nominatives(form).iter().any(|found| found == name), "{form}: {:?}", nominatives(form).len());
        }
        assert!(nominatives("Lyon").is_empty());
    }
}
