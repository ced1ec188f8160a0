//! One demonstration listing, put together from its parts.

use domain::{
    CodeSet, Listing,
    listing::SourceRef,
    place::{Address, Area, Position},
    time::Timestamp,
    vocabulary::Kind,
};

use super::{
    communes::{Commune, Communes},
    contact,
    content::{Content, Service, Shelf},
    facts,
    hours::{Pattern, hours},
    needs::needs,
    rng::Rng,
    wording::{Setting, Wording},
};

/// Where listings say they come from.
pub const SOURCE: &str = "demo";

/// The parts of a listing that draw by themselves.
mod part {
    pub const SERVICE: u64 = 0;
    pub const PLACE: u64 = 1;
    pub const HOURS: u64 = 2;
    pub const WORDS: u64 = 3;
    pub const FACTS: u64 = 4;
    pub const CONTACT: u64 = 5;
    pub const NEEDS: u64 = 6;
    pub const TIMES: u64 = 7;
    pub const TRANSLATIONS: u64 = 8;
}

/// The listing of that number; `None` only if the written parts were empty.
pub fn listing(number: u32, seed: u64, now: Timestamp) -> Option<Listing> {
    let (content, rng) = (Content::get(), Rng::of(seed, number));
    let (shelf, service) = choose(content, &mut rng.part(part::SERVICE))?;
    let commune = Communes::get().draw(&mut rng.part(part::PLACE));
    let mut here = rng.part(part::PLACE).part(1);
    let has_door = !here.chance(service.remote);
    let mut timetable = rng.part(part::HOURS);
    let pattern = *timetable.pick(&service.hours)?;
    let by_appointment = pattern == Pattern::Appointment;

    let categories = shelf.category.into_iter().fold(service.also, CodeSet::with);
    let setting = Setting { kind: shelf.kind, categories, has_door, by_appointment };
    let wording = Wording::draw(service, setting, content, &mut rng.part(part::WORDS))?;
    let mut draw = rng.part(part::FACTS);
    let mut reach = rng.part(part::CONTACT);
    let mut times = rng.part(part::TIMES);
    let organisation = contact::organisation(service, &wording, &mut reach);
    Some(Listing {
        kind: shelf.kind,
        texts: wording.texts(&mut rng.part(part::TRANSLATIONS)),
        categories,
        audiences: facts::audiences(service, &wording, &mut draw),
        needs: needs(service, now, content, &mut rng.part(part::NEEDS)),
        contact: contact::contact(&organisation, commune, &wording, &mut reach),
        organisation: if reach.chance(8) { String::new() } else { organisation.name },
        address: has_door.then(|| address(commune, content, &mut here)),
        position: if has_door { point(commune, &mut here) } else { None },
        area: area(commune, has_door, &mut here),
        remote: remote(service, has_door, &mut here),
        hours: hours(pattern, &mut timetable),
        zone: commune.zone().to_owned(),
        closures: facts::closures(now, content, &mut times),
        appointment: facts::appointment(service, &wording, by_appointment, &mut draw),
        speaks: facts::speaks(service, &mut draw),
        cost: facts::cost(service, &wording, &mut draw),
        wheelchair: if has_door { facts::wheelchair(&wording, &mut draw) } else { None },
        source: SourceRef { code: SOURCE.to_owned(), id: number.to_string() },
        confirmation: facts::confirmation(now, &mut times),
        demonstration: true,
        kept: std::collections::BTreeMap::new(),
    })
}

/// How many of a hundred listings are of each kind.
const KINDS: [(u32, Kind); 3] = [(70, Kind::AidResource), (20, Kind::CollectionPoint), (10, Kind::Initiative)];

fn choose<'a>(content: &'a Content, rng: &mut Rng) -> Option<(&'a Shelf, &'a Service)> {
    let kind = rng.weighted(&KINDS)?;
    let shelves: Vec<_> =
        content.shelves.iter().filter(|shelf| shelf.kind == kind).map(|shelf| (shelf.weight, shelf)).collect();
    let shelf = rng.weighted(&shelves)?;
    let services: Vec<_> = shelf.service.iter().map(|service| (service.weight, service)).collect();
    Some((shelf, rng.weighted(&services)?))
}

fn address(commune: &Commune, content: &Content, rng: &mut Rng) -> Address {
    let number = 1 + rng.below(9) * rng.below(9) + rng.below(20);
    let bis = if rng.chance(4) { " bis" } else { "" };
    let street = rng.pick(&content.french.streets).map(|street| format!("{number}{bis} {street}")).unwrap_or_default();
    Address {
        street,
        complement: rng.pick(&content.french.complements).filter(|_| rng.chance(15)).cloned().unwrap_or_default(),
        postcode: commune.postcode.clone(),
        commune: commune.name.clone(),
        commune_code: Some(commune.code.clone()),
        department: Some(commune.department.clone()),
        country: "FR".to_owned(),
    }
}

/// Some places say where they are only by their address.
fn point(commune: &Commune, rng: &mut Rng) -> Option<Position> {
    commune.point(rng).filter(|_| rng.chance(97))
}

/// The area that a listing without a door serves; some with a door say one too.
fn area(commune: &Commune, has_door: bool, rng: &mut Rng) -> Option<Area> {
    if has_door && rng.chance(85) {
        return None;
    }
    let department = Area::Department(commune.department.clone());
    Some(match rng.below(20) {
        0..13 => department,
        13..16 => Area::Region(commune.region.clone()),
        _ if has_door => Area::Commune(commune.code.clone()),
        _ => Area::Country("FR".to_owned()),
    })
}

fn remote(service: &Service, has_door: bool, rng: &mut Rng) -> Option<bool> {
    match has_door {
        false => Some(true),
        true if rng.chance(service.online) => Some(true),
        true => rng.chance(30).then_some(false),
    }
}
