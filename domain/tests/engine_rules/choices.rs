//! Facets, distance, map sections, hours: what narrows a search, and what is counted beside it.

use super::*;

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
        there(9, open(5, 0, 1439, true)),
        // Day and night is so whatever the time there.
        there(9, open(6, 0, 1440, true)),
    ];
    let mut engine = engine(entries);
    check(&engine, "open=now", &[1, 6]);
    let states: Vec<Option<bool>> = engine.query(&Filter::default(), NOW).hits.iter().map(|hit| hit.open).collect();
    assert_eq!(states, [Some(true), None, Some(false), None, None, Some(true)]);
    assert_eq!(engine.query(&Filter::default(), NOW).facets.open_now, 2);
    engine.set_zones(vec![Zone { name: "Europe/Kyiv".into(), offsets: vec![(0, 120)] }]);
    check(&engine, "open=now", &[3, 6]);
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
fn when_nothing_is_open_it_is_known_what_opens_next_and_how_much_today() {
    // It is half past two in Paris.
    let entries = [open(1, 1200, 1260, true), open(2, 540, 600, true), open(3, 900, 960, true), listing(4)];
    let entries = entries.into_iter().chain([open(5, 960, 990, false), at(6, LYON)]);
    let engine = engine(entries);
    let opening = engine.opening(&filter("open=now"), NOW, 2);
    assert_eq!(opening.next.iter().map(|hit| hit.id.0).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(opening.today, 2, "what opened in the morning is over, and what may open is no promise");
    assert_eq!(engine.opening(&filter("category=food"), NOW, 2), domain::engine::Opening::default());
}

#[test]
fn help_from_afar_is_within_every_radius_when_it_is_asked_for() {
    let helpline = Entry { remote: true, ..listing(1) };
    let near = Entry { remote: true, ..at(2, LYON) };
    let far = Entry { remote: true, ..at(3, (48.85, 2.35)) };
    let engine = engine([helpline, near, far, listing(4), at(5, LYON)]);
    check(&engine, "near=45.76,4.85&radius=10", &[2, 5]);
    check(&engine, "near=45.76,4.85&radius=10&remote=1", &[2, 1]);
    assert_eq!(engine.query(&filter("near=45.76,4.85&radius=10"), NOW).facets.remote, 2);
    // A map shows what is somewhere.
    check(&engine, "bbox=4,45,5,46&remote=1", &[2]);
}
