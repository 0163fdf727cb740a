//! The search for a better plan: it runs by itself, changes nothing until it is published, and ends when it is told to.

use harness::{Value, json};

use crate::morning::{DAY, EVE, Morning, items, text};

async fn planned() -> Morning {
    let morning = Morning::open().await;
    morning.walker("Anna", &[(420, 720)], json!({})).await;
    morning.walker("Bruno", &[(420, 720)], json!({})).await;
    for floor in 0..4 {
        let who = morning.neighbour("Valette", &morning.a, floor, "droite").await;
        morning.order(&who, 1, 1).await;
    }
    morning.night().await;
    morning
}

fn asked(morning: &Morning, day: &str) -> Value {
    json!({ "neighbourhood_id": morning.neighbourhood, "service_day": day })
}

#[tokio::test]
async fn what_a_search_found_stands_once_it_is_published() {
    let morning = planned().await;
    let (before, rounds) = (morning.plan().await, morning.rounds().await);
    let begun = morning.desk.post("/v1/searches", asked(&morning, DAY)).await.is(201);
    assert_eq!((&begun["status"], &begun["curve"], &begun["after"]), (&json!("waiting"), &json!([]), &json!(null)));
    let path = format!("/v1/searches/{}", text(&begun["id"]));
    morning.desk.post("/v1/searches", asked(&morning, DAY)).await.refused(409, "search.running");
    morning.desk.post_empty(&format!("{path}/publication")).await.refused(409, "search.nothing");
    morning.house.settle().await;
    let found = morning.desk.get(&path).await.is(200);
    assert_eq!(found["status"], "found");
    assert!(!items(&found["curve"]).is_empty() && found["ended_at"].is_string(), "{found}");
    assert_eq!((&found["before"]["rounds"], &found["after"]["unserved"]), (&json!(rounds.len()), &json!(0)));
    assert!(found["after"]["seconds"].as_i64() > Some(0) && found["after"]["metres"].is_u64(), "{found}");
    assert_eq!(morning.rounds().await, rounds, "nothing stands before it is published");
    assert_eq!(items(&morning.desk.get(&format!("/v1/searches?service_day={DAY}")).await.is(200)), [found]);
    let plan = morning.desk.post_empty(&format!("{path}/publication")).await.is(200);
    assert_eq!((&plan["id"], &plan["unserved"]), (&before["id"], &json!(0)));
    assert!(plan["version"].as_i64() > before["version"].as_i64());
    assert_eq!(morning.desk.post_empty(&format!("{path}/publication")).await.is(200), plan, "published once");
    assert_eq!(morning.desk.get(&path).await.is(200)["status"], "published");
    assert_eq!(morning.plan().await, plan, "what was published is the plan of the day");
    let board = morning.board().await;
    assert_eq!((&board["tasks"], &board["in_rounds"]), (&json!(8), &json!(8)));
    morning.house.settle().await;
}

#[tokio::test]
async fn a_search_that_is_stopped_ends_with_what_it_has() {
    let morning = planned().await;
    let begun = morning.desk.post("/v1/searches", asked(&morning, DAY)).await.is(201);
    let path = format!("/v1/searches/{}", text(&begun["id"]));
    assert_eq!(morning.desk.post_empty(&format!("{path}/stop")).await.is(200)["status"], "waiting");
    morning.desk.post_empty(&format!("{path}/stop")).await.is(200);
    morning.house.settle().await;
    let found = morning.desk.get(&path).await.is(200);
    assert_eq!((&found["status"], &found["after"]["unserved"]), (&json!("found"), &json!(0)));
    assert_eq!(morning.desk.post_empty(&format!("{path}/stop")).await.is(200), found, "it is over");
    morning.desk.post("/v1/searches", asked(&morning, DAY)).await.is(201);
    morning.house.settle().await;
}

