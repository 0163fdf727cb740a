//! Two volunteers whom planning takes as one: a newcomer with a mentor, two who carry together. A pair is days, never a
//! reason; nobody stands in two on one day.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, VolunteerId, WalkingPairId};
use shared::person::VolunteerStatus;
use utoipa::ToSchema;

use super::volunteers;
use crate::error::Result;
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::Key;
use crate::table::walking_pair;
use crate::{App, Caller, Tx, audit, dates, jobs, settings};

/// Two volunteers who walk as one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WalkingPair {
    /// Its id.
    pub id: WalkingPairId,
    /// Who leads: the rounds are theirs.
    pub lead_id: VolunteerId,
    /// Who walks along.
    pub companion_id: VolunteerId,
    /// From this day on.
    pub first_day: NaiveDate,
    /// Until this day, itself included; absent while nobody knows.
    pub last_day: Option<NaiveDate>,
    /// When it was declared.
    pub created_at: DateTime<Utc>,
}

/// A pair to declare.
#[derive(Debug, Clone, Copy)]
pub struct NewPair {
    /// Who leads.
    pub lead: VolunteerId,
    /// Who walks along.
    pub companion: VolunteerId,
    /// From this day on.
    pub first_day: NaiveDate,
    /// Until this day.
    pub last_day: Option<NaiveDate>,
}

impl From<walking_pair::Model> for WalkingPair {
    fn from(row: walking_pair::Model) -> Self {
        Self {
            id: row.id.0,
            lead_id: row.lead_id.0,
            companion_id: row.companion_id.0,
            first_day: row.first_day,
            last_day: row.last_day,
            created_at: row.created_at,
        }
    }
}

/// Declares two volunteers one, from today or a day to come.
///
/// Refuses somebody with themselves, days that are over or backwards, whoever has left, and whoever stands in another pair
/// on one of the days.
pub async fn declare(app: &App, caller: &Caller, request: &Once, new: NewPair) -> Result<WalkingPair> {
    let tx = app.write(caller.association).await?;
    let lead = volunteers::find(tx.db(), caller.association, new.lead).await?;
    let id = match once::claim::<WalkingPairId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(&tx, caller.association, new.lead, id).await?.into()),
        Claim::New(id) => id,
    };
    if new.lead == new.companion {
        return Err(Refusal::WalkingPairOfOne.into());
    }
    let companion = volunteers::find(tx.db(), caller.association, new.companion).await?;
    if [&lead, &companion].iter().any(|row| row.status.0 == VolunteerStatus::Left) {
        return Err(Refusal::WalkingPairGone.into());
    }
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    in_order(&new, today)?;
    let before = pairs_of(caller.association, &[new.lead, new.companion]).filter(meets(new.first_day, new.last_day));
    if before.one(tx.db()).await?.is_some() {
        return Err(Refusal::WalkingPairStands.into());
    }
    let row = walking_pair::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        lead_id: Set(Key(new.lead)),
        companion_id: Set(Key(new.companion)),
        first_day: Set(new.first_day),
        last_day: Set(new.last_day),
        created_by: Set(Key(caller.account)),
        created_at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "walking_pair.made", new.lead, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

fn in_order(new: &NewPair, today: NaiveDate) -> Result<()> {
    if dates::near(new.first_day, today)? < today {
        return Err(Refusal::WalkingPairPast.into());
    }
    let last = new.last_day.map(|last| dates::near(last, today)).transpose()?;
    if last.is_some_and(|last| last < new.first_day) { Err(Refusal::WalkingPairBackwards.into()) } else { Ok(()) }
}

/// A part of the pairs that a volunteer stands or stood in, whoever leads.
pub async fn list(app: &App, caller: &Caller, volunteer: VolunteerId, window: Window) -> Result<Slice<WalkingPair>> {
    let db = app.store.reader();
    volunteers::find(db, caller.association, volunteer).await?;
    let rows = pairs_of(caller.association, &[volunteer])
        .filter(walking_pair::Column::Id.gt(window.after()))
        .order_by_asc(walking_pair::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(WalkingPair::from))
}

/// Ends a pair of a volunteer: from today on each walks alone. One that is over stays as it was.
pub async fn end(app: &App, caller: &Caller, volunteer: VolunteerId, id: WalkingPairId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let row = find(&tx, caller.association, volunteer, id).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    if !cut(&tx, row, today).await? {
        return Ok(());
    }
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "walking_pair.ended", volunteer, None).await?;
    tx.commit().await
}

/// Ends every pair of somebody who leaves.
pub(super) async fn end_all(
    tx: &Tx,
    association: AssociationId,
    volunteer: VolunteerId,
    today: NaiveDate,
) -> Result<()> {
    for row in pairs_of(association, &[volunteer]).all(tx.db()).await? {
        cut(tx, row, today).await?;
    }
    Ok(())
}

/// Yesterday was their last day; a pair that was to begin later never was. Whether something changed.
async fn cut(tx: &Tx, row: walking_pair::Model, today: NaiveDate) -> Result<bool> {
    if row.last_day.is_some_and(|last| last < today) {
        return Ok(false);
    }
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    if row.first_day > yesterday {
        row.delete(tx.db()).await?;
    } else {
        let mut change: walking_pair::ActiveModel = row.into();
        change.last_day = Set(Some(yesterday));
        change.update(tx.db()).await?;
    }
    Ok(true)
}

/// The pairs of a day.
pub(crate) async fn of_day(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<Vec<walking_pair::Model>> {
    let find = walking_pair::Entity::find().filter(walking_pair::Column::AssociationId.eq(Key(association)));
    Ok(find.filter(meets(day, Some(day))).order_by_asc(walking_pair::Column::Id).all(db).await?)
}

/// Pairs with a day between these two.
fn meets(first: NaiveDate, last: Option<NaiveDate>) -> Condition {
    let open =
        Condition::any().add(walking_pair::Column::LastDay.is_null()).add(walking_pair::Column::LastDay.gte(first));
    match last {
        Some(last) => Condition::all().add(open).add(walking_pair::Column::FirstDay.lte(last)),
        None => open,
    }
}

async fn find(
    tx: &Tx,
    association: AssociationId,
    volunteer: VolunteerId,
    id: WalkingPairId,
) -> Result<walking_pair::Model> {
    let row = pairs_of(association, &[volunteer]).filter(walking_pair::Column::Id.eq(Key(id))).one(tx.db()).await?;
    row.ok_or_else(|| Refusal::WalkingPairNotFound.into())
}

/// Every pair that one of these stands in.
fn pairs_of(association: AssociationId, people: &[VolunteerId]) -> sea_orm::Select<walking_pair::Entity> {
    let theirs = || people.iter().copied().map(Key);
    let either = Condition::any()
        .add(walking_pair::Column::LeadId.is_in(theirs()))
        .add(walking_pair::Column::CompanionId.is_in(theirs()));
    walking_pair::Entity::find().filter(walking_pair::Column::AssociationId.eq(Key(association))).filter(either)
}
