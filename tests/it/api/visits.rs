//! Courtesy visits: wished for, agreed, changed, cancelled.

use harness::json;

use crate::morning::{DAY, Morning, items};

#[tokio::test]
async fn a_wish_needs_the_consent_of_the_person() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 1020)], json!({})).await;
    let resident = morning.neighbour("Valette", &morning.d, 2, "droite").await;
    let path = format!("/v1/residents/{resident}/visit_cadence");
    morning.desk.get(&path).await.refused(404, "visit_cadence.not_found");
    morning.desk.put(&path, json!({ "every_days": 0 })).await.refused(422, "request.invalid");
    let wish = json!({ "every_days": 21, "volunteer_id": anna.id });
    morning.desk.put(&path, wish.clone()).await.refused(409, "volunteer.not_trained");
    morning.train(&anna).await;
    let told = morning.desk.put(&path, wish.clone()).await.is(200);
    assert_eq!((&told["every_days"], &told["since"]), (&json!(21), &json!("2019-02-25")));
    assert_eq!(morning.desk.get(&path).await.is(200), told);
    let stranger = morning.house.stranger().await;
    stranger.get(&path).await.refused(404, "resident.not_found");
    stranger.put(&path, wish.clone()).await.refused(404, "resident.not_found");
    stranger.delete(&path).await.refused(404, "resident.not_found");
    anna.phone.put(&path, wish.clone()).await.refused(403, "right.missing");
    let consents = format!("/v1/residents/{resident}/consents");
    let visit = items(&morning.desk.get(&consents).await.is(200));
    let visit = visit.iter().find(|consent| consent["purpose"] == "visit").unwrap()["id"].as_str().unwrap().to_owned();
    morning.desk.delete(&path).await.is(204);
    morning.desk.delete(&path).await.is(204);
    morning.desk.post(&format!("{consents}/{visit}/withdrawal"), json!({ "how": "by_phone" })).await.is(200);
    morning.desk.put(&path, wish).await.refused(409, "consent.missing");
    morning.house.settle().await;
}

#[tokio::test]
async fn an_appointment_is_agreed_changed_and_cancelled() {
    let morning = Morning::open().await;
    let (anna, bruno) = (morning.walker("Anna", &[], json!({})).await, morning.walker("Bruno", &[], json!({})).await);
    morning.train(&anna).await;
    morning.train(&bruno).await;
    let one = morning.neighbour("Valette", &morning.d, 2, "droite").await;
    let two = morning.neighbour("Marzin", &morning.d, 1, "droite").await;
    let visit = |who: &str, walker: &str, at: i32| json!({ "resident_id": who, "volunteer_id": walker, "service_day": DAY, "at_min": at });
    let key = morning.desk.fresh_key();
    let agreed = morning.desk.post_as("/v1/visits", &key, visit(&one, &anna.id, 840)).await;
    let path = agreed.header("location");
    assert_eq!(morning.desk.post_as("/v1/visits", &key, visit(&one, &anna.id, 840)).await.is(201), agreed.is(201));
    morning.desk.post("/v1/visits", visit(&two, &anna.id, 860)).await.refused(409, "visit.volunteer_busy");
    morning.desk.post("/v1/visits", visit(&one, &bruno.id, 840)).await.refused(409, "visit.exists");
    morning.desk.post("/v1/visits", visit(&two, &anna.id, 870)).await.is(201);
    let mut past = visit(&two, &anna.id, 870);
    past["service_day"] = json!("2019-02-24");
    morning.desk.post("/v1/visits", past.clone()).await.refused(422, "visit.past");
    past["service_day"] = json!("2020-06-01");
    morning.desk.post("/v1/visits", past).await.refused(422, "visit.too_far");
    let long = json!({ "resident_id": two, "volunteer_id": anna.id, "service_day": DAY, "at_min": 840, "minutes": 91 });
    morning.desk.post("/v1/visits", long).await.refused(422, "request.invalid");
    let pair = json!({ "resident_id": two });
    morning.desk.post(&format!("/v1/volunteers/{}/blocked_pairs", bruno.id), pair).await.is(201);
    morning.desk.post("/v1/visits", visit(&two, &bruno.id, 960)).await.refused(409, "pair.blocked");

    let read = morning.desk.get(&path).await;
    let moved = morning.desk.patch_if(&path, &read.etag(), json!({ "at_min": 960, "minutes": 45 })).await.is(200);
    assert_eq!((&moved["at_min"], &moved["minutes"]), (&json!(960), &json!(45)));
    morning.desk.patch_if(&path, &read.etag(), json!({ "at_min": 900 })).await.refused(412, "edit.stale");
    morning.desk.patch(&path, json!({ "at_min": 500 })).await.refused(422, "visit.in_bread_morning");
    let stranger = morning.house.stranger().await;
    stranger.get(&path).await.refused(404, "visit.not_found");
    stranger.patch(&path, json!({})).await.refused(404, "visit.not_found");
    stranger.delete(&path).await.refused(404, "visit.not_found");
    let listed = morning.desk.get(&format!("/v1/visits?from={DAY}&to={DAY}&resident_id={one}")).await.is(200);
    assert_eq!(items(&listed).len(), 1);
    morning.desk.get("/v1/visits?from=2019-03-06&to=2019-03-05").await.refused(422, "period.backwards");
    morning.desk.delete(&path).await.is(204);
    morning.desk.delete(&path).await.is(204);
    morning.desk.patch(&path, json!({ "at_min": 900 })).await.refused(409, "visit.cancelled");
    morning.desk.post("/v1/visits", visit(&one, &bruno.id, 840)).await.is(201);
    morning.house.settle().await;
}
