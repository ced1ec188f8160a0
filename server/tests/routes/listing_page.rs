//! `/{lang}/listing/{slug}` and what belongs to it: the way there, what paper shows, the poster, the code.

use domain::{
    Lang,
    lang::TextState,
    listing::{Contact, ListingText, Need},
    place::Address,
    vocabulary::{Category, Kind, NeedItem, NeedPriority},
};

use crate::{app::TestApp, builders::a_listing};

fn text(name: &str, description: &str) -> ListingText {
    ListingText { name: name.into(), description: description.into(), ..ListingText::default() }
}

const PAGE: &str = "/uk/listing/epicerie-solidaire-1";

/// A grocery with a street and a telephone.
async fn with_a_grocery() -> TestApp {
    let mut grocery = a_listing("Épicerie solidaire").in_ukrainian("Соціальна крамниця").about(Category::Food);
    grocery = grocery.at(45.764, 4.8357).open("Mo-Fr 09:00-12:00");
    let mut grocery = grocery.build();
    grocery.address = Some(Address {
        street: "12 rue Paul Bert".into(),
        postcode: "69003".into(),
        commune: "Lyon".into(),
        department: Some("69".into()),
        ..Address::default()
    });
    grocery.contact = Contact { phones: vec!["+33472000000".into()], ..Contact::default() };
    TestApp::publishing(&[grocery]).await
}

#[tokio::test]
async fn the_way_to_a_place_is_a_route_on_every_device_and_tells_nothing_of_the_reader() {
    let app = with_a_grocery().await;
    let page = app.get(&format!("{PAGE}?near=45.7,4.8")).await;
    let text = page.text();
    for route in [
        "https://www.openstreetmap.org/directions?to=45.764,4.8357",
        "https://www.google.com/maps/dir/?api=1&amp;destination=45.764,4.8357",
        "https://maps.apple.com/?daddr=45.764,4.8357",
        "geo:45.764,4.8357?q=45.764,4.8357",
    ] {
        assert!(text.contains(&format!("href=\"{route}\"")), "{route}");
    }
    for link in text.split("<a ").skip(1).map(|link| &link[..link.find('>').unwrap()]) {
        let leaves = link.contains("href=\"https://") || link.contains("href=\"geo:");
        assert!(!leaves || (link.contains("noreferrer") && !link.contains("45.7,4.8\"")), "{link}");
    }
    assert_eq!(page.header("referrer-policy"), "no-referrer");
}

#[tokio::test]
async fn a_place_without_a_position_is_reached_by_its_address_and_one_without_either_not_at_all() {
    let mut listing = a_listing("Mairie").build();
    listing.address =
        Some(Address { street: "1 place d’Armes".into(), commune: "Metz".into(), ..Address::default() });
    let app = TestApp::publishing(&[listing, a_listing("Ligne d’écoute").build()]).await;
    let page = app.get("/fr/listing/x-1").await;
    assert!(page.text().contains("directions?to=1%20place%20d%E2%80%99Armes,%20Metz"), "{}", page.text());
    assert!(!app.get("/fr/listing/x-2").await.text().contains("/directions"));
}

#[tokio::test]
async fn the_number_to_call_stands_on_its_button() {
    let app = with_a_grocery().await;
    let page = app.get(PAGE).await;
    let button = page.text().split("class=\"button\" href=\"tel:+33472000000\"").nth(1).unwrap();
    assert!(button[..button.find("</a>").unwrap()].contains("04\u{a0}72\u{a0}00\u{a0}00\u{a0}00"));
}

#[tokio::test]
async fn paper_has_dates_where_the_screen_has_today_and_a_code_however_one_came() {
    let app = with_a_grocery().await;
    let page = app.get(PAGE).await;
    for date in ["23\u{a0}листопада 2026", " 24\u{a0}листопада"] {
        assert!(page.text().contains(date), "{date}");
    }
    let code = format!("/qr{PAGE}.svg");
    assert!(page.text().contains(&code));
    let code = app.get(&code).await;
    assert_eq!((code.status.as_u16(), code.header("content-type")), (200, "image/svg+xml"));
    for nothing in ["/qr/uk/find/x.svg", "/qr/uk/listing/x.png", "/qr/de/listing/x.svg", "/qr/uk/listing/a%3Fb.svg"] {
        assert_eq!(app.get(nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn a_list_on_paper_has_addresses_and_telephones() {
    let app = with_a_grocery().await;
    let page = app.get("/uk/find").await;
    let line = "<p class=\"on-paper\">12 rue Paul Bert, 69003 Lyon · 04\u{a0}72\u{a0}00\u{a0}00\u{a0}00</p>";
    assert!(page.text().contains(line));
}

#[tokio::test]
async fn a_poster_says_where_when_and_how_to_call() {
    let app = with_a_grocery().await;
    let page = app.get(&format!("{PAGE}/poster")).await;
    assert_eq!(page.status, 200);
    let poster = page.text().split("class=\"poster\"").nth(1).unwrap();
    for said in
        ["Соціальна крамниця", "12 rue Paul Bert", "69003 Lyon", "04\u{a0}72", "Понеділок – п’ятниця", "9:00–12:00"]
    {
        assert!(poster.contains(said), "{said}: {poster}");
    }
    assert!(poster.contains(&format!("/qr{PAGE}.svg")) && page.text().contains("noindex"));
    app.withdraw(1).await;
    assert_eq!(app.get(&format!("{PAGE}/poster")).await.status, 410);
}

#[tokio::test]
async fn a_collection_point_begins_with_what_it_needs_and_says_in_which_language_it_does() {
    let mut point = a_listing("Point de collecte").build();
    point.kind = Kind::CollectionPoint;
    point.texts = point.texts.and(Lang::Uk, TextState::Reviewed, text("Пункт збору", "Тут збирають речі."));
    let note = "draps propres".to_owned();
    point.needs = vec![Need { item: NeedItem::Bedding, priority: NeedPriority::Needed, lapses_at: None, note }];
    let app = TestApp::publishing(&[point]).await;
    let page = app.get("/uk/listing/x-1").await;
    let page = page.text();
    assert!(page.contains("<small lang=\"fr\">draps propres</small>"));
    let [needs, about] = ["Що потрібно цьому пункту збору", "Про цей пункт збору"]
        .map(|head| page.find(&format!("<h2>{head}")).unwrap_or(usize::MAX));
    assert!(needs < about && about < usize::MAX, "{page}");
    assert!(!page.contains("Що тут можна отримати"));
}

#[tokio::test]
async fn doubt_about_a_whole_list_is_said_once_above_it() {
    let old = |name: &str| a_listing(name).confirmed(crate::app::NOW - 800 * 86_400);
    let app = TestApp::with([old("A"), old("B"), old("C")]).await;
    let page = app.get("/en/find").await;
    assert_eq!(page.text().matches("Call before you go").count(), 1);
    assert_eq!(page.text().matches("Last confirmed 2 years ago").count(), 3);
    let app =
        TestApp::with([old("A"), a_listing("B").confirmed(crate::app::NOW), a_listing("C").confirmed(crate::app::NOW)]);
    assert_eq!(app.await.get("/en/find").await.text().matches("Call before you go").count(), 1, "at the one");
}
