//! Volunteers: invited, then accepted by a coordinator who notes the day of the charter; before that no round has their
//! name. Treasurers see the number and nothing else.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AccountId, AssociationId, VolunteerId};
use shared::person::{Means, VolunteerStatus};
use shared::role::{Action, Role};
use utoipa::ToSchema;

use super::weeks::Hours;
use super::{seats, sign_up};
use crate::error::{Error, Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::{availability, volunteer};
use crate::{App, Caller};

/// A volunteer, as coordinators see them and as they see themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Volunteer {
    /// Their id.
    pub id: VolunteerId,
    /// Their account.
    pub account_id: AccountId,
    /// How treasurers see them.
    pub number: i32,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Their telephone, E.164.
    pub phone: Option<String>,
    /// Where they stand.
    pub status: VolunteerStatus,
    /// The day on which a coordinator accepted them.
    pub accepted_on: Option<NaiveDate>,
    /// The day of the confidentiality charter.
    pub charter_on: Option<NaiveDate>,
    /// What they carry with.
    pub means: Means,
    /// The heaviest single item that they lift, in kilograms, by their own choice.
    pub max_carry_kg: i32,
    /// Whether they carry a load up stairs.
    pub stairs: bool,
    /// The day of their training for visits.
    pub visit_trained_on: Option<NaiveDate>,
    /// Where they start from, where known.
    pub start: Option<Start>,
    /// Their usual week.
    pub availability: Vec<Hours>,
    /// The version, for edits.
    pub version: i32,
}

/// Where a volunteer starts from.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Start {
    /// What people call it.
    pub label: String,
    /// Degrees north, where known.
    pub lat: Option<f64>,
    /// Degrees east, where known.
    pub lon: Option<f64>,
}

/// Somebody to invite.
#[derive(Debug, Clone)]
pub struct NewVolunteer {
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// The account of a resident or colleague who volunteers too.
    pub account: Option<AccountId>,
    /// Their telephone, as it was written.
    pub phone: Option<String>,
    /// What they carry with.
    pub means: Means,
    /// The heaviest single item that they lift, in kilograms.
    pub max_carry_kg: i32,
    /// Whether they carry a load up stairs.
    pub stairs: bool,
    /// Where they start from.
    pub start: Option<Start>,
}

/// Invites somebody, with an account of their own and the next number.
pub async fn invite(app: &App, caller: &Caller, request: &Once, new: NewVolunteer) -> Result<Volunteer> {
    let tx = app.write(caller.association).await?;
    let association = caller.association;
    let id = match once::claim::<VolunteerId>(&tx, caller, request).await? {
        Claim::Done(id) => return tell_one(tx.db(), find(tx.db(), association, id).await?).await,
        Claim::New(id) => id,
    };
    if let Some(account) = new.account {
        let same = volunteers_of(association).filter(volunteer::Column::AccountId.eq(Key(account)));
        if same.count(tx.db()).await? > 0 {
            return Err(Refusal::AccountTaken.into());
        }
    }
    let phone = new.phone.as_deref().map(sign_up::number).transpose()?;
    let last = volunteers_of(association).order_by_desc(volunteer::Column::Number).one(tx.db()).await?;
    let name = format!("{} {}", new.given_name, new.family_name);
    let account = seats::open(&tx, association, Some(caller.account), new.account, &name, Role::Volunteer).await?;
    let row = volunteer::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        account_id: Set(Key(account)),
        number: Set(last.map_or(0, |row| row.number) + 1),
        given_name: Set(new.given_name),
        family_name: Set(new.family_name),
        phone: Set(phone.map(String::from)),
        status: Set(Text(VolunteerStatus::Invited)),
        accepted_on: Set(None),
        accepted_by: Set(None),
        charter_on: Set(None),
        means: Set(Text(new.means)),
        max_carry_kg: Set(new.max_carry_kg),
        stairs: Set(new.stairs),
        visit_trained_on: Set(None),
        start_label: Set(new.start.as_ref().map(|start| start.label.clone()).unwrap_or_default()),
        start_lat: Set(new.start.as_ref().and_then(|start| start.lat)),
        start_lon: Set(new.start.as_ref().and_then(|start| start.lon)),
        version: Set(1),
        created_at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::AccountTaken))?;
    let told = tell_one(tx.db(), row).await?;
    tx.commit().await?;
    Ok(told)
}

