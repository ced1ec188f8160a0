//! Listings and pages to put.

use domain::{
    Lang, Listing, ListingId, Published,
    guide::{AidPage, AidText, Theme},
    lang::Translated,
    listing::{Confirmation, Contact, ListingText, SourceRef, USUAL_ZONE},
    place::Position,
    time::{Day, Timestamp},
    vocabulary::{Category, ConfirmedBy, Kind},
};
use store::{ListingWrite, Put, RawListing, Store};

/// The moment at which most tests write.
pub const NOON: Timestamp = 1_795_000_000;

pub fn listing(source_id: &str) -> Listing {
    named(source_id, &format!("Accueil {source_id}"))
}

pub fn named(source_id: &str, name: &str) -> Listing {
    let text =
        ListingText {
            name: name.to_owned(), description: "Écoute, orientation.".to_owned(), ..ListingText::default()
        };
    Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, text),
        organisation: String::new(),
        categories: [Category::Housing, Category::Food].into_iter().collect(),
        audiences: [].into_iter().collect(),
        needs: Vec::new(),
        contact: Contact { phones: vec!["+33450568749".to_owned()], ..Contact::default() },
        address: None,
        position: Position::new(45.75, 4.85),
        area: None,
        remote: None,
        hours: Some("Mo-Fr 09:00-17:00".to_owned()),
        zone: USUAL_ZONE.to_owned(),
        closures: Vec::new(),
        appointment: None,
        speaks: [].into_iter().collect(),
        cost: None,
        wheelchair: None,
        source: SourceRef { code: "test".to_owned(), id: source_id.to_owned() },
        confirmation: None,
        demonstration: false,
        kept: [("theme".to_owned(), "logement".to_owned())].into(),
    }
}

pub fn confirmed(at: Timestamp) -> Confirmation {
    Confirmation { at, by: ConfirmedBy::Coordinator }
}

pub fn write(listing: Listing) -> ListingWrite {
    ListingWrite { listing, author: "Olena".to_owned() }
}

/// Puts one listing at noon.
pub async fn put(store: &Store, listing: Listing) -> Put {
    store.put_listings(&[write(listing)], NOON).await.unwrap()[0]
}

/// Puts listings `1` to `count` at noon; they get these numbers as ids in a fresh record.
pub async fn put_many(store: &Store, count: u32) -> Vec<Put> {
    let writes: Vec<_> = (1..=count).map(|n| write(listing(&n.to_string()))).collect();
    store.put_listings(&writes, NOON).await.unwrap()
}

/// What is published under an id.
pub async fn published(store: &Store, id: u32) -> Published {
    store.listing(ListingId(id)).await.unwrap().unwrap().published
}

/// Everything that is published, as followers get it.
pub async fn everything(store: &Store) -> Vec<RawListing<'static>> {
    let mut all = Vec::new();
    store
        .each_listing(|row| {
            let row = row.unwrap();
            let (slug, body) = (row.slug.into_owned().into(), row.body.into_owned().into());
            all.push(RawListing { id: row.id, slug, revision: row.revision, body });
        })
        .await
        .unwrap();
    all
}

pub async fn export(store: &Store) -> Vec<Published> {
    everything(store).await.iter().map(|row| row.published().unwrap()).collect()
}

pub fn page(slug: &str, theme: Theme, order: u32, title: &str) -> AidPage {
    AidPage {
        slug: slug.to_owned(),
        theme,
        order,
        icon: "home".to_owned(),
        categories: [Category::Housing].into_iter().collect(),
        audiences: [].into_iter().collect(),
        checked_on: Day::new(2026, 11, 23).unwrap(),
        ages: Vec::new(),
        related: Vec::new(),
        official: Vec::new(),
        texts: Translated::written_in(Lang::Uk, AidText { title: title.to_owned(), ..AidText::default() }),
    }
}
