//! What the clock asks for: each entry once a local day however many processes look, across both nights on which the clocks
//! change, and caught up after an outage as long as it is of use.

use app::jobs::timetable;
use harness::{House, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use shared::id::AssociationId;

use crate::morning::{DAY, EVE, Morning, items, text};

/// How often an entry was seen to on the day.
async fn seen_to(house: &House, name: &str, day: &str) -> usize {
    rows(house, "clock_marks", &[("name", name), ("service_day", day)]).await
}

/// How many rows of a table have these values.
async fn rows(house: &House, table: &'static str, values: &[(&'static str, &str)]) -> usize {
    let mut found = Query::select().expr(Expr::val(1)).from(table).to_owned();
    for (column, value) in values {
        let value = match value.parse::<chrono::NaiveDate>() {
            Ok(day) => Expr::val(day),
            Err(_) => Expr::val(*value),
        };
        found.and_where(Expr::col(*column).eq(value));
    }
    house.app.store.bare().query_all(&found).await.expect("rows").len()
}

/// Two processes look at the same time.
async fn both_look(house: &House, other: &app::App) {
    let (one, two) = tokio::join!(timetable::hours(&house.app), timetable::hours(other));
    one.expect("a look");
    two.expect("a look");
}

async fn plans_at(house: &House, minute: u16) {
    let asked = json!({ "parameters": { "plan_at_min": minute } });
    house.coordinator().patch("/v1/association", asked).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_is_planned_once_whoever_looks() {
    let house = House::open().await;
    house.go_to(EVE, 19, 0);
    house.settle().await;
    let other = house.another_process().await;
    house.go_to(EVE, 19, 59);
    both_look(&house, &other).await;
    assert_eq!(seen_to(&house, "night_plan", EVE).await, 0);
    house.go_to(EVE, 20, 0);
    for _ in 0..3 {
        both_look(&house, &other).await;
        assert_eq!(seen_to(&house, "night_plan", EVE).await, 1);
        assert_eq!(rows(&house, "plans", &[("service_day", DAY)]).await, 0, "it waits for a worker");
    }
    house.settle().await;
    assert_eq!(rows(&house, "plans", &[("service_day", DAY)]).await, 1);
    both_look(&house, &other).await;
    assert_eq!(app::jobs::pending(&house.app).await.expect("a queue"), 0);
}

#[tokio::test]
async fn an_hour_that_is_left_out_or_comes_twice_is_kept_once() {
    let house = House::open().await;
    plans_at(&house, 150).await;
    house.go_to("2019-03-31", 1, 59);
    house.settle().await;
    assert_eq!(seen_to(&house, "night_plan", "2019-03-31").await, 0);
    // Half past two does not exist: a minute after 1:59 it is three o'clock.
    house.wait(chrono::TimeDelta::minutes(1));
    house.settle().await;
    assert_eq!(seen_to(&house, "night_plan", "2019-03-31").await, 1);
    assert_eq!(rows(&house, "plans", &[("service_day", "2019-04-01")]).await, 1);

    house.go_to("2019-10-27", 2, 29);
    house.settle().await;
    assert_eq!(seen_to(&house, "night_plan", "2019-10-27").await, 0);
    for _ in 0..3 {
        // 2:30, an hour later 2:30 again, and 3:30.
        house.wait(chrono::TimeDelta::minutes(1));
        house.settle().await;
        assert_eq!(seen_to(&house, "night_plan", "2019-10-27").await, 1);
        assert_eq!(rows(&house, "plans", &[("service_day", "2019-10-28")]).await, 1);
        house.wait(chrono::TimeDelta::minutes(59));
    }
}

#[tokio::test]
async fn a_night_that_was_missed_is_planned_in_the_morning() {
    let morning = Morning::open().await;
    let house = &morning.house;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    house.go_to(EVE, 19, 0);
    house.settle().await;
    house.go_to(DAY, 6, 0);
    house.settle().await;
    assert_eq!(morning.round_of(&anna).await["status"], "published");
    assert_eq!(seen_to(house, "night_plan", EVE).await, 1);
}

#[tokio::test]
async fn a_neighbourhood_that_comes_after_the_night_is_planned_too() {
    let house = House::open().await;
    house.go_to(EVE, 20, 1);
    house.settle().await;
    house.coordinator().post("/v1/neighbourhoods", json!({ "name": "Le Clos-Tison" })).await.is(201);
    house.settle().await;
    assert_eq!(rows(&house, "plans", &[("service_day", EVE)]).await, 2);
    assert_eq!(rows(&house, "plans", &[("service_day", DAY)]).await, 2);
}

#[tokio::test]
async fn a_look_that_finds_nothing_due_asks_for_no_writer() {
    let house = House::open().await;
    let me = house.coordinator().get("/v1/me").await.is(200);
    let association: AssociationId = text(&me["association"]["id"]).parse().expect("an id");
    house.go_to(EVE, 20, 1);
    house.settle().await;
    let other = house.another_process().await;
    // Whoever asked for the writer now would wait, and be refused in the end.
    let tx = house.app.write(association).await.expect("a transaction");
    both_look(&house, &other).await;
    tx.commit().await.expect("a commit");
    // Jobs that wait for a worker need not be queued again either.
    house.go_to(DAY, 20, 0);
    timetable::hours(&house.app).await.expect("a look");
    let tx = house.app.write(association).await.expect("a transaction");
    both_look(&house, &other).await;
    tx.commit().await.expect("a commit");
    house.settle().await;
}

#[tokio::test]
async fn old_marks_and_done_jobs_are_forgotten_by_night() {
    let house = House::open().await;
    house.go_to(EVE, 20, 1);
    house.settle().await;
    assert_eq!(seen_to(&house, "night_plan", EVE).await, 1);
    let neighbourhoods = items(&house.coordinator().get("/v1/neighbourhoods").await.is(200));
    let job = format!("plan:{}:{DAY}", text(&neighbourhoods[0]["id"]));
    assert_eq!(rows(&house, "jobs", &[("dedup", &job)]).await, 1);
    house.go_to("2019-03-19", 3, 29);
    house.settle().await;
    assert_eq!(seen_to(&house, "night_plan", EVE).await, 1);
    house.go_to("2019-03-19", 3, 30);
    house.settle().await;
    assert_eq!(seen_to(&house, "retention", "2019-03-19").await, 1);
    assert_eq!(seen_to(&house, "night_plan", EVE).await, 0);
    assert_eq!(rows(&house, "jobs", &[("dedup", &job)]).await, 0);
}
