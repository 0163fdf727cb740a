//! Where people live: residences, their entrances, the dwellings behind them.

pub mod entrances;
pub mod residences;
