//! Random days: whatever comes in, a plan comes out that passes its check, and the same one again.

mod support;

use optimiser::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use support::*;

prop_compose! {
    fn window()(from in 0_i64..12_000, long in prop_oneof![1 => Just(0_i64), 2 => 0_i64..20_000, 4 => 20_000_i64..50_000]) -> Window {
        Window { from, to: from + long }
    }
}

/// Mostly a long presence or two, seldom none.
fn shifts() -> impl Strategy<Value = Vec<Window>> {
    let long = (0_i64..6000, 20_000_i64..50_000).prop_map(|(from, to)| Window { from, to });
    prop_oneof![1 => Just(Vec::new()), 8 => prop::collection::vec(long, 1..3), 3 => prop::collection::vec(window(), 1..3)]
}

prop_compose! {
    fn task(nodes: u32, shops: u32, people: u32)(
        (node, service_s, windows) in (0..nodes, 0_i64..600, prop::collection::vec(window(), 0..3)),
        goods in prop::collection::vec((prop::collection::vec(0..shops, 1..3), 0_i64..9_000, 0_i64..4), 0..3),
        late in prop_oneof![3 => Just(Lateness::default()), 1 => (0_i64..3000, 0_i64..9).prop_map(|(grace_s, price)| Lateness { grace_s, price })],
        (heaviest_item_g, heavy_items, stair_floors) in (0_i64..10_000, 0_i64..4, prop_oneof![4 => Just(0_i64), 1 => 1_i64..5]),
        (needs_training, only, blocked) in
            (prop::bool::weighted(0.1), prop::option::weighted(0.1, 0..people.max(1)), prop::collection::vec(0..people.max(1), 0..2)),
        (usual, usual_rank) in (prop::option::of(0..people.max(1)), prop::option::of(0_u32..9)),
        (stair_gram_floors, unserved_price) in (0_i64..30_000, prop_oneof![Just(MUST_SERVE), 0_i64..8000]),
    ) -> Task {
        Task {
            node: NodeId(node), service_s, windows, late, heaviest_item_g, heavy_items, stair_floors, stair_gram_floors, needs_training,
            goods: goods.into_iter().map(|(shops, grams, count)| Goods { shops: shops.into_iter().map(ShopId).collect(), grams, count }).collect(),
            only_vehicle: only.filter(|_| people > 0).map(VehicleId),
            blocked: blocked.into_iter().filter(|_| people > 0).map(VehicleId).collect(),
            usual_vehicle: usual.filter(|_| people > 0).map(VehicleId), usual_rank, unserved_price,
        }
    }
}

prop_compose! {
    fn rest(nodes: u32)(node in 0..nodes, windows in shifts(), rest_s in 0_i64..2000, missed_price in 0_i64..4000) -> Rest {
        Rest { node: NodeId(node), windows, rest_s, missed_price }
    }
}

prop_compose! {
    fn vehicle(nodes: u32, shops: u32)(
        (start, end) in (prop::option::of(0..nodes), prop::option::weighted(0.3, 0..nodes)),
        shifts in shifts(),
        (cart_g, cart_count, max_carry_g) in (9_000_i64..60_000, 3_i64..20, 7_000_i64..15_000),
        max_carry_on_stairs_g in prop_oneof![3 => Just(UNLIMITED), 1 => 5_000_i64..12_000],
        (stair_floors_max, trained) in (prop_oneof![4 => Just(UNLIMITED), 1 => 0_i64..4], prop::bool::weighted(0.7)),
        (heavy_items_max, heavy_items_on_stairs_max, stair_gram_floors_max) in (4_i64..20, 2_i64..12, 30_000_i64..200_000),
        (pace_per_mille, reloads_max, past_s) in (prop::sample::select(vec![0_u32, 1000, 1900]), prop_oneof![Just(UNLIMITED), 0_i64..3], prop::option::of(0_i64..9000)),
        (longest_s, nominal_s, overtime_price, round_price) in (9_000_i64..60_000, 0_i64..20_000, 0_i64..4, 0_i64..900),
        (first_shop, rest) in (prop::option::weighted(0.2, 0..shops), prop::option::weighted(0.3, rest(nodes))),
    ) -> Vehicle {
        Vehicle {
            start: start.map(NodeId), end: end.map(NodeId), shifts, cart_g, cart_count, max_carry_g,
            max_carry_on_stairs_g, stair_floors_max, trained,
            heavy_items_max, heavy_items_on_stairs_max, stair_gram_floors_max, pace_per_mille, reloads_max, past_s,
            longest_s, nominal_s, overtime_price, round_price, rest, first_shop: first_shop.map(ShopId),
        }
    }
}

