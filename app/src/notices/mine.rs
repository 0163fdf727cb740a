//! What somebody was told, as they read it in the app: the text that a push message leaves out.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::id::{AssociationId, NoticeId};
use shared::notice::{NoticeKind, NoticeState};
use shared::{Refusal, Word};
use utoipa::ToSchema;

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::notice;
use crate::{App, Caller, Tx};

/// How far back the list goes, and how long it is at most.
const KEPT: TimeDelta = TimeDelta::days(14);
const LONGEST: u64 = 50;

/// What somebody was told lately.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notices {
    /// The latest first, 50 at most, of the last two weeks.
    pub items: Vec<Notice>,
}

/// Something that somebody was told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// The id of the thing, with its prefix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_day: Option<NaiveDate>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When its reader first saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<DateTime<Utc>>,
}

impl From<notice::Model> for Notice {
    fn from(row: notice::Model) -> Self {
        Self {
            id: row.id.0,
            kind: row.kind.0,
            about: row.about,
            service_day: row.service_day,
            created_at: row.created_at,
            seen_at: row.seen_at,
        }
    }
}

/// The caller's own notices.
pub async fn list(app: &App, caller: &Caller) -> Result<Notices> {
    let rows = notices_of(caller)
        .filter(notice::Column::State.ne(Text(NoticeState::Withdrawn)))
        .filter(notice::Column::CreatedAt.gt(app.clock.now() - KEPT))
        .order_by_desc(notice::Column::Id)
        .limit(LONGEST)
        .all(app.store.reader())
        .await?;
    Ok(Notices { items: rows.into_iter().map(Notice::from).collect() })
}

/// The caller has seen a notice; seeing it again changes nothing. Somebody else's is `notice.not_found`.
pub async fn see(app: &App, caller: &Caller, id: NoticeId) -> Result<Notice> {
    let tx = app.write(caller.association).await?;
    let own = || notices_of(caller).filter(notice::Column::Id.eq(Key(id)));
    own().one(tx.db()).await?.ok_or(Refusal::NoticeNotFound)?;
    seen(&tx, caller.association, id).await?;
    let row = own().one(tx.db()).await?.ok_or(Refusal::NoticeNotFound)?;
    tx.commit().await?;
    Ok(row.into())
}

/// A notice has reached its reader's mind, so nothing more is brought of it.
pub(super) async fn seen(tx: &Tx, association: AssociationId, id: NoticeId) -> Result<()> {
    notice::Entity::update_many()
        .col_expr(notice::Column::SeenAt, Expr::value(tx.now))
        .col_expr(notice::Column::State, Expr::value(NoticeState::Seen.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::Id.eq(Key(id)))
        .filter(notice::Column::SeenAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(())
}

fn notices_of(caller: &Caller) -> sea_orm::Select<notice::Entity> {
    notice::Entity::find()
        .filter(notice::Column::AssociationId.eq(Key(caller.association)))
        .filter(notice::Column::AccountId.eq(Key(caller.account)))
}
