//! The only place where an error becomes HTTP: RFC 9457 problems with stable codes and a French title.

use app::error::Fault;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use shared::Refusal;
use shared::refusal::Kind;
use utoipa::ToSchema;

/// What went wrong, for the person and for the program.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Stable identifier of the kind of problem, `urn:palier:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(format = "uri")]
    pub kind: String,
    /// The stable code, `noun.what_is_wrong`.
    #[schema(pattern = "^[a-z_]+\\.[a-z_]+$")]
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in French.
    pub title: String,
    /// What to do, in French.
    pub remedy: String,
    /// More about this one case, in French.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong where, all at once.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub faults: Vec<Fault>,
    /// The name of this request in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Machine-readable members of this one code, such as `next_possible_day` or `location`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub more: Map<String, Value>,
}

/// An error on its way out of a handler.
#[derive(Debug)]
pub struct Failure(pub app::Error);

/// What every handler answers.
pub type Answer<T> = Result<T, Failure>;

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        Self(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.into())
    }
}

/// The status of each kind of no.
fn status_of(refusal: Refusal) -> StatusCode {
    match refusal.entry().kind {
        Kind::Malformed if refusal == Refusal::RequestTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Malformed if refusal == Refusal::RequestNotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Malformed if refusal == Refusal::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Kind::Malformed if refusal == Refusal::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        Kind::Malformed if refusal == Refusal::RequestTooSlow => StatusCode::REQUEST_TIMEOUT,
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::Unconditional => StatusCode::PRECONDITION_REQUIRED,
        Kind::Throttled => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Failed => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Problem {
    /// The problem that tells `refused`.
    pub fn of(refused: app::error::Refused) -> Self {
        let entry = refused.refusal.entry();
        Self {
            kind: format!("urn:palier:problem:{}", entry.code),
            code: entry.code.to_owned(),
            status: status_of(refused.refusal).as_u16(),
            title: entry.title.to_owned(),
            remedy: entry.remedy.to_owned(),
            detail: refused.detail,
            faults: refused.faults,
            request_id: None,
            more: refused.more,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                let wait = self.more.get("wait_s").and_then(Value::as_u64).unwrap_or(5);
                headers.entry(header::RETRY_AFTER).or_insert(HeaderValue::from(wait));
            }
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        // The guard finds the problem here, to write the request's id into it.
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let refused = match self.0 {
            app::Error::Refused(refused) => *refused,
            app::Error::Busy | app::Error::Outside(_) => app::error::Refused::new(Refusal::StoreBusy),
            app::Error::Store(error) => {
                tracing::error!(%error, "the store failed");
                metrics::counter!("palier_store_errors_total").increment(1);
                app::error::Refused::new(Refusal::StoreFailed)
            }
            app::Error::Bug(promise) => {
                tracing::error!(%promise, "a promise does not hold");
                app::error::Refused::new(Refusal::ServerFailed)
            }
        };
        Problem::of(refused).into_response()
    }
}
