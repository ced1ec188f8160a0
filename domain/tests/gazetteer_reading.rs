//! What is no list of places is refused with the place of the mistake, and what nobody would type harms nothing.

use domain::{
    Lang,
    gazetteer::{Gazetteer, GazetteerError, Resolved},
    place::Position,
};
use proptest::prelude::*;

const TEXT: &str = include_str!("../../basemap/places.tsv");

/// A text of the header and these lines, each of which ends.
fn read(lines: &str) -> Result<Gazetteer, GazetteerError> {
    let header = TEXT.lines().next().unwrap_or_default();
    Gazetteer::read(format!("{header}\n{lines}"))
}

fn message(lines: &str) -> String {
    read(lines).err().map(|error| error.to_string()).unwrap_or_default()
}

const LYON: &str = "commune\tLyon\t45.76\t4.83\t519127\tFR\t69\t69123\t69001 69002\tЛіон\t\t\tЛион\t\n";

#[test]
fn a_list_without_places_is_empty() {
    let empty = read("").unwrap();
    assert!(empty.is_empty());
    assert!(empty.suggest("Lyon", Lang::Fr, None, 8).is_empty());
    assert_eq!(empty.resolve("Lyon"), Resolved::None);
}

#[test]
fn a_foreign_text_is_refused() {
    for text in ["", "\n", "name,lat,lon\n", "#places 2\tkind\n", "\u{0}\u{0}"] {
        assert_eq!(Gazetteer::read(text).unwrap_err(), GazetteerError::Header);
    }
}

#[test]
fn a_mistake_is_named_with_its_line_and_column() {
    let lyon_with = |from, to| format!("{LYON}{}", LYON.replace(from, to));
    assert!(read(LYON).is_ok());
    assert_eq!(message(&lyon_with("commune", "village")), "line 3, column kind: no kind of place");
    assert_eq!(message(&lyon_with("\tLyon", "\t")), "line 3, column name: a place without a name");
    assert_eq!(message(&lyon_with("45.76", "95.76")), "line 3, column lat: not degrees on Earth");
    assert_eq!(message(&lyon_with("4.83", "east")), "line 3, column lon: not degrees on Earth");
    assert_eq!(message(&lyon_with("519127", "-1")), "line 3, column population: not a number of people");
    assert_eq!(message(&lyon_with("\tFR\t", "\tfrance\t")), "line 3, column country: not the code of a country");
    assert_eq!(message(&lyon_with("\t69\t", "\tRhône\t")), "line 3, column department: not the code of a department");
    assert_eq!(message(&lyon_with("69002", "6900")), "line 3, column postcodes: not postcodes of five digits");
    assert_eq!(message(&lyon_with("\tЛіон", "")), "line 3: 13 columns instead of 14");
    assert_eq!(message(&format!("{LYON}\n")), "line 3: 1 columns instead of 14");
}

#[test]
fn a_text_that_is_cut_off_is_refused() {
    assert_eq!(message(LYON.trim_end_matches('\n')), "line 2: the last line has no end, the text is cut off");
    for length in [TEXT.len() - 1, TEXT.len() / 2, TEXT.len() / 3, 500] {
        let end = (0..=length).rev().find(|&end| TEXT.is_char_boundary(end)).unwrap();
        assert!(Gazetteer::read(&TEXT[..end]).is_err(), "{length}");
    }
}

#[test]
fn what_nobody_would_type_harms_nothing() {
    let gazetteer = Gazetteer::read(TEXT).unwrap();
    let odd = [
        "",
        " ",
        "\0",
        "\0\0\0Lyon",
        "(",
        ")",
        "()",
        "(93",
        "(93)",
        "()93",
        "'",
        "’’’",
        "-",
        "s/",
        "ss/",
        "/",
        "st",
        "ste ",
        "№ 5",
        "😀",
        "👩‍👩‍👧 Lyon",
        "\u{202e}noyL",
        "ليون",
        "里昂",
        "e\u{301}\u{301}\u{301}vry",
        "\u{301}",
        "ß",
        "İstanbul",
        "ǅ",
        "ﬁ",
        "1",
        "12",
        "123456",
        "2A",
        "2a(",
        "٣",
        "９３",
        "Lyon\tParis\nLyon",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "%00",
        "<script>",
        "'; --",
    ];
    let near = Position::new(90.0, 180.0);
    for text in odd {
        assert!(gazetteer.suggest(text, Lang::Ru, near, 8).len() <= 8);
        let _ = gazetteer.resolve(text);
        let _ = gazetteer.find(text);
    }
    for piece in ["a", "saint ", "ж", "😀", "\u{301}", "(", "9", "é", "\0", "-", "St/"] {
        let long = piece.repeat(100_000 / piece.len());
        assert!(gazetteer.suggest(&long, Lang::Ru, near, usize::MAX).len() <= 100);
        let _ = gazetteer.resolve(&long);
        let _ = gazetteer.find(&long);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,80}", limit in 0_usize..20) {
        use std::sync::LazyLock;
        static ALL: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::read(TEXT).unwrap());
        let found = ALL.suggest(&text, Lang::Uk, None, limit);
        prop_assert!(found.len() <= limit);
        if let Resolved::Several(places) = ALL.resolve(&text) {
            prop_assert!((2..=8).contains(&places.len()));
        }
    }
}
