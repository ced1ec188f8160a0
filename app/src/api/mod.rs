//! What pages ask the server: one server function, which takes a question and gives its answer. Errors are codes.
//!
//! The endpoint is stable: a page that a phone kept from last month still finds it.

mod error;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod recent;
pub mod wire;

pub use domain::reading::{Answer, Question, SiteSource};
pub use error::AppError;
#[cfg(feature = "ssr")]
pub use recent::Recent;

use domain::Lang;
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Postcard},
};

/// What the directory answers to a question, given as [`Question::path`].
#[server(prefix = "/api/page", endpoint = "ask", input = GetUrl, output = Postcard)]
pub async fn ask(lang: Lang, question: String) -> Result<Answer, AppError> {
    page::asked(lang, &question).await
}
