//! What somebody wants, checked by itself: each product once, and not more of it than one order may hold.

use std::collections::BTreeMap;

use shared::Refusal;
use shared::id::ProductId;

use crate::error::{Error, Fault, Refused, Result};
use crate::shops::catalogue::Catalogue;

/// A product and a quantity that somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLine {
    /// The product.
    pub product_id: ProductId,
    /// Units, at least one.
    pub quantity: i32,
}

/// What is wanted, by product.
pub(super) type Wanted = BTreeMap<ProductId, i32>;

/// Refuses a product that is unknown or stands twice.
pub(super) fn wanted(catalogue: &Catalogue, lines: &[NewLine]) -> Result<Wanted> {
    let mut wanted = Wanted::new();
    for (index, line) in lines.iter().enumerate() {
        catalogue.product(line.product_id)?;
        if wanted.insert(line.product_id, line.quantity).is_some() {
            let fault = Fault { at: format!("/lines/{index}/product_id"), what: "ce produit est déjà écrit".into() };
            return Err(Error::faulty(Refusal::OrderProductTwice, vec![fault]));
        }
    }
    Ok(wanted)
}

/// Refuses more units than one order may hold.
pub(super) fn within_limit(catalogue: &Catalogue, product: ProductId, quantity: i32) -> Result<()> {
    let product = catalogue.product(product)?;
    if quantity <= product.max_per_order {
        return Ok(());
    }
    let most = product.max_per_order;
    let refused = Refused {
        detail: Some(format!("{}\u{a0}: {most} au plus par commande.", product.name)),
        ..Refused::new(Refusal::OrderTooMuch)
    };
    Err(refused.with("product_id", product.id.0).with("max_per_order", most).into())
}
