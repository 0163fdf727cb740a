//! Who comes and when, for the person who waits.

use harness::json;

use super::scene::{DAY, Scene, at_door, given};

#[tokio::test]
async fn a_neighbour_reads_who_comes_and_before_what_hour() {
    let scene = Scene::set().await;
    let yvonne = &scene.yvonne;
    let path = format!("/v1/residents/{}/coming?day={DAY}", yvonne.resident);
    let coordinator = scene.house.coordinator();
    let told = coordinator.get(&path).await.is(200);
    assert_eq!(told["state"], "planned", "{told}");
    assert_eq!(told["given_name"], "Anna");
    let before = told["before_min"].as_u64().unwrap();
    assert!(before.is_multiple_of(30));
    assert!(told["said"].as_str().unwrap().starts_with("Anna passe avant "), "{told}");
    let members: Vec<_> = told.as_object().unwrap().keys().cloned().collect();
    assert_eq!(members, ["before_min", "day", "given_name", "said", "state"]);
    // Who declined does not come.
    scene.execute("rounds", ("status", "declined"), &scene.anna.round).await;
    let told = coordinator.get(&path).await.is(200);
    assert!(told["state"] == "uncertain" && told["given_name"].is_null(), "{told}");
    let (round, drop, line) = (&scene.anna.round, &yvonne.drop, &yvonne.lines[0]);
    let ends = [
        (at_door(1, "no_answer", round, drop, json!({})), "Nous n'avons pas pu vous livrer."),
        (at_door(2, "delivered", round, drop, given(&[(line, 1)])), "Une partie seulement est livrée."),
        (at_door(3, "delivered", round, drop, given(&[(line, 2)])), "C'est livré."),
    ];
    for (event, said) in ends {
        assert_eq!(scene.push(&scene.anna.phone, vec![event]).await.len(), 1);
        assert_eq!(coordinator.get(&path).await.is(200)["said"], said);
    }
    scene.house.settle().await;
}

#[tokio::test]
async fn only_ones_own_and_nothing_before_the_plan() {
    let house = harness::House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let other = house.resident("Ferdinand Quimerc'h").await;
    let path = format!("/v1/residents/{}/coming", neighbour.id);
    let told = neighbour.get(&path).await.is(200);
    assert!(told["day"] == "2019-02-25" && told["state"] == "nothing_ordered");
    let products = neighbour.get("/v1/products").await.is(200);
    let lines = json!([{ "product_id": products["items"][0]["id"], "quantity": 1 }]);
    let order = json!({ "resident_id": neighbour.id, "service_day": "2019-02-27", "channel": "app", "lines": lines });
    neighbour.post("/v1/orders", order).await.is(201);
    let told = neighbour.get(&format!("{path}?day=2019-02-27")).await.is(200);
    assert_eq!(told["said"], "La tournée n'est pas encore prête.");
    other.get(&path).await.refused(404, "resident.not_found");
    house.stranger().await.get(&path).await.refused(404, "resident.not_found");
    house.treasurer().await.get(&path).await.refused(403, "right.missing");
    neighbour.get(&format!("{path}?day=demain")).await.refused(400, "request.unreadable");
    house.settle().await;
}
