//! Makes the blocks that `tests/pack_format.rs` reads: once for each version of the format.
//! `cargo run -p usecases --example pin_pack`

use std::{fs, path::Path};

use domain::{
    Code, Lang, Published,
    pack::{self, Block, Detail, Details, Guide, Packer, Places, Row, Shared, Source, Touched, VERSION},
    view::Collective,
    vocabulary::Category,
};
use store::Store;
use usecases::{install_starter::install_starter, places, schedules::Schedules, starter, synonyms::synonyms};

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;
const LANG: Lang = Lang::Uk;

/// The names of the blocks, in the order in which they are read.
const BLOCKS: [&str; 6] = ["index", "words", "guide", "places", "details", "changes"];

/// The head of the table of places and the first of each kind.
fn towns() -> String {
    let (_, all) = pack::read::<Places>(&places::packed(true, LANG, NOW), Block::Places).expect("places");
    let kind = |line: &str| line.split('\t').next().map(str::to_owned);
    let mut seen = Vec::new();
    let first = |line: &&str| {
        !seen.contains(&kind(line)) && {
            seen.push(kind(line));
            true
        }
    };
    all.text.lines().filter(first).flat_map(|line| [line, "\n"]).collect()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack");
    let lines = fs::read_to_string(folder.join("listings.jsonl")).expect("listings");
    let listings: Vec<Published> = lines.lines().map(|line| serde_json::from_str(line).expect("a listing")).collect();
    let mut schedules = Schedules::new(NOW);
    let numbers: Vec<u32> = listings.iter().map(|published| schedules.number(&published.listing)).collect();
    schedules.compile();
    let row = |place: usize| {
        let Published { id, slug, listing, .. } = &listings[place];
        let (schedule, zone) = schedules.with_zone(numbers[place]);
        Row { id: *id, slug, listing, schedule, zone }
    };
    let shared = || Shared {
        synonyms: Category::ALL.iter().map(|category| synonyms(*category).to_owned()).collect(),
        sources: vec![Source {
            code: "demo".into(), name: "Приклади".into(), url: None, licence: Some("MIT".into())
        }],
        departments: vec![("69".into(), "Рона".into())],
    };
    let last = listings.len() - 1;
    let mut packer = Packer::new(LANG, shared());
    (0..last).for_each(|place| packer.push(&row(place)));
    let packed = packer.finish((7, NOW));
    let details = listings[..last].iter().map(|published| Detail::of(published.id, &published.listing, LANG)).collect();
    let store = Store::open("sqlite://:memory:").await.expect("opened");
    store.migrate().await.expect("migrated");
    install_starter(&store, NOW).await.expect("a guide");
    let pages = store.pages().await.expect("pages");
    let numbers = starter::help_numbers().expect("numbers");
    let collective =
        || Collective { name: "Приклад".into(), email: Some("a@b.example".into()), ..Collective::default() };
    let guide = || Guide::of(&pages[..1], &numbers, collective(), LANG);
    let mut packer = Packer::new(LANG, shared());
    packer.push_changed(&row(last), Touched::ALL);
    packer.push_changed(&row(0), Touched { facts: true, ..Touched::default() });
    let blocks = [
        packed.index,
        packed.words,
        guide().block(LANG, (7, NOW)),
        Places { whole: true, text: towns() }.block(LANG, NOW),
        Details { department: "all".into(), listings: details }.block(LANG, (7, NOW)),
        packer.changes(7, (9, NOW + 60), vec![listings[1].id.0], Some(guide())),
    ];
    for (name, block) in BLOCKS.iter().zip(blocks) {
        fs::write(folder.join(format!("{name}.v{VERSION}.bin")), block).expect("written");
    }
}
