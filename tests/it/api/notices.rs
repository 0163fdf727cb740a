//! Notices over HTTP: whose they are, that they are seen, and which devices are told.

use harness::{House, PushService, Value, json};

use crate::morning::{Morning, items, text};

/// Asks to be told on this device.
pub async fn subscribe(phone: &harness::Phone, device: Value) {
    let told = phone.put("/v1/sessions/current/push", device).await.is(200);
    assert_eq!(told["subscribed"], true);
}

#[tokio::test]
async fn a_notice_is_its_readers_own_and_seen_once() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(1080, 1140)], json!({})).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    assert_eq!(anna.phone.get("/v1/notices").await.is(200), json!({ "items": [] }));
    morning.night().await;
    let round = morning.round_of(&anna).await;
    let told = items(&anna.phone.get("/v1/notices").await.is(200));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((&told[0]["kind"], &told[0]["about"]), (&json!("round_published"), &round["id"]));
    assert_eq!(told[0].get("seen_at"), None);
    assert_eq!(items(&bruno.phone.get("/v1/notices").await.is(200)), Vec::<Value>::new());

    let seen = format!("/v1/notices/{}/seen", text(&told[0]["id"]));
    bruno.phone.post_empty(&seen).await.refused(404, "notice.not_found");
    morning.house.stranger().await.post_empty(&seen).await.refused(404, "notice.not_found");
    let first = anna.phone.post_empty(&seen).await.is(200);
    let again = anna.phone.post_empty(&seen).await.is(200);
    assert_eq!(first["seen_at"], again["seen_at"]);
    morning.house.nobody().get("/v1/notices").await.refused(401, "session.missing");
}

#[tokio::test]
async fn where_nothing_is_pushed_no_device_can_ask_for_it() {
    let house = House::open().await;
    let service = PushService::open().await;
    let desk = house.coordinator();
    assert_eq!(desk.get("/v1/sessions/current/push").await.is(200), json!({ "carriers": [], "subscribed": false }));
    desk.put("/v1/sessions/current/push", service.device()).await.refused(409, "push.off");
}

#[tokio::test]
async fn a_device_asks_is_told_and_stops() {
    let service = PushService::open().await;
    let house = House::pushing(&service).await;
    let desk = house.coordinator();
    let before = desk.get("/v1/sessions/current/push").await.is(200);
    assert_eq!((text(&before["public_key"]).len(), &before["subscribed"]), (87, &json!(false)));
    subscribe(&desk, service.device()).await;
    subscribe(&desk, service.known(0)).await;
    assert_eq!(desk.get("/v1/sessions/current/push").await.is(200)["subscribed"], true);
    // The same device in somebody else's hands is theirs alone.
    let relay = house.relay().await;
    subscribe(&relay, service.known(0)).await;
    assert_eq!(desk.get("/v1/sessions/current/push").await.is(200)["subscribed"], false);
    relay.delete("/v1/sessions/current/push").await.is(204);
    relay.delete("/v1/sessions/current/push").await.is(204);
    assert_eq!(relay.get("/v1/sessions/current/push").await.is(200)["subscribed"], false);
}

#[tokio::test]
async fn addresses_and_keys_that_are_none_are_refused() {
    let service = PushService::open().await;
    let house = House::pushing(&service).await;
    let desk = house.coordinator();
    let with = |name: &str, value: &str| {
        let mut device = service.known(0);
        device[name] = json!(value);
        device
    };
    for wrong in ["nowhere", "ftp://push.example.org/x", "https://name:word@push.example.org/x"] {
        let asked = desk.put("/v1/sessions/current/push", with("endpoint", wrong)).await;
        asked.refused(422, "push.address_refused");
    }
    // It has the length and the first byte of a point, and is not on the curve.
    let point = format!("BA{}", "A".repeat(85));
    let wrong = [("p256dh", "AAAA"), ("p256dh", "*"), ("p256dh", &point), ("auth", "AAAA"), ("auth", &point)];
    for (name, wrong) in wrong {
        desk.put("/v1/sessions/current/push", with(name, wrong)).await.refused(422, "push.keys_wrong");
    }
    desk.put("/v1/sessions/current/push", with("language", "de")).await.refused(422, "request.invalid");
}
