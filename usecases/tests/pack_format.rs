//! The bytes of a pack: those of this version stay as they are, and whatever comes, reading does not panic.

use std::{fs, path::PathBuf};

use domain::{
    Lang, Published,
    pack::{self, Block, Changes, Details, Guide, HEADER, Index, Local, Missing, PackError, Places, VERSION, Words},
    reading::{Answer, Question},
};
use serde::{Serialize, de::DeserializeOwned};

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;
const LANG: Lang = Lang::Uk;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pack")
}

fn listings() -> Vec<Published> {
    let lines = fs::read_to_string(folder().join("listings.jsonl")).expect("listings");
    lines.lines().map(|line| serde_json::from_str(line).expect("a listing")).collect()
}

/// The names of the blocks that are kept here, in the order in which they are read.
const BLOCKS: [&str; 6] = ["index", "words", "guide", "places", "details", "changes"];

fn file(name: &str) -> PathBuf {
    folder().join(format!("{name}.v{VERSION}.bin"))
}

/// One block of each kind, as it was made when this version of the format began.
fn blocks() -> Vec<(&'static str, Vec<u8>)> {
    BLOCKS.iter().map(|name| (*name, fs::read(file(name)).expect("a block of this version"))).collect()
}

/// Reads a block into a directory of a device as what its name says.
fn read_into(local: &mut Option<Local>, name: &str, bytes: &[u8]) -> Result<(), PackError> {
    match (name, local) {
        ("index", local) => *local = Some(Local::read(bytes)?),
        ("words", Some(local)) => local.read_words(bytes)?,
        ("guide", Some(local)) => local.read_guide(bytes)?,
        ("places", Some(local)) => local.read_places(bytes)?,
        ("details", Some(local)) => drop(local.read_details(bytes)?),
        (_, Some(local)) => local.apply(bytes)?,
        (_, None) => return Err(PackError::Other),
    }
    Ok(())
}

/// Asks everything that a page may ask, and shows every listing.
fn ask_everything(local: &mut Local) {
    let find =
        ["", "q=продукти", "open=now&sort=distance&near=45.76,4.85", "department=69&per_page=2&page=2", "place=Львів"];
    let mut questions: Vec<Question> = find.iter().map(|query| Question::Find((*query).into())).collect();
    questions.extend([Question::Home, Question::Help { place: String::new() }, Question::Guide]);
    questions.extend((0..40).map(|id| Question::Listing { slug: format!("x-{id}"), near: String::new() }));
    for question in questions {
        drop(local.answer(&question, NOW, true));
    }
}

/// Reads a block and writes it again.
fn again<T: Serialize + DeserializeOwned>(bytes: &[u8], block: Block) -> Vec<u8> {
    let (frame, content) = pack::read::<T>(bytes, block).expect("a block of this version");
    pack::write(block, frame.lang, (frame.change, frame.made_at), &content)
}

#[test]
fn what_this_version_wrote_is_written_in_the_same_bytes_again() {
    for (name, bytes) in blocks() {
        let again = match name {
            "index" => again::<Index>(&bytes, Block::Index),
            "words" => again::<Words>(&bytes, Block::Words),
            "guide" => again::<Guide>(&bytes, Block::Guide),
            "places" => again::<Places>(&bytes, Block::Places),
            "details" => again::<Details>(&bytes, Block::Details),
            _ => again::<Changes>(&bytes, Block::Changes),
        };
        assert!(
            again == bytes,
            "{name}: raise VERSION, say in docs/pack.md what is other, and run `cargo run -p usecases --example pin_pack`"
        );
    }
}

#[test]
fn a_pack_of_this_version_says_what_its_listings_say() {
    let mut local = None;
    for (name, bytes) in blocks() {
        read_into(&mut local, name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let mut local = local.expect("a directory");
    assert_eq!(local.len(), listings().len() - 1, "one came with the changes, one went");
    for (place, Published { id, slug, listing, .. }) in listings().into_iter().enumerate() {
        let answer = local.answer(&Question::Listing { slug, near: String::new() }, NOW, false);
        if place == 1 {
            assert!(matches!(answer, Ok(Answer::Gone(_))), "{id} is gone, and that is said: {answer:?}");
            continue;
        }
        let Ok(Answer::Listing(view, _)) = answer else { panic!("{id}: {answer:?}") };
        let text = &listing.texts.for_reader(LANG).text;
        assert_eq!((&view.text.name, &view.text.description), (&text.name, &text.description));
        assert_eq!(view.contact.phones, listing.contact.phones);
        assert_eq!((view.card.kind, view.card.categories), (listing.kind, listing.categories));
        assert_eq!(view.closures.len(), listing.closures.len());
    }
    ask_everything(&mut local);
}

#[test]
fn a_block_of_the_next_version_is_refused_politely() {
    for (name, mut bytes) in blocks() {
        bytes[4] = VERSION + 1;
        assert_eq!(pack::open(&bytes), Err(PackError::Version(VERSION + 1)), "{name}");
    }
}

/// A checksum keeps what a network altered away from what reads; who makes bytes by hand gets the checksum right, too.
#[test]
fn content_altered_behind_a_right_checksum_is_read_or_refused_and_never_panics() {
    let blocks = blocks();
    for (altered, (_, block)) in blocks.iter().enumerate() {
        for at in HEADER..block.len() {
            let mut bytes = block.clone();
            bytes[at] ^= [1, 0x7f, 0x80, 0xff][at % 4];
            read_with(&blocks, altered, bytes);
        }
        for length in (HEADER..block.len()).step_by(5) {
            read_with(&blocks, altered, block[..length].to_vec());
        }
    }
}

/// Reads all blocks, one of them replaced.
fn read_with(blocks: &[(&str, Vec<u8>)], altered: usize, mut bytes: Vec<u8>) {
    pack::seal(&mut bytes);
    let mut local = None;
    let mut is_read = false;
    for (place, (name, block)) in blocks.iter().enumerate() {
        let outcome = read_into(&mut local, name, if place == altered { &bytes } else { block });
        is_read |= place == altered && outcome.is_ok();
    }
    if let Some(local) = local.as_mut().filter(|_| is_read) {
        ask_everything(local);
    }
}

#[test]
fn without_an_index_the_guide_and_the_details_answer_and_no_list_pretends_to_be_empty() {
    let mut local = Some(Local::without(LANG).unwrap());
    let all = blocks();
    for (name, bytes) in all.iter().filter(|(name, _)| ["guide", "details"].contains(name)) {
        read_into(&mut local, name, bytes).unwrap();
    }
    let mut local = local.unwrap();
    let (_, details) = pack::read::<Details>(&all[4].1, Block::Details).unwrap();
    let slug = format!("dim-dopomohy-{}", details.listings[0].id.0);
    let Ok(Answer::Listing(view, _)) = local.answer(&Question::Listing { slug, near: String::new() }, NOW, true) else {
        panic!("the details are there");
    };
    assert_eq!((view.text.name.as_str(), view.partial), ("Dim dopomohy", true));
    assert!(matches!(local.answer(&Question::Guide, NOW, false), Ok(Answer::Guide(guide)) if !guide.themes.is_empty()));
    for question in [Question::Home, Question::Help { place: String::new() }, Question::Find(String::new())] {
        assert_eq!(local.answer(&question, NOW, true), Err(Missing::Listing), "{question:?}");
    }
}
