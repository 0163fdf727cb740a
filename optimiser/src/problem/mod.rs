//! The question, immutable once built: every search step may trust it and none may change it.
//!
//! A [`Draft`] is plain data; [`Draft::build`] is the only way to a [`Problem`]. What a search derives from it to look up
//! instead of reasoning lives with that search.

mod draft;
mod faults;
mod windows;

use std::sync::Arc;

pub use draft::{
    Draft, Goods, Grams, Lateness, MUST_SERVE, Metres, Node, NodeId, Prices, Rest, Seconds, Shop, ShopId, TIME_MAX,
    Task, TaskId, UNLIMITED, Vehicle, VehicleId, Window,
};
pub use faults::ProblemError;

/// A validated question. Immutable; cheap to share between threads.
#[derive(Clone, Debug)]
pub struct Problem(Arc<Draft>);

impl Draft {
    /// Checks every field and builds the problem. Windows are put in order, and joined where they meet.
    ///
    /// # Errors
    /// The first [`ProblemError`] found, which names the list, the index and the field. No input panics.
    pub fn build(mut self) -> Result<Problem, ProblemError> {
        faults::examine(&self)?;
        for task in &mut self.tasks {
            windows::tidy(&mut task.windows);
            if task.windows.is_empty() {
                task.windows.push(Window::ANYTIME);
            }
        }
        self.shops.iter_mut().for_each(|shop| windows::tidy(&mut shop.open));
        let rests = self.vehicles.iter_mut().filter_map(|vehicle| vehicle.rest.as_mut());
        rests.for_each(|rest| windows::tidy(&mut rest.windows));
        Ok(Problem(Arc::new(self)))
    }
}

impl Problem {
    /// The nodes, by [`NodeId`].
    pub fn nodes(&self) -> &[Node] {
        &self.0.nodes
    }

    /// The shops, by [`ShopId`].
    pub fn shops(&self) -> &[Shop] {
        &self.0.shops
    }

    /// The vehicles (volunteers), by [`VehicleId`].
    pub fn vehicles(&self) -> &[Vehicle] {
        &self.0.vehicles
    }

    /// The tasks (drops), by [`TaskId`].
    pub fn tasks(&self) -> &[Task] {
        &self.0.tasks
    }

    /// The prices of the objective.
    pub fn prices(&self) -> &Prices {
        &self.0.prices
    }

    /// Groups of tasks that one vehicle should serve.
    pub fn together(&self) -> &[Vec<TaskId>] {
        &self.0.together
    }

    /// Tasks that stand in one round in their order.
    pub fn sequences(&self) -> &[Vec<TaskId>] {
        &self.0.sequences
    }

    /// The matrix entry in seconds between two nodes, before any vehicle's pace.
    pub(crate) fn matrix_seconds(&self, from: NodeId, to: NodeId) -> Seconds {
        Seconds::from(self.0.seconds[from.index() * self.0.nodes.len() + to.index()])
    }

    /// The matrix entry in metres between two nodes.
    pub(crate) fn matrix_metres(&self, from: NodeId, to: NodeId) -> Metres {
        Metres::from(self.0.metres[from.index() * self.0.nodes.len() + to.index()])
    }

    /// A task; ids come from this problem, so the index holds.
    pub(crate) fn task(&self, task: TaskId) -> &Task {
        &self.0.tasks[task.index()]
    }

    /// A vehicle; ids come from this problem, so the index holds.
    pub(crate) fn vehicle(&self, vehicle: VehicleId) -> &Vehicle {
        &self.0.vehicles[vehicle.index()]
    }

    /// The same question, in which a task is meant for one vehicle.
    pub(crate) fn meant_for(&self, task: TaskId, vehicle: VehicleId) -> Self {
        let mut draft = Draft::clone(&self.0);
        draft.tasks[task.index()].only_vehicle = Some(vehicle);
        Self(Arc::new(draft))
    }

    /// Walking seconds at a pace in thousandths, rounded up to a whole second.
    pub(crate) fn travel_s(&self, pace_per_mille: u32, from: NodeId, to: NodeId) -> Seconds {
        (self.matrix_seconds(from, to) * Seconds::from(pace_per_mille) + 999) / 1000
    }

    /// Every round that can be walked: each vehicle in each of its shifts.
    pub(crate) fn rounds(&self) -> impl Iterator<Item = (VehicleId, usize)> + '_ {
        let shifts =
            |(id, vehicle): (u32, &Vehicle)| (0..vehicle.shifts.len()).map(move |shift| (VehicleId(id), shift));
        (0..).zip(&self.0.vehicles).flat_map(shifts)
    }
}
