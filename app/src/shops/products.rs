//! Products: what can be ordered, from which pick-up point, on which weekdays and until when.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::calendar::Weekdays;
use shared::id::{AssociationId, PickupPointId, ProductId};
use shared::shop::{CutoffKind, PaidBy, ProductKind};
use utoipa::ToSchema;

use super::catalogue::Catalogue;
use super::prices::{self, Price};
use super::{calendar, pickup_points};
use crate::edit::{Expected, next_version};
use crate::error::{Result, taken};
use crate::once::{self, Claim, Once};
use crate::orders::standing;
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::product;
use crate::{App, Caller, Tx, audit};

/// A product, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Where it is taken.
    pub pickup_point_id: PickupPointId,
    /// What it is to whoever carries and counts it.
    pub kind: ProductKind,
    /// What people call it.
    pub name: String,
    /// The word for one unit, such as "pain".
    pub unit_one: String,
    /// The word for several, such as "pains".
    pub unit_many: String,
    /// Weight of one unit, in grams.
    pub grams: i32,
    /// Into how many hand-carries one unit may be split; 1 is not at all.
    pub splits_into: i32,
    /// When it is delivered and until when it can be ordered.
    #[serde(flatten)]
    pub terms: Terms,
    /// Units in one order at most.
    pub max_per_order: i32,
    /// Who pays for it; to carry it is always free.
    pub paid_by: PaidBy,
    /// The same as a resident reads it before the first order.
    pub paid_by_said: String,
    /// Whether it can be ordered.
    pub active: bool,
    /// Its prices, the oldest first; the last one from before a service day holds on it.
    pub prices: Vec<Price>,
    /// The version, for edits.
    pub version: i32,
}

/// When a product is delivered and until when it can be ordered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Terms {
    /// ISO weekdays (1 Monday to 7 Sunday) on which it may be delivered; the pick-up point must be open as well.
    #[schema(value_type = Vec<u8>)]
    pub delivery_weekdays: Weekdays,
    /// How the last hour for orders is found.
    pub cutoff_kind: CutoffKind,
    /// For `open_days_before`: how many days on which the pick-up point is open.
    pub cutoff_days: i32,
    /// For `weekday_before`: ISO weekday of the week before.
    pub cutoff_weekday: i32,
    /// Minutes after local midnight at which orders close.
    pub cutoff_min: i32,
    /// Doors are served from this minute of the day on.
    pub deliver_from_min: i32,
    /// Doors are served until this minute of the day.
    pub deliver_until_min: i32,
}

/// A product to be written.
#[derive(Debug, Clone)]
pub struct NewProduct {
    /// Where it is taken.
    pub pickup_point_id: PickupPointId,
    /// What it is to whoever carries and counts it.
    pub kind: ProductKind,
    /// What people call it.
    pub name: String,
    /// The word for one unit.
    pub unit_one: String,
    /// The word for several.
    pub unit_many: String,
    /// Weight of one unit, in grams.
    pub grams: i32,
    /// Into how many hand-carries one unit may be split.
    pub splits_into: i32,
    /// When it is delivered and until when it can be ordered.
    pub terms: Terms,
    /// Units in one order at most.
    pub max_per_order: i32,
    /// Who pays for it.
    pub paid_by: PaidBy,
    /// Price of one unit from today on, in cents.
    pub cents: i64,
}

/// What may change of a product; what is `None` stays.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the fields of `Product`")]
pub struct ProductEdit {
    pub name: Option<String>,
    pub unit_one: Option<String>,
    pub unit_many: Option<String>,
    pub grams: Option<i32>,
    pub splits_into: Option<i32>,
    pub delivery_weekdays: Option<Weekdays>,
    pub cutoff_kind: Option<CutoffKind>,
    pub cutoff_days: Option<i32>,
    pub cutoff_weekday: Option<i32>,
    pub cutoff_min: Option<i32>,
    pub deliver_from_min: Option<i32>,
    pub deliver_until_min: Option<i32>,
    pub max_per_order: Option<i32>,
    pub paid_by: Option<PaidBy>,
    pub active: Option<bool>,
}

/// Writes a product and its first price.
///
/// Refuses a name that is taken, an unknown pick-up point and a delivery window that runs backwards.
pub async fn create(app: &App, caller: &Caller, request: &Once, new: NewProduct) -> Result<Product> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<ProductId>(&tx, caller, request).await? {
        Claim::Done(id) => return tell(tx.db(), find(tx.db(), caller.association, id).await?).await,
        Claim::New(id) => id,
    };
    let row = insert(&tx, caller.association, id, &new).await?;
    let product = tell(tx.db(), row).await?;
    audit::note(&tx, caller, "product.made", id, None).await?;
    tx.commit().await?;
    Ok(product)
}

