//! The refresh chain (A07 to A09): a lost answer, two tabs, a copied token, a long sleep.

use chrono::TimeDelta;
use harness::{Answered, House, Value, json};

async fn pair(house: &House, account: &str) -> Value {
    let token = app::sessions::pair_from_console(&house.app, account.parse().unwrap()).await.unwrap();
    let asked = json!({ "pairing_token": token, "device_label": "téléphone" });
    house.nobody().post("/v1/sessions", asked).await.is(201)
}

async fn renew(house: &House, opened: &Value) -> Answered {
    house.nobody().post("/v1/sessions/refresh", json!({ "refresh_token": opened["refresh_token"] })).await
}

async fn me(house: &House, opened: &Value) -> Answered {
    house.bearer(opened["access_token"].as_str().unwrap()).get("/v1/me").await
}

async fn operator(house: &House) -> Value {
    let account = house.relay().await.account().to_string();
    pair(house, &account).await
}

#[tokio::test]
async fn a07_a_copied_token_ends_the_session_for_both() {
    let house = House::open().await;
    let first = operator(&house).await;
    let second = renew(&house, &first).await.is(200);
    me(&house, &second).await.is(200);
    // The thief comes with the first token, after its successor was used.
    renew(&house, &first).await.refused(401, "session.invalid");
    me(&house, &second).await.refused(401, "session.invalid");
    me(&house, &first).await.refused(401, "session.invalid");
    renew(&house, &second).await.refused(401, "session.invalid");
    let path = format!("/v1/sessions?account_id={}", first["account_id"].as_str().unwrap());
    let devices = house.coordinator().get(&path).await.is(200);
    let ended = devices["items"].as_array().unwrap().iter().find(|device| device["id"] == first["session_id"]).unwrap();
    assert!(ended["revoked_at"].is_string());
}

#[tokio::test]
async fn a07_a_successor_that_was_only_renewed_counts_as_used() {
    let house = House::open().await;
    let first = operator(&house).await;
    let second = renew(&house, &first).await.is(200);
    let third = renew(&house, &second).await.is(200);
    renew(&house, &first).await.refused(401, "session.invalid");
    me(&house, &third).await.refused(401, "session.invalid");
}

#[tokio::test]
async fn a08_a_lost_answer_leaves_one_living_branch() {
    let house = House::open().await;
    let first = operator(&house).await;
    let lost = renew(&house, &first).await.is(200);
    let again = renew(&house, &first).await.is(200);
    // The pair that was lost is dead, and presenting it ends nothing.
    me(&house, &lost).await.refused(401, "session.invalid");
    renew(&house, &lost).await.refused(401, "session.invalid");
    me(&house, &again).await.is(200);
    let next = renew(&house, &again).await.is(200);
    me(&house, &next).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a08_two_tabs_at_once_stay_signed_in() {
    let house = House::open().await;
    let first = operator(&house).await;
    let tabs = (0..8).map(|_| {
        let (nobody, token) = (house.nobody(), first["refresh_token"].clone());
        tokio::spawn(async move { nobody.post("/v1/sessions/refresh", json!({ "refresh_token": token })).await })
    });
    let mut answers = Vec::new();
    for tab in tabs.collect::<Vec<_>>() {
        answers.push(tab.await.unwrap().is(200));
    }
    let mut living = Vec::new();
    for opened in &answers {
        if me(&house, opened).await.status == 200 {
            living.push(opened);
        }
    }
    assert_eq!(living.len(), 1, "one branch lives");
    renew(&house, living[0]).await.is(200);
}

#[tokio::test]
async fn a09_staff_sleep_twelve_hours_and_no_longer() {
    let house = House::open().await;
    let opened = operator(&house).await;
    house.wait(TimeDelta::hours(12) - TimeDelta::seconds(1));
    let next = renew(&house, &opened).await.is(200);
    house.wait(TimeDelta::hours(12));
    renew(&house, &next).await.refused(401, "session.invalid");
}

#[tokio::test]
async fn a_refresh_token_that_nobody_gave_is_refused() {
    let house = House::open().await;
    house
        .nobody()
        .post("/v1/sessions/refresh", json!({ "refresh_token": "AAAA" }))
        .await
        .refused(401, "session.invalid");
    house.nobody().post("/v1/sessions/refresh", json!({})).await.refused(422, "request.invalid");
    house.nobody().post("/v1/sessions/refresh", json!({ "refresh_token": "" })).await.refused(422, "request.invalid");
    house.nobody().post("/v1/sessions/refresh", json!({ "refresh_token": 7 })).await.refused(422, "request.invalid");
}

#[tokio::test]
async fn a09_a_neighbours_phone_sleeps_sixty_days_and_lives_four_hundred() {
    let house = House::open().await;
    let account = house.resident("Odette Lemarchand").await.account().to_string();
    let mut opened = pair(&house, &account).await;
    let began = house.today();
    for _ in 0..6 {
        house.wait(TimeDelta::days(60) - TimeDelta::seconds(1));
        opened = renew(&house, &opened).await.is(200);
    }
    house.wait(TimeDelta::days(39));
    opened = renew(&house, &opened).await.is(200);
    house.wait(TimeDelta::days(2));
    assert!((house.today() - began).num_days() > 400);
    me(&house, &opened).await.refused(401, "session.expired");
    renew(&house, &opened).await.refused(401, "session.invalid");
    let fresh = pair(&house, &account).await;
    house.wait(TimeDelta::days(60));
    renew(&house, &fresh).await.refused(401, "session.invalid");
}
