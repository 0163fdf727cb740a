//! The problem with one rule lifted for who is left out, to learn whether it is that rule that keeps them out.

use super::build::spans;
use super::load::Load;
use super::{Portage, Toil};
use crate::plan::Reason;
use crate::problem::{Problem, TIME_MAX, Task, TaskId, Vehicle, VehicleId, Window};

impl Portage {
    /// Lifts `rule` for tasks that nobody serves. What it lifts for walkers and shops it lifts for all.
    pub(super) fn lift(&mut self, problem: &Problem, rule: Reason, absent: &[TaskId]) {
        match rule {
            Reason::WindowAgainstShifts => {
                absent.iter().for_each(|task| self.doors[task.index()].spans = spans(&[Window::ANYTIME], 0));
            }
            Reason::ShopClosed => self.markets.iter_mut().for_each(|shop| shop.spans = spans(&[Window::ANYTIME], 0)),
            Reason::OutOfStock => self.stocks.clear(),
            Reason::NotEnoughTime => self.walkers.iter_mut().for_each(|who| {
                let end = 3 * TIME_MAX as i32;
                (who.shift.to, who.shift.due, who.longest_s) = (end, end, end);
            }),
            Reason::NoCapacity => self.walkers.iter_mut().for_each(|who| {
                who.cart = Load { grams: i32::MAX, pieces: i32::MAX };
                who.toil = Toil { heavy: i64::MAX, on_stairs: i64::MAX, gram_floors: i64::MAX };
                who.reloads_max = usize::MAX;
            }),
            _ => {}
        }
        let walkers = self.walkers.len();
        for task in absent {
            let faces = self.faces_of(problem, task.index(), Some(rule));
            self.faces[task.index() * walkers..][..walkers].copy_from_slice(&faces);
        }
    }
}

/// Whether somebody may serve a task, as far as skills, weight and people are concerned, one rule lifted.
pub(super) fn suits(task: &Task, id: VehicleId, who: &Vehicle, rule: Option<Reason>) -> bool {
    let lifted = |other: Reason| rule == Some(other);
    (lifted(Reason::TooHeavyForAll) || task.heaviest_item_g <= who.lifts_g(task.stair_floors))
        && (lifted(Reason::StairsForNobody) || task.stair_floors <= who.stair_floors_max)
        && (lifted(Reason::NeedsTraining) || !task.needs_training || who.trained)
        && (lifted(Reason::BlockedByAll) || !task.blocked.contains(&id))
        && task.only_vehicle.is_none_or(|only| only == id)
}
