//! What is taken out of the day before it is put back better.
//!
//! Three ruins: doors near each other, a string of neighbouring doors in several rounds (after Christiaens and
//! Vanden Berghe 2020), and now and then one whole round.

use super::chance::Chance;
use crate::cost::Desk;
use crate::day::Day;
use crate::problem::{Problem, TaskId};

/// How many near doors are remembered for each door.
const NEAR: usize = 30;
/// The most doors one ruin takes, a whole round apart.
const MOST: usize = 12;
/// One ruin in so many takes a whole round.
const WHOLE_ROUND: usize = 12;

/// For every task the tasks near it, nearest first, itself included.
pub(super) struct Neighbours(Vec<Vec<TaskId>>);

impl Neighbours {
    /// Measured by the matrix both ways.
    pub(super) fn of(problem: &Problem) -> Self {
        let tasks = problem.tasks();
        let near = |task: &crate::problem::Task| {
            let apart = |other: &crate::problem::Task| {
                problem.matrix_seconds(task.node, other.node) + problem.matrix_seconds(other.node, task.node)
            };
            let mut all: Vec<(i64, TaskId)> = tasks.iter().map(apart).zip((0..).map(TaskId)).collect();
            if all.len() > NEAR {
                all.select_nth_unstable(NEAR);
                all.truncate(NEAR);
            }
            all.sort_unstable();
            all.into_iter().map(|(_, other)| other).collect()
        };
        Self(tasks.iter().map(near).collect())
    }
}

/// Takes some doors out of the day.
pub(super) fn ruin(day: &mut Day, neighbours: &Neighbours, chance: &mut Chance, desk: &mut Desk) {
    let served: Vec<TaskId> = day.routes.iter().flat_map(|route| route.tasks()).collect();
    let Some(&seed) = served.get(chance.below(served.len())) else {
        return;
    };
    let gone = match chance.below(WHOLE_ROUND) {
        0 => day
            .routes
            .iter()
            .map(|route| route.tasks().collect())
            .find(|tasks: &Vec<_>| tasks.contains(&seed))
            .unwrap_or_default(),
        way if way % 2 == 0 => nearby(&neighbours.0[seed.index()], chance),
        _ => strings(day, &neighbours.0[seed.index()], chance),
    };
    for route in 0..day.routes.len() {
        if day.routes[route].tasks().any(|task| gone.contains(&task)) {
            day.withdraw(route, &gone, desk);
        }
    }
}

/// The nearest doors, each left alone with one chance in four.
fn nearby(near: &[TaskId], chance: &mut Chance) -> Vec<TaskId> {
    let count = 1 + chance.below(MOST);
    near.iter().copied().filter(|_| chance.below(4) > 0).take(count).collect()
}

/// A string around each of the nearest doors, at most one a round and three in all.
fn strings(day: &Day, near: &[TaskId], chance: &mut Chance) -> Vec<TaskId> {
    let rounds = 1 + chance.below(3);
    let mut cut: Vec<usize> = Vec::new();
    let mut gone = Vec::new();
    for &door in near {
        if cut.len() == rounds {
            break;
        }
        let place = day
            .routes
            .iter()
            .enumerate()
            .find_map(|(route, chain)| chain.tasks().position(|task| task == door).map(|at| (route, at)));
        let Some((route, at)) = place.filter(|(route, _)| !cut.contains(route)) else {
            continue;
        };
        cut.push(route);
        let tasks: Vec<TaskId> = day.routes[route].tasks().collect();
        let length = (1 + chance.below(MOST / rounds + 1)).min(tasks.len());
        let first = at.saturating_sub(chance.below(length)).min(tasks.len() - length);
        gone.extend_from_slice(&tasks[first..first + length]);
    }
    gone
}
