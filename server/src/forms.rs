//! What a page without a script sends: the report of an error, and the confirmation of a listing.
//!
//! Translates a form into one call and the outcome into a page. What is valid is settled in `usecases`.

use app::{Returned, Trouble};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, Request, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::{Code, Lang, ListingId, slug::id_of_slug, time::Timestamp};
use leptos::prelude::provide_context;
use leptos_axum::render_app_async_with_context;
use usecases::{
    arrival::{Key, NotReceived},
    confirm_listing::confirm_listing,
    form_guard::{Sender, sender},
    pace::Origin,
    report_listing::{Written, report_listing},
};

use crate::{
    http::{client::ClientOrigin, problem::refusal, sorry},
    serve::provide,
    state::AppState,
};

/// The addresses that forms are sent to. The form of a report stands at the same address.
pub fn router<S: Clone + Send + Sync + 'static>(state: AppState) -> Router<S> {
    Router::new().route("/{lang}/listing/{slug}/{part}", post(receive)).with_state(state)
}

/// The fields of both forms.
#[derive(Default)]
struct Form {
    wrong: String,
    comment: String,
    contact: String,
    /// The field that nobody sees.
    subject: String,
    /// When the page with the form was made.
    at: Option<Timestamp>,
}

impl Form {
    fn read(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            match &*name {
                "wrong" => form.wrong = value.into_owned(),
                "comment" => form.comment = value.into_owned(),
                "contact" => form.contact = value.into_owned(),
                "subject" => form.subject = value.into_owned(),
                "at" => form.at = value.parse().ok(),
                _ => {}
            }
        }
        form
    }
}

/// What is sent to a page of a listing.
async fn receive(
    State(state): State<AppState>,
    ClientOrigin(origin): ClientOrigin,
    Path((lang, slug, part)): Path<(String, String, String)>,
    uri: Uri,
    body: Bytes,
) -> Response {
    let form = Form::read(&body);
    let Some((lang, listing)) = named(&lang, &slug) else { return page(&state, &uri, None).await };
    let sent = Sent { origin, lang, listing, slug, form };
    match part.as_str() {
        "report" => report(&state, sent, &uri).await,
        "confirmation" => confirm(&state, sent, &uri).await,
        _ => page(&state, &uri, None).await,
    }
}

/// A form about a listing, and where it comes from.
struct Sent {
    origin: Origin,
    lang: Lang,
    listing: ListingId,
    slug: String,
    form: Form,
}

/// The listing that an address names, in a language.
fn named(lang: &str, slug: &str) -> Option<(Lang, ListingId)> {
    Some((Lang::from_code(lang)?, id_of_slug(slug)?))
}

async fn report(state: &AppState, sent: Sent, uri: &Uri) -> Response {
    let Sent { origin, lang, listing, slug, form } = sent;
    let Form { wrong, comment, contact, subject, at } = form;
    let written = Written { listing, wrong, comment, contact, lang };
    let key = Key::of_form(&written, at);
    let trouble = match sender(&subject, at, state.clock.now()) {
        Sender::Robot => return thanks(lang, &slug),
        Sender::Hasty => Trouble::Hasty,
        Sender::Person => match report_listing(&state.arrival(origin, key, 0), &written).await {
            Ok(_) => return thanks(lang, &slug),
            Err(reason) => match trouble(reason) {
                Some(trouble) => trouble,
                None => return page(state, uri, None).await,
            },
        },
    };
    let Written { wrong, comment, contact, .. } = written;
    page(state, uri, Some(Returned { wrong, comment, contact, at, trouble })).await
}

/// What to say beside the form; nothing when there is no such listing, because then the page says that.
fn trouble(reason: NotReceived) -> Option<Trouble> {
    Some(match reason {
        NotReceived::Fields(faults) => Trouble::Fields(faults),
        NotReceived::TooMany => Trouble::TooMany,
        NotReceived::Never | NotReceived::Gone => return None,
        NotReceived::KeyOfAnother => Trouble::Unavailable,
        NotReceived::Store(error) => {
            tracing::error!(%error, "what a visitor sent could not be kept");
            Trouble::Unavailable
        }
    })
}

async fn confirm(state: &AppState, sent: Sent, uri: &Uri) -> Response {
    let Sent { origin, lang, listing, slug, form } = sent;
    // One tap is quickly done, so that only the hidden field counts.
    if sender(&form.subject, None, state.clock.now()) == Sender::Robot {
        return thanks(lang, &slug);
    }
    let key = Key::of_form(&("confirmation", listing), form.at);
    match confirm_listing(&state.arrival(origin, key, 0), listing).await {
        Ok(_) => thanks(lang, &slug),
        Err(reason) => match trouble(reason) {
            // The page of a listing also says that there is none.
            None => Redirect::to(&format!("/{lang}/listing/{}", encoded(&slug))).into_response(),
            Some(Trouble::TooMany) => sorry::with_status(uri.path(), StatusCode::TOO_MANY_REQUESTS),
            Some(_) => sorry::with_status(uri.path(), StatusCode::SERVICE_UNAVAILABLE),
        },
    }
}

fn thanks(lang: Lang, slug: &str) -> Response {
    Redirect::to(&format!("/{lang}/listing/{}/thanks", encoded(slug))).into_response()
}

/// A part of a path that holds nothing but itself, whatever somebody put there.
fn encoded(part: &str) -> String {
    form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The page at the address that a form was sent to, as if it had been asked for; with the form that comes back.
async fn page(state: &AppState, uri: &Uri, returned: Option<Returned>) -> Response {
    let (context, assets) = (state.clone(), state.assets.clone());
    let draw = render_app_async_with_context(
        move || {
            provide(&context);
            returned.clone().into_iter().for_each(provide_context);
        },
        move || app::shell(assets.clone()),
    );
    match Request::get(uri.clone()).header(header::ACCEPT, "text/html").body(Body::empty()) {
        Ok(request) => draw(request).await,
        Err(_) => refusal(uri.path(), StatusCode::BAD_REQUEST, "The address is not understood."),
    }
}
