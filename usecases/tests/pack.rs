//! What a phone keeps answers as the server does: the blocks of a pack, the changes after it, in every language.

use domain::{
    Code, Lang, Listing, ListingId,
    filter::{self, Filter},
    gazetteer::Place,
    lang::Translated,
    listing::{Confirmation, ListingText},
    pack::{self, Block, Changes, Local, Missing, PackError},
    place::Position,
    reading::{Answer, Directory as _, Question},
    vocabulary::{Audience, Category, ConfirmedBy, Kind, NeedItem, Sort, Spoken},
};
use store::{ListingWrite, Store};
use usecases::{
    demo::demo_listings,
    directory::{Directory, Found, Since},
    install_starter::install_starter,
    places, starter,
};

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;
const LISTINGS: u32 = 700;
const QUESTIONS: usize = 300;

/// Chance from a seed (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn set<T: Code>(&mut self, chance: usize) -> domain::CodeSet<T> {
        let count = if self.percent(chance) { 1 + self.below(2) } else { 0 };
        (0..count).map(|_| T::ALL[self.below(T::ALL.len())]).collect()
    }
}

async fn a_record(listings: impl Iterator<Item = Listing>) -> Store {
    let store = Store::open("sqlite://:memory:").await.expect("opened");
    store.migrate().await.expect("migrated");
    install_starter(&store, NOW).await.expect("a guide");
    put(&store, listings).await;
    store
}

async fn put(store: &Store, listings: impl Iterator<Item = Listing>) -> Vec<ListingId> {
    let writes: Vec<_> = listings.map(|listing| ListingWrite { listing, author: "test".into() }).collect();
    store.put_listings(&writes, NOW).await.expect("written").iter().map(|put| put.id()).collect()
}

async fn load(store: &Store) -> Directory {
    Directory::load(store.clone(), starter::help_numbers().expect("numbers"), NOW).await.expect("loaded")
}

/// Everything that a phone may keep of a directory.
fn kept(directory: &Directory, lang: Lang) -> Local {
    let mut local = kept_without_places(directory, lang);
    local.read_places(&places::packed(true, lang, NOW)).expect("all places");
    local
}

fn kept_without_places(directory: &Directory, lang: Lang) -> Local {
    let packed = directory.packed(lang, NOW);
    let mut local = Local::read(&packed.index).expect("an index");
    local.read_words(&packed.words).expect("words");
    local.read_guide(&directory.packed_guide(lang, NOW)).expect("a guide");
    let departments: Vec<String> = local.departments().into_iter().map(str::to_owned).chain([String::new()]).collect();
    for department in departments {
        if let Some(details) = directory.packed_details(&department, lang, NOW) {
            assert_eq!(local.read_details(&details).expect("details"), department);
        }
    }
    local
}

/// A search as people make them, with words that listings really say.
fn a_query(words: &[String], random: &mut Random) -> String {
    let word = |random: &mut Random| {
        let mut letters: Vec<char> = words[random.below(words.len())].chars().collect();
        match random.below(6) {
            0 => letters.truncate(3),
            1 if letters.len() > 4 => drop(letters.remove(2)),
            _ => {}
        }
        letters.into_iter().collect::<String>()
    };
    let some_words = |random: &mut Random| (0..=random.below(2)).map(|_| word(random)).collect::<Vec<_>>().join(" ");
    let filter = Filter {
        q: if random.percent(50) { some_words(random) } else { String::new() },
        kind: random.set::<Kind>(15),
        category: random.set::<Category>(25),
        audience: random.set::<Audience>(15),
        speaks: random.set::<Spoken>(15),
        need: random.set::<NeedItem>(8),
        department: if random.percent(15) { vec!["69".into()] } else { vec![] },
        near: random
            .percent(50)
            .then(|| Position::new(45.0 + random.below(500) as f64 / 100.0, 4.8).expect("on Earth")),
        radius: random.percent(30).then_some(100),
        open_now: random.percent(15),
        free: random.percent(15),
        remote: random.percent(8),
        sort: random.percent(50).then(|| Sort::ALL[random.below(3)]),
        page: [0, 0, 0, 2][random.below(4)],
        per_page: [0, 0, 5, 1000][random.below(4)],
        ..Filter::default()
    };
    filter::print(&filter)
}

