//! Where the demo plays: a server somewhere, its clock in hand, its background work on command. The demo itself only
//! speaks HTTP; what no route gives away (the set-up token, time, a code for a pairing without an office) comes from
//! whoever holds the machine.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// A running palier whose time stands still until it is moved.
#[async_trait]
pub trait Stage: Send + Sync {
    /// The address of the API, without a slash at its end.
    fn url(&self) -> String;
    /// What the server's clock says.
    fn now(&self) -> DateTime<Utc>;
    /// Puts the server's clock.
    fn set_clock(&self, to: DateTime<Utc>);
    /// Runs all background work that is due, and ends when nothing is.
    async fn settle(&self) -> anyhow::Result<()>;
    /// The single-use token of the set-up link.
    async fn setup_token(&self) -> anyhow::Result<String>;
    /// A pairing token for an account, as `palier pair` prints it.
    async fn pair(&self, account_id: &str) -> anyhow::Result<String>;
}
