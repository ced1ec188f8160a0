//! `/qr/…`: the code that leads from paper back to a page. Asked for by the page itself, so that it is there however one
//! came to it, and kept by the browser as long as it likes: the same page always has the same code.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Code, Lang};
use fast_qr::{ECL, QRBuilder, qr::QRCode};
use usecases::site::Site;

/// Longer than the name of any page.
const LONGEST: usize = 200;
/// Modules around the code that stay white.
const QUIET: usize = 2;

/// `/qr/{lang}/listing/{slug}.svg`, and the same for pages of the guide.
pub async fn code(State(site): State<Site>, Path((lang, kind, file)): Path<(String, String, String)>) -> Response {
    let Some(svg) = page(&lang, &kind, &file).and_then(|path| drawn(&format!("{}{path}", site.base))) else {
        return (StatusCode::NOT_FOUND, "There is no such code.").into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000")),
    ];
    (headers, svg).into_response()
}

/// The path of the page whose code is meant; only pages that one prints have one.
fn page(lang: &str, kind: &str, file: &str) -> Option<String> {
    let slug = file.strip_suffix(".svg")?;
    let is_slug = slug.len() <= LONGEST && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_page = Lang::from_code(lang).is_some() && ["listing", "guide"].contains(&kind) && is_slug;
    is_page.then(|| format!("/{lang}/{kind}/{slug}"))
}

fn drawn(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let size = code.size + 2 * QUIET;
    let path: String = (0..code.size).map(|row| stretches(&code, row)).collect();
    Some(format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>"#))
}

/// The dark stretches of a row.
fn stretches(code: &QRCode, row: usize) -> String {
    let mut path = String::new();
    let mut column = 0;
    while column < code.size {
        let length = (column..code.size).take_while(|column| code[row][*column].value()).count();
        if length > 0 {
            path.push_str(&format!("M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET));
        }
        column += length.max(1);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_that_one_prints_have_a_code() {
        assert_eq!(page("uk", "guide", "bank.svg").as_deref(), Some("/uk/guide/bank"));
        let long = format!("{}.svg", "x".repeat(LONGEST + 1));
        for (lang, kind, file) in
            [("de", "guide", "bank.svg"), ("uk", "find", "x.svg"), ("uk", "listing", "x"), ("uk", "listing", "a?b.svg")]
        {
            assert_eq!(page(lang, kind, file), None, "{lang} {kind} {file}");
        }
        assert_eq!(page("uk", "listing", &long), None);
    }

    #[test]
    fn a_code_is_drawn_with_every_dark_module_and_no_other() {
        let svg = drawn("https://aide.example/uk/guide/bank").unwrap();
        let code = QRBuilder::new("https://aide.example/uk/guide/bank").ecl(ECL::M).build().unwrap();
        let dark = (0..code.size).flat_map(|row| (0..code.size).map(move |column| (row, column)));
        let dark = dark.filter(|(row, column)| code[*row][*column].value()).count();
        let lengths = svg.split('h').skip(1).filter_map(|part| part.split('v').next()?.parse::<usize>().ok());
        assert_eq!(lengths.sum::<usize>(), dark);
    }
}
