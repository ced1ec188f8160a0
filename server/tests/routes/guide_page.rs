//! `/{lang}/guide/{slug}`: a page of the guide, whose numbers one can call.

use usecases::install_starter::install_starter;

use crate::app::{NOW, TestApp};

async fn with_the_guide() -> TestApp {
    let app = TestApp::empty().await;
    install_starter(app.state.directory.store(), NOW).await.unwrap();
    app.state.directory.catch_up().await.unwrap();
    app
}

#[tokio::test]
async fn the_page_about_emergencies_begins_with_rows_to_call() {
    let app = with_the_guide().await;
    for lang in ["uk", "fr", "en", "ru"] {
        let page = app.get(&format!("/{lang}/guide/emergency-numbers")).await;
        let rows = page.text().split("call-rows").nth(1).unwrap();
        let rows = &rows[..rows.find("</section>").unwrap()];
        let hrefs = rows.split("href=\"").skip(1).map(|row| row.split('"').next().unwrap());
        let numbers: Vec<&str> = hrefs.filter(|href| !href.starts_with('/')).collect();
        assert_eq!(numbers[..3], ["tel:112", "tel:115", "tel:15"], "{lang}");
        assert!(numbers.contains(&"sms:114") && numbers.contains(&"tel:116117"), "{lang}");
        assert!(page.text().find("call-rows") < page.text().find("step-list"), "{lang}");
    }
}

#[tokio::test]
async fn every_number_of_the_guide_is_a_link() {
    let app = with_the_guide().await;
    let page = app.get("/uk/guide/health-cover").await;
    assert!(page.text().contains(r#"<a class="call" href="tel:15">15</a> або <a class="call" href="tel:112">112</a>"#));
    let page = app.get("/fr/guide/allowance").await;
    assert!(!page.text().contains("class=\"call\""), "amounts are not called");
}

#[tokio::test]
async fn the_parts_of_a_page_are_one_tap_away_and_french_titles_are_explained() {
    let app = with_the_guide().await;
    let page = app.get("/uk/guide/temporary-protection").await;
    for part in page
        .text()
        .split("class=\"jump-links")
        .nth(1)
        .unwrap()
        .split("</nav>")
        .next()
        .unwrap()
        .split("href=\"#")
        .skip(1)
    {
        let id = part.split('"').next().unwrap();
        assert_eq!(page.text().matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    assert!(page.text().contains("Ці сайти французькою"));
    assert!(page.text().contains("<b>Тимчасовий захист, кількома мовами</b>"));
    assert!(!app.get("/fr/guide/temporary-protection").await.text().contains("Ces sites sont en français"));
}
