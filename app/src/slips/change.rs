//! A plus or minus after the freeze. A shop that had confirmed is asked again: what it said yes to is no longer what is
//! needed; the instant of its yes stays, so that only the difference is read out.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use shared::id::{OrderLineId, ProductId, SlipId};
use shared::shop::SlipStatus;

use crate::error::Result;
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{slip, slip_change};
use crate::{Caller, audit};

/// What changes on a slip.
pub(crate) struct Change<'a> {
    /// The slip.
    pub slip: SlipId,
    /// Of which product.
    pub product: ProductId,
    /// On which order line.
    pub line: OrderLineId,
    /// By how many units.
    pub delta: i32,
    /// Why.
    pub reason: &'a str,
}

/// Writes the change down and asks the shop again.
pub(crate) async fn note(tx: &Tx, caller: &Caller, change: &Change<'_>) -> Result<()> {
    let row = slip_change::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(Key(caller.association)),
        slip_id: Set(Key(change.slip)),
        product_id: Set(Key(change.product)),
        order_line_id: Set(Key(change.line)),
        delta: Set(change.delta),
        reason: Set(change.reason.to_owned()),
        made_by: Set(Key(caller.account)),
        made_at: Set(tx.now),
    };
    row.insert(tx.db()).await?;
    audit::note(tx, caller, "slip.changed", change.slip, None).await?;
    ask_again(tx, change.slip).await
}

/// A slip that no longer says what the shop confirmed is open again; whoever has the former one on the screen confirms
/// nothing by it.
pub(super) async fn ask_again(tx: &Tx, slip: SlipId) -> Result<()> {
    slip::Entity::update_many()
        .col_expr(slip::Column::Status, Expr::value(Text(SlipStatus::Frozen)))
        .col_expr(slip::Column::Version, Expr::col(slip::Column::Version).add(1))
        .filter(slip::Column::Id.eq(Key(slip)))
        .exec(tx.db())
        .await?;
    Ok(())
}