#[tokio::test]
async fn a_search_that_nobody_runs_fails_and_holds_up_no_other() {
    let morning = planned().await;
    let lost = morning.desk.post("/v1/searches", asked(&morning, DAY)).await.is(201);
    morning.house.go_to(EVE, 20, 30);
    let path = |search: &Value| format!("/v1/searches/{}", text(&search["id"]));
    assert_eq!(morning.desk.get(&path(&lost)).await.is(200)["status"], "failed");
    let other = morning.desk.post("/v1/searches", asked(&morning, DAY)).await.is(201);
    morning.house.settle().await;
    assert_eq!(morning.desk.get(&path(&lost)).await.is(200)["status"], "failed");
    assert_eq!(morning.desk.get(&path(&other)).await.is(200)["status"], "found");
    morning.desk.post_empty(&format!("{}/publication", path(&lost))).await.refused(409, "search.nothing");
}

#[tokio::test]
async fn a_day_that_has_changed_is_searched_again() {
    let morning = planned().await;
    let begun = morning.desk.post("/v1/searches", asked(&morning, DAY)).await.is(201);
    morning.house.settle().await;
    let late = morning.neighbour("Marzin", &morning.d, 3, "gauche").await;
    let mut cart = morning.cart(&late, 1, 0);
    cart["override_reason"] = json!("oubli");
    morning.desk.post("/v1/orders", cart).await.is(201);
    let path = format!("/v1/searches/{}", text(&begun["id"]));
    morning.desk.post_empty(&format!("{path}/publication")).await.refused(409, "search.overtaken");
    morning.house.settle().await;
    let board = morning.board().await;
    assert_eq!((&board["tasks"], &board["in_rounds"]), (&json!(9), &json!(9)), "the night plans it all the same");
}

#[tokio::test]
async fn searches_are_for_a_day_that_can_be_planned_and_for_those_who_plan() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let post = |body: Value| morning.desk.post("/v1/searches", body);
    post(asked(&morning, DAY)).await.refused(409, "plan.too_early");
    post(asked(&morning, "2019-02-24")).await.refused(422, "plan.past");
    morning.house.go_to(EVE, 17, 0);
    post(json!({ "neighbourhood_id": format!("ngh_{}", "0".repeat(32)), "service_day": DAY }))
        .await
        .refused(404, "neighbourhood.not_found");
    post(json!({ "service_day": DAY })).await.refused(422, "request.invalid");
    anna.phone.post("/v1/searches", asked(&morning, DAY)).await.refused(403, "right.missing");
    let begun = post(asked(&morning, DAY)).await.is(201);
    let (stranger, path) = (morning.house.stranger().await, format!("/v1/searches/{}", text(&begun["id"])));
    stranger.get(&path).await.refused(404, "search.not_found");
    stranger.post_empty(&format!("{path}/stop")).await.refused(404, "search.not_found");
    stranger.post_empty(&format!("{path}/publication")).await.refused(404, "search.not_found");
    assert!(items(&stranger.get(&format!("/v1/searches?service_day={DAY}")).await.is(200)).is_empty());
    morning.desk.get("/v1/searches").await.refused(400, "request.unreadable");
    morning.house.settle().await;
    assert_eq!(morning.desk.get(&path).await.is(200)["after"]["rounds"], 0, "a day without orders");
}

#[tokio::test]
async fn whoever_lost_the_answer_hears_it_again_whatever_became_of_the_day() {
    let morning = planned().await;
    let lost = asked(&morning, DAY);
    let begun = morning.desk.post_as("/v1/searches", "search-once", lost.clone()).await.is(201);
    morning.house.go_to("2019-03-07", 8, 0);
    let again = morning.desk.post_as("/v1/searches", "search-once", lost).await.is(201);
    assert_eq!(begun["id"], again["id"]);
    let another = asked(&morning, "2019-03-08");
    morning.desk.post_as("/v1/searches", "search-once", another).await.refused(422, "idempotency.key_reused");
    morning.house.settle().await;
}
