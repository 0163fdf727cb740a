//! Planning: at its hour, once, from what stands; and what no round can have is listed with its reason.

use std::collections::BTreeSet;

use harness::{Value, json};
use tokio::task::JoinSet;

use crate::morning::{DAY, EVE, Morning, doors, items, text};

fn tasks(board: &Value) -> (i64, i64) {
    (board["tasks"].as_i64().unwrap(), board["in_rounds"].as_i64().unwrap())
}

#[tokio::test]
async fn a_day_is_planned_now_when_nobody_can_order_any_more() {
    let morning = Morning::open().await;
    morning.walker("Anna", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&one, 1, 0).await;
    let ask = |day: &str| json!({ "neighbourhood_id": morning.neighbourhood, "service_day": day });
    morning.desk.post("/v1/plans", ask(DAY)).await.refused(409, "plan.too_early");
    morning.desk.post("/v1/plans", ask("2019-02-24")).await.refused(422, "plan.past");
    morning.house.go_to(EVE, 17, 0);
    let plan = morning.plan().await;
    assert_eq!((&plan["rounds"], &plan["unserved"], &plan["version"]), (&json!(1), &json!(0), &json!(1)));
    assert_eq!(morning.plan().await, plan, "asked twice, one plan");
    let nowhere = json!({ "neighbourhood_id": format!("ngh_{}", "0".repeat(32)), "service_day": DAY });
    morning.desk.post("/v1/plans", nowhere).await.refused(404, "neighbourhood.not_found");
    morning.desk.post("/v1/plans", json!({ "service_day": "demain" })).await.refused(422, "request.invalid");
    morning.house.stranger().await.post("/v1/plans", ask(DAY)).await.refused(404, "neighbourhood.not_found");
    morning.house.relay().await.post("/v1/plans", ask(DAY)).await.refused(403, "right.missing");
    morning.house.settle().await;
}

#[tokio::test]
async fn two_planners_at_once_give_one_plan() {
    let morning = Morning::open().await;
    morning.walker("Anna", &[(420, 720)], json!({})).await;
    morning.walker("Bruno", &[(420, 720)], json!({})).await;
    for floor in 0..6 {
        let who = morning.neighbour("Valette", &morning.a, floor, "droite").await;
        morning.order(&who, 1, 1).await;
    }
    morning.house.go_to(EVE, 20, 1);
    let mut asked = JoinSet::new();
    for _ in 0..6 {
        let (desk, at) = (morning.desk.clone(), morning.neighbourhood.clone());
        let body = json!({ "neighbourhood_id": at, "service_day": DAY });
        asked.spawn(async move { desk.post("/v1/plans", body).await.is(200) });
    }
    let plans = asked.join_all().await;
    assert!(plans.iter().all(|plan| plan["id"] == plans[0]["id"] && plan["version"] == 1), "{plans:?}");
    morning.house.settle().await;
    let mut seen = BTreeSet::new();
    for round in morning.rounds().await {
        for stop in items(&morning.sheet(&morning.desk, &round).await["stops"]) {
            assert!(seen.insert(text(&stop["id"])), "a stop in two rounds");
        }
    }
    assert_eq!(tasks(&morning.board().await), (12, 12));
}

#[tokio::test]
async fn every_order_that_was_acknowledged_is_in_the_plan() {
    let morning = Morning::open().await;
    morning.walker("Anna", &[(420, 720)], json!({ "means": "wagon" })).await;
    let mut people = Vec::new();
    for floor in 0..8 {
        people.push(morning.neighbour("Valette", &morning.d, floor, "droite").await);
    }
    morning.order(&people[0], 1, 0).await;
    morning.house.go_to(EVE, 20, 1);
    let mut asked = JoinSet::new();
    for who in people.iter().skip(1) {
        let (desk, mut cart) = (morning.desk.clone(), morning.cart(who, 1, 0));
        cart["override_reason"] = json!("oubli");
        asked.spawn(async move { desk.post("/v1/orders", cart).await.is(201) });
    }
    let (desk, at) = (morning.desk.clone(), morning.neighbourhood.clone());
    asked.spawn(
        async move { desk.post("/v1/plans", json!({ "neighbourhood_id": at, "service_day": DAY })).await.is(200) },
    );
    asked.join_all().await;
    morning.house.settle().await;
    assert_eq!(tasks(&morning.board().await), (8, 8));
}

