//! Plain text as paragraphs; French terms marked as French.

use domain::guide::french_terms;
use leptos::prelude::*;

/// The paragraphs of a text that blank lines separate.
pub fn paragraphs(text: &str) -> impl IntoView + use<> {
    let cut = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    cut.map(|paragraph| view! { <p>{with_french(paragraph)}</p> }).collect_view()
}

/// A text with the `[[French terms]]` in it marked as French.
pub fn with_french(text: &str) -> impl IntoView + use<> {
    let piece = |(french, piece): (bool, &str)| {
        let piece = piece.to_owned();
        if french { view! { <span lang="fr">{piece}</span> }.into_any() } else { piece.into_any() }
    };
    french_terms(text).into_iter().map(piece).collect_view()
}
