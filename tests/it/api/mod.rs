//! Each operation: happy, refused, stranger, malformed. Mirrors `mobile-api/src/v1`.

mod absences;
mod accounts;
mod associations;
mod concerns;
mod consents;
mod counts;
mod entrances;
mod imports;
mod keys;
mod orders;
mod pairings;
mod pickup_points;
mod products;
mod refreshes;
mod residents;
mod rights;
mod scene;
mod sessions;
mod setup;
mod slips;
mod standing_orders;
mod street;
mod sync;
mod talks;
mod tokens;
mod volunteers;
