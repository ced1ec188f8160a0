//! Parts of pages: each shows one thing from plain arguments and fetches nothing.

mod action;
mod answers;
mod card;
mod chips;
mod filters;
mod footer;
mod header;
mod help_lines;
mod html;
mod icon;
mod map;
mod notice;
mod pager;
mod paragraphs;
mod piece;
mod place;
mod search_form;
mod state;

pub use action::{CopyButton, PrintButton, SaveButton, Saving, ShareButton, provide_saved, saved_here};
pub use answers::answers;
pub use card::card_list;
pub use chips::chips;
pub use filters::filter_panel;
pub use footer::SiteFooter;
pub use header::SiteHeader;
pub use help_lines::{call_list, call_rows, urgent_numbers};
pub use html::Html;
pub use icon::{ICONS_URL, category_mark, icon, qr_code};
pub use map::{find_map, listing_map, map_button};
pub use notice::{demonstration_line, demonstration_notice, failure, failure_title, notice, notice_line};
pub use pager::pager;
pub use paragraphs::{marked, paragraphs};
pub use piece::{Piece, icon_words, in_lang};
pub use place::{place_asked, place_form, place_here, provide_place, remember_place};
pub use search_form::{LocateButton, SearchForm};
pub use state::{age_line, confirmed_line, is_doubtful, open_line, open_text};
