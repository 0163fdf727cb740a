//! Rounds: seen by whom they concern, accepted, refused, taken over, walked.

use harness::{Value, json};
use tokio::task::JoinSet;

use super::scene::{at_door, event_id, given, of_round};
use crate::morning::{DAY, Morning, Walker, doors, items, text};

async fn one_round(more: Value) -> (Morning, Walker, Value) {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], more).await;
    for floor in 0..3 {
        let who = morning.neighbour("Valette", &morning.a, floor, "droite").await;
        morning.order(&who, 1, 0).await;
    }
    morning.night().await;
    let round = morning.round_of(&anna).await;
    (morning, anna, round)
}

fn path(round: &Value, step: &str) -> String {
    format!("/v1/rounds/{}{step}", text(&round["id"]))
}

#[tokio::test]
async fn a_round_is_seen_by_its_volunteer_and_by_the_coordinator() {
    let (morning, anna, round) = one_round(json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    morning.house.settle().await;
    assert_eq!(items(&anna.phone.get("/v1/rounds").await.is(200)).len(), 1);
    assert_eq!(items(&bruno.phone.get("/v1/rounds").await.is(200)).len(), 0);
    assert_eq!(doors(&morning.sheet(&anna.phone, &round).await).len(), 3);
    bruno.phone.get(&path(&round, "")).await.refused(404, "round.not_found");
    morning.house.stranger().await.get(&path(&round, "")).await.refused(404, "round.not_found");
    morning.house.treasurer().await.get(&path(&round, "")).await.refused(403, "right.missing");
    anna.phone.get("/v1/rounds/rnd_1").await.refused(400, "request.unreadable");
    for step in ["acceptance", "refusal", "start", "finish"] {
        let step = path(&round, &format!("/{step}"));
        bruno.phone.post_empty(&step).await.refused(404, "round.not_found");
        morning.desk.post_empty(&step).await.refused(403, "right.missing");
    }
    // What is over is gone from the phone.
    morning.house.go_to("2019-03-06", 8, 0);
    anna.phone.get(&path(&round, "")).await.refused(404, "round.not_found");
    assert_eq!(items(&anna.phone.get("/v1/rounds").await.is(200)).len(), 0);
    morning.house.settle().await;
}

#[tokio::test]
async fn a_stairwell_is_served_from_below() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    for floor in [4, 1, 7, 0, 3] {
        let who = morning.neighbour("Valette", &morning.a, floor, "droite").await;
        morning.order(&who, 1, 0).await;
    }
    morning.night().await;
    let sheet = morning.sheet(&anna.phone, &morning.round_of(&anna).await).await;
    let drops = items(&sheet["stops"]).into_iter().flat_map(|stop| items(&stop["drops"]));
    let floors: Vec<_> = drops.map(|drop| drop["floor"].clone()).collect();
    assert_eq!(json!(floors), json!([0, 1, 3, 4, 7]));
}

#[tokio::test]
async fn a_round_is_walked_step_by_step() {
    let (morning, anna, round) = one_round(json!({})).await;
    let ask = async |step: &str| anna.phone.post_empty(&path(&round, &format!("/{step}"))).await;
    ask("start").await.refused(409, "round.wrong_state");
    ask("finish").await.refused(409, "round.wrong_state");
    assert_eq!(ask("acceptance").await.is(200)["status"], "accepted");
    assert_eq!(ask("acceptance").await.is(200)["status"], "accepted");
    // Planned again, an accepted round whose doors did not change stays accepted.
    morning.plan().await;
    assert_eq!(morning.round_of(&anna).await["status"], "accepted");
    morning.house.go_to(DAY, 7, 0);
    assert_eq!(ask("start").await.is(200)["status"], "started");
    ask("refusal").await.refused(409, "round.wrong_state");
    // What is under way is never touched.
    let before = morning.sheet(&morning.desk, &round).await;
    let late = morning.neighbour("Marzin", &morning.a, 4, "gauche").await;
    let mut cart = morning.cart(&late, 1, 0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    morning.house.settle().await;
    assert_eq!(morning.sheet(&morning.desk, &round).await, before);
    assert_eq!(items(&morning.board().await["unserved"]).len(), 1);
    assert_eq!(ask("finish").await.is(200)["status"], "finished");
    assert_eq!(ask("finish").await.is(200)["status"], "finished");
    assert_eq!(items(&morning.board().await["doors_without_outcome"]).len(), 3);
    morning.house.settle().await;
}

#[tokio::test]
async fn a_refused_round_is_for_whoever_is_quickest() {
    let (morning, anna, round) = one_round(json!({})).await;
    let mut others = Vec::new();
    for at in 0..20 {
        others.push(morning.walker(&format!("Bénévole {}", char::from(b'A' + at)), &[(420, 720)], json!({})).await);
    }
    morning.house.settle().await;
    others[0].phone.post_empty(&path(&round, "/claim")).await.refused(409, "round.not_open");
    assert_eq!(anna.phone.post_empty(&path(&round, "/refusal")).await.is(200)["status"], "declined");
    let open = items(&others[0].phone.get("/v1/rounds").await.is(200));
    assert_eq!((&open[0]["claimable"], &open[0]["volunteer_id"]), (&json!(true), &json!(null)));
    let mut asked = JoinSet::new();
    for other in &others {
        let (phone, claim) = (other.phone.clone(), path(&round, "/claim"));
        asked.spawn(async move { phone.post_empty(&claim).await });
    }
    let answers = asked.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        let problem = answer.refused(409, "round.not_open").to_string();
        assert!(!problem.contains("Trébaol") && !problem.contains("vol_"), "{problem}");
    }
    let taken = morning.rounds().await.into_iter().find(|other| other["id"] == round["id"]).unwrap();
    assert_eq!(taken["status"], "accepted");
    assert_ne!(taken["volunteer_id"], anna.id.as_str());
    assert_eq!(doors(&morning.sheet(&morning.desk, &round).await).len(), 3);
    // Planned again, whoever took it over keeps it.
    let pair = json!({ "resident_id": morning.neighbour("Marzin", &morning.d, 1, "gauche").await });
    morning.desk.post(&format!("/v1/volunteers/{}/blocked_pairs", anna.id), pair).await.is(201);
    morning.house.settle().await;
    let kept = morning.rounds().await.into_iter().find(|other| other["id"] == round["id"]).unwrap();
    assert_eq!((&kept["status"], &kept["volunteer_id"]), (&taken["status"], &taken["volunteer_id"]));
}

