//! The notices as coordinators see them: whom only a call reaches, what failed, how well each channel does, and which carrier
//! does not know us.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use shared::id::{AccountId, AssociationId, NoticeId};
use shared::notice::{NoticeChannel, NoticeKind, NoticeState, Outcome};
use shared::person::VolunteerStatus;
use shared::{Refusal, Word};
use utoipa::ToSchema;

use super::rates::{self, ChannelWeek};
use super::{mine, reader};
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{account, carrier_rest, dispatch, notice, resident, volunteer};
use crate::{App, Caller, audit};

/// How far back the board looks.
const DAYS: TimeDelta = TimeDelta::days(7);
/// How many notices are listed at most.
const LONGEST: u64 = 200;

/// The notices of an association.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeBoard {
    /// Those whose reader is to be called, the most pressing first; 200 at most.
    pub to_call: Vec<BoardNotice>,
    /// The others of the last seven days, the latest first; 200 at most.
    pub lately: Vec<BoardNotice>,
    /// Active volunteers whom neither a device nor a text message nor an e-mail reaches: a call is the only way.
    pub only_by_call: Vec<Unreached>,
    /// Carriers that are left alone.
    pub resting: Vec<RestingCarrier>,
    /// What became of notices by week and channel, the latest week first.
    pub rates: Vec<ChannelWeek>,
}

/// A notice and its reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BoardNotice {
    /// Its id.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// The day that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_day: Option<NaiveDate>,
    /// How it stands.
    pub state: NoticeState,
    /// Its reader.
    pub account_id: AccountId,
    /// As colleagues call them.
    pub name: String,
    /// Their telephone, E.164, where somebody is to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// From then on it is too late.
    pub expires_at: DateTime<Utc>,
}

/// Somebody whom only a call reaches.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Unreached {
    /// Their account.
    pub account_id: AccountId,
    /// As colleagues call them.
    pub name: String,
    /// Their telephone, E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A carrier that is left alone for a while.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RestingCarrier {
    /// Its host.
    pub carrier: String,
    /// Until when.
    pub until: DateTime<Utc>,
    /// `busy` asked for a rest, `key` does not know our key: whoever runs palier must look.
    #[schema(pattern = "^(busy|key)$")]
    pub reason: String,
}

/// The board of an association.
pub async fn read(app: &App, caller: &Caller) -> Result<NoticeBoard> {
    let (db, now, association) = (app.store.reader(), app.clock.now(), caller.association);
    let rows = notice::Entity::find()
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::CreatedAt.gt(now - DAYS))
        .filter(notice::Column::State.ne(Text(NoticeState::Withdrawn)))
        .order_by_desc(notice::Column::Id)
        .limit(2 * LONGEST)
        .all(db)
        .await?;
    let people = People::load(db, association, &rows).await?;
    let called = waiting_for_a_call(db, &rows).await?;
    let (to_call, lately): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| called.contains(&row.id.0));
    let in_time = to_call.into_iter().filter(|row| row.expires_at > now);
    let mut to_call: Vec<_> = in_time.map(|row| people.tell(row, true)).collect();
    to_call.sort_by_key(|notice| (notice.expires_at, notice.id));
    let limit = usize::try_from(LONGEST).unwrap_or(usize::MAX);
    to_call.truncate(limit);
    let lately = lately.into_iter().take(limit).map(|row| people.tell(row, false)).collect();
    let only_by_call = people.only_by_call(app, association).await?;
    let rates = rates::read(app, association).await?;
    Ok(NoticeBoard { to_call, lately, only_by_call, resting: resting(app).await?, rates })
}

/// A coordinator has told its reader: nobody else needs to.
pub async fn told(app: &App, caller: &Caller, id: NoticeId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    find(tx.db(), caller.association, id).await?;
    mine::seen(&tx, caller.association, id).await?;
    audit::note(&tx, caller, "notice.told", id, None).await?;
    tx.commit().await
}

