//! Freezing is decided by what stands, not by an event: whatever is past its cut-off and not on a slip goes on it. So a
//! missed tick heals with the next one, and freezing twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::id::{AssociationId, PickupPointId, ProductId, SlipId};
use shared::shop::{PickupPointKind, SlipStatus};

use crate::error::Result;
use crate::orders;
use crate::shops::catalogue::Catalogue;
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{product, slip, slip_line};
use crate::{Error, audit, notices};

/// How long a day that nobody froze is still looked for: longer than any stop of the server.
const LOOK_BACK_DAYS: u64 = 35;

/// What is past its cut-off and not on a slip, with the quantity that stands.
struct Due {
    product: ProductId,
    point: PickupPointId,
    day: NaiveDate,
    quantity: i32,
}

/// Freezes everything of the association whose cut-off has passed.
pub(crate) async fn freeze_due(tx: &Tx, association: AssociationId) -> Result<()> {
    let catalogue = Catalogue::load(tx.db(), association, tx.now).await?;
    let mut asked = BTreeMap::new();
    for due in due(tx.db(), association, &catalogue).await? {
        let slip = open(tx, association, due.point, due.day).await?;
        freeze(tx, &slip, due.product, due.quantity).await?;
        let shop = catalogue.points.get(&due.point).is_some_and(|row| row.kind.0 == PickupPointKind::PartnerShop);
        if shop && due.quantity > 0 {
            asked.insert(slip.id, slip);
        }
    }
    for slip in asked.values() {
        notices::lists::slip_ready(tx, slip).await?;
    }
    Ok(())
}

/// Whether [`freeze_due`] would freeze anything; a read, for the timetable.
pub(crate) async fn is_due(db: &impl ConnectionTrait, association: AssociationId, now: DateTime<Utc>) -> Result<bool> {
    let catalogue = Catalogue::load(db, association, now).await?;
    Ok(!due(db, association, &catalogue).await?.is_empty())
}

/// The slip of the product's pick-up point for `day`, with the product frozen on it as it stands before a change.
pub(crate) async fn ensure_frozen(
    tx: &Tx,
    association: AssociationId,
    product: &product::Model,
    day: NaiveDate,
) -> Result<slip::Model> {
    let slip = open(tx, association, product.pickup_point_id.0, day).await?;
    let line = slip_line::Entity::find_by_id((slip.id, product.id)).one(tx.db()).await?;
    if line.is_none() {
        let stand = orders::quantities_between(tx.db(), association, day, day).await?;
        freeze(tx, &slip, product.id.0, stand.get(&(product.id.0, day)).copied().unwrap_or_default()).await?;
    }
    Ok(slip)
}

async fn due(db: &impl ConnectionTrait, association: AssociationId, catalogue: &Catalogue) -> Result<Vec<Due>> {
    let first = catalogue.today.checked_sub_days(Days::new(LOOK_BACK_DAYS)).unwrap_or(catalogue.today);
    let frozen = slip_line::Entity::find()
        .filter(slip_line::Column::AssociationId.eq(Key(association)))
        .filter(slip_line::Column::ServiceDay.gte(first));
    let frozen: BTreeSet<_> =
        frozen.all(db).await?.into_iter().map(|line| (line.product_id.0, line.service_day)).collect();
    let ordered = orders::quantities_between(db, association, first, catalogue.last_day()).await?;
    let mut wanted: BTreeMap<_, i32> = BTreeMap::new();
    for product in catalogue.products.values() {
        // A day without orders is frozen at zero as well, so that a later override finds what the shop was told.
        for day in catalogue.days().filter(|day| catalogue.is_delivered(product, *day)) {
            wanted.insert((product.id.0, day), 0);
        }
    }
    wanted.extend(ordered);
    let mut due = Vec::new();
    for ((id, day), quantity) in wanted {
        let Some(product) = catalogue.products.get(&id) else { continue };
        // Nothing is asked of a shop that closed after the order; the plan lists who is not served by it.
        if !frozen.contains(&(id, day)) && catalogue.is_late(product, day) && catalogue.shop_opens(product, day) {
            due.push(Due { product: id, point: product.pickup_point_id.0, day, quantity });
        }
    }
    Ok(due)
}

/// The slip of the day, opened when there is none.
async fn open(tx: &Tx, association: AssociationId, point: PickupPointId, day: NaiveDate) -> Result<slip::Model> {
    let stands = slip::Entity::find()
        .filter(slip::Column::AssociationId.eq(Key(association)))
        .filter(slip::Column::PickupPointId.eq(Key(point)))
        .filter(slip::Column::ServiceDay.eq(day));
    if let Some(slip) = stands.one(tx.db()).await? {
        return Ok(slip);
    }
    let id: SlipId = tx.id();
    let row = slip::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        pickup_point_id: Set(Key(point)),
        service_day: Set(day),
        status: Set(Text(SlipStatus::Frozen)),
        confirmed_at: Set(None),
        confirmed_by: Set(None),
        confirmed_how: Set(None),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    audit::note_machine(tx, association, "slip.opened", id).await?;
    slip::Entity::find_by_id(Key(id)).one(tx.db()).await?.ok_or_else(|| Error::Bug("a new slip has no row".into()))
}

async fn freeze(tx: &Tx, slip: &slip::Model, product: ProductId, quantity: i32) -> Result<()> {
    let line = slip_line::ActiveModel {
        slip_id: Set(slip.id),
        product_id: Set(Key(product)),
        association_id: Set(slip.association_id),
        service_day: Set(slip.service_day),
        quantity: Set(quantity),
        frozen_at: Set(tx.now),
    };
    line.insert(tx.db()).await?;
    if quantity > 0 {
        super::change::ask_again(tx, slip.id.0).await?;
    }
    Ok(())
}
