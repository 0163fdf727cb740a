//! What an association has settled for itself: the zone in which its days begin, its parameters, whose holidays it keeps.
//! Read afresh in each transaction, so that a changed parameter acts at once.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::Word;
use shared::calendar::{HolidayZone, instant_of, local_day};
use shared::id::AssociationId;
use shared::parameters::Parameters;

use crate::error::{Error, Result};
use crate::table::association;
use crate::table::column::Key;

/// The settled things of one association.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Service days are local dates in it.
    pub tz: Tz,
    /// Whose public holidays close shops.
    pub holidays: HolidayZone,
    /// Everything that it may tune.
    pub parameters: Parameters,
}

impl Settings {
    /// The service day on which `instant` falls.
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        local_day(instant, self.tz)
    }

    /// The instant of a local minute of a day.
    pub fn instant(&self, day: NaiveDate, minute: i32) -> DateTime<Utc> {
        instant_of(day, u16::try_from(minute).unwrap_or(0), self.tz)
    }
}

/// The settings of one association.
pub(crate) async fn of(db: &impl ConnectionTrait, association: AssociationId) -> Result<Settings> {
    let row = association::Entity::find_by_id(Key(association)).one(db).await?;
    read(&row.ok_or_else(|| Error::Bug(format!("{association} has no row")))?)
}

/// The settings in an association's row.
pub(crate) fn read(row: &association::Model) -> Result<Settings> {
    let unread = |what: &str| Error::Bug(format!("{} of {} cannot be read", what, row.id.0));
    Ok(Settings {
        tz: row.time_zone.parse().map_err(|_| unread("the time zone"))?,
        holidays: HolidayZone::parse(&row.holiday_zone).ok_or_else(|| unread("the holiday zone"))?,
        parameters: serde_json::from_value(row.parameters.clone()).map_err(|_| unread("the parameters"))?,
    })
}
