//! Pieces that never change by halves, written as text: what a card says, an icon with its words, an entry of a menu.
//!
//! A list has hundreds of elements. As text a piece is one thing to make on the server and to take over in the browser,
//! however many elements it has. What reacts, or keeps the focus while its words change, is made by `view!` instead.
//! Every text is escaped here.

use domain::{Code, Lang};
use leptos::prelude::*;

use super::{Html, icon};
use crate::i18n::fill;

/// Bytes of a piece of usual size.
const ROOM: usize = 256;

/// An element with what is in it.
pub struct Piece {
    tag: &'static str,
    html: String,
    /// Whether attributes may still follow.
    starting: bool,
}

impl Piece {
    pub fn new(tag: &'static str) -> Self {
        let mut html = String::with_capacity(ROOM);
        html.push('<');
        html.push_str(tag);
        Self { tag, html, starting: true }
    }

    /// HTML as it is written here, with texts in the places that braces name: much to see for little code.
    pub fn filled(html: &'static str, texts: &[(&str, &str)]) -> Self {
        let escaped: Vec<(&str, String)> = texts.iter().map(|(name, text)| (*name, escaped(text))).collect();
        let texts: Vec<(&str, &str)> = escaped.iter().map(|(name, text)| (*name, text.as_str())).collect();
        Self { tag: "", html: fill(html, &texts), starting: false }
    }

    /// The same with a class.
    pub fn of_class(tag: &'static str, class: &str) -> Self {
        Self::new(tag).set("class", class)
    }

    /// Sets an attribute; before anything is put in.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        debug_assert!(self.starting, "{name} comes too late");
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape(value, &mut self.html);
        self.html.push('"');
        self
    }

    pub fn text(mut self, text: &str) -> Self {
        self.start();
        escape(text, &mut self.html);
        self
    }

    pub fn icon(mut self, name: &str) -> Self {
        self.start();
        self.html.push_str(&icon::drawn("icon", name));
        self
    }

    /// An icon that points in the direction of reading.
    pub fn icon_flip(mut self, name: &str) -> Self {
        self.start();
        self.html.push_str(&icon::drawn("icon icon-flip", name));
        self
    }

    pub fn put(mut self, piece: Self) -> Self {
        self.start();
        self.html.push_str(&piece.finish());
        self
    }

    pub fn put_all(self, pieces: impl IntoIterator<Item = Self>) -> Self {
        pieces.into_iter().fold(self, Self::put)
    }

    fn start(&mut self) {
        if std::mem::take(&mut self.starting) {
            self.html.push('>');
        }
    }

    fn finish(mut self) -> String {
        self.start();
        if !matches!(self.tag, "" | "img" | "input" | "source") {
            self.html.push_str("</");
            self.html.push_str(self.tag);
            self.html.push('>');
        }
        self.html
    }
}

impl IntoRender for Piece {
    type Output = AnyView;

    fn into_render(self) -> AnyView {
        Html::new(self.finish()).into_any()
    }
}

/// Words after an icon.
pub fn icon_words(piece: Piece, name: &str, words: &str) -> Piece {
    piece.icon(name).put(Piece::new("span").text(words))
}

/// An element whose text is in a language, which it says unless it is the reader's.
pub fn in_lang(piece: Piece, reader: Lang, text: Lang) -> Piece {
    if reader == text { piece } else { piece.set("lang", text.code()) }
}

/// A value to choose in a menu.
pub fn menu_option(value: &str, text: &str, chosen: bool) -> AnyView {
    let option = Piece::new("option").set("value", value);
    let option = if chosen { option.set("selected", "") } else { option };
    option.text(text).into_render()
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    escape(text, &mut html);
    html
}

fn escape(text: &str, html: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let spelled = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(spelled);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped() {
        let html = icon_words(Piece::of_class("p", "a\"b"), "open", "<b>&</b>").into_render().to_html();
        assert!(html.starts_with("<p class=\"a&quot;b\"><svg class=\"icon\""), "{html}");
        assert!(html.ends_with("<span>&lt;b&gt;&amp;&lt;/b&gt;</span></p>"), "{html}");
    }

    #[test]
    fn what_is_filled_in_is_a_text() {
        let link = Piece::filled("<a href=\"{path}\">{name}</a>", &[("name", "<b>"), ("path", "/\"")]);
        assert_eq!(Piece::new("p").put(link).into_render().to_html(), "<p><a href=\"/&quot;\">&lt;b&gt;</a></p>");
    }

    #[test]
    fn pieces_hold_pieces() {
        let words = ["a", "b"].map(|word| Piece::new("li").text(word));
        assert_eq!(Piece::new("ul").put_all(words).into_render().to_html(), "<ul><li>a</li><li>b</li></ul>");
        assert_eq!(Piece::new("p").into_render().to_html(), "<p></p>");
    }
}
