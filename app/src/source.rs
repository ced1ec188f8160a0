//! Where answers come from: the one seam between pages and the directory.
//!
//! Today every answer comes from the server. The browser's own engine will answer here too, and no page will notice.
//! Answers of this visit are kept for a while, so that going back shows at once what was there.

use std::collections::VecDeque;

use domain::{
    Lang,
    view::{Card, FindAnswer, GuideIndex, GuideView, HelpAnswer, HomeAnswer},
};
use leptos::prelude::*;

use crate::api::{self, AppError, ListingAnswer, SiteSource};

/// Searches kept for going back.
const KEPT: usize = 20;

/// The latest searches and their answers, newest last.
#[derive(Clone, Copy)]
struct Kept(StoredValue<VecDeque<(Lang, String, FindAnswer)>>);

/// Makes the memory of this visit.
pub fn provide() {
    provide_context(Kept(StoredValue::new(VecDeque::new())));
}

/// The answer to a search, from the query string of the address.
pub async fn find(lang: Lang, query: String) -> Result<FindAnswer, AppError> {
    let kept = use_context::<Kept>();
    if crate::browser::scroll::is_return()
        && let Some(answer) = kept.and_then(|kept| kept.get(lang, &query))
    {
        return Ok(answer);
    }
    let answer = api::find(lang, query.clone()).await?;
    if let Some(kept) = kept {
        kept.put(lang, query, answer.clone());
    }
    Ok(answer)
}

impl Kept {
    fn get(self, lang: Lang, query: &str) -> Option<FindAnswer> {
        self.0.with_value(|kept| {
            kept.iter().find(|(l, q, _)| *l == lang && q == query).map(|(_, _, answer)| answer.clone())
        })
    }

    fn put(self, lang: Lang, query: String, answer: FindAnswer) {
        // On the server each request has its own memory and nobody goes back.
        if cfg!(feature = "ssr") {
            return;
        }
        self.0.update_value(|kept| {
            kept.retain(|(l, q, _)| *l != lang || *q != query);
            kept.push_back((lang, query, answer));
            if kept.len() > KEPT {
                kept.pop_front();
            }
        });
    }
}

/// What the home page shows.
pub async fn home(lang: Lang) -> Result<HomeAnswer, AppError> {
    api::home(lang).await
}

/// One listing; `near` as in the address.
pub async fn listing(lang: Lang, slug: String, near: String) -> Result<ListingAnswer, AppError> {
    api::listing(lang, slug, near).await
}

/// The cards of given listings.
pub async fn cards(lang: Lang, ids: String) -> Result<Vec<Card>, AppError> {
    api::cards(lang, ids).await
}

/// All pages of the guide.
pub async fn guide(lang: Lang) -> Result<GuideIndex, AppError> {
    api::guide(lang).await
}

/// One page of the guide.
pub async fn guide_page(lang: Lang, slug: String) -> Result<GuideView, AppError> {
    api::guide_page(lang, slug).await
}

/// What people who want to help should know.
pub async fn help(lang: Lang) -> Result<HelpAnswer, AppError> {
    api::help(lang).await
}

/// Where listings come from.
pub async fn sources() -> Result<Vec<SiteSource>, AppError> {
    api::sources().await
}
