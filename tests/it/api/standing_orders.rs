//! Usual orders: laid out for four weeks, around pauses, skips, absences and whatever a person decided for a day.

use harness::{Value, json};

use crate::scene::{Neighbour, Scene};

/// Bread on Tuesday and Friday, a pack on Thursday.
fn usual(scene: &Scene) -> Value {
    let line = |product: &str, weekday| json!({ "product_id": product, "weekday": weekday, "quantity": 1 });
    json!({ "lines": [line(&scene.bread, 2), line(&scene.bread, 5), line(&scene.water, 4)] })
}

async fn first_days(scene: &Scene, neighbour: &Neighbour, count: usize) -> Vec<String> {
    scene.standing_days(neighbour).await.into_iter().take(count).map(|(day, ..)| day).collect()
}

fn path(neighbour: &Neighbour, rest: &str) -> String {
    format!("/v1/residents/{}/standing_order{rest}", neighbour.id)
}

#[tokio::test]
async fn a_usual_order_is_laid_out_for_four_weeks() {
    let scene = Scene::open().await;
    let neighbour = scene.neighbour("Marzin", 1).await;
    let put = scene.coordinator.put(&path(&neighbour, ""), usual(&scene)).await;
    put.refused(412, "edit.stale");
    let put = scene.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&scene)).go().await;
    let standing = put.is(200);
    let said = standing["read_back"].as_str().unwrap().replace('\u{202f}', " ");
    assert_eq!(said, "1 pain le mardi et le vendredi, et 1 pack d'eau le jeudi. C'est bien cela ?");
    // Tuesday 26 is too late already; the horizon ends on Monday 25 March.
    let days = scene.standing_days(&neighbour).await;
    assert_eq!(days.len(), 11);
    assert_eq!(days[0], ("2019-02-28".to_owned(), 0, 1));
    assert_eq!(days[1], ("2019-03-01".to_owned(), 1, 0));
    assert_eq!(days[10], ("2019-03-22".to_owned(), 1, 0));
    let again = scene.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&scene)).go().await;
    again.refused(428, "edit.unconditional");
    scene.house.go_to("2019-02-26", 8, 0);
    scene.house.settle().await;
    assert_eq!(scene.standing_days(&neighbour).await.last().unwrap().0, "2019-03-26");
    let orders = scene.coordinator.get(&format!("/v1/orders?resident_id={}", neighbour.id)).await.is(200);
    assert_eq!(orders["items"][0]["channel"], "standing");
    let stopped = scene.coordinator.delete(&path(&neighbour, "")).await.is(200);
    assert_eq!(stopped["status"], "stopped");
    assert_eq!(scene.standing_days(&neighbour).await, []);
    scene.coordinator.get(&path(&neighbour, "")).await.refused(404, "standing_order.not_found");
    scene.house.settle().await;
}

#[tokio::test]
async fn pauses_skips_and_absences_are_laid_around() {
    let scene = Scene::open().await;
    let neighbour = scene.neighbour("Marzin", 1).await;
    let phone = scene.phone_of(&neighbour).await;
    phone.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&scene)).go().await.is(200);
    let skipped = phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-03-01" })).await.is(200);
    assert_eq!(skipped["skips"], json!(["2019-03-01"]));
    phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-03-01" })).await.is(200);
    assert_eq!(first_days(&scene, &neighbour, 2).await, ["2019-02-28", "2019-03-05"]);
    phone.delete(&path(&neighbour, "/skips/2019-03-01")).await.is(200);
    assert_eq!(first_days(&scene, &neighbour, 2).await, ["2019-02-28", "2019-03-01"]);
    phone.post(&path(&neighbour, "/pause"), json!({ "until": "2019-03-08" })).await.is(200);
    assert_eq!(first_days(&scene, &neighbour, 1).await, ["2019-03-08"]);
    assert_eq!(phone.post_empty(&path(&neighbour, "/resumption")).await.is(200)["status"], "active");
    assert_eq!(first_days(&scene, &neighbour, 1).await, ["2019-02-28"]);
    let away = json!({ "first_day": "2019-02-28", "last_day": "2019-03-05", "channel": "app" });
    let absences = format!("/v1/residents/{}/absences", neighbour.id);
    let absence = phone.post(&absences, away).await.id();
    assert_eq!(first_days(&scene, &neighbour, 1).await, ["2019-03-07"]);
    phone.delete(&format!("{absences}/{absence}")).await;
    assert_eq!(first_days(&scene, &neighbour, 2).await, ["2019-02-28", "2019-03-01"]);
    scene.house.settle().await;
    scene.house.go_to("2019-02-28", 17, 0);
    let problem = phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-03-01" })).await;
    problem.refused(409, "order.cutoff_passed");
    phone.post(&path(&neighbour, "/skips"), json!({ "day": "2019-02-01" })).await.refused(409, "order.cutoff_passed");
    scene.house.settle().await;
}