fn words_of(lang: Lang) -> Vec<String> {
    let all = demo_listings(LISTINGS, 1, NOW).flat_map(|listing| {
        let text = listing.texts.for_reader(lang).text.clone();
        let text = format!("{} {} {}", text.name, text.description, listing.organisation);
        text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    });
    all.collect()
}

/// Compares everything that both can be asked.
fn same(directory: &Directory, local: &mut Local, lang: Lang, random: &mut Random) {
    let words = words_of(lang);
    for _ in 0..QUESTIONS {
        let query = a_query(&words, random);
        let now = NOW + random.below(700_000) as i64;
        let (filter, problems) = filter::parse(&query);
        let expected = Answer::Find(Box::new(directory.find(&filter, problems, lang, now)));
        let found = local.answer(&Question::Find(query.clone()), now, false);
        assert_eq!(found, Ok(expected), "{lang}: {query}");
    }
    for (id, slug) in directory.slugs() {
        let Found::Here(expected) = directory.listing(id, lang, Position::new(45.76, 4.85), NOW) else { continue };
        let question = Question::Listing { slug, near: "45.76,4.85".into() };
        let found = local.answer(&question, NOW, false);
        assert_eq!(found, Ok(Answer::Listing(Box::new(expected), String::new())), "{lang}: {id}");
    }
    assert_eq!(local.answer(&Question::Home, NOW, false), Ok(Answer::Home(directory.home(lang, NOW))));
    assert_eq!(
        local.answer(&Question::Help { place: String::new() }, NOW, false),
        Ok(Answer::Help(Box::new(directory.help("", lang, NOW))))
    );
    assert_eq!(local.answer(&Question::Guide, NOW, false), Ok(Answer::Guide(directory.guide(lang))));
    for slug in directory.page_slugs() {
        let expected = directory.page(&slug, "", lang, NOW).expect("a page");
        assert_eq!(
            local.answer(&Question::GuidePage { slug, place: String::new() }, NOW, false),
            Ok(Answer::GuidePage(Box::new(expected)))
        );
    }
}

/// A listing after somebody worked on it: one thing is other than before, or two.
fn change(mut listing: Listing, round: usize, random: &mut Random) -> Listing {
    for _ in 0..=random.below(2) {
        match random.below(8) {
            0 => listing.organisation = format!("Нова назва {round} {}", random.below(5)),
            1 => {
                listing.hours =
                    ["Mo-Su 06:00-23:00", "We 14:00-18:00"].get(random.below(3)).map(|hours| (*hours).into())
            }
            2 => listing.contact.phones = vec![format!("+33 4 72 00 00 0{round}")],
            3 => listing.needs.iter_mut().for_each(|need| need.note = format!("до {round} годин")),
            4 => listing.confirmation = Some(Confirmation { at: NOW - round as i64, by: ConfirmedBy::Coordinator }),
            5 => listing.address.iter_mut().for_each(|address| address.street = format!("{round} rue Volodymyr")),
            6 => listing.categories = random.set::<Category>(100),
            _ => {
                let text = ListingText {
                    name: format!("Зупинка {round}"),
                    description: "Бібліотека".into(),
                    ..ListingText::default()
                };
                listing.texts = Translated::written_in(Lang::Uk, text);
            }
        }
    }
    listing
}

