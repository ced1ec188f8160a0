//! Connections that only cost: clients that are slow, silent or too many. Asked over real sockets.

use std::time::Duration;

use axum::{
    Router,
    body::{Body, Bytes},
    routing::get,
};
use server::http::connection::{Limits, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

/// Longer than any of the limits below, shorter than what makes a test tedious.
const PATIENCE: Duration = Duration::from_secs(10);

const LIMITS: Limits = Limits {
    connections: 10,
    shared_out: true,
    header: Duration::from_millis(300),
    silence: Duration::from_millis(600),
    farewell: Duration::from_secs(5),
};

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn start(limits: Limits) -> Server {
    let large = || async { Body::from(Bytes::from(vec![b'x'; 64 * 1024 * 1024])) };
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        "done"
    };
    let router =
        Router::new().route("/", get(|| async { "hello" })).route("/large", get(large)).route("/slow", get(slow));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, router, limits, async { drop(stopped.await) }));
    Server { address, stop, task }
}

impl Server {
    async fn connect(&self, first: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(first.as_bytes()).await.unwrap();
        stream
    }
}

/// What the server says until it ends the connection.
async fn rest(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut said)).await;
    // A connection that is reset has ended as well.
    let _ = read.expect("the server ends the connection");
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn a_client_that_does_not_finish_its_header_is_disconnected() {
    let server = start(LIMITS).await;
    for first in ["GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "GET /", "P", "PRI * HTTP/2.0\r\n", ""] {
        let said = rest(server.connect(first).await).await;
        assert!(!said.contains("200 OK"), "{first:?}: {said}");
    }
}

#[tokio::test]
async fn a_client_that_drips_its_header_is_disconnected() {
    let server = start(LIMITS).await;
    let (mut reading, mut writing) = server.connect("GET / HTTP/1.1\r\n").await.into_split();
    let drip = tokio::spawn(async move {
        while writing.write_all(b"X-A: b\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut said = Vec::new();
    let _ = timeout(PATIENCE, reading.read_to_end(&mut said)).await.expect("the server ends the connection");
    drip.abort();
}

#[tokio::test]
async fn a_client_that_does_not_read_is_disconnected() {
    let server = start(LIMITS).await;
    let mut stream = server.connect("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    tokio::time::sleep(LIMITS.silence * 3).await;
    let read = rest(stream).await.len();
    assert!(read < 64 * 1024 * 1024, "the rest never came: {read}");
}

#[tokio::test]
async fn a_client_that_says_nothing_after_its_answer_is_disconnected() {
    let server = start(LIMITS).await;
    let said = rest(server.connect("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await).await;
    assert!(said.starts_with("HTTP/1.1 200 OK") && said.ends_with("hello"), "{said}");
}

#[tokio::test]
async fn further_connections_wait_for_a_place() {
    let server = start(Limits { connections: 1, ..LIMITS }).await;
    let idle = server.connect("").await;
    let said = rest(server.connect("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await).await;
    assert!(said.ends_with("hello"), "answered when the idle one was ended: {said}");
    drop(idle);
}

#[tokio::test]
async fn what_is_under_way_is_finished_when_the_server_stops() {
    let server = start(LIMITS).await;
    let mut stream = server.connect("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    let slow = server.connect("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(()).unwrap();
    assert!(rest(slow).await.ends_with("done"));
    timeout(PATIENCE, server.task).await.expect("the server ends").unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody is accepted any more");
}

#[tokio::test]
async fn a_request_without_a_host_or_with_two_is_refused() {
    let server = start(LIMITS).await;
    for hosts in ["", "Host: a\r\nHost: b\r\n", "Host: a\r\nhost: a\r\n"] {
        let request = format!("GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        let said = rest(server.connect(&request).await).await;
        assert!(said.starts_with("HTTP/1.1 400"), "{hosts:?}: {said}");
    }
    let said = rest(server.connect("GET / HTTP/1.0\r\n\r\n").await).await;
    assert!(said.starts_with("HTTP/1.0 200"), "it has none to name: {said}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn one_corner_of_the_network_does_not_take_all_connections() {
    let from = |address: [u8; 4], to: std::net::SocketAddr| async move {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind((address, 0).into()).unwrap();
        socket.connect(to).await.unwrap()
    };
    let limits = Limits { connections: 32, header: PATIENCE * 2, silence: PATIENCE * 2, ..LIMITS };
    let server = start(limits).await;
    let mut held = Vec::new();
    for last in 0..40 {
        held.push(from([127, 0, 1, last + 1], server.address).await);
    }
    let mut other = from([127, 0, 2, 1], server.address).await;
    other.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    assert!(rest(other).await.ends_with("hello"));
}
