//! A slip as it is told: sums and changes, never who ordered. The script is what a human says to the shop.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::calendar::instant_of;
use shared::french::{Said, SaidChange, slip_change_script, slip_script};
use shared::id::{PickupPointId, ProductId, SlipId};
use shared::role::Action;
use shared::shop::{ConfirmedHow, PickupPointKind, SlipStatus};
use utoipa::ToSchema;

use crate::Caller;
use crate::error::Result;
use crate::shops::catalogue::Catalogue;
use crate::table::{slip, slip_change, slip_line};

/// What a pick-up point prepares for a service day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Slip {
    /// Its id.
    pub id: SlipId,
    /// The pick-up point.
    pub pickup_point_id: PickupPointId,
    /// What people call the pick-up point.
    pub pickup_point: String,
    /// A partner shop, which is asked to confirm, or a depot, which is not.
    pub kind: PickupPointKind,
    /// The number to call, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The service day.
    pub service_day: NaiveDate,
    /// Whether the shop has said yes to what is needed now.
    pub status: SlipStatus,
    /// The shop has not answered although the hour for it, the evening before, has passed.
    pub red: bool,
    /// When the shop last said yes; the slip may have changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<DateTime<Utc>>,
    /// How the shop last said yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_how: Option<ConfirmedHow>,
    /// The products; one that has not reached its cut-off is not there yet.
    pub lines: Vec<SlipLine>,
    /// What changed after the freeze, the oldest first.
    pub changes: Vec<SlipChange>,
    /// What to say to the shop: everything, or the difference when it had confirmed before. Depots are not called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// The version.
    pub version: i32,
}

/// A product of a slip.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SlipLine {
    /// The product.
    pub product_id: ProductId,
    /// What people call it.
    pub product: String,
    /// Units as frozen at the cut-off.
    pub quantity: i32,
    /// Units by which it changed since.
    pub changed: i32,
    /// Units needed now.
    pub total: i32,
    /// When it was frozen.
    pub frozen_at: DateTime<Utc>,
}

/// A plus or minus after the freeze.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SlipChange {
    /// The product.
    pub product_id: ProductId,
    /// Units more, or fewer when negative.
    pub delta: i32,
    /// Why, as the coordinator wrote it; only for those who may see orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Tells some slips, in their order, in a bounded number of questions.
pub(super) async fn tell(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    caller: &Caller,
    slips: Vec<slip::Model>,
) -> Result<Vec<Slip>> {
    let ids: Vec<_> = slips.iter().map(|slip| slip.id).collect();
    let mut lines = BTreeMap::<_, Vec<_>>::new();
    let found = slip_line::Entity::find().filter(slip_line::Column::SlipId.is_in(ids.clone()));
    for line in found.order_by_asc(slip_line::Column::ProductId).all(db).await? {
        lines.entry(line.slip_id).or_default().push(line);
    }
    let mut changes = BTreeMap::<_, Vec<_>>::new();
    let found = slip_change::Entity::find().filter(slip_change::Column::SlipId.is_in(ids));
    for change in found.order_by_asc(slip_change::Column::Id).all(db).await? {
        changes.entry(change.slip_id).or_default().push(change);
    }
    let told = slips.into_iter().map(|slip| {
        let lines = lines.remove(&slip.id).unwrap_or_default();
        let changes = changes.remove(&slip.id).unwrap_or_default();
        told(catalogue, caller, slip, lines, &changes)
    });
    Ok(told.collect())
}

fn told(
    catalogue: &Catalogue,
    caller: &Caller,
    slip: slip::Model,
    lines: Vec<slip_line::Model>,
    changes: &[slip_change::Model],
) -> Slip {
    let point = catalogue.points.get(&slip.pickup_point_id.0);
    let kind = point.map_or(PickupPointKind::Depot, |point| point.kind.0);
    let asked = kind == PickupPointKind::PartnerShop;
    let reasons = caller.may_everywhere(Action::ReadOrders);
    let lines = lines.into_iter().map(|line| {
        let changed = changes.iter().filter(|change| change.product_id == line.product_id);
        let changed = changed.map(|change| change.delta).sum();
        SlipLine {
            product_id: line.product_id.0,
            product: catalogue.products.get(&line.product_id.0).map_or_else(String::new, |row| row.name.clone()),
            quantity: line.quantity,
            changed,
            total: line.quantity.saturating_add(changed),
            frozen_at: line.frozen_at,
        }
    });
    let mut lines: Vec<SlipLine> = lines.collect();
    lines.sort_by_key(|line| catalogue.rank(line.product_id));
    Slip {
        id: slip.id.0,
        pickup_point_id: slip.pickup_point_id.0,
        pickup_point: point.map_or_else(String::new, |point| point.name.clone()),
        kind,
        phone: point.and_then(|point| point.phone.clone()),
        service_day: slip.service_day,
        status: slip.status.0,
        red: asked && slip.status.0 == SlipStatus::Frozen && is_overdue(catalogue, slip.service_day),
        confirmed_at: slip.confirmed_at,
        confirmed_how: slip.confirmed_how.map(|how| how.0),
        script: asked.then(|| script(catalogue, &slip, &lines, changes)),
        changes: changes
            .iter()
            .map(|change| SlipChange {
                product_id: change.product_id.0,
                delta: change.delta,
                reason: reasons.then(|| change.reason.clone()),
                at: change.made_at,
            })
            .collect(),
        lines,
        version: slip.version,
    }
}

/// Whether the hour of the evening before, at which every shop should have answered, has passed.
fn is_overdue(catalogue: &Catalogue, day: NaiveDate) -> bool {
    let evening = day.pred_opt().unwrap_or(day);
    catalogue.now >= instant_of(evening, catalogue.parameters.slip_confirmed_by_min, catalogue.tz)
}

/// Everything that is needed; or the difference, when the shop said yes, something changed, and no product was added.
fn script(catalogue: &Catalogue, slip: &slip::Model, lines: &[SlipLine], changes: &[slip_change::Model]) -> String {
    let name = &catalogue.association.name;
    if let Some(confirmed_at) = slip.confirmed_at.filter(|_| slip.status.0 == SlipStatus::Frozen) {
        let all_known = lines.iter().all(|line| line.frozen_at <= confirmed_at);
        let mut deltas = BTreeMap::<ProductId, i32>::new();
        for change in changes.iter().filter(|change| change.made_at > confirmed_at) {
            *deltas.entry(change.product_id.0).or_default() += change.delta;
        }
        if all_known {
            let said: Vec<_> = deltas
                .iter()
                .filter(|(_, delta)| **delta != 0)
                .filter_map(|(id, delta)| {
                    let said = said(catalogue, *id, delta.unsigned_abs())?;
                    Some(SaidChange { said, more: *delta > 0 })
                })
                .collect();
            return slip_change_script(name, slip.service_day, &said);
        }
    }
    let said: Vec<_> = lines
        .iter()
        .filter(|line| line.total > 0)
        .filter_map(|line| said(catalogue, line.product_id, line.total.unsigned_abs()))
        .collect();
    slip_script(name, slip.service_day, &said)
}

fn said(catalogue: &Catalogue, product: ProductId, quantity: u32) -> Option<Said<'_>> {
    let product = catalogue.products.get(&product)?;
    Some(Said { quantity, singular: &product.unit_one, plural: &product.unit_many })
}
