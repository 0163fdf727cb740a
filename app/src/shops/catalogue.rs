//! Everything that decides whether a day can be ordered, read once for a request: products, prices, calendars, what is
//! already frozen on slips, and the one instant that counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::Refusal;
use shared::calendar::{local_day, local_minute};
use shared::cutoff::{DayState, Openings, Why, cutoff_instant, day_state, iso_weekday, usual_cutoff_instant};
use shared::french::{clock, long_date, weekday_name};
use shared::id::{AssociationId, PickupPointId, ProductId};
use shared::parameters::Parameters;
use shared::shop::{DayClosed, ProductKind};

use super::calendar;
use crate::error::{Error, Result};
use crate::settings;
use crate::table::column::Key;
use crate::table::{association, pickup_point, product, product_price, slip_line};

/// Orders are taken for so many days after today.
pub(crate) const HORIZON_DAYS: u64 = 28;

/// What an association offers, as it stands at one instant.
pub(crate) struct Catalogue {
    pub association: association::Model,
    pub parameters: Parameters,
    pub tz: Tz,
    pub now: DateTime<Utc>,
    /// The service day on which `now` falls.
    pub today: NaiveDate,
    pub points: BTreeMap<PickupPointId, pickup_point::Model>,
    pub products: BTreeMap<ProductId, product::Model>,
    openings: BTreeMap<PickupPointId, Openings>,
    prices: BTreeMap<ProductId, Vec<(NaiveDate, i64)>>,
    frozen: BTreeSet<(ProductId, NaiveDate)>,
}

/// Why a product cannot be ordered for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// The product or its pick-up point is not offered any more.
    Withdrawn,
    /// The calendar or the hour says no.
    Because(Why),
}

impl Catalogue {
    /// Reads it all, in a bounded number of questions.
    pub async fn load(db: &impl ConnectionTrait, association: AssociationId, now: DateTime<Utc>) -> Result<Self> {
        let row = association::Entity::find_by_id(Key(association)).one(db).await?;
        let row = row.ok_or_else(|| Error::Bug("an association has no row".into()))?;
        let settings = settings::read(&row)?;
        let (tz, today) = (settings.tz, settings.day_of(now));
        let openings = calendar::all(db, &row).await?;
        let points =
            pickup_point::Entity::find().filter(pickup_point::Column::AssociationId.eq(Key(association))).all(db);
        let points = points.await?.into_iter().map(|row| (row.id.0, row)).collect();
        let products = super::products::all(db, association).await?.into_iter().map(|row| (row.id.0, row)).collect();
        let mut prices = BTreeMap::<_, Vec<_>>::new();
        let dated = product_price::Entity::find()
            .filter(product_price::Column::AssociationId.eq(Key(association)))
            .order_by_asc(product_price::Column::ValidFrom);
        for price in dated.all(db).await? {
            prices.entry(price.product_id.0).or_default().push((price.valid_from, price.cents));
        }
        let lines = slip_line::Entity::find()
            .filter(slip_line::Column::AssociationId.eq(Key(association)))
            .filter(slip_line::Column::ServiceDay.gte(today));
        let frozen = lines.all(db).await?.into_iter().map(|line| (line.product_id.0, line.service_day)).collect();
        Ok(Self {
            association: row,
            parameters: settings.parameters,
            tz,
            now,
            today,
            points,
            products,
            openings,
            prices,
            frozen,
        })
    }

    /// The product, or the refusal that there is none.
    pub fn product(&self, id: ProductId) -> Result<&product::Model> {
        self.products.get(&id).ok_or_else(|| Refusal::ProductNotFound.into())
    }

    /// Whether `product` is delivered on this ISO weekday in an ordinary week: its own days, when its shop is open.
    pub fn delivers_on(&self, product: &product::Model, iso: u8) -> bool {
        let openings = self.openings.get(&product.pickup_point_id.0);
        let week = openings.and_then(|openings| openings.weekly.get(usize::from(iso.saturating_sub(1))));
        calendar::weekdays(product.delivery_weekdays).iso().contains(&iso)
            && week.is_some_and(|hours| !hours.is_empty())
    }

    /// The order in which people name products: bread, water, the rest by name.
    pub fn rank(&self, id: ProductId) -> (Option<ProductKind>, &str, ProductId) {
        let product = self.products.get(&id);
        (product.map(|row| row.kind.0), product.map_or("", |row| row.name.as_str()), id)
    }

    /// The last day for which orders are taken.
    pub fn last_day(&self) -> NaiveDate {
        self.today.checked_add_days(Days::new(HORIZON_DAYS)).unwrap_or(self.today)
    }

