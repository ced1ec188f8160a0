//! Plain text as paragraphs: French terms marked as French, numbers to call as links.

use super::Piece;
use domain::{calls::calls, guide::french_terms};

/// The paragraphs of a text that blank lines separate.
pub fn paragraphs(text: &str) -> Vec<Piece> {
    let cut = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    cut.map(|paragraph| marked(Piece::new("p"), paragraph)).collect()
}

/// An element with a text in it, in which each `[[French term]]` is marked as French, and each number to call is a link.
pub fn marked(into: Piece, text: &str) -> Piece {
    french_terms(text).into_iter().fold(into, |into, (french, piece)| {
        if french { into.put(called(Piece::new("span").set("lang", "fr"), piece)) } else { called(into, piece) }
    })
}

fn called(into: Piece, text: &str) -> Piece {
    calls(text).into_iter().fold(into, |into, (piece, href)| match href {
        Some(href) => into.put(Piece::of_class("a", "call").set("href", &href).text(piece)),
        None => into.text(piece),
    })
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_a_link_and_a_french_term_is_french() {
        let html = marked(Piece::new("p"), "[[SAMU]] – 15 або 112").into_render().to_html();
        let of = |number: &str| format!(r#"<a class="call" href="tel:{number}">{number}</a>"#);
        assert_eq!(html, format!("<p><span lang=\"fr\">SAMU</span> – {} або {}</p>", of("15"), of("112")));
    }
}
