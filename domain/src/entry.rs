//! What the engine needs of a listing: facets, coordinates, hours, stems.
//! Knows nothing about texts shown to people.

use std::borrow::Cow;

use crate::{
    analysis,
    code::{Code, CodeSet},
    hours::Schedule,
    listing::{Confirmation, Listing, ListingId, Need},
    place::{Area, Position},
    time::Timestamp,
    vocabulary::{Audience, Category, Cost, Kind, NeedItem, Spoken},
};

/// A listing as the engine sees it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    pub id: ListingId,
    pub kind: Kind,
    pub categories: CodeSet<Category>,
    /// The audiences under which it is found: all of them when it is for everyone, none when nobody said.
    pub audiences: CodeSet<Audience>,
    pub speaks: CodeSet<Spoken>,
    pub needs: CodeSet<NeedItem>,
    pub free: bool,
    pub remote: bool,
    pub department: Option<String>,
    pub position: Option<Position>,
    /// Hours as known; the zone is an index into the table that the engine was made with.
    pub schedule: Schedule,
    pub zone: u16,
    /// The moment that its confirmation counts from.
    pub confirmed_at: Option<Timestamp>,
    /// Stems of the names, sorted, without repetition.
    pub name_stems: Vec<String>,
    /// Stems of everything else that is searched, sorted, without repetition and without those of the names.
    pub body_stems: Vec<String>,
    /// Stems of the commune, postcode and department code, sorted, without repetition.
    pub place_stems: Vec<String>,
}

/// Characters of each description that are searched; what is said first says what it is about.
const SEARCHED_DESCRIPTION: usize = 400;

/// Where in a listing a text stands, as far as it matters to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    /// Everything else that is searched.
    Body,
    /// What the search for a place looks at.
    Place,
}

impl Entry {
    /// The entry of a listing. `synonyms` adds words by which it should be found (the field's words for its categories).
    pub fn of(
        id: ListingId,
        listing: &Listing,
        schedule: Schedule,
        zone: u16,
        synonyms: impl Fn(Category) -> &'static str,
    ) -> Self {
        let mut stems: [Vec<String>; 3] = Default::default();
        each_text(listing, |field, text| stems[field as usize].extend(analysis::stems_of(text)));
        let [name, mut body, place] = stems;
        for category in listing.categories.iter() {
            body.extend(analysis::stems_of(synonyms(category)));
        }
        let (name_stems, mut body_stems) = (sorted(name), sorted(body));
        body_stems.retain(|stem| name_stems.binary_search(stem).is_err());
        Self { schedule, zone, name_stems, body_stems, place_stems: sorted(place), ..Self::without_words(id, listing) }
    }

    /// The entry of a listing, but for its hours and everything that is read out of texts.
    pub fn without_words(id: ListingId, listing: &Listing) -> Self {
        Self {
            id,
            kind: listing.kind,
            categories: listing.categories,
            audiences: audiences(listing.audiences),
            speaks: listing.speaks,
            needs: wanted(&listing.needs),
            free: is_free(listing.cost),
            remote: listing.remote == Some(true),
            department: department(listing).map(Cow::into_owned),
            position: listing.position,
            confirmed_at: listing.confirmation.map(Confirmation::counts_from),
            ..Self::unknown()
        }
    }

    /// An entry of which nothing is known, to be filled.
    pub fn unknown() -> Self {
        Self {
            id: ListingId(0),
            kind: Kind::AidResource,
            categories: CodeSet::default(),
            audiences: CodeSet::default(),
            speaks: CodeSet::default(),
            needs: CodeSet::default(),
            free: false,
            remote: false,
            department: None,
            position: None,
            schedule: Schedule::default(),
            zone: 0,
            confirmed_at: None,
            name_stems: Vec::new(),
            body_stems: Vec::new(),
            place_stems: Vec::new(),
        }
    }
}

/// The audiences under which a listing for these is found.
pub fn audiences(said: CodeSet<Audience>) -> CodeSet<Audience> {
    if said.contains(Audience::Everyone) { Audience::ALL.iter().copied().collect() } else { said }
}

/// The items under which a collection point with these needs is found.
pub fn wanted(needs: &[Need]) -> CodeSet<NeedItem> {
    needs.iter().filter(|need| need.is_wanted()).map(|need| need.item).collect()
}

/// Whether it is found among what costs nothing.
pub fn is_free(cost: Option<Cost>) -> bool {
    cost == Some(Cost::Free)
}

/// Calls back with every text of a listing that is searched, the names before everything else.
pub fn each_text(listing: &Listing, mut each: impl FnMut(Field, &str)) {
    each_long_text(listing, &mut each);
    each(Field::Body, &listing.organisation);
    if let Some(address) = &listing.address {
        [&address.postcode, &address.commune].iter().for_each(|part| each(Field::Body, part));
        [&address.commune, &address.postcode].iter().for_each(|part| each(Field::Place, part));
    }
    if let Some(department) = department(listing) {
        each(Field::Place, &department);
    }
}

/// Calls back with those texts that a list does not show whole: names and descriptions in every language, the street.
pub fn each_long_text(listing: &Listing, each: &mut impl FnMut(Field, &str)) {
    let versions = listing.texts.versions();
    versions.iter().for_each(|version| each(Field::Name, &version.text.name));
    versions.iter().for_each(|version| each(Field::Body, searched(&version.text.description)));
    if let Some(address) = &listing.address {
        each(Field::Body, &address.street);
    }
}

/// The beginning of a description.
fn searched(description: &str) -> &str {
    // No text has more characters than bytes.
    if description.len() <= SEARCHED_DESCRIPTION {
        return description;
    }
    description.char_indices().nth(SEARCHED_DESCRIPTION).map_or(description, |(end, _)| &description[..end])
}

/// The department in which a listing is, or helps.
fn department(listing: &Listing) -> Option<Cow<'_, str>> {
    let of_address = listing.address.as_ref().and_then(|address| address.department.as_deref());
    of_address.map(Cow::Borrowed).or_else(|| match &listing.area {
        Some(Area::Department(code)) => Some(code.into()),
        Some(Area::Commune(code)) => crate::place::department_of(code).map(Cow::Owned),
        Some(Area::Region(_) | Area::Country(_)) | None => None,
    })
}

/// Stems sorted and without repetition.
pub(crate) fn sorted(mut stems: Vec<String>) -> Vec<String> {
    stems.sort_unstable();
    stems.dedup();
    stems
}
