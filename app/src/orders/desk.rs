//! Everything a relay operator needs on the screen while somebody is on the telephone, in one answer.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::id::{ProductId, ResidentId};
use shared::order::OrderStatus;
use shared::person::{CourtesyTitle, Handover, ResidentStatus};
use utoipa::ToSchema;

use super::told::{Order, tell, tell_one};
use super::usual::{self, StandingOrder};
use super::{orders_of, place, say, served};
use crate::error::Result;
use crate::people::{doors, residents};
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{order, resident};
use crate::{App, Caller};

/// A caller's page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Desk {
    /// Who calls.
    pub resident: DeskResident,
    /// What they had the last time, before today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_order: Option<Order>,
    /// What they usually have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing_order: Option<StandingOrder>,
    /// The orders of today and the next four weeks that stand, by day.
    pub coming_orders: Vec<Order>,
    /// Absences that have not ended.
    pub absences: Vec<DeskAbsence>,
    /// What can be ordered, and from when on.
    pub products: Vec<DeskProduct>,
    /// "Comme d'habitude", ready to read: the last order on the first day on which all of it can be had, else the usual
    /// order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested_read_back: Option<String>,
}

/// Who calls.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskResident {
    /// Their id.
    pub id: ResidentId,
    /// How they are addressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courtesy_title: Option<CourtesyTitle>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where they live, in French.
    pub place: String,
    /// How goods change hands.
    pub handover: Handover,
    /// Where they stand with the service.
    pub status: ResidentStatus,
    /// Whether an order would be taken: active, with a consent that stands.
    pub served: bool,
    /// When somebody last spoke with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_spoken_on: Option<NaiveDate>,
}

/// A time away.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct DeskAbsence {
    /// First day away.
    pub first_day: NaiveDate,
    /// Last day away, included; absent while nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
}

/// A product that can be ordered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskProduct {
    /// The product.
    pub product_id: ProductId,
    /// What people call it.
    pub product: String,
    /// The first day for which it can still be ordered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_possible_day: Option<NaiveDate>,
}

/// The caller's page of a resident.
pub async fn read(app: &App, caller: &Caller, id: ResidentId) -> Result<Desk> {
    let db = app.store.reader();
    let row = residents::in_reach(db, caller, id).await?;
    let catalogue = Catalogue::load(db, caller.association, app.clock.now()).await?;
    let usual = usual::load(db, caller.association, Some(id), catalogue.today).await?.remove(&id);
    let standing_order = usual.map(|usual| usual::told(&catalogue, usual));
    let last = place::last_before(db, caller, id, catalogue.today).await?;
    let coming = orders_of(caller.association)
        .filter(order::Column::ResidentId.eq(Key(id)))
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .filter(order::Column::ServiceDay.between(catalogue.today, catalogue.last_day()))
        .order_by_asc(order::Column::ServiceDay);
    let coming_orders = tell(db, &catalogue, caller, coming.all(db).await?).await?;
    let absences = served::absences(db, caller.association, Some(id), catalogue.today).await?;
    let absences = absences.into_values().flatten();
    let absences = absences.map(|away| DeskAbsence { first_day: away.first_day, last_day: away.last_day });
    let again = last.as_ref().and_then(|(_, wanted)| {
        let day = catalogue.days().find(|day| {
            let mut products = wanted.keys().filter_map(|product| catalogue.products.get(product));
            products.all(|product| catalogue.state(product, *day).is_ok())
        })?;
        let lines = wanted.iter().map(|(product, quantity)| (*product, *quantity));
        Some(say::order(&catalogue, lines, day, row.handover.0))
    });
    let suggested_read_back = again.or_else(|| standing_order.as_ref().map(|usual| usual.read_back.clone()));
    let last_order = match last {
        Some((last, _)) => Some(tell_one(db, &catalogue, caller, last).await?),
        None => None,
    };
    let mut offered: Vec<_> = catalogue.products.values().filter(|product| product.active).collect();
    offered.sort_by_key(|product| catalogue.rank(product.id.0));
    let products = offered.into_iter().map(|product| DeskProduct {
        product_id: product.id.0,
        product: product.name.clone(),
        next_possible_day: catalogue.next_possible_day(product),
    });
    Ok(Desk {
        resident: summary(db, row).await?,
        last_order,
        standing_order,
        coming_orders,
        absences: absences.collect(),
        products: products.collect(),
        suggested_read_back,
    })
}

async fn summary(db: &impl ConnectionTrait, row: resident::Model) -> Result<DeskResident> {
    let served = served::served(db, row.association_id.0, Some(row.id.0)).await?;
    let doors = doors::of_rows(db, std::iter::once(&row)).await?;
    Ok(DeskResident {
        id: row.id.0,
        place: doors.get(&row.id.0).map(doors::Door::said).unwrap_or_default(),
        courtesy_title: row.courtesy_title.map(|title| title.0),
        given_name: row.given_name,
        family_name: row.family_name,
        phone: row.phone,
        handover: row.handover.0,
        status: row.status.0,
        served: served.contains(&row.id.0),
        last_spoken_on: row.last_spoken_on,
    })
}