#[tokio::test]
async fn a_refused_round_is_not_for_who_may_not_carry_it() {
    let (morning, anna, round) = one_round(json!({})).await;
    let weak = morning.walker("Bruno", &[(420, 720)], json!({ "stairs": false })).await;
    let absent = morning.walker("Chloé", &[(840, 960)], json!({})).await;
    morning.house.settle().await;
    anna.phone.post_empty(&path(&round, "/refusal")).await.is(200);
    weak.phone.post_empty(&path(&round, "/claim")).await.refused(409, "round.not_for_you");
    absent.phone.post_empty(&path(&round, "/claim")).await.refused(409, "round.not_for_you");
    assert_eq!(anna.phone.post_empty(&path(&round, "/claim")).await.is(200)["status"], "accepted");
    morning.house.settle().await;
}

/// What bread of the bakery was picked up, as a phone reports it.
async fn picked_up(morning: &Morning, n: u32, round: &Value) -> Value {
    let products = items(&morning.desk.get("/v1/products").await.is(200));
    let bread = products.iter().find(|product| product["id"] == morning.bread.as_str()).unwrap();
    let lines = json!([{ "product_id": morning.bread, "quantity": 1 }]);
    let payload = json!({ "pickup_point_id": bread["pickup_point_id"], "lines": lines });
    of_round(n, "picked_up", &text(&round["id"]), payload)
}

