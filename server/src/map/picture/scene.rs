//! What tiles say about the part of the world that a picture shows, by what it is rather than by how an archive calls
//! it. Knows nothing about colours.

use std::collections::HashMap;

use domain::{Code, Lang};
use geo_types::Geometry as Shape;
use mvt_reader::{Reader, feature::Value};

use super::{
    outline::{self, Frame},
    view::{Point, Square, View},
};
use crate::map::archive::{Archive, Schema};

mod geometry;

use geometry::Geometry;

/// Everything but the sea, as paths in halves of a point, and the names.
#[derive(Default)]
pub struct Scene {
    pub earth: String,
    pub green: String,
    pub water: String,
    pub rivers: String,
    pub streets: String,
    pub roads: String,
    pub countries: String,
    pub regions: String,
    pub departments: String,
    pub names: Vec<Name>,
}

/// The name of a place in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub text: String,
    pub at: Point,
    /// The zoom from which on it has room; less is more important.
    pub rank: i64,
    /// Steps of how many live there; of one rank, more is more important.
    pub people: i64,
    pub kind: NameKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    Country,
    Capital,
    Town,
    Quarter,
    Area,
}

/// What a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Earth,
    Green,
    Water,
    River,
    Street,
    Road,
    Country,
    Region,
    Department,
    Name(NameKind, i64),
}

type Properties = HashMap<String, Value>;

impl Scene {
    /// What a view shows, from the tiles of an archive. Tiles that cannot be read leave their place empty.
    pub async fn of(view: &View, archive: &Archive, lang: Lang) -> Self {
        let mut scene = Self::default();
        for square in view.squares() {
            match archive.deepest(square.z, square.x, square.y).await {
                Ok(Some((zoom, bytes))) => {
                    scene.add(view, square.within(zoom), square, bytes.into(), archive.schema(), lang)
                }
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "a tile could not be read"),
            }
        }
        scene.names.sort_by(|a, b| (a.rank, -a.people, a.kind, &a.text).cmp(&(b.rank, -b.people, b.kind, &b.text)));
        scene.names.dedup_by(|a, b| a.text == b.text && (a.at.0 - b.at.0).hypot(a.at.1 - b.at.1) < 8.0);
        scene
    }

    /// Adds what a tile holds: `tile` is where it lies, `shown` the part of it that is wanted.
    fn add(&mut self, view: &View, tile: Square, shown: Square, bytes: Vec<u8>, schema: Schema, lang: Lang) {
        let Ok(reader) = Reader::new(bytes) else { return };
        let picture = Frame(-2.0, -2.0, view.width + 2.0, view.height + 2.0);
        let exact = Frame(shown.left, shown.top, shown.left + shown.size, shown.top + shown.size);
        // Surfaces overlap a little, or their edges would shine through; lines would show it.
        let wider = Frame(exact.0 - 0.6, exact.1 - 0.6, exact.2 + 0.6, exact.3 + 0.6);
        let (Some(exact), Some(wider)) = (exact.and(picture), wider.and(picture)) else { return };
        let layers = reader.get_layer_metadata().unwrap_or_default();
        for layer in layers.iter().filter(|layer| !is_left_out(schema, &layer.name)) {
            let to_picture = Geometry { tile, extent: f64::from(layer.extent.max(1)) };
            for feature in reader.get_features_as::<f32>(layer.layer_index).unwrap_or_default() {
                let properties = feature.properties.unwrap_or_default();
                let Some(role) = role(schema, &layer.name, &feature.geometry, &properties) else { continue };
                match role {
                    Role::Name(kind, rank) => {
                        let at = to_picture
                            .point(&feature.geometry)
                            .filter(|at| (exact.0..exact.2).contains(&at.0) && (exact.1..exact.3).contains(&at.1));
                        if let (Some(at), Some(text)) = (at, name(schema, &properties, lang)) {
                            let people = number(&properties, "population_rank").unwrap_or_default();
                            self.names.push(Name { text, at, rank, people, kind });
                        }
                    }
                    Role::Earth | Role::Green | Role::Water => {
                        let path = self.path(role);
                        to_picture.rings(&feature.geometry, |ring| outline::write(path, &wider.ring(&ring), true));
                    }
                    line => {
                        let path = self.path(line);
                        to_picture.lines(&feature.geometry, |line| {
                            exact.lines(&line).iter().for_each(|part| outline::write(path, part, false));
                        });
                    }
                }
            }
        }
    }

    fn path(&mut self, role: Role) -> &mut String {
        match role {
            Role::Earth | Role::Name(..) => &mut self.earth,
            Role::Green => &mut self.green,
            Role::Water => &mut self.water,
            Role::River => &mut self.rivers,
            Role::Street => &mut self.streets,
            Role::Road => &mut self.roads,
            Role::Country => &mut self.countries,
            Role::Region => &mut self.regions,
            Role::Department => &mut self.departments,
        }
    }
}

