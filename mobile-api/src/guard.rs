//! The layers between the socket and the handlers: what no handler should have to think of. Every answer gets a request
//! id, a line in the log, a count and the security headers; every request has its time, its size and its pace; a
//! handler that panics answers a problem. The figures are settings of the server, so that tests can shorten them.

use std::net::IpAddr;
use std::time::Duration;

use app::{App, Error};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use shared::Refusal;
use tower_http::catch_panic::CatchPanicLayer;

use crate::problem::Failure;

mod accept;
mod headers;
mod observe;
mod rate;
pub(crate) mod slow;

pub use rate::{Origin, Rate};

/// How much a request may ask of the process.
#[derive(Debug, Clone)]
pub struct Guards {
    /// How long a request may take from its first byte of body to its answer.
    pub request: Duration,
    /// How long a body may take to arrive.
    pub body: Duration,
    /// Bytes of a body.
    pub body_bytes: usize,
    /// Bytes of an imported list, and of what a phone kept while it had no network.
    pub import_bytes: usize,
    /// How often one address may ask; without end when absent.
    pub rate: Option<Rate>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

impl Default for Guards {
    fn default() -> Self {
        Self {
            request: Duration::from_secs(30),
            body: Duration::from_secs(10),
            body_bytes: 256 * 1024,
            import_bytes: 1024 * 1024,
            rate: None,
            trusted_proxies: Vec::new(),
        }
    }
}

/// Puts every guard around `router`. The last layer is the first that a request meets.
pub fn around(router: Router, app: App, guards: &Guards) -> Router {
    let panics = CatchPanicLayer::custom(|_| Failure::from(Refusal::ServerFailed).into_response());
    let router = router.layer(from_fn_with_state(guards.clone(), bounded)).layer(panics).layer(from_fn(accept::check));
    let router = match &guards.rate {
        Some(rate) => rate::limit(router, *rate, &guards.trusted_proxies),
        None => router,
    };
    router.layer(from_fn(headers::add)).layer(from_fn_with_state(app, observe::observe))
}

/// Puts the security headers alone around `router`, for the listener that is not public.
pub fn headed(router: Router) -> Router {
    router.layer(from_fn(headers::add))
}

/// Time and size. A request that runs out of time is dropped with its transaction, so nothing of it is left.
async fn bounded(State(guards): State<Guards>, mut request: Request, next: Next) -> Response {
    let template = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let most = if template.starts_with("/v1/imports") || template == "/v1/sync" {
        guards.import_bytes
    } else {
        guards.body_bytes
    };
    DefaultBodyLimit::max(most).apply(&mut request);
    let origin = Origin::of(&request, &guards.trusted_proxies);
    request.extensions_mut().insert(origin);
    // A chunked body beside a Content-Length is the root of smuggling, and hyper hides the second header from us. Phones
    // send lengths: whoever sends chunks gets an answer and a closed connection.
    let chunked = request.headers().contains_key(header::TRANSFER_ENCODING);
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut response = if declared.is_some_and(|bytes: u64| bytes > most as u64) {
        closing(Failure::from(Refusal::RequestTooLarge).into_response())
    } else {
        let request = request.map(|body| slow::within(body, guards.body));
        match tokio::time::timeout(guards.request, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Failure(Error::Busy).into_response(),
        }
    };
    if chunked {
        response = closing(response);
    }
    response
}

fn closing(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
