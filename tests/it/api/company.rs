//! Who walks along on another's round: what they see of it, and what becomes of it when its lead says no.

use harness::{Value, json};

use super::scene::{at_door, given};
use super::street::keys;
use super::walking_pairs::{company, pair, sixteen_packs};
use crate::morning::{DAY, Morning, Walker, items, text};

#[tokio::test]
async fn who_walks_along_sees_with_whom_and_when_and_no_door() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    assert_eq!(company(&bruno).await, json!([]));
    pair(&morning, &anna, &bruno).await;
    morning.night().await;
    let round = morning.round_of(&anna).await;
    let walks = company(&bruno).await;
    assert_eq!(keys(&walks[0]), ["lead_given_name", "service_day", "shift", "starts_at"]);
    assert_eq!((&walks[0]["lead_given_name"], &walks[0]["service_day"]), (&json!("Anna"), &json!(DAY)));
    assert_eq!(walks[0]["starts_at"], round["starts_at"]);
    assert_eq!(company(&anna).await, json!([]), "the round is hers");
    // Their calendar has its hours, as it has those of a round of their own.
    let link = bruno.phone.post_empty(&format!("/v1/volunteers/{}/calendar_link", bruno.id)).await.is(201);
    let feed = morning.house.nobody().get(&text(&link["path"])).await;
    assert_eq!(feed.text.matches("BEGIN:VEVENT").count(), 1, "{}", feed.text);
    // Neither the round nor its list is theirs.
    bruno.phone.get(&format!("/v1/rounds/{}", text(&round["id"]))).await.refused(404, "round.not_found");
    assert_eq!(items(&bruno.phone.get("/v1/rounds").await.is(200)), Vec::<Value>::new());
    assert_eq!(morning.desk.get("/v1/company").await.is(200)["walks"], json!([]));
    morning.house.treasurer().await.get("/v1/company").await.refused(403, "right.missing");
    let accept = format!("/v1/rounds/{}/acceptance", text(&round["id"]));
    bruno.phone.ask("POST".parse().unwrap(), &accept).go().await.refused(404, "round.not_found");
    let decline = format!("/v1/rounds/{}/refusal", text(&round["id"]));
    anna.phone.ask("POST".parse().unwrap(), &decline).go().await.is(200);
    assert_eq!(company(&bruno).await, json!([]), "what waits for somebody is nobody's");
    // Whoever led has said no, so that whoever was to walk along may take it alone.
    let claim = format!("/v1/rounds/{}/claim", text(&round["id"]));
    let taken = bruno.phone.ask("POST".parse().unwrap(), &claim).go().await.is(200);
    assert_eq!((&taken["volunteer_id"], &taken["companion_id"]), (&json!(bruno.id), &Value::Null));
    morning.house.settle().await;
}

#[tokio::test]
async fn what_two_refused_two_others_take_over_and_nobody_alone() {
    let morning = Morning::open().await;
    let mut pairs = Vec::new();
    for (one, other) in [("Anna", "Bruno"), ("Chloé", "Dora")] {
        let lead = morning.walker(one, &[(420, 720)], json!({})).await;
        let companion = morning.walker(other, &[(420, 720)], json!({})).await;
        pair(&morning, &lead, &companion).await;
        pairs.push((lead, companion));
    }
    sixteen_packs(&morning).await;
    morning.night().await;
    let rounds = morning.rounds().await;
    assert_eq!(rounds.len(), 1, "{rounds:?}");
    let (theirs, others): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(lead, _)| rounds[0]["volunteer_id"] == lead.id.as_str());
    let step = async |who: &Walker, step: &str| {
        let path = format!("/v1/rounds/{}/{step}", text(&rounds[0]["id"]));
        who.phone.ask("POST".parse().unwrap(), &path).go().await
    };
    step(&theirs[0].0, "refusal").await.is(200);
    step(&others[0].1, "claim").await.refused(409, "round.not_for_you");
    step(&theirs[0].1, "claim").await.refused(409, "round.not_for_you");
    let taken = step(&others[0].0, "claim").await.is(200);
    assert_eq!((&taken["yours"], &taken["companion_id"]), (&json!(true), &json!(others[0].1.id)));
    assert_eq!(company(&others[0].1).await.as_array().map(Vec::len), Some(1));
    assert_eq!(company(&theirs[0].1).await, json!([]));
    morning.house.settle().await;
}

#[tokio::test]
async fn nobody_walks_along_on_a_round_of_which_nothing_is_left() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let helper = morning.walker("Chloé", &[], json!({})).await;
    pair(&morning, &anna, &bruno).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let other = morning.neighbour("Marzin", &morning.d, 2, "gauche").await;
    morning.order(&one, 1, 0).await;
    morning.order(&other, 1, 0).await;
    morning.night().await;
    let round = morning.round_of(&anna).await;
    let stops = items(&morning.sheet(&morning.desk, &round).await["stops"]);
    let drop = stops.iter().find_map(|stop| items(&stop["drops"]).first().cloned()).expect("a door");
    let (drop_id, line) = (text(&drop["drop_id"]), text(&drop["tasks"][0]["order_line_id"]));
    let told = at_door(1, "delivered", &text(&round["id"]), &drop_id, given(&[(&line, 1)]));
    helper.phone.post("/v1/sync", json!({ "events": [told] })).await.is(200);
    let absence = json!({ "first_day": DAY, "last_day": DAY, "channel": "phone_relay" });
    for who in [&one, &other] {
        morning.desk.post(&format!("/v1/residents/{who}/absences"), absence.clone()).await.is(201);
    }
    morning.house.settle().await;
    let left = morning.sheet(&morning.desk, &round).await;
    assert_eq!((&left["companion_id"], &left["ends_at"]), (&Value::Null, &left["starts_at"]), "{left}");
    assert_eq!(company(&bruno).await, json!([]));
}
