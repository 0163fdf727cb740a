//! The plain data of a question: what a caller fills in. Nothing here is checked; `Draft::build` does it.
//!
//! Every measure is an integer with its unit in its name: times are seconds since the midnight that opens
//! the service day, weights are grams, distances metres, prices whole units of cost.

/// Seconds since the midnight that opens the service day, or a length in seconds.
pub type Seconds = i64;
/// Metres.
pub type Metres = i64;
/// Grams.
pub type Grams = i64;

/// The latest second a window may name: a week after midnight.
pub const TIME_MAX: Seconds = 7 * 24 * 3600;
/// A limit that never binds, for capacities and counters. Also the largest weight, count and price accepted.
pub const UNLIMITED: i64 = 1_000_000_000_000;
/// The price of leaving out what must be served: dearer than a day of walking. Prices may be set higher than this, up to
/// [`UNLIMITED`]; whoever does so has said what comes first.
pub const MUST_SERVE: i64 = 1_000_000_000;

/// Position of a node in [`Draft::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);
/// Position of a task in [`Draft::tasks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);
/// Position of a vehicle in [`Draft::vehicles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VehicleId(pub u32);
/// Position of a shop in [`Draft::shops`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShopId(pub u32);

macro_rules! index {
    ($($id:ident),*) => {$(
        impl $id {
            /// The position as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
index!(NodeId, TaskId, VehicleId, ShopId);

/// A closed interval of seconds: both ends are allowed. Zero width is an appointment to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First second allowed.
    pub from: Seconds,
    /// Last second allowed.
    pub to: Seconds,
}

/// A point of the matrices: an entrance, a shop, a home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Seconds paid once on arriving from another node (code, door, parking the cart), before service.
    /// Consecutive stops at one node share it.
    pub setup_s: Seconds,
}

/// A pick-up point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// Where it is.
    pub node: NodeId,
    /// When loading may *start*; alternatives, of which the first that can be met is taken. Empty: closed that day.
    pub open: Vec<Window>,
    /// Seconds of loading at each visit.
    pub load_s: Seconds,
    /// Seconds more for each task that something is loaded for.
    pub pick_s: Seconds,
    /// How many pieces ([`Goods::count`]) there are to take on that day, by all rounds together.
    pub stock: i64,
}

impl Shop {
    /// A shop that loads at once and never runs out. For struct update syntax.
    pub fn at(node: NodeId, open: Vec<Window>) -> Self {
        Self { node, open, load_s: 0, pick_s: 0, stock: UNLIMITED }
    }
}

/// Something a task needs from a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// Where it can be picked up: at any of these. It is loaded at the last visit to one of them before the door.
    pub shops: Vec<ShopId>,
    /// Weight in the cart.
    pub grams: Grams,
    /// Pieces in the cart (loaves, packs), against [`Vehicle::cart_count`] and [`Shop::stock`].
    pub count: i64,
}

/// How late a task may be served, at a price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lateness {
    /// Seconds after the end of a window at which service may still start.
    pub grace_s: Seconds,
    /// Price of each of these seconds.
    pub price: i64,
}

/// A rest in the middle of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Where it is taken.
    pub node: NodeId,
    /// When it may start.
    pub windows: Vec<Window>,
    /// How long it lasts.
    pub rest_s: Seconds,
    /// Price of a round without it.
    pub missed_price: i64,
}

/// A door to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where the door is; households of one entrance share a node.
    pub node: NodeId,
    /// Seconds of service, stairs and lift of this door included.
    pub service_s: Seconds,
    /// When service may *start*; alternatives. Empty: at any time. Zero width: an appointment. The first that can be met is
    /// taken: nobody sets out later to meet a later one, even where that would spare waiting.
    pub windows: Vec<Window>,
    /// How late it may be served beyond its windows.
    pub late: Lateness,
    /// What is picked up, and where. Empty: no shop is needed.
    pub goods: Vec<Goods>,
    /// Heaviest single item in grams, against [`Vehicle::max_carry_g`].
    pub heaviest_item_g: Grams,
    /// How many items count as heavy, against [`Vehicle::heavy_items_max`].
    pub heavy_items: i64,
    /// Floors climbed on stairs with the load, 0 with a working lift. Above 0 its heavy items also count against
    /// [`Vehicle::heavy_items_on_stairs_max`].
    pub stair_floors: i64,
    /// Grams carried × floors climbed, against [`Vehicle::stair_gram_floors_max`].
    pub stair_gram_floors: i64,
    /// Only a trained vehicle may serve it (a visit).
    pub needs_training: bool,
    /// The one vehicle that may serve it (an appointment with a person).
    pub only_vehicle: Option<VehicleId>,
    /// Vehicles that must not serve it.
    pub blocked: Vec<VehicleId>,
    /// The usual face at this door.
    pub usual_vehicle: Option<VehicleId>,
    /// The usual place in the usual vehicle's order; smaller is earlier; equal ranks may come in any order.
    pub usual_rank: Option<u32>,
    /// Price of leaving it out, in cost units; [`MUST_SERVE`] for what must be done.
    pub unserved_price: i64,
}

impl Task {
    /// A task that asks for nothing but a passage at `node` and must be served. For struct update syntax.
    pub fn at(node: NodeId) -> Self {
        Self {
            node,
            service_s: 0,
            windows: Vec::new(),
            late: Lateness::default(),
            goods: Vec::new(),
            heaviest_item_g: 0,
            heavy_items: 0,
            stair_floors: 0,
            stair_gram_floors: 0,
            needs_training: false,
            only_vehicle: None,
            blocked: Vec::new(),
            usual_vehicle: None,
            usual_rank: None,
            unserved_price: MUST_SERVE,
        }
    }
}

