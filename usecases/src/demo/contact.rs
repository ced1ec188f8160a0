//! Who runs a demonstration listing and how they would be reached.
//!
//! Nobody must answer: numbers come from the ranges that the French regulator (Arcep) sets aside for works of fiction,
//! addresses end with `.example`, which RFC 2606 keeps out of use.

use domain::{listing::Contact, slug::latin_words};

use super::{
    communes::Commune,
    content::{Brand, Runner, Service},
    rng::Rng,
    wording::Wording,
};

/// Mobile numbers that exist only in fiction.
const MOBILE: &str = "+3363998";

/// The name of who runs it, and the invented name in it.
pub struct Organisation<'a> {
    pub name: String,
    brand: &'a Brand,
}

/// Who runs the listing.
pub fn organisation<'a>(service: &Service, wording: &Wording<'a>, rng: &mut Rng) -> Organisation<'a> {
    let runner = rng.pick(&service.run_by).copied().unwrap_or(Runner::Association);
    let (kind, has_saint) = match runner {
        Runner::Association => ("Association", false),
        Runner::Collective => ("Collectif", false),
        Runner::Network => ("Réseau", false),
        Runner::SocialCentre => ("Centre social", false),
        Runner::Foundation => ("Fondation", false),
        Runner::Library => ("Médiathèque", false),
        Runner::Hospital => ("Centre hospitalier", true),
        Runner::Parish => ("Paroisse", true),
        Runner::Clinic => ("Clinique", true),
        Runner::School => ("Groupe scolaire", true),
    };
    let brand = if has_saint { wording.saint } else { wording.brand };
    Organisation { name: format!("{kind} {}", brand.fr), brand }
}

/// Telephone, e-mail and web site. A listing that tells people to call has a number.
pub fn contact(organisation: &Organisation, commune: &Commune, wording: &Wording, rng: &mut Rng) -> Contact {
    let must_call = wording.sentences().any(|sentence| sentence.calls);
    let host = latin_words(&format!("{} {}", organisation.brand.fr, commune.name));
    let mut phones = Vec::new();
    if must_call || rng.chance(80) {
        phones.push(phone(commune.fictional_prefix().filter(|_| rng.chance(78)), rng));
    }
    if phones.len() == 1 && rng.chance(10) {
        phones.push(phone(None, rng));
    }
    let mailbox =
        rng.pick(&["accueil", "contact", "bonjour", "aide", "equipe"]).filter(|_| phones.is_empty() || rng.chance(55));
    Contact {
        phones,
        phones_as_written: Vec::new(),
        emails: mailbox.map(|mailbox| format!("{mailbox}@{host}.example")).into_iter().collect(),
        website: rng.chance(40).then(|| format!("https://{host}.example")),
    }
}

fn phone(prefix: Option<&str>, rng: &mut Rng) -> String {
    format!("{}{:04}", prefix.unwrap_or(MOBILE), rng.below(10_000))
}
