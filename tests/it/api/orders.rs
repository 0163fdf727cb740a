//! Orders: placed, changed and cancelled until each product's cut-off, decided by one instant; afterwards by a reason.

use chrono::TimeDelta;
use harness::{json, paris};
use tokio::task::JoinSet;

use crate::stairwell::Stairwell;

#[tokio::test]
async fn an_order_is_placed_read_back_changed_and_cancelled() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let body = json!({
        "resident_id": neighbour.id,
        "service_day": "2019-02-28",
        "lines": [{ "product_id": stairwell.bread, "quantity": 1 }, { "product_id": stairwell.water, "quantity": 1 }],
    });
    let relay = stairwell.house.relay().await;
    let placed = relay.post("/v1/orders", body).await;
    let order = placed.is(201);
    assert_eq!(placed.header("location"), format!("/v1/orders/{}", placed.id()));
    let said = order["read_back"].as_str().unwrap().replace('\u{202f}', " ");
    assert_eq!(said, "1 pain et 1 pack d'eau, jeudi 28 février, en main propre. C'est bien cela ?");
    assert_eq!(order["channel"], "phone_relay");
    assert_eq!(order["placed_by"], relay.account().to_string());
    assert_eq!(order["total_cents"], 109 + 250);
    assert_eq!(order["lines"][0]["changeable_until"], "2019-02-27T15:00:00Z");
    let path = placed.header("location");
    let read = relay.get(&path).await;
    let fewer = json!({ "lines": [{ "product_id": stairwell.bread, "quantity": 2 }] });
    let changed = relay.patch_if(&path, &read.etag(), fewer.clone()).await.is(200);
    assert_eq!(changed["lines"].as_array().unwrap().len(), 1);
    assert_eq!(changed["lines"][0]["quantity"], 2);
    relay.patch_if(&path, &read.etag(), fewer).await.refused(412, "edit.stale");
    // Whoever changes it, it came in the way it came in.
    let own = json!({ "lines": [{ "product_id": stairwell.bread, "quantity": 3 }] });
    let changed = stairwell.phone_of(&neighbour).await.patch(&path, own).await.is(200);
    assert_eq!(changed["channel"], "phone_relay");
    let cancelled = relay.delete(&path).await.is(200);
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(cancelled["read_back"], "La commande du jeudi 28 février est annulée. C'est bien cela\u{202f}?");
    relay.delete(&path).await.refused(409, "order.cancelled");
    // The day is free again.
    relay.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-28", 1)).await.is(201);
    stairwell.house.settle().await;
}

