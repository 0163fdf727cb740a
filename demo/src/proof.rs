//! The line that proves the three weeks, read from `GET /v1/counts` and from nothing else. The order of its members is
//! the order in which it is printed.

use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::client::{Device, items};

/// What the treasurer reads for 4 to 24 March 2019.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Packs of water that were delivered.
    pub packs: i64,
    /// Breads that were delivered.
    pub breads: i64,
    /// Distinct residents who got bread.
    pub bread_residents: i64,
    /// Distinct residents who got water.
    pub water_residents: i64,
    /// Volunteers who reported something.
    pub volunteers: i64,
    /// Courtesy visits that took place.
    pub visits: i64,
    /// What the shops were asked for.
    pub slipped: Goods,
    /// What did not reach anybody.
    pub not_delivered: Goods,
    /// What was delivered on the first day.
    pub launch_day: Goods,
}

/// Breads and packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// Breads.
    pub breads: i64,
    /// Packs of water.
    pub packs: i64,
}

/// Reads the counts of a period and of its first day.
///
/// # Errors
/// When the counts are not told as the contract says.
pub async fn read(treasurer: &Device<'_>, from: NaiveDate, to: NaiveDate) -> Result<Proof> {
    let weeks = total(treasurer, from, to).await?;
    let first = total(treasurer, from, from).await?;
    let volunteers = weeks["volunteers"].as_i64().context("no volunteers are counted")?;
    let visits = weeks["visits"].as_i64().context("no visits are counted")?;
    Ok(Proof {
        packs: count(&weeks, WATER, "delivered")?,
        breads: count(&weeks, BREAD, "delivered")?,
        bread_residents: count(&weeks, BREAD, "residents_served")?,
        water_residents: count(&weeks, WATER, "residents_served")?,
        volunteers,
        visits,
        slipped: goods(&weeks, "slipped")?,
        not_delivered: goods(&weeks, "not_delivered")?,
        launch_day: goods(&first, "delivered")?,
    })
}

const BREAD: &str = "bread";
const WATER: &str = "water_pack";

async fn total(treasurer: &Device<'_>, from: NaiveDate, to: NaiveDate) -> Result<Value> {
    Ok(treasurer.get(&format!("/v1/counts?from={from}&to={to}")).await?["total"].clone())
}

fn goods(row: &Value, what: &str) -> Result<Goods> {
    Ok(Goods { breads: count(row, BREAD, what)?, packs: count(row, WATER, what)? })
}

/// A count of a kind of product; nothing of that kind is 0.
fn count(row: &Value, kind: &str, what: &str) -> Result<i64> {
    let Some(row) = items(row, "kinds")?.iter().find(|row| row["kind"] == kind) else { return Ok(0) };
    row[what].as_i64().with_context(|| format!("no {what} of {kind} is counted"))
}

impl std::fmt::Display for Proof {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&serde_json::to_string(self).map_err(|_| std::fmt::Error)?)
    }
}
