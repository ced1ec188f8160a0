//! JSON for scripts, in the shape of the public API. Knows only numbers and codes, which need no library.

use std::fmt::{Display, Write};

use domain::{
    Code, Lang,
    engine::{Answer, Counts, Points},
    gazetteer::{Place, label},
    reading::Hint,
    vocabulary::{Category, Kind},
};

/// `{"ids":[…],"total":…,"facets":{…}}`
pub fn answer(answer: &Answer) -> String {
    let facets = &answer.facets;
    let departments = facets.department.iter().map(|(code, count)| (Quoted(code).to_string(), *count));
    format!(
        concat!(
            r#"{{"ids":[{}],"total":{},"facets":{{"kind":{},"category":{},"audience":{},"speaks":{},"need":{},"#,
            r#""department":{},"open":{{"now":{}}},"free":{{"1":{}}},"remote":{{"1":{}}}}}}}"#
        ),
        list(answer.hits.iter().map(|hit| hit.id)),
        answer.total,
        counts(&facets.kind),
        counts(&facets.category),
        counts(&facets.audience),
        counts(&facets.speaks),
        counts(&facets.need),
        object(departments),
        facets.open_now,
        facets.free,
        facets.remote,
    )
}

/// The columns of `/api/v1/points`.
pub fn points(points: &Points, change: u64) -> String {
    let category = |category: Option<Category>| {
        category.map_or_else(|| "null".to_owned(), |category| category.index().to_string())
    };
    format!(
        concat!(
            r#"{{"total":{},"unmapped":{},"change":{},"ids":[{}],"lat":[{}],"lon":[{}],"kinds":[{}],"#,
            r#""categories":[{}],"kind_codes":[{}],"category_codes":[{}]}}"#
        ),
        points.total(),
        points.unplaced,
        change,
        list(points.points.iter().map(|point| point.id)),
        list(points.points.iter().map(|point| point.position.e5().0)),
        list(points.points.iter().map(|point| point.position.e5().1)),
        list(points.points.iter().map(|point| point.kind.index())),
        list(points.points.iter().map(|point| category(point.category))),
        list(Kind::ALL.iter().map(|kind| Quoted(kind.code()))),
        list(Category::ALL.iter().map(|category| Quoted(category.code()))),
    )
}

/// What a field shows of the places of `/api/v1/places`.
pub fn places(places: &[Place<'_>], lang: Lang) -> String {
    let item = |place: &Place<'_>| {
        let label = label(*place, lang);
        let [label, kind, country] = [&label, place.kind().code(), place.country()].map(Quoted);
        format!(r#"{{"label":{label},"kind":{kind},"country":{country}}}"#)
    };
    format!(r#"{{"items":[{}]}}"#, list(places.iter().map(item)))
}

/// What a field shows of `/api/v1/suggestions`.
pub fn hints(hints: &[Hint]) -> String {
    let item = |hint: &Hint| {
        let [kind, code, label] = [hint.kind.code(), &hint.code, &hint.label].map(Quoted);
        format!(r#"{{"kind":{kind},"code":{code},"label":{label}}}"#)
    };
    format!(r#"{{"items":[{}]}}"#, list(hints.iter().map(item)))
}

fn list(values: impl Iterator<Item = impl Display>) -> String {
    let mut text = String::new();
    for value in values {
        let comma = if text.is_empty() { "" } else { "," };
        let _ = write!(text, "{comma}{value}");
    }
    text
}

fn counts<T: Code>(counts: &Counts<T>) -> String {
    let not_zero = counts.iter().filter(|(_, count)| *count > 0);
    object(not_zero.map(|(value, count)| (Quoted(value.code()).to_string(), count)))
}

fn object(members: impl Iterator<Item = (String, u32)>) -> String {
    format!("{{{}}}", list(members.map(|(name, count)| format!("{name}:{count}"))))
}

/// A text as JSON writes it.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                c if c < ' ' => write!(f, "\\u{:04x}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use domain::engine::Facets;

    use super::*;

    #[test]
    fn an_answer_has_the_shape_of_the_public_api() {
        let mut facets = Facets { category: Counts::from_indexed(&[0, 0, 0, 12]), open_now: 2, ..Facets::default() };
        facets.department = vec![("69".into(), 3), ("a\"b\\\n".into(), 1)];
        let text = answer(&Answer { total: 12, facets, ..Answer::default() });
        assert_eq!(
            text,
            concat!(
                r#"{"ids":[],"total":12,"facets":{"kind":{},"category":{"food":12},"audience":{},"speaks":{},"#,
                r#""need":{},"department":{"69":3,"a\"b\\\u000a":1},"open":{"now":2},"free":{"1":0},"remote":{"1":0}}}"#
            )
        );
    }
}
