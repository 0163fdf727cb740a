//! The goods of a round beside its doors: picked up and brought back, recomputed from all events of the round.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AccountId, AssociationId, ProductId, RoundId};
use shared::outcome::{Flag, RoundState, fold_round};

use super::apply::units;
use super::told::facts_of_round;
use crate::Tx;
use crate::error::Result;
use crate::table::column::Key;
use crate::table::{pickup_outcome, round, volunteer};

/// Recomputes the goods of a round; answers what a coordinator should see.
pub(super) async fn round_events(tx: &Tx, association: AssociationId, id: RoundId) -> Result<Vec<Flag>> {
    let facts = facts_of_round(tx, association, id).await?;
    let state = fold_round(facts.iter().map(|(_, event)| event));
    let row = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(round::Column::Id.eq(Key(id)))
        .one(tx.db())
        .await?
        .ok_or(Refusal::RoundNotFound)?;
    let rows = rows(tx, &row, &state).await?;
    pickup_outcome::Entity::delete_many()
        .filter(pickup_outcome::Column::AssociationId.eq(Key(association)))
        .filter(pickup_outcome::Column::RoundId.eq(Key(id)))
        .exec(tx.db())
        .await?;
    if !rows.is_empty() {
        pickup_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(state.flags.into_iter().collect())
}

#[derive(Default)]
struct Goods {
    picked_up: u32,
    brought_back: u32,
    by: Option<AccountId>,
}

async fn rows(tx: &Tx, round: &round::Model, state: &RoundState) -> Result<Vec<pickup_outcome::ActiveModel>> {
    let mut goods = BTreeMap::<ProductId, Goods>::new();
    for ((_, product), counted) in &state.picked_up {
        let entry = goods.entry(*product).or_default();
        entry.picked_up = entry.picked_up.saturating_add(counted.quantity);
        entry.by.get_or_insert(counted.by);
    }
    for (product, counted) in &state.brought_back {
        let entry = goods.entry(*product).or_default();
        entry.brought_back = counted.quantity;
        entry.by.get_or_insert(counted.by);
    }
    let accounts = goods.values().filter_map(|goods| goods.by).map(Key);
    let volunteers = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(round.association_id))
        .filter(volunteer::Column::AccountId.is_in(accounts))
        .all(tx.db())
        .await?;
    let volunteer_of = |account: AccountId| volunteers.iter().find(|row| row.account_id.0 == account).map(|row| row.id);
    let row = |(product, goods): (ProductId, Goods)| pickup_outcome::ActiveModel {
        round_id: Set(round.id),
        product_id: Set(Key(product)),
        association_id: Set(round.association_id),
        service_day: Set(round.service_day),
        volunteer_id: Set(goods.by.and_then(volunteer_of).unwrap_or(round.volunteer_id)),
        picked_up: Set(units(goods.picked_up)),
        brought_back: Set(units(goods.brought_back)),
    };
    Ok(goods.into_iter().map(row).collect())
}
