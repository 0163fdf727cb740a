//! Stairwells, doors, codes.

use harness::{House, json};

use super::street;

#[tokio::test]
async fn another_stairwell_is_generated_after_the_others() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (residence, _, _) = street::residence(&coordinator).await;
    let path = format!("/v1/residences/{residence}/entrances");
    let tower =
        json!({ "name": "Tour", "lift": "working", "first_floor": 1, "last_floor": 9, "doors": ["1", "2", "3", "4"] });
    let made = coordinator.post(&path, tower.clone()).await.is(201);
    assert_eq!((&made["hand_order"], &made["lift"]), (&json!(2), &json!("working")));
    let doors = coordinator.get(&format!("/v1/dwellings?limit=200&entrance_id={}", made["id"].as_str().unwrap())).await;
    assert_eq!(doors.is(200)["items"].as_array().map(Vec::len), Some(36));
    coordinator.post(&path, tower.clone()).await.refused(409, "entrance.name_taken");
    coordinator.post(&path, json!({ "name": "C" })).await.refused(422, "request.invalid");
    house.stranger().await.post(&path, tower.clone()).await.refused(404, "residence.not_found");
    house.relay().await.post(&path, tower).await.refused(403, "right.missing");
}

#[tokio::test]
async fn stairwells_and_doors_are_listed_as_they_were_written() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let names: Vec<String> = ('A'..='Z').map(String::from).collect();
    let entrance = |name| json!({ "name": name, "first_floor": 0, "last_floor": 1, "doors": ["gauche", "droite"] });
    let entrances: Vec<_> = names.iter().map(entrance).collect();
    coordinator.post("/v1/residences", json!({ "name": "Les Voiles", "entrances": entrances })).await.is(201);
    let listed = coordinator.get("/v1/entrances?limit=200").await.is(200);
    let listed: Vec<_> = listed["items"].as_array().unwrap().iter().map(|it| it["name"].clone()).collect();
    assert_eq!(json!(listed), json!(names));
    let doors = coordinator.get("/v1/dwellings?limit=200").await.is(200);
    let doors: Vec<_> =
        doors["items"].as_array().unwrap().iter().take(4).map(|it| [&it["floor"], &it["door"]]).collect();
    assert_eq!(json!(doors), json!([[0, "gauche"], [0, "droite"], [1, "gauche"], [1, "droite"]]));
}

#[tokio::test]
async fn a_lift_breaks_keeps_its_day_and_is_repaired() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, entrance, _) = street::residence(&coordinator).await;
    let path = format!("/v1/entrances/{entrance}");
    let read = coordinator.get(&path).await;
    let broken = coordinator.patch_if(&path, &read.etag(), json!({ "lift": "out_of_order" })).await.is(200);
    assert_eq!(broken["lift_out_since"], "2019-02-25");
    house.go_to("2019-03-01", 9, 0);
    let still = coordinator.patch(&path, json!({ "access_notes": "sonner deux fois" })).await.is(200);
    assert_eq!(still["lift_out_since"], "2019-02-25");
    let mended =
        coordinator.patch(&path, json!({ "lift": "working", "position": { "lat": 50.718, "lon": 1.633 } })).await;
    assert_eq!(mended.is(200)["lift_out_since"], json!(null));
    coordinator.patch(&path, json!({ "lift_out_since": "2031-01-01" })).await.refused(422, "date.in_future");
    coordinator.patch_if(&path, &read.etag(), json!({ "hand_order": 3 })).await.refused(412, "edit.stale");
    house.stranger().await.patch(&path, json!({ "hand_order": 3 })).await.refused(404, "entrance.not_found");
}

#[tokio::test]
async fn a_door_code_is_written_never_shown_and_read_on_its_own() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, entrance, _) = street::residence(&coordinator).await;
    let (path, code) = (format!("/v1/entrances/{entrance}"), format!("/v1/entrances/{entrance}/door_code"));
    coordinator.get(&code).await.refused(404, "door_code.missing");
    let changed = coordinator.patch(&path, json!({ "door_code": "12B34" })).await;
    assert_eq!(changed.is(200)["has_door_code"], true);
    assert!(!changed.text.contains("12B34"));
    assert_eq!(coordinator.get(&code).await.is(200)["code"], "12B34");
    house.relay().await.get(&code).await.refused(403, "right.missing");
    house.stranger().await.get(&code).await.refused(404, "entrance.not_found");
    coordinator.patch(&path, json!({ "door_code": null })).await.is(200);
    coordinator.get(&code).await.refused(404, "door_code.missing");
}

#[tokio::test]
async fn a_door_that_nobody_wrote_down_is_noted_once() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (_, entrance, _) = street::residence(&coordinator).await;
    let asked = json!({ "entrance_id": entrance, "floor": -1, "door": "loge" });
    let noted = coordinator.post_as("/v1/dwellings", "a-door-once", asked.clone()).await.is(201);
    assert_eq!(coordinator.post_as("/v1/dwellings", "a-door-once", asked.clone()).await.is(201), noted);
    coordinator.post("/v1/dwellings", asked.clone()).await.refused(409, "dwelling.taken");
    house.stranger().await.post("/v1/dwellings", asked).await.refused(404, "entrance.not_found");
}

#[tokio::test]
async fn a_residence_is_read_and_changed() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let (residence, ..) = street::residence(&coordinator).await;
    let path = format!("/v1/residences/{residence}");
    let read = coordinator.get(&path).await;
    assert_eq!(read.is(200)["name"], "Les Embruns");
    let renamed = json!({ "name": "Les Goélands" });
    assert_eq!(coordinator.patch_if(&path, &read.etag(), renamed.clone()).await.is(200)["name"], "Les Goélands");
    coordinator.patch_if(&path, &read.etag(), renamed.clone()).await.refused(412, "edit.stale");
    coordinator.patch(&path, json!({ "name": "" })).await.refused(422, "request.invalid");
    house.relay().await.patch(&path, renamed.clone()).await.refused(403, "right.missing");
    let stranger = house.stranger().await;
    stranger.get(&path).await.refused(404, "residence.not_found");
    stranger.patch(&path, renamed).await.refused(404, "residence.not_found");
}
