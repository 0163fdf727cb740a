//! Pick-up points and what they offer.

pub(crate) mod calendar;
pub(crate) mod catalogue;
pub mod closures;
pub mod pickup_points;
pub(crate) mod prefill;
pub mod prices;
pub mod product_days;
pub mod products;
