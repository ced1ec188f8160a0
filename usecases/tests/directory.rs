//! The directory in memory: what it answers, and how it stays true.

use domain::{
    CodeSet, Lang, Listing, ListingId,
    filter::Filter,
    hours::OpenState,
    lang::Translated,
    listing::{Confirmation, ListingText, Need, SourceRef, USUAL_ZONE},
    place::{Address, Position},
    view::Way,
    vocabulary::{Category, ConfirmedBy, Cost, Kind, NeedItem, NeedPriority},
};
use store::{ListingWrite, Store};
use usecases::{
    demo::demo_listings,
    directory::{Directory, Found},
    install_starter::install_starter,
    starter,
};

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;

fn a_listing(id: &str, name: &str) -> Listing {
    let text = ListingText { name: name.into(), description: "Un accueil.".into(), ..ListingText::default() };
    Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, text),
        organisation: String::new(),
        categories: CodeSet::only(Category::Food),
        audiences: CodeSet::EMPTY,
        needs: vec![],
        contact: domain::listing::Contact::default(),
        address: Some(Address {
            commune: "Lyon".into(),
            postcode: "69003".into(),
            department: Some("69".into()),
            ..Address::default()
        }),
        position: Position::new(45.76, 4.85),
        area: None,
        remote: None,
        hours: Some("Mo-Fr 09:00-12:00".into()),
        zone: USUAL_ZONE.into(),
        closures: vec![],
        appointment: None,
        speaks: CodeSet::EMPTY,
        cost: Some(Cost::Free),
        wheelchair: None,
        source: SourceRef { code: "ensemble".into(), id: id.into() },
        confirmation: None,
        demonstration: false,
        kept: std::collections::BTreeMap::new(),
    }
}

fn need(item: NeedItem, priority: NeedPriority, lapses_at: Option<i64>) -> Need {
    Need { item, priority, lapses_at, note: String::new() }
}

async fn put(store: &Store, listing: Listing) -> ListingId {
    let write = ListingWrite { listing, author: "test".into() };
    store.put_listings(&[write], NOW).await.expect("written")[0].id()
}

async fn a_store() -> Store {
    let store = Store::open("sqlite://:memory:").await.expect("opened");
    store.migrate().await.expect("migrated");
    store
}

async fn load(store: &Store) -> Directory {
    Directory::load(store.clone(), starter::help_numbers().expect("numbers"), NOW).await.expect("loaded")
}

fn words_of(q: &str) -> Filter {
    Filter { q: q.into(), ..Filter::default() }
}

#[tokio::test]
async fn what_is_in_the_record_is_found_with_its_hours_and_distance() {
    let store = a_store().await;
    let id = put(&store, a_listing("1", "Repas solidaires")).await;
    let directory = load(&store).await;
    let near = Filter { near: Position::new(45.76, 4.86), ..words_of("repas") };
    let answer = directory.find(&near, vec![], Lang::Uk, NOW);
    assert_eq!((answer.total, answer.change), (1, 1));
    let card = &answer.cards[0];
    assert_eq!(card.id, id);
    assert_eq!(card.distance_m, Some(776));
    assert!(matches!(card.open, OpenState::Open { until: Some(until) } if until.minute == 720));
    assert_eq!(card.name.lang, Lang::Fr);
}

#[tokio::test]
async fn the_words_of_the_field_find_a_listing_in_any_language() {
    let store = a_store().await;
    put(&store, a_listing("1", "Les amis du quartier")).await;
    let directory = load(&store).await;
    for word in ["їжа", "продукти", "еда", "meals", "alimentation"] {
        assert_eq!(directory.query(&words_of(word), NOW).0.total, 1, "{word}");
    }
    assert_eq!(directory.query(&words_of("психолог"), NOW).0.total, 0);
}

