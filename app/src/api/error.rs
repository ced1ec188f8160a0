//! What can go wrong, as a code. Only the interface has words for it.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::PostcardEncoding,
};
use serde::{Deserialize, Serialize};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// There never was such a thing.
    NotFound,
    /// The server cannot answer now.
    Unavailable,
    /// The network did not carry the question.
    Offline,
    /// The server is of another build, whose answers this page cannot read.
    Outdated,
}

impl FromServerFnError for AppError {
    type Encoder = PostcardEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Deserialization(_) => Self::Outdated,
            _ => Self::Unavailable,
        }
    }
}
