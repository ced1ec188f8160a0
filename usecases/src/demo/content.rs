//! The written parts of which demonstration listings are made: services, sentences, names.
//! Knows nothing about chance; it only reads the files and offers what is in them.

use std::{collections::BTreeMap, sync::LazyLock};

use domain::{
    CodeSet, Lang,
    vocabulary::{Appointment, Audience, Category, Cost, Kind, NeedItem, Spoken, Wheelchair},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::hours::Pattern;

/// The same words in every language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub fr: String,
    pub uk: String,
    pub en: String,
    pub ru: String,
}

impl Words {
    /// The words in a language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::Uk => &self.uk,
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

/// An invented name. English keeps the French one, as signs in the street do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    pub fr: String,
    pub uk: String,
    pub ru: String,
}

impl Brand {
    /// The name as it is written in a language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr | Lang::En => &self.fr,
            Lang::Uk => &self.uk,
            Lang::Ru => &self.ru,
        }
    }
}

/// A sentence that many listings share, with what it says about them: the facts beside it must agree.
#[derive(Clone, Debug, Deserialize)]
pub struct Sentence {
    /// Which listings may have it; empty for all.
    #[serde(default, rename = "for")]
    pub place: String,
    pub audience: Option<Audience>,
    pub appointment: Option<Appointment>,
    pub cost: Option<Cost>,
    pub wheelchair: Option<Wheelchair>,
    /// A category in which it would be odd.
    pub unless: Option<Category>,
    /// Whether it tells people to call.
    #[serde(default)]
    pub calls: bool,
    #[serde(flatten)]
    pub words: Words,
}

/// Who may run a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Runner {
    Association,
    Collective,
    Network,
    SocialCentre,
    Foundation,
    Hospital,
    Parish,
    Library,
    Clinic,
    School,
}

/// A kind of service, from which any number of listings can be made.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// How often it occurs beside the others of its file.
    #[serde(default = "usual")]
    pub weight: u32,
    /// Categories besides that of the file.
    #[serde(default)]
    pub also: CodeSet<Category>,
    pub run_by: Vec<Runner>,
    /// For whom in any case; sentences may add to it.
    #[serde(default, rename = "for")]
    pub audiences: CodeSet<Audience>,
    #[serde(default)]
    pub terms: Vec<String>,
    #[serde(default)]
    pub papers: Vec<String>,
    #[serde(default)]
    pub cost: Vec<Cost>,
    #[serde(default)]
    pub appointment: Vec<Appointment>,
    pub hours: Vec<Pattern>,
    /// Of a hundred, how many have no door to go to.
    #[serde(default)]
    pub remote: u8,
    /// Of a hundred with a door, how many also help by telephone or online.
    #[serde(default)]
    pub online: u8,
    /// Languages that are certainly spoken.
    #[serde(default)]
    pub speaks: CodeSet<Spoken>,
    /// What a collection point takes; what comes first is wanted most.
    #[serde(default)]
    pub items: Vec<NeedItem>,
    /// With `{brand}` or `{saint}` where the invented name stands.
    pub name: Words,
    pub lead: Words,
    #[serde(default)]
    pub more: Vec<Words>,
}

fn usual() -> u32 {
    4
}

/// The services of one file: those of a category, or those of a kind of listing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    /// How often it occurs beside the other shelves of its kind.
    pub weight: u32,
    /// The category of all of them; without one, each says its own.
    pub category: Option<Category>,
    #[serde(default = "aid")]
    pub kind: Kind,
    pub service: Vec<Service>,
}

fn aid() -> Kind {
    Kind::AidResource
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    term: BTreeMap<String, Sentence>,
    paper: BTreeMap<String, Words>,
    closing: Vec<Sentence>,
    direction: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    brand: Vec<Brand>,
    saint: Vec<Brand>,
}

/// Streets that many towns have, reasons, notes: said in French only.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct French {
    pub streets: Vec<String>,
    pub complements: Vec<String>,
    pub closures: Vec<String>,
    /// Notes on items by their code.
    pub wanted: BTreeMap<NeedItem, Vec<String>>,
    pub refused: BTreeMap<NeedItem, Vec<String>>,
}

/// Everything that is written for demonstration listings.
pub struct Content {
    pub shelves: Vec<Shelf>,
    pub terms: BTreeMap<String, Sentence>,
    pub papers: BTreeMap<String, Words>,
    pub closings: Vec<Sentence>,
    pub directions: Vec<Sentence>,
    pub brands: Vec<Brand>,
    pub saints: Vec<Brand>,
    pub french: French,
}

macro_rules! demo_file {
    ($name:literal) => {
        include_str!(concat!("../../content/demo/", $name, ".toml"))
    };
}

const SHELVES: &[&str] = &[
    demo_file!("housing"),
    demo_file!("health"),
    demo_file!("legal"),
    demo_file!("food"),
    demo_file!("clothing"),
    demo_file!("courses"),
    demo_file!("school"),
    demo_file!("work"),
    demo_file!("transport"),
    demo_file!("money"),
    demo_file!("phone"),
    demo_file!("psychological"),
    demo_file!("translation"),
    demo_file!("animals"),
    demo_file!("culture"),
    demo_file!("collection"),
    demo_file!("initiatives"),
];

impl Content {
    /// The texts that the program carries.
    pub fn get() -> &'static Self {
        static CONTENT: LazyLock<Content> =
            LazyLock::new(|| Content::read().expect("a test reads every file that the program carries"));
        &CONTENT
    }

    fn read() -> Result<Self, toml::de::Error> {
        let common: Common = read(demo_file!("common"))?;
        let names: Names = read(demo_file!("brands"))?;
        Ok(Self {
            shelves: SHELVES.iter().map(|text| read(text)).collect::<Result<_, _>>()?,
            terms: common.term,
            papers: common.paper,
            closings: common.closing,
            directions: common.direction,
            brands: names.brand,
            saints: names.saint,
            french: read(demo_file!("french"))?,
        })
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    toml::from_str(text)
}
