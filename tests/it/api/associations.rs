//! The association, tuned; its neighbourhoods.

use harness::{House, json};

#[tokio::test]
async fn the_first_evening_stands_before_anything_is_typed() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let association = coordinator.get("/v1/association").await.is(200);
    assert_eq!(association["name"], "Régie des Embruns");
    assert_eq!(association["phone"], "+33353010010");
    assert_eq!(association["parameters"]["plan_at_min"], 1200);
    let neighbourhoods = coordinator.get("/v1/neighbourhoods").await.is(200);
    assert_eq!(neighbourhoods["items"][0]["name"], "Régie des Embruns");
    assert_eq!(neighbourhoods["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn an_association_is_tuned_from_what_was_read() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let read = coordinator.get("/v1/association").await;
    let patch =
        json!({ "name": "Régie des Dunes", "parameters": { "plan_at_min": 1230, "pace": { "walk_mm_s": 900 } } });
    let changed = coordinator.patch_if("/v1/association", &read.etag(), patch.clone()).await.is(200);
    assert_eq!(changed["name"], "Régie des Dunes");
    assert_eq!(changed["phone"], "+33353010010");
    assert_eq!(changed["parameters"]["pace"]["walk_mm_s"], 900);
    assert_eq!(changed["parameters"]["pace"]["cart_mm_s"], 1000);
    coordinator.patch_if("/v1/association", &read.etag(), patch).await.refused(412, "edit.stale");
}

#[tokio::test]
async fn parameters_outside_their_limits_are_refused_all_at_once() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let wrong = json!({ "plan_at_min": 1440, "spoken_within_days": 0, "pace": { "walk_mm_s": 99 }, "carrying": { "hands_g": 25001 } });
    let problem =
        coordinator.patch("/v1/association", json!({ "parameters": wrong })).await.refused(422, "request.invalid");
    let at: Vec<_> = problem["faults"].as_array().unwrap().iter().map(|fault| fault["at"].as_str().unwrap()).collect();
    assert_eq!(
        at,
        [
            "/parameters/plan_at_min",
            "/parameters/spoken_within_days",
            "/parameters/pace/walk_mm_s",
            "/parameters/carrying/hands_g"
        ]
    );
    for patch in [
        json!({ "phone": "12" }),
        json!({ "name": "" }),
        json!({ "time_zone": "Asia/Tokyo" }),
        json!({ "parameters": { "x": 1 } }),
    ] {
        coordinator.patch("/v1/association", patch).await.refused(422, "request.invalid");
    }
    assert_eq!(coordinator.get("/v1/association").await.is(200)["version"], 1);
}

#[tokio::test]
async fn everybody_reads_the_association_and_only_coordinators_tune_it() {
    let house = House::open().await;
    for phone in [house.relay().await, house.treasurer().await, house.resident("Odette Lemarchand").await.phone] {
        phone.get("/v1/association").await.is(200);
        phone.patch("/v1/association", json!({ "name": "x" })).await.refused(403, "right.missing");
    }
    let stranger = house.stranger().await;
    assert_eq!(stranger.get("/v1/association").await.is(200)["name"], "Les Voisins d'en Face");
    house.settle().await;
}

#[tokio::test]
async fn a_neighbourhood_is_added_and_renamed() {
    let house = House::open().await;
    let (coordinator, stranger) = (house.coordinator(), house.stranger().await);
    let added =
        coordinator.post("/v1/neighbourhoods", json!({ "name": "Le Phare", "priority_area": "QP062004" })).await;
    let path = added.header("location");
    let read = coordinator.get(&path).await;
    assert_eq!(read.is(200), added.is(201));
    let renamed = coordinator.patch_if(&path, &read.etag(), json!({ "name": "Le Grand Phare" })).await;
    assert_eq!(renamed.is(200)["priority_area"], "QP062004");
    coordinator.patch_if(&path, &read.etag(), json!({ "name": "x" })).await.refused(412, "edit.stale");
    coordinator.patch(&path, json!({ "name": "Régie des Embruns" })).await.refused(409, "neighbourhood.name_taken");
    stranger.get(&path).await.refused(404, "neighbourhood.not_found");
    stranger.patch(&path, json!({ "name": "x" })).await.refused(404, "neighbourhood.not_found");
    coordinator.get("/v1/neighbourhoods/ngh_1").await.refused(400, "request.unreadable");
    let all = coordinator.get("/v1/neighbourhoods?limit=1").await.is(200);
    let next = format!("/v1/neighbourhoods?limit=1&cursor={}", all["next_cursor"].as_str().unwrap());
    let rest = coordinator.get(&next).await.is(200);
    assert_eq!(rest["items"][0]["name"], "Le Grand Phare");
    assert_eq!(rest.get("next_cursor"), None);
    coordinator.get("/v1/neighbourhoods?limit=0").await.refused(422, "request.invalid");
    coordinator.get("/v1/neighbourhoods?cursor=zz").await.refused(422, "request.invalid");
}

#[tokio::test]
async fn what_a_young_association_does_not_need_is_off_until_it_is_switched_on() {
    let house = House::open().await;
    let read = house.resident("Odette Lemarchand").await.get("/v1/association").await.is(200);
    let off = ["network", "imports", "coordinates", "funder_fields", "calendar_feeds", "shared_tablet"];
    assert!(off.iter().all(|name| read["parameters"]["features"][name] == false), "{read}");
    let edit = json!({ "parameters": { "features": { "imports": true }, "map": { "tile_url": "https://tiles.example.org/{z}/{x}/{y}.png" } } });
    let told = house.coordinator().patch("/v1/association", edit).await.is(200);
    assert!(told["parameters"]["features"]["imports"] == true && told["parameters"]["features"]["network"] == false);
    for url in [
        "http://tiles.example.org/{z}/{x}/{y}",
        "https://a b/{z}{x}{y}",
        "https://*.org/{z}/{x}/{y}",
        "https://x.org/{z}",
    ] {
        let edit = json!({ "parameters": { "map": { "tile_url": url } } });
        house.coordinator().patch("/v1/association", edit).await.refused(422, "request.invalid");
    }
}
