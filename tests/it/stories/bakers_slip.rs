//! « À 16 h 15, j'ai la liste : 9 pains pour demain. »

use harness::json;

use crate::stairwell::Stairwell;

#[tokio::test]
async fn nine_breads_for_tomorrow() {
    let stairwell = Stairwell::open().await;
    let mut orders = Vec::new();
    for (floor, quantity) in [(0, 2), (1, 2), (2, 2), (3, 2), (4, 1)] {
        let neighbour = stairwell.neighbour(&format!("Locataire du {floor}"), floor).await;
        let order =
            stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-28", quantity)).await;
        orders.push(order.header("location"));
        let monday = stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-03-04", 1)).await;
        let refused = monday.refused(409, "order.day_closed");
        assert_eq!(refused["next_possible_day"], "2019-02-27");
    }
    stairwell.house.go_to("2019-02-27", 16, 15);
    stairwell.house.settle().await;
    let relay = stairwell.house.relay().await;
    let slips = relay.get("/v1/slips?service_day=2019-02-28").await.is(200);
    assert_eq!(slips["items"].as_array().map(Vec::len), Some(1), "one sheet for each shop and day");
    let slip = &slips["items"][0];
    assert_eq!(slip["pickup_point"], "Boulangerie");
    assert!(slip["script"].as_str().unwrap().contains("il nous faut 9 pains"));
    let mut total = 0;
    for path in &orders {
        total += stairwell.coordinator.get(path).await.is(200)["lines"][0]["quantity"].as_i64().unwrap();
    }
    assert_eq!(slip["lines"][0]["total"], total);
    assert!(!slip.to_string().contains("Locataire"), "a slip names nobody");
    // The baker says yes on the telephone, before 18:00.
    let confirmation = format!("/v1/slips/{}/confirmation", slip["id"].as_str().unwrap());
    let confirmed =
        relay.post_if(&confirmation, &format!("\"{}\"", slip["version"]), json!({ "how": "by_phone" })).await.is(200);
    assert_eq!(confirmed["status"], "confirmed");
    stairwell.house.go_to("2019-02-27", 18, 30);
    let slips = relay.get("/v1/slips?service_day=2019-02-28").await.is(200);
    assert_eq!(slips["items"][0]["red"], false);
    stairwell.house.settle().await;
}
