//! Counts as they are told.

use chrono::NaiveDate;
use serde::Serialize;
use shared::id::ProductId;
use shared::round::FailureReason;
use shared::shop::ProductKind;
use utoipa::ToSchema;

use super::By;

/// The counts of a period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Counts {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What the rows stand for.
    pub by: By,
    /// The rows in which anything happened, in their order.
    pub rows: Vec<CountRow>,
    /// The whole period.
    pub total: CountRow,
}

/// What happened in one row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CountRow {
    /// A day, an ISO week (`2019-W10`), a month (`2019-03`), an id, a volunteer's number, or `total`.
    pub key: String,
    /// The same in French.
    pub label: String,
    /// Distinct residents to whom anything was delivered.
    pub residents_served: u32,
    /// Distinct volunteers who delivered anything.
    pub volunteers: u32,
    /// Courtesy visits done; absent where rows are products or shops.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub visits: Option<u32>,
    /// By product.
    pub products: Vec<ProductCount>,
    /// By kind of product.
    pub kinds: Vec<KindCount>,
}

/// The counts of one product.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProductCount {
    /// The product.
    pub product_id: ProductId,
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: ProductKind,
    /// Its counts.
    #[serde(flatten)]
    pub count: Count,
}

/// The counts of one kind of product.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KindCount {
    /// The kind.
    pub kind: ProductKind,
    /// Its counts.
    #[serde(flatten)]
    pub count: Count,
}

/// Units, and the residents who got any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    /// Units of orders that stand; absent where rows are volunteers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ordered: Option<i64>,
    /// Units on slips, later changes included; absent where rows are residences or volunteers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub slipped: Option<i64>,
    /// Units picked up; absent where rows are residences.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub picked_up: Option<i64>,
    /// Units of order lines that were delivered.
    pub delivered: i64,
    /// Units delivered beyond any order line.
    pub extra: i64,
    /// Ordered units that were reported as not delivered.
    pub not_delivered: i64,
    /// The same by reason, every reason present.
    pub not_delivered_reasons: NotDelivered,
    /// Units brought back; absent where rows are residences.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub brought_back: Option<i64>,
    /// Distinct residents to whom any was delivered.
    pub residents_served: u32,
}

/// Units by the reason for which they were not delivered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct NotDelivered {
    /// Nobody answered.
    pub no_answer: i64,
    /// The resident did not want it.
    pub refused: i64,
    /// The volunteer could not get in.
    pub no_access: i64,
    /// The shop had too little.
    pub shop_short: i64,
    /// Something else, or nobody said.
    pub other: i64,
}

impl NotDelivered {
    pub(super) fn add(&mut self, reason: Option<FailureReason>, units: i64) {
        let slot = match reason.unwrap_or(FailureReason::Other) {
            FailureReason::NoAnswer => &mut self.no_answer,
            FailureReason::Refused => &mut self.refused,
            FailureReason::NoAccess => &mut self.no_access,
            FailureReason::ShopShort => &mut self.shop_short,
            FailureReason::Other => &mut self.other,
        };
        *slot += units;
    }
}
