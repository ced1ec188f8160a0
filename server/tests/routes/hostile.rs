//! What people with too much time send: never a failure of ours, never sent back as it came.

use axum::{body::Body, http::Request};

use crate::app::TestApp;

const SCRIPT: &str = "<script>alert(1)</script>";

fn queries() -> Vec<String> {
    let mut queries: Vec<String> = [
        "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E=1",
        "category=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "place=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "near=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "lang=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q=%FF%FE%80",
        "%FF=%FF",
        "q=%00%01%1b%5b31m%0d%0aSet-Cookie:%20x=1",
        "q=%",
        "q=%2",
        "q=%zz",
        "near=NaN,inf",
        "near=1e400,-1e400",
        "near=,",
        "bbox=1,2,3,4,5,6,7,8",
        "bbox=-180,-90,180,90",
        "radius=18446744073709551616",
        "page=4294967296",
        "page=1000000&per_page=1000",
        "per_page=-1",
        "department=../../etc/passwd",
        "q=%F0%9F%92%A9%CC%81%E2%80%AE",
        "q='%20OR%20'1'='1'--",
        "=&=&=&&&==",
        "open=now&open=now&open=now",
    ]
    .map(str::to_owned)
    .into();
    queries.push(format!("q={}", "%D1%97".repeat(600)));
    queries.push("category=food&".repeat(500));
    queries.push("x=1&".repeat(2000));
    queries.push("a=1&".repeat(10_000));
    queries.push(format!("q={}", "(".repeat(3000)));
    queries
}

#[tokio::test]
async fn no_query_makes_the_server_fail_or_speak_in_its_name() {
    let app = TestApp::with_three().await;
    for query in queries() {
        for path in ["/api/v1/listings", "/api/v1/listings.geojson", "/uk/find", "/fr", "/uk/listing/x-1"] {
            let answer = app.get(&format!("{path}?{query}")).await;
            assert!(answer.status.as_u16() < 500, "{path}?{query}: {}", answer.status);
            let text = String::from_utf8_lossy(&answer.body);
            assert!(!text.contains(SCRIPT), "{path}?{query} sends it back");
            assert!(!answer.headers.contains_key("set-cookie"), "{path}?{query}");
        }
    }
}

#[tokio::test]
async fn no_path_makes_the_server_fail_or_speak_in_its_name() {
    let app = TestApp::with_three().await;
    let long = format!("/uk/listing/{}", "a-".repeat(3000));
    for path in [
        "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/uk/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/uk/listing/%3Cscript%3Ealert(1)%3C%2Fscript%3E-1",
        "/uk/guide/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/api/v1/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/api/page/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/api/v1/listings/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/%FF%FE",
        "/uk/%FF",
        "/uk/listing/%FF-1",
        "/uk/guide/%00",
        "/api/v1/listings/%FF",
        "/%",
        "/%zz",
        "/uk/listing/-1",
        "/uk/listing/99999999999999999999",
        "/uk/listing/x-4294967296",
        "//evil.example",
        "//evil.example/",
        "/uk//",
        "/uk/find/",
        "/\\evil.example",
        "/\\evil.example/",
        "/\\/evil.example/",
        "/%5cevil.example/",
        "/uk/../../etc/passwd",
        "/api/page/ask",
        "/api/page/ask?lang=xx&question=",
        "/api/page/ask?lang=uk&question=find%3Fq%3D%25FF",
        "/api/page/ask?lang=uk&question=saved%2F1,2,x,,4294967296%3Fa,,b",
        "/api/page/ask?lang=uk&question=listing%2F%FF",
        "/api/page/nowhere",
        &long,
    ] {
        let answer = app.get(path).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains(SCRIPT), "{path} sends it back");
        let location = answer.header("location");
        assert!(
            !location.starts_with("//") && !location.contains("://") && !location.contains('\\'),
            "{path} leads to {location}"
        );
    }
}

#[tokio::test]
async fn no_header_makes_the_server_fail() {
    let app = TestApp::with_three().await;
    let long = "fr,".repeat(2000);
    for (name, value) in [
        ("accept-language", b"\xff\xfe".as_slice()),
        ("accept-language", b";;;===,,,*;q=nan"),
        ("accept-language", long.as_bytes()),
        ("accept-encoding", b"\xff, br;q=-1, gzip;q=1e9, ;, identity;q=0, *;q=0"),
        ("if-none-match", b"\xff\", W/, \"\", W/\""),
        ("content-length", b"-1"),
        ("x-request-id", b"<script>alert(1)</script>"),
        ("host", b"evil.example"),
        ("x-forwarded-host", b"evil.example"),
    ] {
        for path in ["/api/v1/listings", "/uk/find", "/favicon.svg", "/"] {
            let request = Request::get(path).header(name, value).body(Body::empty()).unwrap();
            let answer = app.send(request).await;
            assert!(answer.status.as_u16() < 500, "{name} {path}: {}", answer.status);
            assert!(!String::from_utf8_lossy(&answer.body).contains("evil.example"), "{name} {path}");
            assert!(!answer.header("x-request-id").contains("script"), "{path}");
        }
    }
}
