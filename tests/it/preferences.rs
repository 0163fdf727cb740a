//! What people choose about the notices that they are sent: the order of the ways is heeded, what is not wanted is neither brought
//! nor called about, and nobody switches off what somebody behind a door depends on.

use chrono::TimeDelta;
use harness::{House, Phone, PushService, SmsGateway, Value, json};

use crate::api::notices::subscribe;
use crate::morning::{DAY, Morning, Walker, items, text};
use crate::notes::{MOBILE, to_call};

const OWN: &str = "/v1/me/notice_preferences";

/// A morning with one loaf to bring, and Anna, whose phone is told and who has a mobile number.
async fn set() -> (PushService, SmsGateway, Morning, Walker) {
    let (service, gateway) = (PushService::open().await, SmsGateway::open().await);
    let house = House::reached_by(async |clock| gateway.beside(service.carriers(clock.clone()), clock)).await;
    let morning = Morning::at(house).await;
    let anna = walker(&morning, MOBILE).await;
    subscribe(&anna.phone, service.device()).await;
    (service, gateway, morning, anna)
}

async fn walker(morning: &Morning, number: &str) -> Walker {
    let anna = morning.walker("Anna", &[(420, 720)], json!({ "phone": number })).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    anna
}

async fn choose(phone: &Phone, kind: &str, channels: Value) -> Value {
    phone.put(&format!("{OWN}/{kind}"), json!({ "channels": channels })).await.is(200)
}

async fn of_kind(phone: &Phone, kind: &str) -> Value {
    let kinds = items(&phone.get(OWN).await.is(200));
    kinds.into_iter().find(|one| one["kind"] == kind).expect("a kind of theirs")
}

/// The fate of the latest notice of Anna's of this kind, as coordinators see it.
async fn fate(morning: &Morning, kind: &str) -> String {
    let board = morning.desk.get("/v1/notice_board").await.is(200);
    let lately = items(&board["lately"]);
    let found = lately.iter().find(|one| one["kind"] == kind && one["name"] == "Anna Trébaol");
    text(&found.expect("a notice on the board")["state"])
}

async fn cancel(morning: &Morning, anna: &Walker) {
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    morning.house.settle().await;
}

fn texts(gateway: &SmsGateway) -> Vec<String> {
    gateway.messages().iter().map(|message| text(&message["text"])).collect()
}

#[tokio::test]
async fn everybody_reads_their_own_kinds_and_how_they_are_told() {
    let (_service, _gateway, morning, anna) = set().await;
    let kinds = |told: &Value| items(told).iter().map(|one| text(&one["kind"])).collect::<Vec<_>>();
    let own = anna.phone.get(OWN).await.is(200);
    let of_volunteer = ["round_published", "round_changed", "round_cancelled", "round_reminder", "cover_offered"];
    assert_eq!(kinds(&own), of_volunteer);
    let usual = json!(["push", "sms", "email", "call"]);
    assert_eq!(
        of_kind(&anna.phone, "round_changed").await,
        json!({ "kind": "round_changed", "may_be_declined": false, "chosen": false, "channels": usual,
            "usual": usual, "possible": usual, "open": ["push", "sms", "call"] })
    );
    let reminder = of_kind(&anna.phone, "round_reminder").await;
    assert_eq!((&reminder["may_be_declined"], &reminder["open"]), (&json!(true), &json!(["push", "sms"])));
    let desk = morning.desk.get(OWN).await.is(200);
    let of_desk = ["doors_uncovered", "round_unfinished", "device_silent", "concern_opened", "delivery_problem"];
    assert_eq!(kinds(&desk)[..5], of_desk);
    assert_eq!(kinds(&desk)[5..], ["visit_due", "slip_ready", "cover_taken"]);
    let asked_for = of_kind(&morning.desk, "slip_ready").await;
    assert_eq!((&asked_for["usual"], &asked_for["channels"]), (&json!([]), &json!([])), "one has to ask for it");
    assert_eq!(items(&desk)[0]["open"], json!([]), "no device, no number, and nobody calls a coordinator");
    assert_eq!(items(&morning.house.relay().await.get(OWN).await.is(200)), Vec::<Value>::new());
    morning.house.nobody().get(OWN).await.refused(401, "session.missing");
}

