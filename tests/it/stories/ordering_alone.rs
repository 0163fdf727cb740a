//! « J'appuie sur Commander, je vois 1 pain pour demain, je dis oui. »

use axum::http::Method;
use harness::json;

use crate::stairwell::Stairwell;

#[tokio::test]
async fn one_bread_for_tomorrow_without_asking_anybody() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Dubocage", 3).await;
    stairwell.house.go_to("2019-02-26", 9, 0);

    // The card is printed, and opened by somebody who stands at her door.
    let resident = stairwell.coordinator.get(&format!("/v1/residents/{}", neighbour.id)).await.is(200);
    let asked = json!({ "account_id": resident["account_id"], "kind": "card" });
    let card = stairwell.coordinator.post("/v1/pairings", asked).await.is(201);
    let redeem = json!({ "pairing_token": card["token"], "device_label": "Le téléphone de la cuisine" });
    let nobody = stairwell.house.nobody();
    nobody.ask(Method::POST, "/v1/sessions").json(&redeem).go().await.refused(403, "pairing.closed");
    let opening = format!("/v1/pairings/{}/opening", card["id"].as_str().unwrap());
    stairwell.coordinator.post(&opening, json!({ "family_name": "dubocage" })).await.is(200);
    let opened = nobody.ask(Method::POST, "/v1/sessions").json(&redeem).go().await.is(201);
    let phone = stairwell.house.bearer(opened["access_token"].as_str().unwrap());

    // Her phone proposes tomorrow; she says yes, and a second yes is no second loaf.
    let days = format!("/v1/products/{}/days?from=2019-02-26&to=2019-03-05", stairwell.bread);
    assert_eq!(phone.get(&days).await.is(200)["next_possible_day"], "2019-02-27");
    let order = json!({ "service_day": "2019-02-27", "lines": [{ "product_id": stairwell.bread, "quantity": 1 }] });
    let placed = phone.post("/v1/orders", order.clone()).await.is(201);
    assert_eq!(placed["channel"], "app");
    assert!(placed["read_back"].as_str().unwrap().starts_with("1 pain, mercredi 27 février"));
    let path = format!("/v1/orders/{}", placed["id"].as_str().unwrap());
    let told = phone.post("/v1/orders", order.clone()).await.refused(409, "order.exists");
    assert_eq!(told["location"], path.as_str());

    // Until 16 h she may change her mind; from 16 h on the answer says which day is next, and whom to call.
    stairwell.house.go_to("2019-02-26", 15, 59);
    let session = json!({ "refresh_token": opened["refresh_token"] });
    let renewed = nobody.ask(Method::POST, "/v1/sessions/refresh").json(&session).go().await.is(200);
    let phone = stairwell.house.bearer(renewed["access_token"].as_str().unwrap());
    assert_eq!(phone.delete(&path).await.is(200)["status"], "cancelled");
    stairwell.house.go_to("2019-02-26", 16, 0);
    let late = phone.post("/v1/orders", order).await.refused(409, "order.cutoff_passed");
    assert_eq!(late["next_possible_day"], "2019-02-28");
    let association = phone.get("/v1/association").await.is(200);
    assert_eq!((&late["phone"], &late["answering_hours"]), (&association["phone"], &association["answering_hours"]));
    stairwell.house.settle().await;
}
