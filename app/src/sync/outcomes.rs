//! The outcome rows of a door, kept in step with what its facts amount to. Rows that already say it are left alone: most
//! of what a phone sends twice, or sends beside an outcome, writes nothing.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use shared::id::ResidentId;

use super::door::Door;
use crate::error::Result;
use crate::people::spoken;
use crate::table::column::Key;
use crate::table::{extra_outcome, line_outcome, visit_outcome};
use crate::{Tx, notices};

/// Makes the rows of `door` be these, and tells anew when the people of those that changed were last spoken with.
pub(super) async fn keep(
    tx: &Tx,
    door: &Door,
    lines: Vec<line_outcome::Model>,
    visits: Vec<visit_outcome::Model>,
    extras: Vec<extra_outcome::Model>,
) -> Result<()> {
    let visited = visits.iter().filter(|row| row.light.is_some()).map(|row| row.resident_id.0);
    let given = lines.iter().filter(|row| row.delivered > 0).map(|row| row.resident_id.0);
    let reached: Vec<_> = given.chain(visited).collect();
    let mut people = keep_lines(tx, door, lines).await?;
    people.extend(keep_visits(tx, door, visits).await?);
    keep_extras(tx, door, extras).await?;
    if !reached.is_empty() {
        notices::in_person::told(tx, door.association, &reached, Some(door.day)).await?;
    }
    spoken::retell(tx, door.association, people).await
}

type People = BTreeSet<ResidentId>;

async fn keep_lines(tx: &Tx, door: &Door, mut rows: Vec<line_outcome::Model>) -> Result<People> {
    let of_door = Condition::all().add(line_outcome::Column::AssociationId.eq(Key(door.association))).add(
        Condition::any()
            .add(line_outcome::Column::DropId.eq(Key(door.id)))
            .add(line_outcome::Column::OrderLineId.is_in(door.lines.iter().map(|line| Key(line.id)))),
    );
    let find = line_outcome::Entity::find().filter(of_door.clone()).order_by_asc(line_outcome::Column::OrderLineId);
    let old = find.all(tx.db()).await?;
    rows.sort_by_key(|row| row.order_line_id);
    if rows == old {
        return Ok(People::new());
    }
    let people = old.iter().chain(&rows).filter(|row| row.met).map(|row| row.resident_id.0).collect();
    line_outcome::Entity::delete_many().filter(of_door).exec(tx.db()).await?;
    let told = rows.clone();
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        line_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    notices::residents::retold(tx, (door.association, door.day), &old, &told).await?;
    Ok(people)
}

async fn keep_visits(tx: &Tx, door: &Door, mut rows: Vec<visit_outcome::Model>) -> Result<People> {
    let of_door = Condition::all()
        .add(visit_outcome::Column::AssociationId.eq(Key(door.association)))
        .add(visit_outcome::Column::VisitId.is_in(door.visits.iter().map(|visit| visit.id)));
    let find = visit_outcome::Entity::find().filter(of_door.clone()).order_by_asc(visit_outcome::Column::VisitId);
    let old = find.all(tx.db()).await?;
    rows.sort_by_key(|row| row.visit_id);
    if rows == old {
        return Ok(People::new());
    }
    let people = old.iter().chain(&rows).map(|row| row.resident_id.0).collect();
    visit_outcome::Entity::delete_many().filter(of_door).exec(tx.db()).await?;
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        visit_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(people)
}

async fn keep_extras(tx: &Tx, door: &Door, mut rows: Vec<extra_outcome::Model>) -> Result<()> {
    let of_door = Condition::all()
        .add(extra_outcome::Column::AssociationId.eq(Key(door.association)))
        .add(extra_outcome::Column::DropId.eq(Key(door.id)));
    let find = extra_outcome::Entity::find().filter(of_door.clone()).order_by_asc(extra_outcome::Column::EventId);
    let old = find.all(tx.db()).await?;
    rows.sort_by_key(|row| row.event_id);
    if rows == old {
        return Ok(());
    }
    extra_outcome::Entity::delete_many().filter(of_door).exec(tx.db()).await?;
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        extra_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
