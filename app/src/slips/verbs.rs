//! What can be asked of slips: show them, print one, say that the shop confirmed.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use shared::Refusal;
use shared::french::{csv_cell, numeric_date};
use shared::id::{AssociationId, SlipId};
use shared::shop::{ConfirmedHow, PickupPointKind, SlipStatus};

use super::told::{Slip, tell};
use crate::edit::{Expected, next_version};
use crate::error::{Error, Result};
use crate::page::{Slice, Window};
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{slip, slip_change, slip_line};
use crate::{App, Caller, audit, notices};

/// A part of the slips, of one service day or of all. A slip of zeros only is not shown.
pub async fn list(app: &App, caller: &Caller, day: Option<NaiveDate>, window: Window) -> Result<Slice<Slip>> {
    let db = app.store.reader();
    let mut find = shown(caller.association).filter(slip::Column::Id.gt(window.after()));
    if let Some(day) = day {
        find = find.filter(slip::Column::ServiceDay.eq(day));
    }
    let rows = find.order_by_asc(slip::Column::Id).limit(window.fetch()).all(db).await?;
    let part = window.cut(rows, |row| row.id.0);
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    Ok(Slice { next: part.next, items: tell(db, &catalogue, caller, part.items).await? })
}

/// One slip.
pub async fn read(app: &App, caller: &Caller, id: SlipId) -> Result<Slip> {
    let db = app.store.reader();
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    one(db, &catalogue, caller, find(db, caller.association, id).await?).await
}

/// A slip as a sheet for the shop: file name and CSV.
pub fn csv(slip: &Slip) -> (String, String) {
    let mut text = String::from("\u{feff}commerce;jour;produit;bon;changement;total\r\n");
    for line in slip.lines.iter().filter(|line| line.quantity != 0 || line.changed != 0) {
        let cells = [
            quoted(&slip.pickup_point),
            numeric_date(slip.service_day),
            quoted(&line.product),
            line.quantity.to_string(),
            line.changed.to_string(),
            line.total.to_string(),
        ];
        text += &(cells.join(";") + "\r\n");
    }
    (format!("bon-{}.csv", slip.service_day), text)
}

/// A text cell, never a formula, always in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", csv_cell(text).replace('"', "\"\""))
}

/// A person heard or read the shop's yes to the slip as they saw it. Refuses a slip that changed since, one that is
/// confirmed, and a depot's, which nobody confirms.
pub async fn confirm(app: &App, caller: &Caller, id: SlipId, expected: Expected, how: ConfirmedHow) -> Result<Slip> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let catalogue = Catalogue::load(tx.db(), caller.association, tx.now).await?;
    let kind = catalogue.points.get(&row.pickup_point_id.0).map(|point| point.kind.0);
    if kind != Some(PickupPointKind::PartnerShop) {
        return Err(Refusal::SlipNotAsked.into());
    }
    if row.status.0 == SlipStatus::Confirmed {
        return Err(Refusal::SlipConfirmed.into());
    }
    let version = next_version(row.version, expected)?;
    let mut change: slip::ActiveModel = row.into();
    change.status = Set(Text(SlipStatus::Confirmed));
    change.confirmed_at = Set(Some(tx.now));
    change.confirmed_by = Set(Some(Key(caller.account)));
    change.confirmed_how = Set(Some(Text(how)));
    change.version = Set(version);
    let row = change.update(tx.db()).await?;
    audit::note(&tx, caller, "slip.confirmed", id, None).await?;
    notices::lists::slip_confirmed(&tx, &row).await?;
    let slip = one(tx.db(), &catalogue, caller, row).await?;
    tx.commit().await?;
    Ok(slip)
}

async fn one(db: &impl ConnectionTrait, catalogue: &Catalogue, caller: &Caller, row: slip::Model) -> Result<Slip> {
    let told = tell(db, catalogue, caller, vec![row]).await?;
    told.into_iter().next().ok_or_else(|| Error::Bug("a slip was not told".into()))
}

/// Slips on which something stands or stood.
fn shown(association: AssociationId) -> sea_orm::Select<slip::Entity> {
    let lines = slip_line::Entity::find()
        .select_only()
        .column(slip_line::Column::SlipId)
        .filter(slip_line::Column::AssociationId.eq(Key(association)))
        .filter(slip_line::Column::Quantity.ne(0));
    let changes = slip_change::Entity::find()
        .select_only()
        .column(slip_change::Column::SlipId)
        .filter(slip_change::Column::AssociationId.eq(Key(association)));
    let something = Condition::any()
        .add(slip::Column::Id.in_subquery(lines.into_query()))
        .add(slip::Column::Id.in_subquery(changes.into_query()));
    slip::Entity::find().filter(slip::Column::AssociationId.eq(Key(association))).filter(something)
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: SlipId) -> Result<slip::Model> {
    let row = shown(association).filter(slip::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::SlipNotFound.into())
}
