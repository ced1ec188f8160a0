//! Pieces of pages without their types.

use leptos::prelude::{AnyView, IntoAny, View};
use leptos::tachys::view::RenderHtml;

/// Leptos' `view!`, whose result is an [`AnyView`].
///
/// Left alone, each piece has a type that names every element inside of it, and what draws, updates and takes over a
/// piece is compiled once for each type: that was two thirds of what a reader downloads (`docs/decisions/010`).
macro_rules! view {
    ($($tokens:tt)*) => { $crate::view::any(::leptos::view! { $($tokens)* }) };
}

pub(crate) use view;

/// Forgets the type of a piece.
pub fn any<T: RenderHtml + Send>(piece: View<T>) -> AnyView {
    piece.into_inner().into_any()
}
