//! What may happen: one use case per file, with its permission, validity and effect, and the directory that readers
//! are answered from.
//!
//! Knows nothing about HTTP, SQL or the words of the interface. Clock and progress are passed in.

pub mod arrival;
pub mod clock;
pub mod close_reports;
pub mod confirm_listing;
pub mod demo;
pub mod directory;
pub mod erase_due;
pub mod export;
pub mod form_guard;
pub mod hours;
pub mod import;
pub mod install_demo;
pub mod install_starter;
pub mod json_ld;
pub mod pace;
pub mod places;
pub mod report_listing;
pub mod schedules;
pub mod site;
pub mod starter;
pub mod synonyms;
mod whereabouts;
pub mod withdraw_confirmations;

pub use store::{KeptReport, Source, Store, StoreError};
