//! Pages: each asks for its answer and arranges parts.

mod asked;
mod contact;
mod find;
mod guide;
mod guide_page;
mod head;
mod help;
mod home;
mod in_language;
mod listing;
mod listing_facts;
mod listing_hours;
mod not_found;
mod of_listing;
mod plain;
mod poster;
mod report;
mod saved;
mod thanks;
mod way;

pub use find::find;
pub use guide::guide;
pub use guide_page::guide_page;
pub use head::provide as provide_head;
#[cfg(feature = "ssr")]
pub use head::status;
pub use help::help;
pub use home::home;
pub use in_language::in_language;
pub use not_found::not_found;
pub use of_listing::of_listing;
pub use plain::{about, accessibility, data, privacy};
#[cfg(feature = "ssr")]
pub use report::{Returned, Trouble};
pub use saved::saved;
