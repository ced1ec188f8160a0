//! `/api/v1/suggestions`: topics, pages of the guide and numbers, for whoever types what they need.

use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use domain::{
    Code, Lang,
    reading::{Hint, HintKind},
};
use serde::{Deserialize, Serialize};
use usecases::directory::Directory;
use utoipa::ToSchema;

use super::codes;
use crate::http::problem::{ParameterError, Problem};

/// Most letters that are read.
const LONGEST: usize = 200;

/// What may be meant, best first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Suggestions {
    pub items: Vec<Suggestion>,
}

/// Something that may be meant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Suggestion {
    #[schema(schema_with = codes::one::<HintKind>)]
    pub kind: HintKind,
    /// The code of a category, the slug of a page of the guide, or a number to call.
    pub code: String,
    /// The title of a page, or what a number is for; empty for a category.
    pub label: String,
}

impl From<Hint> for Suggestion {
    fn from(Hint { kind, code, label }: Hint) -> Self {
        Self { kind, code, label }
    }
}

/// What is typed, and the language of the answer.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// What somebody types, in any of the four languages; at most 200 characters.
    #[serde(default)]
    q: String,
    /// `uk`, `fr`, `en`, `ru`; without it French.
    #[serde(default)]
    lang: String,
}

/// Suggest what is meant while somebody types.
#[utoipa::path(
    get,
    path = "/api/v1/suggestions",
    operation_id = "suggestions",
    params(Wanted),
    responses(
        (status = 200, description = "What may be meant, best first.", body = Suggestions),
        (
            status = 400,
            description = "A parameter is unknown or its value cannot be understood.",
            body = Problem,
            content_type = "application/problem+json",
        ),
    )
)]
pub async fn suggestions(
    State(directory): State<Directory>,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let invalid = |name: &str| {
        Problem::parameters(vec![ParameterError { parameter: name.to_owned(), reason: "invalid".to_owned() }])
            .into_response()
    };
    let Ok(Query(wanted)) = wanted else { return invalid("query") };
    if wanted.q.chars().count() > LONGEST {
        return invalid("q");
    }
    let lang = match Lang::from_code(&wanted.lang) {
        Some(lang) => lang,
        None if wanted.lang.is_empty() => Lang::Fr,
        None => return invalid("lang"),
    };
    let items = directory.hints(&wanted.q, lang).into_iter().map(Suggestion::from).collect();
    Json(Suggestions { items }).into_response()
}
