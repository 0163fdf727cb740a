//! Where people live: residences, their entrances, the dwellings behind them.

pub mod dwellings;
pub mod entrances;
pub mod import;
pub mod residences;
