//! The question, immutable once built: every search step may trust it and none may change it.
//!
//! A [`Draft`] is plain data; [`Draft::build`] is the only way to a [`Problem`]. Derived tables (who may
//! serve what, when a shop can begin to load) live here so that the inner loop looks up and never reasons.

mod draft;
mod faults;

use std::sync::Arc;

pub use draft::{
    Draft, Goods, Grams, MUST_SERVE, Metres, Node, NodeId, Prices, Seconds, Shop, ShopId, TIME_MAX, Task, TaskId,
    UNLIMITED, Vehicle, VehicleId, Window,
};
pub use faults::ProblemError;

/// A validated question. Immutable; cheap to share between threads.
#[derive(Clone, Debug)]
pub struct Problem {
    nodes: Vec<Node>,
    seconds: Arc<[u32]>,
    metres: Arc<[u32]>,
    shops: Vec<Shop>,
    vehicles: Vec<Vehicle>,
    tasks: Vec<Task>,
    prices: Prices,
    may: Vec<bool>,
    shop_starts: Vec<Vec<Window>>,
    task_starts: Vec<Vec<Window>>,
    shops_of: Vec<u64>,
}

impl Draft {
    /// Checks every field and builds the problem.
    ///
    /// # Errors
    /// The first [`ProblemError`] found, which names the list, the index and the field. No input panics.
    pub fn build(self) -> Result<Problem, ProblemError> {
        faults::examine(&self)?;
        let mut problem = Problem {
            nodes: self.nodes,
            seconds: self.seconds.into(),
            metres: self.metres.into(),
            shops: self.shops,
            vehicles: self.vehicles,
            tasks: self.tasks,
            prices: self.prices,
            may: Vec::new(),
            shop_starts: Vec::new(),
            task_starts: Vec::new(),
            shops_of: Vec::new(),
        };
        problem.derive();
        Ok(problem)
    }
}

impl Problem {
    /// The nodes, by [`NodeId`].
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The shops, by [`ShopId`].
    pub fn shops(&self) -> &[Shop] {
        &self.shops
    }

    /// The vehicles (volunteers), by [`VehicleId`].
    pub fn vehicles(&self) -> &[Vehicle] {
        &self.vehicles
    }

    /// The tasks (drops), by [`TaskId`].
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The prices of the objective.
    pub fn prices(&self) -> &Prices {
        &self.prices
    }

    /// The matrix entry in seconds between two nodes, before any vehicle's pace.
    pub(crate) fn matrix_seconds(&self, from: NodeId, to: NodeId) -> Seconds {
        Seconds::from(self.seconds[from.index() * self.nodes.len() + to.index()])
    }

    /// The matrix entry in metres between two nodes.
    pub(crate) fn matrix_metres(&self, from: NodeId, to: NodeId) -> Metres {
        Metres::from(self.metres[from.index() * self.nodes.len() + to.index()])
    }

    /// A task; ids come from this problem, so the index holds.
    pub(crate) fn task(&self, task: TaskId) -> &Task {
        &self.tasks[task.index()]
    }

    /// A vehicle; ids come from this problem, so the index holds.
    pub(crate) fn vehicle(&self, vehicle: VehicleId) -> &Vehicle {
        &self.vehicles[vehicle.index()]
    }

    /// Walking seconds of this vehicle, rounded up to a whole second.
    pub(crate) fn travel_s(&self, vehicle: &Vehicle, from: NodeId, to: NodeId) -> Seconds {
        (self.matrix_seconds(from, to) * Seconds::from(vehicle.pace_per_mille) + 999) / 1000
    }

    /// Whether this vehicle may serve this task as far as skills, weight and people are concerned.
    pub(crate) fn may(&self, vehicle: VehicleId, task: TaskId) -> bool {
        self.may[task.index() * self.vehicles.len() + vehicle.index()]
    }

    /// When loading may begin at a shop so that it ends before the shop closes.
    pub(crate) fn shop_starts(&self, shop: ShopId) -> &[Window] {
        &self.shop_starts[shop.index()]
    }

    /// When service of a task may begin; never empty.
    pub(crate) fn task_starts(&self, task: TaskId) -> &[Window] {
        &self.task_starts[task.index()]
    }

    /// The shops a task needs, one bit a shop.
    pub(crate) fn shops_of(&self, task: TaskId) -> u64 {
        self.shops_of[task.index()]
    }

    /// The same problem after an edit, with its tables derived again. Only for asking "what if": the edit
    /// must stay inside the ranges that [`Draft::build`] has checked.
    pub(crate) fn edited(&self, edit: impl FnOnce(&mut [Task], &mut [Vehicle], &mut [Shop])) -> Self {
        let mut other = self.clone();
        edit(&mut other.tasks, &mut other.vehicles, &mut other.shops);
        other.derive();
        other
    }

    fn derive(&mut self) {
        self.may = self
            .tasks
            .iter()
            .flat_map(|task| (0..).zip(&self.vehicles).map(|(v, who)| suits(task, VehicleId(v), who)))
            .collect();
        self.shop_starts = self.shops.iter().map(loading_starts).collect();
        self.task_starts = self.tasks.iter().map(service_starts).collect();
        self.shops_of =
            self.tasks.iter().map(|task| task.goods.iter().fold(0, |bits, goods| bits | 1 << goods.shop.0)).collect();
    }
}

fn suits(task: &Task, id: VehicleId, who: &Vehicle) -> bool {
    task.heaviest_item_g <= who.max_carry_g
        && (!task.stairs || who.climbs_stairs)
        && (!task.needs_training || who.trained)
        && task.only_vehicle.is_none_or(|only| only == id)
        && !task.blocked.contains(&id)
}

fn loading_starts(shop: &Shop) -> Vec<Window> {
    let mut starts: Vec<Window> =
        shop.open.iter().map(|open| Window { from: open.from, to: open.to - shop.load_s }).collect();
    starts.retain(|window| window.from <= window.to);
    starts.sort_by_key(|window| (window.from, window.to));
    starts
}

fn service_starts(task: &Task) -> Vec<Window> {
    let mut starts = task.windows.clone();
    if starts.is_empty() {
        starts.push(Window { from: 0, to: TIME_MAX });
    }
    starts.sort_by_key(|window| (window.from, window.to));
    starts
}
