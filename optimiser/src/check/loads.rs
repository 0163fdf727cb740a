//! The cart of one round: who wants what from which pick-up, told by looking back from each door.

use std::collections::BTreeSet;

use crate::plan::{Act, Step};
use crate::problem::{Problem, ShopId, TaskId};

/// What one pick-up has to load.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) grams: i64,
    pub(super) pieces: i64,
    pub(super) tasks: BTreeSet<TaskId>,
}

/// What each step has to load, and the doors reached without their goods. Goods are loaded at the last pick-up before their
/// door at a shop that sells them.
pub(super) fn wanted(problem: &Problem, steps: &[Step]) -> (Vec<Wanted>, Vec<(usize, TaskId)>) {
    let mut wanted: Vec<Wanted> = steps.iter().map(|_| Wanted::default()).collect();
    let mut lacking = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let Act::Drop { task } = step.act else { continue };
        for goods in &problem.tasks()[task.index()].goods {
            match (0..at).rev().find(|&before| shop_of(&steps[before]).is_some_and(|shop| goods.shops.contains(&shop)))
            {
                Some(before) => {
                    let pickup = &mut wanted[before];
                    pickup.grams = pickup.grams.saturating_add(goods.grams);
                    pickup.pieces = pickup.pieces.saturating_add(goods.count);
                    pickup.tasks.insert(task);
                }
                None => lacking.push((at, task)),
            }
        }
    }
    (wanted, lacking)
}

fn shop_of(step: &Step) -> Option<ShopId> {
    if let Act::Pickup { shop, .. } = step.act { Some(shop) } else { None }
}
