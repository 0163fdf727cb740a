//! What is read of somebody else's answer: how long to leave them alone, and the beginning of what they say.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Response, header};

/// Bytes of an answer that are read.
const BYTES_MAX: usize = 64 << 10;
/// Letters of an answer that are told in the log.
const TOLD: usize = 120;

/// Retry-After: seconds, or the date until which to wait (RFC 9110 section 10.2.3).
pub(super) fn rest(answer: &Response, now: DateTime<Utc>) -> Option<Duration> {
    let told = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = told.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(told).ok()?.to_utc();
    (until - now).max(TimeDelta::zero()).to_std().ok()
}

/// The beginning of an answer, on one line. What comes after 64 kB is not waited for.
pub(super) async fn said(mut answer: Response) -> Result<String, String> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        body.extend_from_slice(&chunk);
        if body.len() > BYTES_MAX {
            break;
        }
    }
    let text = String::from_utf8_lossy(&body);
    Ok(text.chars().filter(|letter| !letter.is_control()).take(TOLD).collect())
}
