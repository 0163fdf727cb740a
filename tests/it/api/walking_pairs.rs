//! Two volunteers who walk as one: declared and ended by a coordinator, planned as one, and what each of them sees.

use harness::{Value, json};

use super::street::keys;
use crate::morning::{DAY, EVE, Morning, Walker, doors, items, text};

fn path(one: &Walker) -> String {
    format!("/v1/volunteers/{}/walking_pairs", one.id)
}

pub(super) async fn pair(morning: &Morning, lead: &Walker, companion: &Walker) -> String {
    let body = json!({ "companion_id": companion.id, "first_day": EVE });
    morning.desk.post(&path(lead), body).await.id()
}

/// Sixteen packs at doors with a lift: two trolleys may take more in one round than one of them.
pub(super) async fn sixteen_packs(morning: &Morning) {
    for floor in 0..8 {
        let who = morning.neighbour("Valette", &morning.d, floor, "droite").await;
        morning.order(&who, 0, 2).await;
    }
}

fn packs(sheet: &Value) -> i64 {
    let tasks = items(&sheet["stops"]).iter().flat_map(|stop| items(&stop["drops"])).collect::<Vec<_>>();
    tasks.iter().flat_map(|drop| items(&drop["tasks"])).filter_map(|task| task["quantity"].as_i64()).sum()
}

pub(super) async fn company(one: &Walker) -> Value {
    one.phone.get("/v1/company").await.is(200)["walks"].clone()
}

#[tokio::test]
async fn a_pair_is_declared_listed_and_ended_by_a_coordinator() {
    let morning = Morning::open().await;
    let (anna, bruno) = (
        morning.walker("Anna", &[(420, 720)], json!({})).await,
        morning.walker("Bruno", &[(420, 720)], json!({})).await,
    );
    let chloe = morning.walker("Chloé", &[(420, 720)], json!({})).await;
    let asked = |other: &Walker, first: &str, last: Value| json!({ "companion_id": other.id, "first_day": first, "last_day": last });
    let declare = async |lead: &Walker, body: Value| morning.desk.post(&path(lead), body).await;
    declare(&anna, asked(&anna, DAY, Value::Null)).await.refused(422, "walking_pair.of_one");
    declare(&anna, asked(&bruno, "2019-02-01", Value::Null)).await.refused(422, "walking_pair.past");
    declare(&anna, asked(&bruno, DAY, json!(EVE))).await.refused(422, "walking_pair.backwards");
    declare(&anna, asked(&bruno, "2091-03-05", Value::Null)).await.refused(422, "date.too_far");
    declare(&anna, json!({ "companion_id": bruno.id })).await.refused(422, "request.invalid");

    let made = declare(&anna, asked(&bruno, DAY, json!("2019-03-10"))).await.is(201);
    assert_eq!(keys(&made), ["companion_id", "created_at", "first_day", "id", "last_day", "lead_id"], "never a reason");
    assert_eq!((&made["lead_id"], &made["companion_id"]), (&json!(anna.id), &json!(bruno.id)));
    // Whoever leads elsewhere and whoever walks along: in one pair at a time.
    for (lead, other) in [(&anna, &chloe), (&bruno, &chloe), (&chloe, &anna), (&chloe, &bruno), (&anna, &bruno)] {
        declare(lead, asked(other, "2019-03-10", Value::Null)).await.refused(409, "walking_pair.stands");
        declare(lead, asked(other, EVE, json!(DAY))).await.refused(409, "walking_pair.stands");
    }
    let later = declare(&chloe, asked(&bruno, "2019-03-11", Value::Null)).await.is(201);
    for one in [&anna, &bruno] {
        let listed = items(&morning.desk.get(&path(one)).await.is(200));
        assert_eq!(listed[0], made, "from either side");
    }
    assert_eq!(items(&morning.desk.get(&path(&bruno)).await.is(200)).len(), 2);

    let stranger = morning.house.stranger().await;
    stranger.post(&path(&anna), asked(&bruno, DAY, Value::Null)).await.refused(404, "volunteer.not_found");
    stranger.get(&path(&anna)).await.refused(404, "volunteer.not_found");
    let one = format!("{}/{}", path(&bruno), text(&later["id"]));
    stranger.delete(&one).await.refused(404, "walking_pair.not_found");
    morning
        .desk
        .delete(&format!("{}/{}", path(&anna), text(&later["id"])))
        .await
        .refused(404, "walking_pair.not_found");
    anna.phone.get(&path(&anna)).await.refused(403, "right.missing");
    anna.phone.post(&path(&anna), asked(&chloe, DAY, Value::Null)).await.refused(403, "right.missing");
    anna.phone.delete(&one).await.refused(403, "right.missing");
    morning.house.treasurer().await.get(&path(&anna)).await.refused(403, "right.missing");

    let invited =
        json!({ "given_name": "Dora", "family_name": "Keravel", "phone": "06 39 98 00 30", "means": "hands" });
    let foreign = stranger.post("/v1/volunteers", invited).await.id();
    let body = json!({ "companion_id": foreign, "first_day": "2019-04-01" });
    declare(&anna, body).await.refused(404, "volunteer.not_found");

    morning.desk.delete(&one).await.is(204);
    morning.desk.delete(&one).await.refused(404, "walking_pair.not_found");
    assert_eq!(items(&morning.desk.get(&path(&chloe)).await.is(200)), Vec::<Value>::new(), "it never began");
}