/// Listings that differ from the made-up ones in what those never are.
fn odd_listings() -> Vec<Listing> {
    let mut odd: Vec<Listing> = demo_listings(6, 9, NOW).collect();
    for (number, listing) in odd.iter_mut().enumerate() {
        listing.source.id = format!("odd-{number}");
        listing.demonstration = false;
    }
    odd[0].zone = "Europe/Kyiv".into();
    odd[1].zone = "Indian/Reunion".into();
    odd[1].hours = None;
    (odd[2].position, odd[2].address, odd[2].organisation) = (None, None, String::new());
    odd[2].area = Some(domain::place::Area::Department("2A".into()));
    odd[3].address = None;
    odd[3].area = None;
    odd[3].hours = Some("sometimes, ask Claire".into());
    let name = ListingText { name: "救".into(), ..Default::default() };
    odd[4].texts = Translated::written_in(Lang::Ru, name);
    odd[5].confirmation = None;
    odd
}

#[tokio::test]
async fn a_phone_answers_as_the_server_does_in_every_language() {
    let store = a_record(demo_listings(LISTINGS, 1, NOW).chain(odd_listings())).await;
    let directory = load(&store).await;
    for lang in Lang::ALL {
        same(&directory, &mut kept(&directory, *lang), *lang, &mut Random(7));
    }
}

#[tokio::test]
async fn changes_lead_from_one_pack_to_what_the_server_knows_later() {
    let store = a_record(demo_listings(LISTINGS, 1, NOW)).await;
    let directory = load(&store).await;
    let mut random = Random(3);
    let mut local = kept(&directory, Lang::Uk);
    for round in 0..6 {
        let since = directory.change();
        let mut changed: Vec<Listing> = demo_listings(40, 1, NOW).collect();
        for listing in &mut changed {
            *listing = change(listing.clone(), round, &mut random);
        }
        let ids = put(&store, changed.into_iter().chain(odd_listings().into_iter().take(round))).await;
        for _ in 0..3 {
            store.withdraw(ids[random.below(ids.len())], NOW, "test").await.expect("withdrawn");
        }
        directory.catch_up().await.expect("caught up");
        let Since::Changes(changes) = directory.changes(since, Lang::Uk, NOW) else { panic!("there are changes") };
        local.apply(&changes).expect("applied");
        local.apply(&changes).expect("a second time does no harm");
        same(&directory, &mut local, Lang::Uk, &mut random);
        local.rest();
    }
    assert_eq!(directory.changes(directory.change(), Lang::Uk, NOW), Since::Nothing);
}

#[tokio::test]
async fn a_block_that_is_older_than_the_index_is_made_true_by_the_changes_that_are_asked_for_next() {
    let store = a_record(demo_listings(LISTINGS, 1, NOW)).await;
    let directory = load(&store).await;
    let (old, mut random) = (kept(&directory, Lang::Uk), Random(5));
    let guide = directory.packed_guide(Lang::Uk, NOW);
    let departments: Vec<String> = old.departments().into_iter().map(str::to_owned).chain([String::new()]).collect();
    let packed = departments.iter().filter_map(|code| directory.packed_details(code, Lang::Uk, NOW));
    let old_details: Vec<_> = packed.collect();
    let before = directory.change();
    let edit = async |round: usize, random: &mut Random| {
        let changed: Vec<_> = demo_listings(40, 1, NOW).map(|listing| change(listing, round, random)).collect();
        put(&store, changed.into_iter().chain(odd_listings().into_iter().take(round))).await;
        directory.catch_up().await.expect("caught up");
    };
    edit(1, &mut random).await;
    let middle = directory.change();
    let index = directory.packed(Lang::Uk, NOW);
    edit(2, &mut random).await;
    let Since::Changes(later) = directory.changes(middle, Lang::Uk, NOW) else { panic!("there are changes") };
    let Since::Changes(all) = directory.changes(before, Lang::Uk, NOW) else { panic!("there are changes") };
    // As they come from the server, and as a device reads again what it kept: other blocks before all changes.
    for changes in [vec![&all], vec![&later, &all], vec![&all, &later]] {
        let mut local = Local::read(&index.index).expect("an index");
        local.read_words(&index.words).expect("words");
        local.read_guide(&guide).expect("a guide");
        local.read_places(&places::packed(true, Lang::Uk, NOW)).expect("all places");
        old_details.iter().for_each(|details| _ = local.read_details(details).expect("details"));
        assert_eq!(local.change(), before, "it says how old it is");
        changes.into_iter().for_each(|block| local.apply(block).expect("applied"));
        assert_eq!(local.change(), directory.change());
        same(&directory, &mut local, Lang::Uk, &mut random);
    }
}

