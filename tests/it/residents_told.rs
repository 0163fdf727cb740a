//! What residents hear of what they ordered: that somebody else changed it, that it could not be left. They hear nothing of what
//! they did themselves, of what goes as it should, and nothing at all once they are not served any more.

use harness::{House, Phone, PushService, Value, json};

use crate::api::notices::subscribe;
use crate::api::scene::{at_door, event_id, given};
use crate::morning::{DAY, Morning, Walker, items, text};

/// Madame Valette has a telephone that is told, and a loaf for the day.
struct Neighbour {
    service: PushService,
    morning: Morning,
    resident: String,
    phone: Phone,
    order: String,
}

impl Neighbour {
    async fn at_home() -> Self {
        let service = PushService::open().await;
        let morning = Morning::at(House::pushing(&service).await).await;
        let resident = morning.neighbour("Valette", &morning.a, 1, "droite").await;
        let known = morning.desk.get(&format!("/v1/residents/{resident}")).await.is(200);
        let phone = morning.house.given_a_phone(&known).await.phone;
        subscribe(&phone, service.device()).await;
        let order = morning.order(&resident, 1, 0).await;
        morning.house.settle().await;
        Self { service, morning, resident, phone, order }
    }

    /// Somebody asks for so many loaves instead.
    async fn change(&self, by: &Phone, breads: i32) {
        let path = format!("/v1/orders/{}", self.order);
        let lines = if breads == 0 { json!([]) } else { self.morning.cart(&self.resident, breads, 0)["lines"].clone() };
        by.patch(&path, json!({ "lines": lines })).await.is(200);
        self.morning.house.settle().await;
    }

    /// What her telephone was told, kind by kind.
    fn told(&self) -> Vec<String> {
        self.service.messages().iter().map(|message| text(&message.body["kind"])).collect()
    }

    /// Anna walks the morning; answers her phone, her round and the door.
    async fn walked(&self) -> (Walker, String, Value) {
        let anna = self.morning.walker("Anna", &[(420, 720)], json!({})).await;
        self.morning.night().await;
        self.morning.house.go_to(DAY, 8, 0);
        let round = self.morning.round_of(&anna).await;
        let sheet = self.morning.sheet(&anna.phone, &round).await;
        let door = items(&sheet["stops"]).iter().flat_map(|stop| items(&stop["drops"])).next().expect("a door");
        (anna, text(&round["id"]), door)
    }

    async fn report(&self, anna: &Walker, event: Value) {
        let answered = anna.phone.post("/v1/sync", json!({ "events": [event] })).await.is(200);
        assert_ne!(answered["results"][0]["result"], "refused", "{answered}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_change_is_told_and_what_one_does_oneself_is_not() {
    let her = Neighbour::at_home().await;
    her.change(&her.phone, 2).await;
    assert_eq!(her.told(), Vec::<String>::new());
    her.change(&her.morning.desk, 1).await;
    assert_eq!(her.told(), ["order_changed"]);
    her.change(&her.morning.desk, 0).await;
    assert_eq!(her.told(), ["order_changed", "order_cancelled"]);
    let own = items(&her.phone.get("/v1/notices").await.is(200));
    assert!(own.iter().all(|notice| notice["about"] == json!(her.order)), "{own:?}");
    assert!(her.service.messages().iter().all(|message| !message.body.to_string().contains("Valette")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_left_is_told_and_what_was_taken_back_is_not() {
    let her = Neighbour::at_home().await;
    let (anna, round, door) = her.walked().await;
    let (drop, line) = (text(&door["drop_id"]), text(&door["tasks"][0]["order_line_id"]));
    her.report(&anna, at_door(1, "no_answer", &round, &drop, json!({}))).await;
    her.report(&anna, at_door(2, "undo", &round, &drop, json!({ "of": event_id(1) }))).await;
    her.morning.house.settle().await;
    assert_eq!(her.told(), Vec::<String>::new(), "it was taken back before anybody was told");
    her.report(&anna, at_door(3, "no_answer", &round, &drop, json!({}))).await;
    her.morning.house.settle().await;
    her.morning.house.settle().await;
    assert_eq!(her.told(), ["delivery_missed"]);
    her.report(&anna, at_door(4, "delivered", &round, &drop, given(&[(&line, 1)]))).await;
    her.morning.house.settle().await;
    assert_eq!(her.told(), ["delivery_missed"], "of what arrives nobody is told who did not ask for it");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_served_no_more_hears_nothing() {
    let her = Neighbour::at_home().await;
    let house = &her.morning.house;
    let path = format!("/v1/orders/{}", her.order);
    her.morning.desk.patch(&path, json!({ "lines": [] })).await.is(200);
    let status = format!("/v1/residents/{}/status", her.resident);
    her.morning.desk.put(&status, json!({ "status": "deceased" })).await.is(200);
    house.settle().await;
    assert_eq!(her.told(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_more_hears_that_it_is_noted_and_that_it_was_left() {
    let her = Neighbour::at_home().await;
    for kind in ["order_confirmed", "delivery_left"] {
        let asked = json!({ "channels": ["push"] });
        let chosen = her.phone.put(&format!("/v1/me/notice_preferences/{kind}"), asked).await.is(200);
        assert_eq!((&chosen["usual"], &chosen["channels"]), (&json!([]), &json!(["push"])), "{chosen}");
    }
    let mut next = her.morning.cart(&her.resident, 1, 0);
    next["service_day"] = json!("2019-03-07");
    her.morning.desk.post("/v1/orders", next).await.is(201);
    her.morning.house.settle().await;
    assert_eq!(her.told(), ["order_confirmed"]);
    let (anna, round, door) = her.walked().await;
    let (drop, line) = (text(&door["drop_id"]), text(&door["tasks"][0]["order_line_id"]));
    her.report(&anna, at_door(1, "delivered", &round, &drop, given(&[(&line, 1)]))).await;
    her.morning.house.settle().await;
    assert_eq!(her.told(), ["order_confirmed", "delivery_left"]);
}
