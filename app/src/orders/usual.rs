//! A usual order as it is kept and told: what and when, apart from pauses and skips.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde::Serialize;
use shared::id::{AssociationId, ProductId, ResidentId, StandingOrderId};
use shared::order::{Channel, StandingStatus};
use shared::standing::StandingLine;
use utoipa::ToSchema;

use super::say;
use crate::error::Result;
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{standing_line, standing_order, standing_skip};

/// What a resident usually has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StandingOrder {
    /// Its id.
    pub id: StandingOrderId,
    /// For whom.
    pub resident_id: ResidentId,
    /// Whether it runs.
    pub status: StandingStatus,
    /// The first day on which it may ask for something.
    pub starts_on: NaiveDate,
    /// While paused: the first day served again; absent until somebody calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<NaiveDate>,
    /// What of which product on which weekday.
    pub lines: Vec<StandingOrderLine>,
    /// Coming days that are left out.
    pub skips: Vec<NaiveDate>,
    /// The way it came in.
    pub channel: Channel,
    /// The usual order as a French sentence, to read to the caller.
    pub read_back: String,
    /// The version, for edits.
    pub version: i32,
}

/// One product on one weekday.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StandingOrderLine {
    /// The product.
    pub product_id: ProductId,
    /// What people call it.
    pub product: String,
    /// ISO weekday, 1 Monday to 7 Sunday.
    pub weekday: i32,
    /// Units.
    pub quantity: i32,
}

/// A usual order with its lines and coming skips.
pub(super) struct Usual {
    pub row: standing_order::Model,
    pub lines: Vec<StandingLine<ProductId>>,
    pub skips: Vec<NaiveDate>,
}

/// The usual orders that are not stopped, of one resident or of all, with their skips from `today` on.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    association: AssociationId,
    only: Option<ResidentId>,
    today: NaiveDate,
) -> Result<BTreeMap<ResidentId, Usual>> {
    let mut find = standing_order::Entity::find()
        .filter(standing_order::Column::AssociationId.eq(Key(association)))
        .filter(standing_order::Column::Status.ne(Text(StandingStatus::Stopped)));
    if let Some(id) = only {
        find = find.filter(standing_order::Column::ResidentId.eq(Key(id)));
    }
    let ids = find.clone().select_only().column(standing_order::Column::Id).into_query();
    let mut lines = BTreeMap::<_, Vec<_>>::new();
    let found = standing_line::Entity::find().filter(standing_line::Column::StandingOrderId.in_subquery(ids.clone()));
    for line in found.all(db).await? {
        lines.entry(line.standing_order_id).or_default().push(StandingLine {
            product: line.product_id.0,
            weekday: u8::try_from(line.weekday).unwrap_or(0),
            quantity: u32::try_from(line.quantity).unwrap_or(0),
        });
    }
    let mut skips = BTreeMap::<_, Vec<_>>::new();
    let found = standing_skip::Entity::find()
        .filter(standing_skip::Column::StandingOrderId.in_subquery(ids))
        .filter(standing_skip::Column::Day.gte(today));
    for skip in found.all(db).await? {
        skips.entry(skip.standing_order_id).or_default().push(skip.day);
    }
    let usual = find.all(db).await?.into_iter().map(|row| {
        let mut usual = Usual {
            lines: lines.remove(&row.id).unwrap_or_default(),
            skips: skips.remove(&row.id).unwrap_or_default(),
            row,
        };
        usual.lines.sort_unstable_by_key(|line| (line.product, line.weekday));
        usual.skips.sort_unstable();
        (usual.row.resident_id.0, usual)
    });
    Ok(usual.collect())
}

/// The usual order as it is told. A pause that has ended by itself is none.
pub(super) fn told(catalogue: &Catalogue, usual: Usual) -> StandingOrder {
    let over = usual.row.paused_until.is_some_and(|day| day <= catalogue.today);
    let status = match usual.row.status.0 {
        StandingStatus::Paused if over => StandingStatus::Active,
        status => status,
    };
    let mut lines: Vec<_> = usual
        .lines
        .iter()
        .map(|line| StandingOrderLine {
            product_id: line.product,
            product: catalogue.products.get(&line.product).map_or_else(String::new, |row| row.name.clone()),
            weekday: i32::from(line.weekday),
            quantity: i32::try_from(line.quantity).unwrap_or(i32::MAX),
        })
        .collect();
    lines.sort_by_key(|line| (catalogue.rank(line.product_id), line.weekday));
    let said = lines.iter().map(|line| (line.product_id, line.weekday, line.quantity));
    let said: Vec<_> = said.filter(|_| status != StandingStatus::Stopped).collect();
    StandingOrder {
        id: usual.row.id.0,
        resident_id: usual.row.resident_id.0,
        status,
        starts_on: usual.row.starts_on,
        paused_until: usual.row.paused_until.filter(|_| status == StandingStatus::Paused),
        read_back: say::usual(catalogue, said),
        lines,
        skips: usual.skips,
        channel: usual.row.channel.0,
        version: usual.row.version,
    }
}