#[tokio::test]
async fn a_gap_another_language_and_a_foreign_block_are_refused() {
    let store = a_record(demo_listings(30, 1, NOW)).await;
    let directory = load(&store).await;
    let mut local = kept(&directory, Lang::Uk);
    put(&store, odd_listings().into_iter().take(1)).await;
    directory.catch_up().await.expect("caught up");
    let since = directory.change();
    put(&store, odd_listings().into_iter().skip(1).take(1)).await;
    directory.catch_up().await.expect("caught up");
    let Since::Changes(gap) = directory.changes(since, Lang::Uk, NOW) else { panic!("there are changes") };
    assert_eq!(local.apply(&gap), Err(PackError::Other));
    let Since::Changes(french) = directory.changes(since, Lang::Fr, NOW) else { panic!("there are changes") };
    assert_eq!(local.apply(&french), Err(PackError::Other));
    assert_eq!(local.read_guide(&directory.packed_guide(Lang::Fr, NOW)), Err(PackError::Other));
    let later = directory.packed(Lang::Uk, NOW);
    assert_eq!(local.read_words(&later.words), Err(PackError::Other), "the words of another index");
    assert_eq!(local.read_words(&later.index), Err(PackError::Other));
}

#[tokio::test]
async fn what_is_not_kept_is_left_to_the_server_unless_there_is_none() {
    let store = a_record(demo_listings(LISTINGS, 1, NOW)).await;
    let directory = load(&store).await;
    let packed = directory.packed(Lang::Uk, NOW);
    let mut local = Local::read(&packed.index).expect("an index");
    let find = |query: &str| Question::Find(query.to_owned());
    assert!(local.answer(&find("free=1"), NOW, false).is_ok());
    assert_eq!(local.answer(&find("category=food"), NOW, false), Err(Missing::Guide), "a page may answer it");
    assert_eq!(local.answer(&find("q=лікар"), NOW, false), Err(Missing::Words));
    assert_eq!(local.answer(&find("place=Ліон"), NOW, false), Err(Missing::Places));
    let (_, slug) = directory.slugs().swap_remove(5);
    let listing = Question::Listing { slug, near: String::new() };
    assert_eq!(local.answer(&listing, NOW, false), Err(Missing::Listing));
    let Ok(Answer::Listing(view, _)) = local.answer(&listing, NOW, true) else { panic!("as far as it is kept") };
    assert!(!view.text.name.is_empty() && view.text.description.is_empty());
    let Ok(Answer::Find(found)) = local.answer(&find("q=лікар"), NOW, true) else {
        panic!("as far as it is kept")
    };
    assert!(found.total > 0, "names and words of categories are in the index");
    assert_eq!(local.answer(&Question::Guide, NOW, true), Err(Missing::Guide));
}

#[tokio::test]
async fn who_is_too_far_behind_takes_the_pack() {
    let store = a_record(demo_listings(30, 1, NOW)).await;
    let directory = load(&store).await;
    assert_eq!(directory.changes(directory.change() + 1, Lang::Fr, NOW), Since::TooMuch, "a number of another record");
    put(&store, demo_listings(1_200, 5, NOW)).await;
    let before = directory.change();
    directory.catch_up().await.expect("caught up");
    assert_eq!(directory.changes(before, Lang::Fr, NOW), Since::TooMuch);
    assert!(matches!(directory.changes(directory.change() - 1, Lang::Fr, NOW), Since::Changes(_)));
}

