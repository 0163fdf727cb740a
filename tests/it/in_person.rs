//! What palier has to tell residents whom no telephone of theirs tells: whoever comes to their door says it, and where nobody comes
//! in time somebody calls.

use app::notices::carrier::Carriers;
use harness::{House, PushService, SmsGateway, Value, json};

use crate::api::notices::subscribe;
use crate::api::scene::{at_door, given};
use crate::morning::{DAY, EVE, Morning, Walker, items, text};
use crate::notes::{MOBILE, to_call};

/// The bakery is closed the day before that on which the bread is wanted, so its orders close on the day of the rounds.
const CLOSED: &str = "2019-03-06";
const WANTED: &str = "2019-03-07";
const WORDS: &str = "Pour le jeudi 7 mars (Pain), il faut commander avant le mardi 5 mars à 16\u{a0}h.";

/// The bakery takes a day off, which everybody who orders bread should know of.
async fn closes(morning: &Morning) {
    let bread = morning.desk.get(&format!("/v1/products/{}", morning.bread)).await.is(200);
    let closures = format!("/v1/pickup_points/{}/closures", text(&bread["pickup_point_id"]));
    morning.desk.post(&closures, json!({ "first_day": CLOSED, "last_day": CLOSED, "reason": "" })).await.is(201);
}

/// The hour at which people are told what they have the day for, on the eve.
async fn nine(morning: &Morning) {
    morning.house.go_to(EVE, 9, 0);
    morning.house.settle().await;
}

async fn order_on(morning: &Morning, resident: &str, day: &str) {
    let mut cart = morning.cart(resident, 1, 0);
    cart["service_day"] = json!(day);
    morning.desk.post("/v1/orders", cart).await.is(201);
}

async fn door_of(morning: &Morning, walker: &Walker) -> (String, Value) {
    let round = morning.round_of(walker).await;
    let sheet = morning.sheet(&walker.phone, &round).await;
    let door = items(&sheet["stops"]).iter().flat_map(|stop| items(&stop["drops"])).next().expect("a door");
    (text(&round["id"]), door)
}

