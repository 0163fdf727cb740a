//! Reading what was sent: JSON bodies with all their faults at once, path ids, queries, and the two condition headers.

use app::error::Fault;
use app::{App, Error, Once};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use garde::Validate;
use serde::de::DeserializeOwned;
use shared::Refusal;
use utoipa::IntoParams;

use crate::fault;
use crate::guard::slow;
use crate::problem::Failure;

/// A JSON body, read and valid.
pub struct Body<T>(pub T);

/// A JSON body that creates something, with its Idempotency-Key.
pub struct Keyed<T> {
    /// What makes the same request the same.
    pub once: Once,
    /// The body.
    pub body: T,
}

/// A creation without a body, with its Idempotency-Key.
pub struct KeyedEmpty(pub Once);

/// A path parameter, typed.
pub struct Path<T>(pub T);

/// A query string, typed and valid.
pub struct Query<T>(pub T);

/// The version that the caller read before editing; `None` for `*`.
pub struct IfMatch(pub Option<i32>);

/// The header of every POST that creates.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read from the headers by hand; the type is its documentation")]
pub struct KeyHeader {
    /// The client's own unique key: the same key and body twice have one effect.
    #[param(rename = "Idempotency-Key", min_length = 8, max_length = 128, pattern = "^[A-Za-z0-9_-]{8,128}$")]
    idempotency_key: String,
}

/// The header of every edit.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read from the headers by hand; the type is its documentation")]
pub struct IfMatchHeader {
    /// The ETag that was read.
    #[param(rename = "If-Match", pattern = "^(\\*|\"[0-9]{1,9}\")$")]
    if_match: String,
}

/// The header of an edit that may also create.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read from the headers by hand; the type is its documentation")]
pub struct OptionalIfMatchHeader {
    /// The ETag that was read; absent when nothing stood.
    #[param(rename = "If-Match", pattern = "^(\\*|\"[0-9]{1,9}\")$")]
    if_match: Option<String>,
}

impl<T: DeserializeOwned + Validate<Context: Default>> FromRequest<App> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        expect_json(request.headers())?;
        let bytes = bytes_of(request, app).await?;
        Ok(Self(read(&bytes)?))
    }
}

impl<T: DeserializeOwned + Validate<Context: Default>> FromRequest<App> for Keyed<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let named = Named::of(&request)?;
        expect_json(request.headers())?;
        let bytes = bytes_of(request, app).await?;
        Ok(Self { body: read(&bytes)?, once: named.once(&bytes) })
    }
}

impl FromRequest<App> for KeyedEmpty {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let named = Named::of(&request)?;
        let bytes = bytes_of(request, app).await?;
        Ok(Self(named.once(&bytes)))
    }
}

/// The names by which a creating request is known: its key, its route, its path.
pub(crate) struct Named {
    key: String,
    route: String,
    path: String,
}

impl Named {
    pub(crate) fn of(request: &Request) -> Result<Self, Failure> {
        let key = key_of(request.headers())?;
        let matched = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let route = format!("{} {matched}", request.method());
        Ok(Self { key, route, path: request.uri().path().to_owned() })
    }

    pub(crate) fn once(self, body: &[u8]) -> Once {
        let fingerprint = app::keys::digest(&[self.path.as_bytes(), b"\0", body].concat());
        Once { key: self.key, route: self.route, fingerprint }
    }
}

fn key_of(headers: &HeaderMap) -> Result<String, Failure> {
    let value = headers.get("idempotency-key").ok_or(Refusal::KeyMissing)?;
    let key = value.to_str().map_err(|_| Refusal::KeyMalformed)?;
    let letters = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if letters && (8..=128).contains(&key.len()) { Ok(key.to_owned()) } else { Err(Refusal::KeyMalformed.into()) }
}

pub(crate) fn expect_json(headers: &HeaderMap) -> Result<(), Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Refusal::RequestNotJson.into()) }
}

pub(crate) async fn bytes_of(request: Request, app: &App) -> Result<Bytes, Failure> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Refusal::RequestNotJson.into());
    }
    Bytes::from_request(request, app).await.map_err(|rejection: BytesRejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::RequestTooLarge.into(),
        _ if slow::is_too_slow(&rejection) => Refusal::RequestTooSlow.into(),
        _ => Refusal::RequestUnreadable.into(),
    })
}

/// Reads and validates a body. A text that is not JSON is unreadable; JSON of the wrong shape is invalid, and says where.
pub(crate) fn read<T: DeserializeOwned + Validate<Context: Default>>(bytes: &[u8]) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let at = pointer(&error.path().to_string());
        let inner = error.into_inner();
        let refusal = if inner.is_data() { Refusal::RequestInvalid } else { Refusal::RequestUnreadable };
        Failure(Error::faulty(refusal, vec![Fault { at, what: fault::unread(&inner.to_string()) }]))
    })?;
    json.end().map_err(|_| Refusal::RequestUnreadable)?;
    valid(value)
}

fn valid<T: Validate<Context: Default>>(value: T) -> Result<T, Failure> {
    match value.validate() {
        Ok(()) => Ok(value),
        Err(report) => Err(Failure(Error::faulty(Refusal::RequestInvalid, faults(&report).collect()))),
    }
}

/// What a check found, in French.
pub(crate) fn faults(report: &garde::Report) -> impl Iterator<Item = Fault> + '_ {
    let told = |(path, error): &(garde::Path, garde::Error)| Fault {
        at: pointer(&path.to_string()),
        what: fault::refused(error.message()),
    };
    report.iter().map(told)
}

/// `lines[0].quantity` as the JSON pointer `/lines/0/quantity`.
pub(crate) fn pointer(path: &str) -> String {
    if path == "." || path.is_empty() {
        return String::new();
    }
    format!("/{}", path.replace('[', ".").replace(']', "").replace("..", ".").replace('.', "/"))
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let read = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        read.map(|path| Self(path.0)).map_err(|rejection| parameter("path", &rejection.body_text()))
    }
}

impl<T: DeserializeOwned + Validate<Context: Default>> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        valid(read.map_err(|rejection| parameter("query", &rejection.body_text()))?.0).map(Self)
    }
}

/// Reads a field of an edit that null takes away: absent stays, null removes, a value replaces.
pub fn removable<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de>>(
    field: D,
) -> Result<Option<Option<T>>, D::Error> {
    <Option<T> as serde::Deserialize>::deserialize(field).map(Some)
}

fn parameter(at: &str, what: &str) -> Failure {
    Failure(Error::faulty(Refusal::RequestUnreadable, vec![Fault { at: at.to_owned(), what: fault::unread(what) }]))
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        let value = parts.headers.get(header::IF_MATCH).ok_or(Refusal::EditUnconditional)?;
        let text = value.to_str().unwrap_or_default();
        if text == "*" {
            return Ok(Self(None));
        }
        let version =
            text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|digits| digits.parse().ok());
        // A tag that palier never gave cannot be current.
        version.map(|version| Self(Some(version))).ok_or_else(|| Refusal::EditStale.into())
    }
}

/// The condition of an edit that may also create: absent when nothing stood.
impl axum::extract::OptionalFromRequestParts<App> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Failure> {
        if !parts.headers.contains_key(header::IF_MATCH) {
            return Ok(None);
        }
        <Self as FromRequestParts<App>>::from_request_parts(parts, app).await.map(Some)
    }
}
