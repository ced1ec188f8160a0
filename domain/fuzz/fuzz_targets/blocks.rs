//! Whatever words, a guide, details or changes say: they are refused, or every question afterwards is answered.
#![no_main]

use domain::{
    pack::{Local, seal},
    reading::Question,
};
use libfuzzer_sys::fuzz_target;

/// Monday 23 November 2026, 10:20 in Paris.
const NOW: i64 = 1_795_425_600;

const INDEX: &[u8] = include_bytes!("../../../usecases/tests/pack/index.v3.bin");

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    seal(&mut bytes);
    let Ok(mut local) = Local::read(INDEX) else { return };
    // The header says which of them it is; another kind is refused.
    let is_read = local.read_words(&bytes).is_ok()
        || local.read_guide(&bytes).is_ok()
        || local.read_places(&bytes).is_ok()
        || local.read_details(&bytes).is_ok()
        || local.apply(&bytes).is_ok();
    if !is_read {
        return;
    }
    let questions = [Question::Find("q=продукти".into()), Question::Find("place=Львів".into()), Question::Home, Question::Help { place: String::new() }, Question::Guide];
    questions.iter().for_each(|question| drop(local.answer(question, NOW, true)));
    for id in 0..40 {
        drop(local.answer(&Question::Listing { slug: format!("x-{id}"), near: String::new() }, NOW, true));
    }
});
