//! The shapes of good news: created at a place, current at a version, a page of a list.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// 201, with where it is.
pub struct Created<T> {
    location: String,
    body: T,
}

impl<T> Created<T> {
    /// `body` now stands at `collection/id`.
    pub fn at(collection: &str, id: impl std::fmt::Display, body: T) -> Self {
        Self { location: format!("{collection}/{id}"), body }
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, [(header::LOCATION, self.location)], Json(self.body)).into_response()
    }
}

/// 200, with the version to edit from.
pub struct Tagged<T> {
    /// The version, as the ETag.
    pub version: i32,
    /// What stands.
    pub body: T,
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, format!("\"{}\"", self.version))], Json(self.body)).into_response()
    }
}

/// A list of which only a part is sent at once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// This part.
    pub items: Vec<T>,
    /// Where the next part begins; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> From<app::page::Slice<T>> for Page<T> {
    fn from(slice: app::page::Slice<T>) -> Self {
        Self { items: slice.items, next_cursor: slice.next.map(|id| id.simple().to_string()) }
    }
}

/// Which part of a list to send.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// At most so many items.
    #[garde(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default = "fifty")]
    pub limit: u16,
    /// The `next_cursor` of the part before.
    #[garde(custom(page_mark))]
    #[param(pattern = "^[0-9a-f]{32}$")]
    pub cursor: Option<String>,
}

fn fifty() -> u16 {
    50
}

fn page_mark(value: &Option<String>, (): &()) -> garde::Result {
    match value {
        Some(text) if uuid::Uuid::try_parse(text).is_err() || text.len() != 32 => {
            Err(garde::Error::new("ce n'est pas un repère de page"))
        }
        _ => Ok(()),
    }
}

impl From<PageQuery> for app::page::Window {
    fn from(query: PageQuery) -> Self {
        Self { limit: query.limit, after: query.cursor.and_then(|text| uuid::Uuid::try_parse(&text).ok()) }
    }
}

/// 204: done, and there is nothing to say.
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// A calendar that other programs read (RFC 5545).
pub struct Calendar(pub String);

impl IntoResponse for Calendar {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], self.0).into_response()
    }
}

/// A CSV document that a spreadsheet opens.
pub struct Csv {
    /// The name to save it under.
    pub file_name: String,
    /// The document, UTF-8 with BOM.
    pub text: String,
}

impl IntoResponse for Csv {
    fn into_response(self) -> Response {
        let disposition = HeaderValue::try_from(format!("attachment; filename=\"{}\"", self.file_name))
            .unwrap_or(HeaderValue::from_static("attachment"));
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        (headers, self.text).into_response()
    }
}
