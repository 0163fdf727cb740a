//! Consents: given for one purpose, withdrawn at once.

use harness::{House, json};

use super::street::{self, neighbour};

#[tokio::test]
async fn a_delivery_consent_makes_active_and_its_withdrawal_stops() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let mut asked = neighbour("Odilon", "Varangeot", &a, 1, "droite");
    asked["consents"] = json!([]);
    let id = coordinator.post("/v1/residents", asked).await.id();
    let (path, list) = (format!("/v1/residents/{id}"), format!("/v1/residents/{id}/consents"));
    coordinator.put(&format!("{path}/status"), json!({ "status": "active" })).await.refused(409, "consent.missing");
    let relay = house.relay().await;
    let given = json!({ "purpose": "delivery", "how": "by_phone", "given_on": "2019-02-25" });
    let consent = relay.post(&list, given.clone()).await.id();
    assert_eq!(coordinator.get(&path).await.is(200)["status"], "active");
    relay.post(&list, given.clone()).await.refused(409, "consent.stands");
    let tomorrow = json!({ "purpose": "visit", "how": "by_phone", "given_on": "2019-02-26" });
    relay.post(&list, tomorrow).await.refused(422, "date.in_future");
    let withdrawal = format!("{list}/{consent}/withdrawal");
    let stranger = house.stranger().await;
    stranger.post(&withdrawal, json!({ "how": "by_phone" })).await.refused(404, "resident.not_found");
    stranger.get(&list).await.refused(404, "resident.not_found");
    let withdrawn = relay.post(&withdrawal, json!({ "how": "by_phone" })).await.is(200);
    assert_eq!(withdrawn["withdrawn_on"], "2019-02-25");
    assert_eq!(relay.post(&withdrawal, json!({ "how": "at_door" })).await.is(200), withdrawn);
    assert_eq!(coordinator.get(&path).await.is(200)["status"], "pending");
    relay.post(&list, given).await.is(201);
    assert_eq!(relay.get(&list).await.is(200)["items"].as_array().map(Vec::len), Some(2));
}
