//! Listings of every shape, for tests of what is written and read again.

use domain::{
    Code, CodeSet, Lang, Listing, ListingId, Published,
    lang::{TextState, Translated},
    listing::{Closure, Confirmation, Contact, ListingText, Need, SourceRef},
    place::{Address, Area, Position},
    slug::slug,
    time::Day,
    vocabulary::Kind,
};
use proptest::{collection::vec, option, prelude::*};

/// When samples are read.
pub(crate) const NOW: i64 = 1_795_425_600;

/// Any published listing.
pub(crate) fn published() -> impl Strategy<Value = Published> {
    (1..5000_u32, 1..9_u32, listing()).prop_map(|(id, revision, listing)| {
        let id = ListingId(id);
        Published { id, slug: slug(&listing.texts.source().text.name, id), revision, listing }
    })
}

/// Any listing that passes the gate.
pub(crate) fn listing() -> impl Strategy<Value = Listing> {
    let who = (code::<Kind>(), texts(), line(), codes(), codes(), vec(need(), 0..3), contact());
    let place = (somewhere(), option::of(area()), any::<Option<bool>>());
    let hours = (option::of(hours()), zone(), vec(closure(), 0..2), option::of(code()), codes());
    let rest = (option::of(code()), option::of(code()), id(), option::of(confirmation()), any::<bool>(), kept());
    (who, place, hours, rest).prop_map(|(who, place, hours, rest)| Listing {
        kind: who.0,
        texts: who.1,
        organisation: who.2,
        categories: who.3,
        audiences: who.4,
        needs: who.5,
        contact: who.6,
        address: place.0.0,
        position: place.0.1,
        area: place.1,
        remote: place.2,
        hours: hours.0,
        zone: hours.1,
        closures: hours.2,
        appointment: hours.3,
        speaks: hours.4,
        cost: rest.0,
        wheelchair: rest.1,
        source: SourceRef { code: "entraide-69".into(), id: rest.2 },
        confirmation: rest.3,
        demonstration: rest.4,
        kept: rest.5,
    })
}

fn code<T: Code + std::fmt::Debug>() -> impl Strategy<Value = T> {
    (0..T::ALL.len()).prop_map(|place| T::ALL[place])
}

fn codes<T: Code + std::fmt::Debug>() -> impl Strategy<Value = CodeSet<T>> {
    vec(code::<T>(), 0..4).prop_map(|codes| codes.into_iter().collect())
}

/// One line of text, sometimes one that a spreadsheet would take for a formula.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), word()]
}