/// A part of the volunteers within reach, those who left included.
pub async fn list(
    app: &App,
    caller: &Caller,
    status: Option<VolunteerStatus>,
    window: Window,
) -> Result<Slice<Volunteer>> {
    let db = app.store.reader();
    let mut find = volunteers_of(caller.association).filter(volunteer::Column::Id.gt(window.after()));
    if let Some(status) = status {
        find = find.filter(volunteer::Column::Status.eq(Text(status)));
    }
    if !caller.may_everywhere(Action::ReadVolunteers) {
        let Some(own) = caller.volunteer else { return Ok(Slice { items: Vec::new(), next: None }) };
        find = find.filter(volunteer::Column::Id.eq(Key(own)));
    }
    let rows = find.order_by_asc(volunteer::Column::Id).limit(window.fetch()).all(db).await?;
    let slice = window.cut(rows, |row| row.id.0);
    Ok(Slice { items: tell(db, slice.items).await?, next: slice.next })
}

/// One volunteer.
pub async fn read(app: &App, caller: &Caller, id: VolunteerId) -> Result<Volunteer> {
    let db = app.store.reader();
    tell_one(db, in_reach(db, caller, id).await?).await
}

/// A volunteer of the association, or the refusal of one who is not there.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: VolunteerId,
) -> Result<volunteer::Model> {
    let row = volunteers_of(association).filter(volunteer::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::VolunteerNotFound.into())
}

/// A volunteer whom the caller's right reaches.
pub(crate) async fn in_reach(db: &impl ConnectionTrait, caller: &Caller, id: VolunteerId) -> Result<volunteer::Model> {
    if !caller.reaches_volunteer(id) {
        return Err(Refusal::VolunteerNotFound.into());
    }
    find(db, caller.association, id).await
}

/// Every find starts here, so that none crosses the tenant boundary.
pub(crate) fn volunteers_of(association: AssociationId) -> sea_orm::Select<volunteer::Entity> {
    volunteer::Entity::find().filter(volunteer::Column::AssociationId.eq(Key(association)))
}

/// One volunteer with their week.
pub(crate) async fn tell_one(db: &impl ConnectionTrait, row: volunteer::Model) -> Result<Volunteer> {
    let told = tell(db, vec![row]).await?;
    told.into_iter().next().ok_or_else(|| Error::Bug("one volunteer was told as none".into()))
}

async fn tell(db: &impl ConnectionTrait, rows: Vec<volunteer::Model>) -> Result<Vec<Volunteer>> {
    let hours = availability::Entity::find()
        .filter(availability::Column::VolunteerId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(availability::Column::Weekday)
        .order_by_asc(availability::Column::FromMin)
        .all(db)
        .await?;
    let mut weeks: HashMap<VolunteerId, Vec<Hours>> = HashMap::new();
    for row in hours {
        weeks.entry(row.volunteer_id.0).or_default().push(row.into());
    }
    Ok(rows.into_iter().map(|row| one(weeks.remove(&row.id.0).unwrap_or_default(), row)).collect())
}

fn one(week: Vec<Hours>, row: volunteer::Model) -> Volunteer {
    let label = row.start_label;
    Volunteer {
        id: row.id.0,
        account_id: row.account_id.0,
        number: row.number,
        given_name: row.given_name,
        family_name: row.family_name,
        phone: row.phone,
        status: row.status.0,
        accepted_on: row.accepted_on,
        charter_on: row.charter_on,
        means: row.means.0,
        max_carry_kg: row.max_carry_kg,
        stairs: row.stairs,
        visit_trained_on: row.visit_trained_on,
        start: (!label.is_empty()).then_some(Start { label, lat: row.start_lat, lon: row.start_lon }),
        availability: week,
        version: row.version,
    }
}
