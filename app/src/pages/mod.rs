//! Pages: each asks for its answer and arranges parts.

mod asked;
mod find;
mod guide;
mod guide_page;
mod head;
mod help;
mod home;
mod in_language;
mod listing;
mod listing_facts;
mod not_found;
mod plain;
mod saved;

pub use find::Find;
pub use guide::Guide;
pub use guide_page::GuidePage;
pub use help::Help;
pub use home::Home;
pub use in_language::InLanguage;
pub use listing::Listing;
pub use not_found::NotFound;
pub use plain::{About, Accessibility, Data, Privacy};
pub use saved::Saved;
