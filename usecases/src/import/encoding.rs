//! Which characters the bytes of a table mean, in whatever way a spreadsheet saved them.
//! Knows nothing about rows.
//!
//! UTF-8 and UTF-16 are told by their marks or their shape. What is neither is of a code page, and a code page cannot be
//! proved: two ways of guessing must agree, the frequencies of `chardetng` and whether the words look like words.
//! Otherwise the file is refused with both readings, because letters of another alphabet would be published.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_5, KOI8_U, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

/// The text of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub text: String,
    /// The name of what it was read as, where that had to be found out.
    pub read_as: Option<&'static str>,
}

/// Two readings of the same bytes, of which either may be right: the names and a sample of each.
#[derive(Debug, PartialEq)]
pub(super) struct Doubtful(pub [(&'static str, String); 2]);

/// Code pages that spreadsheets save in where people read Latin or Cyrillic letters.
const PAGES: [&Encoding; 7] = [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250, KOI8_U, IBM866, ISO_8859_5, MACINTOSH];

/// The text of a table. A character that cannot be read is U+FFFD; whoever reads rows refuses those that have one.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Doubtful> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
        return Ok(Decoded { text, read_as: None });
    }
    if let Some(encoding) = wide(&bytes) {
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        return Ok(Decoded { text, read_as: Some(encoding.name()) });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, read_as: None }),
        Err(error) => error.into_bytes(),
    };
    let (good, bad) = sequences(&bytes);
    // A letter that was cut in two somewhere. In a code page, hardly any two bytes look like one.
    if good > 4 * bad || (bad == 1 && is_cut_off(&bytes)) {
        return Ok(Decoded { text: String::from_utf8_lossy(&bytes).into_owned(), read_as: Some("UTF-8") });
    }
    code_page(&bytes)
}

/// UTF-16 without a mark: every other byte says which alphabet, and there are few.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4000)];
    let share = |place: usize| {
        let high = sample.iter().skip(place).step_by(2);
        let known = high.clone().filter(|byte| matches!(**byte, 0 | 4 | 0x20)).count();
        known as f64 / high.count().max(1) as f64
    };
    let is_wide = bytes.len() >= 4 && sample.contains(&0);
    [(UTF_16LE, 1), (UTF_16BE, 0)]
        .into_iter()
        .find(|(_, place)| is_wide && share(*place) > 0.95)
        .map(|(found, _)| found)
}

/// How many letters of several bytes are whole UTF-8, and how many bytes are none.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let wide = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (good + wide, bad + usize::from(!chunk.invalid().is_empty()))
    })
}

/// Whether only the end of the file cannot be read.
fn is_cut_off(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

fn code_page(bytes: &[u8]) -> Result<Decoded, Doubtful> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = match detector.guess(None, Utf8Detection::Deny) {
        // A few accents are no frequencies: then it is what people in France save.
        latin if latin == WINDOWS_1250 || latin == WINDOWS_1252 => detector.guess(Some(b"fr"), Utf8Detection::Deny),
        other => other,
    };
    let mut readings: Vec<Reading> = PAGES.iter().map(|page| Reading::of(page, bytes)).collect();
    // The first of equals stays first: the page that is used most.
    readings.sort_by(|one, other| other.likeness.total_cmp(&one.likeness));
    let guess = readings
        .iter()
        .find(|reading| reading.page == guessed)
        .map_or_else(|| Reading::of(guessed, bytes), Clone::clone);
    let best = &readings[0];
    let chosen = if best.text == guess.text || best.likeness < guess.likeness + CLEARLY { &guess } else { best };
    let rival = readings.iter().find(|other| other.text != chosen.text);
    let is_clear = chosen.likeness > LIKELY
        && (chosen.text == guess.text || rival.is_none_or(|rival| chosen.likeness > rival.likeness + CLEARLY));
    match rival {
        Some(rival) if !is_clear => Err(Doubtful([chosen.sample(), rival.sample()])),
        _ => Ok(Decoded { text: chosen.text.clone(), read_as: Some(chosen.page.name()) }),
    }
}

/// Share of words that must look like words.
const LIKELY: f64 = 0.7;
/// By how much a reading must look better than the one that frequencies speak for.
const CLEARLY: f64 = 0.3;

#[derive(Clone)]
struct Reading {
    page: &'static Encoding,
    text: String,
    /// Share of words with letters outside of ASCII that look like words.
    likeness: f64,
}

impl Reading {
    fn of(page: &'static Encoding, bytes: &[u8]) -> Self {
        let text = page.decode_without_bom_handling(bytes).0.into_owned();
        let foreign = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).filter(|word| !word.is_ascii());
        let (mut likely, mut all) = (0_u32, 0_u32);
        for word in foreign {
            all += 1;
            likely += u32::from(is_word(word));
        }
        Self { page, likeness: f64::from(likely) / f64::from(all.max(1)), text }
    }

    /// The first letters that are not ASCII, with what stands around them.
    fn sample(&self) -> (&'static str, String) {
        let place = self.text.find(|c: char| !c.is_ascii()).unwrap_or_default();
        let line = self.text[..place].rfind(['\n', ';', ',', '\t']).map_or(0, |before| before + 1);
        (self.page.name(), self.text[line..].chars().take(40).filter(|c| !c.is_control()).collect())
    }
}

