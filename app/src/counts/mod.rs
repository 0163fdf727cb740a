//! The treasurer's counts: what was ordered, promised by slips, picked up, delivered. Delivered units come from what
//! people reported at doors and from nothing else. No name of a person is read here; units are never suppressed.

mod csv;
mod group;
mod rows;
mod told;

use chrono::{Months, NaiveDate};
use shared::Refusal;

pub use csv::Document;
pub use told::{Count, CountRow, Counts, KindCount, NotDelivered, ProductCount};

use crate::error::Result;
use crate::{App, Caller};

shared::words! {
    /// What the rows of counts stand for.
    pub enum By {
        /// One row for all.
        Total => "total",
        /// One row a service day.
        Day => "day",
        /// One row an ISO week.
        Week => "week",
        /// One row a month.
        Month => "month",
        /// One row a product.
        Product => "product",
        /// One row a pick-up point.
        Shop => "shop",
        /// One row a residence.
        Residence => "residence",
        /// One row a volunteer, as a number.
        Volunteer => "volunteer",
    }
}

/// A period, both days included.
#[derive(Debug, Clone, Copy)]
pub struct Period {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

/// Counts a period of at most five years.
///
/// Refuses a period that ends before it begins (`period.backwards`) or is longer (`period.too_long`).
pub async fn count(app: &App, caller: &Caller, period: Period, by: By) -> Result<Counts> {
    check(period)?;
    let db = app.store.snapshot().await?;
    let gathered = rows::gather(&db, caller.association, period).await?;
    Ok(group::group(&gathered, period, by))
}

/// The same as a document that a spreadsheet opens.
pub async fn document(app: &App, caller: &Caller, period: Period, by: By) -> Result<Document> {
    check(period)?;
    let db = app.store.snapshot().await?;
    let gathered = rows::gather(&db, caller.association, period).await?;
    Ok(csv::document(&gathered.association, &group::group(&gathered, period, by)))
}

fn check(period: Period) -> Result<()> {
    if period.to < period.from {
        return Err(Refusal::PeriodBackwards.into());
    }
    let end = period.from.checked_add_months(Months::new(60));
    if end.is_some_and(|end| period.to < end) { Ok(()) } else { Err(Refusal::PeriodTooLong.into()) }
}
