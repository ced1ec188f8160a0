//! The words by which the rows that a device keeps are found. Knows nothing about queries.

use super::{Local, Part, Rooms};
use crate::{
    analysis::stems_of,
    code::Code,
    engine::{RowWords, Term},
    entry::{Entry, Field, sorted},
    pack::{rows::Rows, words::Stems},
    vocabulary::Category,
};

/// Where the words of a listing stand: its row, and the stems that are not in its row.
struct Place<'a> {
    part: usize,
    row: usize,
    /// The part of the stems, they, and their row.
    hidden: Option<(usize, &'a Stems, usize)>,
}

fn place<'a>(parts: &'a [Part], places: &Rooms, word_places: &Rooms, id: u32) -> Option<Place<'a>> {
    let (part, row) = *places.get(&id)?;
    let (of, stems_row) = word_places.get(&id).copied().unwrap_or((part, row));
    let hidden = parts[of as usize].stems.as_ref().map(|stems| (of as usize, stems, stems_row as usize));
    Some(Place { part: part as usize, row: row as usize, hidden })
}

/// The texts of the commune of a row by which it is found.
fn of_commune(rows: &Rows, row: usize) -> [(Field, &str); 5] {
    let (commune, postcode) = rows.commune_words(row);
    let department = rows.department(row).unwrap_or_default();
    [
        (Field::Body, commune),
        (Field::Body, postcode),
        (Field::Place, commune),
        (Field::Place, postcode),
        (Field::Place, department),
    ]
}

fn field_of(in_name: bool) -> Field {
    if in_name { Field::Name } else { Field::Body }
}

/// What was looked up for rows of one part already: most of it is said by many.
struct Met {
    stems: Vec<Option<Term>>,
    organisations: Vec<Option<Vec<Term>>>,
    communes: Vec<Option<Vec<(Field, Term)>>>,
}

impl Met {
    fn none_of(part: &Part) -> Self {
        Self {
            stems: vec![None; part.stems.as_ref().map_or(0, Stems::terms)],
            organisations: vec![None; part.rows.organisations() + 1],
            communes: vec![None; part.rows.communes() + 1],
        }
    }
}

/// Tells the words of a row, those of names first. Not inlined, so that a browser runs it well after some rows.
#[inline(never)]
fn tell(parts: &[Part], met: &mut [Met], place: &Place, words: &mut RowWords) {
    let (rows, row) = (&parts[place.part].rows, place.row);
    words.read(Field::Name, &rows.name(row));
    if let Some((of, stems, stems_row)) = place.hidden {
        for (stem, in_name) in stems.of_row(stems_row) {
            let term = *met[of].stems[stem].get_or_insert_with(|| words.term(stems.term(stem)));
            words.meet(field_of(in_name), term);
        }
    }
    let met = &mut met[place.part];
    let organisation = &mut met.organisations[rows.organisation_number(row)];
    let terms = organisation.get_or_insert_with(|| words.terms_of(Field::Body, rows.organisation(row)));
    terms.iter().for_each(|term| words.meet(Field::Body, *term));
    let commune = met.communes[rows.commune_number(row)].get_or_insert_with(|| {
        let terms = |(field, text)| words.terms_of(field, text).into_iter().map(move |term| (field, term));
        of_commune(rows, row).into_iter().flat_map(terms).collect()
    });
    commune.iter().for_each(|(field, term)| words.meet(*field, *term));
}

impl Local {
    /// Makes the engine know the words of all rows: for the first search with words, or in a quiet moment.
    pub fn learn_words(&mut self) {
        if self.has_words {
            return;
        }
        let (parts, places, word_places) = (&self.parts, &self.places, &self.word_places);
        let mut met: Vec<Met> = parts.iter().map(Met::none_of).collect();
        let terms = met.iter().map(|met| met.stems.len()).sum();
        self.engine.set_words(&self.synonyms, terms, |id, words| {
            if let Some(place) = place(parts, places, word_places, id.0) {
                tell(parts, &mut met, &place, words);
            }
        });
        self.has_words = true;
    }

    /// Completes an entry by all words by which its listing is found.
    pub(super) fn complete(&self, entry: &mut Entry) {
        let Some(Place { part, row, hidden }) = place(&self.parts, &self.places, &self.word_places, entry.id.0) else {
            return;
        };
        let rows = &self.parts[part].rows;
        let mut stems: [Vec<String>; 3] = Default::default();
        stems[Field::Name as usize].extend(stems_of(&rows.name(row)));
        if let Some((_, of, stems_row)) = hidden {
            of.of_row(stems_row)
                .for_each(|(stem, in_name)| stems[field_of(in_name) as usize].push(of.term(stem).into()));
        }
        stems[Field::Body as usize].extend(stems_of(rows.organisation(row)));
        of_commune(rows, row).into_iter().for_each(|(field, text)| stems[field as usize].extend(stems_of(text)));
        for (category, synonyms) in Category::ALL.iter().zip(&self.synonyms) {
            if entry.categories.contains(*category) {
                stems[Field::Body as usize].extend(stems_of(synonyms));
            }
        }
        let [names, bodies, places] = stems.map(sorted);
        (entry.name_stems, entry.body_stems, entry.place_stems) = (names, bodies, places);
        entry.body_stems.retain(|stem| entry.name_stems.binary_search(stem).is_err());
    }
}
