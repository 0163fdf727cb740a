//! Sums gathered by day, product and place become the rows that were asked for. Pure: everything is in its arguments.

use std::collections::{BTreeMap, BTreeSet};

use shared::calendar::iso_week_label;
use shared::french;
use shared::id::{ProductId, ResidentId, VolunteerId};
use shared::shop::ProductKind;

use super::rows::{Fact, Gathered, What};
use super::told::{Count, CountRow, Counts, KindCount, ProductCount};
use super::{By, Period};

/// The counts of a period by what was asked for.
pub(super) fn group(gathered: &Gathered, period: Period, by: By) -> Counts {
    let mut rows = BTreeMap::<Place, Row>::new();
    let mut total = Row::default();
    for fact in gathered.facts.iter().filter(|fact| fact.units != 0) {
        let kind = fact.product.and_then(|id| gathered.products.get(&id)).map(|product| product.kind.0);
        total.add(fact, kind);
        if let Some(place) = place(fact, gathered, by) {
            rows.entry(place).or_default().add(fact, kind);
        }
    }
    let total = total.told("total".into(), "Ensemble".into(), gathered, By::Total);
    let told = |(place, row): (Place, Row)| {
        let (key, label) = place.told();
        row.told(key, label, gathered, by)
    };
    let rows = match by {
        By::Total => vec![total.clone()],
        _ => rows.into_iter().map(told).collect(),
    };
    Counts { from: period.from, to: period.to, by, rows, total }
}

/// The row that a sum belongs to: what it is sorted by, its key, its label.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    order: (i64, String),
    key: String,
    label: String,
}

impl Place {
    fn told(self) -> (String, String) {
        (self.key, self.label)
    }

    fn named(name: &str, key: impl ToString) -> Self {
        Self { order: (0, shared::fold::search_key(name)), key: key.to_string(), label: name.to_owned() }
    }

    fn dated(key: String, label: String) -> Self {
        Self { order: (0, key.clone()), key, label }
    }
}

/// `None` where the sum cannot be told apart by what was asked for.
fn place(fact: &Fact, gathered: &Gathered, by: By) -> Option<Place> {
    let product = || gathered.products.get(&fact.product?);
    match by {
        By::Total => None,
        By::Day => Some(Place::dated(fact.day.to_string(), french::long_date_with_year(fact.day))),
        By::Week => {
            let key = iso_week_label(fact.day);
            let label = format!("{} de {}", french::week(fact.day), key.split('-').next().unwrap_or_default());
            Some(Place::dated(key, label))
        }
        By::Month => Some(Place::dated(fact.day.format("%Y-%m").to_string(), french::month(fact.day))),
        By::Product => product().map(|product| Place::named(&product.name, product.id.0)),
        By::Shop => {
            let shop = product()?.pickup_point_id.0;
            Some(Place::named(gathered.shops.get(&shop)?, shop))
        }
        By::Residence => {
            let residence = fact.residence?;
            Some(Place::named(gathered.residences.get(&residence)?, residence))
        }
        By::Volunteer => {
            if matches!(fact.what, What::Ordered | What::Slipped) {
                return None;
            }
            let number = fact.volunteer.and_then(|id| gathered.volunteers.get(&id));
            let known = number.map(|number| Place {
                order: (i64::from(*number), String::new()),
                key: number.to_string(),
                label: format!("bénévole {number}"),
            });
            let nobody =
                || Place {
                    order: (i64::MAX, String::new()), key: "none".into(), label: "sans bénévole connu".into()
                };
            Some(known.unwrap_or_else(nobody))
        }
    }
}

/// A row while it is added up.
#[derive(Default)]
struct Row {
    products: BTreeMap<ProductId, Sums>,
    kinds: BTreeMap<ProductKind, Sums>,
    residents: BTreeSet<ResidentId>,
    volunteers: BTreeSet<VolunteerId>,
    visits: i64,
}

/// The sums of one product or kind while they are added up.
#[derive(Default)]
struct Sums {
    count: Count,
    ordered: i64,
    slipped: i64,
    picked_up: i64,
    brought_back: i64,
    residents: BTreeSet<ResidentId>,
}

impl Row {
    fn add(&mut self, fact: &Fact, kind: Option<ProductKind>) {
        if fact.what == What::Visit {
            self.visits += fact.units;
        }
        if matches!(fact.what, What::Delivered | What::Extra) {
            self.residents.extend(fact.resident);
            self.volunteers.extend(fact.volunteer);
        }
        if let (Some(product), Some(kind)) = (fact.product, kind) {
            self.products.entry(product).or_default().add(fact);
            self.kinds.entry(kind).or_default().add(fact);
        }
    }

    fn told(self, key: String, label: String, gathered: &Gathered, by: By) -> CountRow {
        let product = |(id, sums): (ProductId, Sums)| {
            let product = gathered.products.get(&id)?;
            let (name, kind) = (product.name.clone(), product.kind.0);
            Some(ProductCount { product_id: id, name, kind, count: sums.told(by) })
        };
        let mut products: Vec<_> = self.products.into_iter().filter_map(product).collect();
        products.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
        CountRow {
            key,
            label,
            residents_served: size(&self.residents),
            volunteers: size(&self.volunteers),
            visits: (!matches!(by, By::Product | By::Shop)).then(|| u32::try_from(self.visits).unwrap_or(u32::MAX)),
            products,
            kinds: self.kinds.into_iter().map(|(kind, sums)| KindCount { kind, count: sums.told(by) }).collect(),
        }
    }
}

impl Sums {
    fn add(&mut self, fact: &Fact) {
        let units = fact.units;
        match fact.what {
            What::Ordered => self.ordered += units,
            What::Slipped => self.slipped += units,
            What::PickedUp => self.picked_up += units,
            What::BroughtBack => self.brought_back += units,
            What::Delivered => self.count.delivered += units,
            What::Extra => self.count.extra += units,
            What::NotDelivered(reason) => {
                self.count.not_delivered += units;
                self.count.not_delivered_reasons.add(reason, units);
            }
            What::Visit => {}
        }
        if matches!(fact.what, What::Delivered | What::Extra) {
            self.residents.extend(fact.resident);
        }
    }

    /// Leaves out what cannot be told apart by `by`, so that nobody reads a missing figure as nothing.
    fn told(self, by: By) -> Count {
        let carried = by != By::Residence;
        Count {
            ordered: (by != By::Volunteer).then_some(self.ordered),
            slipped: (carried && by != By::Volunteer).then_some(self.slipped),
            picked_up: carried.then_some(self.picked_up),
            brought_back: carried.then_some(self.brought_back),
            residents_served: size(&self.residents),
            ..self.count
        }
    }
}

fn size<T>(set: &BTreeSet<T>) -> u32 {
    u32::try_from(set.len()).unwrap_or(u32::MAX)
}
