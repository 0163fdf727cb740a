//! Why a task is left out: each rule is lifted alone, and the one without which the task has a place is the
//! reason. A coordinator can act on one rule; a list of everything that is tight helps nobody.
//!
//! First the task is asked to fit into a day with nothing else in it. If even that fails, the rule is about
//! the people and the hours; if not, it is about what the others have taken.

use crate::plan::{Reason, Tour, Unserved};
use crate::portage::{Portage, Room};
use crate::problem::{Problem, TaskId, UNLIMITED, Vehicle, VehicleId, Window};

/// In the order in which they are named when several rules would do.
const ALONE: [Reason; 9] = [
    Reason::BlockedByAll,
    Reason::NeedsTraining,
    Reason::StairsForNobody,
    Reason::TooHeavyForAll,
    Reason::NoCapacity,
    Reason::OutOfStock,
    Reason::ShopClosed,
    Reason::WindowAgainstShifts,
    Reason::NotEnoughTime,
];
/// Rules that the rounds of the others can make bind.
const IN_COMPANY: [Reason; 4] =
    [Reason::NoCapacity, Reason::OutOfStock, Reason::WindowAgainstShifts, Reason::NotEnoughTime];

/// The tasks that no tour serves, each with its reason; `day` is the problem in its flat form, where that is made already.
pub(crate) fn of_absent(problem: &Problem, day: Option<Portage>, tours: &[Tour]) -> Vec<Unserved> {
    let mut served = vec![false; problem.tasks().len()];
    tours.iter().flat_map(Tour::tasks).for_each(|task| served[task.index()] = true);
    let absent: Vec<TaskId> =
        (0..).map(TaskId).zip(served).filter(|(_, served)| !served).map(|(task, _)| task).collect();
    if absent.is_empty() {
        return Vec::new();
    }
    let day = Room::of(problem, day.unwrap_or_else(|| Portage::of(problem)), tours);
    let mut doubt = Doubt { problem, tours, absent: &absent, day, lifted: Vec::new() };
    absent.iter().map(|&task| Unserved { task, reason: doubt.reason(task) }).collect()
}

/// Why one vehicle cannot serve a task that no tour serves.
pub(crate) fn for_one(problem: &Problem, tours: &[Tour], task: TaskId, vehicle: VehicleId) -> Reason {
    let problem = problem.meant_for(task, vehicle);
    let day = Room::of(&problem, Portage::of(&problem), tours);
    Doubt { problem: &problem, tours, absent: &[task], day, lifted: Vec::new() }.reason(task)
}

/// A day, and the same with each rule lifted that somebody was doubtful of.
struct Doubt<'a> {
    problem: &'a Problem,
    tours: &'a [Tour],
    absent: &'a [TaskId],
    day: Room,
    lifted: Vec<(Reason, Room)>,
}

impl Doubt<'_> {
    fn reason(&mut self, task: TaskId) -> Reason {
        let only = self.problem.task(task).only_vehicle;
        if !self.problem.rounds().any(|(vehicle, _)| only.is_none_or(|only| only == vehicle)) {
            return Reason::NobodyAvailable;
        }
        if !self.day.alone(task) {
            let rule = ALONE.into_iter().find(|&rule| self.binds(rule) && self.without(rule).alone(task));
            return rule.unwrap_or_else(|| plainest(self.problem, task));
        }
        if self.day.in_company(task) {
            return Reason::NotWorthwhile;
        }
        let rule = IN_COMPANY.into_iter().find(|&rule| self.binds(rule) && self.without(rule).in_company(task));
        rule.unwrap_or(Reason::NotEnoughTime)
    }

    /// Whether a rule can keep anybody out at all: most days know of no stocks, and a day without a rule takes its time to make.
    fn binds(&self, rule: Reason) -> bool {
        rule != Reason::OutOfStock || self.problem.shops().iter().any(|shop| shop.stock < UNLIMITED)
    }

    /// The day without a rule.
    fn without(&mut self, rule: Reason) -> &Room {
        let at = self.lifted.iter().position(|(known, _)| *known == rule).unwrap_or_else(|| {
            self.lifted.push((rule, self.day.lifted(self.problem, self.tours, rule, self.absent)));
            self.lifted.len() - 1
        });
        &self.lifted[at].1
    }
}

/// Several rules bind at once: the first that nobody meets who is present and asked.
fn plainest(problem: &Problem, task: TaskId) -> Reason {
    let wanted = problem.task(task);
    let asked = |id: VehicleId| wanted.only_vehicle.is_none_or(|only| only == id);
    let people = (0..).map(VehicleId).zip(problem.vehicles());
    let blocked = |id: &VehicleId| wanted.blocked.contains(id);
    if people.clone().all(|(id, who)| !asked(id) || who.shifts.is_empty() || blocked(&id)) {
        return Reason::BlockedByAll;
    }
    let present = |meets: &dyn Fn(&Vehicle) -> bool| {
        people.clone().any(|(id, who)| asked(id) && !who.shifts.is_empty() && !blocked(&id) && meets(who))
    };
    if !present(&|who| !wanted.needs_training || who.trained) {
        Reason::NeedsTraining
    } else if !present(&|who| wanted.stair_floors <= who.stair_floors_max) {
        Reason::StairsForNobody
    } else if !present(&|who| wanted.heaviest_item_g <= who.lifts_g(wanted.stair_floors)) {
        Reason::TooHeavyForAll
    } else if !present(&|who| who.shifts.iter().any(|shift| meets(&wanted.windows, *shift))) {
        Reason::WindowAgainstShifts
    } else {
        Reason::NotEnoughTime
    }
}

/// Whether some of the windows lies in a shift; none are no limit.
fn meets(windows: &[Window], shift: Window) -> bool {
    windows.is_empty() || windows.iter().any(|window| window.from <= shift.to && shift.from <= window.to)
}
