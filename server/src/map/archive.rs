//! An archive of tiles: the built-in one, or a file that the operator names. Knows nothing about HTTP.
//!
//! The format is [PMTiles 3](https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md). A file is mapped into
//! memory, so that what a server needs does not grow with it; it has to be replaced by another file, never written over.

use std::{f64::consts::PI, fmt::Write, path::Path, sync::Arc};

use anyhow::{Context, Result, bail, ensure};
use axum::body::Bytes;
use pmtiles::{
    AsyncBackend, AsyncPmTilesReader, BackendResponse, Compression, Header, MmapBackend, MokaCache, PmtError,
    PmtResult, TileCoord, TileType,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

/// The map that the program carries. Only what is asked for is brought into memory.
static BUILT_IN: &[u8] = include_bytes!("../../../basemap/basemap.pmtiles");

/// Bytes of header and root directory, as the format limits them.
const BEGINNING: usize = 16_384;

/// Bytes of directories of a large archive that are kept; each covers some thousand tiles.
const DIRECTORIES: u64 = 4 << 20;

/// How the layers of an archive are called and what they hold, which decides how they are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// That of `basemap/README.md`.
    Ensemble,
    /// The fourth edition of the basemaps of Protomaps.
    Protomaps,
}

impl Schema {
    /// The name by which the map's script knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ensemble => "ensemble",
            Self::Protomaps => "protomaps",
        }
    }

    /// What the names of the layers say.
    fn of(metadata: &Value) -> Option<Self> {
        let layers = metadata["vector_layers"].as_array()?;
        let fields = |name: &str| layers.iter().find(|layer| layer["id"] == name).map(|layer| &layer["fields"]);
        if fields("earth").is_none() {
            None
        } else if fields("place").is_some() && fields("border").is_some() {
            Some(Self::Ensemble)
        } else {
            // Editions before the fourth have the same layers and call everything in them otherwise.
            fields("places")?;
            fields("roads")?["kind"].is_string().then_some(Self::Protomaps)
        }
    }
}

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A tile, compressed as [`Archive::is_compressed`] says.
    Tile(Bytes),
    /// The archive goes as deep as this here, and nothing is there but the sea.
    Empty,
    /// The archive goes less deep here, or ends before.
    Outside,
}

/// A handle to an archive; clones read the same.
#[derive(Clone)]
pub struct Archive(Arc<Inner>);

struct Inner {
    reader: AsyncPmTilesReader<Source, MokaCache>,
    schema: Schema,
    version: String,
    attribution: String,
    land: OnceCell<u64>,
}

impl Archive {
    /// The map that the program carries.
    pub async fn built_in() -> Result<Self> {
        let length = BUILT_IN.len() as u64;
        Self::read(Source::Memory(Bytes::from_static(BUILT_IN)), length).await.context("the built-in map is damaged")
    }

    /// An archive of the operator.
    pub async fn open(path: &Path) -> Result<Self> {
        let name = || format!("the map {} cannot be used", path.display());
        let about = tokio::fs::metadata(path).await.with_context(name)?;
        let source = MmapBackend::try_from(path).await.with_context(name)?;
        Self::read(Source::File(source), about.len()).await.with_context(name)
    }

    /// `length` is that of the whole archive in bytes.
    async fn read(source: Source, length: u64) -> Result<Self> {
        let beginning = source.read(0, BEGINNING).await?.bytes;
        let reader = AsyncPmTilesReader::try_from_cached_source(source, MokaCache::with_max_bytes(DIRECTORIES)).await;
        let reader = reader.context("it is no PMTiles archive")?;
        ensure!(end(&beginning).is_some_and(|end| end <= length), "it is cut short");
        let header = reader.get_header();
        ensure!(header.tile_type == TileType::Mvt, "its tiles are pictures; vector tiles (MVT) are needed");
        match header.tile_compression {
            Compression::Gzip | Compression::None => {}
            other => bail!("its tiles are compressed with {other:?}; gzip or nothing is needed"),
        }
        let metadata: Value = serde_json::from_str(&reader.get_metadata().await?).context("its metadata is no JSON")?;
        let schema = Schema::of(&metadata).context(
            "its layers are neither those of Ensemble (basemap/README.md) nor those of Protomaps, version 4",
        )?;
        let attribution = without_tags(metadata["attribution"].as_str().unwrap_or_default());
        // A planet is not read from end to end at each start: the lengths of its parts tell editions apart.
        let mut hash = Sha256::new();
        hash.update(&beginning);
        hash.update(length.to_le_bytes());
        Ok(Self(Arc::new(Inner { reader, schema, version: hex(&hash.finalize()), attribution, land: OnceCell::new() })))
    }

    /// The tile at an address.
    pub async fn tile(&self, z: u8, x: u32, y: u32) -> PmtResult<Found> {
        let (least, most) = self.zooms();
        let Ok(at) = TileCoord::new(z, x, y) else { return Ok(Found::Outside) };
        if !(least..=most).contains(&z) {
            return Ok(Found::Outside);
        }
        match self.0.reader.get_tile(at).await? {
            Some(bytes) => Ok(Found::Tile(bytes)),
            None if self.covers(at) && self.reaches(at).await? => Ok(Found::Empty),
            None => Ok(Found::Outside),
        }
    }

