//! « Je passe voir M. Valette, une demi-heure. Il préfère que ce soit moi. »

use harness::{Phone, Value, json};

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
    morning.order(&valette, 1, 0).await;
    let visit = json!({ "resident_id": valette, "volunteer_id": anna.id, "service_day": DAY, "at_min": 900 });
    morning.desk.post("/v1/visits", visit).await.is(201);
    morning.night().await;
    let rounds = morning.rounds().await;
    let [early, late] = ["morning", "afternoon"].map(|shift| {
        rounds.iter().find(|round| round["shift"] == shift && round["volunteer_id"] == anna.id.as_str()).expect(shift)
    });
    let sheet = morning.sheet(&anna.phone, late).await;
    let drop = &sheet["stops"][0]["drops"][0]["drop_id"];
    let shut = |n: u8, round: &Value, hour: u8| {
        json!({
            "event_id": format!("evt_016949c400007000800000000000000{n}"),
            "kind": "no_answer",
            "round_id": round["id"],
            "drop_id": drop,
            "device_seq": n,
            "at_device": format!("{DAY}T{hour:02}:04:00+01:00"),
            "payload": {},
        })
    };
    let reported = async |phone: &Phone| {
        let sheet = morning.sheet(phone, late).await;
        sheet["stops"][0]["drops"][0]["tasks"][0]["reported"].clone()
    };
    // She brings his bread, and he is still asleep: that says nothing of the afternoon.
    morning.house.go_to(DAY, 8, 5);
    let phone = morning.house.sign_in(&anna.phone.account().to_string()).await;
    phone.post("/v1/sync", json!({ "events": [shut(1, early, 8)] })).await.is(200);
    assert_eq!(reported(&phone).await, Value::Null);
    morning.house.go_to(DAY, 15, 5);
    let phone = morning.house.sign_in(&anna.phone.account().to_string()).await;
    phone.post("/v1/sync", json!({ "events": [shut(2, late, 15)] })).await.is(200);
    let told = reported(&phone).await;
    assert_eq!((&told["reason"], &told["light"]), (&json!("no_answer"), &Value::Null));
    let board = morning.board().await;
    let missing: Vec<_> = items(&board["not_delivered"]).iter().map(|task| task["missing"].clone()).collect();
    assert_eq!(missing, ["1 pain", "la visite"]);
    assert_eq!(board["concerns"][0]["kind"], "no_answer", "somebody was expected to open");
    assert_eq!(items(&morning.desk.get("/v1/visits/due").await.is(200)).len(), 1, "he is still to be visited");
    morning.house.go_to("2019-03-06", 8, 0);
    let desk = morning.house.sign_in(&morning.desk.account().to_string()).await;
    assert_eq!(desk.get(&format!("/v1/days/{DAY}")).await.is(200)["doors_without_outcome"], json!([]));
    morning.house.settle().await;
}
