//! Writes notices, in the transaction of the change that causes them: what is rolled back was never told.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{BinOper, Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use shared::Word;
use shared::id::{AccountId, AssociationId, NoticeId};
use shared::notice::{NoticeKind, NoticeState};

use crate::Tx;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::notice;

/// Between the cause of what was overtaken and what makes it another one, so that the cause may come again.
const OVER: &str = " until ";

/// A notice to write.
pub(crate) struct New {
    pub reader: AccountId,
    pub kind: NoticeKind,
    /// The id of the thing, with its prefix.
    pub about: Option<String>,
    pub day: Option<NaiveDate>,
    /// Replaces what was said of this before.
    pub topic: String,
    /// Names the cause: one cause tells one reader once, unless something else was said of the topic since.
    pub cause: String,
    pub expires_at: DateTime<Utc>,
}

/// Writes a notice in place of those of its topic that still wait. One that is the last word on its topic already stands as it
/// is, waiting or told; one that would be too late is not written.
pub(crate) async fn write(tx: &Tx, association: AssociationId, new: New) -> Result<()> {
    let dedup = format!("{}:{}", new.cause, new.reader);
    let said = notice::Entity::find().filter(notice::Column::Dedup.eq(&dedup));
    if said.count(tx.db()).await? > 0 {
        return Ok(());
    }
    withdraw(tx, new.reader, &new.topic).await?;
    if new.expires_at <= tx.now {
        return Ok(());
    }
    let row = notice::ActiveModel {
        id: Set(Key(tx.id::<NoticeId>())),
        association_id: Set(Key(association)),
        account_id: Set(Key(new.reader)),
        kind: Set(Text(new.kind)),
        about: Set(new.about),
        service_day: Set(new.day),
        dedup: Set(dedup),
        topic: Set(new.topic),
        state: Set(Text(NoticeState::Waiting)),
        next_at: Set(Some(tx.now)),
        expires_at: Set(new.expires_at),
        lease_until: Set(None),
        attempts: Set(0),
        begun_at: Set(tx.now),
        seen_at: Set(None),
        created_at: Set(tx.now),
    };
    let by_another = OnConflict::column(notice::Column::Dedup).do_nothing().to_owned();
    notice::Entity::insert(row).on_conflict(by_another).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Takes back what still waits to be told to a reader of a topic; answers whether there was anything. What was said of it is not
/// the last word any more: should it become true again, that is news.
pub(crate) async fn withdraw(tx: &Tx, reader: AccountId, topic: &str) -> Result<bool> {
    let of_topic = Condition::all().add(notice::Column::AccountId.eq(Key(reader))).add(notice::Column::Topic.eq(topic));
    let overtaken =
        Expr::col(notice::Column::Dedup).binary(BinOper::Custom("||"), format!("{OVER}{}", tx.id::<NoticeId>()));
    notice::Entity::update_many()
        .col_expr(notice::Column::Dedup, overtaken)
        .filter(of_topic.clone())
        .filter(notice::Column::Dedup.not_like(format!("%{OVER}%")))
        .exec(tx.db())
        .await?;
    let withdrawn = notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Withdrawn.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(of_topic)
        .filter(notice::Column::State.eq(Text(NoticeState::Waiting)))
        .exec(tx.db())
        .await?;
    Ok(withdrawn.rows_affected > 0)
}
