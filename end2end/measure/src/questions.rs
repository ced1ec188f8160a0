//! How often people find help: `measure questions [missed | held]` asks what `questions.txt` says, of a server and of a
//! phone, and counts the questions that are helped by the first five answers. `missed` names the others, but for every
//! third question, which is held back: whoever improves the search looks at those only at the end, with `held`.

use anyhow::{Context, Result};
use domain::{
    Code, Lang,
    filter::Filter,
    pack::Local,
    reading::{Answer, Question},
    view::FindAnswer,
    vocabulary::{Category, Kind},
};
use serde_json::json;
use store::{ListingWrite, Store};
use usecases::{demo::demo_listings, directory::Directory, install_starter::install_starter, places, starter};

use crate::NOW;

const QUESTIONS: &str = include_str!("../questions.txt");
const LISTINGS: u32 = 2_000;
/// Answers that people look at.
const FIRST: usize = 5;

struct Asked {
    lang: Lang,
    text: &'static str,
    wanted: Vec<&'static str>,
    is_held: bool,
}

/// Prints the shares as JSON.
pub fn questions(named: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let directory = runtime.block_on(directory())?;
    let asked = read()?;
    let mut phones = Lang::ALL.iter().map(|lang| Ok((*lang, phone(&directory, *lang)?))).collect::<Result<Vec<_>>>()?;
    let (mut helped, mut offline, mut held_helped, mut differ) = (0, 0, 0, 0);
    for question in &asked {
        let filter = Filter { q: question.text.into(), ..Filter::default() };
        let here = directory.find(&filter, Vec::new(), question.lang, NOW);
        let (_, phone) = phones.iter_mut().find(|(lang, _)| *lang == question.lang).context("no phone")?;
        let kept = phone.answer(&Question::Find(domain::filter::print(&filter)), NOW, true).ok();
        let Some(Answer::Find(kept)) = kept else { continue };
        let is_helped = helps(&here, &question.wanted);
        helped += u32::from(is_helped);
        held_helped += u32::from(is_helped && question.is_held);
        offline += u32::from(helps(&kept, &question.wanted));
        differ += u32::from(first(&here) != first(&kept));
        let is_named = if question.is_held { named == "held" } else { named == "missed" };
        if is_named && !is_helped {
            let shown = first(&here).iter().map(|answer| answer.join("+")).collect::<Vec<_>>();
            println!("{} {}: {}, left out {:?}", question.lang, question.text, shown.join(" | "), here.left_out);
        }
    }
    let held = asked.iter().filter(|question| question.is_held).count() as u32;
    let share = |part: u32, all: u32| f64::from(part) * 100.0 / f64::from(all.max(1));
    let all = asked.len() as u32;
    println!(
        "{}",
        json!({
            "questions": all, "server": share(helped, all), "offline": share(offline, all),
            "held_back": share(held_helped, held), "differ": differ,
        })
    );
    Ok(())
}

async fn directory() -> Result<Directory> {
    let store = Store::open("sqlite://:memory:").await?;
    store.migrate().await?;
    install_starter(&store, NOW).await?;
    let write = |listing| ListingWrite { listing, author: "measure".into() };
    let listings: Vec<_> = demo_listings(LISTINGS, 1, NOW).map(write).collect();
    store.put_listings(&listings, NOW).await?;
    Ok(Directory::load(store, starter::help_numbers()?, NOW).await?)
}

/// What a phone keeps, with the places that it keeps first.
fn phone(directory: &Directory, lang: Lang) -> Result<Local> {
    let packed = directory.packed(lang, NOW);
    let mut local = Local::read(&packed.index)?;
    local.read_words(&packed.words)?;
    local.read_guide(&directory.packed_guide(lang, NOW))?;
    local.read_places(&places::packed(false, lang, NOW))?;
    Ok(local)
}

fn read() -> Result<Vec<Asked>> {
    let (mut asked, mut wanted) = (Vec::new(), Vec::new());
    for line in QUESTIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(told) = line.strip_prefix("= ") {
            wanted = told.split_whitespace().collect();
            continue;
        }
        let (lang, text) = line.split_once(' ').context("a line without a question")?;
        let lang = Lang::from_code(lang).context("a line without a language")?;
        asked.push(Asked { lang, text, wanted: wanted.clone(), is_held: matches!(asked.len() % 10, 2 | 5 | 8) });
    }
    Ok(asked)
}

/// The first answers, each by all that it is called in the list of questions.
fn first(answer: &FindAnswer) -> Vec<Vec<String>> {
    let pages = answer.pages.iter().map(|page| vec![format!("guide:{}", page.slug)]);
    let calls = answer.calls.iter().map(|call| vec![format!("call:{}", call.number.replace(' ', ""))]);
    let cards = answer.cards.iter().map(|card| {
        let categories = card.categories.iter().map(|category: Category| category.code().to_owned());
        let kind: Kind = card.kind;
        categories.chain([format!("kind:{}", kind.code())]).collect()
    });
    pages.chain(calls).chain(cards).take(FIRST).collect()
}

fn helps(answer: &FindAnswer, wanted: &[&str]) -> bool {
    first(answer).iter().flatten().any(|name| wanted.contains(&name.as_str()))
}
