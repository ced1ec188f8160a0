//! Folding of letters that people write in more than one way.

/// Folds one word: lower case, no accents, no Latin look-alikes in Cyrillic. Appends to `out`.
pub fn fold_word(word: &str, out: &mut String) {
    let start = out.len();
    let mut cyrillic = false;
    for c in word.chars().flat_map(char::to_lowercase) {
        fold_char(c, |folded| {
            cyrillic |= matches!(folded, 'а'..='я' | 'є' | 'і');
            out.push(folded);
        });
    }
    if cyrillic && out[start..].bytes().any(|b| b.is_ascii_alphabetic()) {
        let replaced: String = out[start..].chars().map(look_alike).collect();
        out.truncate(start);
        out.push_str(&replaced);
    }
}

/// Folds one lower-case character to the characters that stand for it; none for accents.
pub fn fold_char(c: char, mut each: impl FnMut(char)) {
    if c.is_ascii() {
        return each(c);
    }
    let folded = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ł' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ґ' => 'г',
        'ё' | 'ѐ' => 'е',
        'ї' => 'і',
        'й' | 'ѝ' => 'и',
        'ў' => 'у',
        'œ' => return "oe".chars().for_each(each),
        'æ' => return "ae".chars().for_each(each),
        'ß' => return "ss".chars().for_each(each),
        '\u{300}'..='\u{36f}' => return,
        other => other,
    };
    each(folded);
}

/// The Cyrillic letter that looks like a Latin one.
fn look_alike(c: char) -> char {
    match c {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'i' => 'і',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}
