//! Refusals that help: the next possible day, the number to call and its hours, the order that exists.

use chrono::NaiveDate;
use shared::Refusal;
use shared::french::long_date;
use shared::id::OrderId;
use shared::phone::Phone;

use crate::error::{Error, Refused};
use crate::shops::catalogue::{Catalogue, Closed};
use crate::table::product;

/// The product cannot be had on that day: too late, or the day is closed for it.
pub(super) fn closed(catalogue: &Catalogue, product: &product::Model, day: NaiveDate, why: Closed) -> Error {
    if why.is_lateness() {
        return too_late(catalogue, product, day);
    }
    let said = catalogue.say(why, product, day);
    with_next(catalogue, product, Refusal::OrderDayClosed, said).with("why", why.word()).into()
}

/// The cut-off of the product for that day has passed.
pub(super) fn too_late(catalogue: &Catalogue, product: &product::Model, day: NaiveDate) -> Error {
    let said = format!("{}, {}\u{a0}: il est trop tard.", product.name, long_date(day));
    with_next(catalogue, product, Refusal::OrderCutoffPassed, said).into()
}

/// There is already an order on that day.
pub(super) fn exists(order: OrderId) -> Error {
    Refused::new(Refusal::OrderExists).with("location", format!("/v1/orders/{order}")).into()
}

/// The day is beyond the horizon.
pub(super) fn too_far(catalogue: &Catalogue) -> Error {
    Refused::new(Refusal::OrderDayTooFar).with("last_possible_day", catalogue.last_day()).into()
}

fn with_next(catalogue: &Catalogue, product: &product::Model, refusal: Refusal, said: String) -> Refused {
    let association = &catalogue.association;
    let next = catalogue.next_possible_day(product);
    let mut detail = said;
    if let Some(day) = next {
        detail += &format!(" Prochain jour possible\u{a0}: {}.", long_date(day));
    }
    let number = Phone::parse(&association.phone).map_or_else(|_| association.phone.clone(), |it| it.to_string());
    detail += &format!(" Téléphone\u{a0}: {number}, {}.", association.answering_hours);
    let refused = Refused { detail: Some(detail), ..Refused::new(refusal) };
    let refused = match next {
        Some(day) => refused.with("next_possible_day", day),
        None => refused,
    };
    refused
        .with("product_id", product.id.0)
        .with("phone", &association.phone)
        .with("answering_hours", &association.answering_hours)
}
