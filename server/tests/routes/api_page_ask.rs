//! What our own pages ask: the answer in postcard, readable again whatever a listing says.

use app::api::{Answer, Question};
use domain::filter::query_escape;
use usecases::demo::demo_listings;

use crate::app::{NOW, TestApp};

async fn ask(app: &TestApp, question: &Question) -> Answer {
    // As a browser writes it, with `&` at the end.
    let answer = app.get(&format!("/api/page/ask?lang=uk&question={}&", query_escape(&question.path()))).await;
    assert_eq!(answer.status, 200, "{question:?}");
    let read = postcard::from_bytes(&answer.body).unwrap();
    // Written again it is the same, so that nothing was skipped or read as something else.
    assert_eq!(postcard::to_allocvec(&read).unwrap(), answer.body, "{question:?}");
    read
}

#[tokio::test]
async fn every_answer_can_be_read_again() {
    let app = TestApp::publishing(&demo_listings(400, 1, NOW).collect::<Vec<_>>()).await;
    let questions = [Question::Home, Question::Guide, Question::Help { place: String::new() }, Question::About];
    for question in questions {
        ask(&app, &question).await;
    }
    for page in 1..=20 {
        let Answer::Find(found) = ask(&app, &Question::Find(format!("page={page}"))).await else { panic!("no list") };
        for card in found.cards {
            let question = Question::Listing { slug: card.slug.clone(), near: String::new() };
            let Answer::Listing(view, _) = ask(&app, &question).await else { panic!("no listing") };
            assert_eq!(view.card, card);
        }
    }
    let Answer::Find(nothing) = ask(&app, &Question::Find("q=zzzzzz&open=now".into())).await else { panic!("no list") };
    assert!(nothing.cards.is_empty() && !nothing.suggestions.is_empty());
}

#[tokio::test]
async fn what_was_withdrawn_is_gone_and_what_never_was_is_not_found() {
    let app = TestApp::with_three().await;
    app.withdraw(1).await;
    let gone = Question::Listing { slug: "x-1".into(), near: String::new() };
    assert!(matches!(ask(&app, &gone).await, Answer::Gone(_)));
    for question in ["listing%2Fx-99", "guide%2Fnothing", "nothing"] {
        let answer = app.get(&format!("/api/page/ask?lang=uk&question={question}")).await;
        assert_eq!(answer.status, 404, "{question}");
    }
}

#[tokio::test]
async fn what_a_device_saved_is_told_as_far_as_it_exists() {
    let app = TestApp::with_three().await;
    let saved = Question::Saved { listings: "2,99,1".into(), pages: "nothing".into() };
    let Answer::Saved { cards, pages, gone } = ask(&app, &saved).await else { panic!("nothing saved") };
    assert_eq!(cards.iter().map(|card| card.id.0).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(gone, [domain::ListingId(99)], "what is gone is not left out without a word");
    assert!(pages.is_empty());
}

#[tokio::test]
async fn what_is_not_asked_as_pages_do_is_a_mistake_of_whoever_asks() {
    let app = TestApp::with_three().await;
    for query in [
        "",
        "?",
        "?lang=uk",
        "?question=find",
        "?lang=xx&question=find",
        "?lang=&question=find",
        "?lang=uk&question=listing%2F%FF",
        "?lang=uk&lang=fr&question=find",
        "?lang=uk&question=find&question=guide",
        "?lang=uk&question[]=find",
        "?lang[a][b]=uk&question=find",
        "?lang=uk&question=find&x[y]=z",
        "?%FF=%FF",
    ] {
        assert_eq!(app.get(&format!("/api/page/ask{query}")).await.status, 400, "{query}");
    }
}
