//! How often one address may ask. The address is the socket's; `X-Forwarded-For` counts only from a proxy that the
//! settings trust, and then its last entry, which is the one that this proxy wrote.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum::response::{IntoResponse, Response};
use shared::Refusal;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

use crate::problem::Failure;

/// Requests a second on the long run, and at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// On the long run.
    pub per_second: u32,
    /// At once.
    pub burst: u32,
}

/// Requests between two sweeps of the addresses that have been quiet long enough to be forgotten.
const SWEEP: usize = 4096;

/// Puts the limit around `router`; a rate of 0 limits nothing.
pub fn limit(router: Router, rate: Rate, trusted: &[IpAddr]) -> Router {
    if rate.per_second == 0 || rate.burst == 0 {
        return router;
    }
    // The builder's `per_second(n)` means one request every n seconds; the period is what we mean.
    let period = Duration::from_secs(1) / rate.per_second;
    let mut builder = GovernorConfigBuilder::default().key_extractor(Address { trusted: trusted.into() });
    let Some(config) = builder.period(period).burst_size(rate.burst).finish() else { return router };
    let limiter = config.limiter().clone();
    let swept = std::sync::atomic::AtomicUsize::new(1);
    let sweep = move || {
        if swept.fetch_add(1, std::sync::atomic::Ordering::Relaxed).is_multiple_of(SWEEP) {
            limiter.retain_recent();
        }
    };
    let sweep = std::sync::Arc::new(sweep);
    let swept = axum::middleware::from_fn(move |request: axum::extract::Request, next: axum::middleware::Next| {
        sweep();
        next.run(request)
    });
    router.layer(GovernorLayer::new(config).error_handler(throttled)).layer(swept)
}

fn throttled(error: GovernorError) -> Response {
    let wait = match error {
        GovernorError::TooManyRequests { wait_time, .. } => wait_time.max(1),
        _ => 1,
    };
    let mut response = Failure::from(Refusal::RequestThrottled).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    response
}

/// The address that a request comes from, as far as it can be believed.
#[derive(Debug, Clone, Copy)]
pub struct Origin(pub IpAddr);

impl Origin {
    /// Of `request`, behind proxies that are `trusted`.
    pub fn of<T>(request: &Request<T>, trusted: &[IpAddr]) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        // Without a socket there is a test on the other side, and one key for all of it.
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip());
        let believed = if trusted.contains(&peer) { forwarded(request.headers()) } else { None };
        Self(subscriber(believed.unwrap_or(peer)))
    }
}

/// One subscriber of a network: an IPv6 line has 2^64 addresses, which are one and the same asker (RFC 6177).
fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(wide) => Ipv6Addr::from_bits(wide.to_bits() & (u128::MAX << 64)).into(),
        narrow => narrow,
    }
}

/// Where a request comes from.
#[derive(Clone)]
struct Address {
    trusted: std::sync::Arc<[IpAddr]>,
}

impl KeyExtractor for Address {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        Ok(Origin::of(request, &self.trusted).0)
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: [u8; 4], forwarded: Option<&'static str>) -> Request<()> {
        let mut request = Request::new(());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 4000))));
        if let Some(value) = forwarded {
            request.headers_mut().insert("x-forwarded-for", HeaderValue::from_static(value));
        }
        request
    }

    #[test]
    fn only_a_trusted_proxy_speaks_for_others() {
        let address = Address { trusted: [IpAddr::from([10, 0, 0, 1])].into() };
        let of = |peer, forwarded| address.extract(&from(peer, forwarded)).unwrap().to_string();
        assert_eq!(of([10, 0, 0, 1], Some("192.0.2.1, 192.0.2.7")), "192.0.2.7");
        assert_eq!(of([10, 0, 0, 1], Some("nonsense")), "10.0.0.1");
        assert_eq!(of([192, 0, 2, 9], Some("192.0.2.1")), "192.0.2.9");
        assert_eq!(of([192, 0, 2, 9], None), "192.0.2.9");
    }

    #[test]
    fn a_line_of_ipv6_is_one_asker() {
        let of = |text: &str| subscriber(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
