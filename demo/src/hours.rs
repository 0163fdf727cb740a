//! Hours as people say them, turned into instants: the demo lives in the association's zone, the server's clock in UTC.

use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};
use chrono_tz::Europe::Paris;

use crate::stage::Stage;

/// The instant of `hour:minute` on `day`.
pub fn instant(day: NaiveDate, hour: u32, minute: u32) -> Result<DateTime<Utc>> {
    let local = day.and_hms_opt(hour, minute, 0).context("no such hour")?;
    let there = Paris.from_local_datetime(&local).earliest().context("an hour that the clocks skip")?;
    Ok(there.with_timezone(&Utc))
}

/// The day on which `at` falls, where the association is.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Paris).date_naive()
}

/// An instant as a phone writes it: with its offset.
pub fn as_phone(at: DateTime<Utc>) -> String {
    at.with_timezone(&Paris).to_rfc3339()
}

/// ISO, Monday is 1.
pub fn weekday(day: NaiveDate) -> u32 {
    day.weekday().number_from_monday()
}

/// Moves the clock on to `hour:minute` of `day`, and lets the background work of that hour happen.
pub async fn reach(stage: &dyn Stage, day: NaiveDate, hour: u32, minute: u32) -> Result<()> {
    stage.set_clock(instant(day, hour, minute)?);
    stage.settle().await.with_context(|| format!("the work of {day} {hour:02}:{minute:02}"))
}
