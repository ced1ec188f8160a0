//! The largest places are found first by each of their names.

use domain::{
    Lang,
    code::Code,
    gazetteer::{Gazetteer, Place, PlaceKind},
};

fn largest(gazetteer: &Gazetteer, count: usize, is_one: impl Fn(&Place) -> bool) -> Vec<Place<'_>> {
    let mut places: Vec<_> = gazetteer.places().filter(is_one).collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.population()));
    places.truncate(count);
    places
}

/// Whether the place comes first, or behind larger places of the very same name.
fn is_found_first(gazetteer: &Gazetteer, place: Place, name: &str) -> bool {
    let found = gazetteer.suggest(name, Lang::Uk, None, 8);
    let is_namesake = |other: &&Place| Lang::ALL.iter().any(|&lang| plain(other.name(lang)) == plain(name));
    let larger = found.iter().take_while(|&&other| other != place);
    found.contains(&place) && larger.clone().all(|other| is_namesake(&other) && other.population() > place.population())
}

fn plain(name: &str) -> Vec<String> {
    domain::analysis::words_of(name)
}

#[test]
fn the_largest_places_are_found_first_by_their_names_in_four_languages() {
    let gazetteer = Gazetteer::read(include_str!("../../basemap/places.tsv")).unwrap();
    let communes = largest(&gazetteer, 500, |place| place.kind() == PlaceKind::Commune);
    let towns = largest(&gazetteer, 200, |place| place.country() == "UA");
    let (mut asked, mut failed) = (0, Vec::new());
    for place in communes.into_iter().chain(towns) {
        for &lang in Lang::ALL {
            asked += 1;
            if !is_found_first(&gazetteer, place, place.name(lang)) {
                failed.push(format!(
                    "{} of {}: {:?}",
                    place.name(lang),
                    place.label(Lang::Fr),
                    gazetteer.suggest(place.name(lang), lang, None, 3)
                ));
            }
        }
    }
    println!("{} of {asked} names find their place first", asked - failed.len());
    failed.iter().for_each(|name| println!("not found first: {name}"));
    assert_eq!(asked, 2800);
    assert!(failed.len() * 100 <= asked * 2, "{}", failed.join("\n"));
}
