//! For which days a product can be ordered, and why not for the others.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use shared::Refusal;
use shared::id::ProductId;
use shared::shop::{DayClosed, DayState};
use utoipa::ToSchema;

use super::catalogue::Catalogue;
use crate::error::Result;
use crate::{App, Caller};

/// The coming days of a product.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductDays {
    /// The first day for which it can still be ordered, in the next four weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_possible_day: Option<NaiveDate>,
    /// The days that were asked for, in order.
    pub days: Vec<ProductDay>,
}

/// Whether a product can be ordered for a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductDay {
    /// The service day.
    pub day: NaiveDate,
    /// Open or closed for orders.
    pub state: DayState,
    /// When open: orders are taken before this instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// When closed: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<DayClosed>,
    /// When closed: why, as a French sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_said: Option<String>,
}

/// For which days of `from..=to` the product can be ordered; the next four weeks when not said, 62 days at most.
pub async fn read(
    app: &App,
    caller: &Caller,
    id: ProductId,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<ProductDays> {
    let db = app.store.reader();
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    let product = catalogue.product(id)?;
    let from = from.unwrap_or(catalogue.today);
    let to = to.unwrap_or_else(|| catalogue.last_day().max(from));
    let span = to.signed_duration_since(from).num_days();
    match span {
        ..0 => return Err(Refusal::PeriodBackwards.into()),
        62.. => return Err(Refusal::ProductDaysTooMany.into()),
        _ => {}
    }
    let days = from.iter_days().take_while(|day| *day <= to).map(|day| match catalogue.state(product, day) {
        Ok(until) => ProductDay { day, state: DayState::Open, until: Some(until), why: None, why_said: None },
        Err(closed) => {
            let said = catalogue.say(closed, product, day);
            ProductDay { day, state: DayState::Closed, until: None, why: Some(closed.word()), why_said: Some(said) }
        }
    });
    Ok(ProductDays { next_possible_day: catalogue.next_possible_day(product), days: days.collect() })
}