/// Tries again what failed, over every channel. Refuses what is too late, and leaves alone what is on its way.
pub async fn retry(app: &App, caller: &Caller, id: NoticeId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.expires_at <= tx.now {
        return Err(Refusal::NoticeTooLate.into());
    }
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(NoticeState::Waiting.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(tx.now))
        .col_expr(notice::Column::BegunAt, Expr::value(tx.now))
        .filter(notice::Column::Id.eq(Key(id)))
        .filter(notice::Column::State.eq(Text(NoticeState::Failed)))
        .exec(tx.db())
        .await?;
    audit::note(&tx, caller, "notice.retried", id, None).await?;
    tx.commit().await
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: NoticeId) -> Result<notice::Model> {
    let row = notice::Entity::find()
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::Id.eq(Key(id)))
        .one(db)
        .await?;
    row.ok_or_else(|| Refusal::NoticeNotFound.into())
}

/// Those of `rows` that wait for a call: the list took them and nobody has seen them.
async fn waiting_for_a_call(db: &impl ConnectionTrait, rows: &[notice::Model]) -> Result<HashSet<NoticeId>> {
    let sent = rows.iter().filter(|row| row.state.0 == NoticeState::Sent).map(|row| row.id);
    let calls = dispatch::Entity::find()
        .filter(dispatch::Column::NoticeId.is_in(sent))
        .filter(dispatch::Column::Channel.eq(Text(NoticeChannel::Call)))
        .filter(dispatch::Column::Outcome.eq(Text(Outcome::Taken)));
    Ok(calls.all(db).await?.into_iter().map(|row| row.notice_id.0).collect())
}

/// Who may be told something, by account.
struct People {
    names: HashMap<AccountId, String>,
    volunteers: HashMap<AccountId, volunteer::Model>,
    residents: HashMap<AccountId, resident::Model>,
}

impl People {
    async fn load(db: &impl ConnectionTrait, association: AssociationId, rows: &[notice::Model]) -> Result<Self> {
        let names = account::Entity::find().filter(account::Column::AssociationId.eq(Key(association))).all(db).await?;
        let volunteers =
            volunteer::Entity::find().filter(volunteer::Column::AssociationId.eq(Key(association))).all(db).await?;
        let told: BTreeSet<_> = rows.iter().map(|row| row.account_id).collect();
        let residents = resident::Entity::find()
            .filter(resident::Column::AssociationId.eq(Key(association)))
            .filter(resident::Column::AccountId.is_in(told))
            .all(db)
            .await?;
        Ok(Self {
            names: names.into_iter().filter(|row| row.active).map(|row| (row.id.0, row.name)).collect(),
            volunteers: volunteers.into_iter().map(|row| (row.account_id.0, row)).collect(),
            residents: residents.into_iter().filter_map(|row| Some((row.account_id?.0, row))).collect(),
        })
    }

    fn tell(&self, row: notice::Model, calls: bool) -> BoardNotice {
        let reader = row.account_id.0;
        let volunteer = self.volunteers.get(&reader).and_then(|volunteer| volunteer.phone.clone());
        let phone = volunteer.or_else(|| self.residents.get(&reader).and_then(|resident| resident.phone.clone()));
        BoardNotice {
            id: row.id.0,
            kind: row.kind.0,
            service_day: row.service_day,
            state: row.state.0,
            account_id: reader,
            name: self.names.get(&reader).cloned().unwrap_or_default(),
            phone: phone.filter(|_| calls),
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }

    async fn only_by_call(&self, app: &App, association: AssociationId) -> Result<Vec<Unreached>> {
        let reached = reader::reached(app, association).await?;
        let active = self.volunteers.iter().filter(|(_, row)| row.status.0 == VolunteerStatus::Accepted);
        let mut unreached = Vec::new();
        for (account, row) in active {
            let Some(name) = self.names.get(account) else { continue };
            if !reached.contains(account) {
                unreached.push(Unreached { account_id: *account, name: name.clone(), phone: row.phone.clone() });
            }
        }
        unreached.sort_by_cached_key(|one| (shared::fold::search_key(&one.name), one.account_id));
        Ok(unreached)
    }
}

async fn resting(app: &App) -> Result<Vec<RestingCarrier>> {
    let rows = carrier_rest::Entity::find()
        .filter(carrier_rest::Column::Until.gt(app.clock.now()))
        .order_by_asc(carrier_rest::Column::Carrier)
        .all(app.store.reader())
        .await?;
    let told = |row: carrier_rest::Model| RestingCarrier { carrier: row.carrier, until: row.until, reason: row.reason };
    Ok(rows.into_iter().map(told).collect())
}
