//! Pick-up points: partner shops and depots, with their usual week. Their leaves are in `closures`.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, PickupPointId};
use shared::shop::PickupPointKind;
use utoipa::ToSchema;

use crate::edit::{Expected, next_version};
use crate::error::{Fault, Result, taken};
use crate::once::{self, Claim, Once};
use crate::orders::standing;
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::{opening, pickup_point};
use crate::{App, Caller, Error, Tx, audit};

/// A pick-up point, as it is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PickupPoint {
    /// Its id.
    pub id: PickupPointId,
    /// A partner shop, which gets slips, or a depot.
    pub kind: PickupPointKind,
    /// What people call it.
    pub name: String,
    /// The number to call for a confirmation, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where it is, in words; may be empty.
    pub address: String,
    /// Degrees north, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Whether goods are still taken there.
    pub active: bool,
    /// Its usual week, in order.
    pub openings: Vec<Opening>,
    /// The version, for edits.
    pub version: i32,
}

/// Hours of a weekday on which a pick-up point is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct Opening {
    /// ISO weekday, 1 Monday to 7 Sunday.
    #[schema(minimum = 1, maximum = 7)]
    pub weekday: i32,
    /// Minutes after local midnight.
    #[schema(minimum = 0, maximum = 1439)]
    pub opens_min: i32,
    /// Minutes after local midnight, after `opens_min`.
    #[schema(minimum = 1, maximum = 1440)]
    pub closes_min: i32,
}

/// A pick-up point to be written.
#[derive(Debug, Clone)]
pub struct NewPickupPoint {
    /// A partner shop or a depot.
    pub kind: PickupPointKind,
    /// What people call it.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// Where it is, in words.
    pub address: String,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// Its usual week.
    pub openings: Vec<Opening>,
}

/// What may change of a pick-up point; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct PickupPointEdit {
    /// The new name.
    pub name: Option<String>,
    /// The new number.
    pub phone: Option<String>,
    /// The new address.
    pub address: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// Whether goods are still taken there.
    pub active: Option<bool>,
}

/// Writes a pick-up point with its usual week. Refuses a name that is taken and hours that run backwards or overlap.
pub async fn create(app: &App, caller: &Caller, request: &Once, new: NewPickupPoint) -> Result<PickupPoint> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<PickupPointId>(&tx, caller, request).await? {
        Claim::Done(id) => return tell(tx.db(), find(tx.db(), caller.association, id).await?).await,
        Claim::New(id) => id,
    };
    let row = insert(&tx, caller.association, id, &new).await?;
    let point = tell(tx.db(), row).await?;
    audit::note(&tx, caller, "pickup_point.made", id, None).await?;
    tx.commit().await?;
    Ok(point)
}

/// Writes the point and its week; the prefilled catalogue and `create` share it.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    id: PickupPointId,
    new: &NewPickupPoint,
) -> Result<pickup_point::Model> {
    let row = pickup_point::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        kind: Set(Text(new.kind)),
        name: Set(new.name.clone()),
        phone: Set(new.phone.clone()),
        address: Set(new.address.clone()),
        lat: Set(new.position.map(|(lat, _)| lat)),
        lon: Set(new.position.map(|(_, lon)| lon)),
        active: Set(true),
        version: Set(1),
        created_at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::PickupPointNameTaken))?;
    write_week(tx, id, &new.openings).await?;
    Ok(row)
}