fn word() -> impl Strategy<Value = String> {
    let awkward =
        ["=HYPERLINK(\"x\")", "+1", "-2", "@SUM", "'quoted'", "a;b,c\"d\"", "é œ ї ы", "#1", "'=x", "«L’été»"];
    prop_oneof![
        "[A-Za-zàéїю0-9][A-Za-zàéїю0-9 ',;:.\"=@+-]{0,20}[A-Za-z0-9]".prop_map(|text| text
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")),
        proptest::sample::select(awkward.to_vec()).prop_map(str::to_owned),
    ]
}

fn paragraphs() -> impl Strategy<Value = String> {
    vec(word(), 0..3).prop_map(|lines| lines.join("\n\n"))
}

fn text() -> impl Strategy<Value = ListingText> {
    (word(), paragraphs(), paragraphs(), vec(word(), 0..3), paragraphs()).prop_map(
        |(name, description, conditions, documents, directions)| ListingText {
            name,
            description,
            conditions,
            documents,
            directions,
        },
    )
}

fn texts() -> impl Strategy<Value = Translated<ListingText>> {
    let translation = (
        code::<Lang>(),
        proptest::sample::select(vec![TextState::Reviewed, TextState::Machine, TextState::Outdated]),
        text(),
    );
    (code::<Lang>(), text(), vec(translation, 0..3)).prop_map(|(source, written, translations)| {
        let others = translations.into_iter().filter(|(lang, ..)| *lang != source).collect::<Vec<_>>();
        others
            .into_iter()
            .fold(Translated::written_in(source, written), |texts, (lang, state, text)| texts.and(lang, state, text))
    })
}

fn moment() -> impl Strategy<Value = i64> {
    1_000_000_000..NOW
}

fn day() -> impl Strategy<Value = Day> {
    (20_000..22_000_i32).prop_map(Day)
}

fn need() -> impl Strategy<Value = Need> {
    (code(), code(), option::of(moment()), line()).prop_map(|(item, priority, lapses_at, note)| Need {
        item,
        priority,
        lapses_at,
        note,
    })
}

fn contact() -> impl Strategy<Value = Contact> {
    let phone = prop_oneof![
        (100_000_000..199_999_999_u32).prop_map(|n| format!("+33{n}")),
        Just("112".to_owned()),
        Just("+380441234567".to_owned())
    ];
    let website = option::of(Just("https://example.org/a?b=c".to_owned()));
    (vec(phone, 0..3), vec(Just("a.b@example.org".to_owned()), 0..2), website)
        .prop_map(|(phones, emails, website)| Contact { phones, emails, website, ..Contact::default() })
}

/// An address and a point that agree, either, or none.
fn somewhere() -> impl Strategy<Value = (Option<Address>, Option<Position>)> {
    let french = (word(), line(), Just("69001"), Just("Lyon"), Just(Some("69381")), Just(Some("69")), Just("FR"));
    let foreign = (word(), line(), Just("79000"), Just("Львів"), Just(None), Just(None), Just("UA"));
    let unknown = (word(), line(), Just("79000"), Just("Xyz"), Just(None), Just(None), Just(""));
    let address = |(street, complement, postcode, commune, code, department, country): Parts| Address {
        street,
        complement,
        postcode: postcode.into(),
        commune: commune.into(),
        commune_code: code.map(str::to_owned),
        department: department.map(str::to_owned),
        country: country.into(),
    };
    let near = |lat: f64, lon: f64| {
        option::of(
            (-0.05..0.05_f64, -0.05..0.05_f64)
                .prop_filter_map("on Earth", move |(north, east)| Position::new(lat + north, lon + east)),
        )
    };
    prop_oneof![
        Just((None, None)),
        (french.prop_map(address), near(45.76, 4.83)).prop_map(|(address, point)| (Some(address), point)),
        (foreign.prop_map(address), near(49.84, 24.02)).prop_map(|(address, point)| (Some(address), point)),
        unknown.prop_map(address).prop_map(|address| (Some(address), None)),
    ]
}

type Parts = (String, String, &'static str, &'static str, Option<&'static str>, Option<&'static str>, &'static str);

fn area() -> impl Strategy<Value = Area> {
    proptest::sample::select(vec![
        Area::Commune("69381".into()),
        Area::Department("2A".into()),
        Area::Region("84".into()),
        Area::Country("UA".into()),
    ])
}

fn hours() -> impl Strategy<Value = String> {
    let texts = [
        "Mo-Fr 09:00-12:00,13:30-17:00; PH off",
        "24/7",
        "24/7 unknown \"sur rendez-vous\"",
        "SH Mo-Fr 10:00-14:00",
        "Mo 10:00-12:00 || 24/7 unknown",
    ];
    proptest::sample::select(texts.to_vec()).prop_map(str::to_owned)
}

fn zone() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["Europe/Paris", "Indian/Reunion", "Europe/Kyiv"]).prop_map(str::to_owned)
}

fn closure() -> impl Strategy<Value = Closure> {
    (day(), 0..20, line()).prop_map(|(first, days, reason)| Closure { first, last: first.plus(days), reason })
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![(0..100_000_u32).prop_map(|n| n.to_string()), Just("node/42".to_owned()), Just("=1".to_owned())]
}

fn confirmation() -> impl Strategy<Value = Confirmation> {
    (moment(), code()).prop_map(|(at, by)| Confirmation { at, by })
}

fn kept() -> impl Strategy<Value = std::collections::BTreeMap<String, String>> {
    proptest::collection::btree_map(Just("themes".to_owned()), word(), 0..2)
}
