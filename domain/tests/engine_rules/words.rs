//! Words and places that are typed.

use super::*;

#[test]
fn every_word_must_match_a_form_of_itself() {
    let engine = engine([about(1, "ковалі кують"), about(2, "коваль для коней")]);
    check(&engine, "q=коваля", &[1, 2]);
    check(&engine, "q=коваля+коней", &[2]);
    check(&engine, "q=«—»!", &[1, 2]);
}

#[test]
fn the_last_word_may_be_unfinished_and_the_others_not() {
    let engine = engine([named(1, "перекладач"), named(2, "переклад документів"), named(3, "пошта")]);
    check(&engine, "q=пер", &[1, 2]);
    check(&engine, "q=документи+пер", &[2]);
    // What nothing says yields.
    check(&engine, "q=пер+документи", &[2]);
    assert_eq!(engine.query(&filter("q=Пер+документи"), NOW).left_out, ["Пер"]);
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
    let twelve = (1..=12).map(|number| format!("слово{number}")).collect::<Vec<_>>();
    let engine = engine([about(1, &twelve.join(" "))]);
    for query in [twelve.join("+"), format!("{}+інакше", twelve.join("+"))] {
        check(&engine, &format!("q={query}"), &[1]);
        assert_eq!(engine.query(&filter(&format!("q={query}")), NOW).left_out, [""; 0]);
    }
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
    let words = [about(1, "ковальство"), about(2, "ковалі"), named(3, "ковальство"), named(4, "коваль")];
    check(&engine(words), "q=коваль", &[4, 3, 2, 1]);
    let misspelt = [about(1, "ковалі"), named(2, "коваль")];
    check(&engine(misspelt), "q=каваль", &[2, 1]);
}

#[test]
fn a_need_is_met_by_its_category_before_all_who_say_the_word() {
    let health = |entry: Entry| Entry { categories: CodeSet::only(Category::Health), ..entry };
    let engine =
        engine([named(1, "лікар тварин"), health(named(2, "Кабінет")), health(named(3, "Лікар")), named(4, "Ключі")]);
    check(&engine, "q=де+знайти+лікаря", &[3, 2, 1]);
    check(&engine, "q=медична+допомога", &[2, 3]);
    // For whom is said by few, and narrows nothing.
    check(&engine, "q=лікар+для+дитини", &[3, 2, 1]);
}

#[test]
fn a_search_for_help_leaves_out_those_who_collect() {
    let food = |id, kind| Entry { kind, categories: CodeSet::only(Category::Food), ..named(id, "Їжа") };
    let engine = engine([food(1, Kind::AidResource), food(2, Kind::CollectionPoint)]);
    check(&engine, "q=їжа", &[1]);
    check(&engine, "category=food", &[1]);
    check(&engine, "", &[1, 2]);
    check(&engine, "category=food&kind=collection-point", &[2]);
    for query in ["", "q=їжа", "category=food"] {
        let counts = engine.query(&filter(query), NOW).facets;
        assert_eq!((counts.category.of(Category::Food), counts.kind.of(Kind::CollectionPoint)), (1, 1), "{query}");
    }
}

#[test]
fn relevance_adds_nearness_and_freshness() {
    let fresh = |entry: Entry, days: i64| Entry { confirmed_at: Some(NOW - days * DAY), ..entry };
    let engine = engine([fresh(at(1, (48.85, 2.35)), 0), fresh(at(2, LYON), 0), fresh(at(3, LYON), 400), at(4, LYON)]);
    check(&engine, "near=45.76,4.85&sort=relevance", &[2, 3, 4, 1]);
    check(&engine, "sort=relevance", &[1, 2, 3, 4]);
}