/// A part of the association's pick-up points.
pub async fn list(app: &App, caller: &Caller, window: Window) -> Result<Slice<PickupPoint>> {
    let db = app.store.reader();
    let rows = points_of(caller.association)
        .filter(pickup_point::Column::Id.gt(window.after()))
        .order_by_asc(pickup_point::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    let part = window.cut(rows, |row| row.id.0);
    let ids: Vec<_> = part.items.iter().map(|row| row.id).collect();
    let week = opening::Entity::find().filter(opening::Column::PickupPointId.is_in(ids)).all(db).await?;
    Ok(part.map(|row| told(row, &week)))
}

/// One pick-up point.
pub async fn read(app: &App, caller: &Caller, id: PickupPointId) -> Result<PickupPoint> {
    let db = app.store.reader();
    tell(db, find(db, caller.association, id).await?).await
}

/// Changes a pick-up point that the caller read at `expected`.
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: PickupPointId,
    expected: Expected,
    edit: PickupPointEdit,
) -> Result<PickupPoint> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let mut change: pickup_point::ActiveModel = row.into();
    change.version = Set(version);
    if let Some(name) = edit.name {
        change.name = Set(name);
    }
    if let Some(phone) = edit.phone {
        change.phone = Set(Some(phone));
    }
    if let Some(address) = edit.address {
        change.address = Set(address);
    }
    if let Some((lat, lon)) = edit.position {
        (change.lat, change.lon) = (Set(Some(lat)), Set(Some(lon)));
    }
    if let Some(active) = edit.active {
        change.active = Set(active);
    }
    let row = change.update(tx.db()).await.map_err(taken(Refusal::PickupPointNameTaken))?;
    if edit.active.is_some() {
        standing::lay(&tx, caller.association, None).await?;
    }
    let point = tell(tx.db(), row).await?;
    audit::note(&tx, caller, "pickup_point.edited", id, None).await?;
    tx.commit().await?;
    Ok(point)
}

/// Replaces the usual week; the coming usual orders follow it.
pub async fn set_week(
    app: &App,
    caller: &Caller,
    id: PickupPointId,
    expected: Expected,
    week: Vec<Opening>,
) -> Result<PickupPoint> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let version = next_version(row.version, expected)?;
    let mut change: pickup_point::ActiveModel = row.into();
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    opening::Entity::delete_many().filter(opening::Column::PickupPointId.eq(Key(id))).exec(tx.db()).await?;
    write_week(&tx, id, &week).await?;
    audit::note(&tx, caller, "pickup_point.week_changed", id, None).await?;
    standing::lay(&tx, caller.association, None).await?;
    let point = tell(tx.db(), row).await?;
    tx.commit().await?;
    Ok(point)
}

async fn write_week(tx: &Tx, id: PickupPointId, week: &[Opening]) -> Result<()> {
    check_week(week)?;
    let rows = week.iter().map(|hours| opening::ActiveModel {
        pickup_point_id: Set(Key(id)),
        weekday: Set(hours.weekday),
        opens_min: Set(hours.opens_min),
        closes_min: Set(hours.closes_min),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        opening::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

/// Every span runs forwards, and no two of one weekday overlap.
fn check_week(week: &[Opening]) -> Result<()> {
    let backwards: Vec<Fault> = week
        .iter()
        .enumerate()
        .filter(|(_, hours)| hours.closes_min <= hours.opens_min)
        .map(|(index, _)| Fault { at: format!("/openings/{index}"), what: "la fermeture est avant l'ouverture".into() })
        .collect();
    if !backwards.is_empty() {
        return Err(Error::faulty(Refusal::HoursBackwards, backwards));
    }
    let mut sorted = week.to_vec();
    sorted.sort_unstable();
    let overlap =
        sorted.windows(2).any(|pair| matches!(pair, [a, b] if a.weekday == b.weekday && b.opens_min < a.closes_min));
    if overlap { Err(Refusal::HoursOverlap.into()) } else { Ok(()) }
}

async fn tell(db: &impl ConnectionTrait, row: pickup_point::Model) -> Result<PickupPoint> {
    let week = opening::Entity::find().filter(opening::Column::PickupPointId.eq(row.id)).all(db).await?;
    Ok(told(row, &week))
}

fn told(row: pickup_point::Model, week: &[opening::Model]) -> PickupPoint {
    let own = week.iter().filter(|hours| hours.pickup_point_id == row.id);
    let mut openings: Vec<_> = own
        .map(|hours| Opening { weekday: hours.weekday, opens_min: hours.opens_min, closes_min: hours.closes_min })
        .collect();
    openings.sort_unstable();
    PickupPoint {
        id: row.id.0,
        kind: row.kind.0,
        name: row.name,
        phone: row.phone,
        address: row.address,
        lat: row.lat,
        lon: row.lon,
        active: row.active,
        openings,
        version: row.version,
    }
}

fn points_of(association: AssociationId) -> sea_orm::Select<pickup_point::Entity> {
    pickup_point::Entity::find().filter(pickup_point::Column::AssociationId.eq(Key(association)))
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: PickupPointId,
) -> Result<pickup_point::Model> {
    let row = points_of(association).filter(pickup_point::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::PickupPointNotFound.into())
}
