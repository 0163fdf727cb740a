//! Talks with residents, by telephone or at the door: that somebody spoke with them is what keeps them off the list to call.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, ResidentId, TalkId};
use shared::order::Channel;
use shared::person::TalkOutcome;
use utoipa::ToSchema;

use super::{call_entries, residents, spoken};
use crate::error::{Error, Fault, Result};
use crate::notices::in_person;
use crate::once::{self, Claim, Once};
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::talk;
use crate::{App, Caller};

/// A talk, as it is told. What was said is nobody's.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Talk {
    /// Its id.
    pub id: TalkId,
    /// With whom.
    pub resident_id: ResidentId,
    /// How it ended.
    pub outcome: TalkOutcome,
    /// By which way.
    pub channel: Channel,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<talk::Model> for Talk {
    fn from(row: talk::Model) -> Self {
        Self {
            id: row.id.0,
            resident_id: row.resident_id.0,
            outcome: row.outcome.0,
            channel: row.channel.0,
            at: row.at,
        }
    }
}

/// Notes a talk; one in which they spoke is the last word with the resident.
pub async fn record(
    app: &App,
    caller: &Caller,
    request: &Once,
    resident: ResidentId,
    outcome: TalkOutcome,
    channel: Channel,
) -> Result<Talk> {
    let tx = app.write(caller.association).await?;
    residents::in_reach(tx.db(), caller, resident).await?;
    let id = match once::claim::<TalkId>(&tx, caller, request).await? {
        Claim::Done(id) => return Ok(find(tx.db(), caller.association, resident, id).await?.into()),
        Claim::New(id) => id,
    };
    if channel == Channel::Standing {
        let fault = Fault { at: "/channel".into(), what: "un échange vient d'une personne".into() };
        return Err(Error::faulty(Refusal::RequestInvalid, vec![fault]));
    }
    let row = talk::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        resident_id: Set(Key(resident)),
        outcome: Set(Text(outcome)),
        channel: Set(Text(channel)),
        recorded_by: Set(Key(caller.account)),
        at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await?;
    if outcome == TalkOutcome::Reached {
        call_entries::reached(&tx, caller.association, resident).await?;
        in_person::told(&tx, caller.association, &[resident], None).await?;
        spoken::retell(&tx, caller.association, [resident].into()).await?;
    }
    tx.commit().await?;
    Ok(row.into())
}

/// A part of the talks with a resident.
pub async fn list(app: &App, caller: &Caller, resident: ResidentId, window: Window) -> Result<Slice<Talk>> {
    let db = app.store.reader();
    residents::in_reach(db, caller, resident).await?;
    let rows = talks_of(caller.association)
        .filter(talk::Column::ResidentId.eq(Key(resident)))
        .filter(talk::Column::Id.gt(window.after()))
        .order_by_asc(talk::Column::Id)
        .limit(window.fetch())
        .all(db)
        .await?;
    Ok(window.cut(rows, |row| row.id.0).map(Talk::from))
}

fn talks_of(association: AssociationId) -> sea_orm::Select<talk::Entity> {
    talk::Entity::find().filter(talk::Column::AssociationId.eq(Key(association)))
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    resident: ResidentId,
    id: TalkId,
) -> Result<talk::Model> {
    let row = talks_of(association)
        .filter(talk::Column::ResidentId.eq(Key(resident)))
        .filter(talk::Column::Id.eq(Key(id)))
        .one(db)
        .await?;
    row.ok_or_else(|| Error::Bug("a noted talk has no row".into()))
}
