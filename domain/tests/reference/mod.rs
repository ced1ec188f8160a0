//! A second engine that is only right, not fast, and random directories to compare the two over.

pub mod directory;
pub mod filters;
pub mod naive;
pub mod random;
pub mod text;
