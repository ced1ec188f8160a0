//! What is written about a request.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use server::state::AppState;
use tracing_subscriber::fmt::MakeWriter;
use usecases::clock::Clock;

use crate::app::TestApp;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Written {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_line_says_what_was_answered_and_not_who_asked_for_what() {
    // For the whole process: what is set for one thread is lost when another asks first. A clock of its own gives the
    // requests of this test ids of their own.
    let written = Written::default();
    let log = tracing_subscriber::fmt().json().flatten_event(true).with_writer(written.clone()).finish();
    tracing::subscriber::set_global_default(log).unwrap();
    let app = TestApp::with_three().await;
    let state = AppState { clock: Clock::fixed(0xabc), ..app.state };
    let app = TestApp { router: server::serve::router(&state), state };
    let headers = [("user-agent", "browser-of-somebody"), ("x-forwarded-for", "203.0.113.9")];
    for path in [
        "/uk/find?q=secret&near=45.123,4.8",
        "/uk/listing/name-of-a-place-1",
        "/api/v1/listings?q=secret",
        "/nowhere/secret",
    ] {
        app.get_with(path, &headers).await;
    }
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    for private in ["secret", "45.123", "browser-of-somebody", "203.0.113.9", "name-of-a-place"] {
        assert!(!text.contains(private), "{private} stands in {text}");
    }
    let lines = text.lines().filter(|line| line.contains("\"abc-"));
    let answered: Vec<serde_json::Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answered.len(), 4, "{text}");
    assert_eq!(answered[0]["message"], "answered");
    assert_eq!(answered[0]["method"], "GET");
    assert_eq!(answered[0]["route"], "/{lang}/find");
    assert_eq!(answered[0]["status"], 200);
    assert!(answered[0]["micros"].is_u64());
    assert_eq!(answered[1]["route"], "/{lang}/listing/{slug}");
    assert_eq!(answered[2]["route"], "/api/v1/listings");
    assert_eq!(answered[3]["status"], 404);
}

#[tokio::test]
async fn the_id_of_a_request_is_ours() {
    let app = TestApp::empty().await;
    let first = app.get_with("/healthz", &[("x-request-id", "theirs")]).await;
    let second = app.get("/healthz").await;
    assert_ne!(first.header("x-request-id"), "theirs");
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}