#[tokio::test]
async fn a_pair_that_has_begun_ends_yesterday_and_goes_when_one_of_them_leaves() {
    let morning = Morning::open().await;
    let (anna, bruno) =
        (morning.walker("Anna", &[(420, 720)], json!({})).await, morning.walker("Bruno", &[], json!({})).await);
    let made = pair(&morning, &anna, &bruno).await;
    morning.house.go_to(DAY, 9, 0);
    let one = format!("{}/{made}", path(&bruno));
    let desk = morning.house.coordinator();
    desk.delete(&one).await.is(204);
    desk.delete(&one).await.is(204);
    assert_eq!(items(&desk.get(&path(&anna)).await.is(200))[0]["last_day"], EVE, "what was stays known");
    let again = json!({ "companion_id": anna.id, "first_day": DAY });
    let second = desk.post(&path(&bruno), again.clone()).await.id();
    desk.ask("POST".parse().unwrap(), &format!("/v1/volunteers/{}/departure", anna.id)).go().await.is(200);
    let left = items(&desk.get(&path(&bruno)).await.is(200));
    assert!(left.iter().all(|pair| pair["id"] != second.as_str()), "{left:?}");
    desk.post(&path(&bruno), again).await.refused(409, "walking_pair.volunteer_left");
    desk.post(&path(&anna), json!({ "companion_id": bruno.id, "first_day": DAY }))
        .await
        .refused(409, "walking_pair.volunteer_left");
    morning.house.settle().await;
}

#[tokio::test]
async fn two_walk_one_round_and_take_what_one_alone_could_not() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(480, 780)], json!({})).await;
    sixteen_packs(&morning).await;
    pair(&morning, &anna, &bruno).await;
    morning.night().await;
    let rounds = morning.rounds().await;
    assert_eq!(rounds.len(), 1, "{rounds:?}");
    let round = morning.round_of(&anna).await;
    assert_eq!(round["companion_id"], bruno.id.as_str());
    let (starts, ends) = (text(&round["starts_at"]), text(&round["ends_at"]));
    assert!(starts.as_str() >= "2019-03-05T07:00" && ends.as_str() <= "2019-03-05T11:00:00Z", "{starts} {ends}");
    let sheet = morning.sheet(&anna.phone, &round).await;
    assert_eq!(packs(&sheet), 16, "twelve are one volunteer's limit");
    assert_eq!(sheet["companion_given_name"], "Bruno");
    let board = morning.board().await;
    assert_eq!(board["rounds"][0]["volunteer_name"], "Anna Trébaol");
    assert_eq!(board["rounds"][0]["companion_name"], "Bruno Trébaol");
    assert_eq!(board["unserved"], json!([]));
}

#[tokio::test]
async fn where_one_is_missing_the_other_walks_alone() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720), (840, 1020)], json!({})).await;
    sixteen_packs(&morning).await;
    pair(&morning, &anna, &bruno).await;
    morning.night().await;
    assert_eq!(morning.board().await["unserved"], json!([]));
    let away = json!({ "day": DAY, "hours": null });
    morning.desk.post(&format!("/v1/volunteers/{}/exceptions", bruno.id), away).await.is(201);
    morning.house.settle().await;
    let round = morning.round_of(&anna).await;
    assert_eq!(round["companion_id"], Value::Null);
    assert_eq!(packs(&morning.sheet(&anna.phone, &round).await), 12, "one volunteer's limit again");
    assert_eq!(items(&morning.board().await["unserved"]).len(), 2);
    assert_eq!(company(&bruno).await, json!([]));
}

