//! Pictures drawn with lines: icons out of one file, and codes to scan.

use domain::vocabulary::Category;
use leptos::prelude::*;

use super::{Html, Piece};
use crate::i18n::names;

/// The file of all icons; its name changes with its content.
pub const ICONS_URL: &str = concat!("/icons-", env!("ICONS_HASH"), ".svg");

/// An icon. A word always stands beside it, so it is hidden from those who listen.
pub fn icon(name: &str) -> AnyView {
    Html::new(drawn("icon", name)).into_any()
}

/// An icon as text; see [`super::piece`].
pub(super) fn drawn(class: &str, name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!(r#"<svg class="{class}" aria-hidden="true"><use href="{ICONS_URL}#i-{name}"></use></svg>"#)
}

/// The icon of a category in the colour of its family.
pub fn category_mark(category: Category, class: &str) -> Piece {
    Piece::of_class("span", class)
        .set("data-family", &category.family().to_string())
        .icon(names::category_icon(category))
}

/// The code that leads back to the page at a path, seen on paper only.
pub fn qr_code(path: &str) -> Piece {
    let picture = Piece::new("img").set("src", &format!("/qr{path}.svg")).set("alt", "").set("fetchpriority", "low");
    Piece::of_class("p", "print-code").put(picture)
}
