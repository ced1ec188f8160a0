//! Plain text as paragraphs; French terms marked as French.

use domain::guide::french_terms;
use leptos::prelude::*;

use crate::view;

/// The paragraphs of a text that blank lines separate.
pub fn paragraphs(text: &str) -> Vec<AnyView> {
    let cut = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    cut.map(|paragraph| view! { <p>{with_french(paragraph)}</p> }).collect_view()
}

/// A text with the `[[French terms]]` in it marked as French.
pub fn with_french(text: &str) -> Vec<AnyView> {
    let piece = |(french, piece): (bool, &str)| {
        let piece = piece.to_owned();
        if french {
            view! { <span lang="fr">{piece}</span> }
        } else {
            piece.into_any()
        }
    };
    french_terms(text).into_iter().map(piece).collect_view()
}
