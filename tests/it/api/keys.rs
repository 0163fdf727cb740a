//! Idempotency-Key (I01 to I06, I08, I09), shown on a simple creation.

use std::collections::BTreeSet;

use harness::{House, Phone, json};

const PATH: &str = "/v1/neighbourhoods";

async fn count(phone: &Phone) -> usize {
    phone.get("/v1/neighbourhoods?limit=200").await.is(200)["items"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i01_the_same_request_fifty_times_at_once_has_one_effect() {
    let house = House::open().await;
    let asked = (0..50).map(|_| {
        let coordinator = house.coordinator();
        tokio::spawn(async move { coordinator.post_as(PATH, "fifty-times", json!({ "name": "Le Phare" })).await })
    });
    let mut ids = BTreeSet::new();
    for asked in asked.collect::<Vec<_>>() {
        let answered = asked.await.unwrap();
        answered.is(201);
        assert_eq!(answered.header("location"), format!("{PATH}/{}", answered.id()));
        ids.insert(answered.id());
    }
    assert_eq!(ids.len(), 1);
    assert_eq!(count(&house.coordinator()).await, 2);
}

#[tokio::test]
async fn i02_the_same_key_for_something_else_is_refused() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    coordinator.post_as(PATH, "one-key-only", json!({ "name": "Le Phare" })).await.is(201);
    coordinator
        .post_as(PATH, "one-key-only", json!({ "name": "La Digue" }))
        .await
        .refused(422, "idempotency.key_reused");
    let account = json!({ "name": "Le Phare", "roles": ["treasurer"] });
    coordinator.post_as("/v1/accounts", "one-key-only", account).await.refused(422, "idempotency.key_reused");
    assert_eq!(count(&coordinator).await, 2);
}

#[tokio::test]
async fn i03_and_i08_a_missing_or_malformed_key_is_refused() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let ask = || coordinator.ask("POST".parse().unwrap(), PATH).json(&json!({ "name": "Le Phare" }));
    ask().go().await.refused(400, "idempotency.key_missing");
    let long = "k".repeat(256);
    for key in ["", "short", &long, "with a blank", "clé-accentuée", "tab\tinside", "semi;colon"] {
        ask().header("idempotency-key", key).go().await.refused(400, "idempotency.key_malformed");
    }
    ask()
        .header("idempotency-key", [b'k', 0xFF, b'k', b'k', b'k', b'k', b'k', b'k'])
        .go()
        .await
        .refused(400, "idempotency.key_malformed");
    assert_eq!(count(&coordinator).await, 1);
}

#[tokio::test]
async fn i04_keys_of_different_people_do_not_meet() {
    let house = House::open().await;
    let second = house.staff("Enora Pleuven", &["coordinator"]).await;
    let stranger = house.stranger().await;
    let mut ids = BTreeSet::new();
    for (who, name) in [(house.coordinator(), "Le Phare"), (second, "La Digue"), (stranger, "Le Phare")] {
        ids.insert(who.post_as(PATH, "everybodys-key", json!({ "name": name })).await.id());
    }
    assert_eq!(ids.len(), 3);
}

#[tokio::test]
async fn i05_a_refused_request_may_be_corrected_under_its_key() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    coordinator.post_as(PATH, "corrected-key", json!({ "name": "" })).await.refused(422, "request.invalid");
    let taken = json!({ "name": "Régie des Embruns" });
    coordinator.post_as(PATH, "corrected-key", taken).await.refused(409, "neighbourhood.name_taken");
    coordinator.post_as(PATH, "corrected-key", json!({ "name": "Le Phare" })).await.is(201);
}

#[tokio::test]
async fn i06_what_failed_for_lack_of_time_is_done_afresh() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let me = coordinator.get("/v1/me").await.is(200);
    let held = house.app.write(me["association"]["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
    coordinator.post_as(PATH, "patient-key", json!({ "name": "Le Phare" })).await.refused(503, "store.busy");
    drop(held);
    coordinator.post_as(PATH, "patient-key", json!({ "name": "Le Phare" })).await.is(201);
    assert_eq!(count(&coordinator).await, 2);
}

#[tokio::test]
async fn i09_a_role_that_was_taken_ends_the_replay_too() {
    let house = House::open().await;
    let second = house.staff("Enora Pleuven", &["coordinator"]).await;
    second.post_as(PATH, "before-and-after", json!({ "name": "Le Phare" })).await.is(201);
    let roles = format!("/v1/accounts/{}/roles", second.account());
    house.coordinator().put(&roles, json!({ "roles": ["treasurer"] })).await.is(200);
    let again = second.post_as(PATH, "before-and-after", json!({ "name": "Le Phare" })).await;
    assert!(!again.refused(403, "right.missing").to_string().contains("Phare"));
}

#[tokio::test]
async fn z04_members_that_nobody_offered_are_refused() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    for member in ["role", "association_id", "resident_id", "created_at", "status", "verified", "id", "version"] {
        let mut body = json!({ "name": "Le Phare" });
        body[member] = json!("x");
        coordinator.post(PATH, body.clone()).await.refused(422, "request.invalid");
        body["roles"] = json!(["treasurer"]);
        coordinator.post("/v1/accounts", body).await.refused(422, "request.invalid");
    }
    assert_eq!(count(&coordinator).await, 1);
}

#[tokio::test]
async fn z08_ids_tell_nothing_of_how_many_there_are() {
    let house = House::open().await;
    let mut tails = BTreeSet::new();
    for name in ["Le Phare", "La Digue", "Le Môle"] {
        let id = house.coordinator().post(PATH, json!({ "name": name })).await.id();
        let uuid = uuid::Uuid::try_parse(id.strip_prefix("ngh_").unwrap()).unwrap();
        assert_eq!(uuid.get_version_num(), 7);
        tails.insert(uuid.as_u128() & 0xFFFF_FFFF);
    }
    let tails: Vec<_> = tails.into_iter().collect();
    assert!(tails.windows(2).all(|pair| pair[1] - pair[0] > 1), "ids are not counted up");
}
