//! Instances of the standard classes, as they stand in their files and as a question for the optimiser.

use optimiser::{Draft, Goods, MUST_SERVE, Node, NodeId, Prices, Shop, ShopId, TIME_MAX, Task, Vehicle, Window};

use super::Fault;

/// A place of a standard instance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) demand: i64,
    pub(crate) service_s: i64,
    /// When service may start; of the depot, when it is open.
    pub(crate) window: Option<Window>,
}

/// A standard instance: one depot, which is the first place, and vehicles all alike.
pub(crate) struct Standard {
    pub(crate) places: Vec<Place>,
    pub(crate) fleet: usize,
    pub(crate) capacity: i64,
    /// The length between two places, which is the time between them as well.
    pub(crate) length: fn(Place, Place) -> u32,
    /// Units of length that make one in an answer file.
    pub(super) scale: i64,
}

/// The most clients and vehicles read: what the optimiser takes.
const MOST: usize = 5000;

impl Standard {
    /// The instance, if it is not larger than the optimiser takes. Asked before anything of its size is made.
    pub(super) fn bounded(self) -> Result<Self, Fault> {
        let found = [("places", self.places.len().saturating_sub(1)), ("NUMBER", self.fleet)];
        match found.into_iter().find(|(_, count)| *count > MOST) {
            Some((field, count)) => {
                Err(Fault::new(field, count.to_string(), "give at most 5000 clients and 5000 vehicles"))
            }
            None => Ok(self),
        }
    }

    /// A cost as answer files write it.
    pub(crate) fn cost(&self, units: i64) -> String {
        if self.scale == 1 { units.to_string() } else { format!("{}.{}", units / self.scale, units % self.scale) }
    }

    /// In the optimiser's words: the depot is the shop and everybody's home; nobody comes back for a second load.
    pub(super) fn draft(&self) -> Draft {
        let timed = self.places.iter().any(|place| place.window.is_some());
        let between = |from: &Place| self.places.iter().map(|to| (self.length)(*from, *to)).collect::<Vec<u32>>();
        let metres: Vec<u32> = self.places.iter().flat_map(between).collect();
        let day = self.places.first().and_then(|depot| depot.window).unwrap_or(Window { from: 0, to: TIME_MAX });
        let depot = NodeId(0);
        let vehicle = Vehicle {
            start: Some(depot),
            end: Some(depot),
            cart_count: self.capacity,
            reloads_max: 0,
            ..Vehicle::on_shift(day)
        };
        let task = |(at, place): (u32, &Place)| Task {
            service_s: place.service_s,
            windows: place.window.into_iter().collect(),
            goods: vec![Goods { shops: vec![ShopId(0)], grams: 0, count: place.demand }],
            unserved_price: MUST_SERVE,
            ..Task::at(NodeId(at))
        };
        Draft {
            nodes: vec![Node::default(); self.places.len()],
            seconds: if timed { metres.clone() } else { vec![0; metres.len()] },
            metres,
            shops: vec![Shop::at(depot, vec![day])],
            vehicles: vec![vehicle; self.fleet],
            tasks: (0..).zip(&self.places).skip(1).map(task).collect(),
            prices: Prices { changed_face: 0, changed_place: 0, second: 0, metre: 1, split: 0, spread_minute: 0 },
            ..Draft::default()
        }
    }
}

/// The straight line between two places.
pub(super) fn straight(from: Place, to: Place) -> f64 {
    let (dx, dy) = (from.x - to.x, from.y - to.y);
    (dx * dx + dy * dy).sqrt()
}
