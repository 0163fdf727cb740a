//! Days that nobody means: each store reads other years than chrono does, so what is out of reach is refused at the door.

use harness::{House, Value, contract, json};

/// Before what PostgreSQL can hold, after what people mean, and a slip of the finger.
const FAR: [&str; 4] = ["-262143-01-01", "-4713-01-01", "0201-03-04", "%2B262142-12-31"];

fn is_day(parameter: &Value) -> bool {
    parameter["schema"].to_string().contains(r#""format":"date""#)
}

#[tokio::test]
async fn no_question_takes_a_day_that_nobody_means() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    let mut asked = 0;
    for operation in contract::operations().iter().filter(|operation| operation.method == "GET") {
        let query = operation.parameters("query");
        let mut path = operation.template.clone();
        for (name, parameter) in operation.parameters("path") {
            let value = if is_day(&parameter) { "DAY" } else { "res_00000000000000000000000000000000" };
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let days: Vec<String> =
            query.iter().filter(|(_, told)| is_day(told)).map(|(name, _)| format!("{name}=DAY")).collect();
        if days.is_empty() && !path.contains("DAY") {
            continue;
        }
        for far in FAR {
            let whole = format!("{path}?{}", days.join("&")).replace("DAY", far);
            let status = coordinator.get(whole.trim_end_matches('?')).await.status;
            assert!(status == 400 || status == 422, "{whole}: {status}");
            asked += 1;
        }
    }
    assert!(asked >= 10 * FAR.len(), "{asked}");
}

#[tokio::test]
async fn a_day_in_an_address_is_judged_as_one_in_a_question() {
    let house = House::open().await;
    let coordinator = house.coordinator();
    for far in ["0201-03-04", "5974-01-01"] {
        coordinator.get(&format!("/v1/days/{far}")).await.refused(422, "request.invalid");
        coordinator.get(&format!("/v1/concerns?service_day={far}")).await.refused(422, "request.invalid");
    }
    coordinator.get("/v1/days/hier").await.refused(400, "request.unreadable");
}

#[tokio::test]
async fn no_order_is_for_a_day_that_nobody_means() {
    let house = House::open().await;
    let product = "prd_00000000000000000000000000000000";
    for day in ["-262143-01-01", "0201-03-04", "+262142-12-31"] {
        let order = json!({ "service_day": day, "lines": [{ "product_id": product, "quantity": 1 }],
            "resident_id": "res_00000000000000000000000000000000" });
        house.coordinator().post("/v1/orders", order).await.refused(422, "request.invalid");
    }
}