#[tokio::test]
async fn a_change_in_the_record_reaches_the_memory() {
    let store = a_store().await;
    let first = put(&store, a_listing("1", "Repas")).await;
    let directory = load(&store).await;
    put(&store, a_listing("1", "Vestiaire")).await;
    let second = put(&store, a_listing("2", "Repas du soir")).await;
    directory.catch_up().await.expect("followed");
    assert_eq!(directory.change(), 3);
    assert_eq!(directory.find(&words_of("vestiaire"), vec![], Lang::Fr, NOW).cards[0].id, first);
    assert_eq!(directory.find(&words_of("repas soir"), vec![], Lang::Fr, NOW).cards[0].id, second);
}

#[tokio::test]
async fn a_withdrawn_listing_is_gone_and_not_unknown() {
    let store = a_store().await;
    let id = put(&store, a_listing("1", "Repas")).await;
    let directory = load(&store).await;
    store.withdraw(id, NOW, "test").await.expect("withdrawn");
    directory.catch_up().await.expect("followed");
    assert_eq!(directory.listing(id, Lang::Fr, None, NOW), Found::Gone);
    assert_eq!(directory.listing(ListingId(99), Lang::Fr, None, NOW), Found::Never);
    assert_eq!(directory.query(&Filter::default(), NOW).0.total, 0);
    assert_eq!(load(&store).await.listing(id, Lang::Fr, None, NOW), Found::Gone);
}

#[tokio::test]
async fn an_empty_answer_offers_what_would_find_something() {
    let store = a_store().await;
    put(&store, a_listing("1", "Repas")).await;
    let directory = load(&store).await;
    let evening = NOW + 9 * 3600;
    let filter = Filter { open_now: true, ..words_of("repas") };
    let answer = directory.find(&filter, vec![], Lang::Fr, evening);
    assert_eq!(answer.total, 0);
    assert_eq!(answer.suggestions[0].way, Way::WithoutOpenNow);
    assert_eq!(answer.suggestions[0].total, 1);
    assert!(answer.numbers.iter().any(|line| line.number == "112"));
}

#[tokio::test]
async fn readers_are_answered_when_the_record_is_out_of_reach() {
    let store = a_store().await;
    let id = put(&store, a_listing("1", "Repas")).await;
    install_starter(&store, NOW).await.expect("the guide");
    let directory = load(&store).await;
    store.close().await;
    assert!(directory.catch_up().await.is_err());
    assert_eq!(directory.find(&words_of("repas"), vec![], Lang::Fr, NOW).total, 1);
    assert!(matches!(directory.listing(id, Lang::Fr, None, NOW), Found::Here(_)));
    assert!(directory.page("health-cover", "", Lang::Uk, NOW).is_some());
}

#[tokio::test]
async fn renewing_schedules_changes_no_answer() {
    let store = a_store().await;
    put(&store, a_listing("1", "Repas")).await;
    let directory = load(&store).await;
    let before = directory.find(&words_of("repas"), vec![], Lang::Fr, NOW);
    directory.renew(NOW);
    assert_eq!(directory.find(&words_of("repas"), vec![], Lang::Fr, NOW), before);
}

#[tokio::test]
async fn helpers_see_what_is_wanted_most_urgently_first() {
    let store = a_store().await;
    let mut point = a_listing("1", "Collecte");
    point.kind = Kind::CollectionPoint;
    point.needs = vec![
        need(NeedItem::Toys, NeedPriority::Needed, None),
        need(NeedItem::BabyCare, NeedPriority::Urgent, Some(NOW + 60)),
        need(NeedItem::Medicines, NeedPriority::Refused, None),
    ];
    put(&store, point).await;
    let directory = load(&store).await;
    let now = directory.help("", Lang::Fr, NOW);
    let wanted: Vec<_> = now.wanted.iter().map(|line| (line.item, line.priority)).collect();
    assert_eq!(wanted, [(NeedItem::BabyCare, NeedPriority::Urgent), (NeedItem::Toys, NeedPriority::Needed)]);
    assert_eq!((now.points.len(), now.refused), (1, vec![NeedItem::Medicines]));
    let later = directory.help("", Lang::Fr, NOW + 120);
    assert!(later.wanted.iter().all(|line| line.priority == NeedPriority::Needed));
}

