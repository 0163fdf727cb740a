//! From distances, slopes, stairs and lifts to seconds: domain.md section 3.3, every parameter editable.
//!
//! Pure functions for whoever fills the matrices and service times. Seconds are real numbers here and are
//! rounded up to whole ones only in [`leg`], so that sums do not gather rounding. Every figure of
//! [`Pace::default`] is the domain's proposal with its source there; none is a constant of the solver.

use geo::{Distance, Haversine, Point};

use crate::problem::{Grams, Metres, Seconds};

/// The parameters of the time model.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// Walking distance over straight line. 1.3, general knowledge.
    pub detour: f64,
    /// Metres a second with free hands. 1.25 (Murtagh 2020: usual 1.31; Bohannon 1997).
    pub hands_free_mps: f64,
    /// Metres a second with a loaded cart. 1.0, general knowledge.
    pub loaded_cart_mps: f64,
    /// Metres a second at a slow pace. 0.8 (Murtagh 2020: slow 0.82).
    pub slow_mps: f64,
    /// Seconds a floor up without load. 12.5 (Fruin, computed in domain.md).
    pub stairs_up_s: f64,
    /// Seconds a floor down. 10.
    pub stairs_down_s: f64,
    /// Part by which a kilogram slows the way up. 0.012 (Lund 2020).
    pub load_per_kg: f64,
    /// Waiting for the lift at the bottom, seconds. 50 (energieplus: 50-80).
    pub lift_wait_up_s: f64,
    /// Waiting for the lift upstairs, seconds. 30.
    pub lift_wait_down_s: f64,
    /// Doors of the lift, seconds a ride. 10.
    pub lift_doors_s: f64,
    /// Seconds a floor in the lift. 3 (1 m/s).
    pub lift_floor_s: f64,
    /// A load from here on counts as a pack, which takes the lift where there is one; grams. 4000: half a
    /// pack (4600 g) counts, bread does not. A choice.
    pub pack_from_g: Grams,
    /// The highest floor to which the stairs are considered when there is a lift. 3, a safety rule.
    pub stairs_beside_lift_max: u32,
    /// Code, badge or intercom, once a visit of a stairwell, seconds. 20.
    pub entrance_s: f64,
    /// Parking the cart, seconds. 20.
    pub park_cart_s: f64,
    /// Seconds at the door, by kind.
    pub door: DoorPace,
}

/// Seconds at the door.
#[derive(Clone, Debug, PartialEq)]
pub struct DoorPace {
    /// The bag hung at the door. 15.
    pub bag_on_door_s: f64,
    /// Bread from hand to hand. 60.
    pub bread_in_hand_s: f64,
    /// Water carried in. 120.
    pub water_s: f64,
    /// A welfare check. 300.
    pub welfare_check_s: f64,
    /// A courtesy visit. 1800.
    pub courtesy_visit_s: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            detour: 1.3,
            hands_free_mps: 1.25,
            loaded_cart_mps: 1.0,
            slow_mps: 0.8,
            stairs_up_s: 12.5,
            stairs_down_s: 10.0,
            load_per_kg: 0.012,
            lift_wait_up_s: 50.0,
            lift_wait_down_s: 30.0,
            lift_doors_s: 10.0,
            lift_floor_s: 3.0,
            pack_from_g: 4000,
            stairs_beside_lift_max: 3,
            entrance_s: 20.0,
            park_cart_s: 20.0,
            door: DoorPace {
                bag_on_door_s: 15.0,
                bread_in_hand_s: 60.0,
                water_s: 120.0,
                welfare_check_s: 300.0,
                courtesy_visit_s: 1800.0,
            },
        }
    }
}

/// How somebody walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gait {
    /// Nothing in hand.
    HandsFree,
    /// Behind a loaded cart.
    LoadedCart,
    /// Slowly, by their own account.
    Slow,
}

/// What is done at a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorKind {
    /// The bag is hung at the door.
    BagOnDoor,
    /// Bread is handed over.
    BreadInHand,
    /// Water is carried in.
    Water,
    /// A welfare check.
    WelfareCheck,
    /// A courtesy visit.
    CourtesyVisit,
}

/// A point on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// Metres above the sea; `None` where unknown, which counts as no slope.
    pub altitude_m: Option<f64>,
}

/// A walk between two points in whole units, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Metres walked.
    pub metres: Metres,
    /// Seconds walked.
    pub seconds: Seconds,
}

