//! What is carried to a door, in how many pieces and how long it takes: domain.md 3.1 and 3.3.
//!
//! One pack is one hand-carry. Above some floors without a working lift a pack goes up in parts. Light goods go up with
//! a pack or by themselves, in as many climbs as the stairs' limit asks for. Whatever is heavier than the stairs allow in
//! one piece is carried by nobody: a coordinator must find another way.

use std::collections::BTreeMap;

use optimiser::travel::{self, DoorKind};
use optimiser::{Goods, Grams, ShopId, UNLIMITED, Window};
use shared::id::{PickupPointId, ProductId, ResidentId};
use shared::person::Handover;

use super::inputs::{Inputs, Product, Task, What};

/// The goods of one passage at a door.
pub(super) struct Load {
    windows: (i32, i32),
    goods: BTreeMap<PickupPointId, (Grams, i64)>,
    heaviest_g: Grams,
    packs: i64,
    stair_floors: i64,
    gram_floors: i64,
    service_s: i64,
}

/// The stairs of a door.
struct Way {
    floors: u32,
    lift: bool,
}

impl Way {
    fn to(inputs: &Inputs, resident: ResidentId) -> Self {
        let home = inputs.residents.get(&resident);
        let lift = home.and_then(|home| inputs.entrances.get(&home.entrance)).is_some_and(|door| door.working_lift);
        Self { floors: home.map_or(0, |home| home.floor.unsigned_abs()), lift }
    }

    fn stairs(&self) -> bool {
        self.floors > 0 && !self.lift
    }
}

/// Into how many hand-carries one unit of `product` goes at this resident's door.
pub(super) fn parts(inputs: &Inputs, resident: ResidentId, product: ProductId) -> i32 {
    let way = Way::to(inputs, resident);
    let high = way.stairs() && way.floors > u32::from(inputs.parameters.carrying.split_above_floors);
    match inputs.products.get(&product) {
        Some(product) if product.pack && high => product.splits_into.max(1),
        _ => 1,
    }
}

/// Seconds up and down with free hands.
pub(super) fn climb_s(inputs: &Inputs, task: &Task, pace: &travel::Pace) -> i64 {
    let way = Way::to(inputs, task.resident);
    travel::climb(pace, way.floors, 0, way.lift).total_s().ceil() as i64
}

impl Load {
    /// What these lines of one household are to whoever carries them.
    pub fn of(inputs: &Inputs, tasks: &[&Task], pace: &travel::Pace) -> Self {
        let way = tasks.first().map_or(Way { floors: 0, lift: false }, |task| Way::to(inputs, task.resident));
        let mut load = Self {
            windows: (0, 24 * 60),
            goods: BTreeMap::new(),
            heaviest_g: 0,
            packs: 0,
            stair_floors: if way.stairs() { i64::from(way.floors) } else { 0 },
            gram_floors: 0,
            service_s: 0,
        };
        let (mut packs, mut light) = (Vec::new(), Vec::new());
        for task in tasks {
            let What::Goods { product: id, quantity } = task.what else { continue };
            let Some(product) = inputs.products.get(&id) else { continue };
            let parts = parts(inputs, task.resident, id);
            load.add(product, quantity, parts);
            let item_g = item_g(product, parts);
            let items = if product.pack { &mut packs } else { &mut light };
            items.extend((0..quantity * parts).map(|_| item_g));
        }
        let stairs_max_g = i64::from(inputs.parameters.carrying.stairs_max_g);
        let carries = carries(packs, light, if load.stair_floors > 0 { stairs_max_g } else { UNLIMITED });
        if load.stair_floors > 0 {
            load.heaviest_g = carries.iter().copied().max().unwrap_or_default();
            if load.heaviest_g > stairs_max_g {
                load.heaviest_g = UNLIMITED;
            }
        }
        let door = tasks.iter().map(|task| travel::door_s(pace, kind(inputs, task))).fold(0.0, f64::max);
        load.service_s = (climbs_s(&way, &carries, pace) + door).ceil() as i64;
        load
    }

