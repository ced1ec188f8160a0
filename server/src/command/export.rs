//! Writing all listings down.

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
};

use anyhow::{Context, Result};
use store::Store;
use usecases::export::{Format, export};

use crate::cli::{self, Export};

/// Runs `export`.
pub async fn run(store: &Store, asked: &Export) -> Result<()> {
    let format = match asked.format {
        cli::Format::Geojson => Format::Geojson,
        cli::Format::Csv => Format::Csv,
        cli::Format::Jsonl => Format::Jsonl,
    };
    let out: Box<dyn Write + Send> = match &asked.output {
        Some(path) => Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?),
        None => Box::new(stdout()),
    };
    let mut out = BufWriter::new(out);
    let written = export(store, format, &mut out).await?;
    out.flush().context("the export cannot be written")?;
    store.close().await;
    eprintln!("{written} listings exported.");
    Ok(())
}
