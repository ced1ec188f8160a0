//! A picture as SVG, from the ground up. Knows nothing about requests and tiles.
//!
//! Colours stand as attributes: the policy for styles allows none in a document.

use std::fmt::Write;

use domain::{engine::Point, place::Position};

use super::{
    ink::{Ink, Theme},
    names::{self, Placed},
    pins,
    scene::{NameKind, Scene},
    view::View,
};

/// The faces that devices have.
const FACE: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/// What a picture shows besides the ground.
pub struct Subject<'a> {
    pub points: &'a [Point],
    /// The place or the position that was asked for.
    pub middle: Option<Position>,
    /// Whom to thank for the map.
    pub attribution: &'a str,
    /// The word for kilometres and for metres.
    pub units: (&'a str, &'a str),
}

pub fn svg(view: &View, scene: &Scene, subject: &Subject, theme: Theme) -> String {
    let ink = Ink::of(theme);
    let (width, height) = (view.width, view.height);
    let mut svg = String::with_capacity(24_576);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FACE}"><rect width="{width}" height="{height}" fill="{}"/>"#,
        ink.water
    );
    ground(&mut svg, scene, ink, view.zoom);
    let marks = pins::marks(view, subject.points);
    let alone: Vec<Position> = marks.iter().map(|mark| mark.point.position).collect();
    for name in names::placed(view, &scene.names, &alone) {
        label(&mut svg, &name, ink);
    }
    if let Some(middle) = subject.middle {
        let (x, y) = view.place(middle);
        let _ = write!(
            svg,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="7" fill="{}" stroke="{}" stroke-width="3"/>"#,
            ink.accent, ink.pin_line
        );
    }
    pins::draw(&mut svg, &marks, ink);
    scale(&mut svg, view, subject.units, ink);
    thanks(&mut svg, view, subject.attribution, ink);
    svg.push_str("</svg>");
    svg
}

fn ground(svg: &mut String, scene: &Scene, ink: &Ink, zoom: f64) {
    svg.push_str(r#"<g transform="scale(.5)" fill="none" stroke-linejoin="round">"#);
    let mut surface = |path: &str, colour: &str| {
        if !path.is_empty() {
            let _ = write!(svg, r#"<path d="{path}" fill="{colour}"/>"#);
        }
    };
    surface(&scene.earth, ink.land);
    surface(&scene.green, ink.green);
    surface(&scene.water, ink.water);
    let mut line = |path: &str, colour: &str, width: f64, rest: &str| {
        if !path.is_empty() {
            let _ = write!(svg, r#"<path d="{path}" stroke="{colour}" stroke-width="{width}"{rest}/>"#);
        }
    };
    line(&scene.rivers, ink.water, (zoom - 3.0).clamp(1.0, 5.0), "");
    // All edges lie under all roads, so that crossings are open.
    let (street, road) = ((zoom - 10.0).clamp(1.0, 4.0) * 2.0, (zoom - 8.0).clamp(1.5, 5.0) * 2.0);
    for (colour, more) in [(ink.road_edge, 3.0), (ink.road, 0.0)] {
        line(&scene.streets, colour, street + more, "");
        line(&scene.roads, colour, road + more, "");
    }
    if zoom >= 6.5 {
        line(&scene.departments, ink.label, 1.2, r#" stroke-opacity=".35" stroke-dasharray="6 5""#);
    }
    line(&scene.regions, ink.label, 1.6, r#" stroke-opacity=".35""#);
    line(&scene.countries, ink.label, 2.6, r#" stroke-opacity=".6""#);
    svg.push_str("</g>");
}

fn label(svg: &mut String, name: &Placed, ink: &Ink) {
    let (weight, more) = match name.kind {
        NameKind::Capital => (650, ""),
        NameKind::Town => (500, ""),
        NameKind::Country => (650, r#" letter-spacing="1""#),
        NameKind::Area | NameKind::Quarter => (500, r#" opacity=".75""#),
    };
    let _ = write!(
        svg,
        r#"<text x="{:.1}" y="{:.1}" font-size="{}" font-weight="{weight}" text-anchor="middle" fill="{}" stroke="{}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"{more}>{}</text>"#,
        name.at.0,
        name.at.1,
        name.size,
        ink.label,
        ink.halo,
        escaped(&name.text),
    );
}

/// A bar as long as a round number of kilometres or metres.
fn scale(svg: &mut String, view: &View, (km, m): (&str, &str), ink: &Ink) {
    const LONGEST: f64 = 90.0;
    let most = LONGEST * view.metres_per_point();
    let power = 10_f64.powf(most.log10().floor());
    let round = [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|metres| *metres <= most).unwrap_or(power);
    let text = if round >= 1000.0 { format!("{} {km}", round / 1000.0) } else { format!("{round} {m}") };
    let (length, foot) = (round / view.metres_per_point(), view.height - 22.0);
    let _ = write!(
        svg,
        r#"<path d="M10 {:.0}v5h{length:.1}v-5" fill="none" stroke="{}" stroke-width="1.5"/><text x="14" y="{:.0}" font-size="12" fill="{}" stroke="{}" stroke-width="3" paint-order="stroke">{}</text>"#,
        foot - 5.0,
        ink.label,
        foot - 5.0,
        ink.label,
        ink.halo,
        escaped(&text),
    );
}

/// Whom to thank, in as many lines as it takes, from below.
fn thanks(svg: &mut String, view: &View, attribution: &str, ink: &Ink) {
    const SIZE: f64 = 9.0;
    let mut lines: Vec<String> = Vec::new();
    for part in attribution.split(" · ") {
        match lines.last_mut() {
            Some(line) if names::width(&format!("{line} · {part}"), SIZE) < view.width - 16.0 => {
                line.push_str(" · ");
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    for (from_below, line) in lines.iter().rev().enumerate() {
        let y = view.height - 5.0 - from_below as f64 * 11.0;
        let x = view.width - 6.0;
        let _ = write!(
            svg,
            r#"<text x="{x}" y="{y}" font-size="{SIZE}" text-anchor="end" fill="{}" stroke="{}" stroke-width="2.5" paint-order="stroke">{}</text>"#,
            ink.label,
            ink.halo,
            escaped(line),
        );
    }
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no way to say these.
            c if c.is_control() => {}
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(attribution: &str) -> String {
        let view = View::around(Position::new(45.0, 5.0).unwrap(), 9.0, (360.0, 240.0));
        let subject = Subject { points: &[], middle: None, attribution, units: ("км", "м") };
        svg(&view, &Scene::default(), &subject, Theme::Light)
    }

    #[test]
    fn nothing_that_is_written_can_end_the_picture() {
        let text = drawn("</text><script>&\u{1}");
        assert!(!text.contains("<script") && text.contains("&lt;script&gt;&amp;"));
    }

    #[test]
    fn the_scale_is_a_round_number_in_the_readers_words() {
        assert!(drawn("x").contains(">5 км</text>"), "{}", drawn("x"));
    }

    #[test]
    fn a_long_list_of_thanks_is_written_in_lines() {
        let text = drawn("Natural Earth · © GeoNames (CC BY 4.0) · IGN, INSEE (Licence Ouverte 2.0) · КАТОТТГ");
        assert_eq!(text.matches("text-anchor=\"end\"").count(), 2);
    }
}
