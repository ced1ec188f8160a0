//! The file that the record lives in: whether it is still where it was opened, and whether the disk has room.
//!
//! A file that is deleted while it is open takes writes as before, and loses all of them with the last program that has it
//! open. Knows nothing about what is in it.

use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};

/// Bytes without which a disk counts as full: the log grows by some hundred kilobytes before it is put into the file.
#[cfg(unix)]
const LEAST: u64 = 1 << 20;

/// A file that was opened.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    path: PathBuf,
    identity: Option<Identity>,
}

type Identity = (u64, u64);

impl Home {
    /// The file at a path, which has just been opened there.
    pub fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), identity: identity(path) }
    }

    /// Whether it is still the file at its path.
    pub fn is_there(&self) -> Result<()> {
        let gone = || {
            let found = std::io::Error::from(std::io::ErrorKind::NotFound);
            StoreError::unavailable("The database file is gone.", found.into()).at(self.path.display())
        };
        if self.identity.is_none() || identity(&self.path) == self.identity { Ok(()) } else { Err(gone()) }
    }

    /// Whether there is room on its disk.
    pub fn has_room(&self) -> Result<()> {
        #[cfg(unix)]
        {
            let disk = rustix::fs::statvfs(&self.path).map_err(std::io::Error::from);
            let disk = disk.map_err(|error| StoreError::unavailable("The disk cannot be asked.", error.into()))?;
            if disk.f_bavail.saturating_mul(disk.f_frsize) < LEAST {
                let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
                return Err(StoreError::unavailable("The disk with the database is full.", full.into()));
            }
        }
        Ok(())
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::metadata(path).ok()?;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<Identity> {
    None
}
