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
