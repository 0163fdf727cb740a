//! Shops and depots: their week, their leaves, who may change them.

use harness::json;

use crate::stairwell::Stairwell;

#[tokio::test]
async fn a_shop_is_set_up_and_changed() {
    let stairwell = Stairwell::open().await;
    let body = json!({
        "kind": "depot",
        "name": "Local de la cage B",
        "phone": "03 53 01 00 20",
        "position": { "lat": 50.718, "lon": 1.633 },
        "openings": [{ "weekday": 2, "opens_min": 480, "closes_min": 720 }],
    });
    let created = stairwell.coordinator.post("/v1/pickup_points", body.clone()).await;
    let point = created.is(201);
    assert_eq!((&point["phone"], &point["active"]), (&json!("+33353010020"), &json!(true)));
    stairwell.coordinator.post("/v1/pickup_points", body.clone()).await.refused(409, "pickup_point.name_taken");
    let path = created.header("location");
    let read = stairwell.coordinator.get(&path).await;
    let changed =
        stairwell.coordinator.patch_if(&path, &read.etag(), json!({ "address": "rue des Dunes" })).await.is(200);
    assert_eq!(changed["address"], "rue des Dunes");
    stairwell.coordinator.patch_if(&path, &read.etag(), json!({ "active": false })).await.refused(412, "edit.stale");
    let relay = stairwell.house.relay().await;
    relay.get(&path).await.is(200);
    relay.post("/v1/pickup_points", body.clone()).await.refused(403, "right.missing");
    let stranger = stairwell.house.stranger().await;
    stranger.get(&path).await.refused(404, "pickup_point.not_found");
    stranger.patch(&path, json!({ "active": false })).await.refused(404, "pickup_point.not_found");
    let mut wrong = body;
    wrong["phone"] = json!("12");
    stairwell.coordinator.post("/v1/pickup_points", wrong).await.refused(422, "request.invalid");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn a_week_and_its_exceptions_decide_the_days() {
    let stairwell = Stairwell::open().await;
    let week = format!("/v1/pickup_points/{}/openings", stairwell.bakery);
    let hours =
        |weekday: i32, opens: i32, closes: i32| json!({ "weekday": weekday, "opens_min": opens, "closes_min": closes });
    let put = |openings| stairwell.coordinator.put(&week, json!({ "openings": openings }));
    put(json!([hours(2, 720, 480)])).await.refused(422, "hours.backwards");
    put(json!([hours(2, 480, 720), hours(2, 700, 900)])).await.refused(422, "hours.overlap");
    put(json!([hours(8, 480, 720)])).await.refused(422, "request.invalid");
    let point = put(json!([hours(3, 480, 720), hours(4, 480, 720), hours(4, 900, 1140)])).await.is(200);
    assert_eq!(point["openings"].as_array().map(Vec::len), Some(3));
    let days = format!("/v1/products/{}/days?from=2019-02-27&to=2019-03-04", stairwell.bread);
    let states = async || {
        let told = stairwell.coordinator.get(&days).await.is(200);
        let days = told["days"].as_array().unwrap().clone();
        days.iter().map(|day| day["state"] == "open").collect::<Vec<_>>()
    };
    // Wednesday's bread closed on Thursday last; Thursday closes on Wednesday at 16:00.
    assert_eq!(states().await, [false, true, false, false, false, false]);
    let closures = format!("/v1/pickup_points/{}/closures", stairwell.bakery);
    let leave = json!({ "first_day": "2019-02-28", "last_day": "2019-03-10", "reason": "congés" });
    let leave = stairwell.coordinator.post(&closures, leave).await.id();
    assert_eq!(states().await, [false; 6]);
    // Opened for a day within the leave; the product may be delivered then, too.
    stairwell.tune(&stairwell.bread, json!({ "delivery_weekdays": [1, 2, 3, 4, 5, 6, 7] })).await;
    let open = json!({ "first_day": "2019-03-04", "last_day": "2019-03-04", "hours": { "opens_min": 390, "closes_min": 780 } });
    stairwell.coordinator.post(&closures, open).await.is(201);
    assert_eq!(states().await, [false, false, false, false, false, true]);
    assert_eq!(stairwell.coordinator.get(&closures).await.is(200)["items"].as_array().map(Vec::len), Some(2));
    let backwards = json!({ "first_day": "2019-03-04", "last_day": "2019-03-03" });
    stairwell.coordinator.post(&closures, backwards).await.refused(422, "closure.backwards");
    let stranger = stairwell.house.stranger().await;
    stranger.delete(&format!("{closures}/{leave}")).await.refused(404, "closure.not_found");
    stranger.get(&closures).await.refused(404, "pickup_point.not_found");
    stairwell.coordinator.delete(&format!("{closures}/{leave}")).await.is(204);
    stairwell.coordinator.delete(&format!("{closures}/{leave}")).await.refused(404, "closure.not_found");
    assert_eq!(states().await, [false, true, false, false, false, true]);
    stairwell.house.settle().await;
}
