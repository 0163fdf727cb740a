//! A round as an order of halts, without times: what a search decides. Everything else in a plan follows from it.

use crate::problem::{ShopId, TaskId, VehicleId};

/// The order in which one vehicle walks in one of its shifts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour {
    /// Who walks.
    pub vehicle: VehicleId,
    /// Position in [`crate::Vehicle::shifts`].
    pub shift: usize,
    /// Where it halts, in order.
    pub halts: Vec<Halt>,
}

/// One halt of a tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Halt {
    /// Loads at a shop what the doors up to the next shop with the same goods want.
    Shop(ShopId),
    /// Serves a door.
    Door(TaskId),
    /// Takes the vehicle's rest.
    Rest,
}

impl Tour {
    /// The tasks served, in order.
    pub fn tasks(&self) -> impl Iterator<Item = TaskId> + '_ {
        self.halts.iter().filter_map(|halt| if let Halt::Door(task) = halt { Some(*task) } else { None })
    }
}
