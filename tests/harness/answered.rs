//! An answer as a test reads it.

use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

/// An answer that the contract allows.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What was asked, for messages.
    pub asked: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as JSON where it is some; else null.
    pub json: Value,
    /// The body as it came.
    pub text: String,
}

impl Answered {
    pub(crate) fn new(asked: String, status: StatusCode, headers: HeaderMap, bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).expect("an answer in UTF-8");
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let json = if kind.contains("json") { serde_json::from_str(&text).expect("JSON") } else { Value::Null };
        Self { asked, status, headers, json, text }
    }

    /// The body of an answer that has this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{} answered {}", self.asked, self.text);
        self.json.clone()
    }

    /// The problem of an answer that refuses with this status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        let problem = self.is(status);
        assert_eq!(problem["code"], code, "{} answered {}", self.asked, self.text);
        problem
    }

    /// The id of what the answer shows.
    #[track_caller]
    pub fn id(&self) -> String {
        assert!(self.status.is_success(), "{} answered {}", self.asked, self.text);
        self.json["id"].as_str().unwrap_or_else(|| panic!("{} answered no id: {}", self.asked, self.text)).to_owned()
    }

    /// The ETag, to edit from.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag")
    }

    /// A header that is there.
    #[track_caller]
    pub fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("{} answered without {name}", self.asked));
        value.to_str().expect("a header of letters").to_owned()
    }
}