/// Writes the product and its first price; the prefilled catalogue and `create` share it.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    id: ProductId,
    new: &NewProduct,
) -> Result<product::Model> {
    pickup_points::find(tx.db(), association, new.pickup_point_id).await?;
    let terms = &new.terms;
    let row = product::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        pickup_point_id: Set(Key(new.pickup_point_id)),
        kind: Set(Text(new.kind)),
        name: Set(new.name.clone()),
        unit_one: Set(new.unit_one.clone()),
        unit_many: Set(new.unit_many.clone()),
        grams: Set(new.grams),
        splits_into: Set(new.splits_into),
        delivery_weekdays: Set(i32::from(terms.delivery_weekdays.bits())),
        cutoff_kind: Set(Text(terms.cutoff_kind)),
        cutoff_days: Set(terms.cutoff_days),
        cutoff_weekday: Set(terms.cutoff_weekday),
        cutoff_min: Set(terms.cutoff_min),
        deliver_from_min: Set(terms.deliver_from_min),
        deliver_until_min: Set(terms.deliver_until_min),
        max_per_order: Set(new.max_per_order),
        paid_by: Set(Text(new.paid_by)),
        active: Set(true),
        version: Set(1),
        created_at: Set(tx.now),
    };
    forwards(terms.deliver_from_min, terms.deliver_until_min)?;
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::ProductNameTaken))?;
    let today = Catalogue::load(tx.db(), association, tx.now).await?.today;
    prices::insert(tx, association, id, tx.id(), today, new.cents).await?;
    Ok(row)
}

/// Every product of the association, withdrawn ones too.
pub(crate) async fn all(db: &impl ConnectionTrait, association: AssociationId) -> Result<Vec<product::Model>> {
    Ok(products_of(association).order_by_asc(product::Column::Id).all(db).await?)
}

/// A part of the association's products.
pub async fn list(app: &App, caller: &Caller, window: Window) -> Result<Slice<Product>> {
    let db = app.store.reader();
    let rows = products_of(caller.association)
        .filter(product::Column::Id.gt(window.after()))
        .order_by_asc(product::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    let mut prices = prices::all(db, caller.association).await?;
    Ok(window.cut(rows, |row| row.id.0).map(|row| told(row, &mut prices)))
}

/// One product.
pub async fn read(app: &App, caller: &Caller, id: ProductId) -> Result<Product> {
    let db = app.store.reader();
    tell(db, find(db, caller.association, id).await?).await
}

/// Changes a product that the caller read at `expected`; the coming usual orders follow its days.
pub async fn edit(app: &App, caller: &Caller, id: ProductId, expected: Expected, edit: ProductEdit) -> Result<Product> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let window = (row.deliver_from_min, row.deliver_until_min);
    forwards(edit.deliver_from_min.unwrap_or(window.0), edit.deliver_until_min.unwrap_or(window.1))?;
    let mut change: product::ActiveModel = row.into();
    change.version = Set(version);
    macro_rules! take {
        ($($field:ident),*) => { $(if let Some(value) = edit.$field { change.$field = Set(value); })* };
    }
    take!(name, unit_one, unit_many, grams, splits_into, cutoff_days, cutoff_weekday, cutoff_min);
    take!(deliver_from_min, deliver_until_min, max_per_order, active);
    if let Some(paid_by) = edit.paid_by {
        change.paid_by = Set(Text(paid_by));
    }
    if let Some(days) = edit.delivery_weekdays {
        change.delivery_weekdays = Set(i32::from(days.bits()));
    }
    if let Some(kind) = edit.cutoff_kind {
        change.cutoff_kind = Set(Text(kind));
    }
    let row = change.update(tx.db()).await.map_err(taken(Refusal::ProductNameTaken))?;
    standing::lay(&tx, caller.association, None).await?;
    let product = tell(tx.db(), row).await?;
    audit::note(&tx, caller, "product.edited", id, None).await?;
    tx.commit().await?;
    Ok(product)
}

fn forwards(from: i32, until: i32) -> Result<()> {
    if from < until { Ok(()) } else { Err(Refusal::HoursBackwards.into()) }
}

async fn tell(db: &impl ConnectionTrait, row: product::Model) -> Result<Product> {
    let mut prices = prices::of(db, row.association_id.0, row.id.0).await?;
    Ok(told(row, &mut prices))
}

fn told(row: product::Model, prices: &mut BTreeMap<ProductId, Vec<Price>>) -> Product {
    Product {
        id: row.id.0,
        pickup_point_id: row.pickup_point_id.0,
        kind: row.kind.0,
        name: row.name,
        unit_one: row.unit_one,
        unit_many: row.unit_many,
        grams: row.grams,
        splits_into: row.splits_into,
        terms: Terms {
            delivery_weekdays: calendar::weekdays(row.delivery_weekdays),
            cutoff_kind: row.cutoff_kind.0,
            cutoff_days: row.cutoff_days,
            cutoff_weekday: row.cutoff_weekday,
            cutoff_min: row.cutoff_min,
            deliver_from_min: row.deliver_from_min,
            deliver_until_min: row.deliver_until_min,
        },
        max_per_order: row.max_per_order,
        paid_by_said: row.paid_by.0.said().to_owned(),
        paid_by: row.paid_by.0,
        active: row.active,
        prices: prices.remove(&row.id.0).unwrap_or_default(),
        version: row.version,
    }
}

fn products_of(association: AssociationId) -> sea_orm::Select<product::Entity> {
    product::Entity::find().filter(product::Column::AssociationId.eq(Key(association)))
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: ProductId,
) -> Result<product::Model> {
    let row = products_of(association).filter(product::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::ProductNotFound.into())
}
