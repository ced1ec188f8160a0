//! Where answers come from: the one seam between pages and the directory.
//!
//! What the browser keeps is asked first, then the server, and without a network, or on one that lets its reader wait,
//! once more what is kept, as good as it is. No page notices. Answers of this visit are kept for a while, so that going back shows at once what was there.

use std::{collections::VecDeque, future::poll_fn, pin::pin, task::Poll};

use domain::Lang;
use leptos::prelude::*;

use crate::{
    api::{self, Answer, AppError, Question},
    browser::{self, kept},
};

/// Answers kept for going back.
const KEPT: usize = 20;

/// The latest questions and their answers, newest last.
#[derive(Clone, Copy)]
struct Kept(StoredValue<VecDeque<(Lang, Question, Answer)>>);

/// Makes the memory of this visit.
pub fn provide() {
    provide_context(Kept(StoredValue::new(VecDeque::new())));
}

/// The answer to a question.
pub async fn answer(lang: Lang, question: &Question) -> Result<Answer, AppError> {
    let memory = use_context::<Kept>();
    if browser::scroll::is_return()
        && let Some(answer) = memory.and_then(|memory| memory.get(lang, question))
    {
        return Ok(answer);
    }
    let path = question.path();
    if let Some(answer) = kept::answer(lang, &path, kept::NOT_ASKED).await {
        return Ok(answer);
    }
    let mut server = pin!(api::ask(lang, path.clone()));
    let mut late = pin!(kept::late());
    let in_time = poll_fn(|context| match server.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    });
    let first = match in_time.await {
        Some(answer) => Some(answer),
        // Whoever of the two answers first, unless the device has nothing.
        None => {
            let mut device = pin!(kept::answer(lang, &path, kept::LATE));
            poll_fn(|context| match server.as_mut().poll(context) {
                Poll::Ready(answer) => Poll::Ready(Some(answer)),
                Poll::Pending => device.as_mut().poll(context).map(|answer| answer.map(Ok)),
            })
            .await
        }
    };
    match first {
        Some(Err(error)) if error != AppError::NotFound => {
            kept::answer(lang, &path, kept::NO_SERVER).await.ok_or(error)
        }
        Some(answer) => answer,
        None => server.await,
    }
}

/// Keeps an answer that is shown, whether we asked for it or it came with the page.
pub fn keep(lang: Lang, question: &Question, answer: &Answer) {
    if let Some(kept) = use_context::<Kept>() {
        kept.put(lang, question, answer);
    }
}

impl Kept {
    fn get(self, lang: Lang, question: &Question) -> Option<Answer> {
        self.0.with_value(|kept| {
            kept.iter().find(|(l, q, _)| *l == lang && q == question).map(|(_, _, answer)| answer.clone())
        })
    }

    fn put(self, lang: Lang, question: &Question, answer: &Answer) {
        // On the server each request has its own memory and nobody goes back.
        if cfg!(feature = "ssr") {
            return;
        }
        self.0.update_value(|kept| {
            kept.retain(|(l, q, _)| *l != lang || q != question);
            kept.push_back((lang, question.clone(), answer.clone()));
            if kept.len() > KEPT {
                kept.pop_front();
            }
        });
    }
}
