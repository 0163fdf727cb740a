//! The set-up link: single use, a day long, on an empty installation only.

use app::associations::setup_link;
use chrono::TimeDelta;
use harness::{House, Value, json};

fn asked(token: &str) -> Value {
    json!({
        "setup_token": token,
        "association": { "name": "Régie des Embruns", "phone": "0353010010", "answering_hours": "le matin", "holiday_zone": "alsace_moselle", "neighbourhood": "Les Embruns" },
        "coordinator": { "name": "Maëlle Trévidic" },
        "device_label": "ordinateur",
    })
}

#[tokio::test]
async fn a_link_founds_one_association() {
    let house = House::empty().await;
    let (first, second) =
        (setup_link(&house.app).await.unwrap().unwrap(), setup_link(&house.app).await.unwrap().unwrap());
    let opened = house.nobody().post("/v1/setup", asked(&first)).await.is(201);
    assert_eq!(opened["roles"], json!(["coordinator"]));
    assert_eq!(opened["awaits_confirmation"], false);
    let coordinator = house.bearer(opened["access_token"].as_str().unwrap());
    assert_eq!(coordinator.get("/v1/association").await.is(200)["holiday_zone"], "alsace_moselle");
    assert_eq!(coordinator.get("/v1/neighbourhoods").await.is(200)["items"][0]["name"], "Les Embruns");
    house.nobody().post("/v1/setup", asked(&first)).await.refused(401, "setup.invalid");
    house.nobody().post("/v1/setup", asked(&second)).await.refused(401, "setup.invalid");
    assert_eq!(setup_link(&house.app).await.unwrap(), None);
}

#[tokio::test]
async fn a_link_that_is_late_guessed_or_malformed_founds_nothing() {
    let house = House::empty().await;
    let token = setup_link(&house.app).await.unwrap().unwrap();
    house.nobody().post("/v1/setup", asked("A")).await.refused(401, "setup.invalid");
    let mut wrong = asked(&token);
    wrong["association"]["phone"] = json!("12");
    let problem = house.nobody().post("/v1/setup", wrong).await.refused(422, "request.invalid");
    assert_eq!(problem["faults"][0]["at"], "/association/phone");
    let mut more = asked(&token);
    more["coordinator"]["roles"] = json!(["treasurer"]);
    house.nobody().post("/v1/setup", more).await.refused(422, "request.invalid");
    house.wait(TimeDelta::hours(24));
    house.nobody().post("/v1/setup", asked(&token)).await.refused(401, "setup.invalid");
    assert!(setup_link(&house.app).await.unwrap().is_some(), "nothing was founded");
}

#[tokio::test]
async fn bread_water_and_a_cut_off_are_prefilled() {
    let house = House::open().await;
    let products = house.coordinator().get("/v1/products").await.is(200);
    let mut names: Vec<_> =
        products["items"].as_array().unwrap().iter().map(|product| product["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Pack d'eau", "Pain"]);
}
