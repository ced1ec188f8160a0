//! The colours of a picture: those of the style sheets, which a picture cannot read.

use domain::vocabulary::{Category, Family};

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    Light,
    Dark,
}

/// One colour for each purpose.
pub struct Ink {
    pub land: &'static str,
    pub green: &'static str,
    pub water: &'static str,
    pub road: &'static str,
    pub road_edge: &'static str,
    pub label: &'static str,
    pub halo: &'static str,
    pub pin_line: &'static str,
    pub accent: &'static str,
    families: [&'static str; 6],
}

const LIGHT: Ink = Ink {
    land: "#f3efe7",
    green: "#dbe6cd",
    water: "#bcd6e0",
    road: "#ffffff",
    road_edge: "#d8cfc0",
    label: "#3f3a33",
    halo: "#f9f6f0",
    pin_line: "#ffffff",
    accent: "#0c4a60",
    families: ["#0f3d82", "#97305f", "#6a2bb0", "#86610a", "#117a45", "#2f2a33"],
};

const DARK: Ink = Ink {
    land: "#24221e",
    green: "#26321f",
    water: "#1b3743",
    road: "#454038",
    road_edge: "#191714",
    label: "#e2dbcf",
    halo: "#1d1b18",
    pin_line: "#161512",
    accent: "#96d6e6",
    families: ["#b2c5ed", "#ef7c9d", "#cf86fb", "#ddb649", "#5fdc93", "#dcd9d6"],
};

impl Ink {
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }
}

/// The colour of the category's family.
pub fn family(ink: &Ink, category: Option<Category>) -> &'static str {
    category.map_or(ink.label, |category| match category.family() {
        Family::Shelter => ink.families[0],
        Family::Care => ink.families[1],
        Family::Papers => ink.families[2],
        Family::Daily => ink.families[3],
        Family::Learn => ink.families[4],
        Family::Life => ink.families[5],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_style_sheet() {
        let page = include_str!("../../../../style/tokens.css");
        let tokens = page.to_owned() + include_str!("../../../../frontend/map/map.css");
        for ink in [&LIGHT, &DARK] {
            let named = [
                ("map-land", ink.land),
                ("map-green", ink.green),
                ("map-water", ink.water),
                ("map-road", ink.road),
                ("map-road-edge", ink.road_edge),
                ("map-label", ink.label),
                ("map-halo", ink.halo),
            ];
            let families = ["shelter", "care", "papers", "daily", "learn", "life"].map(|name| format!("family-{name}"));
            let families = families.iter().map(String::as_str).zip(ink.families);
            for (name, colour) in
                named.into_iter().chain(families).chain([("map-pin-line", ink.pin_line), ("accent", ink.accent)])
            {
                assert!(tokens.contains(&format!("--{name}: {colour};")), "--{name}: {colour}");
            }
        }
    }
}
