//! What stands on the first evening before anybody typed it: a bakery with bread, a grocery with water, a cut-off at
//! 16:00 on the last open day before. All of it can be edited; nothing of it has to be.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use shared::calendar::local_day;
use shared::id::{AssociationId, PickupPointId, ProductId};
use shared::shop::{CutoffKind, PaidBy, PickupPointKind, ProductKind};

use crate::error::Result;
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{opening, pickup_point, product, product_price};

/// A shop and its one product, as they stand at first.
struct First {
    shop: &'static str,
    /// ISO weekdays on which it is open, and its product is delivered.
    weekdays: &'static [i32],
    opens_min: i32,
    closes_min: i32,
    kind: ProductKind,
    product: &'static str,
    unit_one: &'static str,
    unit_many: &'static str,
    grams: i32,
    splits_into: i32,
    deliver_from_min: i32,
    deliver_until_min: i32,
    cents: i64,
}

const BREAD: First = First {
    shop: "Boulangerie",
    weekdays: &[2, 3, 4, 5, 6, 7],
    opens_min: 6 * 60 + 30,
    closes_min: 19 * 60 + 30,
    kind: ProductKind::Bread,
    product: "Pain",
    unit_one: "pain",
    unit_many: "pains",
    grams: 250,
    splits_into: 1,
    deliver_from_min: 7 * 60 + 30,
    deliver_until_min: 9 * 60,
    cents: 109,
};

const WATER: First = First {
    shop: "Épicerie",
    weekdays: &[1, 2, 3, 4, 5, 6],
    opens_min: 8 * 60,
    closes_min: 19 * 60 + 30,
    kind: ProductKind::WaterPack,
    product: "Pack d'eau",
    unit_one: "pack d'eau",
    unit_many: "packs d'eau",
    grams: 9200,
    splits_into: 2,
    deliver_from_min: 9 * 60,
    deliver_until_min: 12 * 60,
    cents: 250,
};

/// Until when one orders, in minutes after local midnight.
const CUTOFF_MIN: i32 = 16 * 60;
const MAX_PER_ORDER: i32 = 6;

/// Writes the first two shops of an association.
pub(crate) async fn prefill(tx: &Tx, association: AssociationId) -> Result<()> {
    for first in [BREAD, WATER] {
        let shop = open_shop(tx, association, &first).await?;
        offer(tx, association, shop, &first).await?;
    }
    Ok(())
}

async fn open_shop(tx: &Tx, association: AssociationId, first: &First) -> Result<PickupPointId> {
    let id: PickupPointId = tx.id();
    let row = pickup_point::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        kind: Set(Text(PickupPointKind::PartnerShop)),
        name: Set(first.shop.to_owned()),
        phone: Set(None),
        address: Set(String::new()),
        lat: Set(None),
        lon: Set(None),
        active: Set(true),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    for weekday in first.weekdays {
        let row = opening::ActiveModel {
            pickup_point_id: Set(Key(id)),
            weekday: Set(*weekday),
            opens_min: Set(first.opens_min),
            closes_min: Set(first.closes_min),
        };
        row.insert(tx.db()).await?;
    }
    Ok(id)
}

async fn offer(tx: &Tx, association: AssociationId, shop: PickupPointId, first: &First) -> Result<()> {
    let id: ProductId = tx.id();
    let row = product::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        pickup_point_id: Set(Key(shop)),
        kind: Set(Text(first.kind)),
        name: Set(first.product.to_owned()),
        unit_one: Set(first.unit_one.to_owned()),
        unit_many: Set(first.unit_many.to_owned()),
        grams: Set(first.grams),
        splits_into: Set(first.splits_into),
        delivery_weekdays: Set(first.weekdays.iter().fold(0, |set, iso| set | 1 << (iso - 1))),
        cutoff_kind: Set(Text(CutoffKind::OpenDaysBefore)),
        cutoff_days: Set(1),
        cutoff_weekday: Set(1),
        cutoff_min: Set(CUTOFF_MIN),
        deliver_from_min: Set(first.deliver_from_min),
        deliver_until_min: Set(first.deliver_until_min),
        max_per_order: Set(MAX_PER_ORDER),
        paid_by: Set(Text(PaidBy::AssociationPays)),
        active: Set(true),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    let price = product_price::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(Key(association)),
        product_id: Set(Key(id)),
        valid_from: Set(local_day(tx.now, chrono_tz::Europe::Paris)),
        cents: Set(first.cents),
    };
    price.insert(tx.db()).await?;
    Ok(())
}
