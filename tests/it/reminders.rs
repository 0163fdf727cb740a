//! Who is reminded of a round, when, and who is not: nobody is told of a walk that they need not take.

use app::jobs::timetable;
use chrono::TimeDelta;
use harness::{House, PushService, Says, json};

use crate::api::notices::subscribe;
use crate::morning::{DAY, EVE, Morning, Walker, items, text};

const NOBODY: [usize; 0] = [];

/// A morning with one loaf to bring before nine, and Anna, whose phone is told.
async fn set() -> (PushService, Morning, Walker) {
    let (service, morning) = open().await;
    let anna = told(&service, &morning, "Anna", &[(420, 720)]).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    (service, morning, anna)
}

async fn open() -> (PushService, Morning) {
    let service = PushService::open().await;
    let morning = Morning::at(House::pushing(&service).await).await;
    (service, morning)
}

/// A volunteer whose phone is told.
async fn told(service: &PushService, morning: &Morning, given: &str, hours: &[(i32, i32)]) -> Walker {
    let walker = morning.walker(given, hours, json!({})).await;
    subscribe(&walker.phone, service.device()).await;
    walker
}

/// What the phones were told, the device before the kind.
fn messages(service: &PushService) -> Vec<(usize, String)> {
    service.messages().iter().map(|message| (message.device, text(&message.body["kind"]))).collect()
}

fn reminded(service: &PushService) -> Vec<usize> {
    messages(service).into_iter().filter(|(_, kind)| kind == "round_reminder").map(|(device, _)| device).collect()
}

async fn look_at(morning: &Morning, day: &str, hour: u16, minute: u16) {
    morning.house.go_to(day, hour, minute);
    morning.house.settle().await;
}

async fn step(morning: &Morning, walker: &Walker, step: &str) {
    let round = morning.round_of(walker).await;
    walker.phone.post_empty(&format!("/v1/rounds/{}/{step}", text(&round["id"]))).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_round_is_reminded_once_at_the_hour_whoever_looks() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    step(&morning, &anna, "acceptance").await;
    look_at(&morning, DAY, 6, 44).await;
    assert_eq!(reminded(&service), NOBODY);
    // The quiet hours last until half past seven, and the association chose this one.
    morning.house.go_to(DAY, 6, 45);
    let other = morning.house.another_process().await;
    let (one, two) = tokio::join!(timetable::hours(&morning.house.app), timetable::hours(&other));
    one.and(two).expect("two looks");
    morning.house.settle().await;
    let all = service.messages();
    assert_eq!(reminded(&service), [0]);
    assert_eq!(all[0].header("topic"), all[1].header("topic"), "a screen shows one");
    assert_eq!(all[1].body["text"], "Vous avez une tournée aujourd'hui. Regardez-la avant de partir.");
    look_at(&morning, DAY, 12, 30).await;
    assert_eq!(messages(&service).len(), 2);
    let listed = items(&anna.phone.get("/v1/notices").await.is(200));
    let round = morning.round_of(&anna).await;
    assert_eq!((&listed[0]["kind"], &listed[0]["about"]), (&json!("round_reminder"), &round["id"]));
}

#[tokio::test]
async fn whoever_walks_along_is_reminded_too() {
    let (service, morning) = open().await;
    let anna = told(&service, &morning, "Anna", &[(420, 720)]).await;
    let bruno = told(&service, &morning, "Bruno", &[(420, 720)]).await;
    let body = json!({ "companion_id": bruno.id, "first_day": EVE });
    morning.desk.post(&format!("/v1/volunteers/{}/walking_pairs", anna.id), body).await.is(201);
    let who = morning.neighbour("Valette", &morning.d, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    morning.night().await;
    look_at(&morning, DAY, 6, 45).await;
    let mut devices = reminded(&service);
    devices.sort_unstable();
    assert_eq!(devices, [0, 1]);
}

#[tokio::test]
async fn nobody_is_reminded_of_a_round_that_they_refused_or_that_is_off() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    step(&morning, &anna, "refusal").await;
    look_at(&morning, DAY, 6, 45).await;
    assert_eq!(messages(&service), [(0, "round_published".to_owned())]);

    let (service, morning, anna) = set().await;
    morning.night().await;
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    look_at(&morning, EVE, 20, 10).await;
    look_at(&morning, DAY, 6, 45).await;
    assert_eq!(messages(&service), [(0, "round_published".to_owned()), (0, "round_cancelled".to_owned())]);
}

#[tokio::test]
async fn what_is_off_or_under_way_before_its_reminder_arrived_is_not_reminded_of() {
    for cause in ["refusal", "start"] {
        let (service, morning, anna) = set().await;
        morning.night().await;
        service.says([Says::Status(503, &[])]);
        look_at(&morning, DAY, 6, 45).await;
        assert_eq!(reminded(&service), [0], "it was not taken");
        step(&morning, &anna, cause).await;
        look_at(&morning, DAY, 6, 50).await;
        assert_eq!(reminded(&service), [0], "{cause}");
    }
    let (service, morning, anna) = set().await;
    morning.night().await;
    service.says([Says::Status(503, &[])]);
    look_at(&morning, DAY, 6, 45).await;
    anna.phone.put(&format!("/v1/volunteers/{}/availability", anna.id), json!({ "hours": [] })).await.is(200);
    look_at(&morning, DAY, 6, 50).await;
    let kinds: Vec<_> = messages(&service).into_iter().map(|(_, kind)| kind).collect();
    assert_eq!(kinds, ["round_published", "round_reminder", "round_cancelled"], "she knew of the round");
}

