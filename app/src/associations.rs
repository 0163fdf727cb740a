//! The association: founded on the first evening with bread, water and a cut-off already there, tuned ever after.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use serde::Serialize;
use shared::calendar::HolidayZone;
use shared::id::{AccountId, AssociationId};
use shared::parameters::Parameters;
use shared::phone::Phone;
use shared::role::Role;
use shared::{Refusal, Word};
use utoipa::ToSchema;

use crate::edit::{Expected, next_version};
use crate::error::{Error, Fault, Result};
use crate::sessions::{self, NewDevice, Opened};
use crate::store::Tx;
use crate::table::column::Key;
use crate::table::{account, association, setup_link};
use crate::{App, Caller, accounts, audit, keys, settings, shops};

pub mod neighbourhoods;

/// How long a set-up link works.
const SETUP: TimeDelta = TimeDelta::hours(24);
/// Service days are local dates in it; palier serves metropolitan France.
const TIME_ZONE: &str = "Europe/Paris";

/// An association with everything that may be tuned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Association {
    /// Its id.
    pub id: AssociationId,
    /// What people call it.
    pub name: String,
    /// The number that residents call, E.164.
    pub phone: String,
    /// When somebody picks up, in French words.
    pub answering_hours: String,
    /// IANA name; service days are local dates in it.
    pub time_zone: String,
    /// Whose public holidays close shops.
    pub holiday_zone: HolidayZone,
    /// What is tuned.
    pub parameters: Parameters,
    /// The version, for edits.
    pub version: i32,
}

/// An association to be founded.
#[derive(Debug, Clone)]
pub struct NewAssociation {
    /// What people call it.
    pub name: String,
    /// The number that residents call.
    pub phone: Phone,
    /// When somebody picks up, in French words.
    pub answering_hours: String,
    /// Whose public holidays close shops.
    pub holiday_zone: HolidayZone,
    /// The first neighbourhood; named like the association when not said.
    pub neighbourhood: Option<String>,
    /// The first coordinator, as colleagues call them.
    pub coordinator_name: String,
}

/// What was founded.
#[derive(Debug, Clone, Copy)]
pub struct Founded {
    /// The association.
    pub association: AssociationId,
    /// Its first coordinator's account.
    pub coordinator: AccountId,
}

/// What may change of an association; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct AssociationEdit {
    /// The new name.
    pub name: Option<String>,
    /// The new number.
    pub phone: Option<Phone>,
    /// The new hours.
    pub answering_hours: Option<String>,
    /// The new zone.
    pub holiday_zone: Option<HolidayZone>,
    /// All parameters anew.
    pub parameters: Option<Parameters>,
}

/// Founds an association with its first coordinator, neighbourhood, bakery and grocery. For the machine's administrator.
pub async fn found(app: &App, new: &NewAssociation) -> Result<Founded> {
    let tx = app.write_installation().await?;
    let founded = insert(&tx, new).await?;
    tx.commit().await?;
    Ok(founded)
}

