//! One walk over the blocks: which rows a filter wants, and how many there would be under other choices.
//!
//! For each block every facet gives a word of the rows that fit its choice. A row is a result when it fits all of
//! them; it counts for a value of a facet when it has the value and fits all *other* facets. With the words before
//! and behind each facet combined once, that costs two operations per facet and one count per value.
//! Knows nothing about words of a query and about order.

use super::{
    answer::{Counts, Facets},
    bounds::{Overlap, Section},
    columns::{Columns, Common},
    dictionary::{Departments, NO_DEPARTMENT},
    facet::{self, SPANS, VALUES},
    open::OpenNow,
    rows::{BLOCK, RowSet, each_bit, keep},
};
use crate::{
    code::Code,
    filter::Filter,
    place::{Chord2, Unit},
    sorting,
    vocabulary::Kind,
};

/// Facets but for the hours, which are dear and come last: those with a closed vocabulary, and the department.
const FACETS: usize = SPANS.len() + 1;
const DEPARTMENT: usize = SPANS.len();
/// Places in [`SPANS`].
const KIND: usize = 0;
const CATEGORY: usize = 1;
const NEED: usize = 4;
const REMOTE: usize = 6;

/// A filter made ready for the walk.
pub struct Search<'a> {
    columns: &'a Columns,
    open: &'a OpenNow<'a>,
    circle: Option<(Unit, Chord2)>,
    section: Option<Section>,
    /// The chosen values.
    choice: u128,
    /// By number whether a department is chosen; `None` when every one will do.
    departments: Option<Vec<bool>>,
    open_now: bool,
    remote: bool,
    kinds: Kinds,
}

/// What holds for the kinds of results.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    /// What the filter chooses, or all that have what it needs.
    Chosen,
    /// It chooses none and asks for nothing: all of them.
    All,
    /// It chooses none and asks for help: all but collection points.
    Helping,
}

/// What a walk found.
pub struct Found {
    /// Results, ascending.
    pub rows: Vec<u32>,
    /// Words that yielded, as typed.
    pub left_out: Vec<String>,
    values: [u32; VALUES],
    departments: Vec<u32>,
    open: u32,
}

impl<'a> Search<'a> {
    pub fn new(
        filter: &Filter,
        columns: &'a Columns,
        departments: &Departments,
        open: &'a OpenNow<'a>,
        has_words: bool,
    ) -> Self {
        let circle = filter.near.zip(filter.radius);
        let chosen = |codes: &Vec<String>| {
            let mut chosen = vec![false; departments.end()];
            let numbers = codes.iter().filter_map(|code| departments.number(code));
            numbers.for_each(|number| chosen[usize::from(number)] = true);
            chosen
        };
        Self {
            columns,
            open,
            circle: circle.map(|(near, km)| (near.unit(), Chord2::within_metres(f64::from(km) * 1000.0))),
            section: filter.bbox.map(Section::of),
            choice: facet::values_in(filter),
            departments: Some(&filter.department).filter(|codes| !codes.is_empty()).map(chosen),
            open_now: filter.open_now,
            remote: filter.remote,
            kinds: match filter.kind.is_empty() && filter.need.is_empty() {
                false => Kinds::Chosen,
                true if has_words || !filter.category.is_empty() => Kinds::Helping,
                true => Kinds::All,
            },
        }
    }

    /// Walks over all blocks. `text` has the rows with the words that were typed, `departments` is where the numbers of
    /// departments end.
    pub fn run(&self, text: Option<&RowSet>, departments: usize) -> Found {
        let departments = vec![0; departments];
        let mut found = Found { rows: Vec::new(), left_out: Vec::new(), values: [0; VALUES], departments, open: 0 };
        for block in 0..self.columns.blocks() {
            let (within, anywhere) = self.base(text, block);
            if anywhere != 0 {
                self.visit(block, within, anywhere, &mut found);
            }
        }
        found
    }

    /// The rows of a block within everything that is no facet, and those that are so for who asks for help from afar.
    fn base(&self, text: Option<&RowSet>, block: usize) -> (u64, u64) {
        let mut base = self.columns.alive.word(block);
        if let Some(text) = text {
            base &= text.word(block);
        }
        if base == 0 || (self.circle.is_none() && self.section.is_none()) {
            return (base, base);
        }
        let placed = base & self.columns.placed.word(block);
        let within = self.in_section(block, self.in_circle(block, placed));
        // What is at no place is in no section of a map.
        let from_afar = if self.section.is_none() { base & !placed } else { 0 };
        let anywhere = within | from_afar;
        (if self.remote { anywhere } else { within }, anywhere)
    }

    fn in_circle(&self, block: usize, rows: u64) -> u64 {
        let Some((centre, limit)) = self.circle.filter(|_| rows != 0) else { return rows };
        let units = &self.columns.units[block * BLOCK..];
        match self.columns.bounds[block].in_circle(centre, limit) {
            Overlap::Outside => 0,
            Overlap::Inside => rows,
            Overlap::Partly => keep(rows, |row| units[row].chord2(centre) <= limit),
        }
    }

