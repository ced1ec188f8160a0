//! `/sitemap.xml`, its parts, `/robots.txt`, `/.well-known/security.txt`

use server::state::{AppState, SecurityContact};

use crate::app::{Answer, TestApp};

#[tokio::test]
async fn the_index_names_the_parts_and_they_name_every_page_in_every_language() {
    let app = TestApp::with_three().await;
    let index = app.get("/sitemap.xml").await;
    assert_eq!(index.header("content-type"), "application/xml");
    assert!(index.text().contains("<loc>https://aide.example/sitemap-1.xml</loc>"));
    let part = app.get("/sitemap-1.xml").await;
    for lang in ["uk", "fr", "en", "ru"] {
        assert!(part.text().contains(&format!("<loc>https://aide.example/{lang}</loc>")));
        assert!(part.text().contains(&format!("<loc>https://aide.example/{lang}/listing/")));
    }
    assert!(!part.text().contains("/saved"));
    for path in
        ["/sitemap-2.xml", "/sitemap-0.xml", "/sitemap-x.xml", "/sitemap-+1.xml", "/sitemap-99999999999999999999.xml"]
    {
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn robots_find_the_sitemap_and_leave_searches_alone() {
    let answer = TestApp::empty().await.get("/robots.txt").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert!(answer.text().contains("Disallow: /*/find?\n"));
    assert!(answer.text().contains("Sitemap: https://aide.example/sitemap.xml\n"));
}

#[tokio::test]
async fn a_security_contact_is_named_only_if_there_is_one() {
    let app = TestApp::empty().await;
    assert_eq!(app.get("/.well-known/security.txt").await.status, 404);
    let contact = Some(SecurityContact("mailto:security@aide.example".into()));
    let router = server::serve::router(&AppState { security_contact: contact, ..app.state });
    let request = axum::http::Request::get("/.well-known/security.txt").body(axum::body::Body::empty()).unwrap();
    let answer = Answer::to(&router, request).await;
    assert!(answer.text().starts_with("Contact: mailto:security@aide.example\nExpires: 2027-05-22T09:00:00Z\n"));
}
