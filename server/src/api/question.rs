//! What a request asks: the filter, the language of names. What cannot be understood is refused and named.

use axum::{
    extract::{FromRequestParts, RawQuery},
    http::{header, request::Parts},
};
use domain::{
    Code, Lang,
    filter::{self, Filter, Reason},
};

use crate::http::problem::{ParameterError, Problem};

/// A search, understood completely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub filter: Filter,
    pub lang: Lang,
    /// Whether the request names the language; else the browser's wish decided.
    pub names_lang: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Question {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        // It takes the query string as it is and never refuses.
        let RawQuery(query) = RawQuery::from_request_parts(parts, state).await.map_err(|never| match never {})?;
        let preferred =
            parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| Lang::accepted(value.to_str().ok()?));
        Self::parse(&query.unwrap_or_default(), preferred.unwrap_or(Lang::Fr))
    }
}

impl Question {
    fn parse(query: &str, preferred: Lang) -> Result<Self, Problem> {
        let (named, rest): (Vec<&str>, Vec<&str>) =
            query.split('&').partition(|pair| pair.split_once('=').map_or(*pair, |(name, _)| name) == "lang");
        let (filter, problems) = filter::parse(&rest.join("&"));
        let mut errors: Vec<_> = problems.into_iter().map(|problem| error(problem.name, problem.reason)).collect();
        let mut values = named
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty());
        let lang = values.next().map(|value| Lang::from_code(value).ok_or(Reason::Invalid)).transpose();
        if values.next().is_some() {
            errors.push(error("lang".to_owned(), Reason::Repeated));
        }
        let lang = lang.unwrap_or_else(|reason| {
            errors.push(error("lang".to_owned(), reason));
            None
        });
        if !errors.is_empty() {
            return Err(Problem::parameters(errors));
        }
        Ok(Self { filter, lang: lang.unwrap_or(preferred), names_lang: lang.is_some() })
    }
}

fn error(parameter: String, reason: Reason) -> ParameterError {
    let reason = match reason {
        Reason::Unknown => "unknown",
        Reason::Invalid => "invalid",
        Reason::TooLarge => "too-large",
        Reason::Repeated => "repeated",
        Reason::NotText => "not-text",
    };
    ParameterError { parameter, reason: reason.to_owned() }
}
