//! The readable part of an address: a name in Latin letters and the id behind it.
//! Knows nothing about routes.

use crate::{analysis::fold_char, listing::ListingId};

/// Longest name part in bytes; longer names are cut at a word.
const MAX_LENGTH: usize = 60;

/// The slug of a listing: `france-services-de-valserhone-12`.
pub fn slug(name: &str, id: ListingId) -> String {
    let words = latin_words(name);
    if words.is_empty() { id.to_string() } else { format!("{words}-{id}") }
}

/// The id that a slug ends with. Whatever stands before it does not matter, so that a renamed listing is still found.
pub fn id_of_slug(slug: &str) -> Option<ListingId> {
    let digits = slug.rsplit('-').next()?;
    let valid = !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|b| b.is_ascii_digit());
    valid.then(|| digits.parse().ok().map(ListingId)).flatten()
}

/// The words of a name in Latin letters, joined by hyphens.
pub fn latin_words(name: &str) -> String {
    let mut result = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let before = result.len();
        push_latin(c, &mut result);
        if result.len() == before && !result.is_empty() && !result.ends_with('-') && !is_silent(c) {
            result.push('-');
        }
    }
    if result.len() > MAX_LENGTH {
        let cut = result[..MAX_LENGTH].rfind('-').unwrap_or(MAX_LENGTH);
        result.truncate(cut);
    }
    result.trim_end_matches('-').to_owned()
}

fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | 'ь' | 'ъ')
}

/// Appends the Latin spelling; nothing for what is not a letter or digit.
/// Cyrillic follows the Ukrainian passport rule (Cabinet of Ministers resolution 55 of 2010), Russian letters beside it.
fn push_latin(c: char, out: &mut String) {
    let cyrillic = match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "h",
        'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' | 'ы' => "y",
        'і' | 'ї' | 'й' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "iu",
        'я' => "ia",
        'ё' => "io",
        _ => "",
    };
    out.push_str(cyrillic);
    if cyrillic.is_empty() {
        fold_char(c, |folded| {
            if folded.is_ascii_alphanumeric() {
                out.push(folded);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_latin_and_ends_with_the_id() {
        assert_eq!(
            slug("France services de l’Œuvre à Valserhône", ListingId(12)),
            "france-services-de-loeuvre-a-valserhone-12"
        );
        assert_eq!(slug("Амбулаторія «Солідарність»", ListingId(7)), "ambulatoriia-solidarnist-7");
        assert_eq!(slug("救", ListingId(7)), "7");
    }

    #[test]
    fn the_id_is_found_whatever_the_name_became() {
        assert_eq!(id_of_slug("old-name-12"), Some(ListingId(12)));
        assert_eq!(id_of_slug("12"), Some(ListingId(12)));
        assert_eq!(id_of_slug("name-without"), None);
        assert_eq!(id_of_slug("x-99999999999"), None);
    }
}
