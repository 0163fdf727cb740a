//! How notices are brought: to the devices that asked, once, in order, in time, whatever a push service does. The service is
//! a real one on this machine, which opens what it is given.

use chrono::{DateTime, TimeDelta, Utc};
use harness::{House, Message, PushService, Says, Value, json};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use shared::clock::Clock as _;

use crate::api::notices::subscribe;
use crate::morning::{DAY, EVE, Morning, Walker, items, text};

/// A morning with one loaf to bring, and Anna, whose phone is told.
pub async fn set() -> (PushService, Morning, Walker) {
    let service = PushService::open().await;
    let morning = Morning::at(House::pushing(&service).await).await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    subscribe(&anna.phone, service.device()).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    (service, morning, anna)
}

fn kinds(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|message| text(&message.body["kind"])).collect()
}

async fn told(anna: &Walker) -> Vec<Value> {
    items(&anna.phone.get("/v1/notices").await.is(200))
}

/// Looks at what is due once.
async fn bring(house: &House) -> usize {
    app::notices::bring_due(&house.app, 100).await.expect("notices that are brought")
}

#[tokio::test]
async fn a_round_is_told_to_its_volunteers_phone_without_a_name() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    let messages = service.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    let body = &messages[0].body;
    assert_eq!(body["kind"], "round_published");
    assert_eq!(body["id"], told(&anna).await[0]["id"]);
    assert_eq!(body["text"], "Une tournée vous attend. Dites si vous pouvez.");
    assert_eq!(body.as_object().expect("an object").len(), 4);
    // Four weeks are what a service may keep; this one is of no use when the round has begun.
    let starts: DateTime<Utc> = text(&morning.round_of(&anna).await["starts_at"]).parse().expect("an instant");
    let ttl: i64 = messages[0].header("ttl").parse().expect("seconds");
    assert!((0..3).contains(&((starts - morning.house.clock.now()).num_seconds() - ttl).abs()), "{ttl}");
    assert_eq!(messages[0].header("topic").len(), 32);
    assert!(messages[0].header("authorization").starts_with("vapid t="));
    morning.house.wait(TimeDelta::hours(1));
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 1, "what was taken is not brought again");
}

#[tokio::test]
async fn what_changes_is_told_again_and_replaces_what_was_said() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    let other = morning.neighbour("Ozanne", &morning.d, 3, "gauche").await;
    let asked = json!({ "resident_id": other, "service_day": DAY, "override_reason": "elle a oublié hier",
        "lines": [{ "product_id": morning.bread, "quantity": 1 }] });
    morning.desk.post("/v1/orders", asked).await.is(201);
    morning.house.settle().await;
    let messages = service.messages();
    assert_eq!(kinds(&messages), ["round_published", "round_changed"]);
    assert_eq!(messages[0].header("topic"), messages[1].header("topic"));
    // She has not looked for half an hour: somebody calls her.
    assert_eq!(channels(&morning.house).await, [("push", 2), ("call", 0)]);
    morning.house.wait(TimeDelta::minutes(31));
    morning.house.settle().await;
    assert_eq!(channels(&morning.house).await, [("push", 2), ("call", 1)]);
    assert_eq!(told(&anna).await.len(), 2);
}

/// How often each channel took a notice.
async fn channels(house: &House) -> [(&'static str, usize); 2] {
    let mut counts = [("push", 0), ("call", 0)];
    for (channel, count) in &mut counts {
        let taken = Query::select()
            .column("id")
            .from("dispatches")
            .and_where(Expr::col("channel").eq(*channel))
            .and_where(Expr::col("outcome").eq("taken"))
            .to_owned();
        *count = house.app.store.bare().query_all(&taken).await.expect("dispatches").len();
    }
    counts
}

#[tokio::test]
async fn who_has_not_heard_of_a_round_hears_of_it_once() {
    let (service, morning, anna) = set().await;
    service.says([Says::Status(503, &[])]);
    morning.night().await;
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    morning.house.settle().await;
    morning.house.wait(TimeDelta::minutes(10));
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["round_published"], "of what is off she need not hear");
}

#[tokio::test]
async fn moves_that_are_each_too_small_to_tell_do_not_add_up_unheard() {
    let (service, morning, anna) = set().await;
    let path = format!("/v1/volunteers/{}/availability", anna.id);
    morning.house.go_to(EVE, 20, 1);
    for (from, told) in [(488, 1), (496, 1), (504, 2), (496, 2)] {
        let hours = json!([{ "weekday": 2, "from_min": from, "until_min": 720 }]);
        anna.phone.put(&path, json!({ "hours": hours })).await.is(200);
        morning.house.settle().await;
        assert_eq!(service.messages().len(), told, "from minute {from} on");
    }
}

#[tokio::test]
async fn more_of_the_same_is_told() {
    let service = PushService::open().await;
    let morning = Morning::at(House::pushing(&service).await).await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    subscribe(&anna.phone, service.device()).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let order = morning.order(&who, 1, 0).await;
    morning.night().await;
    let more =
        json!({ "lines": [{ "product_id": morning.bread, "quantity": 3 }], "override_reason": "de la famille vient" });
    morning.desk.patch(&format!("/v1/orders/{order}"), more).await.is(200);
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["round_published", "round_changed"]);
}