#[tokio::test]
async fn a_resident_orders_alone_and_only_for_themselves() {
    let stairwell = Stairwell::open().await;
    let (one, other) = (stairwell.neighbour("Marzin", 1).await, stairwell.neighbour("Le Goff", 2).await);
    let phone = stairwell.phone_of(&one).await;
    let body = json!({ "service_day": "2019-02-27", "lines": [{ "product_id": stairwell.bread, "quantity": 1 }] });
    let order = phone.post("/v1/orders", body).await.is(201);
    assert_eq!((&order["channel"], &order["resident_id"]), (&json!("app"), &json!(one.id)));
    phone.post("/v1/orders", stairwell.breads(&other, "2019-02-27", 1)).await.refused(404, "resident.not_found");
    let theirs = stairwell.coordinator.post("/v1/orders", stairwell.breads(&other, "2019-02-27", 1)).await.id();
    phone.get(&format!("/v1/orders/{theirs}")).await.refused(404, "order.not_found");
    phone.delete(&format!("/v1/orders/{theirs}")).await.refused(404, "order.not_found");
    assert_eq!(phone.get("/v1/orders").await.is(200)["items"].as_array().unwrap().len(), 1);
    let mut body = stairwell.breads(&one, "2019-02-28", 1);
    body["override_reason"] = json!("parce que");
    phone.post("/v1/orders", body).await.refused(403, "right.missing");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn what_cannot_be_had_is_refused_with_a_way_on() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let order = |day: &str, quantity| stairwell.breads(&neighbour, day, quantity);
    let ask = |body| stairwell.coordinator.post("/v1/orders", body);
    // It is Monday, 8:00; the bakery rests on Mondays, so bread for Tuesday closed on Sunday at 16:00.
    let problem = ask(order("2019-02-26", 1)).await.refused(409, "order.cutoff_passed");
    assert_eq!(problem["next_possible_day"], "2019-02-27");
    assert_eq!(problem["phone"], "+33353010010");
    assert_eq!(problem["answering_hours"], "du lundi au vendredi, de 9 h à 17 h");
    assert!(problem["detail"].as_str().unwrap().contains("mercredi 27 février"));
    let problem = ask(order("2019-03-04", 1)).await.refused(409, "order.day_closed");
    assert_eq!((&problem["why"], &problem["next_possible_day"]), (&json!("not_a_delivery_day"), &json!("2019-02-27")));
    ask(order("2019-03-26", 1)).await.refused(422, "order.day_too_far");
    ask(order("1999-12-31", 1)).await.refused(409, "order.cutoff_passed");
    ask(order("2019-02-28", 7)).await.refused(422, "order.too_much");
    ask(json!({ "resident_id": neighbour.id, "service_day": "2019-02-28" })).await.refused(422, "order.empty");
    let line = json!({ "product_id": stairwell.bread, "quantity": 1 });
    let twice = json!({ "resident_id": neighbour.id, "service_day": "2019-02-28", "lines": [line, line] });
    ask(twice).await.refused(422, "order.product_twice");
    let both =
        json!({ "resident_id": neighbour.id, "service_day": "2019-02-28", "lines": [line], "same_as_last": true });
    ask(both).await.refused(422, "request.invalid");
    ask(json!({ "service_day": "2019-02-28", "lines": [line] })).await.refused(422, "request.invalid");
    ask(json!({ "service_day": "demain", "lines": [line] })).await.refused(422, "request.invalid");
    let away = json!({ "first_day": "2019-03-01", "last_day": "2019-03-03", "channel": "phone_relay" });
    stairwell.coordinator.post(&format!("/v1/residents/{}/absences", neighbour.id), away).await.is(201);
    ask(order("2019-03-02", 1)).await.refused(409, "order.away");
    stairwell.house.treasurer().await.post("/v1/orders", order("2019-02-28", 1)).await.refused(403, "right.missing");
    stairwell.house.nobody().post("/v1/orders", order("2019-02-28", 1)).await.refused(401, "session.missing");
    let stranger = stairwell.house.stranger().await;
    stranger.post("/v1/orders", order("2019-02-28", 1)).await.refused(404, "resident.not_found");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn the_same_as_last_time() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let again = |day: &str| json!({ "resident_id": neighbour.id, "service_day": day, "same_as_last": true });
    stairwell.coordinator.post("/v1/orders", again("2019-02-28")).await.refused(404, "order.nothing_before");
    stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-28", 3)).await.is(201);
    let order = stairwell.coordinator.post("/v1/orders", again("2019-03-02")).await.is(201);
    assert_eq!(order["lines"][0]["quantity"], 3);
    stairwell.house.settle().await;
}

#[tokio::test]
async fn operator_and_resident_at_once_make_one_order() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let (relay, phone) = (stairwell.house.relay().await, stairwell.phone_of(&neighbour).await);
    let mut asked = JoinSet::new();
    for round in 0..50 {
        let caller = if round % 2 == 0 { relay.clone() } else { phone.clone() };
        let body = stairwell.breads(&neighbour, "2019-02-28", 4);
        asked.spawn(async move { caller.post("/v1/orders", body).await });
    }
    let answers = asked.join_all().await;
    let placed: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(placed.len(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        let problem = answer.refused(409, "order.exists");
        assert_eq!(problem["location"], placed[0].header("location"));
    }
    assert_eq!(stairwell.standing_days(&neighbour).await, [("2019-02-28".to_owned(), 4, 0)]);
    stairwell.house.settle().await;
}