#[tokio::test]
async fn a_confirmation_makes_a_listing_fresh() {
    let store = a_store().await;
    let id = put(&store, a_listing("1", "Repas")).await;
    let directory = load(&store).await;
    assert_eq!(directory.cards(&[id], Lang::Fr, NOW)[0].confirmed.last, None);
    store.confirm(id, Confirmation { at: NOW - 86_400, by: ConfirmedBy::Owner }, "owner").await.expect("confirmed");
    directory.catch_up().await.expect("followed");
    assert_eq!(directory.cards(&[id], Lang::Fr, NOW)[0].confirmed.last, Some((1, ConfirmedBy::Owner)));
}

#[tokio::test]
async fn the_guide_is_complete_in_every_language() {
    let store = a_store().await;
    install_starter(&store, NOW).await.expect("the guide");
    let directory = load(&store).await;
    assert_eq!(directory.page_slugs().len(), starter::starter_pages().expect("pages").len());
    for lang in [Lang::Uk, Lang::Fr, Lang::En, Lang::Ru] {
        for slug in directory.page_slugs() {
            let page = directory.page(&slug, "", lang, NOW).expect("a page");
            assert_eq!(page.lang, lang, "{slug}");
            assert!(!page.text.steps.is_empty(), "{slug}");
        }
    }
}

#[tokio::test]
async fn what_nobody_checked_in_time_is_named_to_readers() {
    let store = a_store().await;
    install_starter(&store, NOW).await.expect("the guide");
    let directory = load(&store).await;
    let overdue = |lang, now| directory.page("temporary-protection", "", lang, now).expect("a page").overdue;
    assert_eq!(overdue(Lang::Fr, NOW), []);
    let in_two_years = NOW + 2 * 366 * 86_400;
    for (lang, end) in [(Lang::Uk, "4 березня 2028"), (Lang::Fr, "4 mars 2028"), (Lang::En, "4 March 2028")] {
        let named = overdue(lang, in_two_years);
        assert!(named.iter().flat_map(|statements| &statements.says).any(|says| says.contains(end)), "{named:?}");
    }
}

async fn put_all(store: &Store, listings: impl Iterator<Item = Listing>) {
    let writes: Vec<_> = listings.map(|listing| ListingWrite { listing, author: "test".into() }).collect();
    store.put_listings(&writes, NOW).await.expect("written");
}

#[tokio::test]
async fn who_followed_every_change_answers_as_who_loaded_them_all() {
    let store = a_store().await;
    let followed = load(&store).await;
    put_all(&store, demo_listings(300, 5, NOW)).await;
    followed.catch_up().await.expect("followed");
    put_all(&store, demo_listings(400, 6, NOW)).await;
    followed.catch_up().await.expect("followed");
    let loaded = load(&store).await;
    loaded.pack();
    followed.renew(NOW);
    let words = ["", "лікар", "cours", "l’école", "їжа", "69003", "housing", "psychologue", "мебел", "врач лион"];
    for q in words {
        for filter in
            [words_of(q), Filter { open_now: true, ..words_of(q) }, Filter { place: q.into(), ..words_of("") }]
        {
            assert_eq!(
                followed.find(&filter, vec![], Lang::Uk, NOW),
                loaded.find(&filter, vec![], Lang::Uk, NOW),
                "{q}"
            );
            assert_eq!(followed.ids(&filter, NOW), loaded.ids(&filter, NOW), "{q}");
        }
    }
    assert_eq!(followed.slugs(), loaded.slugs());
    assert_eq!(followed.help("", Lang::Fr, NOW), loaded.help("", Lang::Fr, NOW));
    for (id, _) in loaded.slugs() {
        assert_eq!(followed.listing(id, Lang::Ru, None, NOW), loaded.listing(id, Lang::Ru, None, NOW));
        assert_eq!(followed.published(id), loaded.published(id));
    }
}

