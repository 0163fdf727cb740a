//! Pairs that must not meet. There is no reason, neither asked for nor kept: volunteers are neighbours too.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, BlockedPairId, ResidentId, VolunteerId};
use utoipa::ToSchema;

use super::{residents, volunteer_edits, volunteers};
use crate::error::{Result, taken};
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::Key;
use crate::table::{blocked_pair, usual_door, visit_cadence};
use crate::{App, Caller, audit, jobs, settings};

/// A pair that must not meet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BlockedPair {
    /// Its id.
    pub id: BlockedPairId,
    /// One of them.
    pub volunteer_id: VolunteerId,
    /// The other.
    pub resident_id: ResidentId,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

impl From<blocked_pair::Model> for BlockedPair {
    fn from(row: blocked_pair::Model) -> Self {
        Self {
            id: row.id.0,
            volunteer_id: row.volunteer_id.0,
            resident_id: row.resident_id.0,
            created_at: row.created_at,
        }
    }
}

/// Keeps a volunteer and a resident apart: no usual door, no visit to come, no round.
pub async fn block(
    app: &App,
    caller: &Caller,
    request: &Once,
    volunteer: VolunteerId,
    resident: ResidentId,
) -> Result<BlockedPair> {
    let tx = app.write(caller.association).await?;
    volunteers::find(tx.db(), caller.association, volunteer).await?;
    let id = match once::claim::<BlockedPairId>(&tx, caller, request).await? {
        Claim::Done(id) => {
            let row = pairs_of(caller.association, volunteer).filter(blocked_pair::Column::Id.eq(Key(id)));
            let row = row.one(tx.db()).await?;
            return row.map(BlockedPair::from).ok_or_else(|| Refusal::BlockedPairNotFound.into());
        }
        Claim::New(id) => id,
    };
    residents::find(tx.db(), caller.association, resident).await?;
    let row = blocked_pair::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        volunteer_id: Set(Key(volunteer)),
        resident_id: Set(Key(resident)),
        created_by: Set(Key(caller.account)),
        created_at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await.map_err(taken(Refusal::BlockedPairStands))?;
    usual_door::Entity::delete_many()
        .filter(usual_door::Column::VolunteerId.eq(Key(volunteer)))
        .filter(usual_door::Column::ResidentId.eq(Key(resident)))
        .exec(tx.db())
        .await?;
    visit_cadence::Entity::update_many()
        .col_expr(visit_cadence::Column::VolunteerId, sea_orm::sea_query::Expr::value(Option::<uuid::Uuid>::None))
        .filter(visit_cadence::Column::VolunteerId.eq(Key(volunteer)))
        .filter(visit_cadence::Column::ResidentId.eq(Key(resident)))
        .exec(tx.db())
        .await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    volunteer_edits::cancel_visits(&tx, caller, volunteer, Some(resident), today).await?;
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "blocked_pair.made", volunteer, None).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// A part of the residents whom a volunteer must not meet.
pub async fn list(app: &App, caller: &Caller, volunteer: VolunteerId, window: Window) -> Result<Slice<BlockedPair>> {
    let db = app.store.reader();
    volunteers::find(db, caller.association, volunteer).await?;
    let rows = pairs_of(caller.association, volunteer)
        .filter(blocked_pair::Column::Id.gt(window.after()))
        .order_by_asc(blocked_pair::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(BlockedPair::from))
}

/// Lets a pair meet again.
pub async fn unblock(app: &App, caller: &Caller, volunteer: VolunteerId, id: BlockedPairId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let gone = blocked_pair::Entity::delete_many()
        .filter(blocked_pair::Column::AssociationId.eq(Key(caller.association)))
        .filter(blocked_pair::Column::VolunteerId.eq(Key(volunteer)))
        .filter(blocked_pair::Column::Id.eq(Key(id)))
        .exec(tx.db())
        .await?;
    if gone.rows_affected == 0 {
        return Err(Refusal::BlockedPairNotFound.into());
    }
    jobs::replan_ahead(&tx, caller.association).await?;
    audit::note(&tx, caller, "blocked_pair.undone", volunteer, None).await?;
    tx.commit().await
}

fn pairs_of(association: AssociationId, volunteer: VolunteerId) -> sea_orm::Select<blocked_pair::Entity> {
    blocked_pair::Entity::find()
        .filter(blocked_pair::Column::AssociationId.eq(Key(association)))
        .filter(blocked_pair::Column::VolunteerId.eq(Key(volunteer)))
}
