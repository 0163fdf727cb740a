//! Where a resident stands with the service, and what follows at once: whoever left or died gets no message, no plan and no
//! visit from the same transaction on.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use shared::id::{AssociationId, ResidentId};
use shared::person::{ConsentPurpose, ResidentStatus};
use shared::role::Role;
use shared::round::VisitStatus;
use shared::{Refusal, Word};

use super::residents::{self, Resident};
use super::{consents, households, seats};
use crate::edit::{Expected, next_version};
use crate::error::Result;
use crate::orders::standing;
use crate::table::column::{Key, Text};
use crate::table::{resident, usual_door, visit, visit_cadence};
use crate::{App, Caller, Tx, audit, jobs, settings};

/// Gives a resident whom the caller read at `expected` another status.
///
/// Refuses to serve somebody without a delivery consent. Whoever comes back gets household and account back.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: ResidentId,
    expected: Expected,
    status: ResidentStatus,
) -> Result<Resident> {
    let tx = app.write(caller.association).await?;
    let row = residents::in_reach(tx.db(), caller, id).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    next_version(row.version, expected)?;
    if row.status.0 == status {
        return residents::tell_one(tx.db(), row, today).await;
    }
    let consented = consents::stands(tx.db(), caller.association, id, ConsentPurpose::Delivery).await?;
    if status == ResidentStatus::Active && !consented {
        return Err(Refusal::ConsentMissing.into());
    }
    let before = row.status.0;
    let row = residents::set_status(&tx, row, status, today).await?;
    let row = match (is_gone(before), is_gone(status)) {
        (false, true) => {
            say_goodbye(&tx, caller, &row, today).await?;
            row
        }
        (true, false) => welcome_back(&tx, caller, row, today).await?,
        _ => row,
    };
    audit::note(&tx, caller, "resident.status", id, Some(status.as_str())).await?;
    standing::lay(&tx, caller.association, Some(id)).await?;
    let told = residents::tell_one(tx.db(), row, today).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    tx.commit().await?;
    Ok(told)
}

/// Cancels the agreed visits of a resident from `today` on.
pub(crate) async fn cancel_visits(
    tx: &Tx,
    association: AssociationId,
    resident: ResidentId,
    today: NaiveDate,
) -> Result<()> {
    visit::Entity::update_many()
        .col_expr(visit::Column::Status, Expr::value(VisitStatus::Cancelled.as_str()))
        .col_expr(visit::Column::Version, Expr::col(visit::Column::Version).add(1))
        .filter(visit::Column::AssociationId.eq(Key(association)))
        .filter(visit::Column::ResidentId.eq(Key(resident)))
        .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
        .filter(visit::Column::ServiceDay.gte(today))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Nobody may be served, called or let in under this status.
pub(crate) fn is_gone(status: ResidentStatus) -> bool {
    matches!(status, ResidentStatus::Left | ResidentStatus::Deceased)
}

async fn say_goodbye(tx: &Tx, caller: &Caller, row: &resident::Model, today: NaiveDate) -> Result<()> {
    let (association, id) = (caller.association, row.id.0);
    cancel_visits(tx, association, id, today).await?;
    let cadence = visit_cadence::Column::ResidentId.eq(Key(id));
    visit_cadence::Entity::delete_many().filter(cadence).exec(tx.db()).await?;
    usual_door::Entity::delete_many().filter(usual_door::Column::ResidentId.eq(Key(id))).exec(tx.db()).await?;
    if let Some(account) = row.account_id {
        seats::vacate(tx, account.0, Role::Resident).await?;
    }
    households::close_if_empty(tx, association, row.household_id.0, today).await
}

async fn welcome_back(tx: &Tx, caller: &Caller, row: resident::Model, today: NaiveDate) -> Result<resident::Model> {
    let household = households::back_in(tx, caller.association, row.household_id.0, today).await?;
    if let Some(account) = row.account_id {
        let name = format!("{} {}", row.given_name, row.family_name);
        let (by, known) = (Some(caller.account), Some(account.0));
        seats::open(tx, caller.association, by, known, &name, Role::Resident).await?;
    }
    let mut change: resident::ActiveModel = row.into();
    change.household_id = Set(Key(household));
    Ok(change.update(tx.db()).await?)
}
