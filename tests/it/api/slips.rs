//! Slips: frozen at each product's cut-off, confirmed by a human or red, asked again after a change.

use harness::json;

use crate::stairwell::Stairwell;

#[tokio::test]
async fn a_slip_is_frozen_confirmed_and_asked_again() {
    let stairwell = Stairwell::open().await;
    let (one, other) = (stairwell.neighbour("Marzin", 1).await, stairwell.neighbour("Le Goff", 2).await);
    let order =
        stairwell.coordinator.post("/v1/orders", stairwell.breads(&one, "2019-02-28", 2)).await.header("location");
    stairwell.coordinator.post("/v1/orders", stairwell.breads(&other, "2019-02-28", 1)).await.is(201);
    let relay = stairwell.house.relay().await;
    let list = "/v1/slips?service_day=2019-02-28";
    stairwell.house.go_to("2019-02-27", 15, 59);
    stairwell.house.settle().await;
    assert_eq!(relay.get(list).await.is(200)["items"], json!([]));
    stairwell.house.go_to("2019-02-27", 16, 0);
    stairwell.house.settle().await;
    let slips = relay.get(list).await.is(200);
    assert_eq!(slips["items"].as_array().map(Vec::len), Some(1));
    let path = format!("/v1/slips/{}", slips["items"][0]["id"].as_str().unwrap());
    let read = relay.get(&path).await;
    let slip = read.is(200);
    assert_eq!((&slip["status"], &slip["red"]), (&json!("frozen"), &json!(false)));
    assert_eq!(slip["lines"][0]["total"], 3);
    let plain = |slip: &harness::Value| slip["script"].as_str().unwrap().replace('\u{202f}', " ");
    assert_eq!(
        plain(&slip),
        "Bonjour, ici Régie des Embruns. Pour jeudi 28 février, il nous faut 3 pains. Pouvez-vous le confirmer ?"
    );
    stairwell.house.go_to("2019-02-27", 18, 0);
    assert_eq!(relay.get(&path).await.is(200)["red"], true);
    let confirmed =
        relay.post_if(&format!("{path}/confirmation"), &read.etag(), json!({ "how": "by_phone" })).await.is(200);
    assert_eq!((&confirmed["status"], &confirmed["red"]), (&json!("confirmed"), &json!(false)));
    let again = relay.post_if(&format!("{path}/confirmation"), "*", json!({ "how": "by_phone" })).await;
    again.refused(409, "slip.confirmed");
    let reasoned = json!({
        "lines": [{ "product_id": stairwell.bread, "quantity": 1 }],
        "override_reason": "sa voisine a du pain",
    });
    stairwell.coordinator.patch(&order, reasoned).await.is(200);
    let slip = relay.get(&path).await.is(200);
    assert_eq!((&slip["status"], &slip["lines"][0]["total"]), (&json!("frozen"), &json!(2)));
    assert_eq!(
        plain(&slip),
        "Bonjour, ici Régie des Embruns. Pour jeudi 28 février, cela change : 1 pain de moins. Pouvez-vous le confirmer ?"
    );
    assert_eq!(slip["changes"][0]["reason"], "sa voisine a du pain");
    // The treasurer sees sums, not what somebody wrote about a neighbour.
    let treasurer = stairwell.house.treasurer().await;
    let seen = treasurer.get(&path).await.is(200);
    assert_eq!((&seen["changes"][0]["delta"], &seen["changes"][0]["reason"]), (&json!(-1), &json!(null)));
    treasurer
        .post_if(&format!("{path}/confirmation"), "*", json!({ "how": "by_phone" }))
        .await
        .refused(403, "right.missing");
    let sheet = relay.ask(axum::http::Method::GET, &path).header("accept", "text/csv").go().await;
    assert!(sheet.text.ends_with("\"Boulangerie\";28/02/2019;\"Pain\";3;-1;2\r\n"), "{}", sheet.text);
    let stranger = stairwell.house.stranger().await;
    stranger.get(&path).await.refused(404, "slip.not_found");
    let wrong = relay.post_if(&format!("{path}/confirmation"), "*", json!({ "how": "pigeon" })).await;
    wrong.refused(422, "request.invalid");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn a_click_on_the_slip_of_before_confirms_nothing() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let order = stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-28", 2)).await;
    stairwell.house.go_to("2019-02-27", 16, 0);
    stairwell.house.settle().await;
    let relay = stairwell.house.relay().await;
    let slips = relay.get("/v1/slips?service_day=2019-02-28").await.is(200);
    let path = format!("/v1/slips/{}", slips["items"][0]["id"].as_str().unwrap());
    let (yes, seen) = (format!("{path}/confirmation"), relay.get(&path).await.etag());
    let more =
        json!({ "lines": [{ "product_id": stairwell.bread, "quantity": 3 }], "override_reason": "de la visite" });
    stairwell.coordinator.patch(&order.header("location"), more).await.is(200);
    relay.post_if(&yes, &seen, json!({ "how": "by_phone" })).await.refused(412, "edit.stale");
    let now = relay.get(&path).await;
    assert_eq!((&now.is(200)["status"], &now.is(200)["lines"][0]["total"]), (&json!("frozen"), &json!(3)));
    relay.post(&yes, json!({ "how": "by_phone" })).await.refused(428, "edit.unconditional");
    relay.post_if(&yes, &now.etag(), json!({ "how": "by_phone" })).await.is(200);
    stairwell.house.settle().await;
}

#[tokio::test]
async fn each_slip_is_the_sum_of_its_orders_after_a_night_that_was_missed() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    for (day, quantity) in [("2019-02-27", 1), ("2019-02-28", 2), ("2019-03-01", 3)] {
        stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, day, quantity)).await.is(201);
    }
    // Nobody ticked for three days.
    stairwell.house.go_to("2019-03-01", 7, 0);
    stairwell.house.settle().await;
    let slips = stairwell.coordinator.get("/v1/slips").await.is(200);
    let mut sums: Vec<_> = slips["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slip| (slip["service_day"].as_str().unwrap(), slip["lines"][0]["total"].as_i64().unwrap()))
        .collect();
    sums.sort_unstable();
    assert_eq!(sums, [("2019-02-27", 1), ("2019-02-28", 2), ("2019-03-01", 3)]);
    // A cut-off that is moved later does not reopen what the shop was told.
    stairwell.tune(&stairwell.bread, json!({ "cutoff_min": 1439 })).await;
    let problem = stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-03-01", 1)).await;
    problem.refused(409, "order.exists");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn nothing_is_asked_of_a_shop_that_closes_after_the_order() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-28", 2)).await.is(201);
    let leave = json!({ "first_day": "2019-02-28", "last_day": "2019-02-28", "reason": "Deuil" });
    stairwell.coordinator.post(&format!("/v1/pickup_points/{}/closures", stairwell.bakery), leave).await.is(201);
    for day in ["2019-02-27", "2019-03-01"] {
        stairwell.house.go_to(day, 18, 0);
        stairwell.house.settle().await;
        let slips = stairwell.coordinator.get("/v1/slips?service_day=2019-02-28").await.is(200);
        assert_eq!(slips["items"], json!([]), "{day}");
    }
}
