//! What is known of a request afterwards: one line in the log and one count, by the route's template. Paths carry ids
//! and queries carry names, so neither is written anywhere. The request's id is made here and never taken from outside.

use std::time::Instant;

use app::App;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::problem::Problem;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request, runs it, and writes what became of it.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(&app);
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", request_id = %id, method, route);
    let begun = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let code = response.extensions().get::<Problem>().map_or("", |problem| problem.code.as_str());
    span.in_scope(|| tracing::info!(status, milliseconds, code, "answered"));
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("palier_http_requests_total", &labels).increment(1);
    metrics::histogram!("palier_http_request_seconds", &labels[..2]).record(took.as_secs_f64());
    named(response, &id)
}

/// The answer with the request's id in its head and, where it is a problem, in its body.
fn named(mut response: Response, id: &str) -> Response {
    if let Some(mut problem) = response.extensions_mut().remove::<Problem>() {
        problem.request_id = Some(id.to_owned());
        if let Ok(body) = serde_json::to_vec(&problem) {
            response.headers_mut().remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::from(body);
        }
    }
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn request_id(app: &App) -> String {
    let mut bytes = [0; 12];
    app.chance.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The method as a word of a closed set: a client can invent methods, and each would be a new label.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
