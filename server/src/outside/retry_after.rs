//! How long a service asks to be left alone, in whichever of the two forms it says so.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{HeaderMap, RETRY_AFTER};

/// Retry-After: seconds, or the date until which to wait (RFC 9110 section 10.2.3).
pub fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let told = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = told.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(told).ok()?.to_utc();
    (until - now).max(TimeDelta::zero()).to_std().ok()
}