#[tokio::test]
async fn what_is_chosen_stands_until_it_is_reset_and_is_nobody_elses() {
    let (_service, _gateway, morning, anna) = set().await;
    let bruno = morning.walker("Bruno", &[(1080, 1140)], json!({})).await;
    for _ in 0..2 {
        let chosen = choose(&anna.phone, "round_published", json!(["sms", "push"])).await;
        assert_eq!((&chosen["chosen"], &chosen["channels"]), (&json!(true), &json!(["sms", "push"])));
        assert_eq!(of_kind(&anna.phone, "round_published").await, chosen);
    }
    // Of what may not be declined nothing is left out.
    let chosen = choose(&anna.phone, "round_changed", json!(["email"])).await;
    assert_eq!(chosen["channels"], json!(["email", "push", "sms", "call"]));
    for kind in ["round_published", "round_changed"] {
        assert_eq!(of_kind(&bruno.phone, kind).await["chosen"], false);
    }
    for _ in 0..2 {
        let usual = anna.phone.delete(&format!("{OWN}/round_published")).await.is(200);
        assert_eq!((&usual["chosen"], &usual["channels"]), (&json!(false), &usual["usual"]));
    }
    assert_eq!(of_kind(&anna.phone, "round_published").await["chosen"], false);
    assert_eq!(of_kind(&anna.phone, "round_changed").await["chosen"], true);
}

#[tokio::test]
async fn what_may_not_be_chosen_is_refused() {
    let (_service, _gateway, morning, anna) = set().await;
    let cases = [
        ("round_changed", json!([]), 422, "notice_preference.needed"),
        ("round_cancelled", json!([]), 422, "notice_preference.needed"),
        ("round_published", json!(["sms", "sms"]), 422, "notice_preference.channel_twice"),
        ("round_reminder", json!(["call"]), 422, "notice_preference.never_called"),
        ("round_published", json!(["doorstep"]), 422, "notice_preference.never_said"),
        ("round_published", json!(["pigeon"]), 422, "request.invalid"),
        ("round_published", json!(["sms", "push", "sms", "push", "sms", "push"]), 422, "request.invalid"),
        ("doors_uncovered", json!(["sms"]), 404, "notice_preference.not_found"),
        ("bread_is_warm", json!(["sms"]), 400, "request.unreadable"),
    ];
    for (kind, channels, status, code) in cases {
        let asked = anna.phone.put(&format!("{OWN}/{kind}"), json!({ "channels": channels })).await;
        asked.refused(status, code);
    }
    for kind in ["doors_uncovered", "round_unfinished", "device_silent"] {
        let none = json!({ "channels": [] });
        morning.desk.put(&format!("{OWN}/{kind}"), none).await.refused(422, "notice_preference.needed");
        anna.phone.delete(&format!("{OWN}/{kind}")).await.refused(404, "notice_preference.not_found");
    }
    let of_a_volunteer = morning.desk.put(&format!("{OWN}/round_published"), json!({ "channels": ["sms"] })).await;
    of_a_volunteer.refused(404, "notice_preference.not_found");
    assert!(items(&anna.phone.get(OWN).await.is(200)).iter().all(|one| one["chosen"] == false));
}

#[tokio::test]
async fn the_first_choice_is_tried_first_and_alone_where_it_takes_it() {
    let (service, gateway, morning, anna) = set().await;
    choose(&anna.phone, "round_published", json!(["sms", "push"])).await;
    morning.night().await;
    assert_eq!((service.messages().len(), gateway.messages().len()), (0, 1));
    assert_eq!(fate(&morning, "round_published").await, "sent");
}

#[tokio::test]
async fn a_way_that_was_left_out_is_not_tried() {
    let (service, gateway, morning, anna) = set().await;
    gateway.says([404]);
    choose(&anna.phone, "round_published", json!(["sms"])).await;
    morning.night().await;
    assert_eq!((service.messages().len(), gateway.messages().len()), (0, 1));
    assert!(to_call(&morning).await.is_empty());
    assert_eq!(fate(&morning, "round_published").await, "failed");
}