prop_compose! {
    fn shop(nodes: u32)(
        (node, open, load_s) in (0..nodes, shifts(), 0_i64..300),
        pick_s in prop_oneof![2 => Just(0_i64), 1 => 0_i64..60],
        stock in prop_oneof![2 => Just(UNLIMITED), 1 => 0_i64..12],
    ) -> Shop {
        Shop { load_s, pick_s, stock, ..Shop::at(NodeId(node), open) }
    }
}

prop_compose! {
    fn draft()(nodes in 1_u32..9, shops in 1_u32..6, people in prop_oneof![1 => Just(0_u32), 9 => 1_u32..5])(
        setups in prop::collection::vec(0_i64..60, nodes as usize),
        seconds in prop::collection::vec(0_u32..400, (nodes * nodes) as usize),
        shops in prop::collection::vec(shop(nodes), shops as usize),
        vehicles in prop::collection::vec(vehicle(nodes, shops), people as usize),
        tasks in prop::collection::vec(task(nodes, shops, people), 0..16),
        (changed_face, changed_place, second, metre) in (0_i64..3000, 0_i64..300, 0_i64..3, 0_i64..3),
        (split, spread_minute, lists) in (0_i64..900, 0_i64..30, prop::collection::vec(0_u32..16, 0..6)),
    ) -> Draft {
        let mut named: Vec<TaskId> = lists.into_iter().filter(|at| (*at as usize) < tasks.len()).map(TaskId).collect();
        named.sort_by_key(|task| task.0 * 7 % 5);
        named.dedup();
        let mut seen = std::collections::BTreeSet::new();
        named.retain(|task| seen.insert(*task));
        let half = named.len() / 2;
        Draft {
            sequences: vec![named[..half].to_vec(), named[half..].to_vec()],
            together: named.chunks(2).map(<[TaskId]>::to_vec).collect(),
            nodes: setups.into_iter().map(|setup_s| Node { setup_s }).collect(),
            metres: seconds.iter().rev().copied().collect(),
            seconds, shops, vehicles, tasks,
            prices: Prices { changed_face, changed_place, second, metre, split, spread_minute },
        }
    }
}

/// Pieces, seconds of service, and perhaps a window as its beginning and length.
type Asked = (i64, i64, Option<(i64, i64)>);

