//! The site: record, directory, router, and the jobs beside it.

use std::{sync::LazyLock, time::Duration};

use anyhow::{Context, Result};
use app::App;
use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Code, Lang, time::Timestamp};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::{AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list};
use store::{Store, StoreError};
use tokio::net::TcpListener;
use usecases::{
    clock::Clock,
    directory::{Directory, follow},
    erase_due::{Erased, erase_due},
    install_starter::install_starter,
    site::{Site, tell},
    starter,
};

use crate::{
    api,
    command::open,
    config::Config,
    forms,
    http::{self, bundle::Bundle, connection::Limits, problem},
    map::{self, Archive},
    qr,
    state::{AppState, SecurityContact},
};

/// How often schedules are made anew: they must know tomorrow's holidays before tomorrow.
const RENEWAL: Duration = Duration::from_hours(6);

/// The longest time between two tries to reach a database server.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Until the first readers after a start are answered, nothing else is done.
const CALM: Duration = Duration::from_secs(1);

/// Runs `serve` until the process is asked to stop.
pub async fn serve(config: Config, clock: Clock) -> Result<()> {
    http::log::init();
    let store = tokio::select! {
        store = opened(&config) => store?,
        () = stop_signal() => return Ok(()),
    };
    // Who serves a record that may only be read gets what is in it.
    if !config.database.contains("mode=ro") && store.pages().await?.is_empty() {
        install_starter(&store, clock.now()).await.context("the starter guide could not be written")?;
    }
    tell(&store, &config.site, clock.now()).await.context("who runs the site could not be written")?;
    let directory = Directory::load(store.clone(), starter::help_numbers()?, clock.now()).await?;
    let census = directory.census();
    tracing::info!(listings = census.listings, pages = census.pages, change = census.change, "the directory is loaded");
    let site = Site { base: config.base() };
    let security_contact = config.security_contact.as_deref().map(|contact| SecurityContact(contact.into()));
    let map = match &config.basemap {
        Some(file) => Archive::open(file).await?,
        None => Archive::built_in().await?,
    };
    let trusted_proxies = config.trusted_proxies;
    let mut state =
        AppState { security_contact, trusted_proxies, ..AppState::new(directory.clone(), clock.clone(), site, map) };
    if let Some(folder) = &config.browser_files {
        state = state.with_bundle(Bundle::of_folder(folder));
    }
    let jobs = [
        tokio::spawn(follow(directory.clone())),
        tokio::spawn(renew(directory, clock.clone())),
        tokio::spawn(remember(store.clone(), state.bundle.clone(), clock)),
    ];
    if config.no_offline {
        state = state.without_offline();
    }
    let listener =
        TcpListener::bind(&config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    let limits = Limits { connections: config.max_connections, shared_out: trusted_proxies == 0, ..Limits::default() };
    http::connection::serve(listener, router(&state), limits, stop_signal()).await;
    jobs.iter().for_each(tokio::task::JoinHandle::abort);
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Opens the record. A database server that is away comes back: a machine that starts both starts them in any order.
async fn opened(config: &Config) -> Result<Store> {
    let mut pause = Duration::from_secs(1);
    loop {
        let error = match open(config).await {
            Ok(store) => return Ok(store),
            Err(error) => error,
        };
        let is_away = error.downcast_ref::<StoreError>().is_some_and(StoreError::is_away);
        if !is_away || config.database.starts_with("sqlite:") {
            return Err(error);
        }
        tracing::warn!(error = format!("{error:#}"), seconds = pause.as_secs(), "the database is away; trying again");
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Everything that the site answers.
pub fn router(state: &AppState) -> Router {
    let context = {
        let state = state.clone();
        move || provide(&state)
    };
    let shell = {
        let assets = state.assets.clone();
        move || app::shell(assets.clone())
    };
    let functions = {
        let context = context.clone();
        get(move |request: Request| leptos_axum::handle_server_fns_with_context(context.clone(), request))
    };
    let router = Router::new()
        .merge(api::router(state.clone()))
        .merge(map::pictures(state.clone()))
        .merge(forms::router(state.clone()))
        .route("/api/page/{*function}", functions)
        .route("/qr/{lang}/{kind}/{file}", get(qr::code))
        .route("/", get(choose_language))
        .leptos_routes_with_context(state, routes(), context, shell)
        .layer(middleware::from_fn(as_pages_ask))
        .fallback(without_slash)
        .with_state(state.clone());
    map::beside(http::edge(router, state), state)
}

/// Where pages ask.
const ASK: &str = "/api/page/ask";

/// Refuses what is not asked as pages do: Leptos would call it an error of the server.
async fn as_pages_ask(request: Request, next: Next) -> Response {
    if request.uri().path() == ASK && !is_question(request.uri().query().unwrap_or_default()) {
        return problem::refusal(ASK, StatusCode::BAD_REQUEST, "It takes a `lang` and a `question`.");
    }
    next.run(request).await
}

fn is_question(query: &str) -> bool {
    let (mut langs, mut questions) = (0, 0);
    // What Leptos writes in a browser ends with `&`.
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(value) = http::page::decoded(value) else { return false };
        match name {
            "lang" if Lang::from_code(&value).is_some() => langs += 1,
            "question" => questions += 1,
            _ => return false,
        }
    }
    (langs, questions) == (1, 1)
}

/// The pages. While Leptos looks for them, it keeps every page of the process from asking for its answer, so this happens
/// once, before there are readers.
fn routes() -> Vec<AxumRouteListing> {
    static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));
    ROUTES.clone()
}

/// What pages and server functions find in their context.
pub(crate) fn provide(state: &AppState) {
    provide_context(state.directory.clone());
    provide_context(state.clock.clone());
    provide_context(state.site.clone());
    provide_context(state.answers.clone());
    let nonce = use_nonce();
    if let (Some(nonce), Some(response)) = (nonce, use_context::<ResponseOptions>())
        && let Ok(policy) = http::security::csp(&nonce).parse()
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// The bare address leads to the language that the browser prefers. The page then looks for one chosen before.
async fn choose_language(headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = accepted.and_then(Lang::accepted).unwrap_or(Lang::Fr);
    let headers = [
        (header::LOCATION, format!("/{lang}#start")),
        (header::VARY, "Accept-Language".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (StatusCode::FOUND, headers).into_response()
}

/// An address with a slash at its end means the one without.
async fn without_slash(uri: Uri) -> Response {
    let path = uri.path().trim_end_matches('/');
    // A browser reads `\` as `/`, and what begins with two of them as the name of another site.
    if path.len() < uri.path().len() && !path.is_empty() && !path.starts_with("//") && !path.contains('\\') {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let location = format!("{path}{query}");
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response();
    }
    StatusCode::NOT_FOUND.into_response()
}

async fn renew(directory: Directory, clock: Clock) {
    tokio::time::sleep(CALM).await;
    erase(directory.store(), clock.now()).await;
    let loaded = directory.clone();
    if let Err(error) = tokio::task::spawn_blocking(move || loaded.pack()).await {
        tracing::error!(%error, "what was loaded could not be packed");
    }
    loop {
        tokio::time::sleep(RENEWAL).await;
        let (directory, now) = (directory.clone(), clock.now());
        erase(directory.store(), now).await;
        // It takes a second of one core: not on a thread that answers readers.
        if let Err(error) = tokio::task::spawn_blocking(move || directory.renew(now)).await {
            tracing::error!(%error, "schedules could not be made anew");
        }
    }
}

/// What the page about privacy promises happens without anybody doing it.
async fn erase(store: &Store, now: Timestamp) {
    match erase_due(store, now).await {
        Ok(Erased { contacts: 0 }) => {}
        Ok(Erased { contacts }) => tracing::info!(contacts, "what was due is erased"),
        Err(error) => tracing::warn!(%error, "what is due could not be erased"),
    }
}

async fn remember(store: Store, bundle: Bundle, clock: Clock) {
    tokio::time::sleep(CALM).await;
    http::earlier::remember(&store, &bundle, clock.now()).await;
}

/// Ends when the process is asked to stop.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        _ = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("asked to stop");
}
