//! The PIN of a device (A10, A11, A14): the device's key and the PIN together renew a session, neither does alone.

use chrono::TimeDelta;
use harness::{Answered, House, Phone, Value, json};

const PIN: &str = "/v1/sessions/current/pin";

async fn pair(house: &House, account: &str) -> Value {
    let token = app::sessions::pair_from_console(&house.app, account.parse().unwrap()).await.unwrap();
    let asked = json!({ "pairing_token": token, "device_label": "téléphone" });
    house.nobody().post("/v1/sessions", asked).await.is(201)
}

fn device(house: &House, opened: &Value) -> Phone {
    house.bearer(opened["access_token"].as_str().unwrap())
}

async fn renew(house: &House, opened: &Value, pin: Option<&str>) -> Answered {
    let mut asked = json!({ "refresh_token": opened["refresh_token"] });
    if let Some(pin) = pin {
        asked["pin"] = json!(pin);
    }
    house.nobody().post("/v1/sessions/refresh", asked).await
}

/// A relay operator's device with the PIN 4071.
async fn with_pin(house: &House) -> Value {
    let account = house.relay().await.account().to_string();
    let opened = pair(house, &account).await;
    let told = device(house, &opened).put(PIN, json!({ "pin": "4071" })).await.is(200);
    assert!(told["pin_set"] == true && told["current"] == true);
    opened
}

#[tokio::test]
async fn a_stolen_refresh_token_renews_nothing_without_the_pin() {
    let house = House::asking_pins().await;
    let opened = with_pin(&house).await;
    renew(&house, &opened, None).await.refused(401, "pin.required");
    let refused = renew(&house, &opened, Some("4072")).await.refused(401, "pin.wrong");
    assert_eq!(refused["tries_left"], 2);
    let next = renew(&house, &opened, Some("4071")).await.is(200);
    assert!(next["pin_set"] == true && next["pin_needed"] == true);
    device(&house, &next).get("/v1/me").await.is(200);
    // Right counts from the beginning again.
    assert_eq!(renew(&house, &next, Some("4072")).await.refused(401, "pin.wrong")["tries_left"], 2);
}

#[tokio::test]
async fn a10_three_wrong_ones_wait_and_ten_end_the_session() {
    let house = House::open().await;
    let opened = with_pin(&house).await;
    for left in [2, 1] {
        assert_eq!(renew(&house, &opened, Some("0000")).await.refused(401, "pin.wrong")["tries_left"], left);
    }
    let locked = renew(&house, &opened, Some("0000")).await;
    assert_eq!(locked.headers["retry-after"], "30");
    assert!(locked.refused(429, "pin.locked")["until"].is_string());
    // While it waits, not even the right one is looked at.
    renew(&house, &opened, Some("4071")).await.refused(429, "pin.locked");
    for wait in [31, 61, 301, 901, 1801, 3601] {
        house.wait(TimeDelta::seconds(wait));
        renew(&house, &opened, Some("0000")).await.refused(429, "pin.locked");
    }
    house.wait(TimeDelta::seconds(3601));
    renew(&house, &opened, Some("0000")).await.refused(401, "pin.exhausted");
    house.wait(TimeDelta::seconds(3601));
    renew(&house, &opened, Some("4071")).await.refused(401, "session.invalid");
}

