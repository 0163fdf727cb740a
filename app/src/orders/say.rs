//! The sentences that an operator reads back. They name products, days and the way to hand over, never the caller.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::calendar::Weekdays;
use shared::french::{IN_BAG, IN_HAND, Said, SaidUsually, read_back_nothing, read_back_order, read_back_usual};
use shared::id::ProductId;
use shared::person::Handover;
use shared::shop::ProductKind;

use crate::shops::catalogue::Catalogue;

/// An order of some products and quantities, read back.
pub(super) fn order(
    catalogue: &Catalogue,
    lines: impl IntoIterator<Item = (ProductId, i32)>,
    day: NaiveDate,
    handover: Handover,
) -> String {
    let mut lines: Vec<_> = lines.into_iter().filter(|(_, quantity)| *quantity > 0).collect();
    lines.sort_by_key(|(product, _)| catalogue.rank(*product));
    if lines.is_empty() {
        return read_back_nothing(day);
    }
    let bread = lines
        .iter()
        .any(|(id, _)| catalogue.products.get(id).is_some_and(|product| product.kind.0 == ProductKind::Bread));
    let how = if handover == Handover::BagOnDoor && bread { IN_BAG } else { IN_HAND };
    let said: Vec<_> = lines.iter().filter_map(|(id, quantity)| said(catalogue, *id, *quantity)).collect();
    read_back_order(&said, day, how)
}

/// A usual order, read back: the same quantity of a product is said once with all its weekdays.
pub(super) fn usual(catalogue: &Catalogue, lines: impl IntoIterator<Item = (ProductId, i32, i32)>) -> String {
    let mut days = BTreeMap::<(ProductId, i32), Weekdays>::new();
    for (product, weekday, quantity) in lines {
        let set = days.entry((product, quantity)).or_default();
        let bit = u8::try_from(weekday - 1).ok().and_then(|shift| 1_u8.checked_shl(shift.into())).unwrap_or_default();
        *set = Weekdays::from_bits(set.bits() | bit).unwrap_or(*set);
    }
    let mut days: Vec<_> = days.into_iter().collect();
    days.sort_by_key(|((product, quantity), _)| (catalogue.rank(*product), *quantity));
    let lines: Vec<_> = days
        .into_iter()
        .filter_map(|((product, quantity), days)| Some(SaidUsually { said: said(catalogue, product, quantity)?, days }))
        .collect();
    read_back_usual(&lines)
}

fn said(catalogue: &Catalogue, product: ProductId, quantity: i32) -> Option<Said<'_>> {
    let product = catalogue.products.get(&product)?;
    Some(Said { quantity: quantity.unsigned_abs(), singular: &product.unit_one, plural: &product.unit_many })
}
