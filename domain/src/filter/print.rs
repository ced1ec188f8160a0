//! A filter as a query string, in one canonical order.

use std::fmt::Write;

use super::Filter;
use crate::{
    code::{Code, CodeSet},
    place::Position,
};

/// The query string without `?`; empty for the default filter. Parsing it gives the same filter again.
pub fn print(filter: &Filter) -> String {
    let mut out = Query::default();
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
        out.raw("near", &point(near));
    }
    out.number("radius", filter.radius.unwrap_or(0));
    if let Some(area) = filter.bbox {
        let (sw, ne) = (area.south_west, area.north_east);
        out.raw("bbox", &format!("{},{},{},{}", sw.lon(), sw.lat(), ne.lon(), ne.lat()));
    }
    out.flag("open", "now", filter.open_now);
    out.flag("free", "1", filter.free);
    out.flag("remote", "1", filter.remote);
    if let Some(sort) = filter.sort {
        out.raw("sort", sort.code());
    }
    out.number("page", filter.page);
    out.number("per_page", filter.per_page);
    out.0
}

fn point(position: Position) -> String {
    format!("{},{}", position.lat(), position.lon())
}

#[derive(Default)]
struct Query(String);

impl Query {
    fn raw(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.raw(name, &query_escape(value));
        }
    }

    fn codes<T: Code>(&mut self, name: &str, set: CodeSet<T>) {
        for value in set.iter() {
            self.raw(name, value.code());
        }
    }

    fn number(&mut self, name: &str, value: u32) {
        if value > 0 {
            self.raw(name, &value.to_string());
        }
    }

    fn flag(&mut self, name: &str, value: &str, set: bool) {
        if set {
            self.raw(name, value);
        }
    }
}

/// A value in the form `application/x-www-form-urlencoded`.
pub fn query_escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
