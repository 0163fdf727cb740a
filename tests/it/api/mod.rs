//! Each operation: happy, refused, stranger, malformed. Mirrors `mobile-api/src/v1`.

mod accounts;
mod associations;
mod concerns;
mod counts;
mod keys;
mod orders;
mod pairings;
mod pickup_points;
mod products;
mod refreshes;
mod rights;
mod scene;
mod sessions;
mod setup;
mod slips;
mod standing_orders;
mod sync;
mod tokens;