#[tokio::test]
async fn a_change_carries_only_what_is_other_than_before() {
    let store = a_record(demo_listings(30, 1, NOW)).await;
    let directory = load(&store).await;
    let mut listing = demo_listings(1, 1, NOW).next().expect("a listing");
    let carried = async |listing: &Listing| {
        let since = directory.change();
        put(&store, std::iter::once(listing.clone())).await;
        directory.catch_up().await.expect("caught up");
        let Since::Changes(block) = directory.changes(since, Lang::Fr, NOW) else { panic!("there are changes") };
        let (_, changes) = pack::read::<Changes>(&block, Block::Changes).expect("changes");
        (changes.index.len(), changes.words.len(), changes.details.len())
    };
    listing.confirmation = Some(Confirmation { at: NOW - 5, by: ConfirmedBy::Coordinator });
    assert_eq!(carried(&listing).await, (1, 0, 0), "a confirmation is in the row");
    listing.contact.phones = vec!["+33 4 72 00 00 00".into()];
    assert_eq!(carried(&listing).await, (1, 0, 1), "no word by which it is found is new");
    listing.texts = Translated::written_in(Lang::Fr, ListingText { name: "Autre".into(), ..ListingText::default() });
    assert_eq!(carried(&listing).await, (1, 1, 1));
    let before = directory.change() - 3;
    let again = load(&store).await;
    let Since::Changes(block) = again.changes(before, Lang::Fr, NOW) else { panic!("there are changes") };
    let (_, changes) = pack::read::<Changes>(&block, Block::Changes).expect("changes");
    assert_eq!((changes.words.len(), changes.details.len()), (1, 1), "after a restart nobody knows what was before");
}

#[tokio::test]
async fn a_place_that_is_named_means_on_a_device_what_it_means_on_the_server() {
    let store = a_record(demo_listings(LISTINGS, 1, NOW)).await;
    let directory = load(&store).await;
    let mut local = kept_without_places(&directory, Lang::Uk);
    let find = |local: &mut Local, place: &str, anyway: bool| {
        local.answer(&Question::Find(format!("place={place}&radius=30")), NOW, anyway)
    };
    let expected = |place: &str| {
        let (filter, problems) = filter::parse(&format!("place={place}&radius=30"));
        Ok(Answer::Find(Box::new(directory.find(&filter, problems, Lang::Uk, NOW))))
    };
    local.read_places(&places::packed(false, Lang::Uk, NOW)).expect("larger towns");
    assert_eq!(find(&mut local, "Ліон", false), Err(Missing::Places), "a village may have the same name");
    assert_eq!(find(&mut local, "Ліон", true), expected("Ліон"));
    local.read_places(&places::packed(true, Lang::Uk, NOW)).expect("all places");
    local.read_places(&places::packed(false, Lang::Uk, NOW)).expect("a few take no place of all");
    for place in ["Ліон", "Saint-Denis", "69001", "Vibeuf", "Львів", "нема такого"] {
        assert_eq!(find(&mut local, place, false), expected(place), "{place}");
    }
}

#[tokio::test]
async fn a_device_suggests_the_places_that_the_server_suggests() {
    let store = a_record(demo_listings(LISTINGS, 1, NOW)).await;
    let mut local = kept_without_places(&load(&store).await, Lang::Uk);
    assert_eq!(local.suggest("ліон", None, 6).len(), 0, "none are kept");
    local.read_places(&places::packed(true, Lang::Uk, NOW)).expect("all places");
    let all = places::gazetteer().expect("the places of the program");
    for (typed, near) in
        [("лі", None), ("saint-den", Position::new(-20.9, 55.5)), ("saint-den", None), ("69", None), ("ъъъ", None)]
    {
        let ids = |places: Vec<Place<'_>>| places.into_iter().map(Place::id).collect::<Vec<_>>();
        let expected = ids(all.suggest(typed, Lang::Uk, near, 6));
        assert_eq!(ids(local.suggest(typed, near, 6)), expected, "{typed}");
    }
}
