//! GeoJSON (RFC 7946): a point for each listing, or none where it is not a place to go to.

use std::io::{self, Write};

use domain::Published;
use geojson::{Feature, Geometry, GeometryValue, JsonObject, feature::Id};

use super::{ListingWriter, columns};
use crate::import::columns::ALL;

/// Writes a `FeatureCollection`.
pub struct GeojsonWriter<W> {
    out: W,
    separator: &'static str,
}

impl<W: Write> GeojsonWriter<W> {
    /// Writes the beginning of the collection.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, separator: "\n" })
    }
}

impl<W: Write + Send> ListingWriter for GeojsonWriter<W> {
    fn write(&mut self, published: &Published) -> io::Result<()> {
        self.out.write_all(self.separator.as_bytes())?;
        self.separator = ",\n";
        Ok(serde_json::to_writer(&mut self.out, &feature(published))?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

fn feature(published: &Published) -> Feature {
    let mut values = columns::values(published);
    let point = |position: domain::place::Position| GeometryValue::new_point([position.lon(), position.lat()]);
    // The position is the geometry.
    let names = ALL.iter().filter(|name| !matches!(name.as_str(), "latitude" | "longitude"));
    let properties: JsonObject =
        names.filter_map(|name| Some((name.clone(), values.remove(name.as_str())?.into()))).collect();
    Feature {
        bbox: None,
        geometry: published.listing.position.map(|position| Geometry::new(point(position))),
        id: Some(Id::Number(published.id.0.into())),
        properties: Some(properties),
        foreign_members: None,
    }
}