#[tokio::test]
async fn what_cannot_be_served_is_listed_with_its_reason() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({ "max_carry_kg": 5 })).await;
    let heavy = morning.neighbour("Valette", &morning.d, 4, "droite").await;
    let blocked = morning.neighbour("Marzin", &morning.d, 5, "droite").await;
    let away = morning.neighbour("Le Goff", &morning.d, 6, "droite").await;
    let fine = morning.neighbour("Dubocage", &morning.a, 0, "droite").await;
    morning.order(&heavy, 0, 1).await;
    morning.order(&blocked, 1, 0).await;
    morning.order(&away, 1, 0).await;
    morning.order(&fine, 1, 0).await;
    let pair = json!({ "resident_id": blocked });
    morning.desk.post(&format!("/v1/volunteers/{}/blocked_pairs", anna.id), pair).await.is(201);
    morning.house.go_to(EVE, 19, 0);
    let absence = json!({ "first_day": DAY, "last_day": DAY, "channel": "phone_relay" });
    morning.desk.post(&format!("/v1/residents/{away}/absences"), absence).await.is(201);
    morning.night().await;
    let board = morning.board().await;
    let reasons: BTreeSet<_> =
        items(&board["unserved"]).iter().map(|task| (text(&task["resident_name"]), text(&task["reason"]))).collect();
    let expected = [("Odile Le Goff", "away"), ("Odile Marzin", "blocked"), ("Odile Valette", "too_heavy")];
    assert_eq!(reasons, expected.map(|(who, why)| (who.to_owned(), why.to_owned())).into());
    let sheet = morning.sheet(&morning.desk, &morning.round_of(&anna).await).await;
    assert_eq!(doors(&sheet), [("Dubocage".to_owned(), "1 pain".to_owned())]);
}

#[tokio::test]
async fn without_anybody_the_day_still_has_its_plan() {
    let morning = Morning::open().await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&one, 1, 0).await;
    morning.night().await;
    let board = morning.board().await;
    assert_eq!(board["planned"], true);
    assert_eq!(board["unserved"][0]["reason"], "nobody_available");
    assert_eq!(board["unserved"][0]["words"], "Personne n'est disponible.");
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    morning.house.settle().await;
    assert_eq!(doors(&morning.sheet(&morning.desk, &morning.round_of(&anna).await).await).len(), 1);
}

/// 02:30 does not exist on the night of 28 March 2027 and comes twice on that of 31 October.
#[tokio::test]
async fn the_planning_hour_comes_once_on_the_two_odd_nights() {
    for (eve, day, before) in [("2027-03-28", "2027-03-29", "00:59"), ("2027-10-31", "2027-11-01", "00:29")] {
        let morning = Morning::open().await;
        morning.house.go_to(eve, 0, 0);
        morning.desk.patch("/v1/association", json!({ "parameters": { "plan_at_min": 150 } })).await.is(200);
        let set = |text: &str| morning.house.clock.set(format!("{eve}T{text}:00Z").parse().unwrap());
        let planned = async || {
            let morning = &morning;
            morning.house.settle().await;
            morning.desk.get(&format!("/v1/days/{day}")).await.is(200)["planned"].as_bool().unwrap()
        };
        set(before);
        assert!(!planned().await, "{eve}: too early");
        morning.house.wait(chrono::TimeDelta::minutes(1));
        assert!(planned().await, "{eve}: the hour has come");
        let first = published(&morning, day).await;
        morning.house.wait(chrono::TimeDelta::hours(1));
        assert!(planned().await);
        assert_eq!(published(&morning, day).await, first, "{eve}: not a second time");
    }
}

