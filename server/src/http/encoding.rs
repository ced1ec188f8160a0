//! Which compression a reader accepts, and compressing for them. Knows nothing about what is compressed.

use std::io::{self, Write};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use brotli::CompressorWriter;
use flate2::write::GzEncoder;
use futures_util::{Stream, StreamExt, stream};
use sha2::{Digest, Sha256};

/// Quality of brotli for what is made per request: a page of results takes 1.2 ms and becomes 9.6 kB of 70; quality 4
/// takes 0.7 ms and gives 10.7 kB, quality 7 takes 2.3 ms and gives 9.5 kB.
const BROTLI_QUALITY: u32 = 5;
/// The same for what is made once: the worker and the texts become a tenth smaller, and take 60 ms.
const BROTLI_BEST: u32 = 11;
/// Window of brotli in powers of two: a page fits.
const BROTLI_WINDOW: u32 = 18;
const GZIP_LEVEL: u32 = 5;

/// A body as it travels.
pub struct Gathered {
    pub bytes: Vec<u8>,
    /// Its length and its SHA-256 before it was encoded.
    pub length: usize,
    pub hash: Vec<u8>,
}

/// How a body travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The name in `Content-Encoding`; what is not encoded has none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The whole body in this encoding.
    pub fn whole(self, body: &[u8]) -> io::Result<Vec<u8>> {
        let Some(mut compressor) = Compressor::new(self) else { return Ok(body.to_vec()) };
        let mut compressed = compressor.write(body, false)?;
        compressed.extend(compressor.finish()?);
        Ok(compressed)
    }

    /// The whole of a body that is still being made, in this encoding: unpacked it never lies in memory.
    pub async fn gathered(self, body: Body) -> io::Result<Gathered> {
        let (mut pieces, mut compressor) = (body.into_data_stream(), Compressor::new(self));
        let mut gathered = Gathered { bytes: Vec::new(), length: 0, hash: Vec::new() };
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(io::Error::other)?;
            hash.update(&piece);
            gathered.length += piece.len();
            match &mut compressor {
                Some(compressor) => gathered.bytes.extend(compressor.write(&piece, false)?),
                None => gathered.bytes.extend_from_slice(&piece),
            }
        }
        if let Some(compressor) = compressor {
            gathered.bytes.extend(compressor.finish()?);
        }
        gathered.bytes.shrink_to_fit();
        gathered.hash = hash.finalize().to_vec();
        Ok(gathered)
    }

    /// A body that is still being made, in this encoding; each piece leaves at once if `flush`.
    pub fn stream(self, pieces: impl Stream<Item = Result<Bytes, axum::Error>> + Send + 'static, flush: bool) -> Body {
        let Some(compressor) = Compressor::new(self) else { return Body::from_stream(pieces) };
        let start = (Box::pin(pieces), Some(compressor));
        Body::from_stream(stream::unfold(start, move |(mut pieces, compressor)| async move {
            let mut compressor = compressor?;
            loop {
                let written = match pieces.next().await {
                    Some(Ok(piece)) => compressor.write(&piece, flush),
                    Some(Err(error)) => return Some((Err(io::Error::other(error)), (pieces, None))),
                    None => return Some((compressor.finish().map(Bytes::from), (pieces, None))),
                };
                // A compressor keeps small pieces back until it has enough of them.
                match written {
                    Ok(bytes) if bytes.is_empty() => {}
                    Ok(bytes) => return Some((Ok(Bytes::from(bytes)), (pieces, Some(compressor)))),
                    Err(error) => return Some((Err(error), (pieces, None))),
                }
            }
        }))
    }
}

/// A body in brotli as small as it gets, for what is made once and answered often.
pub fn smallest(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = CompressorWriter::new(Vec::new(), 4096, BROTLI_BEST, BROTLI_WINDOW);
    writer.write_all(body)?;
    Ok(writer.into_inner())
}

/// The best of the available encodings for a request. What is available stands in the order of our preference.
pub fn best(headers: &HeaderMap, available: &[Encoding]) -> Encoding {
    let wishes = Wishes::of(headers);
    let quality = |encoding: &&Encoding| wishes.quality(**encoding);
    let best = available.iter().rev().filter(|encoding| wishes.quality(**encoding) > 0).max_by_key(quality);
    best.copied().unwrap_or(Encoding::Identity)
}

/// Qualities in thousandths, as the header names them.
#[derive(Default)]
struct Wishes {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    any: Option<u16>,
}

