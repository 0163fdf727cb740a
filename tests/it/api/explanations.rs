//! Why a resident's goods are with whom they are, or with nobody.

use harness::{Value, json};

use super::scene::{at_door, given};
use crate::morning::{DAY, Morning, items, text};

async fn why(morning: &Morning, resident: &str) -> Vec<Value> {
    items(&morning.desk.get(&format!("/v1/days/{DAY}/explanations/{resident}")).await.is(200)["errands"])
}

fn of<'a>(errand: &'a Value, name: &str) -> &'a Value {
    let candidates = errand["candidates"].as_array().expect("candidates");
    candidates.iter().find(|one| one["volunteer_name"] == format!("{name} Trébaol")).expect("somebody who is there")
}

#[tokio::test]
async fn who_brings_it_and_what_it_would_take_for_the_others() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    morning.walker("Bruno", &[(420, 720)], json!({ "max_carry_kg": 5 })).await;
    morning.walker("Chloé", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let two = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    let doors = json!({ "resident_ids": [one] });
    morning.desk.put(&format!("/v1/volunteers/{}/usual_doors", anna.id), doors).await.is(200);
    morning.order(&one, 0, 1).await;
    morning.order(&two, 1, 0).await;
    morning.night().await;
    let errands = why(&morning, &one).await;
    assert_eq!(errands.len(), 1);
    let errand = &errands[0];
    assert_eq!((&errand["volunteer_id"], &errand["because"]), (&json!(anna.id), &json!("usual")));
    assert!(text(&errand["what"]).starts_with("1\u{a0}×\u{a0}"), "{errand}");
    assert_eq!((&of(errand, "Anna")["has_it"], &of(errand, "Anna")["more_s"]), (&json!(true), &json!(0)));
    assert_eq!((&of(errand, "Bruno")["reason"], &of(errand, "Bruno")["more_s"]), (&json!("too_heavy"), &json!(null)));
    assert!(of(errand, "Bruno")["words"].is_string() && of(errand, "Chloé")["words"].is_null());
    assert!(of(errand, "Chloé")["more_s"].as_i64() > Some(0), "another round for one door: {errand}");
    morning.house.settle().await;
}

#[tokio::test]
async fn each_reason_for_somebody_is_told() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 1080)], json!({})).await;
    morning.train(&anna).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let two = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    morning.order(&one, 1, 0).await;
    let visit =
        json!({ "resident_id": two, "volunteer_id": anna.id, "service_day": DAY, "at_min": 900, "minutes": 30 });
    morning.desk.post("/v1/visits", visit).await.is(201);
    morning.night().await;
    let because = async |resident: &str| why(&morning, resident).await[0]["because"].clone();
    assert_eq!(because(&two).await, "agreed");
    assert_eq!(because(&one).await, "only_one");
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    morning.house.settle().await;
    assert_eq!(because(&one).await, "nearest");
    let rounds = items(&morning.desk.get(&format!("/v1/rounds?service_day={DAY}")).await.is(200));
    let holder = |round: &&Value| round["shift"] == "morning";
    let round = rounds.iter().find(holder).expect("the round with the bread");
    let walker = if round["volunteer_id"] == anna.id.as_str() { &anna } else { &bruno };
    walker.phone.post_empty(&format!("/v1/rounds/{}/acceptance", text(&round["id"]))).await.is(200);
    assert_eq!(because(&one).await, "accepted");
    morning.house.settle().await;
}

#[tokio::test]
async fn what_somebody_else_has_brought_makes_nobody_nearer() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let helper = morning.walker("Chloé", &[], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let two = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    morning.order(&one, 1, 0).await;
    morning.order(&two, 0, 1).await;
    morning.night().await;
    morning.walker("Bruno", &[(420, 720)], json!({})).await;
    morning.house.settle().await;
    let rounds = morning.rounds().await;
    assert_eq!(rounds.len(), 1, "{rounds:?}");
    // The pack is there already; the way to where it was to be loaded still stands in the round.
    let drops: Vec<Value> = items(&morning.sheet(&morning.desk, &rounds[0]).await["stops"])
        .iter()
        .flat_map(|stop| items(&stop["drops"]))
        .collect();
    let drop = drops.iter().find(|drop| drop["tasks"][0]["resident_id"] == two.as_str()).expect("the door of the pack");
    let (drop_id, line) = (text(&drop["drop_id"]), text(&drop["tasks"][0]["order_line_id"]));
    let told = at_door(1, "delivered", &text(&rounds[0]["id"]), &drop_id, given(&[(&line, 1)]));
    helper.phone.post("/v1/sync", json!({ "events": [told] })).await.is(200);
    let errand = &why(&morning, &one).await[0];
    let other = if rounds[0]["volunteer_id"] == anna.id.as_str() { "Bruno" } else { "Anna" };
    assert!(of(errand, other)["more_s"].as_i64() >= Some(0), "{errand}");
    assert_eq!(errand["because"], "nearest");
    morning.house.settle().await;
}

#[tokio::test]
async fn what_nobody_brings_has_its_reason_for_each() {
    let morning = Morning::open().await;
    morning.walker("Anna", &[(420, 720)], json!({ "max_carry_kg": 5 })).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let none = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    morning.order(&one, 0, 1).await;
    let path = format!("/v1/days/{DAY}/explanations/{one}");
    let before = morning.desk.get(&path).await.is(200);
    assert_eq!(
        (&before["planned"], &before["errands"]),
        (&json!(false), &json!([])),
        "before the plan nobody has anything"
    );
    morning.night().await;
    let errands = why(&morning, &one).await;
    assert_eq!((&errands[0]["volunteer_id"], &errands[0]["reason"]), (&json!(null), &json!("too_heavy")));
    assert_eq!(of(&errands[0], "Anna")["reason"], "too_heavy");
    assert!(why(&morning, &none).await.is_empty(), "nothing is asked for");
    let late = morning.neighbour("Guivarch", &morning.a, 3, "droite").await;
    let mut cart = morning.cart(&late, 1, 0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    assert_eq!(why(&morning, &late).await[0]["reason"], "not_yet_planned");
    morning.house.settle().await;
}

#[tokio::test]
async fn explanations_are_for_those_who_plan() {
    let morning = Morning::open().await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let path = format!("/v1/days/{DAY}/explanations/{one}");
    morning.house.relay().await.get(&path).await.refused(403, "right.missing");
    morning.house.stranger().await.get(&path).await.refused(404, "resident.not_found");
    for day in ["0001-01-01", "2019-02-29", "9999-12-31"] {
        let answer = morning.desk.get(&format!("/v1/days/{day}/explanations/{one}")).await;
        assert!(matches!(answer.status.as_u16(), 200 | 400 | 422), "{day}: {} {}", answer.status, answer.text);
    }
    morning.desk.get(&format!("/v1/days/demain/explanations/{one}")).await.refused(400, "request.unreadable");
}
