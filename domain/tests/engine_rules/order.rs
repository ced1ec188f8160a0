//! The order of results, and their pages.

use super::*;

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
