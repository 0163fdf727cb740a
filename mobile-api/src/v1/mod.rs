//! One file a noun: what can be asked of it, and how the phone says it.

pub mod absences;
pub mod accounts;
pub mod associations;
pub mod concerns;
pub mod consents;
pub mod counts;
pub mod days;
pub mod entrances;
pub mod imports;
pub mod orders;
pub mod pairings;
pub mod pickup_points;
pub mod plans;
pub mod products;
pub mod proposals;
pub mod residences;
mod resident_forms;
pub mod residents;
pub mod rounds;
pub mod sessions;
pub mod setup;
pub mod slips;
pub mod standing_orders;
pub mod sync;
pub mod talks;
pub mod visits;
pub mod volunteers;
