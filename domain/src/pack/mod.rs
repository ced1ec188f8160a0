//! The published directory as bytes for a phone: what it keeps to answer without a network.
//!
//! A pack is in one language and consists of blocks, so that a phone fetches what it needs and no more:
//!
//! - the **index**: everything by which listings are filtered, sorted and shown in a list, and the words of their names,
//!   organisations and communes;
//! - the **words** of everything else that is searched;
//! - the **guide**: its pages and the numbers to call;
//! - the **details** of the listings of one department: what only their own pages show;
//! - the **places** that a search may name.
//!
//! Between two packs **changes** tell what is new and what is gone. Each block is framed ([`frame`]) and says which
//! version of the format, which language and which change it is; whoever reads one that is cut, altered or of another
//! version gets a [`PackError`] and fetches it again. Nothing is half-read, and nothing in here panics, whatever the bytes.
//!
//! [`Packer`] makes the blocks, [`Local`] reads them and answers as the server does. The bytes are described in
//! `docs/pack.md`. Knows nothing about networks and storage, and compresses nothing.

mod changes;
mod column;
mod communes;
mod details;
mod frame;
mod guide;
mod hours;
mod index;
mod lists;
mod local;
mod packer;
mod places;
mod rows;
mod words;

pub use changes::Changes;
pub use details::{Amendment, Detail, Details, Touched};
pub use frame::{Block, Frame, HEADER, PackError, VERSION, open, read, seal, write};
pub use guide::Guide;
pub use index::{Index, Row, Shared, Source};
pub use local::{Local, Missing};
pub use packer::{Packed, Packer};
pub use places::Places;
pub use words::Words;