impl Wishes {
    fn of(headers: &HeaderMap) -> Self {
        let mut wishes = Self::default();
        let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        for part in lines.flat_map(|line| line.split(',')).take(32) {
            let mut pieces = part.split(';').map(str::trim);
            let name = pieces.next().unwrap_or_default().to_ascii_lowercase();
            let quality = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(1000, thousandths);
            match name.as_str() {
                "br" => wishes.brotli = Some(quality),
                "gzip" | "x-gzip" => wishes.gzip = Some(quality),
                "identity" => wishes.identity = Some(quality),
                "*" => wishes.any = Some(quality),
                _ => {}
            }
        }
        wishes
    }

    fn quality(&self, encoding: Encoding) -> u16 {
        match encoding {
            Encoding::Brotli => self.brotli.or(self.any).unwrap_or(0),
            Encoding::Gzip => self.gzip.or(self.any).unwrap_or(0),
            // Without a word about it, it is what remains.
            Encoding::Identity => self.identity.unwrap_or(1),
        }
    }
}

fn thousandths(quality: &str) -> u16 {
    quality.trim().parse::<f32>().map_or(0, |value| (value.clamp(0.0, 1.0) * 1000.0) as u16)
}

enum Compressor {
    Brotli(Box<CompressorWriter<Vec<u8>>>),
    Gzip(GzEncoder<Vec<u8>>),
}

impl Compressor {
    fn new(encoding: Encoding) -> Option<Self> {
        match encoding {
            Encoding::Brotli => {
                Some(Self::Brotli(Box::new(CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW))))
            }
            Encoding::Gzip => Some(Self::Gzip(GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL)))),
            Encoding::Identity => None,
        }
    }

    /// Takes a piece in and gives out what is ready.
    fn write(&mut self, piece: &[u8], flush: bool) -> io::Result<Vec<u8>> {
        let writer: &mut dyn Write = match self {
            Self::Brotli(writer) => writer,
            Self::Gzip(writer) => writer,
        };
        writer.write_all(piece)?;
        if flush {
            writer.flush()?;
        }
        Ok(std::mem::take(match self {
            Self::Brotli(writer) => writer.get_mut(),
            Self::Gzip(writer) => writer.get_mut(),
        }))
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Brotli(writer) => Ok(writer.into_inner()),
            Self::Gzip(writer) => writer.finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    fn check(header: &str, expected: Encoding) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, header.parse().unwrap());
        assert_eq!(best(&headers, &ALL), expected, "{header}");
    }

    #[test]
    fn the_reader_chooses_by_quality_and_we_among_equals() {
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip, deflate", Encoding::Gzip);
        check("br;q=0.5, gzip;q=0.8", Encoding::Gzip);
        check("br;q=0, *", Encoding::Gzip);
        check("*", Encoding::Brotli);
        check("BR;Q=1", Encoding::Brotli);
        check("identity, br;q=0.4", Encoding::Identity);
        check("br;q=0", Encoding::Identity);
        check("", Encoding::Identity);
        check("br;q=x", Encoding::Identity);
        assert_eq!(best(&HeaderMap::new(), &ALL), Encoding::Identity);
    }

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let text = "Де поруч є допомога? ".repeat(500);
        for brotli in [Encoding::Brotli.whole(text.as_bytes()), smallest(text.as_bytes())].map(Result::unwrap) {
            let mut read = Vec::new();
            brotli::BrotliDecompress(&mut brotli.as_slice(), &mut read).unwrap();
            assert_eq!(read, text.as_bytes());
            assert!(brotli.len() < 300, "{}", brotli.len());
        }
    }

    #[test]
    fn what_is_made_once_is_smaller_than_what_is_made_per_request() {
        let text = include_bytes!("encoding.rs");
        assert!(smallest(text).unwrap().len() < Encoding::Brotli.whole(text).unwrap().len());
    }

    #[tokio::test]
    async fn a_stream_is_compressed_piece_by_piece() {
        let pieces = stream::iter(["one ", "two ", "three"]).map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
        let sent: Vec<_> = Encoding::Brotli.stream(pieces, true).into_data_stream().map(Result::unwrap).collect().await;
        assert_eq!(sent.len(), 4, "each piece leaves at once, then the end");
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut sent.concat().as_slice(), &mut read).unwrap();
        assert_eq!(read, b"one two three");
    }
}