/// The plan as it stands; asking for it does not make a new one.
async fn published(morning: &Morning, day: &str) -> Value {
    let asked = json!({ "neighbourhood_id": morning.neighbourhood, "service_day": day });
    let answered = morning.desk.post("/v1/plans", asked).await;
    if answered.status == 409 { json!(null) } else { answered.is(200) }
}

/// No verb has to remember the plans: what the day asks for is compared with what it was planned for.
#[tokio::test]
async fn a_day_is_planned_again_when_what_it_was_planned_from_changes() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&one, 1, 0).await;
    morning.night().await;
    let entrance = async || {
        let sheet = morning.sheet(&morning.desk, &morning.round_of(&anna).await).await;
        let stops = items(&sheet["stops"]);
        let stop = stops.iter().find(|stop| stop["kind"] == "entrance").expect("an entrance");
        (text(&stop["entrance"]["name"]), text(&stop["drops"][0]["place"]))
    };
    let before = entrance().await;
    assert_eq!(before.0, "A");
    let moved = json!({ "home": { "entrance_id": morning.d, "floor": 4, "door": "gauche" } });
    morning.desk.patch(&format!("/v1/residents/{one}"), moved).await.is(200);
    assert_eq!(entrance().await, before, "until it is planned again, the halt and its door are one place");
    morning.house.settle().await;
    assert_eq!(entrance().await.0, "D");
    let products = items(&morning.desk.get("/v1/products").await.is(200));
    let bread = products.iter().find(|product| product["id"] == morning.bread.as_str()).unwrap();
    let closures = format!("/v1/pickup_points/{}/closures", text(&bread["pickup_point_id"]));
    morning.desk.post(&closures, json!({ "first_day": DAY, "last_day": DAY, "reason": "" })).await.is(201);
    morning.house.settle().await;
    assert_eq!(morning.board().await["unserved"][0]["reason"], "shop_closed");
}

#[tokio::test]
async fn a_switched_off_account_walks_no_round() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&one, 1, 0).await;
    morning.night().await;
    let account = format!("/v1/accounts/{}", anna.phone.account());
    morning.desk.patch(&account, json!({ "active": false })).await.is(200);
    morning.house.settle().await;
    assert_eq!(morning.board().await["unserved"][0]["reason"], "nobody_available");
}

#[tokio::test]
async fn each_neighbourhood_has_its_own_plan() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let lighthouse = morning.desk.post("/v1/neighbourhoods", json!({ "name": "Le Phare" })).await.id();
    let asked = json!({ "name": "Le Phare", "neighbourhood_id": lighthouse,
        "entrances": [{ "name": "P", "last_floor": 2, "doors": ["gauche"] }] });
    let residence = morning.desk.post("/v1/residences", asked).await.id();
    let entrances = items(&morning.desk.get(&format!("/v1/entrances?residence_id={residence}")).await.is(200));
    let far = morning.neighbour("Riou", &text(&entrances[0]["id"]), 1, "gauche").await;
    let near = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&far, 1, 0).await;
    morning.order(&near, 1, 0).await;
    morning.night().await;
    let board = morning.board().await;
    assert_eq!((tasks(&board), &board["unserved"]), ((2, 2), &json!([])));
    let rounds = morning.rounds().await;
    let of = |neighbourhood: &str| {
        let one = rounds.iter().find(|round| round["neighbourhood_id"] == neighbourhood);
        one.unwrap_or_else(|| panic!("no round in {neighbourhood}")).clone()
    };
    let (here, there) = (of(&morning.neighbourhood), of(&lighthouse));
    assert_ne!(here["volunteer_id"], there["volunteer_id"], "nobody is in two places at once");
    for (round, family) in [(&here, "Valette"), (&there, "Riou")] {
        assert_eq!(doors(&morning.sheet(&morning.desk, round).await), [(family.to_owned(), "1 pain".to_owned())]);
        let own = if round["volunteer_id"] == anna.id.as_str() { &anna } else { &bruno };
        assert_eq!(items(&own.phone.get("/v1/rounds").await.is(200)).len(), 1);
    }
}
