//! French codes: what a commune, a postcode and a department say of each other. Knows nothing about other countries.

use domain::place::department_of;

use super::territory::is_department;

/// The department of a French commune.
pub fn department_of_commune(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_uppercase();
    let digits =
        code.bytes().enumerate().all(|(place, b)| b.is_ascii_digit() || (place == 1 && matches!(b, b'A' | b'B')));
    department_of(&code).filter(|department| digits && is_department(department))
}

/// The department of most communes with a French postcode: a few use the post office across the border.
pub fn department_of_postcode(postcode: &str) -> Option<String> {
    if !is_french_postcode(postcode) {
        return None;
    }
    let code = match &postcode[..3] {
        "200" | "201" => "2A".to_owned(),
        "202" | "206" => "2B".to_owned(),
        "971" if postcode == "97133" => "977".to_owned(),
        "971" if postcode == "97150" => "978".to_owned(),
        _ => department_of(postcode)?,
    };
    is_department(&code).then_some(code)
}

/// Five digits.
pub fn is_french_postcode(postcode: &str) -> bool {
    postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_department_follows_from_the_commune_and_mostly_from_the_postcode() {
        let commune = |code| department_of_commune(code).unwrap_or_default();
        assert_eq!([commune("01033"), commune("2a004"), commune("97411")], ["01", "2A", "974"]);
        assert_eq!([commune("20004"), commune("0103"), commune("A1033"), commune("010A3")], [""; 4]);
        let postcode = |code| department_of_postcode(code).unwrap_or_default();
        assert_eq!(
            [postcode("20090"), postcode("20200"), postcode("20620"), postcode("97150")],
            ["2A", "2B", "2B", "978"]
        );
        assert_eq!([postcode("00100"), postcode("1000"), postcode("96000")], [""; 3]);
    }
}
