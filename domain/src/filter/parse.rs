//! A filter from a query string. What cannot be understood is left out and named, never guessed.

use super::{Filter, MAX_PER_PAGE, MAX_RADIUS_KM};
use crate::{
    code::{Code, CodeSet},
    place::{Bbox, Position},
};

/// Longest query string that is read, in bytes; the rest is a problem named `query`.
pub const MAX_QUERY: usize = 4096;
/// Longest text that is searched, in characters.
const MAX_TEXT: usize = 200;
/// Most departments in one filter.
pub const MAX_DEPARTMENTS: usize = 32;

/// A parameter that was left out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// The name of the parameter as received, shortened.
    pub name: String,
    pub reason: Reason,
}

/// Why a parameter was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// There is no parameter of this name.
    Unknown,
    /// The value is not one of those that the parameter takes.
    Invalid,
    /// The value is longer or larger than what is accepted.
    TooLarge,
    /// The parameter takes one value and came with several.
    Repeated,
    /// The value is not UTF-8.
    NotText,
}

/// Reads a query string (without `?`). An empty value is the same as no parameter, as forms send it.
pub fn parse(query: &str) -> (Filter, Vec<Problem>) {
    let mut reading = Reading::default();
    let (query, rest) = query.split_at(floor_char(query, MAX_QUERY));
    if !rest.is_empty() {
        reading.problem("query", Reason::TooLarge);
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (decode(name), decode(value)) {
            (Some(name), Some(value)) => reading.take(&name, value.trim()),
            _ => reading.problem(name, Reason::NotText),
        }
    }
    (reading.filter, reading.problems)
}

#[derive(Default)]
struct Reading {
    filter: Filter,
    problems: Vec<Problem>,
    seen: Vec<&'static str>,
}

impl Reading {
    fn problem(&mut self, name: &str, reason: Reason) {
        let name = name[..floor_char(name, 40)].to_owned();
        if self.problems.len() < 20 {
            self.problems.push(Problem { name, reason });
        }
    }

    fn take(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let outcome = match name {
            "kind" => add(&mut self.filter.kind, value),
            "category" => add(&mut self.filter.category, value),
            "audience" => add(&mut self.filter.audience, value),
            "speaks" => add(&mut self.filter.speaks, value),
            "need" => add(&mut self.filter.need, value),
            "department" => self.department(value),
            _ => self.single(name, value),
        };
        if let Err(reason) = outcome {
            self.problem(name, reason);
        }
    }

    /// Parameters that take one value.
    fn single(&mut self, name: &str, value: &str) -> Result<(), Reason> {
        const SINGLE: [&str; 11] =
            ["q", "place", "near", "radius", "bbox", "open", "free", "remote", "sort", "page", "per_page"];
        let known = SINGLE.iter().find(|known| **known == name).ok_or(Reason::Unknown)?;
        if self.seen.contains(known) {
            return Err(Reason::Repeated);
        }
        let filter = &mut self.filter;
        match *known {
            "q" => filter.q = text(value)?,
            "place" => filter.place = text(value)?,
            "near" => filter.near = Some(near(value)?),
            "radius" => filter.radius = Some(number(value, MAX_RADIUS_KM)?),
            "bbox" => filter.bbox = Some(bbox(value)?),
            "open" => filter.open_now = flag(value, "now")?,
            "free" => filter.free = flag(value, "1")?,
            "remote" => filter.remote = flag(value, "1")?,
            "sort" => filter.sort = Some(Code::from_code(value).ok_or(Reason::Invalid)?),
            "page" => filter.page = number(value, 1_000_000)?,
            _ => filter.per_page = number(value, MAX_PER_PAGE)?,
        }
        self.seen.push(known);
        Ok(())
    }

    fn department(&mut self, value: &str) -> Result<(), Reason> {
        let valid = value.len() <= 8 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !valid {
            return Err(Reason::Invalid);
        }
        let code = value.to_ascii_uppercase();
        match self.filter.department.binary_search(&code) {
            Ok(_) => Ok(()),
            Err(_) if self.filter.department.len() >= MAX_DEPARTMENTS => Err(Reason::TooLarge),
            Err(place) => {
                self.filter.department.insert(place, code);
                Ok(())
            }
        }
    }
}

fn add<T: Code>(set: &mut CodeSet<T>, value: &str) -> Result<(), Reason> {
    set.insert(T::from_code(value).ok_or(Reason::Invalid)?);
    Ok(())
}

/// Text without control characters and with single spaces.
fn text(value: &str) -> Result<String, Reason> {
    let clean: Vec<&str> =
        value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let clean = clean.join(" ");
    if clean.chars().count() > MAX_TEXT { Err(Reason::TooLarge) } else { Ok(clean) }
}

fn near(value: &str) -> Result<Position, Reason> {
    let (lat, lon) = value.split_once(',').ok_or(Reason::Invalid)?;
    Position::parse(lat, lon).ok_or(Reason::Invalid)
}

fn bbox(value: &str) -> Result<Bbox, Reason> {
    let sides: Vec<&str> = value.split(',').collect();
    let [west, south, east, north] = sides[..] else { return Err(Reason::Invalid) };
    let corner = |lat, lon| Position::parse(lat, lon).ok_or(Reason::Invalid);
    let (south_west, north_east) = (corner(south, west)?, corner(north, east)?);
    if south_west.e5().0 > north_east.e5().0 {
        return Err(Reason::Invalid);
    }
    Ok(Bbox { south_west, north_east })
}

