//! What the engine needs of a listing: facets, coordinates, hours, stems.
//! Knows nothing about texts shown to people.

use crate::{
    analysis,
    code::{Code, CodeSet},
    hours::Schedule,
    listing::{Listing, ListingId},
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

impl Entry {
    /// The entry of a listing. `synonyms` adds words by which it should be found (the field's words for its categories).
    pub fn of(
        id: ListingId,
        listing: &Listing,
        schedule: Schedule,
        zone: u16,
        synonyms: impl Fn(Category) -> &'static str,
    ) -> Self {
        let address = listing.address.as_ref();
        let department = address.and_then(|address| address.department.clone()).or_else(|| match &listing.area {
            Some(Area::Department(code)) => Some(code.clone()),
            Some(Area::Commune(code)) => crate::place::department_of(code),
            _ => None,
        });
        let (name_stems, body_stems) = stems(listing, synonyms);
        let place =
            address.map(|a| format!("{} {} {}", a.commune, a.postcode, department.as_deref().unwrap_or_default()));
        Self {
            id,
            kind: listing.kind,
            categories: listing.categories,
            audiences: if listing.audiences.contains(Audience::Everyone) {
                Audience::ALL.iter().copied().collect()
            } else {
                listing.audiences
            },
            speaks: listing.speaks,
            needs: listing.needs.iter().filter(|need| need.is_wanted()).map(|need| need.item).collect(),
            free: listing.cost == Some(Cost::Free),
            remote: listing.remote == Some(true),
            place_stems: sorted(analysis::stems_of(&place.or(department.clone()).unwrap_or_default())),
            department,
            position: listing.position,
            schedule,
            zone,
            confirmed_at: listing.confirmation.map(|confirmation| confirmation.at),
            name_stems,
            body_stems,
        }
    }
}

fn stems(listing: &Listing, synonyms: impl Fn(Category) -> &'static str) -> (Vec<String>, Vec<String>) {
    let (mut name, mut body) = (Vec::new(), Vec::new());
    for version in listing.texts.versions() {
        name.extend(analysis::stems_of(&version.text.name));
        let description = &version.text.description;
        let end = description.char_indices().nth(SEARCHED_DESCRIPTION).map_or(description.len(), |(end, _)| end);
        body.extend(analysis::stems_of(&description[..end]));
    }
    body.extend(analysis::stems_of(&listing.organisation));
    if let Some(address) = &listing.address {
        for part in [&address.street, &address.postcode, &address.commune] {
            body.extend(analysis::stems_of(part));
        }
    }
    for category in listing.categories.iter() {
        body.extend(analysis::stems_of(synonyms(category)));
    }
    let (name, mut body) = (sorted(name), sorted(body));
    body.retain(|stem| name.binary_search(stem).is_err());
    (name, body)
}

fn sorted(mut stems: Vec<String>) -> Vec<String> {
    stems.sort_unstable();
    stems.dedup();
    stems
}
