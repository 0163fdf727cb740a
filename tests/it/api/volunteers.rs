//! Volunteers: invited, accepted, their week, their doors, whom they must not meet.

use harness::{House, Phone, json};

use super::street::{self, keys, neighbour};
use crate::morning::{DAY, Morning, text};

async fn invite(coordinator: &Phone, given: &str) -> harness::Value {
    let asked = json!({ "given_name": given, "family_name": "Keravel", "phone": "06 39 98 00 30", "means": "trolley" });
    coordinator.post("/v1/volunteers", asked).await.is(201)
}

#[tokio::test]
async fn invited_then_accepted_with_the_day_of_the_charter() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let one = invite(&coordinator, "Maïwenn").await;
    let two = invite(&coordinator, "Loup").await;
    assert_eq!((&one["number"], &two["number"]), (&json!(1), &json!(2)));
    assert_eq!((&one["status"], &one["max_carry_kg"]), (&json!("invited"), &json!(10)));
    let path = format!("/v1/volunteers/{}", one["id"].as_str().unwrap());
    let acceptance = format!("{path}/acceptance");
    coordinator.post(&acceptance, json!({ "charter_on": "2019-03-01" })).await.refused(422, "date.in_future");
    let charter = json!({ "charter_on": "2019-02-24" });
    house.stranger().await.post(&acceptance, charter.clone()).await.refused(404, "volunteer.not_found");
    let accepted = coordinator.post(&acceptance, charter.clone()).await.is(200);
    assert_eq!((&accepted["status"], &accepted["charter_on"]), (&json!("accepted"), &json!("2019-02-24")));
    assert_eq!(coordinator.post(&acceptance, charter).await.is(200), accepted);
    let changed = json!({ "max_carry_kg": 15, "visit_trained_on": "2019-02-20", "start": { "label": "chez soi" } });
    let read = coordinator.get(&path).await;
    let changed = coordinator.patch_if(&path, &read.etag(), changed).await.is(200);
    assert_eq!((&changed["max_carry_kg"], &changed["start"]["label"]), (&json!(15), &json!("chez soi")));
    coordinator.patch(&path, json!({ "max_carry_kg": 7 })).await.refused(422, "request.invalid");
    coordinator.patch_if(&path, &read.etag(), json!({ "stairs": false })).await.refused(412, "edit.stale");
    house.stranger().await.get(&path).await.refused(404, "volunteer.not_found");
    house.treasurer().await.get(&path).await.refused(403, "right.missing");
}

#[tokio::test]
async fn a_volunteer_sees_themselves_and_sets_their_own_week() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (one, two) = (invite(&coordinator, "Maïwenn").await, invite(&coordinator, "Loup").await);
    let phone = street::phone_of(&house, &one).await;
    let path = |file: &harness::Value| format!("/v1/volunteers/{}", file["id"].as_str().unwrap());
    let mine = phone.get("/v1/volunteers").await.is(200);
    assert_eq!(mine["items"].as_array().map(Vec::len), Some(1));
    insta::assert_snapshot!(keys(&mine["items"][0]).join(" "));
    assert_eq!(keys(&mine["items"][0]), keys(&coordinator.get(&path(&one)).await.is(200)));
    phone.get(&path(&two)).await.refused(404, "volunteer.not_found");
    phone.patch(&path(&one), json!({ "stairs": false })).await.refused(403, "right.missing");
    phone.get("/v1/residents").await.refused(403, "right.missing");

    let week = format!("{}/availability", path(&one));
    let hours = |from: i32, until: i32| json!({ "weekday": 2, "from_min": from, "until_min": until });
    let set = phone.put(&week, json!({ "hours": [hours(840, 960), hours(450, 570)] })).await.is(200);
    assert_eq!(set["availability"], json!([hours(450, 570), hours(840, 960)]));
    phone
        .put(&week, json!({ "hours": [hours(450, 570), hours(560, 600)] }))
        .await
        .refused(422, "availability.overlaps");
    phone.put(&week, json!({ "hours": [hours(450, 450)] })).await.refused(422, "hours.backwards");
    phone.put(&week, json!({ "hours": [hours(450, 1440)] })).await.refused(422, "request.invalid");
    phone
        .put(&format!("{}/availability", path(&two)), json!({ "hours": [] }))
        .await
        .refused(404, "volunteer.not_found");

    let days = format!("{}/exceptions", path(&one));
    let off = json!({ "day": "2019-03-05" });
    let id = phone.post(&days, off.clone()).await.id();
    phone.post(&days, off.clone()).await.refused(409, "exception.exists");
    let late = json!({ "day": "2019-03-06", "hours": { "from_min": 600, "until_min": 540 } });
    phone.post(&days, late).await.refused(422, "hours.backwards");
    house.stranger().await.post(&days, off).await.refused(404, "volunteer.not_found");
    assert_eq!(phone.get(&days).await.is(200)["items"][0]["day"], "2019-03-05");
    phone.delete(&format!("{days}/{id}")).await.is(204);
    phone.delete(&format!("{days}/{id}")).await.refused(404, "exception.not_found");
}

