//! The answer: rounds with their times and loads, and the tasks left out with the reason.
//!
//! It repeats every figure so that it can be shown, stored and checked without the search.

mod tour;
mod write;

use crate::cost::Cost;
use crate::problem::{Grams, Metres, NodeId, Seconds, ShopId, TaskId, VehicleId};

pub use tour::{Halt, Tour};
pub(crate) use write::write;

/// A day's rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Every round with at least one door, by vehicle, then shift.
    pub rounds: Vec<Round>,
    /// The tasks left out, by id.
    pub unserved: Vec<Unserved>,
    /// What the plan costs.
    pub cost: Cost,
}

/// One walk of one vehicle in one of its shifts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Who walks.
    pub vehicle: VehicleId,
    /// Position in [`crate::Vehicle::shifts`].
    pub shift: usize,
    /// When the start is left; without a start node, when the first node is reached.
    pub depart_s: Seconds,
    /// When the round is over, at the end node if there is one.
    pub end_s: Seconds,
    /// `end_s - depart_s`: travel, service and waiting.
    pub duration_s: Seconds,
    /// Metres walked, from the start node to the end node.
    pub distance_m: Metres,
    /// Grams carried × floors climbed, of all doors.
    pub stair_gram_floors: i64,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// One halt of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done here.
    pub act: Act,
    /// Where.
    pub node: NodeId,
    /// On reaching the node; the node's setup comes next, then any waiting.
    pub arrive_s: Seconds,
    /// When service, loading or rest starts.
    pub start_s: Seconds,
    /// When it ends.
    pub leave_s: Seconds,
    /// By how many seconds it may start later without anything of the round being late or the shift overrun.
    pub slack_s: Seconds,
    /// What the cart holds afterwards, in grams.
    pub load_after_g: Grams,
    /// What the cart holds afterwards, in pieces.
    pub load_after_count: i64,
}

/// What is done at a halt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goods are loaded.
    Pickup {
        /// At this shop.
        shop: ShopId,
        /// Weight loaded.
        grams: Grams,
        /// Pieces loaded.
        count: i64,
        /// The tasks that something is loaded for, in the order of their doors.
        tasks: Vec<TaskId>,
    },
    /// A door is served.
    Drop {
        /// Which.
        task: TaskId,
    },
    /// The vehicle's rest.
    Rest,
}

/// A task left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unserved {
    /// Which.
    pub task: TaskId,
    /// Which rule stands in the way: without it alone, the task would have a place.
    pub reason: Reason,
}

/// The rule that keeps a task out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nobody is present, or the one person it is meant for is not.
    NobodyAvailable,
    /// Its heaviest item is above what anybody available carries.
    TooHeavyForAll,
    /// Nobody available climbs stairs with a load.
    StairsForNobody,
    /// Nobody available is trained.
    NeedsTraining,
    /// Everybody available is blocked for it.
    BlockedByAll,
    /// Its windows do not meet the shifts, or what the shifts have left.
    WindowAgainstShifts,
    /// Carts or the heavy-item counters are full.
    NoCapacity,
    /// No shop that sells what it wants has enough pieces, or has enough left.
    OutOfStock,
    /// The shop is not open when it would be needed.
    ShopClosed,
    /// The shifts are too short for it, or several rules bind at once.
    NotEnoughTime,
    /// There would be room: it is left out because its price is below what serving it costs.
    NotWorthwhile,
}
