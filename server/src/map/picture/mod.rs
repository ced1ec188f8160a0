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

use domain::{Lang, place::Position};

use super::archive::Archive;

/// A picture as SVG.
pub async fn svg(view: &View, archive: &Archive, subject: &Subject<'_>, lang: Lang, theme: Theme) -> String {
    let scene = scene::Scene::of(view, archive, lang).await;
    draw::svg(view, &scene, subject, theme)
}

/// How often a picture steps back from a place before it shows what there is.
const STEPS_BACK: u8 = 4;

/// A place from as near as something around it has a name: without one it would be a box of one colour.
pub async fn around(
    position: Position,
    size: (f64, f64),
    archive: &Archive,
    subject: &Subject<'_>,
    lang: Lang,
    theme: Theme,
) -> String {
    let mut zoom = archive.nearest();
    let mut left = STEPS_BACK;
    loop {
        let view = View::around(position, zoom, size);
        let scene = scene::Scene::of(&view, archive, lang).await;
        if left == 0 || !names::placed(&view, &scene.names, &[position]).is_empty() {
            return draw::svg(&view, &scene, subject, theme);
        }
        zoom -= 1.0;
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_small_map_of_a_village_names_something() {
        let map = Archive::built_in().await.unwrap();
        // Valleys, a moor, islands, the jungle, the steppe.
        let villages = [
            (44.957, 6.176),
            (45.714, 1.936),
            (44.42, 3.78),
            (46.72, -2.35),
            (3.63, -53.2),
            (-20.95, 55.3),
            (48.02, 34.71),
            (47.1, 33.2),
            (42.0, 9.0),
        ];
        for (lat, lon) in villages {
            let position = Position::new(lat, lon).unwrap();
            for size in [(360.0, 220.0), (600.0, 315.0)] {
                let subject = Subject { points: &[], middle: None, attribution: "", units: ("km", "m") };
                let svg = around(position, size, &map, &subject, Lang::Fr, Theme::Light).await;
                assert!(svg.contains(r#"text-anchor="middle""#), "{lat},{lon} {size:?}");
            }
        }
    }
}
