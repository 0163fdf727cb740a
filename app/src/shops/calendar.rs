//! From rows to the rules of `shared::cutoff`: when a pick-up point is open, and until when a product can be ordered.
//! It decides nothing itself.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::calendar::{HolidayZone, Weekdays};
use shared::cutoff::{Cutoff, Exception, Hours, Openings, Rule};
use shared::id::PickupPointId;
use shared::shop::CutoffKind;

use crate::error::Result;
use crate::settings;
use crate::table::column::Key;
use crate::table::{association, closure, opening, pickup_point, product};

/// When each pick-up point of the association is open, in three questions to the store.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    association: &association::Model,
) -> Result<BTreeMap<PickupPointId, Openings>> {
    let zone = settings::read(association)?.holidays;
    let points = pickup_point::Entity::find()
        .select_only()
        .column(pickup_point::Column::Id)
        .filter(pickup_point::Column::AssociationId.eq(association.id));
    let ids: Vec<Key<PickupPointId>> = points.into_tuple().all(db).await?;
    let mut all: BTreeMap<_, _> = ids.iter().map(|id| (id.0, never(zone))).collect();
    for row in opening::Entity::find().filter(opening::Column::PickupPointId.is_in(ids)).all(db).await? {
        let index = usize::try_from(row.weekday - 1).unwrap_or_default();
        let week = all.get_mut(&row.pickup_point_id.0).map(|openings| &mut openings.weekly);
        if let Some(day) = week.and_then(|week| week.get_mut(index)) {
            day.push(hours(row.opens_min, row.closes_min));
            day.sort_unstable();
        }
    }
    let closures = closure::Entity::find().filter(closure::Column::AssociationId.eq(association.id));
    for row in closures.all(db).await? {
        if let Some(openings) = all.get_mut(&row.pickup_point_id.0) {
            let open = row.opens_min.zip(row.closes_min).map(|(from, to)| hours(from, to));
            openings.exceptions.push(Exception { first_day: row.first_day, last_day: row.last_day, open });
        }
    }
    Ok(all)
}

/// When a product is delivered and until when it can be ordered.
pub(crate) fn rule(product: &product::Model) -> Rule {
    let minute = minute(product.cutoff_min);
    let cutoff = match product.cutoff_kind.0 {
        CutoffKind::OpenDaysBefore => {
            Cutoff::OpenDaysBefore { days: u8::try_from(product.cutoff_days).unwrap_or(1), minute }
        }
        CutoffKind::WeekdayBefore => {
            Cutoff::WeekdayBefore { weekday: u8::try_from(product.cutoff_weekday).unwrap_or(1), minute }
        }
    };
    Rule { delivery_weekdays: weekdays(product.delivery_weekdays), cutoff }
}

/// The set that a stored byte means.
pub(crate) fn weekdays(bits: i32) -> Weekdays {
    u8::try_from(bits).ok().and_then(Weekdays::from_bits).unwrap_or_default()
}

fn never(zone: HolidayZone) -> Openings {
    Openings { weekly: Default::default(), exceptions: Vec::new(), zone }
}

fn hours(from: i32, to: i32) -> Hours {
    (minute(from), minute(to))
}

fn minute(stored: i32) -> u16 {
    u16::try_from(stored).unwrap_or_default()
}
