//! A small town for the tests of this crate: doors on a line, a minute apart, a bakery at node 0.
#![allow(dead_code, clippy::expect_used, reason = "each test binary uses its part, and a broken fixture ends the test")]

use optimiser::*;

pub const HOUR: Seconds = 3600;

/// `doors` tasks at nodes 1.. on a line (node n is n minutes from the shop at node 0), each asking for a loaf
/// of 250 g and a minute; `people` volunteers from 8:00 to 12:00.
pub fn line(doors: u32, people: usize) -> Draft {
    let nodes = doors + 1;
    let seconds: Vec<u32> = (0..nodes * nodes).map(|at| (at / nodes).abs_diff(at % nodes) * 60).collect();
    Draft {
        nodes: vec![Node { setup_s: 0 }; nodes as usize],
        metres: seconds.clone(),
        seconds,
        shops: vec![Shop { load_s: 120, ..Shop::at(NodeId(0), vec![hours(7, 13)]) }],
        vehicles: vec![Vehicle::on_shift(hours(8, 12)); people],
        tasks: (1..nodes).map(|node| Task { service_s: 60, goods: vec![loaf()], ..Task::at(NodeId(node)) }).collect(),
        ..Draft::default()
    }
}

pub fn loaf() -> Goods {
    Goods { shops: vec![ShopId(0)], grams: 250, count: 1 }
}

pub fn hours(from: i64, to: i64) -> Window {
    Window { from: from * HOUR, to: to * HOUR }
}

pub fn settings() -> Settings {
    Settings { seed: 7, stop: Box::new(Iterations(400)) }
}

/// Solves and checks; a plan that does not pass fails the test.
pub fn solved(draft: Draft) -> (Problem, Plan) {
    let problem = draft.build().expect("the draft is in range");
    let plan = solve(&problem, &settings(), &mut Silent);
    (problem.clone(), passed(&problem, plan))
}

/// A plan that passes its check.
pub fn passed(problem: &Problem, plan: Plan) -> Plan {
    let checked = check(problem, &plan).expect("every plan passes its check");
    assert_eq!(checked.cost, plan.cost);
    plan
}

/// The doors of each round, in order.
pub fn doors(plan: &Plan) -> Vec<(u32, Vec<u32>)> {
    let drop = |step: &Step| if let Act::Drop { task } = step.act { Some(task.0) } else { None };
    plan.rounds.iter().map(|round| (round.vehicle.0, round.steps.iter().filter_map(drop).collect())).collect()
}

/// The shops of each round, in order.
pub fn pickups(plan: &Plan) -> Vec<u32> {
    let shop = |step: &Step| if let Act::Pickup { shop, .. } = step.act { Some(shop.0) } else { None };
    plan.rounds.iter().flat_map(|round| round.steps.iter().filter_map(shop)).collect()
}

pub fn reasons(plan: &Plan) -> Vec<(u32, Reason)> {
    plan.unserved.iter().map(|left| (left.task.0, left.reason)).collect()
}

/// A round as a tour.
pub fn tour(round: &Round) -> Tour {
    let halt = |step: &Step| match step.act {
        Act::Pickup { shop, .. } => Halt::Shop(shop),
        Act::Drop { task } => Halt::Door(task),
        Act::Rest => Halt::Rest,
    };
    Tour { vehicle: round.vehicle, shift: round.shift, halts: round.steps.iter().map(halt).collect() }
}
