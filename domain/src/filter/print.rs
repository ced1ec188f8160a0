//! A filter as a query string, in one canonical order.

use std::fmt::Write;

use super::Filter;
use crate::code::{Code, CodeSet};

/// The query string without `?`; empty for the default filter. Parsing it gives the same filter again.
pub fn print(filter: &Filter) -> String {
    let mut out = String::new();
    for (name, value) in pairs(filter) {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        // Coordinates stay readable: commas need no escape in a query.
        out.push_str(&query_escape(&value));
    }
    out
}

/// Names and values of everything that the filter says, as the fields of a form would send them.
pub fn pairs(filter: &Filter) -> Vec<(&'static str, String)> {
    let mut out = Pairs::default();
    out.text("q", &filter.q);
    out.text("place", &filter.place);
    out.codes("kind", filter.kind);
    out.codes("category", filter.category);
    out.codes("audience", filter.audience);
    out.codes("speaks", filter.speaks);
    for department in &filter.department {
        out.text("department", department);
    }
    out.codes("need", filter.need);
    if let Some(near) = filter.near {
        out.text("near", &near.to_string());
    }
    out.number("radius", filter.radius.unwrap_or(0));
    if let Some(area) = filter.bbox {
        out.text("bbox", &area.to_string());
    }
    out.text("open", if filter.open_now { "now" } else { "" });
    out.text("free", if filter.free { "1" } else { "" });
    out.text("remote", if filter.remote { "1" } else { "" });
    out.text("sort", filter.sort.map_or("", Code::code));
    out.number("page", filter.page);
    out.number("per_page", filter.per_page);
    out.0
}

#[derive(Default)]
struct Pairs(Vec<(&'static str, String)>);

impl Pairs {
    fn text(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.0.push((name, value.to_owned()));
        }
    }

    fn codes<T: Code>(&mut self, name: &'static str, set: CodeSet<T>) {
        self.0.extend(set.iter().map(|value| (name, value.code().to_owned())));
    }

    fn number(&mut self, name: &'static str, value: u32) {
        if value > 0 {
            self.0.push((name, value.to_string()));
        }
    }
}

/// A value in the form `application/x-www-form-urlencoded`; commas stay, which every reader of queries understands.
pub fn query_escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'*' | b',' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
