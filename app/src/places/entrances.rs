//! Entrances: stairwells with a lift or without, access notes, and a door code that is kept sealed.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, EntranceId, ResidenceId};
use shared::place::Lift;
use utoipa::ToSchema;

use super::{dwellings, residences};
use crate::edit::{Expected, next_version};
use crate::error::{Error, Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::entrance;
use crate::{App, Caller, Tx, audit, dates, jobs, settings};

/// An entrance, as it is told. The door code is never part of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Entrance {
    /// Its id.
    pub id: EntranceId,
    /// The residence that it belongs to.
    pub residence_id: ResidenceId,
    /// The building; empty where the residence is one building.
    pub building: String,
    /// Its name, such as "B".
    pub name: String,
    /// Number and street, where somebody wrote them down.
    pub street: String,
    /// Postcode, where somebody wrote it down.
    pub postcode: String,
    /// Degrees north, where known.
    pub lat: Option<f64>,
    /// Degrees east, where known.
    pub lon: Option<f64>,
    /// The order in which people walk the entrances.
    pub hand_order: i32,
    /// What it offers to whoever carries.
    pub lift: Lift,
    /// Since when the lift does not work.
    pub lift_out_since: Option<NaiveDate>,
    /// How one gets in, in words.
    pub access_notes: String,
    /// Whether a door code is kept.
    pub has_door_code: bool,
    /// When somebody last checked the code.
    pub door_code_checked_on: Option<NaiveDate>,
    /// The version, for edits.
    pub version: i32,
}

/// An entrance to be written, with its dwellings.
#[derive(Debug, Clone)]
pub struct NewEntrance {
    /// The building, may be empty.
    pub building: String,
    /// Its name.
    pub name: String,
    /// Number and street, may be empty.
    pub street: String,
    /// Postcode, may be empty.
    pub postcode: String,
    /// INSEE code of the town.
    pub insee_code: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// What it offers to whoever carries.
    pub lift: Lift,
    /// Floors and doors; 0 is the ground floor.
    pub dwellings: Vec<(i32, String)>,
}

/// What may change of an entrance; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct EntranceEdit {
    /// The new name.
    pub name: Option<String>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// The new place in the order.
    pub hand_order: Option<i32>,
    /// The lift's new state.
    pub lift: Option<Lift>,
    /// Since when it is out of order; today when not said.
    pub lift_out_since: Option<NaiveDate>,
    /// The new notes.
    pub access_notes: Option<String>,
    /// The new door code; `Some(None)` takes it away.
    pub door_code: Option<Option<String>>,
}

impl From<entrance::Model> for Entrance {
    fn from(row: entrance::Model) -> Self {
        Self {
            id: row.id.0,
            residence_id: row.residence_id.0,
            building: row.building,
            name: row.name,
            street: row.street,
            postcode: row.postcode,
            lat: row.lat,
            lon: row.lon,
            hand_order: row.hand_order,
            lift: row.lift.0,
            lift_out_since: row.lift_out_since,
            access_notes: row.access_notes,
            has_door_code: row.code_sealed.is_some(),
            door_code_checked_on: row.code_checked_on,
            version: row.version,
        }
    }
}

/// Writes an entrance and its dwellings, at place `order` of its residence.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    id: EntranceId,
    residence: ResidenceId,
    order: usize,
    new: &NewEntrance,
) -> Result<entrance::Model> {
    let today = settings::of(tx.db(), association).await?.day_of(tx.now);
    let row = entrance::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        residence_id: Set(Key(residence)),
        building: Set(new.building.clone()),
        name: Set(new.name.clone()),
        street: Set(new.street.clone()),
        postcode: Set(new.postcode.clone()),
        insee_code: Set(new.insee_code.clone()),
        lat: Set(new.position.map(|(lat, _)| lat)),
        lon: Set(new.position.map(|(_, lon)| lon)),
        hand_order: Set(i32::try_from(order).unwrap_or(i32::MAX)),
        lift: Set(Text(new.lift)),
        lift_out_since: Set((new.lift == Lift::OutOfOrder).then_some(today)),
        access_notes: Set(String::new()),
        code_sealed: Set(None),
        code_checked_on: Set(None),
        version: Set(1),
    };
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::EntranceNameTaken))?;
    dwellings::insert(tx, association, id, &new.dwellings).await?;
    Ok(row)
}

