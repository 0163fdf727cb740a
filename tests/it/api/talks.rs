//! Talks, and the list *à appeler*.

use harness::{House, json};

use super::street::{self, neighbour};
use crate::stairwell::Stairwell;

#[tokio::test]
async fn seven_days_of_silence_and_a_talk_that_ends_them() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let id = coordinator.post("/v1/residents", neighbour("Odilon", "Varangeot", &a, 1, "droite")).await.id();
    let relay = house.relay().await;
    let path = format!("/v1/residents/{id}/talks");
    relay.post(&path, json!({ "outcome": "reached", "channel": "phone_relay" })).await.is(201);
    assert_eq!(relay.get("/v1/call_list").await.is(200)["items"], json!([]));
    house.go_to("2019-03-04", 9, 0);
    let list = relay.get("/v1/call_list").await.is(200);
    assert_eq!(list["total"], 1);
    assert_eq!(list["items"][0]["resident_id"], id.as_str());
    assert_eq!(
        list["items"][0]["reasons"],
        json!([
            { "code": "not_spoken_to", "words": "Personne ne lui a parlé depuis 7 jours." }
        ])
    );
    assert_eq!(house.stranger().await.get("/v1/call_list").await.is(200)["items"], json!([]));
    relay.post(&path, json!({ "outcome": "not_reached", "channel": "phone_relay" })).await.is(201);
    assert_eq!(relay.get("/v1/call_list").await.is(200)["total"], 1);
    relay.post(&path, json!({ "outcome": "reached", "channel": "phone_relay" })).await.is(201);
    assert_eq!(relay.get("/v1/call_list").await.is(200)["total"], 0);
    assert_eq!(relay.get(&path).await.is(200)["items"].as_array().map(Vec::len), Some(3));
    relay.post(&path, json!({ "outcome": "gossip", "channel": "door" })).await.refused(422, "request.invalid");
    let spoke = json!({ "outcome": "reached", "channel": "door" });
    house.stranger().await.post(&path, spoke.clone()).await.refused(404, "resident.not_found");
    house.treasurer().await.post(&path, spoke).await.refused(403, "right.missing");
}

#[tokio::test]
async fn an_open_absence_and_the_first_day_back_are_reasons() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let id = coordinator.post("/v1/residents", neighbour("Odilon", "Varangeot", &a, 1, "droite")).await.id();
    let absences = format!("/v1/residents/{id}/absences");
    let away = json!({ "first_day": "2019-02-26", "channel": "phone_relay" });
    let absence = coordinator.post(&absences, away).await.id();
    let codes = async || {
        let list = coordinator.get("/v1/call_list").await.is(200);
        let reasons = list["items"][0]["reasons"].as_array().cloned().unwrap_or_default();
        reasons.iter().map(|reason| reason["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    house.go_to("2019-03-13", 9, 0);
    assert_eq!(codes().await, ["not_spoken_to", "long_absence"]);
    let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
    coordinator.post(&format!("/v1/residents/{id}/talks"), talk).await.is(201);
    coordinator.patch(&format!("{absences}/{absence}"), json!({ "last_day": "2019-03-14" })).await.is(200);
    assert_eq!(codes().await, Vec::<String>::new());
    house.go_to("2019-03-15", 9, 0);
    assert_eq!(codes().await, ["first_day_back"]);
}

#[tokio::test]
async fn a_usual_order_that_stopped_or_rests_without_end_is_a_reason() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let (desk, path) = (&stairwell.coordinator, format!("/v1/residents/{}/standing_order", neighbour.id));
    let line = json!({ "product_id": stairwell.bread, "weekday": 2, "quantity": 1 });
    let first = desk.ask(axum::http::Method::PUT, &path).json(&json!({ "lines": [line] })).go().await;
    first.is(200);
    let codes = async || {
        let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
        desk.post(&format!("/v1/residents/{}/talks", neighbour.id), talk).await.is(201);
        stairwell.house.wait(chrono::TimeDelta::days(1));
        let list = desk.get("/v1/call_list").await.is(200);
        list["items"][0]["reasons"][0]["code"].as_str().map(str::to_owned)
    };
    assert_eq!(codes().await, None);
    desk.post(&format!("{path}/pause"), json!({ "until": "2019-03-20" })).await.is(200);
    assert_eq!(codes().await, None, "it begins again by itself");
    desk.post(&format!("{path}/pause"), json!({})).await.is(200);
    let paused = desk.get("/v1/call_list").await.is(200);
    assert_eq!(paused["items"][0]["reasons"][0]["code"], "usual_order_stopped");
    desk.post_empty(&format!("{path}/resumption")).await.is(200);
    assert_eq!(desk.get("/v1/call_list").await.is(200)["total"], 0);
    desk.delete(&path).await.is(200);
    assert_eq!(desk.get("/v1/call_list").await.is(200)["items"][0]["reasons"][0]["code"], "usual_order_stopped");
    stairwell.house.settle().await;
}