fn number(value: &str, largest: u32) -> Result<u32, Reason> {
    let number: u32 = value.parse().map_err(|_| Reason::Invalid)?;
    match number {
        0 => Err(Reason::Invalid),
        _ if number > largest => Err(Reason::TooLarge),
        _ => Ok(number),
    }
}

fn flag(value: &str, yes: &str) -> Result<bool, Reason> {
    if value == yes { Ok(true) } else { Err(Reason::Invalid) }
}

/// Undoes `application/x-www-form-urlencoded`; `None` when the bytes are not UTF-8. A stray `%` stands for itself.
fn decode(value: &str) -> Option<String> {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], pair) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).ok()
}

/// The largest index up to `at` that does not cut a character.
fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::filter::print;
    use crate::vocabulary::{Category, Sort};

    fn any_set<T: Code + std::fmt::Debug>() -> impl Strategy<Value = CodeSet<T>> {
        proptest::collection::vec(0..T::ALL.len(), 0..4)
            .prop_map(|places| places.into_iter().map(|place| T::ALL[place]).collect())
    }

    fn any_text() -> impl Strategy<Value = String> {
        "[\\PC&&[^\\s]]{0,8}( [\\PC&&[^\\s]]{1,8})?"
            .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn any_point() -> impl Strategy<Value = Position> {
        (-90.0..=90.0_f64, -180.0..=180.0_f64).prop_map(|(lat, lon)| Position::new(lat, lon).unwrap())
    }

    prop_compose! {
        fn any_filter()(
            (q, place) in (any_text(), any_text()),
            (kind, category, audience, speaks, need) in (any_set(), any_set(), any_set(), any_set(), any_set()),
            department in proptest::collection::btree_set("[0-9A-Z]{1,3}", 0..4),
            (near, corner, other) in (proptest::option::of(any_point()), proptest::option::of(any_point()), any_point()),
            radius in proptest::option::of(1..=MAX_RADIUS_KM),
            (open_now, free, remote) in any::<(bool, bool, bool)>(),
            sort in proptest::option::of(proptest::sample::select(Sort::ALL)),
            (page, per_page) in (0..500_u32, 0..=MAX_PER_PAGE),
        ) -> Filter {
            let bbox = corner.map(|corner| {
                let (low, high) = if corner.e5().0 <= other.e5().0 { (corner, other) } else { (other, corner) };
                Bbox { south_west: low, north_east: high }
            });
            let department = department.into_iter().collect();
            Filter { q, place, kind, category, audience, speaks, department, need, near, radius, bbox, open_now, free, remote, sort, page, per_page }
        }
    }

    proptest! {
        #[test]
        fn printing_and_parsing_is_the_identity(filter in any_filter()) {
            prop_assert_eq!(parse(&print(&filter)), (filter, vec![]));
        }

        #[test]
        fn any_query_string_is_read_without_harm(query in "\\PC{0,200}|([a-z]{1,8}=[%0-9a-fA-F+,.-]{0,20}&){0,10}") {
            let (filter, _) = parse(&query);
            prop_assert_eq!(parse(&print(&filter)), (filter, vec![]));
        }
    }

    fn check(query: &str, name: &str, reason: Reason) {
        let (filter, problems) = parse(query);
        assert_eq!(filter, Filter::default(), "{query}");
        assert_eq!(problems, [Problem { name: name.into(), reason }], "{query}");
    }

    #[test]
    fn what_cannot_be_understood_is_left_out_and_named() {
        check("colour=red", "colour", Reason::Unknown);
        check("category=fodo", "category", Reason::Invalid);
        check("near=48.8", "near", Reason::Invalid);
        check("near=95,2", "near", Reason::Invalid);
        check("near=NaN,2", "near", Reason::Invalid);
        check("radius=-3", "radius", Reason::Invalid);
        check("radius=99999", "radius", Reason::TooLarge);
        check("page=0", "page", Reason::Invalid);
        check("bbox=1,2,3", "bbox", Reason::Invalid);
        check("open=later", "open", Reason::Invalid);
        check("department=%3Cscript%3E", "department", Reason::Invalid);
        check("q=%FF%FE", "q", Reason::NotText);
        check(&format!("q={}", "x".repeat(300)), "q", Reason::TooLarge);
    }

    #[test]
    fn a_single_value_that_is_repeated_keeps_the_first() {
        let (filter, problems) = parse("radius=5&radius=30");
        assert_eq!(filter.radius, Some(5));
        assert_eq!(problems, [Problem { name: "radius".into(), reason: Reason::Repeated }]);
    }

    #[test]
    fn forms_send_empty_fields_and_spaces() {
        let (filter, problems) = parse("q=+l%C3%ADkar++x&place=&category=food&category=health&open=");
        assert_eq!(filter.q, "líkar x");
        assert_eq!(filter.category, [Category::Food, Category::Health].into_iter().collect());
        assert!(problems.is_empty());
    }

    #[test]
    fn an_endless_query_is_cut() {
        let (_, problems) = parse(&"ї".repeat(5000));
        assert!(problems.iter().any(|problem| problem.reason == Reason::TooLarge));
    }
}
