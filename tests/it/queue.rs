//! Background work: a worker that died gives its job back when its lease is over, and what fails is tried again later
//! and later. Workers are driven by hand; what a worker that died leaves behind is written as it would have left it.

use app::jobs::Lane;
use chrono::TimeDelta;
use harness::House;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

use crate::morning::{DAY, Morning, doors};

/// Jobs that are due and undone.
async fn pending(house: &House) -> u64 {
    app::jobs::pending(&house.app).await.expect("a queue")
}

async fn work(house: &House) -> usize {
    work_in(house, Lane::Any).await
}

async fn work_in(house: &House, lane: Lane) -> usize {
    app::jobs::run_due(&house.app, lane, 100).await.expect("work that runs")
}

/// Makes one of the waiting jobs of this kind somebody else's for five minutes.
async fn take(house: &House, kind: &str) {
    let until = shared::clock::Clock::now(house.clock.as_ref()) + TimeDelta::minutes(5);
    change_one(house, kind, vec![("lease_until", until.into()), ("attempts", 1.into())]).await;
}

/// Changes one of the waiting jobs of this kind.
async fn change_one(house: &House, kind: &str, values: Vec<(&'static str, sea_orm::Value)>) {
    let first = Query::select()
        .column("id")
        .from("jobs")
        .and_where(Expr::col("done_at").is_null())
        .and_where(Expr::col("kind").eq(kind))
        .order_by("id", Order::Asc)
        .limit(1)
        .to_owned();
    let mut update = Query::update().table("jobs").and_where(Expr::col("id").in_subquery(first)).to_owned();
    for (column, value) in values {
        update.value(column, value);
    }
    house.app.store.bare().execute(&update).await.expect("a queue");
}

/// Changes what is not done yet.
async fn leave(house: &House, values: Vec<(&'static str, sea_orm::Value)>) {
    let mut update = Query::update().table("jobs").and_where(Expr::col("done_at").is_null()).to_owned();
    for (column, value) in values {
        update.value(column, value);
    }
    house.app.store.bare().execute(&update).await.expect("a queue");
}

#[tokio::test]
async fn a_job_of_a_worker_that_died_is_run_when_its_lease_is_over() {
    let morning = Morning::open().await;
    let house = &morning.house;
    let anna = morning.walker("Anna", &[(420, 720)], harness::json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&one, 1, 0).await;
    house.settle().await;
    house.go_to("2019-03-04", 20, 1);
    app::jobs::timetable::tick(&house.app).await.expect("a tick");
    assert!(pending(house).await > 0);
    let until = shared::clock::Clock::now(house.clock.as_ref()) + TimeDelta::minutes(5);
    leave(house, vec![("lease_until", until.into()), ("attempts", 1.into())]).await;
    assert_eq!(work(house).await, 0, "somebody has it");
    house.wait(TimeDelta::minutes(6));
    assert!(work(house).await > 0);
    house.settle().await;
    assert_eq!(doors(&morning.sheet(&morning.desk, &morning.round_of(&anna).await).await).len(), 1);
}

#[tokio::test]
async fn who_begins_alone_gives_back_what_a_dead_process_held() {
    let house = House::open().await;
    house.settle().await;
    house.go_to("2019-03-04", 20, 1);
    app::jobs::timetable::tick(&house.app).await.expect("a tick");
    let until = shared::clock::Clock::now(house.clock.as_ref()) + TimeDelta::minutes(5);
    leave(&house, vec![("lease_until", until.into())]).await;
    assert_eq!(work(&house).await, 0, "somebody has it");
    app::jobs::release(&house.app).await.expect("a queue");
    assert!(work(&house).await > 0);
    house.settle().await;
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_later() {
    let house = House::open().await;
    house.settle().await;
    let nowhere =
        harness::json!({ "kind": "plan_day", "neighbourhood": format!("ngh_{}", "0".repeat(32)), "day": DAY });
    house.go_to("2019-03-04", 8, 0);
    app::jobs::timetable::tick(&house.app).await.expect("a tick");
    leave(&house, vec![("payload", nowhere.into())]).await;
    for minutes in [2, 4, 8, 16, 32, 64, 64] {
        assert!(work(&house).await > 0, "it is due");
        house.wait(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
        assert_eq!(work(&house).await, 0, "not before {minutes} minutes");
        house.wait(TimeDelta::seconds(1));
    }
    // The fault is mended, and so is the day.
    leave(&house, vec![("payload", harness::json!({ "kind": "lay_standing_orders" }).into())]).await;
    assert!(work(&house).await > 0);
    assert_eq!(pending(&house).await, 0);
    house.settle().await;
}

/// A house on the evening of a day whose two neighbourhoods are to be planned, and nothing else.
async fn evening() -> House {
    let house = House::open().await;
    house.coordinator().post("/v1/neighbourhoods", harness::json!({ "name": "Le Clos-Tison" })).await.is(201);
    house.go_to("2019-03-04", 19, 0);
    house.settle().await;
    house.go_to("2019-03-04", 20, 1);
    app::jobs::timetable::tick(&house.app).await.expect("a tick");
    assert_eq!(pending(&house).await, 2);
    house
}

#[tokio::test]
async fn of_one_association_one_job_is_run_at_a_time() {
    let house = evening().await;
    take(&house, "plan_day").await;
    assert_eq!(work_in(&house, Lane::Inside).await, 0, "the other neighbourhood would be planned in vain");
    house.wait(TimeDelta::minutes(6));
    assert_eq!(work_in(&house, Lane::Inside).await, 2);
    house.settle().await;
}

#[tokio::test]
async fn a_job_that_a_stop_cuts_off_waits_for_nobody() {
    let house = evening().await;
    let waiting = pending(&house).await;
    let cut = app::jobs::run_until(&house.app, Lane::Inside, 100, std::future::ready(())).await;
    assert_eq!(cut.expect("work that stops"), 0);
    assert_eq!(pending(&house).await, waiting);
    assert_eq!(work_in(&house, Lane::Inside).await as u64, waiting, "no lease is waited for");
    house.settle().await;
}

#[tokio::test]
async fn another_association_is_worked_for_meanwhile() {
    let house = evening().await;
    take(&house, "plan_day").await;
    house.stranger().await;
    app::jobs::timetable::tick(&house.app).await.expect("a tick");
    assert!(work_in(&house, Lane::Inside).await > 0);
    assert_eq!(pending(&house).await, 2, "what is held and what waits for it");
    house.wait(TimeDelta::minutes(6));
    house.settle().await;
}

#[tokio::test]
async fn what_this_release_cannot_read_holds_up_no_other() {
    let house = evening().await;
    change_one(&house, "plan_day", vec![("payload", harness::json!({ "kind": "plan_day" }).into())]).await;
    assert!(app::jobs::run_due(&house.app, Lane::Inside, 100).await.is_err(), "it is told");
    assert_eq!(work_in(&house, Lane::Inside).await, 1, "the other neighbourhood is planned");
    house.settle().await;
}
