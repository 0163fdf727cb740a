//! A street to test in: one residence, its stairwells, a neighbour behind a door. No real person has one of these names.

use harness::{House, Phone, Value, json};

/// A residence "Les Embruns" with the stairwells A and B, floors 0 to 4, doors gauche and droite; answers their ids.
pub async fn residence(coordinator: &Phone) -> (String, String, String) {
    let stairwell = |name: &str| json!({ "name": name, "last_floor": 4, "doors": ["gauche", "droite"] });
    let asked = json!({ "name": "Les Embruns", "entrances": [stairwell("A"), stairwell("B")] });
    let residence = coordinator.post("/v1/residences", asked).await.id();
    let entrances = coordinator.get(&format!("/v1/entrances?residence_id={residence}")).await.is(200);
    let entrances = entrances["items"].as_array().unwrap();
    let id = |name: &str| entrances.iter().find(|it| it["name"] == name).unwrap()["id"].as_str().unwrap().to_owned();
    (residence, id("A"), id("B"))
}

/// What signs somebody up at a door of an entrance, with a delivery consent.
pub fn neighbour(given: &str, family: &str, entrance: &str, floor: i32, door: &str) -> Value {
    json!({
        "given_name": given,
        "family_name": family,
        "home": { "entrance_id": entrance, "floor": floor, "door": door },
        "consents": [{ "purpose": "delivery", "how": "at_door", "given_on": "2019-02-25" }],
    })
}

/// The phone of the resident or volunteer whose file this is.
pub async fn phone_of(house: &House, file: &Value) -> Phone {
    house.sign_in(file["account_id"].as_str().unwrap()).await
}

/// The names of an object's members, sorted.
pub fn keys(of: &Value) -> Vec<String> {
    of.as_object().unwrap().keys().cloned().collect()
}
