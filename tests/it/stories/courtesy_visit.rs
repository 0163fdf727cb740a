//! « Je passe voir M. Valette, une demi-heure. Il préfère que ce soit moi. »

use harness::json;

use crate::morning::{DAY, Morning, doors, items, text};

#[tokio::test]
async fn a_visit_is_due_agreed_planned_and_can_be_stopped_by_one_call() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 1020)], json!({})).await;
    let bruno = morning.walker("Bruno", &[(420, 1020)], json!({})).await;
    morning.train(&anna).await;
    let valette = morning.neighbour("Valette", &morning.d, 2, "droite").await;
    morning.order(&valette, 1, 0).await;
    let cadence = format!("/v1/residents/{valette}/visit_cadence");
    let wish = json!({ "every_days": 21, "volunteer_id": anna.id });
    morning.desk.put(&cadence, wish).await.is(200);
    let due = items(&morning.desk.get("/v1/visits/due").await.is(200));
    assert_eq!((&due[0]["resident_id"], &due[0]["volunteer_id"]), (&json!(valette), &json!(anna.id)));

    let visit =
        |who: &str, at: i32| json!({ "resident_id": valette, "volunteer_id": who, "service_day": DAY, "at_min": at });
    morning.desk.post("/v1/visits", visit(&bruno.id, 900)).await.refused(409, "volunteer.not_trained");
    morning.desk.post("/v1/visits", visit(&anna.id, 500)).await.refused(422, "visit.in_bread_morning");
    let away = format!("/v1/residents/{valette}/absences");
    let days = json!({ "first_day": DAY, "last_day": DAY, "channel": "phone_relay" });
    let absence = morning.desk.post(&away, days).await.is(201);
    morning.desk.post("/v1/visits", visit(&anna.id, 900)).await.refused(409, "visit.away");
    morning.desk.delete(&format!("{away}/{}", text(&absence["id"]))).await.is(204);
    let agreed = morning.desk.post("/v1/visits", visit(&anna.id, 900)).await.is(201);
    assert_eq!(agreed["minutes"], 30);
    assert_eq!(items(&morning.desk.get("/v1/visits/due").await.is(200)).len(), 0);
    morning.night().await;

    let rounds = morning.rounds().await;
    let afternoon = rounds.iter().find(|round| round["shift"] == "afternoon").expect("an afternoon");
    assert_eq!(afternoon["volunteer_id"], anna.id.as_str());
    let sheet = morning.sheet(&anna.phone, afternoon).await;
    assert_eq!(doors(&sheet), [("Valette".to_owned(), "visite de 30 minutes".to_owned())]);
    assert_eq!(sheet["stops"][0]["drops"][0]["tasks"][0]["at_min"], 900);

    let path = format!("/v1/visits/{}", text(&agreed["id"]));
    morning.desk.delete(&path).await.is(204);
    morning.desk.delete(&cadence).await.is(204);
    morning.house.settle().await;
    assert!(morning.rounds().await.iter().all(|round| round["shift"] == "morning"));
}

#[tokio::test]
async fn a_visit_that_found_the_door_shut_is_on_the_sheet_and_was_no_visit() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 1020)], json!({})).await;
    morning.train(&anna).await;
    let valette = morning.neighbour("Valette", &morning.d, 2, "droite").await;
    let cadence = json!({ "every_days": 21, "volunteer_id": anna.id });
    morning.desk.put(&format!("/v1/residents/{valette}/visit_cadence"), cadence).await.is(200);
    let visit = json!({ "resident_id": valette, "volunteer_id": anna.id, "service_day": DAY, "at_min": 900 });
    morning.desk.post("/v1/visits", visit).await.is(201);
    morning.night().await;
    let round = morning.round_of(&anna).await;
    let sheet = morning.sheet(&anna.phone, &round).await;

    morning.house.go_to(DAY, 15, 5);
    let shut = json!({
        "event_id": "evt_016949c4000070008000000000000001",
        "kind": "no_answer",
        "round_id": round["id"],
        "drop_id": sheet["stops"][0]["drops"][0]["drop_id"],
        "device_seq": 1,
        "at_device": format!("{DAY}T15:04:00+01:00"),
        "payload": {},
    });
    let phone = morning.house.sign_in(&anna.phone.account().to_string()).await;
    phone.post("/v1/sync", json!({ "events": [shut] })).await.is(200);
    let told = &morning.sheet(&phone, &round).await["stops"][0]["drops"][0]["tasks"][0]["reported"];
    assert_eq!((&told["reason"], &told["light"]), (&json!("no_answer"), &json!(null)));
    let board = morning.board().await;
    assert_eq!((&board["reported"], &board["not_delivered"][0]["missing"]), (&json!(1), &json!("la visite")));
    assert_eq!(board["concerns"][0]["kind"], "no_answer", "somebody was expected to open");
    morning.house.go_to("2019-03-06", 8, 0);
    let desk = morning.house.sign_in(&morning.desk.account().to_string()).await;
    assert_eq!(desk.get(&format!("/v1/days/{DAY}")).await.is(200)["doors_without_outcome"], json!([]));
    assert_eq!(items(&desk.get("/v1/visits/due").await.is(200)).len(), 1, "the day after he is still to be visited");
}
