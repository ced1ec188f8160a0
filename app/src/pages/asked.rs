//! A page that asks one question and shows the answer.
//!
//! Written once and without generics: what asks and shows is a reader's download, and a copy of it for every page
//! would be most of that.

use std::sync::Arc;

use domain::Lang;
use leptos::prelude::*;

use super::head;
use crate::{
    api::{Answer, AppError, Question, Wire},
    browser,
    i18n::{t, text as k},
    parts::failure,
    route, source, view,
};

/// The language and the path that were asked for, and what came back.
type Reply = (Lang, String, Result<Answer, AppError>);

/// Draws a page from the language, the question and its answer.
pub type Draw = fn(Lang, &Question, Answer) -> AnyView;

/// Asks whenever the question or the language changes; until the next answer has come the last one stays.
pub fn asked(question: impl Fn() -> Question + Send + Sync + 'static, draw: Draw) -> AnyView {
    ask(Arc::new(question), draw)
}

fn ask(question: Arc<dyn Fn() -> Question + Send + Sync>, draw: Draw) -> AnyView {
    let lang = route::lang();
    let reply = Resource::<Reply, Wire>::new_with_options(
        move || (lang.get(), question()),
        |(lang, question)| async move { (lang, question.path(), source::answer(lang, &question).await) },
        false,
    );
    let shown = move || {
        Suspend::new(async move {
            let reply = reply.await;
            browser::scroll::restore();
            show(reply, draw)
        })
    };
    let waiting = move || view! { <p class="soft section" role="status">{t(lang.get(), k::SITE_LOADING)}</p> };
    view! { <Transition fallback=waiting>{shown}</Transition> }
}

fn show((lang, path, answer): Reply, draw: Draw) -> AnyView {
    match (Question::parse(&path), answer) {
        (Some(question), Ok(answer)) => draw(lang, &question, answer),
        (_, answer) => missing(lang, answer.err().unwrap_or(AppError::Unavailable)),
    }
}

fn missing(lang: Lang, error: AppError) -> AnyView {
    head::status(if error == AppError::NotFound { 404 } else { 503 });
    head::unlisted(lang, t(lang, k::ERROR_NOT_FOUND));
    failure(lang, error)
}
