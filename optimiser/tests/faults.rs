//! A plan broken on purpose is refused, for each rule.

#![allow(clippy::expect_used, reason = "a broken fixture ends the test")]

mod support;

use optimiser::*;
use support::*;

/// A plan of one round for four doors, then one change of the problem that makes it wrong.
fn after_problem(edit: impl FnOnce(&mut Draft)) -> Vec<Rule> {
    let mut draft = line(4, 2);
    let (_, plan) = solved(draft.clone());
    edit(&mut draft);
    rules(&draft.build().expect("in range"), &plan)
}

fn after_plan(edit: impl FnOnce(&mut Plan)) -> Vec<Rule> {
    let (problem, mut plan) = solved(line(4, 2));
    edit(&mut plan);
    rules(&problem, &plan)
}

fn rules(problem: &Problem, plan: &Plan) -> Vec<Rule> {
    check(problem, plan).expect_err("the plan is broken").iter().map(|fault| fault.rule).collect()
}

#[test]
fn a_plan_for_another_problem() {
    type Edit = fn(&mut Draft);
    let cases: [(Rule, Edit); 22] = [
        (Rule::OutsideShift, |d| d.vehicles[0].shifts[0].to = 8 * HOUR + 300),
        (Rule::OutsideWindow, |d| d.tasks[2].windows = vec![hours(11, 12)]),
        (Rule::ShopClosed, |d| d.shops[0].open = vec![hours(9, 10)]),
        (Rule::OutOfStock, |d| d.shops[0].stock = 3),
        (Rule::CartFull, |d| d.vehicles[0].cart_g = 999),
        (Rule::CartFull, |d| d.vehicles[0].cart_count = 3),
        (Rule::TooHeavy, |d| (d.tasks[1].heaviest_item_g, d.vehicles[0].max_carry_g) = (9200, 5000)),
        (Rule::TooHeavy, |d| {
            (d.tasks[1].heaviest_item_g, d.tasks[1].stair_floors, d.vehicles[0].max_carry_on_stairs_g) =
                (9200, 1, 5000);
        }),
        (Rule::Stairs, |d| (d.tasks[1].stair_floors, d.vehicles[0].stair_floors_max) = (3, 2)),
        (Rule::Untrained, |d| (d.tasks[1].needs_training, d.vehicles[0].trained) = (true, false)),
        (Rule::WrongVehicle, |d| d.tasks[0].only_vehicle = Some(VehicleId(1))),
        (Rule::Blocked, |d| d.tasks[0].blocked = vec![VehicleId(0)]),
        (Rule::TooManyHeavy, |d| (d.tasks[0].heavy_items, d.vehicles[0].heavy_items_max) = (13, 12)),
        (Rule::TooManyHeavyOnStairs, |d| {
            (d.tasks[0].heavy_items, d.tasks[0].stair_floors, d.vehicles[0].heavy_items_on_stairs_max) = (9, 1, 8);
        }),
        (Rule::TooManyGramFloors, |d| (d.tasks[0].stair_gram_floors, d.vehicles[0].stair_gram_floors_max) = (2, 1)),
        (Rule::WrongTime, |d| d.nodes[2].setup_s = 1),
        (Rule::WrongTime, |d| d.shops[0].pick_s = 1),
        (Rule::TooLong, |d| d.vehicles[0].longest_s = 100),
        (Rule::OutOfSequence, |d| d.sequences = vec![vec![TaskId(1), TaskId(0)]]),
        (Rule::WrongFirstShop, |d| {
            d.shops.push(d.shops[0].clone());
            d.vehicles[0].first_shop = Some(ShopId(1));
        }),
        (Rule::WrongFigure, |d| (d.vehicles[0].nominal_s, d.vehicles[0].overtime_price) = (0, 1)),
        (Rule::Missing, |d| d.tasks.push(Task::at(NodeId(1)))),
    ];
    for (rule, edit) in cases {
        let found = after_problem(edit);
        assert!(found.contains(&rule), "{rule:?} is not among {found:?}");
    }
}

#[test]
fn a_plan_tampered_with() {
    type Edit = fn(&mut Plan);
    let cases: [(Rule, Edit); 21] = [
        (Rule::UnknownId, |p| p.rounds[0].vehicle = VehicleId(9)),
        (Rule::UnknownId, |p| p.rounds[0].shift = 1),
        (Rule::UnknownId, |p| p.rounds[0].steps[1].act = Act::Drop { task: TaskId(99) }),
        (Rule::UnknownId, |p| p.unserved.push(Unserved { task: TaskId(99), reason: Reason::NotWorthwhile })),
        (Rule::RoundTwice, |p| p.rounds.push(p.rounds[0].clone())),
        (Rule::EmptyRound, |p| p.rounds[0].steps.clear()),
        (Rule::Twice, |p| p.unserved.push(Unserved { task: TaskId(0), reason: Reason::NotWorthwhile })),
        (Rule::Missing, |p| p.rounds.clear()),
        (Rule::NotPickedUp, |p| drop(p.rounds[0].steps.remove(0))),
        (Rule::WrongPickup, |p| drop(p.rounds[0].steps.remove(2))),
        (Rule::WrongTime, |p| p.rounds[0].steps[2].arrive_s -= 1),
        (Rule::WrongTime, |p| p.rounds[0].steps[2].leave_s -= 1),
        (Rule::WrongTime, |p| p.rounds[0].steps[2].start_s = i64::MAX),
        (Rule::WrongTime, |p| p.rounds[0].steps.swap(1, 3)),
        (Rule::WrongFigure, |p| p.rounds[0].steps[0].load_after_g = 0),
        (Rule::WrongFigure, |p| p.rounds[0].distance_m += 1),
        (Rule::WrongFigure, |p| p.cost.effort -= 1),
        (Rule::WrongFigure, |p| p.rounds[0].stair_gram_floors = 1),
        (Rule::WrongRest, |p| p.rounds[0].steps[4].act = Act::Rest),
        (Rule::WrongPickup, |p| {
            if let Act::Pickup { tasks, .. } = &mut p.rounds[0].steps[0].act {
                tasks.pop();
            }
        }),
        (Rule::WrongFigure, |p| {
            if let Act::Pickup { grams, .. } = &mut p.rounds[0].steps[0].act {
                *grams += 1;
            }
        }),
    ];
    for (rule, edit) in cases {
        let found = after_plan(edit);
        assert!(found.contains(&rule), "{rule:?} is not among {found:?}");
    }
}

#[test]
fn nobody_goes_back_to_the_shop_too_often() {
    let mut draft = line(4, 1);
    draft.vehicles[0].cart_count = 2;
    let (_, plan) = solved(draft.clone());
    draft.vehicles[0].reloads_max = 0;
    assert!(rules(&draft.build().expect("in range"), &plan).contains(&Rule::TooManyReloads));
}