#[tokio::test]
async fn a10_a_wait_that_is_over_lets_the_owner_in() {
    let house = House::open().await;
    let opened = with_pin(&house).await;
    for _ in 0..3 {
        renew(&house, &opened, Some("0000")).await;
    }
    house.wait(TimeDelta::seconds(31));
    renew(&house, &opened, Some("4071")).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a10_fifty_guesses_at_once_are_fifty_guesses() {
    let house = House::open().await;
    let opened = with_pin(&house).await;
    let guesses = (0..50).map(|guess| {
        let (nobody, token) = (house.nobody(), opened["refresh_token"].clone());
        let asked = json!({ "refresh_token": token, "pin": format!("{guess:04}") });
        tokio::spawn(async move { nobody.post("/v1/sessions/refresh", asked).await })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked_at += usize::from(guess.await.unwrap().json["code"] == "pin.wrong");
    }
    assert!(looked_at <= 2, "{looked_at} guesses were answered without a wait");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_right_pin_typed_many_times_at_once_is_right_each_time() {
    let house = House::open().await;
    let opened = with_pin(&house).await;
    let asked = |_| {
        let (nobody, token) = (house.nobody(), opened["refresh_token"].clone());
        let right = json!({ "refresh_token": token, "pin": "4071" });
        tokio::spawn(async move { nobody.post("/v1/sessions/refresh", right).await })
    };
    let all: Vec<_> = (0..8).map(asked).collect();
    for one in all {
        assert_eq!(one.await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a11_a_stranger_shuts_nobody_out() {
    let house = House::open().await;
    let opened = with_pin(&house).await;
    let lost = renew(&house, &opened, Some("4071")).await.is(200);
    let held = renew(&house, &lost, Some("4071")).await.is(200);
    device(&house, &held).get("/v1/me").await.is(200);
    let other = pair(&house, opened["account_id"].as_str().unwrap()).await;
    device(&house, &other).put(PIN, json!({ "pin": "8305" })).await.is(200);
    for _ in 0..12 {
        renew(&house, &other, Some("0000")).await;
    }
    renew(&house, &held, Some("4071")).await.is(200);
}

#[tokio::test]
async fn a14_what_is_easy_to_guess_or_no_pin_at_all_is_refused() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    // The association's number is 03 53 01 00 10, hers 03 53 01 01 00.
    for pin in ["0000", "1234", "123456", "1948", "0010", "0100", "0353"] {
        neighbour.put(PIN, json!({ "pin": pin })).await.refused(422, "pin.too_simple");
    }
    for pin in ["123", "1234567", "12a4", "", "４０７１", "4071\u{0}"] {
        neighbour.put(PIN, json!({ "pin": pin })).await.refused(422, "request.invalid");
    }
    let refused = neighbour.put(PIN, json!({ "pin": "40711" , "current_pin": "55" })).await;
    assert!(!refused.text.contains("40711"), "a secret comes back in a problem");
    neighbour.put(PIN, json!({})).await.refused(422, "request.invalid");
    house.nobody().put(PIN, json!({ "pin": "4071" })).await.refused(401, "session.missing");
}

#[tokio::test]
async fn a_pin_is_changed_and_taken_away_by_whoever_knows_it() {
    let house = House::asking_pins().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    neighbour.put(PIN, json!({ "pin": "4071" })).await.is(200);
    neighbour.put(PIN, json!({ "pin": "8305" })).await.refused(401, "pin.required");
    neighbour.put(PIN, json!({ "pin": "8305", "current_pin": "4072" })).await.refused(401, "pin.wrong");
    neighbour.put(PIN, json!({ "pin": "8305", "current_pin": "4071" })).await.is(200);
    let removal = format!("{PIN}/removal");
    neighbour.post(&removal, json!({ "current_pin": "4071" })).await.refused(401, "pin.wrong");
    assert_eq!(neighbour.post(&removal, json!({ "current_pin": "8305" })).await.is(200)["pin_set"], false);
    neighbour.post(&removal, json!({ "current_pin": "8305" })).await.is(200);
    let relay = house.relay().await;
    relay.put(PIN, json!({ "pin": "4071" })).await.is(200);
    relay.post(&removal, json!({ "current_pin": "4071" })).await.refused(409, "pin.needed");
}

#[tokio::test]
async fn who_needs_a_pin_has_ten_minutes_to_choose_one() {
    let house = House::asking_pins().await;
    let account = house.relay().await.account().to_string();
    let neighbour = house.resident("Odette Lemarchand").await;
    let opened = pair(&house, &account).await;
    assert!(opened["pin_needed"] == true && opened["pin_set"] == false);
    house.wait(TimeDelta::minutes(10));
    let next = renew(&house, &opened, None).await.is(200);
    device(&house, &next).get("/v1/me").await.refused(403, "pin.unset");
    device(&house, &next).put(PIN, json!({ "pin": "4071" })).await.is(200);
    device(&house, &next).get("/v1/me").await.is(200);
    // A neighbour's own telephone needs none, a tablet in the hall does.
    house.wait(TimeDelta::minutes(30));
    neighbour.get("/v1/me").await.is(200);
    let coordinator = house.sign_in(&house.coordinator().account().to_string()).await;
    let asked = json!({ "account_id": neighbour.account().to_string(), "kind": "screen", "shared": true });
    let pairing = coordinator.post("/v1/pairings", asked).await.is(201);
    assert_eq!(pairing["shared"], true);
    let asked = json!({ "pairing_token": pairing["token"], "device_label": "tablette du hall" });
    let tablet = house.nobody().post("/v1/sessions", asked).await.is(201);
    assert!(tablet["pin_needed"] == true && tablet["shared"] == true);
    house.wait(TimeDelta::minutes(10));
    let tablet = renew(&house, &tablet, None).await.is(200);
    device(&house, &tablet).get("/v1/me").await.refused(403, "pin.unset");
}

#[tokio::test]
async fn a_device_that_nobody_let_in_chooses_its_pin_meanwhile() {
    let house = House::asking_pins().await;
    let relay = house.relay().await;
    let asked = json!({ "account_id": relay.account().to_string(), "kind": "screen" });
    let pairing = house.coordinator().post("/v1/pairings", asked).await.is(201);
    let asked = json!({ "pairing_token": pairing["token"], "device_label": "ordinateur" });
    let opened = house.nobody().post("/v1/sessions", asked).await.is(201);
    assert_eq!(opened["awaits_confirmation"], true);
    device(&house, &opened).put(PIN, json!({ "pin": "4071" })).await.is(200);
    device(&house, &opened).get("/v1/me").await.refused(403, "session.unconfirmed");
}
