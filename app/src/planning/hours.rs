//! When the pick-up points of a plan are open that day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::calendar::HolidayZone;
use shared::cutoff::{Exception, Hours, Openings};
use shared::id::{AssociationId, PickupPointId};
use shared::shop::PickupPointKind;

use crate::error::Result;
use crate::table::column::Key;
use crate::table::{closure, opening, pickup_point};

/// A depot that nobody gave hours to: whoever has the key may come at any time.
const ALL_DAY: Hours = (0, 1440);

/// The hours of `day`, in order, of each of `points`; none where it is closed.
pub(super) async fn on(
    db: &impl ConnectionTrait,
    association: AssociationId,
    zone: HolidayZone,
    points: &[pickup_point::Model],
    day: NaiveDate,
) -> Result<BTreeMap<PickupPointId, Vec<Hours>>> {
    let ids = || points.iter().map(|point| point.id);
    let weeks = opening::Entity::find().filter(opening::Column::PickupPointId.is_in(ids())).all(db).await?;
    let closures = closure::Entity::find()
        .filter(closure::Column::AssociationId.eq(Key(association)))
        .filter(closure::Column::PickupPointId.is_in(ids()))
        .all(db)
        .await?;
    let of = |point: &pickup_point::Model| {
        let mut openings = Openings { weekly: Default::default(), exceptions: Vec::new(), zone };
        for row in weeks.iter().filter(|row| row.pickup_point_id == point.id) {
            let index = usize::try_from(row.weekday - 1).unwrap_or_default();
            if let Some(weekday) = openings.weekly.get_mut(index) {
                weekday.push(hours(row.opens_min, row.closes_min));
                weekday.sort_unstable();
            }
        }
        for row in closures.iter().filter(|row| row.pickup_point_id == point.id) {
            let open = row.opens_min.zip(row.closes_min).map(|(from, to)| hours(from, to));
            openings.exceptions.push(Exception { first_day: row.first_day, last_day: row.last_day, open });
        }
        openings
    };
    let hours = points.iter().map(|point| {
        let openings = of(point);
        let unwritten = openings.weekly.iter().all(Vec::is_empty) && openings.exceptions.is_empty();
        let open = match (point.active, point.kind.0) {
            (false, _) => Vec::new(),
            (true, PickupPointKind::Depot) if unwritten => vec![ALL_DAY],
            _ => openings.open_on(day).unwrap_or_default(),
        };
        (point.id.0, open)
    });
    Ok(hours.collect())
}

fn hours(from: i32, to: i32) -> Hours {
    let minute = |value: i32| u16::try_from(value).unwrap_or_default();
    (minute(from), minute(to))
}
