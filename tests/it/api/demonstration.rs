//! A demonstration: who can be tried, and a way in for each; nobody elsewhere.

use app::demonstration::Guise;
use harness::{House, json};
use shared::role::Role;

#[tokio::test]
async fn only_whom_a_demonstration_shows_can_be_tried() {
    let house = House::open().await;
    let (anybody, entries) = (house.nobody(), "/v1/demonstration/entries");
    assert_eq!(anybody.get("/v1/demonstration").await.is(200), json!({ "people": [] }));
    anybody.post(entries, json!({ "role": "relay_operator" })).await.refused(404, "demonstration.none");
    let account = house.relay().await.account();
    house.app.demonstration.open(vec![Guise { role: Role::RelayOperator, name: "Odile".to_owned(), account }]);
    let shown = json!({ "people": [{ "role": "relay_operator", "name": "Odile" }] });
    assert_eq!(anybody.get("/v1/demonstration").await.is(200), shown);
    anybody.post(entries, json!({ "role": "coordinator" })).await.refused(404, "demonstration.none");
    anybody.post(entries, json!({ "role": "anybody" })).await.refused(422, "request.invalid");
    let entered = anybody.post(entries, json!({ "role": "relay_operator" })).await.is(200);
    let session = json!({ "pairing_token": entered["pairing_token"], "device_label": "navigateur" });
    assert_eq!(anybody.post("/v1/sessions", session).await.is(201)["roles"], json!(["relay_operator"]));
}
