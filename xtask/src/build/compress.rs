//! Brotli once per build instead of once per request: `x.js` gets a sibling `x.js.br`.
//! Quality 11 takes seconds for the wasm, so what was compressed before comes from a folder by content.

use super::names::content_hash;
use crate::sh;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use std::fs;
use std::path::Path;

const KINDS: [&str; 10] = ["html", "js", "css", "wasm", "json", "svg", "webmanifest", "txt", "xml", "geojson"];

/// Below this, headers weigh more than what is saved.
const SMALLEST: usize = 256;

pub fn all(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            all(&path)?;
        } else if path.extension().is_some_and(|end| KINDS.iter().any(|kind| end == *kind)) {
            one(&path)?;
        }
    }
    Ok(())
}

fn one(path: &Path) -> Result<()> {
    let content = fs::read(path)?;
    if content.len() < SMALLEST {
        return Ok(());
    }
    let small = compressed_before(&content)?;
    if small.len() < content.len() {
        let name = format!("{}.br", path.display());
        fs::write(&name, small).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// Compressed as it will travel; what was compressed before is remembered.
pub fn compressed_before(content: &[u8]) -> Result<Vec<u8>> {
    let memory = sh::target_dir().join("brotli");
    let kept = memory.join(content_hash(content));
    if let Ok(small) = fs::read(&kept) {
        return Ok(small);
    }
    let small = compressed(content)?;
    fs::create_dir_all(memory)?;
    // Written aside first, so that an interruption leaves nothing half-written under the real name.
    let part = kept.with_extension("part");
    fs::write(&part, &small)?;
    fs::rename(part, kept)?;
    Ok(small)
}

fn compressed(mut content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut content, &mut small, &parameters)?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let content = "the same words again and ".repeat(100);
        let small = compressed(content.as_bytes()).unwrap();
        assert!(small.len() < 100);
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut small.as_slice(), &mut read).unwrap();
        assert_eq!(read, content.as_bytes());
    }
}