#[tokio::test]
async fn an_emptied_round_stays_for_what_its_phone_still_reports() {
    let (morning, anna, round) = one_round(json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let marzin = morning.neighbour("Marzin", &morning.d, 1, "gauche").await;
    let pair = json!({ "resident_id": marzin });
    morning.desk.post(&format!("/v1/volunteers/{}/blocked_pairs", anna.id), pair).await.is(201);
    let mut cart = morning.cart(&marzin, 1, 0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    morning.house.settle().await;
    let emptied = morning.round_of(&bruno).await;
    let absence = json!({ "first_day": DAY, "last_day": DAY, "channel": "phone_relay" });
    morning.desk.post(&format!("/v1/residents/{marzin}/absences"), absence).await.is(201);
    morning.house.settle().await;
    assert!(morning.rounds().await.iter().all(|row| row["id"] != emptied["id"]), "nothing to do");
    let push = async |n: u32| {
        let events = json!({ "events": [picked_up(&morning, n, &emptied).await] });
        text(&bruno.phone.post("/v1/sync", events).await.is(200)["results"][0]["result"])
    };
    assert_ne!(push(1).await, "refused");
    anna.phone.post_empty(&path(&round, "/refusal")).await.is(200);
    assert_eq!(bruno.phone.post_empty(&path(&round, "/claim")).await.is(200)["status"], "accepted");
    assert_ne!(push(2).await, "refused");
    morning.house.settle().await;
}

#[tokio::test]
async fn a_report_that_was_taken_back_or_is_a_strangers_closes_no_round() {
    let (morning, anna, round) = one_round(json!({})).await;
    let bruno = morning.walker("Bruno", &[(840, 960)], json!({})).await;
    let id = text(&round["id"]);
    let undo = of_round(2, "undo", &id, json!({ "of": event_id(1) }));
    let events = json!({ "events": [picked_up(&morning, 1, &round).await, undo] });
    anna.phone.post("/v1/sync", events).await.is(200);
    let events = json!({ "events": [picked_up(&morning, 3, &round).await] });
    bruno.phone.post("/v1/sync", events).await.is(200);
    let late = morning.neighbour("Marzin", &morning.a, 4, "gauche").await;
    let mut cart = morning.cart(&late, 1, 0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    morning.house.settle().await;
    assert_eq!(doors(&morning.sheet(&morning.desk, &round).await).len(), 4);
}

/// The first door of a round: its drop, its order line, how many breads.
fn first_door(sheet: &Value) -> (String, String) {
    let stops = items(&sheet["stops"]);
    let stop = stops.iter().find(|stop| stop["kind"] == "entrance").expect("an entrance");
    let drop = &stop["drops"][0];
    (text(&drop["drop_id"]), text(&drop["tasks"][0]["order_line_id"]))
}

/// What a sheet says was reported already, door by door.
fn reported(sheet: &Value) -> usize {
    let drops = items(&sheet["stops"]).into_iter().flat_map(|stop| items(&stop["drops"]));
    drops.flat_map(|drop| items(&drop["tasks"])).filter(|task| !task["reported"].is_null()).count()
}

/// Somebody who does not walk that morning, and what their phone reported from the first door of `round`.
async fn helped(morning: &Morning, round: &Value, n: u32) -> Walker {
    let bruno = morning.walker("Bruno", &[(840, 960)], json!({})).await;
    morning.house.settle().await;
    let (drop, line) = first_door(&morning.sheet(&morning.desk, round).await);
    let told = at_door(n, "delivered", &text(&round["id"]), &drop, given(&[(&line, 1)]));
    let answer = bruno.phone.post("/v1/sync", json!({ "events": [told] })).await.is(200);
    assert_ne!(answer["results"][0]["result"], "refused", "{answer}");
    bruno
}

#[tokio::test]
async fn a_door_that_somebody_else_served_stays_in_a_round_that_is_planned_again() {
    let (morning, _, round) = one_round(json!({})).await;
    let bruno = helped(&morning, &round, 1).await;
    let late = morning.neighbour("Marzin", &morning.d, 4, "gauche").await;
    let mut cart = morning.cart(&late, 1, 0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    morning.house.settle().await;
    let sheet = morning.sheet(&morning.desk, &round).await;
    assert_eq!((doors(&sheet).len(), reported(&sheet)), (4, 1));
    // The helper was wrong: the door is there to be served, without a new plan.
    let undo = of_round(2, "undo", &text(&round["id"]), json!({ "of": event_id(1) }));
    bruno.phone.post("/v1/sync", json!({ "events": [undo] })).await.is(200);
    let sheet = morning.sheet(&morning.desk, &round).await;
    assert_eq!((doors(&sheet).len(), reported(&sheet)), (4, 0));
}

#[tokio::test]
async fn a_round_of_which_only_a_served_door_is_left_keeps_that_door() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let other = morning.neighbour("Marzin", &morning.d, 2, "gauche").await;
    morning.order(&one, 1, 0).await;
    morning.order(&other, 1, 0).await;
    morning.night().await;
    let round = morning.round_of(&anna).await;
    let bruno = helped(&morning, &round, 1).await;
    let absence = json!({ "first_day": DAY, "last_day": DAY, "channel": "phone_relay" });
    let (served, _) = first_door(&morning.sheet(&morning.desk, &round).await);
    for who in [&one, &other] {
        morning.desk.post(&format!("/v1/residents/{who}/absences"), absence.clone()).await.is(201);
    }
    morning.house.settle().await;
    let sheet = morning.sheet(&morning.desk, &round).await;
    assert_eq!((doors(&sheet).len(), reported(&sheet)), (1, 1));
    assert_eq!(first_door(&sheet).0, served);
    let undo = of_round(2, "undo", &text(&round["id"]), json!({ "of": event_id(1) }));
    bruno.phone.post("/v1/sync", json!({ "events": [undo] })).await.is(200);
    assert_eq!(reported(&morning.sheet(&morning.desk, &round).await), 0);
}

#[tokio::test]
async fn a_door_that_somebody_else_served_stays_in_a_round_that_is_taken_over() {
    let (morning, anna, round) = one_round(json!({})).await;
    let chloe = morning.walker("Chloé", &[(420, 720)], json!({})).await;
    helped(&morning, &round, 1).await;
    anna.phone.post_empty(&path(&round, "/refusal")).await.is(200);
    assert_eq!(chloe.phone.post_empty(&path(&round, "/claim")).await.is(200)["status"], "accepted");
    let sheet = morning.sheet(&morning.desk, &round).await;
    assert_eq!((doors(&sheet).len(), reported(&sheet)), (3, 1));
    assert_eq!(items(&morning.board().await["unserved"]).len(), 0, "what was brought is not left out");
    morning.house.settle().await;
}
