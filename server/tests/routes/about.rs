//! `/{lang}/about` and the pages beside it: who runs the site, and how to reach them.

use usecases::site::{Collective, Words, tell};

use crate::app::{NOW, TestApp};

const PAGES: [&str; 3] = ["/en/about", "/en/privacy", "/en/accessibility"];

async fn run_by(collective: Collective) -> TestApp {
    let app = TestApp::with_three().await;
    tell(app.state.directory.store(), &collective, NOW).await.unwrap();
    app.state.directory.catch_up().await.unwrap();
    app
}

fn somebody() -> Collective {
    let name = Words::Each([("en".to_owned(), "Mutual <Aid>".to_owned())].into());
    let (email, phone) = (Some("hello@aide.example".to_owned()), Some("+33472000000".to_owned()));
    Collective { name, email, phone, legal: Words::Same("https://aide.example/legal".into()) }
}

#[tokio::test]
async fn who_runs_the_site_is_said_where_somebody_may_want_to_write() {
    let app = run_by(somebody()).await;
    for path in PAGES {
        let page = app.get(path).await;
        let main = page.text().split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        for said in ["Mutual &lt;Aid&gt;", "mailto:hello@aide.example", "tel:+33472000000"] {
            assert!(main.contains(said), "{path}: {said}");
        }
        assert!(!main.contains("have not said"), "{path}");
    }
    let about = app.get("/en/about").await;
    assert!(about.text().contains("mailto:hello@aide.example?subject=A%20place%20for%20the%20directory&amp;body=Name"));
    assert!(about.text().contains("href=\"https://aide.example/legal\""));
    assert!(
        about.text().contains(r#""@type":"Organization""#) && about.text().contains(r#""name":"Mutual \u003cAid>""#)
    );
}

#[tokio::test]
async fn the_foot_of_every_page_and_the_description_of_the_api_name_them() {
    let app = run_by(somebody()).await;
    for path in ["/en", "/uk/find", "/fr/guide", "/ru/saved"] {
        let page = app.get(path).await;
        let foot = page.text().split("<footer").nth(1).unwrap();
        assert!(foot.contains("Mutual &lt;Aid&gt;") && foot.contains("mailto:hello@aide.example"), "{path}");
    }
    let api = app.get("/api/v1/openapi.json").await.json();
    assert_eq!(api["info"]["contact"], serde_json::json!({ "name": "Mutual <Aid>", "email": "hello@aide.example" }));
}

#[tokio::test]
async fn where_nobody_has_said_so_no_page_asks_to_write_to_them() {
    let app = TestApp::with_three().await;
    for path in PAGES {
        let page = app.get(path).await;
        assert!(page.text().contains("have not said here how to reach them"), "{path}");
        assert!(!page.text().contains("mailto:") && !page.text().contains("Write to us"), "{path}");
    }
    assert_eq!(app.get("/api/v1/openapi.json").await.json()["info"].get("contact"), None);
}
