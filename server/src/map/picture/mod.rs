//! Small maps that the server draws: for readers without JavaScript, for paper, for previews of links.
//!
//! Drawn from the same tiles as the map that moves. Knows nothing about pages.

mod draw;
mod ink;
mod names;
mod outline;
mod pins;
mod png;
mod scene;
mod view;

pub use draw::Subject;
pub use ink::Theme;
pub use png::png;
pub use view::View;

use domain::Lang;

use super::archive::Archive;

/// A picture as SVG.
pub async fn svg(view: &View, archive: &Archive, subject: &Subject<'_>, lang: Lang, theme: Theme) -> String {
    let scene = scene::Scene::of(view, archive, lang).await;
    draw::svg(view, &scene, subject, theme)
}
