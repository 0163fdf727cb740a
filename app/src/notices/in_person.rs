//! What somebody is to say to residents whom no telephone tells: at the door, on the sheet of whoever comes next; by telephone, on
//! the list of whom to call. The words are whole sentences: who says them knows the person, and no carrier reads them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Word;
use shared::calendar::{local_day, local_minute};
use shared::french::{clock, long_date};
use shared::id::{AssociationId, ProductId, ResidentId};
use shared::notice::{NoticeChannel, NoticeKind, NoticeState, Outcome};

use crate::Tx;
use crate::error::Result;
use crate::settings::{self, Settings};
use crate::table::column::{Key, Text};
use crate::table::{dispatch, notice, product, resident};

/// No notice that is said in person is of use for longer.
const LONGEST: TimeDelta = TimeDelta::days(14);

/// What is to be said to each resident of an association by this channel, at `now`, the eldest first.
pub(crate) async fn to_say(
    db: &impl ConnectionTrait,
    association: AssociationId,
    channel: NoticeChannel,
    now: DateTime<Utc>,
) -> Result<HashMap<ResidentId, Vec<String>>> {
    let rows = notice::Entity::find()
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::CreatedAt.gt(now - LONGEST))
        .filter(notice::Column::State.eq(Text(NoticeState::Sent)))
        .filter(notice::Column::ExpiresAt.gt(now))
        .filter(Expr::exists(taken_by(&[channel], None)))
        .order_by_asc(notice::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let residents = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::AccountId.is_in(rows.iter().map(|row| row.account_id)));
    let residents: HashMap<_, _> = residents.all(db).await?.into_iter().map(|row| (row.account_id, row.id.0)).collect();
    let settings = settings::of(db, association).await?;
    let names = product::Entity::find().filter(product::Column::AssociationId.eq(Key(association))).all(db).await?;
    let names = names.into_iter().map(|row| (row.id.0, row.name)).collect();
    let mut said: HashMap<ResidentId, Vec<String>> = HashMap::new();
    for row in rows {
        if let Some((resident, words)) = residents.get(&Some(row.account_id)).zip(sentence(&row, &settings, &names)) {
            said.entry(*resident).or_default().push(words);
        }
    }
    Ok(said)
}

/// Somebody has spoken with these residents, or left them the words: they know. Who came to their door on `day` had what was to be
/// said when the day began; what came later may be on no sheet that left the house, and is not told by it.
pub(crate) async fn told(
    tx: &Tx,
    association: AssociationId,
    residents: &[ResidentId],
    day: Option<NaiveDate>,
) -> Result<()> {
    let accounts = Query::select()
        .column(resident::Column::AccountId)
        .from(resident::Entity)
        .and_where(resident::Column::AssociationId.eq(Key(association)))
        .and_where(resident::Column::AccountId.is_not_null())
        .and_where(resident::Column::Id.is_in(residents.iter().copied().map(Key)))
        .to_owned();
    let begun = match day {
        Some(day) => Some(settings::of(tx.db(), association).await?.instant(day, 0)),
        None => None,
    };
    notice::Entity::update_many()
        .col_expr(notice::Column::SeenAt, Expr::value(tx.now))
        .col_expr(notice::Column::State, Expr::value(NoticeState::Seen.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::AccountId.in_subquery(accounts))
        .filter(notice::Column::State.eq(Text(NoticeState::Sent)))
        .filter(Expr::exists(taken_by(&[NoticeChannel::Doorstep, NoticeChannel::Call], begun)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// That one of these channels took a notice, before an instant.
fn taken_by(channels: &[NoticeChannel], before: Option<DateTime<Utc>>) -> SelectStatement {
    let its = |column: dispatch::Column| Expr::col((dispatch::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(dispatch::Entity)
        .and_where(its(dispatch::Column::NoticeId).equals((notice::Entity, notice::Column::Id)))
        .and_where(its(dispatch::Column::Channel).is_in(channels.iter().map(|channel| channel.as_str())))
        .and_where(its(dispatch::Column::Outcome).eq(Outcome::Taken.as_str()))
        .and_where_option(before.map(|instant| its(dispatch::Column::At).lt(instant)))
        .to_owned()
}

fn sentence(row: &notice::Model, settings: &Settings, products: &BTreeMap<ProductId, String>) -> Option<String> {
    let day = long_date(row.service_day?);
    Some(match row.kind.0 {
        NoticeKind::CutoffMoved => {
            let product = row.about.as_ref().and_then(|id| id.parse().ok()).and_then(|id| products.get(&id));
            let of = product.map(|name| format!(" ({name})")).unwrap_or_default();
            let until = long_date(local_day(row.expires_at, settings.tz));
            let minute = clock(local_minute(row.expires_at, settings.tz));
            format!("Pour le {day}{of}, il faut commander avant le {until} à {minute}.")
        }
        NoticeKind::DeliveryMissed => format!("La livraison du {day} n'a pas pu se faire."),
        NoticeKind::OrderShort => format!("Il manquera quelque chose à la commande du {day}."),
        _ => return None,
    })
}
