//! Measures the store on the database of the given address, which must be new:
//! `cargo run --release -p store --example measure -- sqlite://PATH [COUNT]`

use std::{
    env,
    time::{Duration, Instant},
};

use domain::{
    Lang, Listing, ListingId,
    lang::Translated,
    listing::{Contact, ListingText, SourceRef, USUAL_ZONE},
    vocabulary::{Category, Kind},
};
use store::{ChangeNumber, ListingWrite, Result, Store};

const BATCH: usize = 500;
const WRITERS: u32 = 64;
const WRITES: u32 = 50;

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = env::args().skip(1);
    let url = args.next().expect("the first argument is the address of a new database");
    let count = args.next().and_then(|count| count.parse().ok()).unwrap_or(35_000);
    let store = Store::open(&url).await?;
    store.migrate().await?;
    let writes: Vec<_> = (0..count).map(|n| write(&n.to_string())).collect();

    let started = Instant::now();
    for batch in writes.chunks(BATCH) {
        store.put_listings(batch, 0).await?;
    }
    say(&format!("put {count} new listings in batches of {BATCH}"), started);

    let started = Instant::now();
    store.put_listings(&writes, 0).await?;
    say(&format!("put the same {count} again in one transaction"), started);

    for _ in 0..2 {
        let (mut rows, mut bytes) = (0, 0);
        let started = Instant::now();
        store
            .each_listing(|row| {
                rows += 1;
                bytes += row.map_or(0, |row| row.body.len());
            })
            .await?;
        say(&format!("each of {rows} listings, {} MB", bytes / 1_000_000), started);
    }

    let ids: Vec<_> = (1..=500).map(ListingId).collect();
    let started = Instant::now();
    store.published_in(&ids).await?;
    say("500 listings by id", started);

    let started = Instant::now();
    let tasks: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write_singly(store.clone(), writer))).collect();
    for task in tasks {
        task.await.expect("a writer does not panic")?;
    }
    say(&format!("{} single writes by {WRITERS} writers", WRITERS * WRITES), started);

    let started = Instant::now();
    write_singly(store.clone(), WRITERS).await?;
    say(&format!("{WRITES} single writes by one writer"), started);

    wake(&store).await?;
    store.close().await;
    Ok(())
}

/// How long after a write its follower is awake.
async fn wake(store: &Store) -> Result<()> {
    let last = store.last_change().await?;
    let reader = store.clone();
    let waiting = tokio::spawn(async move { reader.wait_for_change(last, Duration::from_secs(10)).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    store.put_listings(&[write("wake")], 0).await?;
    let started = Instant::now();
    let seen = waiting.await.expect("the follower does not panic")?;
    assert_eq!(seen, ChangeNumber(last.0 + 1));
    say("from a commit to the waking of its follower", started);
    Ok(())
}

async fn write_singly(store: Store, writer: u32) -> Result<()> {
    for n in 0..WRITES {
        store.put_listings(&[write(&format!("{writer}-{n}"))], 0).await?;
    }
    Ok(())
}

fn write(source_id: &str) -> ListingWrite {
    let description = "Accueil, écoute, information et orientation des personnes déplacées. ".repeat(35);
    let text = ListingText { name: format!("Accueil de jour {source_id}"), description, ..ListingText::default() };
    let listing = Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, text),
        organisation: "Association".to_owned(),
        categories: [Category::Housing, Category::Food].into_iter().collect(),
        audiences: [].into_iter().collect(),
        needs: Vec::new(),
        contact: Contact { phones: vec!["+33450568749".to_owned()], ..Contact::default() },
        address: None,
        position: None,
        area: None,
        remote: None,
        hours: Some("Mo-Fr 09:00-12:00,14:00-17:00".to_owned()),
        zone: USUAL_ZONE.to_owned(),
        closures: Vec::new(),
        appointment: None,
        speaks: [].into_iter().collect(),
        cost: None,
        wheelchair: None,
        source: SourceRef { code: "measure".to_owned(), id: source_id.to_owned() },
        confirmation: None,
        demonstration: true,
        kept: [("frais".to_owned(), "gratuit".to_owned())].into(),
    };
    ListingWrite { listing, author: "measure".to_owned() }
}

fn say(what: &str, started: Instant) {
    println!("{:>9.1} ms  {what}", started.elapsed().as_secs_f64() * 1000.0);
}
