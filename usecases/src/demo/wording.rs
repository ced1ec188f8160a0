//! The words of one demonstration listing: which of the written sentences it has, put together in every language.

use domain::{
    Code, CodeSet, Lang,
    lang::{TextState, Translated},
    listing::ListingText,
    vocabulary::{Appointment, Audience, Category, Kind},
};

use super::{
    content::{Brand, Content, Sentence, Service, Words},
    rng::Rng,
};

/// The sentences that were drawn for a listing.
pub struct Wording<'a> {
    service: &'a Service,
    pub brand: &'a Brand,
    pub saint: &'a Brand,
    more: Vec<&'a Words>,
    closing: Option<&'a Sentence>,
    terms: Vec<&'a Sentence>,
    papers: Vec<&'a Words>,
    direction: Option<&'a Sentence>,
}

/// What the sentences must fit.
#[derive(Clone, Copy)]
pub struct Setting {
    pub kind: Kind,
    pub categories: CodeSet<Category>,
    pub has_door: bool,
    /// Whether people come only when it is agreed.
    pub by_appointment: bool,
}

impl<'a> Wording<'a> {
    /// Draws the sentences of a listing.
    pub fn draw(service: &'a Service, setting: Setting, content: &'a Content, rng: &mut Rng) -> Option<Self> {
        let closings = fitting(&content.closings, setting);
        let directions = fitting(&content.directions, setting);
        Some(Self {
            service,
            brand: rng.pick(&content.brands)?,
            saint: rng.pick(&content.saints)?,
            more: more(service, rng),
            terms: terms(service, setting, content, rng),
            papers: papers(service, content, rng),
            closing: rng.pick(&closings).copied().filter(|_| rng.chance(55)),
            direction: rng.pick(&directions).copied().filter(|_| setting.has_door && rng.chance(40)),
        })
    }

    /// The drawn sentences that state facts.
    pub fn sentences(&self) -> impl Iterator<Item = &'a Sentence> {
        self.terms.iter().copied().chain(self.closing).chain(self.direction)
    }

    /// The texts in every language the listing has. French is the source; what became of the others varies.
    pub fn texts(&self, rng: &mut Rng) -> Translated<ListingText> {
        let texts = Translated::written_in(Lang::Fr, self.text(Lang::Fr));
        translations(rng).iter().fold(texts, |texts, (lang, state)| texts.and(*lang, *state, self.text(*lang)))
    }

    fn text(&self, lang: Lang) -> ListingText {
        ListingText {
            name: self.name(lang),
            description: self.description(lang),
            conditions: joined(self.terms.iter().map(|term| term.words.of(lang)), " "),
            documents: self.papers.iter().map(|paper| paper.of(lang).to_owned()).collect(),
            directions: self.direction.map(|direction| direction.words.of(lang).to_owned()).unwrap_or_default(),
        }
    }

    fn name(&self, lang: Lang) -> String {
        self.service.name.of(lang).replace("{brand}", self.brand.of(lang)).replace("{saint}", self.saint.of(lang))
    }

    fn description(&self, lang: Lang) -> String {
        let sentences = std::iter::once(&self.service.lead).chain(self.more.iter().copied());
        let first = joined(sentences.map(|words| words.of(lang)), " ");
        let closing = self.closing.map(|closing| closing.words.of(lang));
        joined([Some(first.as_str()), closing].into_iter().flatten(), "\n\n")
    }
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

/// None, one or two of the further sentences, in the order of the file.
fn more<'a>(service: &'a Service, rng: &mut Rng) -> Vec<&'a Words> {
    let share = if service.more.len() > 1 { 60 } else { 80 };
    service.more.iter().filter(|_| rng.chance(share)).collect()
}

fn fitting(sentences: &[Sentence], setting: Setting) -> Vec<&Sentence> {
    let fits = |sentence: &&Sentence| match sentence.place.as_str() {
        "place" => setting.has_door && setting.kind != Kind::CollectionPoint,
        "remote" => !setting.has_door,
        "collection" => setting.kind == Kind::CollectionPoint,
        "initiative" => setting.kind == Kind::Initiative,
        "any" => setting.kind == Kind::AidResource,
        _ => true,
    };
    let is_odd = |sentence: &&Sentence| sentence.unless.is_some_and(|category| setting.categories.contains(category));
    sentences.iter().filter(fits).filter(|sentence| !is_odd(sentence)).collect()
}

/// One condition, sometimes two that do not contradict each other.
fn terms<'a>(service: &Service, setting: Setting, content: &'a Content, rng: &mut Rng) -> Vec<&'a Sentence> {
    let known = service.terms.iter().filter_map(|key| content.terms.get(key));
    let usable: Vec<_> =
        known.filter(|term| !(setting.by_appointment && term.appointment == Some(Appointment::NotNeeded))).collect();
    let Some(first) = rng.pick(&usable).copied().filter(|_| rng.chance(85)) else { return Vec::new() };
    let second = rng.pick(&usable).copied().filter(|second| rng.chance(45) && go_together(first, second));
    // Said in the order of the file: first for whom, then how.
    usable
        .into_iter()
        .filter(|term| std::ptr::eq(*term, first) || second.is_some_and(|second| std::ptr::eq(*term, second)))
        .collect()
}

fn go_together(a: &Sentence, b: &Sentence) -> bool {
    let both_say = |has: fn(&Sentence) -> bool| has(a) && has(b);
    let one_is_for_all = |x: &Sentence, y: &Sentence| x.audience == Some(Audience::Everyone) && y.cost.is_some();
    !both_say(|s| s.audience.is_some())
        && !both_say(|s| s.appointment.is_some())
        && !both_say(|s| s.cost.is_some())
        && !one_is_for_all(a, b)
        && !one_is_for_all(b, a)
}

fn papers<'a>(service: &Service, content: &'a Content, rng: &mut Rng) -> Vec<&'a Words> {
    if rng.chance(25) {
        return Vec::new();
    }
    service.papers.iter().filter(|_| rng.chance(65)).filter_map(|key| content.papers.get(key)).collect()
}

/// Which translations there are and in what state: most read by a person, one listing in ten not translated at all.
fn translations(rng: &mut Rng) -> Vec<(Lang, TextState)> {
    use TextState::{Machine, Outdated, Reviewed};
    let states = match rng.below(100) {
        0..10 => return Vec::new(),
        10..16 => return vec![(Lang::Uk, Reviewed)],
        16..58 => [Reviewed; 3],
        58..80 => [Machine; 3],
        80..90 => [Reviewed, Machine, Reviewed],
        90..96 => [Outdated; 3],
        _ => [Outdated, Machine, Machine],
    };
    Lang::ALL.iter().copied().filter(|lang| *lang != Lang::Fr).zip(states).collect()
}