prop_compose! {
    /// What the standard classes ask: one depot, people all alike, nothing but lengths, loads and perhaps windows.
    fn plain()(doors in 1_u32..30, people in 1_usize..6)(
        places in prop::collection::vec((0_u32..100, 0_u32..100), doors as usize + 1),
        asks in prop::collection::vec((0_i64..9, 0_i64..90, prop::option::weighted(0.6, (0_i64..500, 0_i64..300))), doors as usize),
        (capacity, day, windows, timed, people) in (8_i64..30, 200_i64..900, any::<bool>(), any::<bool>(), Just(people)),
        detour in prop_oneof![2 => Just(0_u32), 1 => 20_u32..200],
    ) -> Draft {
        // A detour between some places: the way over a third may be shorter.
        let apart = |from: &(u32, u32), to: &(u32, u32)| {
            from.0.abs_diff(to.0) + from.1.abs_diff(to.1) + u32::from((from.0 * to.0 + from.1 * to.1) % 3 == 1) * detour
        };
        let metres: Vec<u32> = places.iter().flat_map(|from| places.iter().map(move |to| apart(from, to))).collect();
        let day = Window { from: 0, to: day };
        let depot = Some(NodeId(0));
        let task = |(at, (count, service_s, window)): (u32, &Asked)| Task {
            service_s: *service_s,
            windows: window.filter(|_| windows).map(|(from, long)| Window { from, to: from + long }).into_iter().collect(),
            goods: vec![Goods { shops: vec![ShopId(0)], grams: 0, count: *count }],
            ..Task::at(NodeId(at))
        };
        Draft {
            nodes: vec![Node::default(); places.len()],
            seconds: if timed { metres.clone() } else { vec![0; metres.len()] },
            metres,
            shops: vec![Shop::at(NodeId(0), vec![day])],
            vehicles: vec![Vehicle { start: depot, end: depot, cart_count: capacity, reloads_max: 0, ..Vehicle::on_shift(day) }; people],
            tasks: (1..).zip(&asks).map(task).collect(),
            prices: Prices { second: 0, metre: 1, ..Prices::default() },
            ..Draft::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Far enough for the local search to meet who is left out.
    #[test]
    fn a_plain_plan_passes_its_check(draft in plain()) {
        let problem = draft.build().expect("in range");
        let mut last = None;
        let settings = Settings { seed: 3, stop: Box::new(Iterations(2500)) };
        let plan = passed(&problem, solve(&problem, &settings, &mut |news: News| last = Some(news.best)));
        prop_assert_eq!(last, Some(plan.cost.total()), "what the search believes is what the plan costs");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_plan_passes_its_check(draft in draft()) {
        let (problem, plan) = solved(draft.clone());
        let (_, again) = solved(draft);
        prop_assert_eq!(&plan, &again, "the same seed gives the same plan");
        let tours: Vec<Tour> = plan.rounds.iter().map(tour).collect();
        prop_assert_eq!(&retell(&problem, &tours), &plan, "a plan is its tours");
        // A way to a shop for nothing is dropped first, whatever that does to an even spread.
        let none = Settings { seed: 1, stop: Box::new(Iterations(0)) };
        let right = passed(&problem, repair(&problem, &tours, &none, &mut Silent)).cost;
        prop_assert!(right.total() - right.spread <= plan.cost.total() - plan.cost.spread, "what stood, put right");
        let repaired = passed(&problem, repair(&problem, &tours, &settings(), &mut Silent));
        prop_assert!(repaired.cost.total() <= right.total(), "a repair is never worse than what stood");
    }

    #[test]
    fn no_input_panics(mut draft in draft(), wild in any::<i64>(), field in 0..6, id in any::<u32>()) {
        for task in draft.tasks.iter_mut().take(1) {
            match field {
                0 => task.service_s = wild,
                1 => task.unserved_price = wild,
                2 => task.node = NodeId(id),
                3 => task.stair_gram_floors = wild,
                4 => task.windows = vec![Window { from: 0, to: wild }],
                _ => task.only_vehicle = Some(VehicleId(id)),
            }
        }
        if let Ok(problem) = draft.build() {
            let plan = solve(&problem, &settings(), &mut Silent);
            prop_assert!(check(&problem, &plan).is_ok());
        }
    }
}

#[test]
fn progress_is_told_and_never_worse() {
    let problem = line(12, 3).build().expect("in range");
    let mut told = Vec::new();
    let plan = solve(&problem, &settings(), &mut |news: News| told.push(news.best));
    assert!(told.is_sorted_by(|earlier, later| earlier >= later));
    assert_eq!(told.last(), Some(&plan.cost.total()));
}

#[test]
fn the_random_days_are_not_hollow() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut served, mut all, mut reloaded) = (0, 0, 0);
    for _ in 0..100 {
        let (problem, plan) = solved(draft().new_tree(&mut runner).expect("a day").current());
        all += problem.tasks().len();
        served += problem.tasks().len() - plan.unserved.len();
        let loads = |round: &&Round| {
            let acts: Vec<bool> = round.steps.iter().map(|step| matches!(step.act, Act::Pickup { .. })).collect();
            acts.windows(2).filter(|pair| !pair[0] && pair[1]).count() > usize::from(!acts[0])
        };
        reloaded += plan.rounds.iter().filter(loads).count();
    }
    assert!(served * 5 > all * 2, "{served} of {all} served");
    assert!(reloaded > 5, "{reloaded} rounds reload");
}