#[tokio::test]
async fn the_same_request_fifty_times_is_one_order() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let mut asked = JoinSet::new();
    for _ in 0..50 {
        let (caller, body) = (stairwell.coordinator.clone(), stairwell.breads(&neighbour, "2019-02-28", 1));
        asked.spawn(async move { caller.post_as("/v1/orders", "the-same-key", body).await.is(201) });
    }
    let ids: std::collections::BTreeSet<_> =
        asked.join_all().await.iter().map(|order| order["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 1);
    let other = stairwell.breads(&neighbour, "2019-03-01", 1);
    stairwell.coordinator.post_as("/v1/orders", "the-same-key", other).await.refused(422, "idempotency.key_reused");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn one_instant_decides_at_the_cut_off() {
    let stairwell = Stairwell::open().await;
    stairwell.tune(&stairwell.bread, json!({ "cutoff_min": 720 })).await;
    let mut neighbours = Vec::new();
    for floor in 0..5 {
        neighbours.push(stairwell.neighbour(&format!("Marzin {floor}"), floor).await);
    }
    let noon = paris("2019-02-27", 12, 0);
    // A session that is fresh when it counts.
    stairwell.house.go_to("2019-02-27", 11, 59);
    stairwell.coordinator.get("/v1/products").await.is(200);
    stairwell.house.clock.set(noon - TimeDelta::microseconds(1));
    stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbours[0], "2019-02-28", 1)).await.is(201);
    stairwell.house.clock.set(noon);
    let late = stairwell.breads(&neighbours[1], "2019-02-28", 1);
    stairwell.coordinator.post("/v1/orders", late).await.refused(409, "order.cutoff_passed");
    // Everybody at once around noon: the clock moves a millisecond with each answer.
    stairwell.house.clock.set(noon - TimeDelta::milliseconds(2));
    let mut asked = JoinSet::new();
    for neighbour in &neighbours[1..] {
        for _ in 0..10 {
            let (caller, body) = (stairwell.coordinator.clone(), stairwell.breads(neighbour, "2019-02-28", 1));
            asked.spawn(async move { caller.post("/v1/orders", body).await });
        }
    }
    let answers = asked.join_all().await;
    let accepted = answers.iter().filter(|answer| answer.status == 201).count();
    assert!((1..neighbours.len()).contains(&accepted));
    for answer in answers.iter().filter(|answer| answer.status == 201) {
        assert!(answer.json["created_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap() < noon);
    }
    // What was accepted is what the shop prepares.
    stairwell.house.go_to("2019-02-27", 12, 1);
    stairwell.house.settle().await;
    let slips = stairwell.coordinator.get("/v1/slips?service_day=2019-02-28").await.is(200);
    assert_eq!(slips["items"][0]["lines"][0]["total"], accepted + 1);
}

#[tokio::test]
async fn after_the_cut_off_a_coordinator_says_why() {
    let stairwell = Stairwell::open().await;
    let (one, other) = (stairwell.neighbour("Marzin", 1).await, stairwell.neighbour("Le Goff", 2).await);
    let order = stairwell.coordinator.post("/v1/orders", stairwell.breads(&one, "2019-02-28", 2)).await.id();
    stairwell.house.go_to("2019-02-27", 17, 0);
    let path = format!("/v1/orders/{order}");
    let fewer = json!({ "lines": [{ "product_id": stairwell.bread, "quantity": 1 }] });
    let problem = stairwell.coordinator.patch(&path, fewer.clone()).await.refused(409, "order.cutoff_passed");
    assert_eq!(problem["next_possible_day"], "2019-03-01");
    stairwell.coordinator.delete(&path).await.refused(409, "order.cutoff_passed");
    let mut reasoned = fewer;
    reasoned["override_reason"] = json!("la fille apporte du pain");
    stairwell.house.relay().await.patch(&path, reasoned.clone()).await.refused(403, "right.missing");
    // The freeze has not run: the override freezes what stood first.
    stairwell.coordinator.patch(&path, reasoned).await.is(200);
    let mut more = stairwell.breads(&other, "2019-02-28", 3);
    more["override_reason"] = json!("de la famille arrive");
    stairwell.coordinator.post("/v1/orders", more).await.is(201);
    stairwell.house.settle().await;
    let slips = stairwell.coordinator.get("/v1/slips?service_day=2019-02-28").await.is(200);
    let line = &slips["items"][0]["lines"][0];
    assert_eq!((&line["quantity"], &line["changed"], &line["total"]), (&json!(2), &json!(2), &json!(4)));
    let deltas: Vec<_> = slips["items"][0]["changes"].as_array().unwrap().iter().map(|it| &it["delta"]).collect();
    assert_eq!(deltas, [&json!(-1), &json!(3)]);
    let mut nothing = json!({ "lines": [] });
    nothing["override_reason"] = json!("partie à l'hôtel");
    assert_eq!(stairwell.coordinator.patch(&path, nothing).await.is(200)["status"], "cancelled");
    stairwell.house.settle().await;
    let slips = stairwell.coordinator.get("/v1/slips?service_day=2019-02-28").await.is(200);
    assert_eq!(slips["items"][0]["lines"][0]["total"], 3);
}

#[tokio::test]
async fn only_open_lines_change() {
    let stairwell = Stairwell::open().await;
    stairwell.tune(&stairwell.water, json!({ "cutoff_min": 1200 })).await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let line = |product: &str, quantity| json!({ "product_id": product, "quantity": quantity });
    let both = json!({
        "resident_id": neighbour.id,
        "service_day": "2019-02-28",
        "lines": [line(&stairwell.bread, 1), line(&stairwell.water, 1)],
    });
    let path = format!("/v1/orders/{}", stairwell.coordinator.post("/v1/orders", both).await.id());
    stairwell.house.go_to("2019-02-27", 18, 0);
    let no_bread = json!({ "lines": [line(&stairwell.water, 1)] });
    stairwell.coordinator.patch(&path, no_bread).await.refused(409, "order.cutoff_passed");
    let more_water = json!({ "lines": [line(&stairwell.bread, 1), line(&stairwell.water, 2)] });
    let changed = stairwell.coordinator.patch(&path, more_water).await.is(200);
    assert_eq!(changed["lines"][1]["quantity"], 2);
    stairwell.house.settle().await;
}

#[tokio::test]
async fn the_callers_page_holds_everything() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 3).await;
    let path = format!("/v1/residents/{}/desk", neighbour.id);
    stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-27", 2)).await.is(201);
    stairwell.house.go_to("2019-02-28", 10, 0);
    stairwell.house.settle().await;
    let desk = stairwell.house.relay().await.get(&path).await.is(200);
    assert_eq!(desk["resident"]["place"], "entrée B, 3e étage, porte gauche");
    assert_eq!(desk["last_order"]["lines"][0]["quantity"], 2);
    let said = desk["suggested_read_back"].as_str().unwrap().replace('\u{202f}', " ");
    assert_eq!(said, "2 pains, vendredi 1er mars, en main propre. C'est bien cela ?");
    assert_eq!(desk["products"][0]["next_possible_day"], "2019-03-01");
    stairwell.house.stranger().await.get(&path).await.refused(404, "resident.not_found");
    stairwell.house.treasurer().await.get(&path).await.refused(403, "right.missing");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn orders_are_listed_by_their_day_in_parts_that_fit() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    for day in ["2019-03-05", "2019-02-28", "2019-03-01", "2019-02-27"] {
        stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, day, 1)).await.is(201);
    }
    let (mut days, mut path) = (Vec::new(), "/v1/orders?limit=1".to_owned());
    loop {
        let part = stairwell.coordinator.get(&path).await.is(200);
        let items = part["items"].as_array().unwrap();
        days.extend(items.iter().map(|order| order["service_day"].as_str().unwrap().to_owned()));
        let Some(cursor) = part["next_cursor"].as_str() else { break };
        path = format!("/v1/orders?limit=1&cursor={cursor}");
    }
    assert_eq!(days, ["2019-02-27", "2019-02-28", "2019-03-01", "2019-03-05"]);
    let stranger = stairwell.house.stranger().await;
    stranger.get(&path).await.refused(422, "request.invalid");
    stairwell.house.settle().await;
}
