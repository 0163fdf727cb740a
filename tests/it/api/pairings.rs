//! Pairing tokens (A16): on a screen, on a card, used twice, at once, too late, by a guesser.

use chrono::TimeDelta;
use harness::{Answered, House, Phone, Value, json};

async fn make(house: &House, account: &Phone, kind: &str) -> Value {
    let asked = json!({ "account_id": account.account(), "kind": kind });
    house.coordinator().post("/v1/pairings", asked).await.is(201)
}

async fn redeem(house: &House, token: &Value) -> Answered {
    house.nobody().post("/v1/sessions", json!({ "pairing_token": token, "device_label": "tablette" })).await
}

async fn open(who: &Phone, pairing: &Value, family_name: &str) -> Answered {
    let path = format!("/v1/pairings/{}/opening", pairing["id"].as_str().unwrap());
    who.post(&path, json!({ "family_name": family_name })).await
}

#[tokio::test]
async fn a_token_on_a_screen_works_once() {
    let house = House::open().await;
    let relay = house.relay().await;
    let pairing = make(&house, &relay, "screen").await;
    assert_eq!(pairing["token"].as_str().unwrap().len(), 43, "256 bits");
    assert!(pairing["qr_svg"].as_str().unwrap().contains("<svg"));
    let opened = redeem(&house, &pairing["token"]).await.is(201);
    assert_eq!(opened["roles"], json!(["relay_operator"]));
    redeem(&house, &pairing["token"]).await.refused(401, "pairing.invalid");
}