#[tokio::test]
async fn what_two_have_in_common_for_a_moment_only_is_no_round() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 560)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(540, 700)], json!({})).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 1).await;
    pair(&morning, &anna, &bruno).await;
    morning.night().await;
    let rounds = morning.rounds().await;
    assert_eq!(morning.board().await["unserved"], json!([]));
    assert!(rounds.iter().all(|round| round["companion_id"] == Value::Null));
}

#[tokio::test]
async fn a_door_is_closed_to_both_when_it_is_to_one_and_known_to_both_when_it_is_to_one() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    let chloe = morning.walker("Chloé", &[(420, 720)], json!({})).await;
    let blocked = morning.neighbour("Marzin", &morning.a, 1, "droite").await;
    let known = morning.neighbour("Valette", &morning.a, 2, "droite").await;
    let strange = morning.neighbour("Le Goff", &morning.a, 3, "droite").await;
    for who in [&blocked, &known, &strange] {
        morning.order(who, 1, 0).await;
    }
    let usual = |who: &str| json!({ "resident_ids": [who] });
    morning.desk.put(&format!("/v1/volunteers/{}/usual_doors", bruno.id), usual(&known)).await.is(200);
    morning.desk.put(&format!("/v1/volunteers/{}/usual_doors", chloe.id), usual(&strange)).await.is(200);
    let body = json!({ "resident_id": blocked });
    morning.desk.post(&format!("/v1/volunteers/{}/blocked_pairs", bruno.id), body).await.is(201);
    pair(&morning, &anna, &bruno).await;
    morning.night().await;
    let theirs = doors(&morning.sheet(&morning.desk, &morning.round_of(&anna).await).await);
    assert_eq!(theirs.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), ["Valette"]);
    let hers = doors(&morning.sheet(&morning.desk, &morning.round_of(&chloe).await).await);
    assert_eq!(hers.len(), 2);
    let proposals = items(&morning.desk.get("/v1/proposals").await.is(200));
    let of = |proposal: &&Value| {
        proposal["resident_id"] == known.as_str() && proposal["to_volunteer_id"] == anna.id.as_str()
    };
    assert_eq!(proposals.iter().filter(of).count(), 0, "a known face that walks along is no change: {proposals:?}");
    let why = morning.desk.get(&format!("/v1/days/{DAY}/explanations/{known}")).await.is(200);
    assert_eq!(why["errands"][0]["because"], "usual", "{why}");
    let holder = items(&why["errands"][0]["candidates"]).into_iter().find(|one| one["has_it"] == true).unwrap();
    assert_eq!(holder["volunteer_name"], "Anna Trébaol et Bruno Trébaol");
}

#[tokio::test]
async fn declaring_and_ending_plans_the_day_anew() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    sixteen_packs(&morning).await;
    morning.night().await;
    assert_eq!(morning.rounds().await.len(), 2);
    for one in [&anna, &bruno] {
        let round = text(&morning.round_of(one).await["id"]);
        one.phone.ask("POST".parse().unwrap(), &format!("/v1/rounds/{round}/acceptance")).go().await.is(200);
    }
    let made = pair(&morning, &anna, &bruno).await;
    morning.house.settle().await;
    let rounds = morning.rounds().await;
    assert_eq!(rounds.len(), 1, "{rounds:?}");
    assert_eq!(rounds[0]["status"], "published", "another walk than the one that was accepted");
    assert_eq!(company(&bruno).await[0]["lead_given_name"], "Anna");
    morning.desk.delete(&format!("{}/{made}", path(&anna))).await.is(204);
    morning.house.settle().await;
    assert_eq!(morning.rounds().await.len(), 2);
    assert_eq!(company(&bruno).await, json!([]));
    assert_eq!(morning.board().await["unserved"], json!([]));
}

#[tokio::test]
async fn a_visit_of_either_stays_theirs() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 660)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 720)], json!({})).await;
    morning.train(&bruno).await;
    let who = morning.neighbour("Valette", &morning.d, 1, "droite").await;
    let visit =
        json!({ "resident_id": who, "volunteer_id": bruno.id, "service_day": DAY, "at_min": 570, "minutes": 30 });
    morning.desk.post("/v1/visits", visit).await.is(201);
    pair(&morning, &anna, &bruno).await;
    let other = morning.neighbour("Marzin", &morning.d, 2, "droite").await;
    morning.order(&other, 1, 0).await;
    morning.night().await;
    let round = morning.round_of(&bruno).await;
    assert_eq!(round["companion_id"], Value::Null);
    assert_eq!(morning.board().await["unserved"], json!([]));
}
