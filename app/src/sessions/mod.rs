//! Signing in.

use crate::error::Result;
use crate::{App, Caller};

/// The caller whom an access token names.
pub async fn authenticate(_app: &App, _token: &str) -> Result<Caller> {
    Err(shared::Refusal::SessionInvalid.into())
}
