//! Shops that run out: no plan takes more than is there, whoever walks, and who finds nothing is told so.

#![allow(clippy::expect_used, reason = "a broken fixture ends the test")]

mod support;

use optimiser::*;
use support::*;

/// What is loaded at each shop, over all rounds.
fn loaded(plan: &Plan) -> Vec<(u32, i64)> {
    let mut loaded = std::collections::BTreeMap::new();
    for step in plan.rounds.iter().flat_map(|round| &round.steps) {
        if let Act::Pickup { shop, count, .. } = step.act {
            *loaded.entry(shop.0).or_default() += count;
        }
    }
    loaded.into_iter().collect()
}

/// Eight doors, one of two volunteers for each half, and a second bakery at the far end that sells the same.
fn two_bakeries(near: i64, far: i64) -> Draft {
    let mut draft = line(8, 2);
    draft.vehicles.iter_mut().for_each(|who| who.cart_count = 5);
    draft.shops.push(Shop { stock: far, ..Shop::at(NodeId(8), vec![hours(7, 13)]) });
    draft.shops[0].stock = near;
    for task in &mut draft.tasks {
        task.goods[0].shops = vec![ShopId(0), ShopId(1)];
    }
    draft
}

#[test]
fn who_finds_no_stock_is_left_out_and_told_so() {
    let mut draft = line(6, 3);
    draft.shops[0].stock = 4;
    draft.tasks[1].unserved_price = 5000;
    draft.tasks[4].unserved_price = 6000;
    let (_, plan) = solved(draft);
    assert_eq!(reasons(&plan), [(1, Reason::OutOfStock), (4, Reason::OutOfStock)]);
    assert_eq!(loaded(&plan), [(0, 4)]);
}

#[test]
fn a_door_that_wants_more_than_a_shop_ever_has() {
    let mut draft = line(2, 1);
    draft.shops[0].stock = 3;
    draft.tasks[1].goods[0].count = 4;
    let (_, plan) = solved(draft);
    assert_eq!(reasons(&plan), [(1, Reason::OutOfStock)]);
}

#[test]
fn what_one_shop_has_not_another_has() {
    let (_, plan) = solved(two_bakeries(3, 5));
    assert!(plan.unserved.is_empty());
    assert_eq!(loaded(&plan), [(0, 3), (1, 5)]);
    let (_, plan) = solved(two_bakeries(3, 4));
    assert_eq!(plan.unserved.iter().map(|left| left.reason).collect::<Vec<_>>(), [Reason::OutOfStock]);
}

#[test]
fn a_loaf_for_another_hand_is_told_from_none() {
    let mut draft = line(3, 2);
    draft.shops[0].stock = 3;
    let (problem, plan) = solved(draft.clone());
    let tours: Vec<Tour> = plan.rounds.iter().map(tour).collect();
    assert!(offers(&problem, &tours, TaskId(1)).iter().all(|offer| offer.day.is_ok()), "it takes its own loaf along");
    draft.shops[0].stock = 2;
    let problem = draft.build().expect("in range");
    let plan = passed(&problem, repair(&problem, &tours, &settings(), &mut Silent));
    assert_eq!(plan.unserved.iter().map(|left| left.reason).collect::<Vec<_>>(), [Reason::OutOfStock]);
    let left = plan.unserved[0].task;
    let tours: Vec<Tour> = plan.rounds.iter().map(tour).collect();
    assert!(offers(&problem, &tours, left).iter().all(|offer| offer.day == Err(Reason::OutOfStock)));
}

#[test]
fn standard_depots_may_run_out_too() {
    let mut draft = line(5, 1);
    let day = hours(0, 24);
    let depot = Some(NodeId(0));
    draft.shops = vec![Shop { stock: 4, ..Shop::at(NodeId(0), vec![day]) }];
    draft.vehicles = vec![Vehicle { start: depot, end: depot, reloads_max: 0, ..Vehicle::on_shift(day) }; 2];
    draft.tasks.iter_mut().for_each(|task| task.goods[0].grams = 0);
    draft.prices = Prices { second: 0, metre: 1, ..Prices::default() };
    let (_, plan) = solved(draft);
    assert_eq!(plan.unserved.iter().map(|left| left.reason).collect::<Vec<_>>(), [Reason::OutOfStock]);
}

#[test]
fn a_stock_that_cannot_be_is_refused_by_name() {
    for stock in [-1, i64::MIN, UNLIMITED + 1, i64::MAX] {
        let mut draft = line(2, 1);
        draft.shops[0].stock = stock;
        let message = format!("shops[0].stock: {stock} is not within 0..={UNLIMITED}");
        assert_eq!(draft.build().expect_err("out of range").to_string(), message);
    }
}
