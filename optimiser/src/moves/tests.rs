//! What looking says is what doing does, on random days, for every move.

use proptest::prelude::*;

use super::Move;
use super::relocate::Relocate;
use super::swap::Swap;
use super::two_opt::TwoOpt;
use super::two_opt_star::TwoOptStar;
use crate::cost::{Cost, Desk, Stickiness, price};
use crate::day::Day;
use crate::problem::{Draft, Goods, Node, NodeId, Problem, Shop, ShopId, Task, Vehicle, VehicleId, Window};
use crate::search::filled;

prop_compose! {
    fn problems()(
        doors in prop::collection::vec((1_u32..6, 0_i64..300, 0_i64..6, 0_i64..9000, prop::option::of(0_u32..3), 0_u32..9), 1..12),
        seconds in prop::collection::vec(0_u32..400, 36),
        carts in prop::collection::vec((4_000_i64..20_000, 3_000_i64..9_000, any::<bool>()), 3),
    ) -> Problem {
        let task = |&(node, service_s, from, grams, usual, rank): &(u32, i64, i64, i64, Option<u32>, u32)| Task {
            service_s,
            windows: vec![Window { from: from * 600, to: from * 600 + 1800 }, Window { from: 6000, to: 9000 }],
            goods: if grams > 1000 { vec![Goods { shop: ShopId(grams as u32 % 2), grams, count: 1 }] } else { Vec::new() },
            heavy_items: grams / 4000,
            stairs: grams % 3 == 0,
            heaviest_item_g: grams / 2,
            usual_vehicle: usual.map(VehicleId),
            usual_rank: Some(rank),
            unserved_price: 50_000,
            ..Task::at(NodeId(node))
        };
        let vehicle = |&(cart_g, max_carry_g, climbs_stairs): &(i64, i64, bool)| Vehicle {
            start: climbs_stairs.then_some(NodeId(0)),
            cart_g,
            max_carry_g,
            climbs_stairs,
            heavy_items_max: 3,
            shifts: vec![Window { from: 0, to: 8000 }, Window { from: 8100, to: 12_000 }],
            ..Vehicle::on_shift(Window { from: 0, to: 0 })
        };
        Draft {
            nodes: vec![Node { setup_s: 20 }; 6],
            metres: seconds.clone(),
            seconds,
            shops: [0, 900].map(|from| Shop { node: NodeId(0), open: vec![Window { from, to: 9000 }], load_s: 60 }).to_vec(),
            vehicles: carts.iter().map(vehicle).collect(),
            tasks: doors.iter().map(task).collect(),
            ..Draft::default()
        }
        .build()
        .expect("the generator stays in range")
    }
}

/// The cost of the day with every route priced again from nothing.
fn recounted(day: &Day) -> Option<Cost> {
    let mut sum = day.cost();
    for route in &day.routes {
        sum = sum - route.price() + price(day.problem, route.crew, route.visits(), &mut Desk::default())?;
    }
    Some(sum)
}

fn holds<M: Move + Copy + std::fmt::Debug>(day: &Day, moves: impl Iterator<Item = M>) {
    let mut desk = Desk::default();
    for change in moves {
        let mut after = day.clone();
        let said = change.evaluate(day, &mut desk);
        let done = change.apply(&mut after, &mut desk);
        assert_eq!(said.is_some(), done, "{change:?}: looking and doing disagree");
        let found = recounted(&after).expect("a move never breaks a hard rule");
        let before = recounted(day).expect("the day was feasible");
        assert_eq!(said.unwrap_or_default(), found - before, "{change:?}");
        let count = |day: &Day| day.routes.iter().map(|route| route.tasks().count()).sum::<usize>();
        assert_eq!(count(&after), count(day), "{change:?} loses a door");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn evaluate_is_after_minus_before(problem in problems()) {
        let day = filled(&problem, Stickiness::Free);
        for one in 0..day.routes.len() {
            holds(&day, TwoOpt::all(&day, one));
            for other in 0..day.routes.len() {
                holds(&day, Relocate::all(&day, one, other));
                holds(&day, Swap::all(&day, one, other));
                holds(&day, TwoOptStar::all(&day, one, other));
            }
        }
    }
}
