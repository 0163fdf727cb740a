//! Accounts and their staff roles.

use harness::{House, json};

#[tokio::test]
async fn an_account_is_opened_renamed_and_given_roles() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let asked = json!({ "name": "Yvon Kerdoncuff", "roles": ["treasurer", "relay_operator", "treasurer"] });
    let answered = coordinator.post("/v1/accounts", asked).await;
    let account = answered.is(201);
    assert_eq!(account["roles"], json!(["relay_operator", "treasurer"]));
    let path = answered.header("location");
    let read = coordinator.get(&path).await;
    let renamed = coordinator.patch_if(&path, &read.etag(), json!({ "name": "Yvon K." })).await;
    assert_eq!(renamed.is(200)["name"], "Yvon K.");
    let roles = format!("{path}/roles");
    coordinator.put_if(&roles, &read.etag(), json!({ "roles": [] })).await.refused(412, "edit.stale");
    let none = coordinator.put_if(&roles, &renamed.etag(), json!({ "roles": [] })).await.is(200);
    assert_eq!(none["roles"], json!([]));
    assert_eq!(coordinator.get("/v1/accounts").await.is(200)["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_last_coordinator_stays() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let path = format!("/v1/accounts/{}", coordinator.account());
    let roles = format!("{path}/roles");
    coordinator.put(&roles, json!({ "roles": [] })).await.refused(409, "account.last_coordinator");
    coordinator.patch(&path, json!({ "active": false })).await.refused(409, "account.last_coordinator");
    let second = house.staff("Enora Pleuven", &["coordinator"]).await;
    coordinator.put(&roles, json!({ "roles": ["treasurer"] })).await.is(200);
    coordinator.get("/v1/accounts").await.refused(403, "right.missing");
    let path = format!("/v1/accounts/{}", second.account());
    second.patch(&path, json!({ "active": false })).await.refused(409, "account.last_coordinator");
}

#[tokio::test]
async fn strangers_and_malformed_requests_change_nothing() {
    let house = House::open().await;
    let (coordinator, relay, stranger) = (house.coordinator(), house.relay().await, house.stranger().await);
    let path = format!("/v1/accounts/{}", relay.account());
    stranger.get(&path).await.refused(404, "account.not_found");
    stranger.patch(&path, json!({ "name": "x" })).await.refused(404, "account.not_found");
    stranger.put(&format!("{path}/roles"), json!({ "roles": ["coordinator"] })).await.refused(404, "account.not_found");
    relay.put(&format!("{path}/roles"), json!({ "roles": ["coordinator"] })).await.refused(403, "right.missing");
    for body in [
        json!({}),
        json!({ "name": "x", "roles": [] }),
        json!({ "name": " ", "roles": ["treasurer"] }),
        json!({ "name": "x", "roles": ["resident"] }),
    ] {
        coordinator.post("/v1/accounts", body).await.refused(422, "request.invalid");
    }
    let bare = coordinator.ask("PATCH".parse().unwrap(), &path).json(&json!({ "name": "x" }));
    bare.go().await.refused(428, "edit.unconditional");
    assert_eq!(stranger.get("/v1/accounts").await.is(200)["items"].as_array().map(Vec::len), Some(1));
}