#[tokio::test]
async fn who_knows_of_a_round_hears_that_it_is_off_though_a_change_still_waits() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    // What changes in the quiet hours waits for the morning, and by then there is no round.
    morning.house.go_to(EVE, 22, 0);
    let other = morning.neighbour("Ozanne", &morning.d, 3, "gauche").await;
    let asked = json!({ "resident_id": other, "service_day": DAY, "override_reason": "elle a oublié hier",
        "lines": [{ "product_id": morning.bread, "quantity": 1 }] });
    morning.desk.post("/v1/orders", asked).await.is(201);
    morning.house.settle().await;
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["round_published"], "it is night");
    morning.house.go_to(DAY, 6, 31);
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["round_published", "round_cancelled"]);
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten() {
    for status in [404, 410] {
        let (service, morning, anna) = set().await;
        service.says([Says::Status(status, &[])]);
        morning.night().await;
        assert_eq!(service.messages().len(), 1);
        assert_eq!(anna.phone.get("/v1/sessions/current/push").await.is(200)["subscribed"], false);
        assert_eq!(channels(&morning.house).await, [("push", 0), ("call", 1)], "somebody calls her");
    }
}

#[tokio::test]
async fn what_a_service_cannot_carry_is_not_sent_again_and_the_device_stays() {
    for status in [400, 413] {
        let (service, morning, anna) = set().await;
        service.says([Says::Status(status, &[])]);
        morning.night().await;
        morning.house.wait(TimeDelta::hours(2));
        morning.house.settle().await;
        assert_eq!(service.messages().len(), 1);
        assert_eq!(anna.phone.get("/v1/sessions/current/push").await.is(200)["subscribed"], true);
    }
}

#[tokio::test]
async fn a_service_that_does_not_know_our_key_is_left_alone_and_no_device_is_forgotten() {
    let (service, morning, anna) = set().await;
    service.says([Says::Status(403, &[])]);
    morning.house.go_to(EVE, 20, 1);
    morning.house.settle().await;
    morning.house.wait(TimeDelta::minutes(30));
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 1);
    assert_eq!(anna.phone.get("/v1/sessions/current/push").await.is(200)["subscribed"], true);
    // An hour later the key may be known again.
    morning.house.go_to(EVE, 21, 10);
    morning.house.settle().await;
    morning.house.go_to(DAY, 6, 30);
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 2);
}

#[tokio::test]
async fn a_service_that_asks_for_a_rest_gets_it_for_every_device() {
    for (said, rest) in [(&[("retry-after", "60")][..], 60), (&[], 10)] {
        let (service, morning, _) = set().await;
        subscribe(&morning.desk, service.device()).await;
        let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
        subscribe(&bruno.phone, service.device()).await;
        service.says([Says::Status(429, said), Says::Status(429, said), Says::Status(429, said)]);
        morning.house.go_to(EVE, 20, 1);
        morning.house.settle().await;
        let asked = service.messages().len();
        assert!((1..=3).contains(&asked));
        morning.house.wait(TimeDelta::seconds(rest - 2));
        bring(&morning.house).await;
        assert_eq!(service.messages().len(), asked, "not within {rest} s");
        morning.house.wait(TimeDelta::minutes(2));
        morning.house.settle().await;
        assert!(service.messages().len() > asked);
    }
}

#[tokio::test]
async fn a_service_that_fails_is_asked_later_and_later_until_it_is_too_late() {
    let (service, morning, anna) = set().await;
    service.says((0..100).map(|_| Says::Status(500, &[])));
    morning.house.go_to(EVE, 20, 1);
    let mut asked = Vec::new();
    let end: DateTime<Utc> = "2019-03-05T12:00:00Z".parse().expect("an instant");
    while morning.house.clock.now() < end {
        morning.house.settle().await;
        asked.resize(service.messages().len(), morning.house.clock.now());
        // Close to the first waits, then in strides that tell half an hour from a whole one.
        let stride = if asked.len() < 4 { TimeDelta::seconds(15) } else { TimeDelta::minutes(5) };
        morning.house.wait(stride);
    }
    let waits: Vec<i64> = asked.windows(2).map(|two| (two[1] - two[0]).num_seconds()).collect();
    assert!((5..40).contains(&waits.len()), "{waits:?}");
    assert!(waits[0] <= 45 && waits.iter().all(|wait| *wait < 38 * 60 || *wait > 8 * 3600), "{waits:?}");
    let starts: DateTime<Utc> = text(&morning.round_of(&anna).await["starts_at"]).parse().expect("an instant");
    assert!(asked.iter().all(|at| *at < starts), "{asked:?}");
}

