//! What people have chosen about the notices that they are sent, by the rule of `shared::notice`. It is heeded when a notice is
//! brought, not when it is written: what somebody chooses today holds for what waits since yesterday.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use shared::id::{AccountId, AssociationId};
use shared::notice::{NoticeChannel, NoticeKind, NoticeState, Outcome};
use shared::{Refusal, Word};
use utoipa::ToSchema;

use super::reader::Reader;
use crate::error::{Error, Result};
use crate::table::column::{Key, Text};
use crate::table::{dispatch, notice, notice_preference};
use crate::{App, Caller, Tx, audit};

/// What somebody has chosen about the notices that they are sent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticePreferences {
    /// One for each kind that concerns them; none for who is sent no notices.
    pub items: Vec<NoticePreference>,
}

/// How somebody is told of one kind.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticePreference {
    /// The kind.
    pub kind: NoticeKind,
    /// Whether they may say that they do not want it.
    pub may_be_declined: bool,
    /// Whether they have chosen anything; if not, `channels` are the usual ones.
    pub chosen: bool,
    /// The ways by which they are told, the first choice first; none where they do not want it.
    pub channels: Vec<NoticeChannel>,
    /// The ways of who has chosen nothing, in their order; none where one has to ask for it.
    pub usual: Vec<NoticeChannel>,
    /// The ways that may be chosen, in the usual order.
    pub possible: Vec<NoticeChannel>,
    /// Those of the possible ways that lead to them today: a device asked to be told, a number or an address is known and this
    /// installation sends there. They change with the device and the number, and no choice depends on them.
    pub open: Vec<NoticeChannel>,
}

impl NoticePreference {
    fn new(kind: NoticeKind, chosen: Option<&[NoticeChannel]>, open: &[NoticeChannel]) -> Self {
        let possible = kind.possible_ways();
        Self {
            kind,
            may_be_declined: kind.may_be_declined(),
            chosen: chosen.is_some(),
            channels: kind.ways(chosen),
            usual: kind.usual_ways(),
            open: possible.iter().copied().filter(|way| open.contains(way)).collect(),
            possible,
        }
    }
}

/// What the caller has chosen about each kind that concerns them.
pub async fn list(app: &App, caller: &Caller) -> Result<NoticePreferences> {
    let rows = notice_preference::Entity::find()
        .filter(notice_preference::Column::AssociationId.eq(Key(caller.association)))
        .filter(notice_preference::Column::AccountId.eq(Key(caller.account)))
        .all(app.store.reader())
        .await?;
    let rows = rows.into_iter().map(|row| Ok((row.kind.0, read(row)?)));
    let chosen = rows.collect::<Result<HashMap<NoticeKind, Vec<NoticeChannel>>>>()?;
    let open = open(app, caller).await?;
    let tell = |kind| NoticePreference::new(kind, chosen.get(&kind).map(Vec::as_slice), &open);
    Ok(NoticePreferences { items: NoticeKind::of(&caller.roles).map(tell).collect() })
}

/// From now on the caller is told of `kind` by these ways, in this order; by none where they do not want it. What still waits to
/// be told to them, or to be called about, is then told no more.
///
/// Refuses a kind that does not concern them, and ways that `shared::notice` does not allow for it.
pub async fn set(
    app: &App,
    caller: &Caller,
    kind: NoticeKind,
    channels: Vec<NoticeChannel>,
) -> Result<NoticePreference> {
    concerns(caller, kind)?;
    kind.may_choose(&channels)?;
    let tx = app.write(caller.association).await?;
    let row = notice_preference::ActiveModel {
        account_id: Set(Key(caller.account)),
        kind: Set(Text(kind)),
        association_id: Set(Key(caller.association)),
        channels: Set(serde_json::json!(channels)),
    };
    let anew = OnConflict::columns([notice_preference::Column::AccountId, notice_preference::Column::Kind])
        .update_column(notice_preference::Column::Channels)
        .to_owned();
    notice_preference::Entity::insert(row).on_conflict(anew).exec_without_returning(tx.db()).await?;
    if channels.is_empty() {
        decline(&tx, caller, kind).await?;
    }
    let said = channels.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" ");
    audit::note(&tx, caller, "notice_preference.set", kind.as_str(), Some(&said)).await?;
    tx.commit().await?;
    Ok(NoticePreference::new(kind, Some(&channels), &open(app, caller).await?))
}

