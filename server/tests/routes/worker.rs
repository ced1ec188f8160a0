//! What makes the site an application that works offline: the worker, the manifest, files of other builds.

use std::{borrow::Cow, fs};

use axum::{body::Body, http::Request};
use server::{http::bundle::Bundle, state::AppState};
use store::{Build, BuildFile};
use usecases::clock::Clock;

use crate::app::{Answer, NOW, TestApp};

/// A bundle with a page that names its build, and a worker.
fn bundle(folder: &tempfile::TempDir) -> Bundle {
    let page =
        r#"<script src="/boot-0123456789abcdef.js" data-wasm="/f.wasm" data-updates="/updates.js" data-build="b1">"#;
    for (name, content) in
        [("index.html", page), ("sw.js", "work()"), ("boot-0123456789abcdef.js", "boot()"), ("plain.js", "plain()")]
    {
        fs::write(folder.path().join(name), content).unwrap();
    }
    Bundle::of_folder(folder.path())
}

async fn ask(state: &AppState, path: &str) -> Answer {
    Answer::to(&server::serve::router(state), Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_worker_is_told_what_the_program_names_and_is_asked_for_anew() {
    let folder = tempfile::tempdir().unwrap();
    let state = TestApp::empty().await.state.with_bundle(bundle(&folder));
    let answer = ask(&state, "/sw.js").await;
    assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert!(answer.header("content-security-policy").contains("connect-src 'self'"));
    let (list, code) = answer.text().split_once('\n').unwrap();
    assert_eq!(code, "work()");
    let list: serde_json::Value =
        serde_json::from_str(list.trim_start_matches("self.__SERVED=").trim_end_matches(';')).unwrap();
    assert_eq!(list.as_object().unwrap().len(), 5, "four languages and the icons");
    for (address, hash) in list.as_object().unwrap() {
        assert_eq!(ask(&state, address).await.status, 200, "{address}");
        assert_eq!(hash.as_str().unwrap().len(), 16);
    }
}

#[tokio::test]
async fn texts_say_in_which_language_they_are() {
    let app = TestApp::empty().await;
    for lang in <domain::Lang as domain::Code>::ALL {
        let answer = app.get(&app::i18n::catalogue::address(*lang)).await;
        assert_eq!(answer.header("content-language"), domain::Code::code(*lang));
    }
}

#[tokio::test]
async fn every_answer_names_the_build() {
    let folder = tempfile::tempdir().unwrap();
    let state = TestApp::empty().await.state.with_bundle(bundle(&folder));
    for path in ["/uk", "/index.html", "/sw.js", "/api/v1/listings", "/favicon.svg", "/nowhere"] {
        assert_eq!(ask(&state, path).await.header("x-app-build"), "b1", "{path}");
    }
}

#[tokio::test]
async fn a_page_names_what_starts_the_worker_unless_it_is_switched_off() {
    let folder = tempfile::tempdir().unwrap();
    let state = TestApp::empty().await.state.with_bundle(bundle(&folder));
    let page = ask(&state, "/uk").await;
    assert!(page.text().contains(r#"data-updates="/updates.js""#));
    assert!(page.text().contains(r#"data-build="b1""#));
    let state = state.without_offline();
    assert!(!ask(&state, "/uk").await.text().contains("data-updates"));
    let worker = ask(&state, "/sw.js").await;
    assert!(worker.text().contains("registration.unregister()"));
    assert_eq!(worker.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn files_of_other_builds_come_from_the_record() {
    let app = TestApp::empty().await;
    let text = b"the same words again and again and again".repeat(20);
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*text, &mut small, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    let file = BuildFile {
        name: "map-00000000000000aa.js".into(),
        encoding: Some("br".into()),
        content: Cow::Owned(small.clone()),
    };
    let build = Build { id: "earlier".into(), files: vec![file] };
    app.state.directory.store().start_build(build, NOW, 3).await.unwrap();
    let packed = app.get_with("/map-00000000000000aa.js", &[("accept-encoding", "br")]).await;
    assert_eq!((packed.status.as_u16(), packed.header("content-encoding")), (200, "br"));
    assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(packed.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(packed.body, small);
    let plain = app.get("/map-00000000000000aa.js").await;
    assert_eq!((plain.header("content-encoding"), &*plain.body), ("", &*text));
    assert_eq!(app.get("/map-00000000000000ab.js").await.status, 404);
}

#[tokio::test]
async fn a_build_puts_into_the_record_what_is_named_by_its_content() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::empty().await;
    let store = app.state.directory.store().clone();
    server::http::earlier::remember(&store, &bundle(&folder), Clock::fixed(NOW).now()).await;
    let boot = store.build_file("boot-0123456789abcdef.js").await.unwrap().unwrap();
    assert_eq!(&*boot.content, b"boot()");
    let texts = app::i18n::catalogue::address(domain::Lang::Uk);
    assert!(store.build_file(texts.trim_start_matches('/')).await.unwrap().is_some());
    assert!(store.build_file("plain.js").await.unwrap().is_none());
}

#[tokio::test]
async fn each_language_has_its_manifest_and_all_are_one_application() {
    let app = TestApp::empty().await;
    for lang in ["uk", "fr", "en", "ru"] {
        assert!(app.get(&format!("/{lang}")).await.text().contains(&format!(r#"href="/{lang}/manifest.webmanifest""#)));
        let answer = app.get(&format!("/{lang}/manifest.webmanifest")).await;
        assert_eq!(answer.header("content-type"), "application/manifest+json");
        let manifest = answer.json();
        assert_eq!((manifest["id"].as_str(), manifest["lang"].as_str()), (Some("/"), Some(lang)));
        for shortcut in manifest["shortcuts"].as_array().unwrap() {
            assert_eq!(app.get(shortcut["url"].as_str().unwrap()).await.status, 200);
        }
        for picture in manifest["icons"].as_array().unwrap() {
            assert_eq!(app.get(picture["src"].as_str().unwrap()).await.status, 200);
        }
    }
    assert_eq!(app.get("/apple-touch-icon.png").await.header("content-type"), "image/png");
}
