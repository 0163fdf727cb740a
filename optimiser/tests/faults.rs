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
    let cases: [(Rule, Edit); 23] = [
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
        (Rule::WrongFigure, |p| p.rounds[0].steps[2].slack_s += 1),
        (Rule::WrongFigure, |p| p.rounds[0].steps[4].slack_s = 0),
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

/// A round with a rest, which its vehicle is due from eight to nine.
fn with_rest() -> (Problem, Plan) {
    let mut draft = line(4, 1);
    let rest = Rest { node: NodeId(2), windows: vec![hours(8, 9)], rest_s: 300, missed_price: 9000 };
    draft.vehicles[0].rest = Some(rest);
    let (problem, plan) = solved(draft);
    assert!(plan.rounds[0].steps.iter().any(|step| step.act == Act::Rest));
    (problem, plan)
}

#[test]
fn a_rest_outside_its_hours_and_a_second_one() {
    let (problem, plan) = with_rest();
    let mut elsewhen = line(4, 1);
    elsewhen.vehicles[0].rest =
        Some(Rest { node: NodeId(2), windows: vec![hours(10, 11)], rest_s: 300, missed_price: 9000 });
    assert!(rules(&elsewhen.build().expect("in range"), &plan).contains(&Rule::WrongRest));
    let mut twice = plan;
    let rest = twice.rounds[0].steps.iter().position(|step| step.act == Act::Rest).expect("a rest");
    let again = Step { arrive_s: twice.rounds[0].steps[rest].leave_s, ..twice.rounds[0].steps[rest].clone() };
    twice.rounds[0].steps.insert(rest, again);
    assert!(rules(&problem, &twice).contains(&Rule::WrongRest));
}

#[test]
fn a_sequence_over_two_rounds() {
    let mut draft = line(4, 2);
    (draft.tasks[0].only_vehicle, draft.tasks[1].only_vehicle) = (Some(VehicleId(0)), Some(VehicleId(1)));
    let (_, plan) = solved(draft.clone());
    assert_eq!(plan.rounds.len(), 2);
    draft.sequences = vec![vec![TaskId(0), TaskId(1)]];
    assert!(rules(&draft.build().expect("in range"), &plan).contains(&Rule::OutOfSequence));
}

#[test]
fn a_start_before_the_shift_and_a_shop_that_nobody_knows() {
    let early = after_problem(|draft| draft.vehicles[0].shifts[0].from = 8 * HOUR + 300);
    assert!(early.contains(&Rule::OutsideShift), "{early:?}");
    let unknown = after_plan(|plan| {
        if let Act::Pickup { shop, .. } = &mut plan.rounds[0].steps[0].act {
            *shop = ShopId(9);
        }
    });
    assert!(unknown.contains(&Rule::UnknownId), "{unknown:?}");
}

#[test]
fn a_price_that_was_not_paid() {
    type Edit = fn(&mut Draft);
    let cases: [(&str, Edit); 8] = [
        ("faces", |d| d.tasks[0].usual_vehicle = Some(VehicleId(1))),
        ("places", |d| {
            (0..).zip(&mut d.tasks).for_each(|(at, task)| {
                (task.usual_vehicle, task.usual_rank) = (Some(VehicleId(0)), Some(9 - at));
            });
        }),
        ("seconds", |d| d.prices.second = 2),
        ("metres", |d| d.prices.metre = 1),
        ("rounds", |d| d.vehicles[0].round_price = 1),
        ("rests", |d| {
            d.vehicles[0].rest =
                Some(Rest { node: NodeId(0), windows: vec![hours(8, 9)], rest_s: 60, missed_price: 1 });
        }),
        ("spread", |d| (d.prices.spread_minute, d.vehicles[1].past_s) = (1, Some(9 * HOUR))),
        ("overtime", |d| (d.vehicles[0].nominal_s, d.vehicles[0].overtime_price) = (0, 1)),
    ];
    for (term, edit) in cases {
        assert_eq!(after_problem(edit), [Rule::WrongFigure], "{term}");
    }
    // Lateness that costs something now; its slack is none either way.
    let mut draft = line(4, 1);
    draft.tasks[3].windows = vec![Window { from: 0, to: 1 }];
    draft.tasks[3].late = Lateness { grace_s: 12 * HOUR, price: 0 };
    let (_, plan) = solved(draft.clone());
    draft.tasks[3].late.price = 1;
    assert_eq!(rules(&draft.build().expect("in range"), &plan), [Rule::WrongFigure]);
    // Doors of one group in two hands, and what is left out.
    let mut draft = line(4, 2);
    (draft.tasks[0].only_vehicle, draft.tasks[1].only_vehicle) = (Some(VehicleId(0)), Some(VehicleId(1)));
    let (_, plan) = solved(draft.clone());
    let (together, split) = (vec![vec![TaskId(0), TaskId(1)]], 1);
    (draft.together, draft.prices.split) = (together, split);
    assert_eq!(rules(&draft.build().expect("in range"), &plan), [Rule::WrongFigure]);
    let mut draft = line(4, 1);
    draft.tasks[0].unserved_price = 1;
    let (_, plan) = solved(draft.clone());
    assert_eq!(plan.unserved.len(), 1);
    draft.tasks[0].unserved_price = 2;
    assert_eq!(rules(&draft.build().expect("in range"), &plan), [Rule::WrongFigure]);
}