#[tokio::test]
async fn what_must_be_known_comes_by_the_others_too_in_the_chosen_order() {
    let (service, gateway, morning, anna) = set().await;
    choose(&anna.phone, "round_cancelled", json!(["call", "sms"])).await;
    morning.night().await;
    cancel(&morning, &anna).await;
    assert_eq!(to_call(&morning).await, ["Anna Trébaol"]);
    assert_eq!((service.messages().len(), gateway.messages().len()), (1, 0), "the phone told of the round itself");
    morning.house.wait(TimeDelta::minutes(31));
    morning.house.settle().await;
    assert_eq!(texts(&gateway), ["Palier. Votre tournée n'a plus lieu. https://palier.exemple.fr"]);
    assert_eq!(to_call(&morning).await, ["Anna Trébaol"], "until somebody has said it");
}

#[tokio::test]
async fn what_is_declined_is_neither_brought_nor_called_about_and_stands_in_the_app() {
    let (service, gateway, morning, anna) = set().await;
    choose(&anna.phone, "round_published", json!([])).await;
    choose(&anna.phone, "round_reminder", json!([])).await;
    morning.night().await;
    assert_eq!((service.messages().len(), gateway.messages().len()), (0, 0));
    assert!(to_call(&morning).await.is_empty());
    assert_eq!(fate(&morning, "round_published").await, "declined");
    // Nobody tries it again.
    let board = morning.desk.get("/v1/notice_board").await.is(200);
    let retry = format!("/v1/notice_board/{}/retry", text(&items(&board["lately"])[0]["id"]));
    morning.desk.post_empty(&retry).await.is(204);
    morning.house.settle().await;
    assert_eq!(fate(&morning, "round_published").await, "declined");

    let told = items(&anna.phone.get("/v1/notices").await.is(200));
    assert_eq!((told.len(), told[0].get("seen_at")), (1, None));
    anna.phone.post_empty(&format!("/v1/notices/{}/seen", text(&told[0]["id"]))).await.is(200);
    assert_eq!(fate(&morning, "round_published").await, "seen");

    let round = morning.round_of(&anna).await;
    anna.phone.post_empty(&format!("/v1/rounds/{}/acceptance", text(&round["id"]))).await.is(200);
    morning.house.go_to(DAY, 6, 45);
    morning.house.settle().await;
    assert_eq!(fate(&morning, "round_reminder").await, "declined");
    assert_eq!((service.messages().len(), gateway.messages().len()), (0, 0));
    // What somebody depends on comes all the same.
    cancel(&morning, &anna).await;
    let kinds: Vec<_> = service.messages().iter().map(|message| text(&message.body["kind"])).collect();
    assert_eq!(kinds, ["round_cancelled"]);
}

#[tokio::test]
async fn what_is_declined_leaves_the_list_of_whom_to_call() {
    let gateway = SmsGateway::open().await;
    let house = House::reached_by(async |clock| gateway.beside(Default::default(), clock)).await;
    let morning = Morning::at(house).await;
    let anna = walker(&morning, "03 53 01 00 11").await;
    morning.night().await;
    assert_eq!(to_call(&morning).await, ["Anna Trébaol"]);
    choose(&anna.phone, "round_published", json!([])).await;
    assert!(to_call(&morning).await.is_empty());
    assert_eq!(fate(&morning, "round_published").await, "declined");
}

#[tokio::test]
async fn what_is_chosen_holds_for_what_waits_already() {
    let (service, gateway, morning, anna) = set().await;
    choose(&anna.phone, "round_published", json!(["sms"])).await;
    gateway.says([503]);
    morning.night().await;
    assert_eq!(fate(&morning, "round_published").await, "waiting");
    choose(&anna.phone, "round_published", json!(["push"])).await;
    morning.house.wait(TimeDelta::minutes(1));
    morning.house.settle().await;
    assert_eq!((service.messages().len(), gateway.messages().len()), (1, 1));
}

#[tokio::test]
async fn what_is_declined_while_it_waits_is_not_brought_when_it_is_wanted_again() {
    let (service, gateway, morning, anna) = set().await;
    choose(&anna.phone, "round_published", json!(["sms"])).await;
    gateway.says([503]);
    morning.night().await;
    choose(&anna.phone, "round_published", json!([])).await;
    anna.phone.delete(&format!("{OWN}/round_published")).await.is(200);
    morning.house.wait(TimeDelta::minutes(1));
    morning.house.settle().await;
    assert_eq!(fate(&morning, "round_published").await, "declined");
    assert_eq!((service.messages().len(), gateway.messages().len()), (0, 1));
}
