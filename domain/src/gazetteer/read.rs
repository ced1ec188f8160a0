//! The text of all places, read once. Knows how it is laid out, and nothing about searching.

use std::borrow::Cow;

use thiserror::Error;

use super::{
    Gazetteer, PlaceKind,
    index::{Index, Names},
    postcode::Postcodes,
    weigh::Weight,
};
use crate::{code::Code, place::Position};

/// The first line: version of the layout, then the columns.
const HEADER: &str = "#places 1\tkind\tname\tlat\tlon\tpopulation\tcountry\tdepartment\tcode\tpostcodes\tname_uk\tname_fr\tname_en\tname_ru\taliases";

/// The columns of a line, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Kind,
    Name,
    Lat,
    Lon,
    Population,
    Country,
    Department,
    Code,
    Postcodes,
    NameUk,
    NameFr,
    NameEn,
    NameRu,
    Aliases,
}

const COLUMNS: usize = 14;
/// More places than this have no room in the index.
const MOST: usize = 1 << 20;

/// Why a text is no list of places.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GazetteerError {
    #[error("line 1: this is no list of places of version 1")]
    Header,
    #[error("line {line}: {found} columns instead of 14")]
    Columns { line: usize, found: usize },
    #[error("line {line}, column {column}: {problem}")]
    Cell { line: usize, column: &'static str, problem: &'static str },
    #[error("line {line}: more places than there is room for")]
    TooMany { line: usize },
    #[error("line {line}: the last line has no end, the text is cut off")]
    CutOff { line: usize },
}

/// The numbers of each place, by its row.
#[derive(Debug, Default)]
pub struct Rows {
    lines: Vec<u32>,
    weights: Vec<Weight>,
}

impl Rows {
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Where the line of a place begins.
    pub fn line(&self, row: u32) -> usize {
        self.lines[row as usize] as usize
    }

    pub fn weight(&self, row: u32) -> Weight {
        self.weights[row as usize]
    }

    pub fn memory(&self) -> usize {
        self.lines.capacity() * size_of::<u32>() + self.weights.capacity() * size_of::<Weight>()
    }
}

pub fn read(text: Cow<'static, str>) -> Result<Gazetteer, GazetteerError> {
    let body = text.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix('\n')).ok_or(GazetteerError::Header)?;
    let expected = body.bytes().filter(|&byte| byte == b'\n').count();
    let mut rows = Rows { lines: Vec::with_capacity(expected), weights: Vec::with_capacity(expected) };
    let (mut names, mut postcodes) = (Names::for_places(expected), Vec::with_capacity(expected));
    let mut at = HEADER.len() + 1;
    for (index, line) in body.split_terminator('\n').enumerate() {
        let number = index + 2;
        let start = u32::try_from(at).ok().filter(|_| index < MOST).ok_or(GazetteerError::TooMany { line: number })?;
        let cells = cells(line, number)?;
        rows.lines.push(start);
        rows.weights.push(weight(&cells, number)?);
        names.push(&cells);
        for code in postcodes_of(&cells, number)? {
            postcodes.push((code, index as u32));
        }
        at += line.len() + 1;
    }
    if !text.ends_with('\n') {
        return Err(GazetteerError::CutOff { line: expected + 2 });
    }
    Ok(Gazetteer { text, rows, index: Index::new(names), postcodes: Postcodes::new(postcodes) })
}

/// The cells of a line, in the order of [`Column`].
pub type Cells<'a> = [&'a str; COLUMNS];

fn cells(line: &str, number: usize) -> Result<Cells<'_>, GazetteerError> {
    let mut cells = [""; COLUMNS];
    let mut found = 0;
    for cell in line.split('\t') {
        if let Some(place) = cells.get_mut(found) {
            *place = cell;
        }
        found += 1;
    }
    if found == COLUMNS { Ok(cells) } else { Err(GazetteerError::Columns { line: number, found }) }
}

fn weight(cells: &Cells, line: usize) -> Result<Weight, GazetteerError> {
    let wrong = |column, problem| GazetteerError::Cell { line, column, problem };
    let cell = |column: Column| cells[column as usize];
    let kind = PlaceKind::from_code(cell(Column::Kind)).ok_or_else(|| wrong("kind", "no kind of place"))?;
    if cell(Column::Name).is_empty() {
        return Err(wrong("name", "a place without a name"));
    }
    let position = Position::parse(cell(Column::Lat), cell(Column::Lon)).ok_or_else(|| {
        let lat_is_right = Position::parse(cell(Column::Lat), "0").is_some();
        wrong(if lat_is_right { "lon" } else { "lat" }, "not degrees on Earth")
    })?;
    let population = cell(Column::Population).parse().map_err(|_| wrong("population", "not a number of people"))?;
    let country = cell(Column::Country);
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(wrong("country", "not the code of a country"));
    }
    let department = cell(Column::Department);
    let is_code = department.len() <= 3 && department.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_code {
        return Err(wrong("department", "not the code of a department"));
    }
    Ok(Weight::new(kind, population, country, department, position))
}

fn postcodes_of<'a>(cells: &Cells<'a>, line: usize) -> Result<impl Iterator<Item = u32> + use<'a>, GazetteerError> {
    let codes = cells[Column::Postcodes as usize];
    let is_code = |code: &str| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !codes.is_empty() && !codes.split(' ').all(is_code) {
        return Err(GazetteerError::Cell { line, column: "postcodes", problem: "not postcodes of five digits" });
    }
    Ok(codes.split(' ').filter_map(|code| code.parse().ok()))
}