#[tokio::test]
async fn a_service_that_hangs_drips_or_floods_holds_up_nobody() {
    for said in [Says::Nothing, Says::Drips, Says::Floods] {
        let (service, morning, _) = set().await;
        let floods = matches!(said, Says::Floods);
        service.says([said]);
        morning.night().await;
        assert_eq!(service.messages().len(), 1);
        morning.house.wait(TimeDelta::minutes(1));
        morning.house.settle().await;
        assert_eq!(service.messages().len(), if floods { 1 } else { 2 });
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (service, morning, _) = set().await;
    service.says([Says::Status(302, &[("location", "/metadata")])]);
    morning.night().await;
    assert_eq!((service.messages().len(), service.strangers()), (1, 0));
}

#[tokio::test]
async fn who_is_signed_out_is_told_nothing() {
    let (service, morning, anna) = set().await;
    let sessions = items(&anna.phone.get("/v1/sessions").await.is(200));
    anna.phone.delete(&format!("/v1/sessions/{}", text(&sessions[0]["id"]))).await.is(204);
    morning.night().await;
    assert_eq!(service.messages().len(), 0);
    assert_eq!(channels(&morning.house).await, [("push", 0), ("call", 1)]);
}

#[tokio::test]
async fn a_phone_that_changes_hands_tells_its_new_owner_alone() {
    let (service, morning, _) = set().await;
    let bruno = morning.walker("Bruno", &[(1080, 1140)], json!({})).await;
    subscribe(&bruno.phone, service.known(0)).await;
    morning.night().await;
    assert_eq!(service.messages().len(), 0, "the round is Anna's, and the phone is not");
}

#[tokio::test]
async fn quiet_hours_are_kept_and_what_is_too_late_is_not_sent() {
    let (service, morning, _) = set().await;
    morning.house.go_to(EVE, 21, 30);
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 0);
    morning.house.go_to(DAY, 5, 0);
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 0);
    // The quiet hours end at half past seven, and the round begins about then.
    morning.house.go_to(DAY, 6, 31);
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 1);
}

#[tokio::test]
async fn a_worker_that_died_lets_it_be_brought_again_under_the_same_topic() {
    let (service, morning, _) = set().await;
    morning.night().await;
    assert_eq!(service.messages().len(), 1);
    // As it is left by whoever dies between sending and writing that down.
    let (now, lease) = (morning.house.clock.now(), TimeDelta::minutes(2));
    let update = Query::update()
        .table("notices")
        .values([("state", "waiting".into()), ("next_at", now.into()), ("lease_until", (now + lease).into())])
        .to_owned();
    morning.house.app.store.bare().execute(&update).await.expect("a queue");
    let forget = Query::delete().from_table("dispatches").to_owned();
    morning.house.app.store.bare().execute(&forget).await.expect("a queue");
    assert_eq!(bring(&morning.house).await, 0, "somebody has it");
    morning.house.wait(TimeDelta::minutes(3));
    morning.house.settle().await;
    let messages = service.messages();
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0].header("topic"), messages[1].header("topic"));
    assert_eq!(messages[0].body["id"], messages[1].body["id"]);
}

#[tokio::test]
async fn coordinators_hear_of_doors_that_have_nobody_and_of_a_refusal() {
    let (service, morning, anna) = set().await;
    subscribe(&morning.desk, service.device()).await;
    morning.night().await;
    let round = morning.round_of(&anna).await;
    anna.phone.post_empty(&format!("/v1/rounds/{}/refusal", text(&round["id"]))).await.is(200);
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["round_published", "doors_uncovered"]);
    let told = items(&morning.desk.get("/v1/notices").await.is(200));
    assert_eq!((&told[0]["kind"], &told[0]["service_day"]), (&json!("doors_uncovered"), &json!(DAY)));
}

/// A morning on which nobody is there to bring the loaf, and a coordinator whose phone is told.
async fn alone() -> (PushService, Morning) {
    let service = PushService::open().await;
    let morning = Morning::at(House::pushing(&service).await).await;
    subscribe(&morning.desk, service.device()).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    (service, morning)
}

#[tokio::test]
async fn doors_that_were_not_told_of_yet_are_told_of_though_the_day_is_planned_again() {
    let (service, morning) = alone().await;
    service.says([Says::Status(503, &[])]);
    morning.night().await;
    // Somebody more, who is there when no shop is open.
    morning.walker("Bruno", &[(1080, 1140)], json!({})).await;
    morning.plan().await;
    morning.house.wait(TimeDelta::minutes(1));
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["doors_uncovered", "doors_uncovered"], "refused once, and taken");
    morning.walker("Carole", &[(1080, 1140)], json!({})).await;
    morning.plan().await;
    morning.house.settle().await;
    assert_eq!(service.messages().len(), 2, "the same doors are no news");
}

#[tokio::test]
async fn doors_that_had_somebody_meanwhile_are_told_of_again() {
    let (service, morning) = alone().await;
    morning.night().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    morning.plan().await;
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    morning.house.settle().await;
    assert_eq!(kinds(&service.messages()), ["doors_uncovered", "doors_uncovered"]);
}
