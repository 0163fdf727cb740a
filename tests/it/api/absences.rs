//! Absences: with an end or without, never two at once.

use harness::{House, json};

use super::street::{self, neighbour};

#[tokio::test]
async fn days_away_are_noted_changed_and_taken_back() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let file = coordinator.post("/v1/residents", neighbour("Odilon", "Varangeot", &a, 1, "droite")).await.is(201);
    let phone = street::phone_of(&house, &file).await;
    let path = format!("/v1/residents/{}/absences", file["id"].as_str().unwrap());
    let away = |first: &str, last: Option<&str>| json!({ "first_day": first, "last_day": last, "channel": "app" });
    let open = phone.post(&path, away("2019-03-10", None)).await.id();
    phone.post(&path, away("2019-04-01", Some("2019-04-02"))).await.refused(409, "absence.overlaps");
    phone.post(&path, away("2019-03-09", Some("2019-03-08"))).await.refused(422, "absence.backwards");
    phone.post(&path, away("0019-03-09", None)).await.refused(422, "date.too_far");
    phone.post(&path, away("hier", None)).await.refused(422, "request.invalid");
    let one = format!("{path}/{open}");
    let read = phone.get(&one).await;
    let ended = phone.patch_if(&one, &read.etag(), json!({ "last_day": "2019-03-20" })).await.is(200);
    assert_eq!(ended["last_day"], "2019-03-20");
    phone.patch_if(&one, &read.etag(), json!({ "last_day": null })).await.refused(412, "edit.stale");
    phone.post(&path, away("2019-03-21", Some("2019-03-21"))).await.is(201);
    phone.patch(&one, json!({ "last_day": "2019-03-21" })).await.refused(409, "absence.overlaps");
    house.stranger().await.get(&one).await.refused(404, "resident.not_found");
    house.stranger().await.delete(&one).await.refused(404, "resident.not_found");
    phone.delete(&one).await.is(204);
    phone.get(&one).await.refused(404, "absence.not_found");
    assert_eq!(phone.get(&path).await.is(200)["items"].as_array().map(Vec::len), Some(1));
    house.treasurer().await.get(&path).await.refused(403, "right.missing");
}