#[tokio::test]
async fn who_is_under_way_is_not_reminded() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    morning.house.go_to(DAY, 6, 30);
    step(&morning, &anna, "start").await;
    look_at(&morning, DAY, 6, 45).await;
    assert_eq!(reminded(&service), NOBODY);
}

#[tokio::test]
async fn who_has_not_heard_of_their_round_yet_gets_one_notice() {
    let (service, morning, _) = set().await;
    // It was planned within the quiet hours, so its notice waits for the morning.
    look_at(&morning, EVE, 21, 30).await;
    look_at(&morning, DAY, 6, 45).await;
    assert_eq!(messages(&service), [(0, "round_published".to_owned())]);
    look_at(&morning, DAY, 7, 29).await;
    assert_eq!(messages(&service).len(), 1);
}

#[tokio::test]
async fn an_outage_holds_a_reminder_up_until_the_round_begins_and_no_longer() {
    let (service, morning, anna) = set().await;
    morning.night().await;
    look_at(&morning, DAY, 7, 20).await;
    assert_eq!(reminded(&service), [0]);
    assert!(text(&morning.round_of(&anna).await["starts_at"]).as_str() > "2019-03-05T06:20");

    // The server stands still from the evening on, for a day and a night.
    let (service, morning, _) = set().await;
    morning.night().await;
    look_at(&morning, "2019-03-06", 6, 0).await;
    look_at(&morning, "2019-03-06", 7, 0).await;
    assert_eq!(reminded(&service), NOBODY, "yesterday's round is over");
    let today = morning.desk.get("/v1/days/2019-03-06").await.is(200);
    assert_eq!(today["planned"], true, "the plan that was missed is made");
}

#[tokio::test]
async fn the_association_chooses_the_hour() {
    let (service, morning, _) = set().await;
    morning.desk.patch("/v1/association", json!({ "parameters": { "remind_at_min": 390 } })).await.is(200);
    morning.night().await;
    look_at(&morning, DAY, 6, 29).await;
    assert_eq!(reminded(&service), NOBODY);
    look_at(&morning, DAY, 6, 30).await;
    assert_eq!(reminded(&service), [0]);
    // One that was moved after it was done is done.
    morning.desk.patch("/v1/association", json!({ "parameters": { "remind_at_min": 420 } })).await.is(200);
    look_at(&morning, DAY, 7, 0).await;
    assert_eq!(reminded(&service), [0]);
    let wrong = json!({ "parameters": { "remind_at_min": 1440 } });
    morning.desk.patch("/v1/association", wrong).await.refused(422, "request.invalid");
}

/// Visits are agreed for an hour, so that a round begins at any that a test asks for.
async fn visit(morning: &Morning, walker: &Walker, day: &str, minute: i32) {
    morning.train(walker).await;
    let who = morning.neighbour("Valette", &morning.d, 2, "droite").await;
    let asked = json!({ "resident_id": who, "volunteer_id": walker.id, "service_day": day, "at_min": minute });
    morning.desk.post("/v1/visits", asked).await.is(201);
}

#[tokio::test]
async fn a_walk_of_the_afternoon_is_reminded_of_before_noon() {
    let (service, morning) = open().await;
    let anna = told(&service, &morning, "Anna", &[(720, 1080)]).await;
    visit(&morning, &anna, DAY, 840).await;
    morning.night().await;
    look_at(&morning, DAY, 10, 59).await;
    assert_eq!(reminded(&service), NOBODY);
    look_at(&morning, DAY, 11, 0).await;
    assert_eq!(reminded(&service), [0]);
    look_at(&morning, DAY, 11, 30).await;
    assert_eq!(reminded(&service), [0]);
}

/// Half past two does not exist on 31 March, and comes twice on 27 October.
#[tokio::test]
async fn on_the_two_odd_nights_a_reminder_comes_once() {
    for (eve, day, early) in [("2019-03-30", "2019-03-31", (1, 59)), ("2019-10-26", "2019-10-27", (2, 29))] {
        let (service, morning) = open().await;
        morning.house.go_to(eve, 8, 0);
        morning.desk.patch("/v1/association", json!({ "parameters": { "remind_at_min": 150 } })).await.is(200);
        let anna = told(&service, &morning, "Anna", &[]).await;
        let sundays = json!({ "hours": [{ "weekday": 7, "from_min": 600, "until_min": 720 }] });
        morning.desk.put(&format!("/v1/volunteers/{}/availability", anna.id), sundays).await.is(200);
        visit(&morning, &anna, day, 660).await;
        look_at(&morning, eve, 20, 1).await;
        look_at(&morning, day, early.0, early.1).await;
        assert_eq!(reminded(&service), NOBODY, "{day}");
        for _ in 0..3 {
            morning.house.wait(TimeDelta::minutes(1));
            morning.house.settle().await;
            assert_eq!(reminded(&service), [0], "{day}");
            morning.house.wait(TimeDelta::minutes(59));
        }
    }
}
