//! When somebody comes to a resident's door next, who can say there what the resident has no telephone to be told on.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::id::ResidentId;
use shared::order::OrderStatus;
use shared::round::VisitStatus;

use crate::App;
use crate::error::Result;
use crate::settings::Settings;
use crate::table::column::{Key, Text};
use crate::table::{notice, order, visit};

/// By then most doors of a day were walked to. Whoever was not told by then can still be called in the afternoon.
const NOON: i32 = 12 * 60;

/// When the resident will have heard of it from whoever comes next; `None` where nobody comes in time.
pub(super) async fn heard_by(
    app: &App,
    settings: &Settings,
    notice: &notice::Model,
    resident: ResidentId,
) -> Result<Option<DateTime<Utc>>> {
    let (db, now) = (app.store.reader(), app.clock.now());
    // Who walks today may have left with their sheet.
    let today = settings.day_of(now);
    let (first, last) = (today.succ_opt().unwrap_or(today), settings.day_of(notice.expires_at));
    let ordered = order::Entity::find()
        .select_only()
        .column(order::Column::ServiceDay)
        .filter(order::Column::AssociationId.eq(notice.association_id))
        .filter(order::Column::ResidentId.eq(Key(resident)))
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .filter(order::Column::ServiceDay.between(first, last));
    let agreed = visit::Entity::find()
        .select_only()
        .column(visit::Column::ServiceDay)
        .filter(visit::Column::AssociationId.eq(notice.association_id))
        .filter(visit::Column::ResidentId.eq(Key(resident)))
        .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
        .filter(visit::Column::ServiceDay.between(first, last));
    let mut days: Vec<NaiveDate> = ordered.into_tuple().all(db).await?;
    days.extend(agreed.into_tuple::<NaiveDate>().all(db).await?);
    let noons = days.into_iter().map(|day| settings.instant(day, NOON));
    Ok(noons.filter(|noon| *noon > now && *noon < notice.expires_at).min())
}
