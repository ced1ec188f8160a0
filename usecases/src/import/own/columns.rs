//! The columns of our own tables, for import and export alike.

use std::sync::LazyLock;

use domain::{Code, Lang};

/// Columns of every listing, in the order in which they are written.
const MAIN: [&str; 38] = [
    "source",
    "source_id",
    "kind",
    "language",
    "name",
    "organisation",
    "categories",
    "audiences",
    "description",
    "conditions",
    "documents",
    "directions",
    "needs",
    "phones",
    "emails",
    "website",
    "street",
    "complement",
    "postcode",
    "commune",
    "commune_code",
    "department",
    "country",
    "latitude",
    "longitude",
    "area",
    "remote",
    "opening_hours",
    "zone",
    "closures",
    "appointment",
    "speaks",
    "cost",
    "wheelchair",
    "confirmed_at",
    "confirmed_by",
    "demonstration",
    "kept",
];

/// Texts that exist once for each language, as `name_uk`.
pub(crate) const TEXTS: [&str; 5] = ["name", "description", "conditions", "documents", "directions"];

/// Where a listing stands in the record it comes from. Written for people; an import does not read it.
pub(crate) const RECORD: [&str; 3] = ["number", "slug", "revision"];

/// All columns.
pub(crate) static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
    let translations =
        Lang::ALL.iter().flat_map(|lang| TEXTS.iter().map(|text| translated(text, *lang)).chain([translation(*lang)]));
    let main = MAIN.iter().map(|name| (*name).to_owned());
    main.chain(translations).chain(RECORD.iter().map(|name| (*name).to_owned())).collect()
});

/// The column of a text in a language.
pub(crate) fn translated(text: &str, lang: Lang) -> String {
    format!("{text}_{lang}")
}

/// The column that says how a translation came to be.
pub(crate) fn translation(lang: Lang) -> String {
    format!("translation_{lang}")
}

/// Whether a column holds a text in any language.
pub(crate) fn is_text(column: &str) -> bool {
    TEXTS.iter().any(|text| column.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
}

/// Whether a value begins like a formula of a spreadsheet, or like a value that was guarded against being one.
fn is_formula(value: &str) -> bool {
    value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠', '−', '﹦', '﹢', '﹣', '﹫'])
}

/// The value as a spreadsheet must take it for text: an apostrophe before what would be a formula (OWASP, CSV injection).
pub(crate) fn guarded(value: &str) -> String {
    let is_number = value.parse::<f64>().is_ok_and(f64::is_finite) && !value.starts_with('+');
    if is_formula(value) && !is_number { format!("'{value}") } else { value.to_owned() }
}

/// The value without the guard.
pub(crate) fn unguarded(value: &str) -> &str {
    value.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_a_formula_and_the_guard_comes_off() {
        for value in [
            "=1+1",
            "＝1+1",
            "＋1",
            "＠SUM(A1)",
            "+33450568749",
            "-cmd",
            "@SUM(A1)",
            "'quoted",
            "''",
            "'=x",
            "",
            "plain",
            "-1.5",
            "'t Huis",
        ] {
            let guarded = guarded(value);
            assert!(!guarded.starts_with(['=', '+', '@', '＝', '＋', '＠']), "{guarded}");
            assert_eq!(unguarded(&guarded), value);
        }
        assert_eq!([guarded("-1.55"), guarded("+33")], ["-1.55", "'+33"]);
    }

    #[test]
    fn every_column_has_its_own_name() {
        let names: std::collections::BTreeSet<&String> = ALL.iter().collect();
        assert_eq!(names.len(), ALL.len());
    }
}
