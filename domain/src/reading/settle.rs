//! What a search means for a directory: facts that its words name, and the place.
//!
//! Knows what words mean ([`crate::wording`]) and where places are ([`crate::gazetteer`]); what to show for it, only
//! as far as links go.

use crate::{
    Lang,
    code::CodeSet,
    engine::Engine,
    filter::{self, AROUND_KM, Filter},
    gazetteer::{Gazetteer, Place, PlaceKind, Resolved, is_country, label},
    sorting,
    time::Timestamp,
    view::{Choice, Understood, Where},
    wording::{Phrase, Sense, Wording},
};

/// Words that a name of a place may have within a question.
const MOST_WORDS: usize = 6;

/// A filter as the engine takes it.
#[derive(Clone, Debug)]
pub struct Settled<'g> {
    /// The same filter with facts in the place of the words that name them, and the place as a middle or as departments;
    /// words in addresses where no place has the name.
    pub filter: Filter,
    /// The place that is meant, when one is.
    pub place: Option<Place<'g>>,
    /// Others of the same name, the more likely first.
    pub others: Vec<Place<'g>>,
    /// Whether the filter names a place that nobody knows.
    pub is_unknown: bool,
    /// Facts that words named, as the filter that each alone would be, and the words that are left without them.
    facts: Vec<(Filter, String)>,
    /// Words that named facts which nothing has, as typed.
    pub left_out: Vec<String>,
    /// The words that are left without those that name the place, when words named it.
    without_place: Option<String>,
    gazetteer: Option<&'g Gazetteer>,
}

/// Puts what is meant in the place of its words.
///
/// Words that name a fact become that filter. Where nothing has all of these facts, they yield one after the other,
/// before other words do: that a place is free, say, is often not known.
///
/// A town becomes the middle, and [`AROUND_KM`] the radius unless the filter has one or chooses departments; a
/// department or region becomes a choice of departments. A town takes the place of a position: who shares their position
/// and then types a town asks about the town. Of several places of one name the one counts that has most people and
/// most help around it. A name that nobody knows stays words. Without a place, the longest name of a larger one among
/// the words is the place.
pub fn settle<'g>(gazetteer: Option<&'g Gazetteer>, engine: &Engine, asked: &Filter, now: Timestamp) -> Settled<'g> {
    let mut settled = Settled {
        filter: asked.clone(),
        place: None,
        others: Vec::new(),
        is_unknown: false,
        facts: Vec::new(),
        left_out: Vec::new(),
        without_place: None,
        gazetteer,
    };
    settled.find_place(engine, asked, now);
    if !asked.q.is_empty() {
        settled.read_words(engine, asked, now);
    }
    settled
}

/// Whether the words of a filter may name a place.
pub fn may_name_place(filter: &Filter) -> bool {
    let is_word = |phrase: &Phrase| phrase.sense == Sense::Word;
    !filter.place.is_empty() || (!filter.q.is_empty() && Wording::read(&filter.q).phrases.iter().any(is_word))
}

impl<'g> Settled<'g> {
    fn find_place(&mut self, engine: &Engine, asked: &Filter, now: Timestamp) {
        let Some(gazetteer) = self.gazetteer else { return };
        if asked.place.is_empty() {
            return self.find_place_in_words(gazetteer, engine, asked, now);
        }
        if is_country(&asked.place) {
            self.filter.place.clear();
            return;
        }
        match gazetteer.resolve(&asked.place) {
            Resolved::One(place) => self.put_place(vec![place], engine, now),
            Resolved::Several(places) => self.put_place(places, engine, now),
            Resolved::None => self.is_unknown = true,
        }
    }

    fn find_place_in_words(&mut self, gazetteer: &'g Gazetteer, engine: &Engine, asked: &Filter, now: Timestamp) {
        if asked.q.is_empty() {
            return;
        }
        let wording = Wording::read(&asked.q);
        let Some((places, from, to)) = place_among(gazetteer, &asked.q, &wording.phrases) else { return };
        let span = wording.phrases[from].at.start..wording.phrases[to].at.end;
        let without = wording.without(&asked.q, |phrase| span.contains(&phrase.at.start));
        self.filter.q.clone_from(&without);
        self.without_place = Some(without);
        self.put_place(places, engine, now);
    }

