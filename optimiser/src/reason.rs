//! Why a task is left out: each rule is lifted alone, and the one without which the task has a place is the
//! reason. A coordinator can act on one rule; a list of everything that is tight helps nobody.
//!
//! First the task is asked to fit into a day with nothing else in it. If even that fails, the rule is about
//! the people and the hours; if not, it is about what the others have taken.

use crate::cost::{Cost, Desk, price};
use crate::day::{Day, empty_routes};
use crate::plan::{Reason, Unserved};
use crate::problem::{Problem, Shop, TIME_MAX, Task, TaskId, UNLIMITED, Vehicle, Window};
use crate::route::{Route, Visit};

/// In the order in which they are named when several rules would do.
const ALONE: [Reason; 8] = [
    Reason::BlockedByAll,
    Reason::NeedsTraining,
    Reason::StairsForNobody,
    Reason::TooHeavyForAll,
    Reason::NoCapacity,
    Reason::ShopClosed,
    Reason::WindowAgainstShifts,
    Reason::NotEnoughTime,
];
/// Rules that the rounds of the others can make bind.
const IN_COMPANY: [Reason; 3] = [Reason::NoCapacity, Reason::WindowAgainstShifts, Reason::NotEnoughTime];

/// The reasons of every absent task.
pub(crate) fn of_absent(day: &Day, desk: &mut Desk) -> Vec<Unserved> {
    day.absent.iter().map(|&task| Unserved { task, reason: reason(day, task, desk) }).collect()
}

fn reason(day: &Day, task: TaskId, desk: &mut Desk) -> Reason {
    let problem = day.problem;
    let wanted = problem.task(task);
    let free = empty_routes(problem);
    let meant_for = |route: &&Route| wanted.only_vehicle.is_none_or(|only| only == route.crew.vehicle);
    if !free.iter().any(|route| meant_for(&route)) {
        return Reason::NobodyAvailable;
    }
    if has_room(problem, &free, task, desk) {
        if has_room(problem, &day.routes, task, desk) {
            return Reason::NotWorthwhile;
        }
        return first(&IN_COMPANY, problem, &day.routes, task, desk).unwrap_or(Reason::NotEnoughTime);
    }
    first(&ALONE, problem, &free, task, desk).unwrap_or_else(|| plainest(problem, task))
}

fn first(rules: &[Reason], problem: &Problem, routes: &[Route], task: TaskId, desk: &mut Desk) -> Option<Reason> {
    rules.iter().copied().find(|&rule| {
        let without = problem.edited(|tasks, vehicles, shops| lift(rule, &mut tasks[task.index()], vehicles, shops));
        has_room(&without, routes, task, desk)
    })
}

/// Lifts one rule for one task. Loads and hours of the others only become easier.
fn lift(rule: Reason, task: &mut Task, vehicles: &mut [Vehicle], shops: &mut [Shop]) {
    match rule {
        Reason::BlockedByAll => task.blocked.clear(),
        Reason::NeedsTraining => task.needs_training = false,
        Reason::StairsForNobody => vehicles.iter_mut().for_each(|who| who.climbs_stairs = true),
        Reason::TooHeavyForAll => task.heaviest_item_g = 0,
        Reason::WindowAgainstShifts => task.windows.clear(),
        Reason::NoCapacity => vehicles.iter_mut().for_each(|who| {
            (who.cart_g, who.cart_count) = (i64::MAX, i64::MAX);
            (who.heavy_items_max, who.heavy_items_on_stairs_max, who.stair_gram_floors_max) =
                (i64::MAX, i64::MAX, i64::MAX);
        }),
        Reason::ShopClosed => {
            shops.iter_mut().for_each(|shop| shop.open = vec![Window { from: 0, to: TIME_MAX + shop.load_s }]);
        }
        Reason::NotEnoughTime => {
            vehicles.iter_mut().flat_map(|who| &mut who.shifts).for_each(|shift| shift.to = UNLIMITED)
        }
        Reason::NobodyAvailable | Reason::NotWorthwhile => {}
    }
}

fn has_room(problem: &Problem, routes: &[Route], task: TaskId, desk: &mut Desk) -> bool {
    routes.iter().any(|route| {
        let visits = route.visits();
        let with = [&[Visit::Task(task)][..], &[Visit::Reload, Visit::Task(task), Visit::Reload][..]];
        let room = |chain: Vec<Visit>, desk: &mut Desk| -> Option<Cost> { price(problem, route.crew, &chain, desk) };
        problem.may(route.crew.vehicle, task)
            && (0..=visits.len()).any(|at| {
                with.iter().any(|middle| room([&visits[..at], middle, &visits[at..]].concat(), desk).is_some())
            })
    })
}

/// Several rules bind at once: the first that nobody present meets.
fn plainest(problem: &Problem, task: TaskId) -> Reason {
    let wanted = problem.task(task);
    let present =
        |meets: &dyn Fn(&Vehicle) -> bool| problem.vehicles().iter().any(|who| !who.shifts.is_empty() && meets(who));
    if !present(&|who| !wanted.needs_training || who.trained) {
        Reason::NeedsTraining
    } else if !present(&|who| !wanted.stairs || who.climbs_stairs) {
        Reason::StairsForNobody
    } else if !present(&|who| wanted.heaviest_item_g <= who.max_carry_g) {
        Reason::TooHeavyForAll
    } else {
        Reason::NotEnoughTime
    }
}