/// What the list to call gives as reasons of its own notices.
async fn to_tell(morning: &Morning) -> Vec<(String, String)> {
    let listed = items(&morning.house.relay().await.get("/v1/call_list").await.is(200));
    let told = listed.iter().flat_map(|one| {
        let reasons = one["reasons"].as_array().expect("reasons").clone();
        let notices = reasons.into_iter().filter(|reason| reason["code"] == "notice");
        notices.map(|reason| (text(&one["family_name"]), text(&reason["words"]))).collect::<Vec<_>>()
    });
    told.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_to_the_door_says_it_and_then_it_is_told() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let valette = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&valette, 1, 0).await;
    closes(&morning).await;
    nine(&morning).await;
    assert_eq!(to_tell(&morning).await, [], "somebody comes before it is too late");
    morning.night().await;
    morning.house.go_to(DAY, 8, 0);
    let (round, door) = door_of(&morning, &anna).await;
    assert_eq!(door["to_say"], json!([{ "resident_id": valette, "said": WORDS }]));
    let line = text(&door["tasks"][0]["order_line_id"]);
    let event = at_door(1, "delivered", &round, &text(&door["drop_id"]), given(&[(&line, 1)]));
    anna.phone.post("/v1/sync", json!({ "events": [event] })).await.is(200);
    morning.house.settle().await;
    morning.house.go_to(DAY, 12, 1);
    morning.house.settle().await;
    let (_, door) = door_of(&morning, &anna).await;
    assert_eq!(door["to_say"], json!([]), "it was said");
    assert_eq!(to_tell(&morning).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_left_before_it_was_to_be_said_has_not_said_it() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let valette = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&valette, 1, 0).await;
    morning.night().await;
    morning.house.go_to(DAY, 8, 0);
    let (round, door) = door_of(&morning, &anna).await;
    closes(&morning).await;
    morning.house.go_to(DAY, 9, 0);
    morning.house.settle().await;
    let line = text(&door["tasks"][0]["order_line_id"]);
    let event = at_door(1, "delivered", &round, &text(&door["drop_id"]), given(&[(&line, 1)]));
    anna.phone.post("/v1/sync", json!({ "events": [event] })).await.is(200);
    morning.house.settle().await;
    assert_eq!(to_tell(&morning).await, [("Valette".to_owned(), WORDS.to_owned())], "her sheet was without it");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_nobody_came_to_is_called_at_noon() {
    let morning = Morning::open().await;
    let valette = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&valette, 1, 0).await;
    closes(&morning).await;
    nine(&morning).await;
    morning.night().await;
    morning.house.go_to(DAY, 11, 59);
    morning.house.settle().await;
    assert_eq!(to_tell(&morning).await, [], "somebody may still come");
    morning.house.go_to(DAY, 12, 0);
    morning.house.settle().await;
    assert_eq!(to_tell(&morning).await, [("Valette".to_owned(), WORDS.to_owned())]);
    assert!(to_call(&morning).await.contains(&"Odile Valette".to_owned()));
    let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
    morning.desk.post(&format!("/v1/residents/{valette}/talks"), talk).await.is(201);
    assert_eq!(to_tell(&morning).await, [], "somebody spoke with her");
    assert_eq!(to_call(&morning).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_cutoff_is_told_to_those_who_may_still_order() {
    let (service, gateway) = (PushService::open().await, SmsGateway::open().await);
    let house = House::reached_by(async |clock| gateway.beside(service.carriers(clock.clone()), clock)).await;
    let morning = Morning::at(house).await;
    let by_app = morning.neighbour("Trévidic", &morning.a, 1, "droite").await;
    let known = morning.desk.get(&format!("/v1/residents/{by_app}")).await.is(200);
    let phone = morning.house.given_a_phone(&known).await.phone;
    subscribe(&phone, service.device()).await;
    let mobile = morning.neighbour("Kerjean", &morning.a, 2, "droite").await;
    morning.desk.patch(&format!("/v1/residents/{mobile}"), json!({ "phone": MOBILE })).await.is(200);
    let asked = morning.neighbour("Valette", &morning.a, 3, "droite").await;
    morning.neighbour("Rivoal", &morning.a, 4, "droite").await;
    for resident in [&by_app, &mobile, &asked] {
        morning.order(resident, 1, 0).await;
    }
    order_on(&morning, &asked, WANTED).await;
    nine(&morning).await;
    assert_eq!(service.messages().len() + gateway.messages().len(), 0, "nothing has moved");
    closes(&morning).await;
    morning.house.go_to(DAY, 9, 0);
    morning.house.settle().await;
    morning.house.settle().await;
    let kinds: Vec<_> = service.messages().iter().map(|message| text(&message.body["kind"])).collect();
    assert_eq!(kinds, ["cutoff_moved"]);
    let own = items(&phone.get("/v1/notices").await.is(200));
    assert_eq!((&own[0]["about"], &own[0]["service_day"]), (&json!(morning.bread), &json!(WANTED)));
    let texts: Vec<_> = gateway.messages().iter().map(|message| text(&message["text"])).collect();
    assert_eq!(texts, ["Palier. Commandez en avance cette fois. Appelez votre association."]);
    assert_eq!(to_tell(&morning).await, [], "who ordered that day or never needs not know");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_served_no_more_is_told_nothing_by_anybody() {
    let house = House::reached_by(async |_| Carriers::default()).await;
    let morning = Morning::at(house).await;
    let valette = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&valette, 1, 0).await;
    closes(&morning).await;
    nine(&morning).await;
    morning.house.go_to(DAY, 12, 0);
    morning.house.settle().await;
    assert_eq!(to_tell(&morning).await.len(), 1);
    let status = json!({ "status": "deceased" });
    morning.desk.put(&format!("/v1/residents/{valette}/status"), status).await.is(200);
    morning.house.settle().await;
    assert_eq!(to_tell(&morning).await, []);
    assert_eq!(to_call(&morning).await, Vec::<String>::new());
}
