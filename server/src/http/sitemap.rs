//! The map of the site for search engines: an index, and parts that list every page in every language.
//! Knows nothing about what pages say, and says nothing about when they changed.

use std::fmt::Write;

use domain::{Code, Lang};
use usecases::{directory::Directory, site::Site};

/// Pages in a part. Each stands there once per language, so a part has 10,000 addresses where 50,000 are allowed:
/// every one names its four sisters, and a part should stay some megabytes.
const PAGES_PER_PART: usize = 2500;

/// Pages that are always there, behind the language. Saved listings are on one phone only.
const FIXED: [&str; 8] = ["", "/find", "/guide", "/help", "/about", "/privacy", "/accessibility", "/data"];

/// The language of who speaks none of ours: the one of the country.
const DEFAULT: Lang = Lang::Fr;

/// Whether the path is that of an index or a part.
pub fn is_one(path: &str) -> bool {
    name(path).is_some()
}

fn name(path: &str) -> Option<&str> {
    path.strip_prefix("/sitemap")?.strip_suffix(".xml")
}

/// The index `/sitemap.xml` or a part `/sitemap-1.xml`. Without the address of the site there is none.
pub fn file(path: &str, directory: &Directory, site: &Site) -> Option<String> {
    let name = name(path)?;
    if site.base.is_empty() {
        return None;
    }
    if name.is_empty() {
        return Some(index(&site.base, pages(directory).len()));
    }
    let number = name.strip_prefix('-').filter(|digits| digits.len() <= 6 && !digits.starts_with(['0', '+']))?;
    let number: usize = number.parse().ok()?;
    pages(directory).chunks(PAGES_PER_PART).nth(number - 1).map(|pages| part(&site.base, pages))
}

/// The paths of all pages behind the language.
fn pages(directory: &Directory) -> Vec<String> {
    let guide = directory.page_slugs().into_iter().map(|slug| format!("/guide/{slug}"));
    let listings = directory.slugs().into_iter().map(|(_, slug)| format!("/listing/{slug}"));
    FIXED.iter().map(|&path| path.to_owned()).chain(guide).chain(listings).collect()
}

fn index(base: &str, pages: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=pages.div_ceil(PAGES_PER_PART) {
        let _ = writeln!(xml, "<sitemap><loc>{}/sitemap-{number}.xml</loc></sitemap>", escaped(base));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

fn part(base: &str, pages: &[String]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let base = escaped(base);
    for page in pages {
        let page = escaped(page);
        let alternates = alternates(&base, &page);
        for lang in Lang::ALL {
            let _ = writeln!(xml, "<url><loc>{base}/{lang}{page}</loc>{alternates}</url>");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn alternates(base: &str, page: &str) -> String {
    let named = Lang::ALL.iter().map(|&lang| (lang.code(), lang)).chain([("x-default", DEFAULT)]);
    named.fold(String::new(), |mut xml, (name, lang)| {
        let _ = write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{name}\" href=\"{base}/{lang}{page}\"/>");
        xml
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_stands_there_in_every_language() {
        let xml = part("https://aide.example", &["/listing/a&b-1".to_owned()]);
        assert_eq!(xml.matches("<url>").count(), 4);
        assert!(xml.contains("<loc>https://aide.example/uk/listing/a&amp;b-1</loc>"));
        assert_eq!(xml.matches("hreflang=\"x-default\" href=\"https://aide.example/fr/listing/a&amp;b-1\"").count(), 4);
    }

    #[test]
    fn the_index_names_as_many_parts_as_there_are() {
        assert_eq!(index("https://a.example", PAGES_PER_PART + 1).matches("<sitemap>").count(), 2);
    }
}
