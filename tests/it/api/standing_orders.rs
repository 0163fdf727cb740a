//! Usual orders: laid out for four weeks, around pauses, skips, absences and whatever a person decided for a day.

use harness::{Value, json};

use crate::stairwell::{Neighbour, Stairwell};

/// Bread on Tuesday and Friday, a pack on Thursday.
fn usual(stairwell: &Stairwell) -> Value {
    let line = |product: &str, weekday| json!({ "product_id": product, "weekday": weekday, "quantity": 1 });
    json!({ "lines": [line(&stairwell.bread, 2), line(&stairwell.bread, 5), line(&stairwell.water, 4)] })
}

async fn first_days(stairwell: &Stairwell, neighbour: &Neighbour, count: usize) -> Vec<String> {
    stairwell.standing_days(neighbour).await.into_iter().take(count).map(|(day, ..)| day).collect()
}

fn path(neighbour: &Neighbour, rest: &str) -> String {
    format!("/v1/residents/{}/standing_order{rest}", neighbour.id)
}

#[tokio::test]
async fn a_usual_order_is_laid_out_for_four_weeks() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let put = stairwell.coordinator.put(&path(&neighbour, ""), usual(&stairwell)).await;
    put.refused(412, "edit.stale");
    let put =
        stairwell.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&stairwell)).go().await;
    let standing = put.is(200);
    let said = standing["read_back"].as_str().unwrap().replace('\u{202f}', " ");
    assert_eq!(said, "1 pain le mardi et le vendredi, et 1 pack d'eau le jeudi. C'est bien cela ?");
    // Tuesday 26 is too late already; the horizon ends on Monday 25 March.
    let days = stairwell.standing_days(&neighbour).await;
    assert_eq!(days.len(), 11);
    assert_eq!(days[0], ("2019-02-28".to_owned(), 0, 1));
    assert_eq!(days[1], ("2019-03-01".to_owned(), 1, 0));
    assert_eq!(days[10], ("2019-03-22".to_owned(), 1, 0));
    let again =
        stairwell.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&stairwell)).go().await;
    again.refused(428, "edit.unconditional");
    stairwell.house.go_to("2019-02-26", 8, 0);
    stairwell.house.settle().await;
    assert_eq!(stairwell.standing_days(&neighbour).await.last().unwrap().0, "2019-03-26");
    let orders = stairwell.coordinator.get(&format!("/v1/orders?resident_id={}", neighbour.id)).await.is(200);
    assert_eq!(orders["items"][0]["channel"], "standing");
    let stopped = stairwell.coordinator.delete(&path(&neighbour, "")).await.is(200);
    assert_eq!(stopped["status"], "stopped");
    assert_eq!(stairwell.standing_days(&neighbour).await, []);
    stairwell.coordinator.get(&path(&neighbour, "")).await.refused(404, "standing_order.not_found");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn pauses_skips_and_absences_are_laid_around() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let phone = stairwell.phone_of(&neighbour).await;
    phone.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&stairwell)).go().await.is(200);
    let skipped = phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-03-01" })).await.is(200);
    assert_eq!((&skipped["skips"], &skipped["version"]), (&json!(["2019-03-01"]), &json!(2)));
    phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-03-01" })).await.is(200);
    assert_eq!(first_days(&stairwell, &neighbour, 2).await, ["2019-02-28", "2019-03-05"]);
    phone.delete(&path(&neighbour, "/skips/2019-03-01")).await.is(200);
    assert_eq!(first_days(&stairwell, &neighbour, 2).await, ["2019-02-28", "2019-03-01"]);
    phone.post(&path(&neighbour, "/pause"), json!({ "until": "2019-03-08" })).await.is(200);
    assert_eq!(first_days(&stairwell, &neighbour, 1).await, ["2019-03-08"]);
    assert_eq!(phone.post_empty(&path(&neighbour, "/resumption")).await.is(200)["status"], "active");
    assert_eq!(first_days(&stairwell, &neighbour, 1).await, ["2019-02-28"]);
    let away = json!({ "first_day": "2019-02-28", "last_day": "2019-03-05", "channel": "app" });
    let absences = format!("/v1/residents/{}/absences", neighbour.id);
    let absence = phone.post(&absences, away).await.id();
    assert_eq!(first_days(&stairwell, &neighbour, 1).await, ["2019-03-07"]);
    phone.delete(&format!("{absences}/{absence}")).await;
    assert_eq!(first_days(&stairwell, &neighbour, 2).await, ["2019-02-28", "2019-03-01"]);
    stairwell.house.settle().await;
    stairwell.house.go_to("2019-02-28", 17, 0);
    let problem = phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-03-01" })).await;
    problem.refused(409, "order.cutoff_passed");
    phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-02-01" })).await.refused(409, "order.cutoff_passed");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn what_a_person_decided_for_a_day_stays() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    stairwell
        .coordinator
        .ask(axum::http::Method::PUT, &path(&neighbour, ""))
        .json(&usual(&stairwell))
        .go()
        .await
        .is(200);
    let list = stairwell.coordinator.get(&format!("/v1/orders?resident_id={}", neighbour.id)).await.is(200);
    let order = |day: &str| {
        let items = list["items"].as_array().unwrap();
        let order = items.iter().find(|order| order["service_day"] == day).unwrap();
        format!("/v1/orders/{}", order["id"].as_str().unwrap())
    };
    stairwell.coordinator.delete(&order("2019-03-01")).await.is(200);
    let two = json!({ "lines": [{ "product_id": stairwell.bread, "quantity": 2 }] });
    stairwell.coordinator.patch(&order("2019-03-05"), two).await.is(200);
    // Everything lays anew: a product, the shop's leave, the night.
    stairwell.tune(&stairwell.water, json!({ "delivery_weekdays": [1, 2, 3, 5, 6] })).await;
    stairwell.house.settle().await;
    let days = stairwell.standing_days(&neighbour).await;
    assert_eq!(days[0], ("2019-03-05".to_owned(), 2, 0));
    assert_eq!(days[1], ("2019-03-08".to_owned(), 1, 0));
    stairwell.house.go_to("2019-02-27", 3, 0);
    stairwell.house.settle().await;
    assert_eq!(stairwell.standing_days(&neighbour).await[0].0, "2019-03-05");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn a_usual_order_that_cannot_be_is_refused() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let put = |body: Value| {
        let ask = stairwell.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, ""));
        async move { ask.json(&body).go().await }
    };
    let line = |weekday: i32, quantity: i32| json!({ "product_id": stairwell.bread, "weekday": weekday, "quantity": quantity });
    put(json!({ "lines": [line(1, 1)] })).await.refused(409, "order.day_closed");
    put(json!({ "lines": [line(2, 1), line(2, 2)] })).await.refused(422, "order.product_twice");
    put(json!({ "lines": [line(2, 50)] })).await.refused(422, "order.too_much");
    put(json!({ "lines": [] })).await.refused(422, "request.invalid");
    put(json!({ "lines": [line(9, 1)] })).await.refused(422, "request.invalid");
    stairwell.coordinator.post_empty(&path(&neighbour, "/resumption")).await.refused(404, "standing_order.not_found");
    let stranger = stairwell.house.stranger().await;
    stranger.get(&path(&neighbour, "")).await.refused(404, "resident.not_found");
    stranger.post(&path(&neighbour, "/pause"), json!({})).await.refused(404, "resident.not_found");
    stairwell.house.treasurer().await.get(&path(&neighbour, "")).await.refused(403, "right.missing");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn a_day_that_a_person_ordered_for_is_not_left_out_behind_their_back() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let desk = &stairwell.coordinator;
    desk.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&stairwell)).go().await.is(200);
    let friday = desk.get("/v1/orders?service_day=2019-03-01").await.is(200)["items"][0]["id"].clone();
    let order = format!("/v1/orders/{}", friday.as_str().unwrap());
    desk.patch(&order, json!({ "lines": [{ "product_id": stairwell.bread, "quantity": 2 }] })).await.is(200);
    let skip = json!({ "day": "2019-03-01" });
    let refused = desk.post(&path(&neighbour, "/skips"), skip).await.refused(409, "order.exists");
    assert_eq!(refused["location"], json!(order));
    stairwell.house.settle().await;
}
