//! A page that asks one question and shows the answer.
//!
//! Written once and without generics: what asks and shows is a reader's download, and a copy of it for every page
//! would be most of that.

use std::{
    future::poll_fn,
    pin::pin,
    task::{Poll, Waker},
};

use domain::Lang;
use leptos::prelude::*;

use super::head;
use crate::{
    api::{
        Answer, AppError, Question,
        wire::{self, Wire},
    },
    browser,
    i18n::{t, text as k},
    parts::{Html, failure, failure_title},
    route, source, view,
};

/// The language and the path that were asked for, and what came back.
type Reply = (Lang, String, Result<Answer, AppError>);

/// Draws a page from the language, the question and its answer.
pub type Draw = fn(Lang, &Question, Answer) -> AnyView;

/// Asks whenever the question or the language changes; until the next answer has come the last one stays.
pub fn asked(question: impl Fn() -> Question + Send + Sync + 'static, draw: Draw) -> AnyView {
    let lang = route::lang();
    ask(lang, Memo::new(move |_| (lang.get(), question())), draw)
}

fn ask(lang: Memo<Lang>, wanted: Wanted, draw: Draw) -> AnyView {
    let (waiting, newer) = (Waiting::default(), Newer::default());
    let reply = Resource::<Reply, Wire>::new_with_options(
        move || wanted.get(),
        move |asked| reply_to(asked, wanted, waiting, newer),
        false,
    );
    Effect::new(move |_| {
        wanted.track();
        waiting.wake();
    });
    retry_when_online(reply);
    let shown = move || {
        Suspend::new(async move {
            let reply = reply.await;
            if cfg!(feature = "ssr") {
                breathe().await;
            }
            browser::answered();
            browser::scroll::restore();
            show(reply, draw)
        })
    };
    let fallback = move || view! { <p class="soft section" role="status">{t(lang.get(), k::SITE_LOADING)}</p> };
    view! { <Transition fallback>{shown}</Transition> }
}

/// What the page asks at the moment.
type Wanted = Memo<(Lang, Question)>;

/// Who waits for an answer.
#[derive(Clone, Copy, Default)]
struct Waiting(StoredValue<Option<Waker>>);

/// The reply to a question that came up while another one was asked, until the resource comes to it.
type Newer = StoredValue<Option<Reply>>;

impl Waiting {
    fn wake(self) {
        if let Some(Some(waker)) = self.0.try_update_value(Option::take) {
            waker.wake();
        }
    }
}

/// The reply to a question, or to the one that has taken its place.
///
/// A resource (`reactive_graph` 0.2.16) looks at the next question only when the last one is answered, which on a bad
/// network may be never; and a `Suspend` that is drawn first waits for an answer for good. So there always is one, and
/// it is to what is wanted when it comes.
async fn reply_to(first: (Lang, Question), wanted: Wanted, waiting: Waiting, newer: Newer) -> Reply {
    let known = newer.try_update_value(Option::take).flatten();
    if let Some(reply) = known.filter(|(lang, path, _)| *lang == first.0 && *path == first.1.path()) {
        return reply;
    }
    let mut asked = first.clone();
    loop {
        if let Some(answer) = until_unwanted(&asked, wanted, waiting).await {
            let reply = (asked.0, asked.1.path(), answer);
            if asked != first {
                newer.try_update_value(|newer| *newer = Some(reply.clone()));
            }
            return reply;
        }
        asked = wanted.try_get_untracked().unwrap_or(asked);
    }
}

/// The answer to a question, or nothing as soon as another one is wanted.
async fn until_unwanted(
    asked: &(Lang, Question),
    wanted: Wanted,
    waiting: Waiting,
) -> Option<Result<Answer, AppError>> {
    let mut answer = pin!(source::answer(asked.0, &asked.1));
    poll_fn(|context| {
        if let Poll::Ready(answer) = answer.as_mut().poll(context) {
            return Poll::Ready(Some(answer));
        }
        // On a server nobody changes their mind.
        if cfg!(not(feature = "ssr")) && wanted.try_with_untracked(|wanted| wanted != asked) == Some(true) {
            return Poll::Ready(None);
        }
        waiting.0.try_update_value(|waker| *waker = Some(context.waker().clone()));
        Poll::Pending
    })
    .await
}

/// Waits a moment. Before a server draws a page for good, Leptos walks through it twice to see what it waits for, and
/// throws away what was drawn on the way: so nothing is, until somebody waits for it in earnest.
async fn breathe() {
    let mut waited = false;
    poll_fn(|context| {
        if waited {
            return Poll::Ready(());
        }
        waited = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A failed question is asked again as soon as there is a network.
fn retry_when_online(reply: Resource<Reply, Wire>) {
    Effect::new(move |_| {
        let online = window_event_listener(leptos::ev::online, move |_| {
            if let Some(Some((_, _, Err(_)))) = reply.try_get_untracked() {
                reply.refetch();
            }
        });
        on_cleanup(move || online.remove());
    });
}

fn show(reply: Reply, draw: Draw) -> AnyView {
    let told = told(&reply);
    let (lang, path, answer) = reply;
    let page = match (Question::parse(&path), answer) {
        (Some(question), Ok(answer)) => {
            source::keep(lang, &question, &answer);
            draw(lang, &question, answer)
        }
        (_, answer) => missing(lang, answer.err().unwrap_or(AppError::Unavailable)),
    };
    view! { {told}{page} }
}

/// The reply for the browser that takes the page over, see [`wire`]. A page that a browser draws tells nobody.
fn told(reply: &Reply) -> AnyView {
    let text = if cfg!(feature = "ssr") { wire::write(&reply).unwrap_or_default() } else { String::new() };
    let html = format!(r#"<script type="text/plain" id="{}">{text}</script>"#, wire::ELEMENT);
    Html::new(html).into_any()
}

fn missing(lang: Lang, error: AppError) -> AnyView {
    head::status(if error == AppError::NotFound { 404 } else { 503 });
    head::unlisted(lang, t(lang, failure_title(error)));
    failure(lang, error)
}
