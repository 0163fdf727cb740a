//! Residents as they are found and told, and the questions that every other noun asks of them.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, AssociationId, DwellingId, EntranceId, HouseholdId, ResidenceId, ResidentId};
use shared::person::{ContactPreference, CourtesyTitle, Handover, ResidentStatus};
use utoipa::ToSchema;

use super::absences;
use super::consents::{self, Consent};
use super::doors::{self, Door};
use super::search::{Found, Query};
use crate::error::{Error, Result};
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::{consent, resident};
use crate::{App, Caller, Tx, dates, notices, settings};

/// A resident, as they are told to those who may read residents, themselves included.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Resident {
    /// Their id.
    pub id: ResidentId,
    /// Their account, for a pairing card.
    pub account_id: Option<AccountId>,
    /// Those who live behind the same door.
    pub household_id: HouseholdId,
    /// Their dwelling.
    pub dwelling_id: DwellingId,
    /// Their entrance.
    pub entrance_id: EntranceId,
    /// Their residence.
    pub residence_id: ResidenceId,
    /// The name of the residence.
    pub residence: String,
    /// The door in a neighbour's words.
    pub place: String,
    /// 0 is the ground floor.
    pub floor: i32,
    /// The door.
    pub door: String,
    /// How they are addressed.
    pub courtesy_title: Option<CourtesyTitle>,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Their telephone, E.164.
    pub phone: Option<String>,
    /// Whether the telephone gets no SMS.
    pub landline: bool,
    /// How they like to be reached.
    pub contact_preference: ContactPreference,
    /// How the goods change hands.
    pub handover: Handover,
    /// The day on which they got a bread bag.
    pub bread_bag_on: Option<NaiveDate>,
    /// Whom to call.
    pub person_to_call: Option<PersonToCall>,
    /// What helps at the door.
    pub door_note: String,
    /// The day on which somebody last spoke with them.
    pub last_spoken_on: Option<NaiveDate>,
    /// Where they stand with the service.
    pub status: ResidentStatus,
    /// Since when.
    pub status_since: NaiveDate,
    /// The consents that stand.
    pub consents: Vec<Consent>,
    /// Absences of today and later.
    pub absences: Vec<Away>,
    /// The version, for edits.
    pub version: i32,
}

/// Somebody to call about a resident.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ResidentPersonToCall)]
pub struct PersonToCall {
    /// Their name.
    pub name: String,
    /// Their telephone, E.164.
    pub phone: Option<String>,
}

/// Days away.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Away {
    /// The first day away.
    pub first_day: NaiveDate,
    /// The last day away; absent while nobody knows.
    pub last_day: Option<NaiveDate>,
}

/// Which residents to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Digits of a number, beginnings of names, a stairwell.
    pub q: Option<String>,
    /// Only with this status.
    pub status: Option<ResidentStatus>,
    /// Only behind this entrance.
    pub entrance: Option<EntranceId>,
}

/// A part of the residents within reach that meet `filter`.
pub async fn list(app: &App, caller: &Caller, filter: Filter, window: Window) -> Result<Slice<Resident>> {
    let db = app.store.reader();
    let mut find = residents_of(caller.association)
        .filter(resident::Column::Id.gt(window.after()))
        .order_by_asc(resident::Column::Id);
    if let Some(status) = filter.status {
        find = find.filter(resident::Column::Status.eq(Text(status)));
    }
    let searched = filter.q.is_some() || filter.entrance.is_some();
    if !searched && caller.may_everywhere(shared::role::Action::ReadResidents) {
        find = find.limit(window.fetch());
    }
    let mut rows = find.all(db).await?;
    rows.retain(|row| caller.reaches_resident(row.id.0));
    if searched {
        let doors = doors::of_rows(db, rows.iter()).await?;
        let query = filter.q.as_deref().map(Query::read);
        rows.retain(|row| doors.get(&row.id.0).is_some_and(|door| meets(row, door, &filter, query.as_ref())));
    }
    let slice = window.cut(rows, |row| row.id.0);
    let items = tell(db, caller.association, slice.items, today(app, caller.association).await?).await?;
    Ok(Slice { items, next: slice.next })
}

/// One resident.
pub async fn read(app: &App, caller: &Caller, id: ResidentId) -> Result<Resident> {
    let db = app.store.reader();
    let row = in_reach(db, caller, id).await?;
    tell_one(db, row, today(app, caller.association).await?).await
}

/// A resident of the association, or the refusal of one who is not there.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: ResidentId,
) -> Result<resident::Model> {
    let row = residents_of(association).filter(resident::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::ResidentNotFound.into())
}

