//! The rules of the engine, one by one, on directories small enough to see through.

use domain::{
    analysis::stems_of,
    code::{Code, CodeSet},
    engine::Engine,
    entry::Entry,
    filter::{Filter, parse},
    hours::{Schedule, Slice},
    listing::ListingId,
    place::Position,
    time::{Timestamp, Zone},
    vocabulary::{Audience, Category, Kind, NeedItem, Sort, Spoken},
};

/// A Monday at half past one in the afternoon, UTC.
const NOW: Timestamp = 1_795_440_600;
const DAY: i64 = 86_400;
const LYON: (f64, f64) = (45.76, 4.85);

/// An entry of which only the id is known.
fn listing(id: u32) -> Entry {
    Entry {
        id: ListingId(id),
        kind: Kind::AidResource,
        categories: CodeSet::EMPTY,
        audiences: CodeSet::EMPTY,
        speaks: CodeSet::EMPTY,
        needs: CodeSet::EMPTY,
        free: false,
        remote: false,
        department: None,
        position: None,
        schedule: Schedule::default(),
        zone: 0,
        confirmed_at: None,
        name_stems: vec![],
        body_stems: vec![],
        place_stems: vec![],
    }
}

fn stems(text: &str) -> Vec<String> {
    let mut stems = stems_of(text);
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn named(id: u32, name: &str) -> Entry {
    Entry { name_stems: stems(name), ..listing(id) }
}

fn about(id: u32, body: &str) -> Entry {
    Entry { body_stems: stems(body), ..listing(id) }
}

fn at(id: u32, (lat, lon): (f64, f64)) -> Entry {
    Entry { position: Position::new(lat, lon), ..listing(id) }
}

/// Open every day from one minute to another.
fn open(id: u32, from: u16, to: u16, sure: bool) -> Entry {
    let week = std::array::from_fn(|_| [Slice { from, to, sure }].into());
    Entry { schedule: Schedule { week: Some(week), ..Schedule::default() }, ..listing(id) }
}

fn engine(entries: impl IntoIterator<Item = Entry>) -> Engine {
    Engine::load(vec![Zone { name: "Europe/Paris".into(), offsets: vec![(0, 60)] }], entries)
}

#[track_caller]
fn filter(query: &str) -> Filter {
    let (filter, problems) = parse(query);
    assert!(problems.is_empty(), "{problems:?}");
    filter
}

/// Asserts the results of a query string, in order.
#[track_caller]
fn check(engine: &Engine, query: &str, expected: &[u32]) {
    let ids: Vec<u32> = engine.query(&filter(query), NOW).hits.iter().map(|hit| hit.id.0).collect();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn an_empty_engine_answers() {
    for engine in [Engine::default(), Engine::new(vec![]), engine([])] {
        let answer =
            engine.query(&filter("q=лікар&near=48,2&radius=5&open=now&category=food&department=69&sort=distance"), NOW);
        assert_eq!(answer, domain::engine::Answer::default());
        assert!(engine.is_empty() && engine.ids(&Filter::default(), NOW).is_empty());
    }
}

#[test]
fn every_word_must_match_a_form_of_itself() {
    let engine = engine([about(1, "лікарі приймають дітей"), about(2, "лікар для дорослих")]);
    check(&engine, "q=лікаря", &[1, 2]);
    check(&engine, "q=лікаря+дорослий", &[2]);
    check(&engine, "q=«—»!", &[1, 2]);
}

#[test]
fn the_last_word_may_be_unfinished_and_the_others_not() {
    let engine = engine([named(1, "перекладач"), named(2, "переклад документів"), named(3, "пошта")]);
    check(&engine, "q=пер", &[1, 2]);
    check(&engine, "q=документи+пер", &[2]);
    check(&engine, "q=пер+документи", &[]);
    check(&engine, "q=п", &[]);
}

#[test]
fn a_typing_error_is_forgiven_only_where_nothing_matches_as_typed() {
    let mut engine = engine([named(1, "banque"), named(2, "barque")]);
    check(&engine, "q=banque", &[1]);
    check(&engine, "q=banqe", &[1]);
    check(&engine, "q=bnaque", &[1]);
    check(&engine, "q=bannque", &[1]);
    check(&engine, "q=badque", &[1, 2]);
    check(&engine, "q=bdaque", &[]);
    check(&engine, "q=baque", &[1, 2]);
    // Elsewhere in the directory somebody writes it so: then it is no error, whatever the filter.
    engine.upsert(Entry { kind: Kind::Initiative, ..named(3, "baque") });
    check(&engine, "q=baque", &[3]);
    check(&engine, "q=baque&kind=aid-resource", &[]);
    engine.remove(ListingId(3));
    check(&engine, "q=baque&kind=aid-resource", &[1, 2]);
}

#[test]
fn short_words_and_numbers_are_never_misspelt() {
    let engine = engine([named(1, "дім"), named(2, "covid19"), named(3, "дома")]);
    check(&engine, "q=дум", &[]);
    check(&engine, "q=covid18", &[]);
    check(&engine, "q=думаю", &[]);
    check(&engine, "q=домб", &[3]);
}

#[test]
fn an_unfinished_word_is_not_misspelt() {
    let engine = engine([named(1, "школяр"), named(2, "шкода")]);
    check(&engine, "q=школ", &[1]);
    // Where it stands before another it is finished, and then it is misspelt.
    check(&engine, "q=школ+шкода", &[2]);
}

#[test]
fn words_after_the_twelfth_do_not_count() {
    let engine = engine([about(1, "а б в г ґ д е є ж з и і")]);
    let twelve = "а+б+в+г+ґ+д+е+є+ж+з+и+і";
    check(&engine, &format!("q={twelve}"), &[1]);
    check(&engine, &format!("q={twelve}+банк"), &[1]);
}

#[test]
fn a_place_is_searched_among_places_only() {
    let lyon = |id, body: &str| Entry { place_stems: stems("Lyon 69003 69"), ..about(id, body) };
    let engine = engine([lyon(1, "accueil"), about(2, "gare de lyon"), lyon(3, "repas")]);
    check(&engine, "place=Lyon", &[1, 3]);
    check(&engine, "place=690", &[1, 3]);
    check(&engine, "place=Lyin", &[1, 3]);
    check(&engine, "place=Lyon&q=repas", &[3]);
    check(&engine, "place=repas", &[]);
}

#[test]
fn better_matches_come_first() {
    let words = [about(1, "лікарство"), about(2, "лікарі"), named(3, "лікарство"), named(4, "лікар")];
    check(&engine(words), "q=лікар", &[4, 3, 2, 1]);
    let misspelt = [about(1, "лікарі"), named(2, "лікар")];
    check(&engine(misspelt), "q=лекар", &[2, 1]);
}

#[test]
fn relevance_adds_nearness_and_freshness() {
    let fresh = |entry: Entry, days: i64| Entry { confirmed_at: Some(NOW - days * DAY), ..entry };
    let engine = engine([fresh(at(1, (48.85, 2.35)), 0), fresh(at(2, LYON), 0), fresh(at(3, LYON), 400), at(4, LYON)]);
    check(&engine, "near=45.76,4.85&sort=relevance", &[2, 3, 4, 1]);
    check(&engine, "sort=relevance", &[1, 2, 3, 4]);
}

#[test]
fn values_of_a_facet_are_alternatives_and_facets_combine() {
    let with = |id, categories: &[Category], speaks: &[Spoken]| Entry {
        categories: categories.iter().copied().collect(),
        speaks: speaks.iter().copied().collect(),
        ..listing(id)
    };
    let entries = [
        with(1, &[Category::Food], &[Spoken::Ukrainian]),
        with(2, &[Category::Health], &[Spoken::Ukrainian]),
        with(3, &[Category::Food, Category::Health], &[Spoken::French]),
        with(4, &[], &[]),
    ];
    let engine = engine(entries);
    check(&engine, "category=food&category=health", &[1, 2, 3]);
    check(&engine, "category=food&category=health&speaks=uk", &[1, 2]);
    check(&engine, "", &[1, 2, 3, 4]);
    // Food is counted as if health were not chosen; French as if Ukrainian were not.
    let facets = engine.query(&filter("category=health&speaks=uk"), NOW).facets;
    assert_eq!((facets.category.of(Category::Food), facets.category.of(Category::Health)), (1, 1));
    assert_eq!((facets.speaks.of(Spoken::French), facets.speaks.of(Spoken::Ukrainian)), (1, 1));
    assert_eq!(facets.kind.of(Kind::AidResource), 1);
}

/// The definition of a count, taken literally.
#[test]
fn a_count_is_what_choosing_only_that_value_would_give() {
    let mut entries = Vec::new();
    for id in 0..500_u32 {
        let bits = id.wrapping_mul(2_654_435_761);
        let of = |shift: u32, count: usize| (bits >> shift) as usize % count;
        entries.push(Entry {
            kind: Kind::ALL[of(1, 3)],
            categories: [Category::ALL[of(3, 15)], Category::ALL[of(9, 15)]].into_iter().collect(),
            audiences: CodeSet::only(Audience::ALL[of(5, 10)]),
            speaks: CodeSet::only(Spoken::ALL[of(7, 17)]),
            needs: CodeSet::only(NeedItem::ALL[of(11, 19)]),
            free: of(13, 2) == 0,
            remote: of(15, 3) == 0,
            department: Some(format!("{:02}", of(17, 4))),
            ..open(id, 0, if of(19, 2) == 0 { 1440 } else { 1 }, true)
        });
    }
    let engine = engine(entries);
    let chosen = filter(
        "category=food&category=health&category=legal&audience=women&audience=families&department=01&department=02&open=now",
    );
    let facets = engine.query(&chosen, NOW).facets;
    let total = |filter: Filter| engine.query(&filter, NOW).total;
    for (value, count) in facets.category.iter() {
        assert_eq!(count, total(Filter { category: CodeSet::only(value), ..chosen.clone() }), "{value}");
    }
    for (value, count) in facets.audience.iter() {
        assert_eq!(count, total(Filter { audience: CodeSet::only(value), ..chosen.clone() }), "{value}");
    }
    for (value, count) in facets.need.iter() {
        assert_eq!(count, total(Filter { need: CodeSet::only(value), ..chosen.clone() }), "{value}");
    }
    assert!(!facets.department.is_empty());
    for (code, count) in facets.department {
        assert_eq!(count, total(Filter { department: vec![code], ..chosen.clone() }));
    }
    assert_eq!(facets.open_now, total(chosen.clone()));
    assert_eq!(facets.free, total(Filter { free: true, ..chosen.clone() }));
    assert_eq!(facets.remote, total(Filter { remote: true, ..chosen }));
}

#[test]
fn a_department_that_nobody_knows_has_no_results() {
    let engine = engine([Entry { department: Some("69".into()), ..listing(1) }, listing(2)]);
    check(&engine, "department=69&department=75", &[1]);
    check(&engine, "department=75", &[]);
    assert_eq!(engine.query(&filter("department=75"), NOW).facets.department, [("69".to_owned(), 1)]);
}

#[test]
fn a_radius_needs_a_point_and_never_contains_the_unplaced() {
    let engine = engine([at(1, LYON), at(2, (45.77, 4.88)), at(3, (48.85, 2.35)), listing(4)]);
    check(&engine, "near=45.76,4.85&radius=1", &[1]);
    check(&engine, "near=45.76,4.85&radius=30", &[1, 2]);
    check(&engine, "near=45.76,4.85&radius=20000", &[1, 2, 3]);
    check(&engine, "radius=1", &[1, 2, 3, 4]);
    check(&engine, "near=45.76,4.85", &[1, 2, 3, 4]);
    let distances: Vec<Option<u32>> =
        engine.query(&filter("near=45.76,4.85"), NOW).hits.iter().map(|hit| hit.distance_m).collect();
    assert_eq!((distances[0], distances[3]), (Some(0), None));
}

#[test]
fn without_a_point_there_is_no_order_by_distance() {
    let fresh = Entry { confirmed_at: Some(NOW), ..at(2, LYON) };
    check(&engine([at(1, LYON), fresh]), "sort=distance", &[2, 1]);
}

#[test]
fn a_map_section_may_cross_the_antimeridian() {
    let engine = engine([at(1, (-17.0, 179.0)), at(2, (-17.0, -179.0)), at(3, LYON), listing(4)]);
    check(&engine, "bbox=170,-20,-170,0", &[1, 2]);
    check(&engine, "bbox=-170,-20,170,50", &[3]);
    check(&engine, "bbox=-180,-90,180,90", &[1, 2, 3]);
}

#[test]
fn open_now_takes_what_is_surely_open_where_it_is() {
    let there = |zone, entry| Entry { zone, ..entry };
    // It is half past two in Paris.
    let entries = [
        open(1, 840, 900, true),
        open(2, 840, 900, false),
        open(3, 900, 960, true),
        listing(4),
        there(9, open(5, 0, 1440, true)),
    ];
    let mut engine = engine(entries);
    check(&engine, "open=now", &[1]);
    let states: Vec<Option<bool>> = engine.query(&Filter::default(), NOW).hits.iter().map(|hit| hit.open).collect();
    assert_eq!(states, [Some(true), None, Some(false), None, None]);
    assert_eq!(engine.query(&Filter::default(), NOW).facets.open_now, 1);
    engine.set_zones(vec![Zone { name: "Europe/Kyiv".into(), offsets: vec![(0, 120)] }]);
    check(&engine, "open=now", &[3]);
}

#[test]
fn hours_that_came_later_are_looked_at_in_the_same_minute() {
    let mut engine = engine([open(1, 0, 1440, true)]);
    check(&engine, "open=now", &[1]);
    engine.upsert(open(1, 0, 1, true));
    engine.upsert(open(2, 0, 1439, true));
    check(&engine, "open=now", &[2]);
    engine.compact();
    check(&engine, "open=now", &[2]);
}

#[test]
fn freshness_counts_whole_days_and_the_unconfirmed_come_last() {
    let confirmed = |id, seconds| Entry { confirmed_at: Some(NOW - seconds), ..listing(id) };
    let engine = engine([
        listing(1),
        confirmed(2, 3 * DAY),
        confirmed(3, -DAY),
        confirmed(4, 60),
        confirmed(5, DAY - 1),
        listing(0),
    ]);
    check(&engine, "sort=freshness", &[3, 4, 5, 2, 0, 1]);
}

#[test]
fn what_is_equal_comes_by_id() {
    let engine = engine((0..200).rev().map(|id| at(id, LYON)));
    let all: Vec<u32> = (0..200).collect();
    for sort in Sort::ALL {
        check(&engine, &format!("near=45,4&sort={sort}&per_page=1000"), &all);
        check(&engine, &format!("near=45,4&sort={sort}&per_page=7&page=5"), &all[28..35]);
    }
}

#[test]
fn a_page_behind_the_last_is_empty_and_knows_the_total() {
    let engine = engine((0..45).map(listing));
    check(&engine, "page=3", &[40, 41, 42, 43, 44]);
    for page in [4, 1_000_000] {
        let answer = engine.query(&Filter { page, per_page: 20, ..Filter::default() }, NOW);
        assert_eq!((answer.total, answer.hits.len()), (45, 0));
    }
    let last = Filter { page: u32::MAX, per_page: 1000, ..Filter::default() };
    assert_eq!(engine.query(&last, NOW).total, 45);
}

/// Most results are never sorted; what is shown must not depend on that.
#[test]
fn a_page_of_many_results_is_the_one_of_all_in_order() {
    let entries = (0..6_000_u32).map(|id| {
        let bits = id.wrapping_mul(2_654_435_761);
        let position = (44.0 + f64::from(bits >> 8 & 0xff) / 50.0, 3.0 + f64::from(bits >> 16 & 0xff) / 50.0);
        Entry { confirmed_at: Some(NOW - i64::from(bits & 0x1ff) * DAY), ..at(id, position) }
    });
    let engine = engine(entries);
    for sort in Sort::ALL {
        let all = engine.ids(&filter(&format!("near=45.76,4.85&sort={sort}")), NOW);
        assert_eq!(all.len(), 6_000);
        for (page, per_page) in [(1, 20), (2, 20), (7, 300), (2, 1000), (6, 1000), (300, 20)] {
            let from = (page - 1) * per_page;
            let expected: Vec<u32> = all[from..from + per_page].iter().map(|id| id.0).collect();
            check(&engine, &format!("near=45.76,4.85&sort={sort}&page={page}&per_page={per_page}"), &expected);
        }
    }
}

#[test]
fn a_page_by_age_alone_is_the_one_of_all_in_order() {
    // From nobody to all confirmed, within days, years and never, in an order that is none.
    for (confirmed, range) in [(0, 1), (3, 400), (50, 30), (100, 4000), (100, 40_000), (100, 3)] {
        let entry = |id: u32| {
            let mixed = i64::from(id.wrapping_mul(2_654_435_761) >> 8);
            let confirmed_at = (mixed % 100 < confirmed).then(|| NOW - mixed % (range * DAY));
            Entry { confirmed_at, ..listing(id) }
        };
        let engine = engine((1..=5000).map(entry));
        for query in ["sort=relevance", "sort=freshness", "sort=relevance&page=7", "sort=freshness&page=60"] {
            let filter = filter(query);
            let skip = ((filter.page_number() - 1) * filter.page_size()) as usize;
            let all: Vec<ListingId> = engine.ids(&filter, NOW).into_iter().skip(skip).take(20).collect();
            let page: Vec<ListingId> = engine.query(&filter, NOW).hits.iter().map(|hit| hit.id).collect();
            assert_eq!(page, all, "{query}, {confirmed} % confirmed within {range} days");
        }
    }
}

#[test]
fn a_changed_listing_is_found_as_it_is_now() {
    let mut engine = engine([named(1, "банк"), named(2, "банк")]);
    engine.upsert(named(1, "пошта"));
    check(&engine, "q=банк", &[2]);
    check(&engine, "q=пошта", &[1]);
    assert!(engine.remove(ListingId(2)));
    assert!(!engine.remove(ListingId(2)));
    check(&engine, "", &[1]);
    engine.compact();
    check(&engine, "q=пошта", &[1]);
    assert_eq!(engine.len(), 1);
}

#[test]
fn of_several_entries_with_one_id_the_last_counts() {
    let engine = engine([named(1, "банк"), named(2, "школа"), named(1, "пошта")]);
    assert_eq!(engine.len(), 2);
    check(&engine, "q=пошта", &[1]);
    check(&engine, "q=школа", &[2]);
}

#[test]
fn an_engine_that_nobody_cares_for_does_not_grow_for_ever() {
    let mut engine = engine((0..50).map(|id| named(id, "банк")));
    for round in 0..400 {
        (0..50).for_each(|id| engine.upsert(named(id, if round % 2 == 0 { "пошта" } else { "банк" })));
    }
    assert!(engine.memory().total() < 2_000_000, "{:?}", engine.memory());
    assert!(engine.is_worn());
    engine.compact();
    assert!(!engine.is_worn() && engine.memory().total() < 20_000, "{:?}", engine.memory());
    assert_eq!(engine.query(&filter("q=банк"), NOW).total, 50);
}

#[test]
fn no_moment_and_no_number_is_too_strange() {
    let strange = |id, at| Entry { confirmed_at: Some(at), ..open(id, 0, 1440, true) };
    let engine = engine([strange(1, i64::MIN), strange(2, i64::MAX), strange(u32::MAX, 0)]);
    for now in [i64::MIN, -1, 0, i64::MAX] {
        for sort in Sort::ALL {
            let filter = Filter {
                sort: Some(*sort),
                near: Position::new(90.0, 180.0),
                radius: Some(u32::MAX),
                ..Filter::default()
            };
            assert_eq!(engine.query(&filter, now).total, 0);
            assert_eq!(engine.query(&Filter { radius: None, ..filter }, now).total, 3);
        }
    }
}
