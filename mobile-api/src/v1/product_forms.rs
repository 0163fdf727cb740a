//! What is filled in about a product, apart from the operations because the two forms are long: the limits of every field
//! stand here, once for the check and once for the contract.

use app::shops::products::{NewProduct, ProductEdit, Terms};
use garde::Validate;
use serde::Deserialize;
use shared::calendar::Weekdays;
use shared::id::PickupPointId;
use shared::shop::{CutoffKind, PaidBy, ProductKind};
use utoipa::ToSchema;

use crate::day::Weekday;
use crate::text::Line;

/// A product to offer. Without further words it is bread: delivered whenever its shop is open, ordered until 16:00 of
/// the last open day before, at the door between 7:30 and 9:00.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductIn {
    /// Where it is taken.
    #[garde(skip)]
    pickup_point_id: PickupPointId,
    /// What it is to whoever carries and counts it.
    #[garde(skip)]
    kind: ProductKind,
    /// What people call it.
    #[garde(dive)]
    name: Line<60>,
    /// The word for one unit, such as "pain".
    #[garde(dive)]
    unit_one: Line<40>,
    /// The word for several, such as "pains".
    #[garde(dive)]
    unit_many: Line<40>,
    /// Weight of one unit, in grams.
    #[garde(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100_000)]
    grams: i32,
    /// Into how many hand-carries one unit may be split; 1 is not at all.
    #[garde(range(min = 1, max = 24))]
    #[schema(minimum = 1, maximum = 24, default = 1)]
    #[serde(default = "one")]
    splits_into: i32,
    /// ISO weekdays on which it may be delivered; the pick-up point must be open as well.
    #[garde(dive, length(min = 1, max = 7))]
    #[schema(min_items = 1, max_items = 7)]
    delivery_weekdays: Option<Vec<Weekday>>,
    /// How the last hour for orders is found.
    #[garde(skip)]
    #[serde(default = "open_days_before")]
    cutoff_kind: CutoffKind,
    /// For `open_days_before`: how many days on which the pick-up point is open.
    #[garde(range(min = 1, max = 14))]
    #[schema(minimum = 1, maximum = 14, default = 1)]
    #[serde(default = "one")]
    cutoff_days: i32,
    /// For `weekday_before`: the weekday of the week before; Thursday when absent.
    #[garde(dive)]
    cutoff_weekday: Option<Weekday>,
    /// Minutes after local midnight at which orders close.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439, default = 960)]
    #[serde(default = "sixteen")]
    cutoff_min: i32,
    /// Doors are served from this minute of the day on.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439, default = 450)]
    #[serde(default = "half_past_seven")]
    deliver_from_min: i32,
    /// Doors are served until this minute of the day.
    #[garde(range(min = 1, max = 1439))]
    #[schema(minimum = 1, maximum = 1439, default = 540)]
    #[serde(default = "nine")]
    deliver_until_min: i32,
    /// Units in one order at most.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100, default = 4)]
    #[serde(default = "four")]
    max_per_order: i32,
    /// Who pays for it; the association when absent. To carry it is always free.
    #[garde(skip)]
    #[serde(default = "association_pays")]
    paid_by: PaidBy,
    /// Price of one unit from today on, in cents.
    #[garde(range(min = 0, max = 1_000_000))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    unit_cents: i64,
}

fn association_pays() -> PaidBy {
    PaidBy::AssociationPays
}

fn one() -> i32 {
    1
}

fn four() -> i32 {
    4
}

fn sixteen() -> i32 {
    16 * 60
}

fn half_past_seven() -> i32 {
    7 * 60 + 30
}

fn nine() -> i32 {
    9 * 60
}

fn open_days_before() -> CutoffKind {
    CutoffKind::OpenDaysBefore
}

/// What may change of a product; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductPatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<60>>,
    /// The new word for one unit.
    #[garde(dive)]
    unit_one: Option<Line<40>>,
    /// The new word for several.
    #[garde(dive)]
    unit_many: Option<Line<40>>,
    /// The new weight, in grams.
    #[garde(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100_000)]
    grams: Option<i32>,
    /// Into how many hand-carries one unit may be split.
    #[garde(range(min = 1, max = 24))]
    #[schema(minimum = 1, maximum = 24)]
    splits_into: Option<i32>,
    /// The new delivery weekdays.
    #[garde(dive, length(min = 1, max = 7))]
    #[schema(min_items = 1, max_items = 7)]
    delivery_weekdays: Option<Vec<Weekday>>,
    /// How the last hour for orders is found.
    #[garde(skip)]
    cutoff_kind: Option<CutoffKind>,
    /// For `open_days_before`.
    #[garde(range(min = 1, max = 14))]
    #[schema(minimum = 1, maximum = 14)]
    cutoff_days: Option<i32>,
    /// For `weekday_before`.
    #[garde(dive)]
    cutoff_weekday: Option<Weekday>,
    /// Minutes after local midnight at which orders close.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    cutoff_min: Option<i32>,
    /// Doors are served from this minute of the day on.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    deliver_from_min: Option<i32>,
    /// Doors are served until this minute of the day.
    #[garde(range(min = 1, max = 1439))]
    #[schema(minimum = 1, maximum = 1439)]
    deliver_until_min: Option<i32>,
    /// Units in one order at most.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    max_per_order: Option<i32>,
    /// Who pays for it.
    #[garde(skip)]
    paid_by: Option<PaidBy>,
    /// Whether it can be ordered.
    #[garde(skip)]
    active: Option<bool>,
}

impl From<ProductIn> for NewProduct {
    fn from(wire: ProductIn) -> Self {
        Self {
            pickup_point_id: wire.pickup_point_id,
            kind: wire.kind,
            name: wire.name.tidy(),
            unit_one: wire.unit_one.tidy(),
            unit_many: wire.unit_many.tidy(),
            grams: wire.grams,
            splits_into: wire.splits_into,
            terms: Terms {
                delivery_weekdays: wire.delivery_weekdays.as_deref().map_or(Weekdays::ALL, set_of),
                cutoff_kind: wire.cutoff_kind,
                cutoff_days: wire.cutoff_days,
                cutoff_weekday: wire.cutoff_weekday.map_or(4, |day| i32::from(day.iso())),
                cutoff_min: wire.cutoff_min,
                deliver_from_min: wire.deliver_from_min,
                deliver_until_min: wire.deliver_until_min,
            },
            max_per_order: wire.max_per_order,
            paid_by: wire.paid_by,
            cents: wire.unit_cents,
        }
    }
}

impl From<ProductPatch> for ProductEdit {
    fn from(wire: ProductPatch) -> Self {
        Self {
            name: wire.name.map(|text| text.tidy()),
            unit_one: wire.unit_one.map(|text| text.tidy()),
            unit_many: wire.unit_many.map(|text| text.tidy()),
            grams: wire.grams,
            splits_into: wire.splits_into,
            delivery_weekdays: wire.delivery_weekdays.as_deref().map(set_of),
            cutoff_kind: wire.cutoff_kind,
            cutoff_days: wire.cutoff_days,
            cutoff_weekday: wire.cutoff_weekday.map(|day| i32::from(day.iso())),
            cutoff_min: wire.cutoff_min,
            deliver_from_min: wire.deliver_from_min,
            deliver_until_min: wire.deliver_until_min,
            max_per_order: wire.max_per_order,
            paid_by: wire.paid_by,
            active: wire.active,
        }
    }
}

fn set_of(days: &[Weekday]) -> Weekdays {
    let numbers: Vec<u8> = days.iter().map(|day| day.iso()).collect();
    Weekdays::from_iso(&numbers).unwrap_or_default()
}