/// Makes a single-use token for [`set_up`], valid for 24 hours; none once an association stands.
pub async fn setup_link(app: &App) -> Result<Option<String>> {
    let tx = app.write_installation().await?;
    if association::Entity::find().count(tx.db()).await? > 0 {
        return Ok(None);
    }
    let token = sessions::secret(&tx);
    let row = setup_link::ActiveModel {
        token_hash: Set(keys::digest(token.as_bytes())),
        created_at: Set(tx.now),
        expires_at: Set(tx.now + SETUP),
        used_at: Set(None),
    };
    row.insert(tx.db()).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Founds the first association from a set-up link and signs its coordinator in.
///
/// Refuses with `setup.invalid` a link that is unknown, used or over, and any once an association stands.
pub async fn set_up(app: &App, token: &str, new: &NewAssociation, device_label: &str) -> Result<Opened> {
    let tx = app.write_installation().await?;
    let link = setup_link::Entity::find_by_id(keys::digest(token.as_bytes())).one(tx.db()).await?;
    let link = link.filter(|link| link.used_at.is_none() && link.expires_at > tx.now).ok_or(Refusal::SetupInvalid)?;
    if association::Entity::find().count(tx.db()).await? > 0 {
        return Err(Refusal::SetupInvalid.into());
    }
    let mut used: setup_link::ActiveModel = link.into();
    used.used_at = Set(Some(tx.now));
    used.update(tx.db()).await?;
    let founded = insert(&tx, new).await?;
    let account = account::Entity::find_by_id(Key(founded.coordinator)).one(tx.db()).await?;
    let account = account.ok_or_else(|| Error::Bug("the first coordinator has no account".into()))?;
    let opened =
        sessions::open(app, &tx, &account, NewDevice { label: device_label, confirmed: true, shared: false }).await?;
    tx.commit().await?;
    Ok(opened)
}

async fn insert(tx: &Tx, new: &NewAssociation) -> Result<Founded> {
    let id: AssociationId = tx.id();
    let row = association::ActiveModel {
        id: Set(Key(id)),
        name: Set(new.name.clone()),
        phone: Set(new.phone.e164().to_owned()),
        answering_hours: Set(new.answering_hours.clone()),
        time_zone: Set(TIME_ZONE.to_owned()),
        holiday_zone: Set(new.holiday_zone.as_str().to_owned()),
        parameters: Set(json_of(&Parameters::default())?),
        laid_until: Set(None),
        version: Set(1),
        created_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    let name = new.neighbourhood.as_deref().unwrap_or(&new.name);
    neighbourhoods::insert(tx, id, tx.id(), name.to_owned(), None).await?;
    let coordinator = accounts::open(tx, id, &new.coordinator_name, Role::Coordinator, None).await?;
    shops::prefill::prefill(tx, id).await?;
    audit::note_machine(tx, id, "association.founded", coordinator).await?;
    Ok(Founded { association: id, coordinator })
}

/// The caller's association.
pub async fn read(app: &App, caller: &Caller) -> Result<Association> {
    told(find(app.store.reader(), caller.association).await?)
}

/// Changes the association that the caller read at `expected`.
///
/// Refuses parameters outside their limits with `request.invalid`, all of them at once.
pub async fn edit(app: &App, caller: &Caller, expected: Expected, edit: AssociationEdit) -> Result<Association> {
    let faults = edit.parameters.as_ref().map(Parameters::faults).unwrap_or_default();
    if !faults.is_empty() {
        let fault = |(at, what)| Fault { at: format!("/parameters/{at}"), what };
        return Err(Error::faulty(Refusal::RequestInvalid, faults.into_iter().map(fault).collect()));
    }
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association).await?;
    let version = next_version(row.version, expected)?;
    let mut change: association::ActiveModel = row.into();
    change.version = Set(version);
    if let Some(name) = edit.name {
        change.name = Set(name);
    }
    if let Some(phone) = edit.phone {
        change.phone = Set(phone.e164().to_owned());
    }
    if let Some(hours) = edit.answering_hours {
        change.answering_hours = Set(hours);
    }
    if let Some(zone) = edit.holiday_zone {
        change.holiday_zone = Set(zone.as_str().to_owned());
    }
    if let Some(parameters) = edit.parameters {
        change.parameters = Set(json_of(&parameters)?);
    }
    let row = change.update(tx.db()).await?;
    audit::note(&tx, caller, "association.changed", caller.association, None).await?;
    tx.commit().await?;
    told(row)
}

/// Where the associations of this installation get the tiles of their maps.
pub async fn tile_origins(app: &App) -> Result<Vec<String>> {
    let mut origins = std::collections::BTreeSet::new();
    for row in association::Entity::find().all(app.store.reader()).await? {
        origins.extend(settings::read(&row)?.parameters.map.tile_origin().map(str::to_owned));
    }
    Ok(origins.into_iter().collect())
}

/// The row of an association that somebody is signed in to.
pub(crate) async fn find(db: &impl ConnectionTrait, id: AssociationId) -> Result<association::Model> {
    let row = association::Entity::find().filter(association::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Error::Bug("an association has no row".into()))
}

fn json_of(parameters: &Parameters) -> Result<serde_json::Value> {
    serde_json::to_value(parameters).map_err(|_| Error::Bug("parameters are not JSON".into()))
}

fn told(row: association::Model) -> Result<Association> {
    let settings = settings::read(&row)?;
    Ok(Association {
        id: row.id.0,
        name: row.name,
        phone: row.phone,
        answering_hours: row.answering_hours,
        time_zone: row.time_zone,
        holiday_zone: settings.holidays,
        parameters: settings.parameters,
        version: row.version,
    })
}