    fn in_section(&self, block: usize, rows: u64) -> u64 {
        let Some(section) = self.section.as_ref().filter(|_| rows != 0) else { return rows };
        let points = &self.columns.points[block * BLOCK..];
        match self.columns.bounds[block].in_section(section) {
            Overlap::Outside => 0,
            Overlap::Inside => rows,
            Overlap::Partly => keep(rows, |row| section.contains(points[row])),
        }
    }

    fn visit(&self, block: usize, base: u64, anywhere: u64, found: &mut Found) {
        let values = &self.columns.values[block];
        let mut fits = [u64::MAX; FACETS];
        for (fit, span) in fits.iter_mut().zip(SPANS) {
            *fit = fitting(values, span, self.choice);
        }
        fits[DEPARTMENT] = self.in_departments(block, anywhere);
        let helping = !values[facet::KIND.from + Kind::CollectionPoint.index()];
        if self.kinds == Kinds::Helping {
            fits[KIND] = helping;
        }
        let (mut rests, mut all) = rests(base, &fits);
        let without = |facets: &[usize], rows: u64| {
            let others = fits.iter().enumerate().filter(|(facet, _)| !facets.contains(facet));
            others.fold(rows, |rows, (_, fit)| rows & fit)
        };
        if anywhere != base {
            rests[REMOTE] = without(&[REMOTE], anywhere);
        }
        match self.kinds {
            Kinds::Chosen => {}
            // Whoever chooses a category asks for help.
            Kinds::All => rests[CATEGORY] &= helping,
            // Whoever chooses a need does not.
            Kinds::Helping => rests[NEED] = without(&[KIND, NEED], base),
        }

        // Whoever misses two facets counts for nothing, open or not.
        let looked_at = if self.open_now { rests.iter().fold(all, |rows, rest| rows | rest) } else { all };
        let schedules = &self.columns.schedules[block * BLOCK..];
        let open = keep(looked_at, |row| self.open.is_open(schedules[row]));
        found.open += (open & all).count_ones();
        if self.open_now {
            rests = rests.map(|rest| rest & open);
            all &= open;
        }

        for (rest, span) in rests.into_iter().zip(SPANS).filter(|(rest, _)| *rest != 0) {
            count(&values[span.from..span.to], rest, &mut found.values[span.from..span.to]);
        }
        self.count_departments(block, rests[DEPARTMENT], &mut found.departments);
        each_bit(all, |row| found.rows.push((block * BLOCK + row) as u32));
    }

    fn in_departments(&self, block: usize, rows: u64) -> u64 {
        let Some(chosen) = &self.departments else { return u64::MAX };
        let is_chosen = |number: u16| chosen.get(usize::from(number)).copied().unwrap_or(false);
        match self.columns.common[block] {
            Common::All(number) if is_chosen(number) => u64::MAX,
            Common::All(_) => 0,
            Common::Mixed => keep(rows, |row| is_chosen(self.columns.departments[block * BLOCK + row])),
        }
    }

    fn count_departments(&self, block: usize, rows: u64, counts: &mut [u32]) {
        match self.columns.common[block] {
            Common::All(number) => counts[usize::from(number)] += rows.count_ones(),
            Common::Mixed => {
                let departments = &self.columns.departments[block * BLOCK..];
                each_bit(rows, |row| counts[usize::from(departments[row])] += 1);
            }
        }
    }
}

/// The rows with one of the chosen values of a facet; all rows when none is chosen.
fn fitting(values: &[u64; VALUES], span: facet::Span, choice: u128) -> u64 {
    let chosen = span.chosen(choice);
    if chosen == 0 {
        return u64::MAX;
    }
    let mut fit = 0;
    each_bit(chosen, |value| fit |= values[span.from + value]);
    fit
}

/// For each facet the rows that fit all others; and the rows that fit all.
fn rests(base: u64, fits: &[u64; FACETS]) -> ([u64; FACETS], u64) {
    let mut rests = [base; FACETS];
    let mut before = base;
    for (rest, fit) in rests.iter_mut().zip(fits) {
        *rest = before;
        before &= fit;
    }
    let mut behind = u64::MAX;
    for (rest, fit) in rests.iter_mut().zip(fits).rev() {
        *rest &= behind;
        behind &= fit;
    }
    (rests, before)
}

fn count(values: &[u64], rows: u64, counts: &mut [u32]) {
    for (count, value) in counts.iter_mut().zip(values) {
        *count += (value & rows).count_ones();
    }
}

impl Found {
    pub fn facets(&self, departments: &Departments) -> Facets {
        let of = |span: facet::Span| &self.values[span.from..span.to];
        let numbered = (NO_DEPARTMENT..).zip(&self.departments).filter(|(_, count)| **count > 0);
        let mut department: Vec<(String, u32)> =
            numbered.filter_map(|(number, &count)| Some((departments.code(number)?.to_owned(), count))).collect();
        sorting::sort(&mut department);
        Facets {
            kind: Counts::from_indexed(of(facet::KIND)),
            category: Counts::from_indexed(of(facet::CATEGORY)),
            audience: Counts::from_indexed(of(facet::AUDIENCE)),
            speaks: Counts::from_indexed(of(facet::SPEAKS)),
            need: Counts::from_indexed(of(facet::NEED)),
            department,
            open_now: self.open,
            free: self.values[facet::FREE.from],
            remote: self.values[facet::REMOTE.from],
        }
    }
}