#[tokio::test]
async fn what_a_person_decided_for_a_day_stays() {
    let scene = Scene::open().await;
    let neighbour = scene.neighbour("Marzin", 1).await;
    scene.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, "")).json(&usual(&scene)).go().await.is(200);
    let list = scene.coordinator.get(&format!("/v1/orders?resident_id={}", neighbour.id)).await.is(200);
    let order = |day: &str| {
        let items = list["items"].as_array().unwrap();
        let order = items.iter().find(|order| order["service_day"] == day).unwrap();
        format!("/v1/orders/{}", order["id"].as_str().unwrap())
    };
    scene.coordinator.delete(&order("2019-03-01")).await.is(200);
    let two = json!({ "lines": [{ "product_id": scene.bread, "quantity": 2 }] });
    scene.coordinator.patch(&order("2019-03-05"), two).await.is(200);
    // Everything lays anew: a product, the shop's leave, the night.
    scene.tune(&scene.water, json!({ "delivery_weekdays": [1, 2, 3, 5, 6] })).await;
    scene.house.settle().await;
    let days = scene.standing_days(&neighbour).await;
    assert_eq!(days[0], ("2019-03-05".to_owned(), 2, 0));
    assert_eq!(days[1], ("2019-03-08".to_owned(), 1, 0));
    scene.house.go_to("2019-02-27", 3, 0);
    scene.house.settle().await;
    assert_eq!(scene.standing_days(&neighbour).await[0].0, "2019-03-05");
    scene.house.settle().await;
}

#[tokio::test]
async fn a_usual_order_that_cannot_be_is_refused() {
    let scene = Scene::open().await;
    let neighbour = scene.neighbour("Marzin", 1).await;
    let put = |body: Value| {
        let ask = scene.coordinator.ask(axum::http::Method::PUT, &path(&neighbour, ""));
        async move { ask.json(&body).go().await }
    };
    let line = |weekday: i32, quantity: i32| json!({ "product_id": scene.bread, "weekday": weekday, "quantity": quantity });
    put(json!({ "lines": [line(1, 1)] })).await.refused(409, "order.day_closed");
    put(json!({ "lines": [line(2, 1), line(2, 2)] })).await.refused(422, "order.product_twice");
    put(json!({ "lines": [line(2, 50)] })).await.refused(422, "order.too_much");
    put(json!({ "lines": [] })).await.refused(422, "request.invalid");
    put(json!({ "lines": [line(9, 1)] })).await.refused(422, "request.invalid");
    scene.coordinator.post_empty(&path(&neighbour, "/resumption")).await.refused(404, "standing_order.not_found");
    let stranger = scene.house.stranger().await;
    stranger.get(&path(&neighbour, "")).await.refused(404, "resident.not_found");
    stranger.post(&path(&neighbour, "/pause"), json!({})).await.refused(404, "resident.not_found");
    scene.house.treasurer().await.get(&path(&neighbour, "")).await.refused(403, "right.missing");
    scene.house.settle().await;
}
