//! What is true: the vocabulary of Ensemble, its filter, its engine.
//!
//! A function of its arguments: it cannot know the time, the network, a file or a database, and gives the same answer
//! on a server and in a browser.

pub mod analysis;
pub mod calls;
pub mod code;
pub mod engine;
pub mod entry;
pub mod filter;
pub mod gazetteer;
pub mod guide;
pub mod hours;
pub mod lang;
pub mod listing;
pub mod pack;
pub mod place;
pub mod plural;
pub mod reading;
pub mod report;
pub mod slug;
mod sorting;
pub mod time;
pub mod valid;
pub mod view;
pub mod vocabulary;
pub mod wording;

pub use code::{Code, CodeSet};
pub use lang::Lang;
pub use listing::{Listing, ListingId, Published};