/// Somebody who walks rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vehicle {
    /// Where the day starts; `None`: at the first node visited, usually a shop.
    pub start: Option<NodeId>,
    /// Where a round ends; `None`: at its last door.
    pub end: Option<NodeId>,
    /// Presence. Each shift is a round of its own, entirely inside it. Empty: absent that day.
    pub shifts: Vec<Window>,
    /// The shop at which every round begins.
    pub first_shop: Option<ShopId>,
    /// The longest round, in seconds.
    pub longest_s: Seconds,
    /// Seconds of a round from which on it is overtime.
    pub nominal_s: Seconds,
    /// Price of a second of overtime.
    pub overtime_price: i64,
    /// Price of a round that has at least one door.
    pub round_price: i64,
    /// The rest due in each round.
    pub rest: Option<Rest>,
    /// Seconds walked in the past weeks, where they are to be evened out. Whoever has them counts in
    /// [`Prices::spread_minute`] on a day at home too: otherwise those who did little so far would be left there.
    pub past_s: Option<Seconds>,
    /// What the cart holds, in grams.
    pub cart_g: Grams,
    /// What the cart holds, in pieces.
    pub cart_count: i64,
    /// How often a round may go from a door to a shop for another load.
    pub reloads_max: i64,
    /// Heaviest single item this person carries, in grams.
    pub max_carry_g: Grams,
    /// Heaviest single item this person carries to a door with stairs, in grams; less than [`Self::max_carry_g`] where two
    /// walk as one and the stronger does not climb.
    pub max_carry_on_stairs_g: Grams,
    /// The highest floor to which this person climbs stairs with a load.
    pub stair_floors_max: i64,
    /// Heavy items per round (domain: 12 packs).
    pub heavy_items_max: i64,
    /// Heavy items per round to doors with stairs (domain: 8 packs).
    pub heavy_items_on_stairs_max: i64,
    /// Grams × floors per round.
    pub stair_gram_floors_max: i64,
    /// Trained for visits.
    pub trained: bool,
    /// Walking time in thousandths of the matrix: 1000 as it is, 1250 a quarter slower. Rounded up.
    pub pace_per_mille: u32,
}

impl Vehicle {
    /// Heaviest single item carried to a door so many floors up the stairs.
    pub fn lifts_g(&self, stair_floors: i64) -> Grams {
        if stair_floors > 0 { self.max_carry_g.min(self.max_carry_on_stairs_g) } else { self.max_carry_g }
    }

    /// Somebody present in one shift and without any limit. For struct update syntax.
    pub fn on_shift(shift: Window) -> Self {
        Self {
            start: None,
            end: None,
            shifts: vec![shift],
            first_shop: None,
            longest_s: TIME_MAX,
            nominal_s: TIME_MAX,
            overtime_price: 0,
            round_price: 0,
            rest: None,
            past_s: None,
            cart_g: UNLIMITED,
            cart_count: UNLIMITED,
            reloads_max: UNLIMITED,
            max_carry_g: UNLIMITED,
            max_carry_on_stairs_g: UNLIMITED,
            stair_floors_max: UNLIMITED,
            heavy_items_max: UNLIMITED,
            heavy_items_on_stairs_max: UNLIMITED,
            stair_gram_floors_max: UNLIMITED,
            trained: true,
            pace_per_mille: 1000,
        }
    }
}

/// What the soft terms cost. All in units of cost, zero or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prices {
    /// A door served by another vehicle than its usual one.
    pub changed_face: i64,
    /// A door that changes its place in the usual order of its usual vehicle.
    pub changed_place: i64,
    /// A second between leaving the start and the end of a round (travel, service and waiting).
    pub second: i64,
    /// A metre walked.
    pub metre: i64,
    /// Every vehicle more than one that serves tasks of one group of [`Draft::together`].
    pub split: i64,
    /// A whole minute between the vehicle with the longest and the one with the shortest time, past weeks included: of those
    /// that go out, and of those present whose past weeks are told ([`Vehicle::past_s`]).
    pub spread_minute: i64,
}

impl Default for Prices {
    /// A new face is worth half an hour of walking, a changed place two minutes. A choice, to be tuned by the
    /// association; no source.
    fn default() -> Self {
        Self { changed_face: 1800, changed_place: 120, second: 1, metre: 0, split: 0, spread_minute: 0 }
    }
}

/// A question as plain data. `seconds` and `metres` are row-major: entry `from * nodes.len() + to`;
/// they need be neither symmetric nor triangular. Where a detour is quicker than the straight way, a task that its vehicle could
/// not reach in time alone, only by way of another's door, is left out; every plan stands all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The points of the matrices.
    pub nodes: Vec<Node>,
    /// Travel seconds between nodes.
    pub seconds: Vec<u32>,
    /// Travel metres between nodes.
    pub metres: Vec<u32>,
    /// Pick-up points; at most 64.
    pub shops: Vec<Shop>,
    /// Volunteers.
    pub vehicles: Vec<Vehicle>,
    /// Drops.
    pub tasks: Vec<Task>,
    /// Groups of tasks, such as those of one resident, that one vehicle should serve; a task is in at most one of them.
    pub together: Vec<Vec<TaskId>>,
    /// Tasks that, as far as they are served, stand in one round in this order; others may come between. A task is in at most
    /// one of them.
    pub sequences: Vec<Vec<TaskId>>,
    /// Prices of the soft terms.
    pub prices: Prices,
}
