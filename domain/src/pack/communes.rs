//! Where listings are, each place once: communes with their postcodes and departments.
//! Knows nothing about positions.

use serde::{Deserialize, Serialize};

use super::{
    column::{Column, Numbering, meant},
    lists::{Shelf, Texts},
};
use crate::listing::Listing;

/// Stands before a postcode that does not begin with the code of the department.
const WHOLE: char = '=';

/// Places as addresses and areas name them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Communes {
    names: Texts,
    /// Without the code of the department that they begin with; behind [`WHOLE`] those that do not.
    postcodes: Texts,
    departments: Vec<String>,
    /// Mentions of departments.
    department_of: Column<u32>,
}

/// A place as addresses and areas name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Commune {
    pub name: String,
    pub postcode: String,
    pub department: Option<String>,
}

/// Where a listing is, or the department in which it helps.
pub fn commune(listing: &Listing, department: Option<String>) -> Option<Commune> {
    let (name, postcode) =
        listing.address.as_ref().map(|address| (address.commune.clone(), address.postcode.clone())).unwrap_or_default();
    let commune = Commune { name, postcode, department };
    let says_something = !commune.name.is_empty() || !commune.postcode.is_empty() || commune.department.is_some();
    says_something.then_some(commune)
}

impl Communes {
    pub fn of(communes: &[Commune]) -> Self {
        let (mut this, mut departments) = (Self::default(), Numbering::default());
        for commune in communes {
            let department = commune.department.as_deref().unwrap_or_default();
            this.names.push(&commune.name);
            match commune.postcode.strip_prefix(department) {
                Some(rest) => this.postcodes.push(rest),
                None => this.postcodes.push(&format!("{WHOLE}{}", commune.postcode)),
            }
            this.department_of.push(departments.mention(commune.department.as_ref()));
        }
        Self { departments: departments.distinct, ..this }
    }

    pub fn read(self) -> Option<Vec<Commune>> {
        let (names, postcodes) = (Shelf::of(self.names)?, Shelf::of(self.postcodes)?);
        let numbers = meant(&self.department_of, self.departments.len())?;
        let commune = |(place, number): (usize, &u32)| {
            let department = (*number as usize).checked_sub(1).map(|number| self.departments[number].clone());
            let postcode = match postcodes.get(place).strip_prefix(WHOLE) {
                Some(whole) => whole.to_owned(),
                None => format!("{}{}", department.as_deref().unwrap_or_default(), postcodes.get(place)),
            };
            Commune { name: names.get(place).to_owned(), postcode, department }
        };
        let is_whole = names.len() == numbers.len() && postcodes.len() == numbers.len();
        is_whole.then(|| numbers.iter().enumerate().map(commune).collect())
    }
}
