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
/// The price of leaving out what must be served: dearer than every other term of a day's cost.
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
    /// Opening hours; a visit begins and ends loading inside one of them. Empty: closed that day.
    pub open: Vec<Window>,
    /// Seconds of loading at each visit.
    pub load_s: Seconds,
}

/// What a task needs from one shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goods {
    /// Where it is picked up, before the door is reached.
    pub shop: ShopId,
    /// Weight in the cart.
    pub grams: Grams,
    /// Pieces in the cart (loaves, packs), against [`Vehicle::cart_count`].
    pub count: i64,
}

/// A door to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where the door is; households of one entrance share a node.
    pub node: NodeId,
    /// Seconds of service, stairs and lift of this door included.
    pub service_s: Seconds,
    /// When service may *start*; alternatives. Empty: at any time. Zero width: an appointment.
    pub windows: Vec<Window>,
    /// What is picked up, and where. Empty: no shop is needed.
    pub goods: Vec<Goods>,
    /// Heaviest single item in grams, against [`Vehicle::max_carry_g`].
    pub heaviest_item_g: Grams,
    /// How many items count as heavy, against [`Vehicle::heavy_items_max`].
    pub heavy_items: i64,
    /// Whether stairs are climbed with the load (no working lift). Its heavy items then also count against
    /// [`Vehicle::heavy_items_on_stairs_max`].
    pub stairs: bool,
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
            goods: Vec::new(),
            heaviest_item_g: 0,
            heavy_items: 0,
            stairs: false,
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
    /// What the cart holds, in grams.
    pub cart_g: Grams,
    /// What the cart holds, in pieces.
    pub cart_count: i64,
    /// Heaviest single item this person carries, in grams.
    pub max_carry_g: Grams,
    /// Whether this person climbs stairs with a load.
    pub climbs_stairs: bool,
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
    /// Somebody present in one shift and without any limit. For struct update syntax.
    pub fn on_shift(shift: Window) -> Self {
        Self {
            start: None,
            end: None,
            shifts: vec![shift],
            cart_g: UNLIMITED,
            cart_count: UNLIMITED,
            max_carry_g: UNLIMITED,
            climbs_stairs: true,
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
    /// A round that has at least one door.
    pub round: i64,
}

impl Default for Prices {
    /// A new face is worth half an hour of walking, a changed place two minutes. A choice, to be tuned by the
    /// association; no source.
    fn default() -> Self {
        Self { changed_face: 1800, changed_place: 120, second: 1, metre: 0, round: 0 }
    }
}

/// A question as plain data. `seconds` and `metres` are row-major: entry `from * nodes.len() + to`;
/// they need be neither symmetric nor triangular.
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
    /// Prices of the soft terms.
    pub prices: Prices,
}
