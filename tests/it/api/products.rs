//! Products: days that can be ordered through holidays and the two odd nights of the year, and dated prices.

use harness::{House, Value, json};

use crate::stairwell::Stairwell;

async fn days(stairwell: &Stairwell, product: &str, from: &str, to: &str) -> Value {
    stairwell.coordinator.get(&format!("/v1/products/{product}/days?from={from}&to={to}")).await.is(200)
}

#[tokio::test]
async fn a_product_is_offered_and_changed() {
    let stairwell = Stairwell::open().await;
    let body = json!({
        "pickup_point_id": stairwell.grocery,
        "kind": "other",
        "name": "Panier du jardin",
        "unit_one": "panier",
        "unit_many": "paniers",
        "grams": 3000,
        "cutoff_kind": "weekday_before",
        "cutoff_weekday": 4,
        "cutoff_min": 1080,
        "delivery_weekdays": [5],
        "unit_cents": 400,
    });
    let created = stairwell.coordinator.post("/v1/products", body.clone()).await;
    let product = created.is(201);
    assert_eq!(product["prices"][0]["cents"], 400);
    assert_eq!(product["delivery_weekdays"], json!([5]));
    stairwell.coordinator.post("/v1/products", body.clone()).await.refused(409, "product.name_taken");
    // The whole of next week closes on Thursday, 18:00.
    let told = days(&stairwell, product["id"].as_str().unwrap(), "2019-03-01", "2019-03-08").await;
    assert_eq!(told["next_possible_day"], "2019-03-08");
    assert_eq!((&told["days"][0]["state"], &told["days"][0]["why"]), (&json!("closed"), &json!("cutoff_passed")));
    assert_eq!(told["days"][1]["why"], "not_a_delivery_day");
    assert_eq!(told["days"][7]["until"], "2019-02-28T17:00:00Z");
    let path = created.header("location");
    assert_eq!(stairwell.coordinator.get(&path).await.is(200), product);
    let backwards = json!({ "deliver_from_min": 720 });
    stairwell.coordinator.patch(&path, backwards).await.refused(422, "hours.backwards");
    stairwell.coordinator.patch(&path, json!({ "active": false })).await.is(200);
    let told = days(&stairwell, product["id"].as_str().unwrap(), "2019-03-08", "2019-03-08").await;
    assert_eq!((&told["days"][0]["why"], &told["next_possible_day"]), (&json!("withdrawn"), &Value::Null));
    stairwell.house.relay().await.patch(&path, json!({ "active": true })).await.refused(403, "right.missing");
    let stranger = stairwell.house.stranger().await;
    stranger.get(&path).await.refused(404, "product.not_found");
    stranger.get(&format!("{path}/days")).await.refused(404, "product.not_found");
    stranger.post("/v1/products", body.clone()).await.refused(404, "pickup_point.not_found");
    stairwell
        .coordinator
        .get(&format!("{path}/days?from=2019-03-08&to=2019-03-01"))
        .await
        .refused(422, "period.backwards");
    let long = format!("{path}/days?from=2019-03-08&to=2020-03-01");
    stairwell.coordinator.get(&long).await.refused(422, "product.too_many_days");
    let mut wrong = body;
    wrong["grams"] = json!(0);
    stairwell.coordinator.post("/v1/products", wrong).await.refused(422, "request.invalid");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn prices_are_dated() {
    let stairwell = Stairwell::open().await;
    let neighbour = stairwell.neighbour("Marzin", 1).await;
    let before = stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-02-28", 1)).await;
    let after = stairwell.coordinator.post("/v1/orders", stairwell.breads(&neighbour, "2019-03-02", 2)).await;
    let prices = format!("/v1/products/{}/prices", stairwell.bread);
    let price = json!({ "valid_from": "2019-03-01", "unit_cents": 120 });
    stairwell.coordinator.post(&prices, price.clone()).await.is(201);
    stairwell.coordinator.post(&prices, price).await.refused(409, "price.taken");
    let cost = async |path: String| stairwell.coordinator.get(&path).await.is(200)["total_cents"].clone();
    assert_eq!(cost(before.header("location")).await, 109);
    assert_eq!(cost(after.header("location")).await, 240);
    let far = json!({ "valid_from": "9999-03-01", "unit_cents": 120 });
    stairwell.coordinator.post(&prices, far).await.refused(422, "request.invalid");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn holidays_and_mondays_are_closed() {
    let stairwell = Stairwell::open().await;
    stairwell.house.go_to("2019-04-29", 9, 0);
    let told = days(&stairwell, &stairwell.bread, "2019-05-01", "2019-05-06").await;
    let why = |index: usize| told["days"][index]["why"].as_str();
    assert_eq!((why(0), why(5)), (Some("holiday"), Some("not_a_delivery_day")));
    assert!(told["days"][0]["why_said"].as_str().unwrap().contains("Fête du Travail"));
    // Thursday's bread closes on Tuesday: the bakery is closed on 1 May.
    assert_eq!(told["days"][1]["until"], "2019-04-30T14:00:00Z");
    assert_eq!(told["next_possible_day"], "2019-05-02");
    stairwell.house.settle().await;
}

#[tokio::test]
async fn a_cut_off_on_the_two_odd_nights_has_one_instant() {
    let stairwell = Stairwell::open().await;
    stairwell.house.go_to("2027-03-26", 9, 0);
    let until = async |day: &str| days(&stairwell, &stairwell.bread, day, day).await["days"][0]["until"].clone();
    assert_eq!(until("2027-03-28").await, "2027-03-27T15:00:00Z");
    assert_eq!(until("2027-03-30").await, "2027-03-28T14:00:00Z");
    // 02:30 does not exist in the night to 28 March, and comes twice in the night to 31 October.
    stairwell.tune(&stairwell.bread, json!({ "cutoff_min": 150 })).await;
    assert_eq!(until("2027-03-30").await, "2027-03-28T01:00:00Z");
    stairwell.house.clock.set("2027-10-31T00:00:00Z".parse().unwrap());
    assert_eq!(until("2027-11-02").await, "2027-10-31T00:30:00Z");
    for instant in ["2027-10-31T00:30:00Z", "2027-10-31T01:00:00Z", "2027-10-31T01:29:00Z"] {
        stairwell.house.clock.set(instant.parse().unwrap());
        let told = days(&stairwell, &stairwell.bread, "2027-11-02", "2027-11-02").await;
        assert_eq!(told["days"][0]["why"], "cutoff_passed", "{instant}");
    }
    stairwell.house.settle().await;
}

#[tokio::test]
async fn who_pays_is_said_before_the_first_order() {
    let house = House::open().await;
    let bread = house.coordinator().get("/v1/products").await.is(200)["items"][0].clone();
    assert_eq!(bread["paid_by_said"], "Le portage est gratuit. L'association paie le commerce.");
    let path = format!("/v1/products/{}", bread["id"].as_str().unwrap());
    let told = house.coordinator().patch(&path, json!({ "paid_by": "donated" })).await.is(200);
    assert_eq!(told["paid_by_said"], "Le portage est gratuit. Le commerce donne les produits.");
    house.coordinator().patch(&path, json!({ "paid_by": "nobody" })).await.refused(422, "request.invalid");
    house.settle().await;
}