#[tokio::test]
async fn every_collection_point_is_counted() {
    let store = a_store().await;
    let point = |number: u32| {
        let toys = Need { item: NeedItem::Toys, priority: NeedPriority::Needed, lapses_at: None, note: "Lego".into() };
        Listing { kind: Kind::CollectionPoint, needs: vec![toys], ..a_listing(&number.to_string(), "Collecte") }
    };
    put_all(&store, (0..1200).map(point)).await;
    let help = load(&store).await.help("", Lang::Fr, NOW);
    assert_eq!((help.collection_points, help.wanted[0].points), (1200, 1200));
}

#[tokio::test]
async fn what_one_point_waits_for_is_not_refused_for_all() {
    let store = a_store().await;
    let mut one = a_listing("1", "Collecte");
    one.kind = Kind::CollectionPoint;
    one.needs =
        vec![need(NeedItem::Toys, NeedPriority::Urgent, None), need(NeedItem::Medicines, NeedPriority::Refused, None)];
    let mut other = Listing { needs: vec![need(NeedItem::Toys, NeedPriority::Refused, None)], ..one.clone() };
    other.source.id = "2".into();
    put_all(&store, [one, other].into_iter()).await;
    let help = load(&store).await.help("", Lang::Fr, NOW);
    assert_eq!((help.collection_points, help.refused), (2, vec![NeedItem::Medicines]));
}

#[tokio::test]
async fn help_near_a_place_counts_what_its_links_find() {
    let store = a_store().await;
    put_all(&store, demo_listings(600, 5, NOW)).await;
    let directory = load(&store).await;
    let everywhere = directory.help("", Lang::Fr, NOW);
    let near = directory.help("Lyon", Lang::Fr, NOW);
    assert!(near.place.is_some() && near.collection_points < everywhere.collection_points);
    for (place, help) in [("", &everywhere), ("Lyon", &near)] {
        for line in &help.wanted {
            let asked = Filter {
                kind: CodeSet::only(Kind::CollectionPoint),
                need: CodeSet::only(line.item),
                place: place.into(),
                ..Filter::default()
            };
            assert_eq!(directory.find(&asked, vec![], Lang::Fr, NOW).total, line.points, "{place} {}", line.item);
        }
    }
    let unknown = directory.help("Xyzzyx", Lang::Fr, NOW);
    assert_eq!((unknown.place, unknown.collection_points), (None, everywhere.collection_points));
}

#[tokio::test]
async fn a_topic_without_listings_has_a_page_of_the_guide() {
    let store = a_store().await;
    install_starter(&store, NOW).await.expect("the guide");
    put(&store, a_listing("1", "Repas")).await;
    let home = load(&store).await.home(Lang::Uk, NOW);
    let empty: Vec<_> =
        home.categories.iter().filter(|(_, count)| *count == 0).map(|(category, _)| *category).collect();
    assert!(home.advice.iter().all(|(category, _)| empty.contains(category)));
    for category in [Category::Health, Category::Housing, Category::Legal] {
        assert!(home.advice.iter().any(|(known, _)| *known == category), "{category}");
    }
}

#[tokio::test]
async fn who_helps_with_a_page_of_the_guide_is_near_the_place() {
    let store = a_store().await;
    install_starter(&store, NOW).await.expect("the guide");
    put_all(&store, demo_listings(600, 5, NOW)).await;
    let page = load(&store).await.page("health-cover", "Lyon", Lang::Uk, NOW).expect("a page");
    let distances: Vec<_> = page.listings.iter().map(|card| card.distance_m.expect("a distance")).collect();
    assert!(page.place.is_some() && !distances.is_empty() && distances.is_sorted(), "{distances:?}");
}
