//! « 7 h 30, 9 sacs, 4 packs, entrées A et D. »

use axum::http::Method;
use harness::json;

use crate::morning::{DAY, Morning, doors, items, text};

#[tokio::test]
async fn the_round_of_the_morning_is_on_the_phone_without_network() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let code = json!({ "door_code": "12B34", "access_notes": "porte lourde" });
    morning.desk.patch(&format!("/v1/entrances/{}", morning.a), code).await.is(200);
    for (at, name) in ["Dubocage", "Marzin", "Le Goff"].into_iter().enumerate() {
        let floor = i32::try_from(at).unwrap();
        let resident = morning.neighbour(name, &morning.a, floor, "gauche").await;
        morning.order(&resident, 3, 0).await;
    }
    let high = morning.neighbour("Valette", &morning.d, 8, "droite").await;
    morning.order(&high, 0, 3).await;
    let second = morning.neighbour("Kerdoncuff", &morning.a, 3, "droite").await;
    morning.order(&second, 0, 1).await;
    morning.night().await;

    let round = morning.round_of(&anna).await;
    assert_eq!((&round["status"], &round["shift"]), (&json!("published"), &json!("morning")));
    let eve = morning.sheet(&anna.phone, &round).await;
    assert_eq!(eve["with_codes"], false);
    assert!(!eve.to_string().contains("12B34") && !eve.to_string().contains("+33"));
    assert_eq!(items(&morning.board().await["unserved"]), [] as [harness::Value; 0]);

    morning.house.go_to(DAY, 7, 0);
    let path = format!("/v1/rounds/{}", text(&round["id"]));
    anna.phone.post_empty(&format!("{path}/acceptance")).await.is(200);
    let answered = anna.phone.get(&path).await;
    let sheet = answered.is(200);
    assert_eq!(sheet["with_codes"], true);
    let again = anna.phone.ask(Method::GET, &path).header("if-none-match", answered.etag()).go().await;
    assert_eq!(again.status.as_u16(), 304);

    let stops = items(&sheet["stops"]);
    assert_eq!(stops[0]["kind"], "pickup", "what is carried is taken first");
    let taken: i64 =
        stops.iter().flat_map(|stop| items(&stop["goods"])).map(|goods| goods["quantity"].as_i64().unwrap()).sum();
    assert_eq!(taken, 9 + 4);
    assert_eq!(doors(&sheet).len(), 5);
    let first = stops.iter().find(|stop| stop["entrance"]["name"] == "A").expect("entrance A");
    assert_eq!(first["entrance"]["door_code"], "12B34");
    assert_eq!(first["drops"][0]["residents"][0]["phone"], "+33353010042");
    // Above two floors without a lift a pack goes up in two halves.
    let split = stops.iter().flat_map(|stop| items(&stop["drops"])).flat_map(|drop| items(&drop["tasks"]));
    let hints: Vec<_> = split.filter(|task| task["carry_hint"] != json!(null)).collect();
    assert_eq!(hints.len(), 1);
    assert_eq!(hints[0]["carry_hint"], "en deux fois");

    // The coordinator sees the round, without codes and numbers.
    let seen = morning.sheet(&morning.desk, &round).await;
    assert!(!seen.to_string().contains("12B34") && !seen.to_string().contains("+33"));
    anna.phone.post_empty(&format!("{path}/start")).await.is(200);
    anna.phone.post_empty(&format!("{path}/finish")).await.is(200);
    assert_eq!(items(&morning.board().await["doors_without_outcome"]).len(), 5);
    morning.house.settle().await;
}
