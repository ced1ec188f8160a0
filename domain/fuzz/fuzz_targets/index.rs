//! Whatever an index says: it is refused, or every question about it is answered.
#![no_main]

use domain::{
    pack::{Block, Local, seal},
    reading::Question,
};
use libfuzzer_sys::fuzz_target;

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    if let Some(block) = bytes.get_mut(5) {
        *block = Block::Index as u8;
    }
    seal(&mut bytes);
    let Ok(mut local) = Local::read(&bytes) else { return };
    for query in ["", "q=продукти", "open=now&sort=distance&near=45.76,4.85", "place=69&per_page=2&page=2"] {
        drop(local.answer(&Question::Find(query.into()), NOW, true));
    }
    drop(local.answer(&Question::Home, NOW, true));
});
