//! The server's side of the functions: the directory and the clock come from the context of the request.

use domain::{
    Lang,
    filter::{self, Filter},
    slug::id_of_slug,
    time::Timestamp,
    view::{Card, FindAnswer, GuideIndex, GuideView, HelpAnswer, HomeAnswer},
    vocabulary::Sort,
};
use leptos::prelude::*;
use usecases::{
    clock::Clock,
    directory::{Directory, Found},
    site::Site,
};

use super::{AppError, ListingAnswer, SiteSource};
use crate::route;

fn context() -> Result<(Directory, Timestamp), AppError> {
    let directory = use_context::<Directory>().ok_or(AppError::Unavailable)?;
    let clock = use_context::<Clock>().ok_or(AppError::Unavailable)?;
    Ok((directory, clock.now()))
}

pub fn find(lang: Lang, query: &str) -> Result<FindAnswer, AppError> {
    let (directory, now) = context()?;
    let (filter, problems) = filter::parse(query);
    Ok(directory.find(&filter, problems, lang, now))
}

pub fn home(lang: Lang) -> Result<HomeAnswer, AppError> {
    let (directory, now) = context()?;
    Ok(directory.home(lang, now))
}

pub async fn listing(lang: Lang, slug: &str, near: &str) -> Result<ListingAnswer, AppError> {
    let (directory, now) = context()?;
    let id = id_of_slug(slug).ok_or(AppError::NotFound)?;
    let near = filter::parse(&format!("near={near}")).0.near;
    match directory.listing(id, lang, near, now) {
        Found::Here(mut view) => {
            let address = absolute(&route::listing(lang, &view.card.slug));
            view.qr = qr(&address);
            let json_ld = usecases::json_ld::listing(&view, &address);
            Ok(ListingAnswer::Here { view: Box::new(view), json_ld })
        }
        Found::Gone => {
            // Where it was is known to the record only; without it the answer is still that it is gone.
            let position =
                directory.store().listing(id).await.ok().flatten().and_then(|old| old.published.listing.position);
            let filter = Filter { near: position, sort: Some(Sort::Distance), per_page: 5, ..Filter::default() };
            let near = if position.is_some() { directory.find(&filter, vec![], lang, now).cards } else { vec![] };
            Ok(ListingAnswer::Gone { near })
        }
        Found::Never => Err(AppError::NotFound),
    }
}

pub fn cards(lang: Lang, ids: &str) -> Result<Vec<Card>, AppError> {
    let (directory, now) = context()?;
    Ok(directory.cards(&route::ids(ids), lang, now))
}

pub fn guide(lang: Lang) -> Result<GuideIndex, AppError> {
    let (directory, _) = context()?;
    Ok(directory.guide(lang))
}

pub fn guide_page(lang: Lang, slug: &str) -> Result<GuideView, AppError> {
    let (directory, now) = context()?;
    let mut page = directory.page(slug, lang, now).ok_or(AppError::NotFound)?;
    page.qr = qr(&absolute(&route::page(lang, &format!("/guide/{}", page.slug))));
    Ok(page)
}

pub fn help(lang: Lang) -> Result<HelpAnswer, AppError> {
    let (directory, now) = context()?;
    Ok(directory.help(lang, now))
}

pub fn sources() -> Result<Vec<SiteSource>, AppError> {
    let (directory, _) = context()?;
    let source = |source: usecases::Source| SiteSource { name: source.name, url: source.url, licence: source.licence };
    Ok(directory.sources().into_iter().map(source).collect())
}

/// The address with scheme and host.
fn absolute(path: &str) -> String {
    format!("{}{path}", use_context::<Site>().map(|site| site.base).unwrap_or_default())
}

/// The outline of a QR code and its width in modules, quiet zone included.
fn qr(address: &str) -> Option<(String, u32)> {
    let code = fast_qr::QRBuilder::new(address).ecl(fast_qr::ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let start = column;
            while column < code.size && code[row][column].value() {
                column += 1;
            }
            if column > start {
                let length = column - start;
                path.push_str(&format!("M{} {}h{length}v1h-{length}z", start + 2, row + 2));
            }
            column += 1;
        }
    }
    Some((path, code.size as u32 + 4))
}
