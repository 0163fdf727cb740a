//! The list *à appeler* by hand.

use harness::{House, json};

#[tokio::test]
async fn an_entry_stands_until_somebody_has_spoken() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let relay = house.relay().await;
    let asked = json!({ "resident_id": neighbour.id, "reason": "Demande si l'eau arrive le jeudi." });
    let entry = relay.post_as("/v1/call_list", "call-000001", asked.clone()).await.is(201);
    assert_eq!(relay.post_as("/v1/call_list", "call-000001", asked).await.is(201), entry);
    let list = relay.get("/v1/call_list").await.is(200);
    let reason = json!({ "code": "by_hand", "entry_id": entry["id"], "words": "Demande si l'eau arrive le jeudi." });
    assert_eq!(list["items"][0]["reasons"], json!([reason]));
    let talks = format!("/v1/residents/{}/talks", neighbour.id);
    relay.post(&talks, json!({ "outcome": "not_reached", "channel": "phone_relay" })).await.is(201);
    assert_eq!(relay.get("/v1/call_list").await.is(200)["total"], 1);
    relay.post(&talks, json!({ "outcome": "reached", "channel": "phone_relay" })).await.is(201);
    assert_eq!(relay.get("/v1/call_list").await.is(200)["total"], 0);
}

#[tokio::test]
async fn an_entry_is_taken_off_by_hand() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let relay = house.relay().await;
    let asked = json!({ "resident_id": neighbour.id, "reason": "Rappeler" });
    let path = format!("/v1/call_list/{}", relay.post("/v1/call_list", asked.clone()).await.id());
    house.stranger().await.delete(&path).await.refused(404, "call_entry.not_found");
    neighbour.delete(&path).await.refused(403, "right.missing");
    relay.delete("/v1/call_list/cal_x").await.refused(400, "request.unreadable");
    relay.delete(&path).await.is(204);
    relay.delete(&path).await.is(204);
    assert_eq!(relay.get("/v1/call_list").await.is(200)["total"], 0);
    house.stranger().await.post("/v1/call_list", asked.clone()).await.refused(404, "resident.not_found");
    house.treasurer().await.post("/v1/call_list", asked).await.refused(403, "right.missing");
    let empty = json!({ "resident_id": neighbour.id, "reason": " " });
    relay.post("/v1/call_list", empty).await.refused(422, "request.invalid");
}

#[tokio::test]
async fn who_left_is_not_called() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let coordinator = house.coordinator();
    let asked = json!({ "resident_id": neighbour.id, "reason": "Rappeler" });
    coordinator.post("/v1/call_list", asked.clone()).await.is(201);
    let path = format!("/v1/residents/{}/status", neighbour.id);
    coordinator.put(&path, json!({ "status": "left" })).await.is(200);
    assert_eq!(coordinator.get("/v1/call_list").await.is(200)["total"], 0);
    coordinator.post("/v1/call_list", asked).await.refused(409, "resident.not_served");
}
