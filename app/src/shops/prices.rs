//! Prices are dated: a new one holds from its day on, and on orders that stand for those days.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, PriceId, ProductId};
use utoipa::ToSchema;

use super::catalogue::Catalogue;
use super::products;
use crate::error::{Error, Result, taken};
use crate::once::{self, Claim, Once};
use crate::table::column::Key;
use crate::table::{order, order_line, product_price};
use crate::{App, Caller, Tx, audit};

/// A price of a product.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Price {
    /// Its id.
    pub id: PriceId,
    /// The first service day on which it holds.
    pub valid_from: NaiveDate,
    /// Price of one unit, in cents.
    pub cents: i64,
}

/// Dates a new price. Orders that stand for its days, from today on, take it.
pub async fn create(
    app: &App,
    caller: &Caller,
    request: &Once,
    product: ProductId,
    valid_from: NaiveDate,
    cents: i64,
) -> Result<Price> {
    let tx = app.write(caller.association).await?;
    products::find(tx.db(), caller.association, product).await?;
    let id = match once::claim::<PriceId>(&tx, caller, request).await? {
        Claim::Done(id) => {
            let row = product_price::Entity::find_by_id(Key(id)).one(tx.db()).await?;
            return row.map(Price::from).ok_or_else(|| Error::Bug("a kept outcome names no price".into()));
        }
        Claim::New(id) => id,
    };
    let price = insert(&tx, caller.association, product, id, valid_from, cents).await?;
    reprice(&tx, caller.association, product, valid_from).await?;
    audit::note(&tx, caller, "product.repriced", product, None).await?;
    tx.commit().await?;
    Ok(price)
}

pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    product: ProductId,
    id: PriceId,
    valid_from: NaiveDate,
    cents: i64,
) -> Result<Price> {
    let row = product_price::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        product_id: Set(Key(product)),
        valid_from: Set(valid_from),
        cents: Set(cents),
    };
    Ok(row.insert(tx.db()).await.map_err(taken(Refusal::PriceTaken))?.into())
}

/// Lines of the days from today on, between the new price and the one after it, cost what the new price says.
async fn reprice(tx: &Tx, association: AssociationId, product: ProductId, valid_from: NaiveDate) -> Result<()> {
    let catalogue = Catalogue::load(tx.db(), association, tx.now).await?;
    for day in catalogue.days().filter(|day| *day >= valid_from) {
        let orders = order::Entity::find()
            .select_only()
            .column(order::Column::Id)
            .filter(order::Column::AssociationId.eq(Key(association)))
            .filter(order::Column::ServiceDay.eq(day));
        order_line::Entity::update_many()
            .col_expr(order_line::Column::UnitCents, Expr::value(catalogue.cents_on(product, day)))
            .filter(order_line::Column::AssociationId.eq(Key(association)))
            .filter(order_line::Column::ProductId.eq(Key(product)))
            .filter(order_line::Column::OrderId.in_subquery(orders.into_query()))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// The prices of every product, the oldest first.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    association: AssociationId,
) -> Result<BTreeMap<ProductId, Vec<Price>>> {
    Ok(by_product(prices_of(association).all(db).await?))
}

/// The prices of one product, the oldest first.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    association: AssociationId,
    product: ProductId,
) -> Result<BTreeMap<ProductId, Vec<Price>>> {
    let rows = prices_of(association).filter(product_price::Column::ProductId.eq(Key(product))).all(db).await?;
    Ok(by_product(rows))
}

fn prices_of(association: AssociationId) -> sea_orm::Select<product_price::Entity> {
    product_price::Entity::find()
        .filter(product_price::Column::AssociationId.eq(Key(association)))
        .order_by_asc(product_price::Column::ValidFrom)
}

fn by_product(rows: Vec<product_price::Model>) -> BTreeMap<ProductId, Vec<Price>> {
    let mut prices = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        prices.entry(row.product_id.0).or_default().push(Price::from(row));
    }
    prices
}

impl From<product_price::Model> for Price {
    fn from(row: product_price::Model) -> Self {
        Self { id: row.id.0, valid_from: row.valid_from, cents: row.cents }
    }
}
