//! What changes of an order, line by line: judged first against calendar and cut-off, then written, with a plus or minus
//! on the slip where a coordinator passes a cut-off.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use shared::id::{OrderId, OrderLineId, ProductId, SlipId};

use super::cart::{Wanted, within_limit};
use super::refuse;
pub(super) use super::replan::replan;
use crate::error::Result;
use crate::shops::catalogue::Catalogue;
use crate::table::column::Key;
use crate::table::order_line;
use crate::{Caller, Tx, slips};

/// A change to the lines of one order.
pub(super) struct Amendment<'a> {
    pub catalogue: &'a Catalogue,
    pub caller: &'a Caller,
    pub order: OrderId,
    pub day: NaiveDate,
    /// A coordinator's reason to pass a cut-off.
    pub reason: Option<&'a str>,
}

/// One line that changes.
pub(super) struct Edit {
    /// The line that stands; `None` for a new one.
    line: Option<order_line::Model>,
    product: ProductId,
    old: i32,
    new: i32,
    /// Its cut-off has passed.
    late: bool,
}

impl Amendment<'_> {
    /// The lines that differ between what stands and what is wanted.
    ///
    /// Refuses each that is late without a reason, and each increase that the calendar or the limit does not allow.
    pub fn judge(&self, stands: &[order_line::Model], wanted: &Wanted) -> Result<Vec<Edit>> {
        let mut edits = Vec::new();
        let products: BTreeSet<_> = stands.iter().map(|line| line.product_id.0).chain(wanted.keys().copied()).collect();
        for id in products {
            let line = stands.iter().find(|line| line.product_id.0 == id).cloned();
            let old = line.as_ref().map_or(0, |line| line.quantity);
            let new = wanted.get(&id).copied().unwrap_or(0);
            if old == new {
                continue;
            }
            let product = self.catalogue.product(id)?;
            let may_pass = self.reason.is_some() && self.day >= self.catalogue.today;
            let late = self.catalogue.is_late(product, self.day);
            if new > old {
                match self.catalogue.state(product, self.day) {
                    Err(why) if !(why.is_lateness() && may_pass) => {
                        return Err(refuse::closed(self.catalogue, product, self.day, why));
                    }
                    _ => within_limit(self.catalogue, id, new)?,
                }
            }
            if late && !may_pass {
                return Err(refuse::too_late(self.catalogue, product, self.day));
            }
            edits.push(Edit { line, product: id, old, new, late });
        }
        Ok(edits)
    }

    /// The slips of the late lines, frozen as they stand before the change.
    pub async fn freeze(&self, tx: &Tx, edits: &[Edit]) -> Result<BTreeMap<ProductId, SlipId>> {
        let mut slips = BTreeMap::new();
        for edit in edits.iter().filter(|edit| edit.late) {
            let product = self.catalogue.product(edit.product)?;
            let slip = slips::ensure_frozen(tx, self.caller.association, product, self.day).await?;
            slips.insert(edit.product, slip.id.0);
        }
        Ok(slips)
    }

    /// Writes the lines, and the changes on the slips.
    pub async fn apply(&self, tx: &Tx, edits: &[Edit], slips: &BTreeMap<ProductId, SlipId>) -> Result<()> {
        for edit in edits {
            let line = self.write(tx, edit).await?;
            if let (Some(slip), Some(reason)) = (slips.get(&edit.product), self.reason) {
                let delta = edit.new - edit.old;
                let change = slips::Change { slip: *slip, product: edit.product, line, delta, reason };
                slips::note(tx, self.caller, &change).await?;
            }
        }
        Ok(())
    }

    async fn write(&self, tx: &Tx, edit: &Edit) -> Result<OrderLineId> {
        let reason = self.reason.filter(|_| edit.late).map(str::to_owned);
        let cents = self.catalogue.cents_on(edit.product, self.day);
        if let Some(line) = &edit.line {
            let mut change: order_line::ActiveModel = line.clone().into();
            change.quantity = Set(edit.new);
            change.unit_cents = Set(cents);
            if reason.is_some() {
                change.override_reason = Set(reason);
            }
            change.update(tx.db()).await?;
            return Ok(line.id.0);
        }
        let id: OrderLineId = tx.id();
        let row = order_line::ActiveModel {
            id: Set(Key(id)),
            association_id: Set(Key(self.caller.association)),
            order_id: Set(Key(self.order)),
            product_id: Set(Key(edit.product)),
            quantity: Set(edit.new),
            unit_cents: Set(cents),
            override_reason: Set(reason),
            set_aside: Set(0),
        };
        row.insert(tx.db()).await?;
        Ok(id)
    }
}