#[tokio::test]
async fn usual_doors_and_pairs_that_must_not_meet() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, a, _) = street::residence(&coordinator).await;
    let (one, two) = (invite(&coordinator, "Maïwenn").await, invite(&coordinator, "Loup").await);
    let path = |file: &harness::Value, what: &str| format!("/v1/volunteers/{}/{what}", file["id"].as_str().unwrap());
    let mut residents = Vec::new();
    for (floor, name) in ["Odilon", "Ysolde"].into_iter().enumerate() {
        let floor = i32::try_from(floor).unwrap();
        residents.push(coordinator.post("/v1/residents", neighbour(name, "Varangeot", &a, floor, "droite")).await.id());
    }
    let doors = json!({ "resident_ids": residents });
    coordinator.put(&path(&one, "usual_doors"), doors.clone()).await.is(200);
    let moved = coordinator.put(&path(&two, "usual_doors"), json!({ "resident_ids": [residents[1]] })).await.is(200);
    assert_eq!(moved["resident_ids"], json!([residents[1]]));
    let left = coordinator.get(&path(&one, "usual_doors")).await.is(200);
    assert_eq!(left["resident_ids"], json!([residents[0]]));
    let twice = json!({ "resident_ids": [residents[0], residents[0]] });
    coordinator.put(&path(&one, "usual_doors"), twice).await.refused(422, "usual_door.twice");

    let pair = json!({ "resident_id": residents[0] });
    let blocked = coordinator.post(&path(&one, "blocked_pairs"), pair.clone()).await;
    assert_eq!(keys(&blocked.is(201)), ["created_at", "id", "resident_id", "volunteer_id"], "never a reason");
    coordinator.post(&path(&one, "blocked_pairs"), pair.clone()).await.refused(409, "blocked_pair.stands");
    assert_eq!(coordinator.get(&path(&one, "usual_doors")).await.is(200)["resident_ids"], json!([]));
    coordinator.put(&path(&one, "usual_doors"), doors.clone()).await.refused(409, "pair.blocked");
    let stranger = house.stranger().await;
    stranger.post(&path(&one, "blocked_pairs"), pair.clone()).await.refused(404, "volunteer.not_found");
    stranger.put(&path(&one, "usual_doors"), doors).await.refused(404, "volunteer.not_found");
    stranger.get(&path(&one, "blocked_pairs")).await.refused(404, "volunteer.not_found");
    let phone = street::phone_of(&house, &one).await;
    phone.get(&path(&one, "blocked_pairs")).await.refused(403, "right.missing");
    let one_pair = format!("{}/{}", path(&one, "blocked_pairs"), blocked.id());
    stranger.delete(&one_pair).await.refused(404, "blocked_pair.not_found");
    coordinator.delete(&one_pair).await.is(204);
    assert_eq!(coordinator.get(&path(&one, "blocked_pairs")).await.is(200)["items"], json!([]));

    coordinator.ask("POST".parse().unwrap(), &path(&two, "departure")).go().await.is(200);
    assert_eq!(coordinator.get(&path(&two, "usual_doors")).await.is(200)["resident_ids"], json!([]));
    phone.get("/v1/volunteers").await.is(200);
    coordinator.ask("POST".parse().unwrap(), &path(&one, "departure")).go().await.is(200);
    phone.get("/v1/volunteers").await.refused(401, "session.invalid");
}

#[tokio::test]
async fn nobody_is_let_go_in_the_middle_of_a_round() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    morning.night().await;
    let round = format!("/v1/rounds/{}", text(&morning.round_of(&anna).await["id"]));
    morning.house.go_to(DAY, 7, 0);
    anna.phone.post_empty(&format!("{round}/start")).await.is(200);
    let departure = format!("/v1/volunteers/{}/departure", anna.id);
    morning.desk.post_empty(&departure).await.refused(409, "volunteer.under_way");
    anna.phone.post_empty(&format!("{round}/finish")).await.is(200);
    morning.desk.post_empty(&departure).await.is(200);
    morning.house.settle().await;
}
