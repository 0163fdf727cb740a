//! Changes of face: planning proposes, a coordinator decides. A resident has at most one open proposal, and what was
//! refused is not proposed again for a month.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId, ProposalId, ResidentId, VolunteerId};
use shared::round::ProposalStatus;
use utoipa::ToSchema;

use super::day_plan::Change;
use super::inputs::Inputs;
use crate::error::Result;
use crate::page::{Slice, Window};
use crate::people::doors;
use crate::table::column::{Key, Text};
use crate::table::{blocked_pair, proposal, usual_door};
use crate::{App, Caller, Tx, audit};

/// How long a refusal holds, in days.
const REFUSAL_HOLDS: u64 = 28;

/// A proposed change of a resident's usual volunteer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Where it was planned.
    pub neighbourhood_id: NeighbourhoodId,
    /// The day whose plan gave rise to it.
    pub service_day: NaiveDate,
    /// Whose door.
    pub resident_id: ResidentId,
    /// The usual volunteer now; absent for a new door.
    pub from_volunteer_id: Option<VolunteerId>,
    /// The one proposed.
    pub to_volunteer_id: VolunteerId,
    /// Seconds of walking that the change would save that day.
    pub seconds_saved: i32,
    /// Where it stands.
    pub status: ProposalStatus,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl From<proposal::Model> for Proposal {
    fn from(row: proposal::Model) -> Self {
        Self {
            id: row.id.0,
            neighbourhood_id: row.neighbourhood_id.0,
            service_day: row.service_day,
            resident_id: row.resident_id.0,
            from_volunteer_id: row.from_volunteer_id.map(|key| key.0),
            to_volunteer_id: row.to_volunteer_id.0,
            seconds_saved: row.seconds_saved,
            status: row.status.0,
            created_at: row.created_at,
        }
    }
}

/// Writes down what planning would like, where nobody has been asked yet.
pub(super) async fn propose(tx: &Tx, inputs: &Inputs, changes: &[Change]) -> Result<()> {
    for change in changes {
        let asked = proposals_of(inputs.association)
            .filter(proposal::Column::ResidentId.eq(Key(change.resident)))
            .all(tx.db())
            .await?;
        if asked.iter().any(|row| holds(row, change, tx.now)) {
            continue;
        }
        let row = proposal::ActiveModel {
            id: Set(Key(tx.id())),
            association_id: Set(Key(inputs.association)),
            neighbourhood_id: Set(Key(inputs.neighbourhood)),
            service_day: Set(inputs.day),
            resident_id: Set(Key(change.resident)),
            from_volunteer_id: Set(change.from.map(Key)),
            to_volunteer_id: Set(Key(change.to)),
            seconds_saved: Set(i32::try_from(change.seconds_saved).unwrap_or(i32::MAX)),
            status: Set(Text(ProposalStatus::Proposed)),
            created_at: Set(tx.now),
            decided_by: Set(None),
            decided_at: Set(None),
        };
        row.insert(tx.db()).await?;
    }
    Ok(())
}

fn holds(row: &proposal::Model, change: &Change, now: DateTime<Utc>) -> bool {
    match row.status.0 {
        ProposalStatus::Proposed => true,
        ProposalStatus::Accepted => false,
        ProposalStatus::Refused => {
            let until = row.decided_at.and_then(|at| at.checked_add_days(Days::new(REFUSAL_HOLDS)));
            row.to_volunteer_id.0 == change.to && until.is_some_and(|until| now < until)
        }
    }
}

/// A part of the association's proposals.
pub async fn list(
    app: &App,
    caller: &Caller,
    status: Option<ProposalStatus>,
    window: Window,
) -> Result<Slice<Proposal>> {
    let mut find = proposals_of(caller.association).filter(proposal::Column::Id.gt(window.after()));
    if let Some(status) = status {
        find = find.filter(proposal::Column::Status.eq(Text(status)));
    }
    let rows = find.order_by_asc(proposal::Column::Id).limit(window.fetch()).all(app.store.reader()).await?;
    Ok(window.cut(rows, |row| row.id.0).map(Proposal::from))
}