    /// The bytes of all tiles up to a zoom. Reads them once.
    pub async fn bytes_up_to(&self, zoom: u8) -> u64 {
        let count = || async {
            let mut bytes = 0;
            for z in self.zooms().0..=zoom.min(self.zooms().1) {
                for (x, y) in (0..1 << z).flat_map(|x| (0..1 << z).map(move |y| (x, y))) {
                    if let Ok(Found::Tile(tile)) = self.tile(z, x, y).await {
                        bytes += tile.len() as u64;
                    }
                }
            }
            bytes
        };
        *self.0.land.get_or_init(count).await
    }

    /// Whether a tile lies, in part at least, in the box that the archive says it was made of.
    fn covers(&self, at: TileCoord) -> bool {
        let header = self.header();
        let world = f64::from(at.z()).exp2();
        let (x, y) = (f64::from(at.x()), f64::from(at.y()));
        let longitude = |x: f64| x / world * 360.0 - 180.0;
        let latitude = |y: f64| (PI * (1.0 - 2.0 * y / world)).sinh().atan().to_degrees();
        longitude(x) < header.max_longitude
            && longitude(x + 1.0) > header.min_longitude
            && latitude(y) > header.min_latitude
            && latitude(y + 1.0) < header.max_latitude
    }

    /// Whether the archive goes as deep as a tile that it does not hold: then it holds one beside it, or what is above
    /// them is empty as well.
    async fn reaches(&self, at: TileCoord) -> PmtResult<bool> {
        let (mut z, mut x, mut y) = (at.z(), at.x(), at.y());
        while z > self.zooms().0 {
            (z, x, y) = (z - 1, x / 2, y / 2);
            if self.holds(z, x, y).await? {
                for (right, down) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                    if self.holds(z + 1, 2 * x + right, 2 * y + down).await? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn holds(&self, z: u8, x: u32, y: u32) -> PmtResult<bool> {
        Ok(self.0.reader.get_tile(TileCoord::new(z, x, y)?).await?.is_some())
    }

    /// The tile in which an address lies, as deep as the archive goes there, uncompressed, with its zoom.
    pub async fn deepest(&self, z: u8, x: u32, y: u32) -> PmtResult<Option<(u8, Bytes)>> {
        let (least, most) = self.zooms();
        for zoom in (least..=z.min(most)).rev() {
            let up = z - zoom;
            match self.tile(zoom, x >> up, y >> up).await? {
                Found::Empty => return Ok(None),
                Found::Outside => {}
                Found::Tile(_) => {
                    let at = TileCoord::new(zoom, x >> up, y >> up)?;
                    return Ok(self.0.reader.get_tile_decompressed(at).await?.map(|bytes| (zoom, bytes)));
                }
            }
        }
        Ok(None)
    }

    /// The same bytes without compression.
    pub async fn uncompressed(&self, z: u8, x: u32, y: u32) -> PmtResult<Option<Bytes>> {
        self.0.reader.get_tile_decompressed(TileCoord::new(z, x, y)?).await
    }

    /// Whether tiles are compressed with gzip.
    pub fn is_compressed(&self) -> bool {
        self.0.reader.get_header().tile_compression == Compression::Gzip
    }

    /// The lowest and the highest zoom.
    pub fn zooms(&self) -> (u8, u8) {
        let header = self.0.reader.get_header();
        (header.min_zoom, header.max_zoom)
    }

    pub fn header(&self) -> &Header {
        self.0.reader.get_header()
    }

    pub fn schema(&self) -> Schema {
        self.0.schema
    }

    /// The zoom of a drawn map beyond which there is no more to see: thirty kilometres, or the next streets.
    pub fn nearest(&self) -> f64 {
        match self.0.schema {
            Schema::Ensemble => 9.3,
            Schema::Protomaps => f64::from(self.zooms().1.min(13)),
        }
    }

    /// Changes with the archive: made of its beginning, where the lengths of all its parts stand, and its length.
    pub fn version(&self) -> &str {
        &self.0.version
    }

    /// Whom to thank, as the archive says it.
    pub fn attribution(&self) -> &str {
        &self.0.attribution
    }
}

/// Where the bytes are.
enum Source {
    Memory(Bytes),
    File(MmapBackend),
}

impl AsyncBackend for Source {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        match self {
            Self::File(file) => file.read(offset, length).await,
            Self::Memory(bytes) => {
                let from = usize::try_from(offset).ok().filter(|from| *from <= bytes.len());
                let from = from.ok_or_else(|| PmtError::Reading(std::io::ErrorKind::UnexpectedEof.into()))?;
                let to = from.saturating_add(length).min(bytes.len());
                Ok(BackendResponse::new(bytes.slice(from..to)))
            }
        }
    }
}

/// The words of a text that may be HTML, as Protomaps writes it.
fn without_tags(text: &str) -> String {
    let parts = text.split('<').enumerate();
    let words =
        parts.map(|(number, part)| if number == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) });
    words.collect::<String>().replace("&copy;", "©").replace("&amp;", "&").trim().to_owned()
}

/// Where the tiles end, as the header says it: offset and length of the tile data stand at its bytes 56 and 64.
fn end(beginning: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u64::from_le_bytes(beginning.get(at..at + 8)?.try_into().ok()?));
    number(56)?.checked_add(number(64)?)
}

/// Sixteen hexadecimal digits.
fn hex(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thanks_are_words() {
        let html = r#"<a href="https://protomaps.com">Protomaps</a> &copy; <a href="https://openstreetmap.org">OpenStreetMap</a>"#;
        assert_eq!(without_tags(html), "Protomaps © OpenStreetMap");
        assert_eq!(without_tags("Natural Earth · © GeoNames"), "Natural Earth · © GeoNames");
        assert_eq!(without_tags("<script"), "");
    }
}
