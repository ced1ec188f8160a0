//! Plain text: what spreadsheets and forms leave in it is taken out.

/// The text without control characters, spaces at line ends, and more than one blank line in a row.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let mut result = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.split('\n') {
        let line: String = line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| is_kept(*c)).collect();
        let line = line.trim_end();
        if line.trim_start().is_empty() {
            blank_lines += 1;
            continue;
        }
        if !result.is_empty() {
            result.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
        }
        blank_lines = 0;
        result.push_str(line);
    }
    result.trim().to_owned()
}

/// The same on one line, with single spaces. A space that does not break is typography, and stays.
pub fn one_line(text: &str) -> String {
    clean(text).split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lower case without accents, for recognising French words; typographic apostrophes become plain.
pub fn folded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '’' | 'ʼ' => result.push('\''),
            '\u{a0}' | '\u{202f}' => result.push(' '),
            '‐' | '‑' | '–' => result.push('-'),
            _ => domain::analysis::fold_char(c, |folded| result.push(folded)),
        }
    }
    result
}

/// Not a control character, nor one that turns the direction of what follows.
fn is_kept(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_and_noise_goes() {
        assert_eq!(clean(" a \r\n\r\n\r\n\u{0}b\t\u{feff}c \n"), "a\n\nb c");
        assert_eq!(clean("a\nb"), "a\nb");
        assert_eq!(one_line("27 Avenue\n\n Schuman\u{a0}"), "27 Avenue Schuman");
        assert_eq!(clean("\u{202e}evil"), "evil");
    }

    #[test]
    fn french_words_are_folded() {
        assert_eq!(folded("Été – L’après-midi"), "ete - l'apres-midi");
    }
}