/// Takes a proposal: from the next plan on, this volunteer is the resident's usual one. Taking it twice changes nothing.
///
/// Refuses what was decided otherwise, and a pair that was blocked since.
pub async fn accept(app: &App, caller: &Caller, id: ProposalId) -> Result<Proposal> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.status.0 == ProposalStatus::Accepted {
        return Ok(row.into());
    }
    let (resident, to) = (row.resident_id.0, row.to_volunteer_id.0);
    let blocked = blocked_pair::Entity::find()
        .filter(blocked_pair::Column::AssociationId.eq(Key(caller.association)))
        .filter(blocked_pair::Column::VolunteerId.eq(Key(to)))
        .filter(blocked_pair::Column::ResidentId.eq(Key(resident)));
    if blocked.one(tx.db()).await?.is_some() {
        return Err(Refusal::PairBlocked.into());
    }
    let row = decide(&tx, caller, row, ProposalStatus::Accepted).await?;
    let rank = rank(tx.db(), caller.association, resident, to).await?;
    usual_door::Entity::delete_by_id(Key(resident)).exec(tx.db()).await?;
    let door = usual_door::ActiveModel {
        resident_id: Set(Key(resident)),
        association_id: Set(Key(caller.association)),
        volunteer_id: Set(Key(to)),
        rank: Set(rank),
    };
    door.insert(tx.db()).await?;
    audit::note(&tx, caller, "proposal.accepted", id, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// Refuses a proposal. Refusing it twice changes nothing.
pub async fn refuse(app: &App, caller: &Caller, id: ProposalId) -> Result<Proposal> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.status.0 == ProposalStatus::Refused {
        return Ok(row.into());
    }
    let row = decide(&tx, caller, row, ProposalStatus::Refused).await?;
    audit::note(&tx, caller, "proposal.refused", id, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

async fn decide(tx: &Tx, caller: &Caller, row: proposal::Model, status: ProposalStatus) -> Result<proposal::Model> {
    if row.status.0 != ProposalStatus::Proposed {
        return Err(Refusal::ProposalDecided.into());
    }
    let mut change: proposal::ActiveModel = row.into();
    change.status = Set(Text(status));
    change.decided_by = Set(Some(Key(caller.account)));
    change.decided_at = Set(Some(tx.now));
    Ok(change.update(tx.db()).await?)
}

/// With the volunteer's other doors of the same entrance, else at the end of the usual order.
async fn rank(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    volunteer: VolunteerId,
) -> Result<i32> {
    let others = usual_door::Entity::find()
        .filter(usual_door::Column::AssociationId.eq(Key(association)))
        .filter(usual_door::Column::VolunteerId.eq(Key(volunteer)))
        .all(db)
        .await?;
    let mut people: Vec<ResidentId> = others.iter().map(|row| row.resident_id.0).collect();
    people.push(resident);
    let homes = doors::of(db, association, &people).await?;
    let entrance = |id: ResidentId| homes.get(&id).map(|home| home.entrance.id);
    let beside =
        others.iter().filter(|row| entrance(row.resident_id.0) == entrance(resident)).map(|row| row.rank).max();
    let end = others.iter().map(|row| row.rank).max().map_or(0, |last| last.saturating_add(1));
    Ok(beside.unwrap_or(end))
}

/// The open proposals, for the day's board.
pub(crate) async fn open(db: &impl ConnectionTrait, association: AssociationId) -> Result<Vec<Proposal>> {
    let find = proposals_of(association).filter(proposal::Column::Status.eq(Text(ProposalStatus::Proposed)));
    Ok(find.order_by_asc(proposal::Column::Id).all(db).await?.into_iter().map(Proposal::from).collect())
}

fn proposals_of(association: AssociationId) -> sea_orm::Select<proposal::Entity> {
    proposal::Entity::find().filter(proposal::Column::AssociationId.eq(Key(association)))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: ProposalId) -> Result<proposal::Model> {
    let row = proposals_of(association).filter(proposal::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::ProposalNotFound.into())
}
