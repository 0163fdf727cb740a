//! The fictional residence and the three weeks of March 2019: a client of the HTTP API, nothing else.
//!
//! Deliberately absent: every other room. What cannot be asked over HTTP, the hour and the nights, goes through
//! [`Stage`].

use anyhow::{Result, bail};
use chrono::{DateTime, Utc};
use serde::Serialize;

mod stage;

pub use stage::Stage;

/// How to sign in as each role, in the order in which it is told.
#[derive(Debug, Clone, Serialize)]
pub struct SignIn {
    /// The role's word, such as `coordinator`.
    pub role: String,
    /// The name of the account.
    pub name: String,
    /// A pairing token, good for one phone.
    pub token: String,
}

/// Tells the fictional residence up to `now`, with today's round planned, and answers how to sign in.
pub async fn tell(_stage: &dyn Stage, _now: DateTime<Utc>) -> Result<Vec<SignIn>> {
    bail!("la démonstration n'est pas encore écrite")
}

/// What happens at the doors in the three weeks.
pub const DOORS: &str = "";

/// Plays 25 February to 24 March 2019 with what `doors_csv` says of the doors, and answers the counts.
pub async fn play(_stage: &dyn Stage, _doors_csv: &str) -> Result<serde_json::Value> {
    bail!("la démonstration n'est pas encore écrite")
}
