//! Carriers that are left alone for a while. A push service that asked for a rest gets it from every worker and for every
//! device; one that does not know our key is asked again in an hour, and whoever runs palier is told.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::App;
use crate::error::Result;
use crate::table::carrier_rest;

/// The least rest of a carrier that asked for one without saying how long; Google asks for no less than ten seconds.
const LEAST: TimeDelta = TimeDelta::seconds(10);
/// The longest that one is believed.
const MOST: TimeDelta = TimeDelta::hours(6);
/// How long a carrier rests that does not know our key.
const BARRED: TimeDelta = TimeDelta::hours(1);

/// Why a carrier rests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Busy,
    Key,
}

/// Until when `carrier` rests, if it does.
pub(super) async fn until(app: &App, carrier: &str) -> Result<Option<DateTime<Utc>>> {
    let row = carrier_rest::Entity::find_by_id(carrier).one(app.store.reader()).await?;
    Ok(row.map(|row| row.until).filter(|until| *until > app.clock.now()))
}

/// Leaves `carrier` alone; answers until when.
pub(super) async fn rest(app: &App, carrier: &str, reason: Reason, asked: Option<TimeDelta>) -> Result<DateTime<Utc>> {
    let (word, long) = match reason {
        Reason::Busy => ("busy", asked.unwrap_or(LEAST).clamp(LEAST, MOST)),
        Reason::Key => ("key", BARRED),
    };
    let until = app.clock.now() + long;
    let row =
        carrier_rest::ActiveModel { carrier: Set(carrier.to_owned()), until: Set(until), reason: Set(word.to_owned()) };
    let anew = OnConflict::column(carrier_rest::Column::Carrier)
        .update_columns([carrier_rest::Column::Until, carrier_rest::Column::Reason])
        .to_owned();
    carrier_rest::Entity::insert(row).on_conflict(anew).exec_without_returning(app.store.bare()).await?;
    Ok(until)
}