/// From now on the caller is told of `kind` as usual.
///
/// Refuses a kind that does not concern them.
pub async fn reset(app: &App, caller: &Caller, kind: NoticeKind) -> Result<NoticePreference> {
    concerns(caller, kind)?;
    let tx = app.write(caller.association).await?;
    notice_preference::Entity::delete_many()
        .filter(notice_preference::Column::AssociationId.eq(Key(caller.association)))
        .filter(notice_preference::Column::AccountId.eq(Key(caller.account)))
        .filter(notice_preference::Column::Kind.eq(Text(kind)))
        .exec(tx.db())
        .await?;
    audit::note(&tx, caller, "notice_preference.reset", kind.as_str(), None).await?;
    tx.commit().await?;
    Ok(NoticePreference::new(kind, None, &open(app, caller).await?))
}

/// The ways by which the reader of `notice` wants to be told of it; none where they do not want it.
pub(super) async fn ways(db: &impl ConnectionTrait, notice: &notice::Model) -> Result<Vec<NoticeChannel>> {
    let chosen = chosen(db, notice.association_id.0, notice.account_id.0, notice.kind.0).await?;
    Ok(notice.kind.0.ways(chosen.as_deref()))
}

/// Whether somebody asked for a kind that one has to ask for.
pub(super) async fn asks(tx: &Tx, association: AssociationId, account: AccountId, kind: NoticeKind) -> Result<bool> {
    let chosen = chosen(tx.db(), association, account, kind).await?;
    Ok(chosen.is_some_and(|ways| !ways.is_empty()))
}

/// What somebody has chosen about a kind, if they have.
async fn chosen(
    db: &impl ConnectionTrait,
    association: AssociationId,
    account: AccountId,
    kind: NoticeKind,
) -> Result<Option<Vec<NoticeChannel>>> {
    let row = notice_preference::Entity::find()
        .filter(notice_preference::Column::AssociationId.eq(Key(association)))
        .filter(notice_preference::Column::AccountId.eq(Key(account)))
        .filter(notice_preference::Column::Kind.eq(Text(kind)))
        .one(db)
        .await?;
    row.map(read).transpose()
}

fn concerns(caller: &Caller, kind: NoticeKind) -> Result<()> {
    if caller.roles.contains(&kind.reader()) { Ok(()) } else { Err(Refusal::NoticePreferenceNotFound.into()) }
}

fn read(row: notice_preference::Model) -> Result<Vec<NoticeChannel>> {
    serde_json::from_value(row.channels).map_err(|_| Error::Bug("ways to tell somebody that are none".into()))
}

async fn open(app: &App, caller: &Caller) -> Result<Vec<NoticeChannel>> {
    Ok(Reader::of(app, caller.association, caller.account).await?.channels(app))
}

/// The worker may hold one of them at this moment; what it writes down afterwards leaves the state alone, so that nobody is asked
/// to call for what is not wanted.
async fn decline(tx: &Tx, caller: &Caller, kind: NoticeKind) -> Result<()> {
    let on_the_list = Query::select()
        .column(dispatch::Column::NoticeId)
        .from(dispatch::Entity)
        .and_where(dispatch::Column::AssociationId.eq(Key(caller.association)))
        .and_where(dispatch::Column::Channel.eq(Text(NoticeChannel::Call)))
        .and_where(dispatch::Column::Outcome.eq(Text(Outcome::Taken)))
        .to_owned();
    let to_be_called = Condition::all()
        .add(notice::Column::State.eq(Text(NoticeState::Sent)))
        .add(notice::Column::Id.in_subquery(on_the_list));
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Declined.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::AssociationId.eq(Key(caller.association)))
        .filter(notice::Column::AccountId.eq(Key(caller.account)))
        .filter(notice::Column::Kind.eq(Text(kind)))
        .filter(Condition::any().add(notice::Column::State.eq(Text(NoticeState::Waiting))).add(to_be_called))
        .exec(tx.db())
        .await?;
    Ok(())
}
