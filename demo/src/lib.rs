//! The fictional residence and the three weeks of March 2019: a client of the HTTP API, nothing else.
//!
//! Deliberately absent: every other room. What cannot be asked over HTTP, the hour and the nights, goes through
//! [`Stage`].

mod chance;
mod client;
mod desk;
pub mod doors;
mod founding;
mod hours;
mod people;
mod proof;
mod serve;
mod sheet;
mod stage;
pub mod town;
mod walk;
mod weeks;

pub use client::{Api, Device, text};
pub use doors::AS_TOLD as DOORS;
pub use proof::{Goods, Proof};
pub use serve::{SignIn, tell};
pub use stage::Stage;
pub use weeks::play;
