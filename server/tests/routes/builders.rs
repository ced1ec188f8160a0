//! Listings for tests: `a_listing("Épicerie").about(Category::Food).at(45.76, 4.84)`.

use domain::{
    CodeSet, Lang, Listing,
    lang::{TextState, Translated},
    listing::{Confirmation, Contact, ListingText, SourceRef},
    place::{Address, Position},
    time::Timestamp,
    vocabulary::{Category, ConfirmedBy, Cost, Kind},
};

/// A listing of which only the name is known.
pub fn a_listing(name: &str) -> Builder {
    Builder(Listing {
        kind: Kind::AidResource,
        texts: Translated::written_in(Lang::Fr, text(name)),
        organisation: String::new(),
        categories: CodeSet::EMPTY,
        audiences: CodeSet::EMPTY,
        needs: Vec::new(),
        contact: Contact::default(),
        address: None,
        position: None,
        area: None,
        remote: None,
        hours: None,
        zone: domain::listing::USUAL_ZONE.into(),
        closures: Vec::new(),
        appointment: None,
        speaks: CodeSet::EMPTY,
        cost: None,
        wheelchair: None,
        source: SourceRef { code: "test".into(), id: name.into() },
        confirmation: None,
        demonstration: false,
        kept: [].into(),
    })
}

pub struct Builder(Listing);

impl Builder {
    pub fn in_ukrainian(mut self, name: &str) -> Self {
        self.0.texts = self.0.texts.and(Lang::Uk, TextState::Reviewed, text(name));
        self
    }

    pub fn about(mut self, category: Category) -> Self {
        self.0.categories.insert(category);
        self
    }

    pub fn at(mut self, lat: f64, lon: f64) -> Self {
        self.0.position = Position::new(lat, lon);
        self
    }

    pub fn in_department(mut self, code: &str, commune: &str) -> Self {
        self.0.address = Some(Address { commune: commune.into(), department: Some(code.into()), ..Address::default() });
        self
    }

    pub fn open(mut self, hours: &str) -> Self {
        self.0.hours = Some(hours.into());
        self
    }

    pub fn free(mut self) -> Self {
        self.0.cost = Some(Cost::Free);
        self
    }

    pub fn confirmed(mut self, at: Timestamp) -> Self {
        self.0.confirmation = Some(Confirmation { at, by: ConfirmedBy::Owner });
        self
    }

    pub fn build(self) -> Listing {
        self.0
    }
}

fn text(name: &str) -> ListingText {
    ListingText { name: name.into(), ..ListingText::default() }
}