    fn put_place(&mut self, mut places: Vec<Place<'g>>, engine: &Engine, now: Timestamp) {
        if places.len() > 1 {
            let likely: Vec<_> = places.iter().map(|place| (likelihood(*place, engine, now), *place)).collect();
            places = by_likelihood(likely);
        }
        let mut places = places.into_iter();
        let Some(place) = places.next() else { return };
        let filter = &mut self.filter;
        filter.place.clear();
        let chooses = !filter.department.is_empty();
        match place.kind() {
            PlaceKind::Department if !chooses => filter.department = vec![place.code().to_owned()],
            PlaceKind::Region if !chooses => filter.department = departments_of(place.code()),
            PlaceKind::Department | PlaceKind::Region => {}
            PlaceKind::Commune | PlaceKind::District | PlaceKind::Town => {
                filter.near = Some(place.position());
                filter.radius = filter.radius.or((!chooses).then_some(AROUND_KM));
            }
        }
        (self.place, self.others) = (Some(place), places.collect());
    }

    fn read_words(&mut self, engine: &Engine, asked: &Filter, now: Timestamp) {
        let question = std::mem::take(&mut self.filter.q);
        let wording = Wording::read(&question);
        self.filter.q = wording.without(&question, |phrase| matches!(phrase.sense, Sense::Nothing | Sense::Fact(_)));
        let mut facts: Vec<(&Phrase, &Filter)> = Vec::new();
        for phrase in &wording.phrases {
            if let Sense::Fact(meaning) = phrase.sense {
                facts.push((phrase, &meaning.fact));
            }
        }
        if facts.is_empty() {
            return;
        }
        let plain = self.filter.clone();
        let with = |facts: &[(&Phrase, &Filter)]| {
            let mut filter = plain.clone();
            facts.iter().for_each(|(_, fact)| put(fact, &mut filter));
            filter
        };
        let kept = keep(&mut facts, |facts| {
            let answer = engine.query(&Filter { page: 0, per_page: 1, ..with(facts) }, now);
            (answer.total > 0, answer.left_out.is_empty())
        });
        let typed = |(phrase, _): &(&Phrase, &Filter)| question[phrase.at.clone()].to_owned();
        self.left_out = facts[kept..].iter().map(typed).collect();
        let whole = Wording::read(&asked.q);
        for (phrase, fact) in &facts[..kept] {
            put(fact, &mut self.filter);
            let without = whole.without(&asked.q, |other| other.sense == phrase.sense);
            if self.facts.iter().all(|(known, _)| known != *fact) {
                self.facts.push(((*fact).clone(), without));
            }
        }
        self.leave_out_words(engine, now);
    }

    /// Where nothing with these facts says any of the words, the facts are what is asked for.
    fn leave_out_words(&mut self, engine: &Engine, now: Timestamp) {
        let finds = |filter: &Filter| engine.query(&Filter { page: 0, per_page: 1, ..filter.clone() }, now).total > 0;
        if self.facts.is_empty() || self.filter.q.is_empty() || finds(&self.filter) {
            return;
        }
        let without = Filter { q: String::new(), ..self.filter.clone() };
        if finds(&without) {
            self.left_out.push(std::mem::take(&mut self.filter.q));
        }
    }

    /// What the page says about the place; `asked` is the filter as it was asked.
    pub fn told(&self, asked: &Filter, lang: Lang) -> Option<Where> {
        let place = self.place?;
        // A place that words named is chosen by the field for places, and the words no longer name it.
        let q = self.without_place.as_ref().unwrap_or(&asked.q);
        let choice = |other: &Place| {
            let label = label(*other, lang);
            let exactly = Filter { q: q.clone(), place: label.clone(), ..asked.clone() }.first_page();
            Choice { label, query: filter::print(&exactly) }
        };
        let department = place.department().filter(|_| place.kind().is_settlement() && asked.department.is_empty());
        let department = department.and_then(|code| {
            let name = self.gazetteer?.department_name(code, lang)?;
            let within = Filter { department: vec![code.to_owned()], radius: None, ..asked.clone() }.first_page();
            Some(Choice { label: name.to_owned(), query: filter::print(&within) })
        });
        Some(Where {
            label: label(place, lang),
            radius: self.filter.near.and(self.filter.radius),
            middle: self.filter.near,
            department: department.into_iter().collect(),
            others: self.others.iter().map(choice).collect(),
        })
    }

    /// What words of the search were understood as, each with the search without them.
    pub fn understood(&self, asked: &Filter, lang: Lang) -> Vec<Understood> {
        let without = |q: &String| filter::print(&Filter { q: q.clone(), ..asked.clone() }.first_page());
        let fact = |(fact, q): &(Filter, String)| Understood { fact: filter::print(fact), query: without(q) };
        let place = self.place.zip(self.without_place.as_ref()).map(|(place, q)| {
            let fact = Filter { place: label(place, lang), ..Filter::default() };
            Understood { fact: filter::print(&fact), query: without(q) }
        });
        self.facts.iter().map(fact).chain(place).collect()
    }
}