    fn add(&mut self, product: &Product, quantity: i32, parts: i32) {
        let grams = i64::from(product.grams) * i64::from(quantity);
        let taken = self.goods.entry(product.shop).or_default();
        *taken = (taken.0 + grams, taken.1 + i64::from(quantity));
        self.windows = (self.windows.0.max(product.from_min), self.windows.1.min(product.until_min));
        self.heaviest_g = self.heaviest_g.max(item_g(product, parts));
        if product.pack {
            self.packs += i64::from(quantity);
        }
        if self.stair_floors > 0 {
            self.gram_floors += grams * self.stair_floors;
        }
    }

    /// Between which minutes of the day it is to be at the door.
    pub fn hours(&self) -> (i32, i32) {
        self.windows
    }

    /// Writes the load into a task.
    pub fn told(self, task: optimiser::Task, shop: impl Fn(PickupPointId) -> Option<ShopId>) -> optimiser::Task {
        let from = i64::from(self.windows.0) * 60;
        // It is at the door by the end of its hours, so it starts up the stairs before.
        let to = (i64::from(self.windows.1) * 60 - self.service_s).max(from);
        let goods = self.goods.into_iter();
        let goods = goods.filter_map(|(id, (grams, count))| Some(Goods { shops: vec![shop(id)?], grams, count }));
        optimiser::Task {
            service_s: self.service_s,
            windows: vec![Window { from, to }],
            goods: goods.collect(),
            heaviest_item_g: self.heaviest_g,
            heavy_items: self.packs,
            stair_floors: self.stair_floors,
            stair_gram_floors: self.gram_floors,
            ..task
        }
    }
}

/// Grams of one hand-carry; an odd gram goes with the heavier part.
fn item_g(product: &Product, parts: i32) -> Grams {
    let (grams, parts) = (i64::from(product.grams), i64::from(parts));
    (grams + parts - 1) / parts
}

/// What goes up at a time: every pack by itself, light items where they still fit under `most`, heavy ones first, so that
/// one climb is never more than that.
fn carries(packs: Vec<Grams>, mut light: Vec<Grams>, most: Grams) -> Vec<Grams> {
    let mut carries = packs;
    light.sort_unstable_by(|one, other| other.cmp(one));
    for item in light {
        match carries.iter_mut().find(|carry| **carry + item <= most) {
            Some(carry) => *carry += item,
            None => carries.push(item),
        }
    }
    carries
}

/// Every carry goes up and comes down. In a lift the cart goes up once with all of it.
fn climbs_s(way: &Way, carries: &[Grams], pace: &travel::Pace) -> f64 {
    if way.lift || carries.is_empty() {
        return travel::climb(pace, way.floors, carries.iter().sum(), way.lift).total_s();
    }
    carries.iter().map(|grams| travel::climb(pace, way.floors, *grams, false).total_s()).sum()
}

fn kind(inputs: &Inputs, task: &Task) -> DoorKind {
    let What::Goods { product, .. } = task.what else { return DoorKind::CourtesyVisit };
    let product = inputs.products.get(&product);
    let bag = inputs.residents.get(&task.resident).is_some_and(|home| home.handover == Handover::BagOnDoor);
    match product {
        Some(product) if product.pack => DoorKind::Water,
        Some(product) if product.bread && bag => DoorKind::BagOnDoor,
        _ => DoorKind::BreadInHand,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_climbs_with_more_than_the_stairs_allow() {
        type Case<'a> = (&'a [Grams], &'a [Grams], &'a [Grams]);
        let cases: [Case<'_>; 6] = [
            (&[], &[], &[]),
            (&[], &[250, 250], &[500]),
            (&[], &[3900; 6], &[7800, 7800, 7800]),
            (&[9200], &[250, 250, 250], &[9950]),
            (&[9000], &[250; 6], &[10_000, 500]),
            (&[6000, 6000], &[500, 3900], &[9900, 6500]),
        ];
        for (packs, light, expected) in cases {
            assert_eq!(carries(packs.to_vec(), light.to_vec(), 10_000), expected, "{packs:?} {light:?}");
        }
        assert_eq!(carries(vec![9000, 9000], vec![250; 6], UNLIMITED), [10_500, 9000], "no stairs, no climbs");
    }
}
