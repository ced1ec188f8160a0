//! Listings that come, change and go.

use super::*;

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