/// A resident whom the caller's right reaches; one out of reach is refused like one who is not there.
pub(crate) async fn in_reach(db: &impl ConnectionTrait, caller: &Caller, id: ResidentId) -> Result<resident::Model> {
    if !caller.reaches_resident(id) {
        return Err(Refusal::ResidentNotFound.into());
    }
    find(db, caller.association, id).await
}

/// Every find starts here, so that none crosses the tenant boundary.
pub(crate) fn residents_of(association: AssociationId) -> sea_orm::Select<resident::Entity> {
    resident::Entity::find().filter(resident::Column::AssociationId.eq(Key(association)))
}

/// Gives a resident a status, and silence where they are not served any more; what else follows is the business of whoever calls.
pub(crate) async fn set_status(
    tx: &Tx,
    row: resident::Model,
    status: ResidentStatus,
    today: NaiveDate,
) -> Result<resident::Model> {
    let hears = matches!(status, ResidentStatus::Active | ResidentStatus::Paused);
    if let Some(account) = row.account_id.filter(|_| !hears) {
        notices::residents::silence(tx, row.association_id.0, account.0).await?;
    }
    let version = row.version.wrapping_add(1);
    let mut change: resident::ActiveModel = row.into();
    change.status = Set(Text(status));
    change.status_since = Set(today);
    change.version = Set(version);
    Ok(change.update(tx.db()).await?)
}

/// Residents with their doors, consents and absences.
pub(crate) async fn tell(
    db: &impl ConnectionTrait,
    association: AssociationId,
    rows: Vec<resident::Model>,
    today: NaiveDate,
) -> Result<Vec<Resident>> {
    let ids: Vec<ResidentId> = rows.iter().map(|row| row.id.0).collect();
    let doors = doors::of_rows(db, rows.iter()).await?;
    let mut consents = consents::standing_of(db, association, &ids).await?;
    let mut absences = absences::of(db, association, &ids, today, dates::farthest(today)).await?;
    let told = rows.into_iter().map(|row| {
        let door = doors.get(&row.id.0).ok_or_else(|| Error::Bug(format!("{} has no door", row.id.0)))?;
        let consents = consents.remove(&row.id.0).unwrap_or_default();
        let away = absences.remove(&row.id.0).unwrap_or_default();
        let away = away.into_iter().map(|days| Away { first_day: days.first_day, last_day: days.last_day });
        Ok(one(row, door, consents, away.collect()))
    });
    told.collect()
}

/// One resident with door, consents and absences.
pub(crate) async fn tell_one(db: &impl ConnectionTrait, row: resident::Model, today: NaiveDate) -> Result<Resident> {
    let association = row.association_id.0;
    let told = tell(db, association, vec![row], today).await?;
    told.into_iter().next().ok_or_else(|| Error::Bug("one resident was told as none".into()))
}

async fn today(app: &App, association: AssociationId) -> Result<NaiveDate> {
    Ok(settings::of(app.store.reader(), association).await?.day_of(app.clock.now()))
}

fn meets(row: &resident::Model, door: &Door, filter: &Filter, query: Option<&Option<Query>>) -> bool {
    let behind = filter.entrance.is_none_or(|entrance| door.entrance.id.0 == entrance);
    let meant = match query {
        None => true,
        // Something was typed that can be part of no name and no number.
        Some(None) => false,
        Some(Some(query)) => {
            let texts = [row.search_key.as_str(), &door.residence.name, &door.said()].map(str::to_owned);
            let numbers = [row.phone.as_deref(), row.call_phone.as_deref()];
            query.meets(&Found::of(texts.iter().map(String::as_str), numbers.into_iter().flatten()))
        }
    };
    behind && meant
}

fn one(row: resident::Model, door: &Door, consents: Vec<consent::Model>, absences: Vec<Away>) -> Resident {
    Resident {
        id: row.id.0,
        account_id: row.account_id.map(|id| id.0),
        household_id: row.household_id.0,
        dwelling_id: door.dwelling.id.0,
        entrance_id: door.entrance.id.0,
        residence_id: door.residence.id.0,
        residence: door.residence.name.clone(),
        place: door.said(),
        floor: door.dwelling.floor,
        door: door.dwelling.door.clone(),
        courtesy_title: row.courtesy_title.map(|title| title.0),
        given_name: row.given_name,
        family_name: row.family_name,
        phone: row.phone,
        landline: row.landline,
        contact_preference: row.contact_preference.0,
        handover: row.handover.0,
        bread_bag_on: row.bread_bag_on,
        person_to_call: row.call_name.map(|name| PersonToCall { name, phone: row.call_phone }),
        door_note: row.door_note,
        last_spoken_on: row.last_spoken_on,
        status: row.status.0,
        status_since: row.status_since,
        consents: consents.into_iter().map(Consent::from).collect(),
        absences,
        version: row.version,
    }
}
