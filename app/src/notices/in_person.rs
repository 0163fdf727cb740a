//! What somebody is to say to residents whom no telephone tells: at the door, on the sheet of whoever comes next; by telephone, on
//! the list of whom to call. The words are whole sentences: who says them knows the person, and no carrier reads them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, Query};
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

/// What is to be said to each resident of an association by this channel, at `now`, the eldest first.
pub(crate) async fn to_say(
    db: &impl ConnectionTrait,
    association: AssociationId,
    channel: NoticeChannel,
    now: DateTime<Utc>,
) -> Result<HashMap<ResidentId, Vec<String>>> {
    let taken = Query::select()
        .column(dispatch::Column::NoticeId)
        .from(dispatch::Entity)
        .and_where(dispatch::Column::AssociationId.eq(Key(association)))
        .and_where(dispatch::Column::Channel.eq(Text(channel)))
        .and_where(dispatch::Column::Outcome.eq(Text(Outcome::Taken)))
        .to_owned();
    let rows = notice::Entity::find()
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::State.eq(Text(NoticeState::Sent)))
        .filter(notice::Column::ExpiresAt.gt(now))
        .filter(notice::Column::Id.in_subquery(taken))
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

/// Somebody has spoken with these residents, or left them the words: they know.
pub(crate) async fn told(tx: &Tx, association: AssociationId, residents: &[ResidentId]) -> Result<()> {
    let accounts = Query::select()
        .column(resident::Column::AccountId)
        .from(resident::Entity)
        .and_where(resident::Column::AssociationId.eq(Key(association)))
        .and_where(resident::Column::AccountId.is_not_null())
        .and_where(resident::Column::Id.is_in(residents.iter().copied().map(Key)))
        .to_owned();
    let said = [NoticeChannel::Doorstep, NoticeChannel::Call].map(Text);
    let taken = Query::select()
        .column(dispatch::Column::NoticeId)
        .from(dispatch::Entity)
        .and_where(dispatch::Column::AssociationId.eq(Key(association)))
        .and_where(dispatch::Column::Channel.is_in(said))
        .and_where(dispatch::Column::Outcome.eq(Text(Outcome::Taken)))
        .to_owned();
    notice::Entity::update_many()
        .col_expr(notice::Column::SeenAt, Expr::value(tx.now))
        .col_expr(notice::Column::State, Expr::value(NoticeState::Seen.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::AssociationId.eq(Key(association)))
        .filter(notice::Column::AccountId.in_subquery(accounts))
        .filter(notice::Column::State.eq(Text(NoticeState::Sent)))
        .filter(notice::Column::Id.in_subquery(taken))
        .exec(tx.db())
        .await?;
    Ok(())
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
