//! How an answer travels inside of a page: postcard, written so that a page of text may hold it.
//!
//! Postcard has no names of fields, which keeps both the page and the code that reads it small. Its texts stay readable
//! text, so that compression finds again what the page already says; other bytes become letters from [`FIRST`] on.
//!
//! It stands in an element of its own ([`ELEMENT`]). Leptos would put it into a script, and looks up for each letter
//! that is not English whether it can be printed: a tenth of all that a list cost.

use leptos::server::codee::{Decoder, Encoder};
use serde::{Serialize, de::DeserializeOwned};

use crate::browser;

/// The id of the element with the answer that a page was made from.
pub const ELEMENT: &str = "answer";

/// Stands for the byte 0; the 255 letters behind it for the others. Rare in our texts.
const FIRST: u32 = 0x4e00;

/// Takes the value of a resource from the element.
pub struct Wire;

impl<T: Serialize> Encoder<T> for Wire {
    type Error = postcard::Error;
    type Encoded = String;

    fn encode(_: &T) -> Result<String, postcard::Error> {
        Ok(String::new())
    }
}

impl<T: DeserializeOwned> Decoder<T> for Wire {
    type Error = postcard::Error;
    type Encoded = str;

    fn decode(_: &str) -> Result<T, postcard::Error> {
        read(&browser::content_of(ELEMENT).unwrap_or_default())
    }
}

/// The text for the element: it may stand in a script as it is.
pub fn write(value: &impl Serialize) -> Result<String, postcard::Error> {
    postcard::to_allocvec(value).map(|bytes| text_of(&bytes))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, postcard::Error> {
    postcard::from_bytes(&bytes_of(text))
}

fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    let letters = |bytes: &[u8], text: &mut String| {
        text.extend(bytes.iter().filter_map(|byte| char::from_u32(FIRST + u32::from(*byte))));
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            // `<` could end the element, a browser reads line ends in its own way, and some signs no page may hold.
            if c.is_control() || c == '<' || is_no_character(c) || byte_of(c).is_some() {
                letters(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut text);
            } else {
                text.push(c);
            }
        }
        letters(chunk.invalid(), &mut text);
    }
    text
}

/// Numbers of Unicode that never become a character.
fn is_no_character(c: char) -> bool {
    matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe
}

fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match byte_of(c) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

/// The byte that a letter stands for.
fn byte_of(c: char) -> Option<u8> {
    u32::from(c).checked_sub(FIRST).and_then(|byte| u8::try_from(byte).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        assert_eq!(bytes_of(&text_of(&all)), all);
    }

    #[test]
    fn every_text_comes_back_and_stays_readable() {
        for text in ["лікар – «médecin»", "一丁 are letters that stand for bytes", "<script>\n\"", "🙂"] {
            let wire = write(&text).unwrap();
            assert_eq!(read::<String>(&wire).unwrap(), text);
            assert!(!wire.contains('<'));
        }
        assert!(write(&"лікар").unwrap().contains("лікар"));
    }

    #[test]
    fn what_no_page_may_hold_is_written_otherwise() {
        let text = "a\u{7f}b\u{80}c\u{9f}d\u{fdd0}e\u{ffff}f\u{1fffe}\0";
        let wire = write(&text).unwrap();
        assert_eq!(read::<String>(&wire).unwrap(), text);
        assert!(!wire.chars().any(|c| c.is_control() || is_no_character(c)));
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let wire = write(&("лікар".to_owned(), 300_u32)).unwrap();
        let half: String = wire.chars().take(4).collect();
        assert!(read::<(String, u32)>(&half).is_err());
    }
}
