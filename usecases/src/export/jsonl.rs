//! JSON Lines: each listing whole, with its place in the record.

use std::io::{self, Write};

use domain::Published;

use super::ListingWriter;

/// Writes one object on each line.
pub struct JsonlWriter<W> {
    out: W,
}

impl<W: Write> JsonlWriter<W> {
    /// Nothing is written yet.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write + Send> ListingWriter for JsonlWriter<W> {
    fn write(&mut self, published: &Published) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, published)?;
        self.out.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
