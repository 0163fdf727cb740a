//! Each operation: happy, refused, stranger, malformed. Mirrors `mobile-api/src/v1`.

mod accounts;
mod associations;
mod keys;
mod pairings;
mod refreshes;
mod rights;
mod sessions;
mod setup;
mod tokens;
