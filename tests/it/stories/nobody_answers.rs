//! "Personne ne répond. Le sac d'avant-hier est encore plein."

use std::collections::BTreeSet;

use harness::{House, Person, Value, json};

/// Wednesday: the bakery takes orders until Tuesday at four.
const DAY: &str = "2019-02-27";

#[tokio::test]
async fn a_silent_door_with_a_full_bag_is_somebodys_business_until_a_human_closes_it() {
    let house = House::open().await;
    let desk = house.coordinator();
    let huguette = house.resident("Huguette Lannuzel").await;
    let gael = house.volunteer("Gaël Pennec").await;
    morning(&house, &gael, &huguette).await;
    house.go_to("2019-02-26", 21, 0);
    house.settle().await;
    house.go_to(DAY, 8, 0);
    house.settle().await;

    let rounds = gael.get("/v1/rounds").await.is(200);
    let round = rounds["items"][0]["id"].as_str().expect("a round").to_owned();
    let drop = drop_of(&gael.get(&format!("/v1/rounds/{round}")).await.is(200));
    let event = |n: u32, kind: &str| {
        json!({
            "event_id": format!("evt_016930c800007000800000000000{n:04x}"),
            "device_seq": n,
            "kind": kind,
            "round_id": round,
            "drop_id": drop,
            "at_device": format!("{DAY}T08:0{n}:00+01:00"),
        })
    };
    gael.post("/v1/sync", json!({ "events": [event(1, "bag_full"), event(2, "no_answer")] })).await.is(200);

    let concerns = desk.get(&format!("/v1/concerns?open=true&service_day={DAY}")).await.is(200);
    let concerns = concerns["items"].as_array().expect("items").clone();
    let kinds: BTreeSet<_> = concerns.iter().map(|concern| concern["kind"].as_str().expect("a kind")).collect();
    assert_eq!((concerns.len(), kinds), (2, BTreeSet::from(["bag_full", "no_answer"])));
    for concern in &concerns {
        assert_eq!(concern["resident_id"], json!(huguette.id));
        assert_eq!(concern["owner_id"], json!(desk.account()));
        let path = format!("/v1/concerns/{}/closure", concern["id"].as_str().expect("an id"));
        gael.post(&path, json!({ "done": "je repasserai" })).await.refused(403, "right.missing");
        desk.post(&path, json!({ "done": "Appelée : elle était chez sa fille." })).await.is(200);
    }
    let open = desk.get("/v1/concerns?open=true").await.is(200);
    assert_eq!(open["items"], json!([]));
    let counted = desk.get(&format!("/v1/counts?from={DAY}&to={DAY}")).await.is(200);
    assert_eq!(counted["total"]["kinds"][0]["not_delivered_reasons"]["no_answer"], 1);
    let told = gael.get(&format!("/v1/rounds/{round}")).await.is(200);
    assert!(told.to_string().contains("\"not_delivered\""), "the round shows what was reported: {told}");
    house.settle().await;
}

/// One bread for Huguette, and Gaël's Wednesday mornings.
async fn morning(house: &House, gael: &Person, huguette: &Person) {
    let desk = house.coordinator();
    let hours = json!({ "hours": [{ "weekday": 3, "from_min": 420, "until_min": 720 }] });
    desk.put(&format!("/v1/volunteers/{}/availability", gael.id), hours).await.is(200);
    let products = desk.get("/v1/products").await.is(200);
    let bread = products["items"].as_array().expect("products").iter().find(|product| product["kind"] == "bread");
    let order = json!({
        "resident_id": huguette.id,
        "service_day": DAY,
        "lines": [{ "product_id": bread.expect("the bread")["id"], "quantity": 1 }],
    });
    desk.post("/v1/orders", order).await.is(201);
}

fn drop_of(round: &Value) -> String {
    let stops = round["stops"].as_array().expect("stops").iter();
    let mut drops = stops.filter_map(|stop| stop["drops"].as_array()).flatten();
    drops.next().expect("a drop")["drop_id"].as_str().expect("an id").to_owned()
}