/// The way from the hall to a floor and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Climb {
    /// Whether the lift is taken.
    pub by_lift: bool,
    /// Seconds up, with the load.
    pub up_s: f64,
    /// Seconds down, without it.
    pub down_s: f64,
}

impl Climb {
    /// Up and down.
    pub fn total_s(&self) -> f64 {
        self.up_s + self.down_s
    }
}

/// Metres of the straight line on the sphere (haversine).
pub fn straight_m(from: Spot, to: Spot) -> f64 {
    Haversine.distance(Point::new(from.lon, from.lat), Point::new(to.lon, to.lat))
}

/// Speed on a slope relative to the flat, after Tobler; the slope is rise over run, positive uphill.
pub fn tobler_relative(slope: f64) -> f64 {
    (-3.5 * (slope + 0.05).abs()).exp() / (-3.5_f64 * 0.05).exp()
}

/// Seconds to walk `metres` of way on a slope.
pub fn walk_s(pace: &Pace, gait: Gait, metres: f64, slope: f64) -> f64 {
    let mps = match gait {
        Gait::HandsFree => pace.hands_free_mps,
        Gait::LoadedCart => pace.loaded_cart_mps,
        Gait::Slow => pace.slow_mps,
    };
    metres / (mps * tobler_relative(slope))
}

/// The walk between two points: straight line times detour, with the slope between their altitudes.
pub fn leg(pace: &Pace, gait: Gait, from: Spot, to: Spot) -> Leg {
    let metres = straight_m(from, to) * pace.detour;
    let slope = match (from.altitude_m, to.altitude_m) {
        (Some(low), Some(high)) if metres >= 1.0 => (high - low) / metres,
        _ => 0.0,
    };
    Leg { metres: metres.ceil() as Metres, seconds: walk_s(pace, gait, metres, slope).ceil() as Seconds }
}

/// Seconds up the stairs with a load.
pub fn stairs_up_s(pace: &Pace, floors: u32, load_g: Grams) -> f64 {
    f64::from(floors) * pace.stairs_up_s * (1.0 + pace.load_per_kg * load_g as f64 / 1000.0)
}

/// Seconds down the stairs.
pub fn stairs_down_s(pace: &Pace, floors: u32) -> f64 {
    f64::from(floors) * pace.stairs_down_s
}

/// Seconds up in the lift, waiting included.
pub fn lift_up_s(pace: &Pace, floors: u32) -> f64 {
    pace.lift_wait_up_s + pace.lift_doors_s + pace.lift_floor_s * f64::from(floors)
}

/// Seconds down in the lift, waiting included.
pub fn lift_down_s(pace: &Pace, floors: u32) -> f64 {
    pace.lift_wait_down_s + pace.lift_doors_s + pace.lift_floor_s * f64::from(floors)
}

/// The way to a floor with a load. With a pack, or above the third floor, the lift is taken when it works;
/// otherwise the quicker of the two. Safety overrides time: on time alone the stairs win up to the sixth floor.
pub fn climb(pace: &Pace, floors: u32, load_g: Grams, working_lift: bool) -> Climb {
    let stairs = Climb { by_lift: false, up_s: stairs_up_s(pace, floors, load_g), down_s: stairs_down_s(pace, floors) };
    if !working_lift || floors == 0 {
        return stairs;
    }
    let lift = Climb { by_lift: true, up_s: lift_up_s(pace, floors), down_s: lift_down_s(pace, floors) };
    let must = load_g >= pace.pack_from_g || floors > pace.stairs_beside_lift_max;
    if must || lift.total_s() < stairs.total_s() { lift } else { stairs }
}

/// Seconds at the entrance, once a visit of a stairwell: the code, and the cart where there is one.
pub fn entrance_s(pace: &Pace, with_cart: bool) -> f64 {
    pace.entrance_s + if with_cart { pace.park_cart_s } else { 0.0 }
}

/// Seconds at the door.
pub fn door_s(pace: &Pace, kind: DoorKind) -> f64 {
    match kind {
        DoorKind::BagOnDoor => pace.door.bag_on_door_s,
        DoorKind::BreadInHand => pace.door.bread_in_hand_s,
        DoorKind::Water => pace.door.water_s,
        DoorKind::WelfareCheck => pace.door.welfare_check_s,
        DoorKind::CourtesyVisit => pace.door.courtesy_visit_s,
    }
}

#[cfg(test)]
mod tests;
