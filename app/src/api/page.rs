//! The server's side of the functions: the directory and the clock come from the context of the request.

use domain::{
    Lang,
    filter::{self, Filter},
    reading,
    slug::id_of_slug,
    time::Timestamp,
    vocabulary::Sort,
};
use leptos::prelude::*;
use usecases::{
    clock::Clock,
    directory::{Directory, Found},
    site::Site,
};

use super::{Answer, AppError, Question, Recent};
use crate::route;

/// Asks the directory, and says by the status when there is no such thing.
pub async fn asked(lang: Lang, question: &str) -> Result<Answer, AppError> {
    let answer = match Question::parse(question) {
        Some(question) => answer(lang, question).await,
        None => Err(AppError::NotFound),
    };
    if answer == Err(AppError::NotFound) {
        crate::pages::status(404);
    }
    answer
}

/// Asks the directory.
async fn answer(lang: Lang, question: Question) -> Result<Answer, AppError> {
    let (directory, now) = context()?;
    let recent = use_context::<Recent>().unwrap_or_default();
    let once = |make: &dyn Fn() -> Answer| recent.answer((directory.change(), now), lang, &question, make);
    Ok(match &question {
        Question::Home => once(&|| Answer::Home(directory.home(lang, now))),
        Question::Find(query) => once(&|| {
            let (filter, problems) = filter::parse(query);
            Answer::Find(Box::new(directory.find(&filter, problems, lang, now)))
        }),
        Question::Listing { slug, near } => listing(lang, slug, near).await?,
        Question::Guide => Answer::Guide(directory.guide(lang)),
        Question::GuidePage { slug, place } => {
            Answer::GuidePage(Box::new(directory.page(slug, place, lang, now).ok_or(AppError::NotFound)?))
        }
        Question::Help { place } => once(&|| Answer::Help(Box::new(directory.help(place, lang, now)))),
        Question::Saved { listings, pages } => saved(lang, listings, pages)?,
        Question::About => Answer::About { collective: directory.collective(lang), sources: directory.thanks() },
    })
}

fn context() -> Result<(Directory, Timestamp), AppError> {
    let directory = use_context::<Directory>().ok_or(AppError::Unavailable)?;
    let clock = use_context::<Clock>().ok_or(AppError::Unavailable)?;
    Ok((directory, clock.now()))
}

async fn listing(lang: Lang, slug: &str, near: &str) -> Result<Answer, AppError> {
    let (directory, now) = context()?;
    let id = id_of_slug(slug).ok_or(AppError::NotFound)?;
    let near = filter::parse(&format!("near={near}")).0.near;
    match directory.listing(id, lang, near, now) {
        Found::Here(view) => {
            let address = absolute(&route::listing(lang, &view.card.slug));
            let json_ld = usecases::json_ld::listing(&view, &address);
            Ok(Answer::Listing(Box::new(view), json_ld))
        }
        Found::Gone => {
            // Where it was is known to the record only; without it the answer is still that it is gone.
            let position =
                directory.store().listing(id).await.ok().flatten().and_then(|old| old.published.listing.position);
            let filter = Filter { near: position, sort: Some(Sort::Distance), per_page: 5, ..Filter::default() };
            let near = if position.is_some() { directory.find(&filter, vec![], lang, now).cards } else { vec![] };
            Ok(Answer::Gone(near))
        }
        Found::Never => Err(AppError::NotFound),
    }
}

/// What a device saved, as far as it still exists; listings in the order given.
fn saved(lang: Lang, listings: &str, pages: &str) -> Result<Answer, AppError> {
    let (directory, now) = context()?;
    let pages = directory.saved_pages(&pages.split(',').collect::<Vec<_>>(), lang);
    let ids = reading::ids(listings);
    let cards = directory.cards(&ids, lang, now);
    let gone = ids.into_iter().filter(|id| cards.iter().all(|card| card.id != *id)).collect();
    Ok(Answer::Saved { cards, pages, gone })
}

/// The address with scheme and host.
fn absolute(path: &str) -> String {
    format!("{}{path}", use_context::<Site>().map(|site| site.base).unwrap_or_default())
}
