//! One listing, whole.

use super::{Directory, Known, find::card};
use crate::{
    hours::words,
    lang::{Lang, TextState},
    listing::{ListingId, USUAL_ZONE},
    place::Position,
    time::{LocalTime, Timestamp},
    view::{Door, HoursTable, ListingView, NeedLine, Reach, Served, Words},
};

/// One listing as its page shows it, with the address of the page as a QR code drawn by the caller; `None` when it is not
/// known here.
pub fn listing(
    directory: &impl Directory,
    id: ListingId,
    lang: Lang,
    near: Option<Position>,
    now: Timestamp,
) -> Option<ListingView> {
    directory.listing(id, now).map(|known| view(directory, id, &known, lang, near, now))
}

fn view(
    directory: &impl Directory,
    id: ListingId,
    known: &Known,
    lang: Lang,
    near: Option<Position>,
    now: Timestamp,
) -> ListingView {
    let listing = &known.listing;
    let distance = near.zip(listing.position).map(|(near, here)| near.metres_to(here));
    let version = listing.texts.for_reader(lang);
    let french = listing.texts.exactly(Lang::Fr).filter(|french| french.lang != version.lang);
    let zone = (listing.zone != USUAL_ZONE || known.local.is_none()).then(|| listing.zone.clone());
    let local = known.local.unwrap_or(LocalTime::utc(now));
    let hours = HoursTable::of(known.schedule, local, zone);
    let today = local.day;
    let source = directory.source(&listing.source.code);
    let (source, licence) = source.map_or((None, None), |source| (Some(source.name), source.licence));
    ListingView {
        card: card(id, known, lang, distance, now),
        partial: known.partial,
        at: now,
        text: Words::from(&version.text),
        lang: version.lang,
        state: version.state,
        source_lang: listing.texts.source().lang,
        langs: listing.texts.versions().iter().map(|version| version.lang).collect(),
        french: french.filter(|french| french.state != TextState::Machine).map(|french| Words::from(&french.text)),
        address: listing.address.as_ref().map(Door::from),
        position: listing.position,
        area: listing.area.as_ref().map(Served::from),
        contact: Reach::from(&listing.contact),
        needs: NeedLine::all(&listing.needs, now),
        hours_text: listing.hours.clone().filter(|_| hours.is_none()),
        hours,
        hours_words: listing.hours.iter().flat_map(|osm| words(osm)).map(str::to_owned).collect(),
        closures: listing
            .closures
            .iter()
            .filter(|closure| closure.last >= today)
            .map(|closure| (closure.first, closure.last, closure.reason.clone()))
            .collect(),
        source: source.unwrap_or_else(|| listing.source.code.clone()),
        licence,
    }
}
