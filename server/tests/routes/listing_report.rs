//! `/{lang}/listing/{slug}/report` and `…/thanks`: the form, and what becomes of it without a script.

use crate::app::{NOW, TestApp};

const FORM: &str = "/en/listing/epicerie-solidaire-1/report";
const THANKS: &str = "/en/listing/epicerie-solidaire-1/thanks";

/// A form as somebody sends it who took a minute.
fn form(rest: &str) -> String {
    format!("at={}&subject=&{rest}", NOW - 60)
}

#[tokio::test]
async fn the_form_names_the_listing_and_offers_every_reason() {
    let app = TestApp::with_three().await;
    let page = app.get(FORM).await;
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "public, max-age=0, must-revalidate"));
    assert!(page.text().contains("Épicerie solidaire") && page.text().contains("noindex"));
    assert!(page.text().contains(&format!("action=\"{FORM}\"")));
    assert_eq!(page.text().matches("type=\"radio\"").count(), 8);
    assert!(!page.text().contains("error-summary") && !page.text().contains(" checked "));
}

#[tokio::test]
async fn a_report_leads_to_thanks_and_is_kept_once() {
    let app = TestApp::with_three().await;
    let body = form("wrong=closed&comment=%D0%97%D0%B0%D1%87%D0%B8%D0%BD%D0%B5%D0%BD%D0%BE&contact=");
    for _ in 0..2 {
        let answer = app.post_form(FORM, &body).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, THANKS));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let reports = app.reports().await;
    assert_eq!((reports.len(), reports[0].comment.as_str(), reports[0].listing.0), (1, "Зачинено", 1));
    let thanks = app.get(THANKS).await;
    assert_eq!(thanks.status, 200);
    assert!(thanks.text().contains("Thank you") && thanks.text().contains("/en/listing/epicerie-solidaire-1\""));
}

#[tokio::test]
async fn a_form_with_mistakes_comes_back_with_its_words() {
    let app = TestApp::with_three().await;
    let words = "%3Cb%3E%22%26";
    let answer = app.post_form(FORM, &form(&format!("wrong=other&comment=&contact={words}"))).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (422, "no-store"));
    let page = answer.text();
    assert!(page.contains("error-summary") && page.contains("href=\"#comment\""));
    assert!(page.contains("id=\"comment-error\"") && page.contains("aria-invalid=\"true\""));
    assert!(page.contains("value=\"other\" checked required"), "the choice stays");
    assert!(page.contains("value=\"&lt;b&gt;&quot;&amp;\""), "the words stay, escaped");
    assert!(app.reports().await.is_empty());
}

#[tokio::test]
async fn whoever_is_too_quick_is_asked_again_and_a_robot_is_thanked_for_nothing() {
    let app = TestApp::with_three().await;
    app.state.clock.set(NOW + 1);
    let hasty = app.post_form(FORM, &format!("at={NOW}&subject=&wrong=closed&comment=words")).await;
    assert_eq!(hasty.status, 422);
    assert!(hasty.text().contains("very quick") && hasty.text().contains(">words</textarea>"));
    assert!(hasty.text().contains(&format!("name=\"at\" value=\"{NOW}\"")), "the next try counts from the first page");
    let robot = app.post_form(FORM, &format!("at={}&subject=buy&wrong=closed", NOW - 60)).await;
    assert_eq!((robot.status.as_u16(), robot.header("location")), (303, THANKS));
    assert!(app.reports().await.is_empty());
}

#[tokio::test]
async fn a_report_about_nothing_is_no_report() {
    let app = TestApp::with_three().await;
    app.withdraw(1).await;
    assert_eq!(app.post_form(FORM, &form("wrong=closed")).await.status, 410);
    assert_eq!(app.get(FORM).await.status, 410);
    for path in [
        "/en/listing/none-9/report",
        "/en/listing/none/report",
        "/xx/listing/epicerie-solidaire-2/report",
        "/en/listing/epicerie-solidaire-2/nothing",
    ] {
        assert_eq!(app.post_form(path, &form("wrong=closed")).await.status, 404, "{path}");
        assert_eq!(app.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn when_too_many_write_or_nothing_can_be_kept_the_words_come_back() {
    let app = TestApp::with_three().await;
    for number in 0..21 {
        app.post_form(FORM, &form(&format!("wrong=closed&comment={number}"))).await;
    }
    let many = app.post_form(FORM, &form("wrong=closed&comment=words")).await;
    assert_eq!(many.status, 429);
    assert!(many.text().contains(">words</textarea>"));
    app.state.directory.store().close().await;
    let unavailable = app.post_form(FORM, &form("wrong=closed&comment=words")).await;
    assert_eq!(unavailable.status, 503);
    assert!(unavailable.text().contains(">words</textarea>"));
}

#[tokio::test]
async fn nothing_that_is_sent_makes_the_server_fail_or_lead_elsewhere() {
    let app = TestApp::with_three().await;
    let long = format!("wrong=other&comment={}", "%F0%9F%99%82".repeat(3000));
    for body in [
        "",
        "\u{ff}",
        "wrong=%FF&at=x",
        "at=-9223372036854775808&wrong=closed",
        "at=9223372036854775807&wrong=hours",
        &long,
    ] {
        for slug in ["x-1", "%2F%2Fevil.example%2F-1", "%0D%0ASet-Cookie:%20a=b-1", "%FF-1"] {
            for part in ["report", "confirmation"] {
                let answer = app.post_form(&format!("/en/listing/{slug}/{part}"), body).await;
                assert_ne!(answer.status, 500, "{slug} {body}");
                assert!(!answer.headers.contains_key("set-cookie"));
                let location = answer.header("location");
                assert!(location.is_empty() || location.starts_with("/en/listing/"), "{location}");
            }
        }
    }
}
