//! « Un problème avec ma livraison »: one owner at once, and a promise that names them and an hour.

use harness::{House, json};

#[tokio::test]
async fn a_problem_becomes_somebodys_business_and_a_call_is_promised() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let path = format!("/v1/residents/{}/delivery_problems", neighbour.id);
    // Monday 25 February 2019, shortly after eight; somebody is there from nine to twelve.
    let asked = json!({ "kind": "not_come", "note": "J'ai attendu toute la matinée." });
    let told = neighbour.post_as(&path, "problem-000001", asked.clone()).await.is(201);
    assert_eq!(told["said"], "Maëlle Trévidic vous rappelle aujourd'hui avant 11\u{a0}h.");
    assert!(told["phone"] == "+33353010010" && told["answering_hours"] == "du lundi au vendredi, de 9 h à 17 h");
    assert_eq!(neighbour.post_as(&path, "problem-000001", asked).await.is(201), told);
    let concerns = house.coordinator().get("/v1/concerns?open=true").await.is(200);
    let concerns = concerns["items"].as_array().unwrap().clone();
    assert_eq!(concerns.len(), 1);
    assert_eq!(concerns[0]["kind"], "delivery");
    assert_eq!(concerns[0]["words"], "Personne n'est passé.");
    assert_eq!(concerns[0]["note"], "J'ai attendu toute la matinée.");
    assert_eq!(concerns[0]["call_back_by"], told["call_back_by"]);
    assert!(concerns[0]["owner_name"] == "Maëlle Trévidic" && concerns[0]["event_id"].is_null());
    let board = house.coordinator().get("/v1/days/2019-02-25").await.is(200);
    assert!(board.to_string().contains(concerns[0]["id"].as_str().unwrap()), "the day's board does not show it");
    let path = format!("/v1/concerns/{}/closure", concerns[0]["id"].as_str().unwrap());
    house.coordinator().post(&path, json!({ "done": "Rappelée, le pain est arrivé." })).await.is(200);
}

#[tokio::test]
async fn the_hours_of_the_promise_are_the_associations() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let call_back = json!({ "weekdays": [3], "from_min": 840, "until_min": 1020, "within_min": 60 });
    let edit = json!({ "parameters": { "call_back": call_back } });
    house.coordinator().patch("/v1/association", edit).await.is(200);
    let path = format!("/v1/residents/{}/delivery_problems", neighbour.id);
    let told = neighbour.post(&path, json!({ "kind": "missing" })).await.is(201);
    assert_eq!(told["said"], "Maëlle Trévidic vous rappelle mercredi 27 février avant 15\u{a0}h.");
    for wrong in [json!({ "weekdays": [0] }), json!({ "within_min": 5 }), json!({ "from_min": 800, "until_min": 800 })]
    {
        let edit = json!({ "parameters": { "call_back": wrong } });
        house.coordinator().patch("/v1/association", edit).await.refused(422, "request.invalid");
    }
    house.settle().await;
}

#[tokio::test]
async fn only_ones_own_delivery_unless_one_takes_the_calls() {
    let house = House::open().await;
    let neighbour = house.resident("Odette Lemarchand").await;
    let other = house.resident("Ferdinand Quimerc'h").await;
    let path = format!("/v1/residents/{}/delivery_problems", neighbour.id);
    let asked = json!({ "kind": "damaged" });
    other.post(&path, asked.clone()).await.refused(404, "resident.not_found");
    house.stranger().await.post(&path, asked.clone()).await.refused(404, "resident.not_found");
    house.treasurer().await.post(&path, asked.clone()).await.refused(403, "right.missing");
    house.relay().await.post(&path, asked).await.is(201);
    neighbour.post(&path, json!({ "kind": "cold" })).await.refused(422, "request.invalid");
    let long = json!({ "kind": "other", "note": "x".repeat(301) });
    neighbour.post(&path, long).await.refused(422, "request.invalid");
    house.settle().await;
}
