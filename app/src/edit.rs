//! Edits start from what was read: the version that the caller saw must still be the current one.

use shared::Refusal;

use crate::error::Result;

/// The version that the caller edits from; `None` means whatever stands.
pub type Expected = Option<i32>;

/// Refuses with `edit.stale` when `current` is not what the caller read; answers the next version.
pub fn next_version(current: i32, expected: Expected) -> Result<i32> {
    match expected {
        Some(version) if version != current => Err(Refusal::EditStale.into()),
        _ => Ok(current.wrapping_add(1)),
    }
}
