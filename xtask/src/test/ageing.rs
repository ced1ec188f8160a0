//! Statements of the guide that somebody should have compared with their sources by now: said loudly, never a failure,
//! because a day that passes must not stop a repair from going out.

use crate::sh;
use anyhow::Result;
use std::fs;

const GUIDE: &str = "usecases/content/guide";

/// Names every statement past its day.
pub fn warn() {
    let overdue =
        today().and_then(|today| overdue(&today)).unwrap_or_else(|error| vec![format!("cannot look: {error:#}")]);
    if overdue.is_empty() {
        return;
    }
    sh::say("\n!!!!!!!!!! THE GUIDE SAYS WHAT NOBODY HAS CHECKED IN TIME !!!!!!!!!!");
    for line in &overdue {
        sh::say(&format!("!! {line}"));
    }
    sh::say(
        "!! Compare with the sources, then set `checked_on` and `check_by` in its file; until then readers are warned.",
    );
}

fn today() -> Result<String> {
    sh::read(sh::command("date").args(["-u", "+%F"]))
}

fn overdue(today: &str) -> Result<Vec<String>> {
    let mut overdue = Vec::new();
    for entry in fs::read_dir(sh::root().join(GUIDE))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        overdue.extend(of_page(&name, &fs::read_to_string(&path)?, today)?);
    }
    overdue.sort();
    Ok(overdue)
}

/// The statements of one page that should have been checked before today; days as `2026-11-30` sort by themselves.
fn of_page(name: &str, text: &str, today: &str) -> Result<Vec<String>> {
    let page: toml::Table = text.parse()?;
    let ages = page.get("ages").and_then(toml::Value::as_array).into_iter().flatten();
    let past = ages.filter(|ages| ages.get("check_by").and_then(toml::Value::as_str).is_some_and(|day| day < today));
    Ok(past.map(|ages| format!("{name}, since {}: {}", shown(ages, "check_by"), shown(ages, "en"))).collect())
}

fn shown(ages: &toml::Value, key: &str) -> String {
    ages.get(key).map_or_else(String::new, |value| value.to_string().replace('"', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"
        [[ages]]
        checked_on = "2026-11-30"
        check_by = "2027-02-01"
        en = ["4 March 2028"]
    "#;

    #[test]
    fn a_statement_is_named_from_the_day_after_its_day() {
        assert_eq!(of_page("temporary-protection", PAGE, "2027-02-01").unwrap(), Vec::<String>::new());
        let named = of_page("temporary-protection", PAGE, "2027-02-02").unwrap();
        assert_eq!(named, ["temporary-protection, since 2027-02-01: [4 March 2028]"]);
    }
}
