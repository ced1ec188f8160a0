//! From which corner of the network a request comes, for whoever counts how much is written from there.
//!
//! The address itself is read here and goes no further: neither into a log nor into the record.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::Response,
};
use usecases::pace::Origin;

use crate::state::AppState;

const FORWARDED: &str = "x-forwarded-for";

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Extracted by handlers that count.
#[derive(Clone, Copy, Debug)]
pub struct ClientOrigin(pub Origin);

impl FromRequestParts<AppState> for ClientOrigin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0.ip());
        let address = client(peer, &parts.headers, state.trusted_proxies);
        Ok(Self(address.map_or(Origin::UNKNOWN, Origin::of)))
    }
}

/// Whether to say that a proxy speaks to nobody: once, and only where none is trusted.
#[derive(Clone)]
pub struct Unheard(Arc<AtomicBool>);

impl Unheard {
    /// What there is to say about a server.
    pub fn of(state: &AppState) -> Self {
        Self(Arc::new(AtomicBool::new(state.trusted_proxies == 0)))
    }
}

/// Warns an operator behind whose proxy all readers are one: they would share what one of them may write.
pub async fn notice(State(unheard): State<Unheard>, request: Request, next: Next) -> Response {
    if request.headers().contains_key(FORWARDED) && unheard.0.swap(false, Ordering::Relaxed) {
        tracing::warn!(
            "requests come with X-Forwarded-For and no proxy is trusted: all readers count as one and share what one may \
             write; set trusted_proxies to the number of your proxies"
        );
    }
    next.run(request).await
}

/// The client's address behind so many proxies of our own. Each of them writes at the right end of the header whom it
/// saw, so that they are counted from there: what stands further left is whatever the client claims.
fn client(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let Some(nearest) = proxies.checked_sub(1) else { return peer };
    let lines = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
    let seen: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    // Fewer than expected: all of them were written by our proxies.
    let place = seen.len().saturating_sub(nearest + 1);
    seen.get(place).and_then(|address| parse(address)).or(peer)
}

/// An address as proxies write it, with a port or without.
fn parse(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(lines: &[&str], proxies: usize) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        client("10.0.0.1".parse().ok(), &headers, proxies).unwrap().to_string()
    }

    #[test]
    fn without_a_proxy_nobody_is_believed() {
        assert_eq!(seen(&["192.0.2.1"], 0), "10.0.0.1");
    }

    #[test]
    fn proxies_are_counted_from_the_right_and_the_client_is_not_believed() {
        assert_eq!(seen(&["203.0.113.9, 192.0.2.1"], 1), "192.0.2.1");
        assert_eq!(seen(&["203.0.113.9", "192.0.2.1, 198.51.100.7"], 2), "192.0.2.1");
        assert_eq!(seen(&["192.0.2.1"], 2), "192.0.2.1");
    }

    #[test]
    fn what_is_no_address_is_left_aside() {
        assert_eq!(seen(&[], 1), "10.0.0.1");
        assert_eq!(seen(&["unknown"], 1), "10.0.0.1");
        assert_eq!(seen(&["192.0.2.1:4711"], 1), "192.0.2.1");
        assert_eq!(seen(&["[2001:db8::1]:443"], 1), "2001:db8::1");
        assert_eq!(seen(&["[2001:db8::1]"], 1), "2001:db8::1");
    }
}