impl Square {
    /// The tile of a lower zoom in which this one lies.
    fn within(self, zoom: u8) -> Self {
        let up = self.z - zoom;
        let times = f64::from(up).exp2();
        let (x, y) = (self.x >> up, self.y >> up);
        let part = |whole: u32, at: u32| f64::from(at - (whole << up)) * self.size;
        let (left, top) = (self.left - part(x, self.x), self.top - part(y, self.y));
        Self { z: zoom, x, y, left, top, size: self.size * times }
    }
}

/// Most of a tile with streets is in layers of which a small map shows nothing.
fn is_left_out(schema: Schema, layer: &str) -> bool {
    schema == Schema::Protomaps && matches!(layer, "buildings" | "landcover" | "pois")
}

/// What a feature of a layer is; `None` for what a small quiet map leaves out.
fn role(schema: Schema, layer: &str, shape: &Shape<f32>, properties: &Properties) -> Option<Role> {
    let kind = text(properties, "kind").unwrap_or_default();
    match (schema, layer) {
        (_, "earth") => Some(Role::Earth),
        (Schema::Ensemble, "water") => Some(Role::Water),
        (Schema::Ensemble, "river") => Some(Role::River),
        (Schema::Ensemble, "border") => match kind {
            "country" => Some(Role::Country),
            "region" | "disputed" => Some(Role::Region),
            "department" => Some(Role::Department),
            _ => None,
        },
        (Schema::Ensemble, "place") => {
            let rank = number(properties, "rank").unwrap_or(20);
            Some(Role::Name(name_kind(kind), rank))
        }
        // A wide river is a surface, a narrow one a line, and both are called so.
        (Schema::Protomaps, "water") => match shape {
            Shape::LineString(_) | Shape::MultiLineString(_) => Some(Role::River),
            _ => Some(Role::Water),
        },
        (Schema::Protomaps, "boundaries") => match kind {
            "country" if is_true(properties, "disputed") => Some(Role::Region),
            "country" => Some(Role::Country),
            "region" => Some(Role::Region),
            "county" => Some(Role::Department),
            _ => None,
        },
        (Schema::Protomaps, "landuse") => {
            matches!(kind, "park" | "forest" | "wood" | "nature_reserve" | "cemetery").then_some(Role::Green)
        }
        (Schema::Protomaps, "roads") => match kind {
            "highway" | "major_road" => Some(Role::Road),
            "minor_road" => Some(Role::Street),
            _ => None,
        },
        (Schema::Protomaps, "places") => {
            // The capital of a department says its level instead.
            let is_capital = text(properties, "capital") == Some("yes");
            let kind = match kind {
                "locality" if is_capital => NameKind::Capital,
                "locality" => NameKind::Town,
                "country" => NameKind::Country,
                "neighbourhood" | "macrohood" => NameKind::Quarter,
                _ => NameKind::Area,
            };
            Some(Role::Name(kind, number(properties, "min_zoom").unwrap_or(20)))
        }
        _ => None,
    }
}

fn name_kind(kind: &str) -> NameKind {
    match kind {
        "country" => NameKind::Country,
        "capital" => NameKind::Capital,
        "town" => NameKind::Town,
        _ => NameKind::Area,
    }
}

/// The name in that language, else the one that the place gives itself; if those letters may be strange, in English.
fn name(schema: Schema, properties: &Properties, lang: Lang) -> Option<String> {
    let own = || text(properties, "name");
    let name = match schema {
        Schema::Ensemble => text(properties, &format!("name_{}", lang.code())).or_else(own),
        Schema::Protomaps => {
            let is_strange = match text(properties, "script") {
                Some("Cyrillic") => matches!(lang, Lang::Fr | Lang::En),
                script => script.is_some(),
            };
            let english = || text(properties, "name:en").filter(|_| is_strange);
            text(properties, &format!("name:{}", lang.code())).or_else(english).or_else(own)
        }
    };
    name.map(str::to_owned)
}

fn is_true(properties: &Properties, key: &str) -> bool {
    matches!(properties.get(key), Some(Value::Bool(true)))
}

fn text<'a>(properties: &'a Properties, key: &str) -> Option<&'a str> {
    match properties.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn number(properties: &Properties, key: &str) -> Option<i64> {
    match *properties.get(key)? {
        Value::Int(number) | Value::SInt(number) => Some(number),
        Value::UInt(number) => i64::try_from(number).ok(),
        Value::Float(number) => Some(number as i64),
        Value::Double(number) => Some(number as i64),
        _ => None,
    }
}
