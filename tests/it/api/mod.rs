//! Each operation: happy, refused, stranger, malformed. Mirrors `mobile-api/src/v1`.

mod accounts;
mod associations;
mod concerns;
mod counts;
mod keys;
mod pairings;
mod refreshes;
mod rights;
mod scene;
mod sessions;
mod setup;
mod sync;
mod tokens;
