//! What happens to a volunteer after the invitation: accepted, changed, gone.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use shared::id::{ResidentId, VolunteerId};
use shared::person::{Means, VolunteerStatus};
use shared::role::Role;
use shared::round::{RoundStatus, VisitStatus};
use shared::{Refusal, Word};

use super::volunteers::{self, Start, Volunteer};
use super::{seats, sign_up, walking_pairs};
use crate::edit::{Expected, next_version};
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{round, usual_door, visit, volunteer};
use crate::{App, Caller, Tx, audit, dates, jobs, settings};

/// What may change of a volunteer; what is `None` stays, `Some(None)` takes away.
#[derive(Debug, Clone, Default)]
pub struct VolunteerEdit {
    /// The new given name.
    pub given_name: Option<String>,
    /// The new family name.
    pub family_name: Option<String>,
    /// Their telephone, as it was written.
    pub phone: Option<Option<String>>,
    /// What they carry with.
    pub means: Option<Means>,
    /// The heaviest single item that they lift, in kilograms.
    pub max_carry_kg: Option<i32>,
    /// Whether they carry a load up stairs.
    pub stairs: Option<bool>,
    /// The day of their training for visits.
    pub visit_trained_on: Option<Option<NaiveDate>>,
    /// Where they start from.
    pub start: Option<Option<Start>>,
}

/// Accepts a volunteer who signed the charter on a day not after today; from now on rounds may have their name.
pub async fn accept(app: &App, caller: &Caller, id: VolunteerId, charter_on: NaiveDate) -> Result<Volunteer> {
    let tx = app.write(caller.association).await?;
    let row = volunteers::find(tx.db(), caller.association, id).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let charter = dates::past(charter_on, today)?;
    if row.status.0 == VolunteerStatus::Accepted && row.charter_on == Some(charter) {
        return volunteers::tell_one(tx.db(), row).await;
    }
    let by = Some(caller.account);
    let name = format!("{} {}", row.given_name, row.family_name);
    seats::open(&tx, caller.association, by, Some(row.account_id.0), &name, Role::Volunteer).await?;
    let version = row.version.wrapping_add(1);
    let mut change: volunteer::ActiveModel = row.into();
    change.status = Set(Text(VolunteerStatus::Accepted));
    change.accepted_on = Set(Some(today));
    change.accepted_by = Set(Some(Key(caller.account)));
    change.charter_on = Set(Some(charter));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    audit::note(&tx, caller, "volunteer.accepted", id, None).await?;
    let told = volunteers::tell_one(tx.db(), row).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    tx.commit().await?;
    Ok(told)
}

/// Changes a volunteer whom the caller read at `expected`.
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: VolunteerId,
    expected: Expected,
    edit: VolunteerEdit,
) -> Result<Volunteer> {
    let tx = app.write(caller.association).await?;
    let row = volunteers::find(tx.db(), caller.association, id).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let version = next_version(row.version, expected)?;
    let mut change = changed(row, edit, today)?;
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    let told = volunteers::tell_one(tx.db(), row).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "volunteer.edited", id, None).await?;
    tx.commit().await?;
    Ok(told)
}

/// Lets a volunteer go: no device, no usual door, no pair, no visit to come; the rounds walked remain. Asking again changes nothing.
///
/// Refuses while they walk: what their phone still has to tell of the doors would be told by nobody.
pub async fn leave(app: &App, caller: &Caller, id: VolunteerId) -> Result<Volunteer> {
    let tx = app.write(caller.association).await?;
    let row = volunteers::find(tx.db(), caller.association, id).await?;
    if row.status.0 == VolunteerStatus::Left {
        return volunteers::tell_one(tx.db(), row).await;
    }
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let walks = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(caller.association)))
        .filter(round::Column::VolunteerId.eq(Key(id)))
        .filter(round::Column::ServiceDay.eq(today))
        .filter(round::Column::Status.eq(Text(RoundStatus::Started)));
    if walks.one(tx.db()).await?.is_some() {
        return Err(Refusal::VolunteerUnderWay.into());
    }
    seats::vacate(&tx, row.account_id.0, Role::Volunteer).await?;
    usual_door::Entity::delete_many().filter(usual_door::Column::VolunteerId.eq(Key(id))).exec(tx.db()).await?;
    walking_pairs::end_all(&tx, caller.association, id, today).await?;
    cancel_visits(&tx, caller, id, None, today).await?;
    let version = row.version.wrapping_add(1);
    let mut change: volunteer::ActiveModel = row.into();
    change.status = Set(Text(VolunteerStatus::Left));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    audit::note(&tx, caller, "volunteer.left", id, None).await?;
    let told = volunteers::tell_one(tx.db(), row).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    tx.commit().await?;
    Ok(told)
}

/// Cancels the visits that a volunteer agreed to from `today` on, with one resident or with all.
pub(crate) async fn cancel_visits(
    tx: &Tx,
    caller: &Caller,
    volunteer: VolunteerId,
    with: Option<ResidentId>,
    today: NaiveDate,
) -> Result<()> {
    let mut update = visit::Entity::update_many()
        .col_expr(visit::Column::Status, Expr::value(VisitStatus::Cancelled.as_str()))
        .col_expr(visit::Column::Version, Expr::col(visit::Column::Version).add(1))
        .filter(visit::Column::AssociationId.eq(Key(caller.association)))
        .filter(visit::Column::VolunteerId.eq(Key(volunteer)))
        .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
        .filter(visit::Column::ServiceDay.gte(today));
    if let Some(resident) = with {
        update = update.filter(visit::Column::ResidentId.eq(Key(resident)));
    }
    update.exec(tx.db()).await?;
    Ok(())
}

fn changed(row: volunteer::Model, edit: VolunteerEdit, today: NaiveDate) -> Result<volunteer::ActiveModel> {
    let mut change: volunteer::ActiveModel = row.into();
    if let Some(name) = edit.given_name {
        change.given_name = Set(name);
    }
    if let Some(name) = edit.family_name {
        change.family_name = Set(name);
    }
    if let Some(phone) = edit.phone {
        change.phone = Set(phone.as_deref().map(sign_up::number).transpose()?.map(String::from));
    }
    if let Some(means) = edit.means {
        change.means = Set(Text(means));
    }
    if let Some(kg) = edit.max_carry_kg {
        change.max_carry_kg = Set(kg);
    }
    if let Some(stairs) = edit.stairs {
        change.stairs = Set(stairs);
    }
    if let Some(day) = edit.visit_trained_on {
        change.visit_trained_on = Set(day.map(|day| dates::past(day, today)).transpose()?);
    }
    if let Some(start) = edit.start {
        change.start_lat = Set(start.as_ref().and_then(|start| start.lat));
        change.start_lon = Set(start.as_ref().and_then(|start| start.lon));
        change.start_label = Set(start.map(|start| start.label).unwrap_or_default());
    }
    Ok(change)
}