/// The longest name of a larger place among the phrases, of equals the last, and from where to where it stands.
fn place_among<'g>(
    gazetteer: &'g Gazetteer,
    question: &str,
    phrases: &[Phrase],
) -> Option<(Vec<Place<'g>>, usize, usize)> {
    let is_word = |phrase: &Phrase| {
        phrase.sense == Sense::Word && phrase.words.iter().any(|word| word.chars().any(char::is_alphabetic))
    };
    for length in (1..=MOST_WORDS.min(phrases.len())).rev() {
        for from in (0..=phrases.len() - length).rev() {
            let to = from + length - 1;
            if !phrases[from..=to].iter().any(is_word) {
                continue;
            }
            let places = gazetteer.named(&question[phrases[from].at.start..phrases[to].at.end]);
            if !places.is_empty() {
                return Some((places, from, to));
            }
        }
    }
    None
}

/// The more likely first.
fn by_likelihood(mut places: Vec<(u64, Place<'_>)>) -> Vec<Place<'_>> {
    sorting::sort_by_key(&mut places, |(likely, _)| std::cmp::Reverse(*likely));
    places.into_iter().map(|(_, place)| place).collect()
}

/// How likely a place is meant among others of its name: people there, times listings around it.
fn likelihood(place: Place, engine: &Engine, now: Timestamp) -> u64 {
    let mut around = Filter { per_page: 1, ..Filter::default() };
    match place.kind() {
        PlaceKind::Department => around.department = vec![place.code().to_owned()],
        PlaceKind::Region => around.department = departments_of(place.code()),
        PlaceKind::Commune | PlaceKind::District | PlaceKind::Town => {
            (around.near, around.radius) = (Some(place.position()), Some(AROUND_KM));
        }
    }
    (u64::from(place.population()) + 1) * (u64::from(engine.query(&around, now).total) + 1)
}

/// Adds what a fact restricts.
fn put(fact: &Filter, filter: &mut Filter) {
    fn both<T: crate::Code>(one: CodeSet<T>, other: CodeSet<T>) -> CodeSet<T> {
        CodeSet::from_bits(one.bits() | other.bits())
    }
    filter.free |= fact.free;
    filter.open_now |= fact.open_now;
    filter.remote |= fact.remote;
    filter.kind = both(filter.kind, fact.kind);
    filter.speaks = both(filter.speaks, fact.speaks);
    filter.audience = both(filter.audience, fact.audience);
}

/// Puts the facts that yield behind those that stay, and says how many stay. `found` says whether there is anything
/// with some facts, and whether without leaving out other words.
fn keep(facts: &mut [(&Phrase, &Filter)], found: impl Fn(&[(&Phrase, &Filter)]) -> (bool, bool)) -> usize {
    // A kind is what is asked for, and never yields; the others the sooner, the less is known of them.
    let rank = |fact: &Filter| match (fact.kind.is_empty(), fact.speaks.is_empty(), fact.audience.is_empty()) {
        (false, ..) => 0,
        (_, false, _) => 1,
        (.., false) => 2,
        _ => 3 + u8::from(fact.open_now),
    };
    sorting::sort_by_key(facts, |(_, fact)| rank(fact));
    let firm = facts.iter().filter(|(_, fact)| rank(fact) == 0).count();
    let all = || (firm..=facts.len()).rev();
    let wholly = all().find(|kept| found(&facts[..*kept]) == (true, true));
    wholly.or_else(|| all().find(|kept| found(&facts[..*kept]).0)).unwrap_or(facts.len())
}

/// The departments of a region, by the official code of regions (INSEE, since 2016).
fn departments_of(region: &str) -> Vec<String> {
    let codes = match region {
        "01" => "971",
        "02" => "972",
        "03" => "973",
        "04" => "974",
        "06" => "976",
        "11" => "75 77 78 91 92 93 94 95",
        "24" => "18 28 36 37 41 45",
        "27" => "21 25 39 58 70 71 89 90",
        "28" => "14 27 50 61 76",
        "32" => "02 59 60 62 80",
        "44" => "08 10 51 52 54 55 57 67 68 88",
        "52" => "44 49 53 72 85",
        "53" => "22 29 35 56",
        "75" => "16 17 19 23 24 33 40 47 64 79 86 87",
        "76" => "09 11 12 30 31 32 34 46 48 65 66 81 82",
        "84" => "01 03 07 15 26 38 42 43 63 69 73 74",
        "93" => "04 05 06 13 83 84",
        "94" => "2A 2B",
        _ => "",
    };
    codes.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect()
}