/// Letters of one alphabet, upper case only at the beginning or throughout, and the signs of typography around them.
fn is_word(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let mut signs = word.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic());
    if signs.any(|c| {
        !matches!(
            c,
            '«' | '»'
                | '–'
                | '—'
                | '’'
                | '‘'
                | '“'
                | '”'
                | '„'
                | '…'
                | '€'
                | '№'
                | '°'
                | '·'
                | '•'
                | '\u{a0}'
        )
    }) {
        return false;
    }
    let Some((_, rest)) = letters.split_first() else { return true };
    let cased = rest.iter().all(|c| c.is_lowercase()) || letters.iter().all(|c| c.is_uppercase());
    let are_cyrillic = letters
        .iter()
        .all(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | 'є' | 'Є' | 'і' | 'І' | 'ї' | 'Ї' | 'ґ' | 'Ґ'));
    let accented = letters.iter().filter(|c| !c.is_ascii()).count();
    let are_latin = letters.iter().all(|c| matches!(*c, 'a'..='z' | 'A'..='Z' | 'À'..='ž' | 'Ș'..='ț'));
    // In Latin alphabets most letters have no accent; a word of one letter is à, ô, é.
    let is_latin = are_latin && (accented * 2 <= letters.len() || letters.len() == 1);
    cased && (are_cyrillic || is_latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UKRAINIAN: &str = "name;description\nПункт збору на Поділлі;Приймаємо теплі речі, їжу та ґенератори щодня\n";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.read_as.unwrap_or_default())
    }

    #[test]
    fn a_table_is_read_in_the_encodings_of_spreadsheets() {
        assert_eq!(read("é€".as_bytes()), ("é€".into(), ""));
        assert_eq!(read("\u{feff}é".as_bytes()), ("é".into(), ""));
        assert_eq!(read(b"caf\xe9 \x80 l'\x9cuvre").0, "café € l'œuvre");
        assert_eq!(read(b"\xff\xfe\xe9\0;\0"), ("é;".into(), ""));
        // Cut within the two bytes of é: not taken for a code page, which would garble the whole file.
        assert_eq!(read(b"caf\xc3\xa9 \xc3").0, "café \u{fffd}");
    }

    #[test]
    fn cyrillic_code_pages_are_recognised_and_said() {
        for (page, text) in [
            (WINDOWS_1251, UKRAINIAN),
            (KOI8_U, UKRAINIAN),
            (IBM866, "name\nПункт выдачи одежды на вокзале\nДом культуры, улица Мира\n"),
        ] {
            let (bytes, _, lossy) = page.encode(text);
            assert!(!lossy, "{}", page.name());
            assert_eq!(read(&bytes), (text.into(), page.name()));
        }
        let (short, ..) = KOI8_U.encode("source;name\nhunt;Пункт видачі допомоги\n");
        assert_eq!(read(&short).1, "KOI8-U");
    }

    #[test]
    fn latin_code_pages_are_told_apart() {
        let (polish, ..) =
            WINDOWS_1250.encode("name\nPomoc żywnościowa w Łodzi\nPrzyjmujemy ciepłą odzież, także dziecięcą\n");
        assert_eq!(read(&polish).0, "name\nPomoc żywnościowa w Łodzi\nPrzyjmujemy ciepłą odzież, także dziecięcą\n");
        let (french, ..) = WINDOWS_1252.encode("name\nDépôt de vêtements à l’école\n");
        assert_eq!(read(&french), ("name\nDépôt de vêtements à l’école\n".into(), "windows-1252"));
    }

    #[test]
    fn utf_16_is_recognised_without_its_mark() {
        for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
            let units = UKRAINIAN.encode_utf16();
            let bytes: Vec<u8> =
                units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
            assert_eq!(read(&bytes), (UKRAINIAN.into(), name));
        }
    }

    #[test]
    fn one_bad_byte_does_not_make_a_code_page_of_a_file() {
        let mut bytes = UKRAINIAN.as_bytes().to_vec();
        bytes.extend(b"caf\xe9\n");
        assert_eq!(read(&bytes), (format!("{UKRAINIAN}caf\u{fffd}\n"), "UTF-8"));
    }

    #[test]
    fn what_may_be_either_is_refused_with_both_readings() {
        let Err(Doubtful(samples)) = decode(b"name\n\xd0\xd1\xf8\x95\x81\x9d\x90\xb0\xb1\xb2\n".to_vec()) else {
            panic!()
        };
        assert_ne!(samples[0], samples[1]);
    }
}
