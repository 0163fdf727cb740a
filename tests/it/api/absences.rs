//! Absences: with an end or without, never two at once.

use harness::{House, json};

use super::street::{self, neighbour};
use crate::stairwell::Stairwell;

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

#[tokio::test]
async fn what_somebody_ordered_is_set_aside_while_they_are_away_and_stands_again() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let desk = &stairwell.coordinator;
    let order = |day: &str| stairwell.breads(&neighbour, day, 2);
    let soon = desk.post("/v1/orders", order("2019-02-27")).await.id();
    let later = desk.post("/v1/orders", order("2019-03-01")).await.id();
    let given_up = desk.post("/v1/orders", order("2019-03-02")).await.id();
    // The bread of Wednesday is past its cut-off when she says that she leaves.
    stairwell.house.go_to("2019-02-26", 17, 0);
    let path = format!("/v1/residents/{}/absences", neighbour.id);
    let away = json!({ "first_day": "2019-02-27", "last_day": "2019-03-03", "channel": "phone_relay" });
    let absence = desk.post(&path, away).await.is(201);
    let told = |order: &str, day: &str| json!({ "order_id": order, "service_day": day });
    assert_eq!(absence["cancelled_orders"], json!([told(&later, "2019-03-01"), told(&given_up, "2019-03-02")]));
    assert_eq!(absence["late_orders"], json!([told(&soon, "2019-02-27")]));
    let stands = async |id: &str| desk.get(&format!("/v1/orders/{id}")).await.is(200)["status"].clone();
    assert_eq!(stands(&later).await, "cancelled");
    // One day she decides anew meanwhile: what she says last counts.
    let one = format!("{path}/{}", absence["id"].as_str().unwrap());
    desk.patch(&one, json!({ "last_day": "2019-03-01" })).await.is(200);
    assert_eq!(stands(&given_up).await, "placed");
    desk.delete(&format!("/v1/orders/{given_up}")).await.is(200);
    desk.delete(&one).await.is(204);
    let back = desk.get(&format!("/v1/orders/{later}")).await.is(200);
    assert_eq!((&back["status"], &back["lines"][0]["quantity"]), (&json!("placed"), &json!(2)));
    assert_eq!(stands(&given_up).await, "cancelled");
    stairwell.house.settle().await;
}