/// Writes another stairwell of a residence, after those that stand.
pub async fn create(
    app: &App,
    caller: &Caller,
    request: &Once,
    residence: ResidenceId,
    new: NewEntrance,
) -> Result<Entrance> {
    let tx = app.write(caller.association).await?;
    let id = match once::claim::<EntranceId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, id).await?.into()),
        Claim::New(id) => id,
    };
    residences::find(tx.db(), caller.association, residence).await?;
    let before = entrances_of(caller.association).filter(entrance::Column::ResidenceId.eq(Key(residence)));
    let order = usize::try_from(before.count(tx.db()).await?).unwrap_or(usize::MAX);
    let row = insert(&tx, caller.association, id, residence, order, &new).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// A part of the association's entrances, of one residence or of all.
pub async fn list(
    app: &App,
    caller: &Caller,
    residence: Option<ResidenceId>,
    window: Window,
) -> Result<Slice<Entrance>> {
    let mut find = entrances_of(caller.association).filter(entrance::Column::Id.gt(window.after()));
    if let Some(residence) = residence {
        find = find.filter(entrance::Column::ResidenceId.eq(Key(residence)));
    }
    let rows = find.order_by_asc(entrance::Column::Id).limit(window.fetch()).all(app.store.reader()).await?;
    Ok(window.cut(rows, |row| row.id.0).map(Entrance::from))
}

/// One entrance.
pub async fn read(app: &App, caller: &Caller, id: EntranceId) -> Result<Entrance> {
    Ok(find(app.store.reader(), caller.association, id).await?.into())
}

/// Changes an entrance that the caller read at `expected`. A new code is sealed; that it changed is audited.
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: EntranceId,
    expected: Expected,
    edit: EntranceEdit,
) -> Result<Entrance> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let version = next_version(row.version, expected)?;
    let since = edit.lift_out_since.map(|day| dates::past(day, today)).transpose()?;
    let mut change = changed(row, &edit, since.unwrap_or(today));
    change.version = Set(version);
    if let Some(code) = edit.door_code {
        change.code_checked_on = Set(code.as_ref().map(|_| today));
        change.code_sealed = Set(code.map(|code| seal(app, &tx, id, &code)).transpose()?);
        audit::note(&tx, caller, "door_code.changed", id, None).await?;
    }
    let row = change.update(tx.db()).await.map_err(taken(Refusal::EntranceNameTaken))?;
    if edit.lift.is_some() {
        jobs::replan_ahead(&tx, caller.association).await?;
    }
    tx.commit().await?;
    Ok(row.into())
}

/// The row with everything changed that is no secret. A lift that was out of order keeps the day on which it broke.
fn changed(row: entrance::Model, edit: &EntranceEdit, since: NaiveDate) -> entrance::ActiveModel {
    let broken_on = row.lift_out_since.filter(|_| edit.lift_out_since.is_none()).unwrap_or(since);
    let lift = edit.lift.unwrap_or(row.lift.0);
    let mut change: entrance::ActiveModel = row.into();
    if let Some(name) = &edit.name {
        change.name = Set(name.clone());
    }
    if let Some((lat, lon)) = edit.position {
        (change.lat, change.lon) = (Set(Some(lat)), Set(Some(lon)));
    }
    if let Some(order) = edit.hand_order {
        change.hand_order = Set(order);
    }
    change.lift = Set(Text(lift));
    change.lift_out_since = Set((lift == Lift::OutOfOrder).then_some(broken_on));
    if let Some(notes) = &edit.access_notes {
        change.access_notes = Set(notes.clone());
    }
    change
}

/// The door code of an entrance. Every read is audited.
pub async fn read_door_code(app: &App, caller: &Caller, id: EntranceId) -> Result<String> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let sealed = row.code_sealed.ok_or_else(|| Error::from(Refusal::DoorCodeMissing))?;
    let code = app.keys.open(&id.to_string(), &sealed)?;
    audit::note(&tx, caller, "door_code.read", id, None).await?;
    tx.commit().await?;
    Ok(code)
}

fn seal(app: &App, tx: &Tx, id: EntranceId, code: &str) -> Result<Vec<u8>> {
    let mut nonce = [0; 24];
    tx.fill(&mut nonce);
    app.keys.seal(&id.to_string(), code, nonce)
}

fn entrances_of(association: AssociationId) -> sea_orm::Select<entrance::Entity> {
    entrance::Entity::find().filter(entrance::Column::AssociationId.eq(Key(association)))
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: EntranceId,
) -> Result<entrance::Model> {
    let row = entrances_of(association).filter(entrance::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::EntranceNotFound.into())
}
