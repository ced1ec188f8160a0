//! `/{lang}/listing/{slug}/confirmation`: one tap on the page of a listing.

use domain::ListingId;

use crate::app::{NOW, TestApp};

const LISTING: &str = "/uk/listing/centre-de-sante-2";

#[tokio::test]
async fn the_page_of_a_listing_has_both_actions() {
    let page = TestApp::with_three().await.get(LISTING).await;
    assert!(page.text().contains(&format!("href=\"{LISTING}/report\"")));
    assert!(page.text().contains(&format!("action=\"{LISTING}/confirmation\"")));
}

#[tokio::test]
async fn a_tap_confirms_and_a_second_one_adds_nothing() {
    let app = TestApp::with_three().await;
    let address = format!("{LISTING}/confirmation");
    for _ in 0..2 {
        let answer = app.post_form(&address, &format!("at={NOW}&subject=")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/uk/listing/centre-de-sante-2/thanks"));
    }
    assert_eq!(app.state.directory.store().confirmations(ListingId(2)).await.unwrap().len(), 1);
    app.state.directory.catch_up().await.unwrap();
    assert!(app.get(LISTING).await.text().contains("відвідувач каже, що все правильно (сьогодні)"));
}

#[tokio::test]
async fn what_is_gone_is_said_by_the_page_of_the_listing() {
    let app = TestApp::with_three().await;
    app.withdraw(2).await;
    let answer = app.post_form(&format!("{LISTING}/confirmation"), "").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, LISTING));
    assert_eq!(app.get(&format!("{LISTING}/confirmation")).await.status, 404, "it is no page");
}

#[tokio::test]
async fn when_nothing_can_be_kept_a_plain_page_says_so() {
    let app = TestApp::with_three().await;
    app.state.directory.store().close().await;
    let answer = app.post_form(&format!("{LISTING}/confirmation"), "").await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("<html lang=\"uk\">"));
}
