//! Devices and who one is; what ends acts on the next request (A06).

use harness::{House, json};

#[tokio::test]
async fn one_sees_who_one_is() {
    let house = House::open().await;
    let relay = house.relay().await;
    let me = relay.get("/v1/me").await.is(200);
    assert_eq!(me["roles"], json!(["relay_operator"]));
    assert_eq!(me["association"]["phone"], "+33353010010");
    assert_eq!(me["association"]["answering_hours"], "du lundi au vendredi, de 9 h à 17 h");
    let rights = me["rights"].as_array().unwrap();
    assert!(rights.contains(&json!("order.place")) && !rights.contains(&json!("count.read")));
    house.nobody().get("/v1/me").await.refused(401, "session.missing");
}

#[tokio::test]
async fn a_device_is_ended_by_its_owner_or_a_coordinator_at_once() {
    let house = House::open().await;
    let relay = house.relay().await;
    let account = relay.account().to_string();
    let (old, lost) = (house.sign_in(&account).await, house.sign_in(&account).await);
    let mine = relay.get("/v1/sessions").await.is(200);
    assert_eq!(mine["items"].as_array().map(Vec::len), Some(3));
    let own = |phone: harness::Phone| async move {
        phone.get("/v1/me").await.is(200)["session_id"].as_str().unwrap().to_owned()
    };
    let path = format!("/v1/sessions/{}", own(old.clone()).await);
    house.stranger().await.delete(&path).await.refused(404, "session.not_found");
    house.treasurer().await.delete(&path).await.refused(404, "session.not_found");
    relay.delete(&path).await.is(204);
    relay.delete(&path).await.is(204);
    old.get("/v1/me").await.refused(401, "session.invalid");
    house.coordinator().delete(&format!("/v1/sessions/{}", own(lost.clone()).await)).await.is(204);
    lost.get("/v1/me").await.refused(401, "session.invalid");
    relay.get("/v1/me").await.is(200);
}

#[tokio::test]
async fn devices_of_others_are_a_coordinators_to_see() {
    let house = House::open().await;
    let relay = house.relay().await;
    let path = format!("/v1/sessions?account_id={}", relay.account());
    assert_eq!(house.coordinator().get(&path).await.is(200)["items"].as_array().map(Vec::len), Some(1));
    house.treasurer().await.get(&path).await.refused(404, "account.not_found");
    house.stranger().await.get(&path).await.refused(404, "account.not_found");
    house.coordinator().get("/v1/sessions?account_id=acc_x").await.refused(400, "request.unreadable");
    house.coordinator().delete("/v1/sessions/ses_x").await.refused(400, "request.unreadable");
}

#[tokio::test]
async fn a06_a_switched_off_account_and_a_taken_role_act_on_the_next_request() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let relay = house.relay().await;
    let path = format!("/v1/accounts/{}", relay.account());
    relay.get("/v1/residences").await.is(200);
    coordinator.put(&format!("{path}/roles"), json!({ "roles": ["treasurer"] })).await.is(200);
    relay.get("/v1/residences").await.refused(403, "right.missing");
    coordinator.patch(&path, json!({ "active": false })).await.is(200);
    relay.get("/v1/me").await.refused(401, "session.invalid");
    // Switched on again, the old device stays out.
    coordinator.patch(&path, json!({ "active": true })).await.is(200);
    relay.get("/v1/me").await.refused(401, "session.invalid");
    let again = house.sign_in(&relay.account().to_string()).await;
    again.get("/v1/me").await.is(200);
}

#[tokio::test]
async fn one_ends_all_other_devices_of_ones_own() {
    let house = House::open().await;
    let relay = house.relay().await;
    let account = relay.account().to_string();
    let other = house.sign_in(&account).await;
    let pending = app::sessions::pair_from_console(&house.app, account.parse().unwrap()).await.unwrap();
    let listed = relay.get("/v1/sessions").await.is(200);
    let marks = |name: &str| listed["items"].as_array().unwrap().iter().map(|it| it[name] == true).collect::<Vec<_>>();
    assert_eq!(marks("current"), [true, false]);
    assert_eq!(marks("shared"), [false, false]);
    relay.delete("/v1/sessions").await.is(204);
    relay.get("/v1/me").await.is(200);
    other.get("/v1/me").await.refused(401, "session.invalid");
    house.coordinator().get("/v1/me").await.is(200);
    let asked = json!({ "pairing_token": pending, "device_label": "téléphone" });
    house.nobody().post("/v1/sessions", asked).await.refused(401, "pairing.invalid");
    house.nobody().delete("/v1/sessions").await.refused(401, "session.missing");
}
