//! Single values: telephone numbers, e-mail and web addresses, dates, places. Each function answers what a text means,
//! or nothing; it never guesses.

pub(super) mod date;
pub(crate) mod email;
pub(super) mod hours;
pub(super) mod markup;
pub(super) mod phone;
pub(super) mod place;
mod plan;
pub(super) mod text;