#[tokio::test]
async fn what_is_wrong_with_a_token_is_not_told() {
    let house = House::open().await;
    let relay = house.relay().await;
    let used = make(&house, &relay, "screen").await;
    redeem(&house, &used["token"]).await.is(201);
    let cancelled = make(&house, &relay, "screen").await;
    let path = format!("/v1/pairings/{}", cancelled["id"].as_str().unwrap());
    house.coordinator().delete(&path).await.is(204);
    house.coordinator().delete(&path).await.is(204);
    let late = make(&house, &relay, "screen").await;
    house.wait(TimeDelta::minutes(10));
    let guessed = json!("A".repeat(43));
    let mut answers = Vec::new();
    for token in [&used["token"], &cancelled["token"], &late["token"], &guessed, &json!("é"), &json!("x")] {
        answers.push(redeem(&house, token).await.refused(401, "pairing.invalid"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_phones_at_once_one_wins() {
    let house = House::open().await;
    let relay = house.relay().await;
    let pairing = make(&house, &relay, "screen").await;
    let phones = (0..8).map(|_| {
        let (nobody, token) = (house.nobody(), pairing["token"].clone());
        tokio::spawn(async move {
            let asked = json!({ "pairing_token": token, "device_label": "téléphone" });
            nobody.post("/v1/sessions", asked).await.status.as_u16()
        })
    });
    let mut statuses = Vec::new();
    for phone in phones.collect::<Vec<_>>() {
        statuses.push(phone.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 401, 401, 401, 401, 401, 401, 401]);
}

#[tokio::test]
async fn a_card_is_inert_until_it_is_opened_at_the_door() {
    let house = House::open().await;
    let relay = house.relay().await;
    let card = make(&house, &relay, "card").await;
    redeem(&house, &card["token"]).await.refused(403, "pairing.closed");
    let coordinator = house.coordinator();
    open(&coordinator, &card, "Autrement").await.refused(422, "pairing.name_differs");
    redeem(&house, &card["token"]).await.refused(403, "pairing.closed");
    open(&coordinator, &card, "KÉRAUTRET ").await.is(200);
    house.wait(TimeDelta::minutes(10));
    redeem(&house, &card["token"]).await.refused(403, "pairing.closed");
    open(&coordinator, &card, "kerautret").await.is(200);
    redeem(&house, &card["token"]).await.is(201);
    open(&coordinator, &card, "kerautret").await.refused(404, "pairing.not_found");
    redeem(&house, &card["token"]).await.refused(401, "pairing.invalid");
}

#[tokio::test]
async fn a_card_lives_two_weeks() {
    let house = House::open().await;
    let relay = house.relay().await;
    let card = make(&house, &relay, "card").await;
    house.wait(TimeDelta::days(14) - TimeDelta::minutes(5));
    let opened = open(&house.coordinator(), &card, "Kerautret").await.is(200);
    assert_eq!(opened["opened_until"], card["expires_at"], "not beyond its own end");
    house.wait(TimeDelta::minutes(5));
    redeem(&house, &card["token"]).await.refused(401, "pairing.invalid");
    open(&house.coordinator(), &card, "Kerautret").await.refused(404, "pairing.not_found");
}

#[tokio::test]
async fn a_new_device_of_staff_waits_for_a_coordinator() {
    let house = House::open().await;
    let relay = house.relay().await;
    let pairing = make(&house, &relay, "screen").await;
    let opened = redeem(&house, &pairing["token"]).await.is(201);
    assert_eq!(opened["awaits_confirmation"], true);
    let device = house.bearer(opened["access_token"].as_str().unwrap());
    device.get("/v1/me").await.refused(403, "session.unconfirmed");
    let path = format!("/v1/sessions/{}/confirmation", opened["session_id"].as_str().unwrap());
    device.post_empty(&path).await.refused(403, "session.unconfirmed");
    relay.post_empty(&path).await.refused(403, "right.missing");
    house.stranger().await.post_empty(&path).await.refused(404, "session.not_found");
    house.coordinator().post_empty(&path).await.is(200);
    house.coordinator().post_empty(&path).await.is(200);
    assert_eq!(device.get("/v1/me").await.is(200)["name"], "Solenn Kerautret");
}

#[tokio::test]
async fn the_same_request_again_shows_a_new_token_for_the_same_pairing() {
    let house = House::open().await;
    let relay = house.relay().await;
    let asked = json!({ "account_id": relay.account(), "kind": "screen" });
    let coordinator = house.coordinator();
    let first = coordinator.post_as("/v1/pairings", "pairing-key-1", asked.clone()).await.is(201);
    let second = coordinator.post_as("/v1/pairings", "pairing-key-1", asked.clone()).await.is(201);
    assert_eq!(first["id"], second["id"]);
    redeem(&house, &first["token"]).await.refused(401, "pairing.invalid");
    redeem(&house, &second["token"]).await.is(201);
    let third = coordinator.post_as("/v1/pairings", "pairing-key-1", asked).await.is(201);
    assert_eq!(third["token"], Value::Null);
}

#[tokio::test]
async fn strangers_and_malformed_requests_make_nothing() {
    let house = House::open().await;
    let (relay, stranger) = (house.relay().await, house.stranger().await);
    let asked = json!({ "account_id": relay.account(), "kind": "screen" });
    stranger.post("/v1/pairings", asked.clone()).await.refused(404, "account.not_found");
    relay.post("/v1/pairings", asked).await.refused(403, "right.missing");
    let card = make(&house, &relay, "card").await;
    open(&stranger, &card, "Kerautret").await.refused(404, "pairing.not_found");
    let path = format!("/v1/pairings/{}", card["id"].as_str().unwrap());
    stranger.delete(&path).await.refused(404, "pairing.not_found");
    let coordinator = house.coordinator();
    for body in [
        json!({}),
        json!({ "account_id": "acc_1", "kind": "screen" }),
        json!({ "account_id": relay.account(), "kind": "sms" }),
    ] {
        coordinator.post("/v1/pairings", body).await.refused(422, "request.invalid");
    }
    house
        .nobody()
        .post("/v1/sessions", json!({ "pairing_token": "x", "device_label": "" }))
        .await
        .refused(422, "request.invalid");
    house
        .nobody()
        .post("/v1/sessions?pairing_token=x", json!({ "device_label": "x" }))
        .await
        .refused(422, "request.invalid");
}

#[tokio::test]
async fn a_neighbours_card_is_opened_by_a_volunteer_and_needs_nobody_elses_yes() {
    let house = House::open().await;
    let (odette, volunteer) = (house.resident("Odette Lemarchand").await, house.volunteer("Gwenaël Pors").await);
    let card = make(&house, &odette.phone, "card").await;
    open(&odette.phone, &card, "Lemarchand").await.refused(403, "right.missing");
    open(&volunteer.phone, &card, "Pors").await.refused(422, "pairing.name_differs");
    open(&volunteer.phone, &card, "  le marchand").await.refused(422, "pairing.name_differs");
    open(&volunteer.phone, &card, "LÉMARCHAND").await.is(200);
    let opened = redeem(&house, &card["token"]).await.is(201);
    assert_eq!(opened["awaits_confirmation"], false);
    let me = house.bearer(opened["access_token"].as_str().unwrap()).get("/v1/me").await.is(200);
    assert_eq!(me["resident_id"], odette.id.as_str());
}

#[tokio::test]
async fn a_card_over_which_five_names_were_tried_is_worth_nothing() {
    let house = House::open().await;
    let (odette, volunteer) = (house.resident("Odette Lemarchand").await, house.volunteer("Gwenaël Pors").await);
    let card = make(&house, &odette.phone, "card").await;
    for name in ["Pors", "Le Goff", "Marzin", "Le Gall", "Riou"] {
        open(&volunteer.phone, &card, name).await.refused(422, "pairing.name_differs");
    }
    open(&volunteer.phone, &card, "Lemarchand").await.refused(404, "pairing.not_found");
    redeem(&house, &card["token"]).await.refused(401, "pairing.invalid");
}