    /// Until when `product` can be ordered for `day`, or why it cannot.
    pub fn state(&self, product: &product::Model, day: NaiveDate) -> std::result::Result<DateTime<Utc>, Closed> {
        let openings = self.openings.get(&product.pickup_point_id.0);
        let point = self.points.get(&product.pickup_point_id.0);
        let (Some(openings), true) = (openings, product.active && point.is_some_and(|point| point.active)) else {
            return Err(Closed::Withdrawn);
        };
        match day_state(&calendar::rule(product), openings, day, self.now, self.tz) {
            DayState::Open { .. } if self.is_frozen(product.id.0, day) => {
                Err(Closed::Because(Why::CutoffPassed { at: self.now }))
            }
            DayState::Open { until } => Ok(until),
            DayState::Closed { why } => Err(Closed::Because(why)),
        }
    }

    /// The instant at which orders of `product` for `day` close, whether or not the day is open.
    pub fn cutoff(&self, product: &product::Model, day: NaiveDate) -> DateTime<Utc> {
        let openings = self.openings.get(&product.pickup_point_id.0);
        openings.map_or(self.now, |openings| cutoff_instant(&calendar::rule(product), openings, day, self.tz))
    }

    /// The day on which orders of `product` for `day` close, where a holiday, a leave or another exception makes it an earlier one
    /// than people are used to.
    pub fn moved_cutoff(&self, product: &product::Model, day: NaiveDate) -> Option<NaiveDate> {
        let openings = self.openings.get(&product.pickup_point_id.0)?;
        let closes = local_day(self.cutoff(product, day), self.tz);
        let usual = usual_cutoff_instant(&calendar::rule(product), openings, day, self.tz);
        (closes < local_day(usual, self.tz)).then_some(closes)
    }

    /// Whether it is too late to change `product` on `day`: the cut-off has passed, or the slip is frozen because the
    /// cut-off was moved afterwards.
    pub fn is_late(&self, product: &product::Model, day: NaiveDate) -> bool {
        day < self.today || self.is_frozen(product.id.0, day) || self.now >= self.cutoff(product, day)
    }

    /// Whether the product is offered and delivered on `day`, early or late.
    pub fn is_delivered(&self, product: &product::Model, day: NaiveDate) -> bool {
        self.state(product, day).map_or_else(Closed::is_lateness, |_| true)
    }

    /// Whether the shop of `product` opens on `day` at all.
    pub fn shop_opens(&self, product: &product::Model, day: NaiveDate) -> bool {
        self.openings.get(&product.pickup_point_id.0).and_then(|openings| openings.open_on(day)).is_some()
    }

    /// Whether the slip of the day already counts the product.
    pub fn is_frozen(&self, product: ProductId, day: NaiveDate) -> bool {
        self.frozen.contains(&(product, day))
    }

    /// The first day for which `product` can still be ordered.
    pub fn next_possible_day(&self, product: &product::Model) -> Option<NaiveDate> {
        self.days().find(|day| self.state(product, *day).is_ok())
    }

    /// Today and every day of the horizon.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last_day();
        self.today.iter_days().take_while(move |day| *day <= last)
    }

    /// What one unit costs on `day`, in cents: the last price from before, else the first one that there is.
    pub fn cents_on(&self, product: ProductId, day: NaiveDate) -> i64 {
        let prices = self.prices.get(&product).map_or(&[][..], Vec::as_slice);
        let valid = prices.iter().rev().find(|(from, _)| *from <= day).or(prices.first());
        valid.map_or(0, |(_, cents)| *cents)
    }

    /// The reason as a French sentence.
    pub fn say(&self, closed: Closed, product: &product::Model, day: NaiveDate) -> String {
        match closed {
            Closed::Withdrawn => "Ce produit n'est plus proposé.".to_owned(),
            Closed::Because(Why::NotADeliveryDay) => {
                format!("{}\u{a0}: pas de livraison le {}.", product.name, weekday_name(iso_weekday(day)))
            }
            Closed::Because(Why::Holiday(name)) => format!("C'est un jour férié\u{a0}: {name}."),
            Closed::Because(Why::ShopClosed) => {
                let point = self.points.get(&product.pickup_point_id.0).map_or("", |point| point.name.as_str());
                format!("{point}\u{a0}: fermé ce jour-là.")
            }
            Closed::Because(Why::CutoffPassed { at }) => {
                let closed_on = long_date(local_day(at, self.tz));
                format!("Les commandes sont closes depuis {closed_on}, {}.", clock(local_minute(at, self.tz)))
            }
        }
    }
}

impl Closed {
    /// The reason as a stable word.
    pub fn word(self) -> DayClosed {
        match self {
            Self::Withdrawn => DayClosed::Withdrawn,
            Self::Because(Why::NotADeliveryDay) => DayClosed::NotADeliveryDay,
            Self::Because(Why::Holiday(_)) => DayClosed::Holiday,
            Self::Because(Why::ShopClosed) => DayClosed::ShopClosed,
            Self::Because(Why::CutoffPassed { .. }) => DayClosed::CutoffPassed,
        }
    }

    /// Whether it is only too late, and somebody with the right may still decide otherwise.
    pub fn is_lateness(self) -> bool {
        self.word() == DayClosed::CutoffPassed
    }
}
