use std::collections::HashMap;

use super::*;
use crate::{hours::normalise, import::table::TableRow};

fn week(columns: &[(&str, &str)], comment: &str) -> (Week, FsRow) {
    let values: HashMap<String, String> = columns.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let mut row = FsRow::new(TableRow { line: 1, row: 1, values });
    (read(&mut row, &Comment::read(comment)), row)
}

#[track_caller]
fn check(columns: &[(&str, &str)], comment: &str, expected: &str) {
    let (week, _) = week(columns, comment);
    let osm = week.osm.unwrap_or_default();
    assert_eq!(osm, expected);
    if !osm.is_empty() {
        assert_eq!(normalise(&osm).unwrap(), osm, "in the usual spelling");
    }
}

const MORNING: &str = "09:00 - 12:00";
const DAY: &str = "09:00 - 12:00 / 13:30 - 17:00";

#[test]
fn equal_days_are_one_rule() {
    let columns = [("h_lundi", DAY), ("h_mardi", DAY), ("h_mercredi", MORNING), ("h_jeudi", DAY), ("h_vendredi", DAY)];
    check(&columns, "", "Mo,Tu,Th,Fr 09:00-12:00,13:30-17:00; We 09:00-12:00; PH off");
    check(&[("h_lundi", DAY), ("h_mardi", DAY), ("h_mercredi", DAY)], "", "Mo-We 09:00-12:00,13:30-17:00; PH off");
    check(&[], "", "");
}

#[test]
fn intervals_that_touch_or_repeat_are_one() {
    check(&[("h_lundi", "09:00 - 11:00 / 11:00 - 12:00 / 13:30 - 17:00")], "", "Mo 09:00-12:00,13:30-17:00; PH off");
    check(&[("h_lundi", "13:30 - 16:00 / 13:30 - 16:00")], "", "Mo 13:30-16:00; PH off");
    check(&[("h_lundi", "14:00 - 17:00 / 09:00 - 12:00")], "", "Mo 09:00-12:00,14:00-17:00; PH off");
}

#[test]
fn an_empty_interval_beside_others_says_nothing_and_alone_it_is_unknown() {
    check(&[("h_lundi", "00:00 - 00:00 / 09:00 - 12:00")], "", "Mo 09:00-12:00; PH off");
    let columns = [("h_lundi", MORNING), ("h_vendredi", "00:00 - 00:00")];
    check(&columns, "", "Mo 09:00-12:00; Fr unknown \"00:00 - 00:00\"; PH off");
    let (week, row) = week(&columns, "");
    assert_eq!(week.own_words, ["vendredi : 00:00 - 00:00"]);
    assert_eq!(row.kept["h_vendredi"], "00:00 - 00:00");
    assert_eq!(row.warnings[0].reason, Reason::OwnHours);
}

#[test]
fn other_exact_spellings_are_read() {
    check(&[("h_lundi", "9h-12h30, 14h à 17h"), ("h_mardi", "Fermé")], "", "Mo 09:00-12:30,14:00-17:00; PH off");
}

#[test]
fn intervals_that_overlap_are_unknown_within_and_closed_without() {
    check(
        &[("h_lundi", "09:00 - 16:30 / 13:30 - 16:30")],
        "",
        "Mo 09:00-16:30 unknown \"09:00 - 16:30 / 13:30 - 16:30\"; PH off",
    );
}

#[test]
fn words_and_reversed_times_are_not_guessed() {
    for text in ["matin", "9-12", "sur rendez-vous", "12:00 - 09:00", "09:00 - 25:00", "09:00"] {
        check(&[("h_lundi", text)], "", &format!("Mo unknown \"{text}\"; PH off"));
    }
    check(&[("h_lundi", "le \"matin\"")], "", "Mo unknown \"le 'matin'\"; PH off");
}

#[test]
fn a_comment_makes_the_hours_it_speaks_of_unknown() {
    let columns = [("h_lundi", DAY), ("h_mardi", DAY), ("h_samedi", MORNING)];
    check(
        &columns,
        "Ouvert le 1er samedi du mois",
        "Mo,Tu 09:00-12:00,13:30-17:00; Sa 09:00-12:00 unknown \"voir les conditions\"; PH off",
    );
    check(
        &columns,
        "Sur rendez-vous le mardi après-midi",
        "Mo 09:00-12:00,13:30-17:00; Tu 09:00-12:00, Tu 13:30-17:00 unknown \"sur rendez-vous\"; Sa 09:00-12:00; PH off",
    );
    check(
        &columns,
        "Sur RDV uniquement",
        "Mo,Tu 09:00-12:00,13:30-17:00 unknown \"sur rendez-vous\"; Sa 09:00-12:00 unknown \"sur rendez-vous\"; PH off",
    );
    check(
        &[("h_lundi", MORNING)],
        "Ouvert un samedi sur deux",
        "Mo 09:00-12:00; Sa unknown \"voir les conditions\"; PH off",
    );
}

#[test]
fn hours_of_a_bus_are_those_of_its_tour() {
    check(&[("format_fs", "Bus_équivalent"), ("h_lundi", MORNING)], "", "Mo 09:00-12:00 unknown \"itinérant\"; PH off");
    check(&[("format_fs", "Multisites"), ("h_lundi", MORNING)], "", "Mo 09:00-12:00; PH off");
}
