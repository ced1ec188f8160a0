//! Accepting connections, and ending those that only cost.
//!
//! `axum::serve` gives hyper no timer, so that a client that sends half a header occupies a place for ever; this does
//! the same work with clocks. Knows nothing about what is asked on a connection; who asks is noted for whoever counts and not looked at.

use std::{
    convert::Infallible,
    io,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    Router,
    http::{StatusCode, Version, header},
    response::Response,
};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Instant, Sleep, sleep, timeout},
};
use tower::Service;
use usecases::pace::Origin;

use super::{
    client::Peer,
    places::{Place, Places},
    problem::refusal,
};

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at a time. Further ones wait in the queue of the system.
    pub connections: usize,
    /// Whether they are shared out among those who connect; a proxy connects for everybody.
    pub shared_out: bool,
    /// Until the header of a request is whole; also between two requests of HTTP/1.
    pub header: Duration,
    /// Without a byte in either direction.
    pub silence: Duration,
    /// For what is under way when the server ends.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connections: 2000, shared_out: true, header: seconds(10), silence: seconds(30), farewell: seconds(10) }
    }
}

/// Answers connections within limits until `shutdown` is ready, then finishes what is under way.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: impl Future<Output = ()>) {
    let builder = builder(&limits);
    let places = Places::new(limits.connections, limits.shared_out);
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let stream = tokio::select! {
            stream = accept(&listener, &places) => stream,
            () = &mut shutdown => break,
        };
        let origin = stream.peer_addr().map_or(Origin::UNKNOWN, |peer| Origin::of(peer.ip()));
        let (places, router, builder, watcher) =
            (Arc::clone(&places), router.clone(), builder.clone(), graceful.watcher());
        let place = places.take(origin);
        tokio::spawn(async move {
            let place = match place {
                Some(place) => place,
                None => {
                    // Who has more than their share waits a while, and not together with many.
                    let Some(_waiting) = places.wait() else { return };
                    let Ok(place) = timeout(limits.silence, places.taken(origin)).await else { return };
                    place
                }
            };
            answer(stream, place, router, builder, limits, watcher).await;
        });
    }
    drop(listener);
    if timeout(limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
}

fn builder(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.header);
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new()).max_concurrent_streams(100).max_header_list_size(16 * 1024);
    // More often than silence ends a connection, so that an idle one stays.
    http2.keep_alive_interval(limits.silence / 2).keep_alive_timeout(limits.silence / 3);
    builder
}

/// The next connection, as soon as there is a place for anybody.
async fn accept(listener: &TcpListener, places: &Places) -> TcpStream {
    places.any().await;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn answer(
    stream: TcpStream,
    place: Place,
    router: Router,
    builder: auto::Builder<TokioExecutor>,
    limits: Limits,
    watcher: Watcher,
) {
    // Small answers leave at once; without it they are only slower.
    let _ = stream.set_nodelay(true);
    let peer = stream.peer_addr().ok().map(Peer);
    let asked = Arc::new(AtomicBool::new(false));
    let service = service_fn({
        let asked = Arc::clone(&asked);
        move |request| ask(router.clone(), request, peer, Arc::clone(&asked))
    });
    let connection = builder.serve_connection(TokioIo::new(Lively::new(stream, limits.silence)), service);
    tokio::select! {
        // A client that breaks off or breaks the protocol is nobody's concern.
        _ = watcher.watch(connection.into_owned()) => {}
        // Which version of HTTP it is, hyper finds out without a clock.
        () = overdue(&asked, limits.header) => {}
    }
    drop(place);
}

async fn ask(
    mut router: Router,
    mut request: Request<Incoming>,
    peer: Option<Peer>,
    asked: Arc<AtomicBool>,
) -> Result<Response, Infallible> {
    asked.store(true, Ordering::Relaxed);
    if !names_one_host(&request) {
        return Ok(refusal(request.uri().path(), StatusCode::BAD_REQUEST, "The request must name one host."));
    }
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    router.call(request).await
}

/// HTTP/1.1 asks for one `Host` and no more (RFC 9112, 3.2): what stands between could read another than we do.
fn names_one_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (first, more) = (hosts.next(), hosts.next());
    more.is_none() && (first.is_some() || request.version() != Version::HTTP_11)
}

/// Ready when the first request has not arrived in time; never, when it has.
async fn overdue(asked: &AtomicBool, patience: Duration) {
    sleep(patience).await;
    if asked.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
}

/// A stream that fails when nothing moves on it.
struct Lively {
    stream: TcpStream,
    patience: Duration,
    silence: Pin<Box<Sleep>>,
}

impl Lively {
    fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { stream, patience, silence: Box::pin(sleep(patience)) }
    }

    /// Passes on what the stream says, unless it has said nothing for too long.
    fn heard<T>(&mut self, cx: &mut Context<'_>, said: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if said.is_ready() {
            self.silence.as_mut().reset(Instant::now() + self.patience);
            return said;
        }
        ready!(self.silence.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Lively {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let said = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.heard(cx, said)
    }
}

impl AsyncWrite for Lively {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.heard(cx, said)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.heard(cx, said)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
