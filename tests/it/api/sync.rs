//! What a phone sends: batches, repeats, what cannot be read. Rows of the collision table of quality-bar.md section 2.

use harness::{Value, json};

use super::scene::{DAY, Scene, at_door, event_id, given, of_round, result, uuid};

#[tokio::test]
async fn a_morning_is_reported_and_counted() {
    let scene = Scene::set().await;
    let (round, anna) = (&scene.anna.round, &scene.anna.phone);
    let (yvonne, marcel, lucie) = (&scene.yvonne, &scene.marcel, &scene.lucie);
    let taken = json!({ "pickup_point_id": scene.bakery, "lines": [{ "product_id": scene.bread, "quantity": 5 }] });
    let events = vec![
        of_round(1, "picked_up", round, taken),
        at_door(2, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)])),
        at_door(3, "left_in_bag", round, &marcel.drop, given(&[(&marcel.lines[0], 1)])),
        at_door(4, "no_answer", round, &lucie.drop, json!({})),
        at_door(5, "extra_delivered", round, &marcel.drop, json!({ "product_id": scene.bread, "quantity": 1 })),
        at_door(6, "visit_done", round, &yvonne.drop, json!({ "light": "fine" })),
        of_round(7, "brought_back", round, json!({ "product_id": scene.bread, "quantity": 1 })),
    ];
    for (answer, n) in scene.push(anna, events).await.iter().zip(1..) {
        assert_eq!(*answer, json!({ "event_id": event_id(n), "result": "applied" }));
    }
    let bread = scene.count_of("bread").await;
    let numbers = ["ordered", "picked_up", "delivered", "extra", "not_delivered", "brought_back", "residents_served"];
    assert_eq!(numbers.map(|name| bread[name].as_i64()), [4, 5, 3, 1, 1, 1, 2].map(Some));
    assert_eq!(bread["not_delivered_reasons"]["no_answer"], 1);
    assert_eq!(scene.count_of("water_pack").await["not_delivered"], 3);
    let counts = scene.counts().await;
    assert_eq!((&counts["total"]["visits"], &counts["total"]["volunteers"]), (&json!(1), &json!(1)));
    let met = scene.house.coordinator().get(&format!("/v1/residents/{}", yvonne.resident)).await.is(200);
    assert_eq!(met["last_spoken_on"], DAY);
    let unmet = scene.house.coordinator().get(&format!("/v1/residents/{}", marcel.resident)).await.is(200);
    assert_eq!(unmet["last_spoken_on"], Value::Null);
    scene.house.settle().await;
}

#[tokio::test]
async fn the_same_event_again_changes_nothing_and_gets_the_first_answer() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    scene.execute("orders", ("status", "cancelled"), &yvonne.order).await;
    let event = at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    let twice = scene.push(&scene.anna.phone, vec![event.clone(), event.clone()]).await;
    assert_eq!(result(&twice[0]), ("flagged", "delivered_after_cancel"));
    assert_eq!(result(&twice[1]), ("duplicate", "delivered_after_cancel"));
    let (one, two) = tokio::join!(
        scene.push(&scene.anna.phone, vec![event.clone()]),
        scene.push(&scene.anna.phone, vec![event.clone()])
    );
    assert_eq!((&one, &one[0]), (&two, &twice[1]));
    assert_eq!(scene.count_of("bread").await["delivered"], 2);
}

#[tokio::test]
async fn the_same_id_with_other_bytes_is_refused_and_the_first_stays() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    let event = at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    let other = at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 1)]));
    let answers = scene.push(&scene.anna.phone, vec![event.clone(), other]).await;
    assert_eq!(result(&answers[1]), ("refused", "event.payload_mismatch"));
    assert_eq!(answers[1]["final"], true);
    let stolen = scene.push(&scene.bruno.phone, vec![event]).await;
    assert_eq!(result(&stolen[0]), ("refused", "event.payload_mismatch"));
    assert_eq!(scene.count_of("bread").await["delivered"], 2);
}

#[tokio::test]
async fn a_poisoned_event_never_blocks_the_others() {
    let scene = Scene::set().await;
    let (round, yvonne, marcel) = (&scene.anna.round, &scene.yvonne, &scene.marcel);
    let unknown = "0192f3a4b5c67d8e9f00112233445566";
    let mut late = at_door(7, "bag_full", round, &yvonne.drop, json!({}));
    late["at_device"] = json!("yesterday");
    let poisoned = at_door(2, "sung", round, &yvonne.drop, json!({}));
    let events = vec![
        json!({}),
        poisoned.clone(),
        at_door(3, "delivered", &format!("rnd_{unknown}"), &yvonne.drop, given(&[(&yvonne.lines[0], 1)])),
        at_door(4, "delivered", round, &format!("drp_{unknown}"), given(&[(&yvonne.lines[0], 1)])),
        at_door(5, "delivered", round, &marcel.drop, given(&[(&format!("oln_{unknown}"), 1)])),
        at_door(
            6,
            "extra_delivered",
            round,
            &yvonne.drop,
            json!({ "product_id": format!("prd_{unknown}"), "quantity": 1 }),
        ),
        late,
        of_round(
            8,
            "picked_up",
            round,
            json!({ "pickup_point_id": format!("pup_{unknown}"), "lines": [{ "product_id": scene.bread, "quantity": 1 }] }),
        ),
        at_door(9, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 1)])),
    ];
    let answers = scene.push(&scene.anna.phone, events).await;
    let codes: Vec<_> = answers.iter().map(|answer| answer["code"].as_str().unwrap_or("-")).collect();
    let expected = [
        "event.malformed",
        "event.malformed",
        "round.not_found",
        "drop.not_found",
        "order_line.not_found",
        "product.not_found",
        "event.malformed",
        "pickup_point.not_found",
        "-",
    ];
    assert_eq!(codes, expected);
    assert!(answers[..8].iter().all(|answer| answer["result"] == "refused" && answer["final"] == true));
    assert_eq!(answers[0].get("event_id"), None);
    let faults = [(0, ""), (1, "/kind"), (6, "/at_device")];
    for (nth, at) in faults {
        assert_eq!(answers[nth]["faults"][0]["at"], at, "{}", answers[nth]);
    }
    assert_eq!(scene.push(&scene.anna.phone, vec![poisoned.clone()]).await[0], answers[1], "word for word");
    assert_eq!(scene.count_of("bread").await["delivered"], 1);
}

#[tokio::test]
async fn a_phone_that_kept_two_hundred_events_lets_others_write_meanwhile() {
    let scene = Scene::set().await;
    let (round, drop) = (&scene.anna.round, &scene.yvonne.drop);
    let kept: Vec<_> = (1..=200).map(|seq| at_door(seq, "bag_full", round, drop, json!({}))).collect();
    let office = scene.house.coordinator();
    let others = async {
        for nth in 0..5 {
            office.post("/v1/neighbourhoods", json!({ "name": format!("Quartier {nth}") })).await.is(201);
        }
    };
    let (answers, ()) = tokio::join!(scene.push(&scene.anna.phone, kept.clone()), others);
    assert!(answers.iter().all(|answer| answer["result"] == "applied"), "{answers:?}");
    let again = scene.push(&scene.anna.phone, kept).await;
    assert!(again.iter().all(|answer| answer["result"] == "duplicate"), "{again:?}");
    scene.house.settle().await;
}

#[tokio::test]
async fn a_worry_without_its_concern_is_sent_again() {
    let scene = Scene::set().await;
    let (anna, lucie) = (&scene.anna, &scene.lucie);
    let events = json!({ "events": [at_door(1, "no_answer", &anna.round, &lucie.drop, json!({}))] });
    let coordinator = scene.house.coordinator();
    scene.grant("coordinator", "treasurer").await;
    anna.phone.post("/v1/sync", events.clone()).await.refused(503, "store.busy");
    scene.grant("treasurer", "coordinator").await;
    let answer = anna.phone.post("/v1/sync", events).await.is(200);
    assert_eq!(result(&answer["results"][0]), ("applied", ""));
    let concerns = coordinator.get("/v1/concerns?open=true").await.is(200);
    assert_eq!(concerns["items"].as_array().map(Vec::len), Some(1));
    scene.house.settle().await;
}

#[tokio::test]
async fn paper_is_the_volunteers_word_and_only_a_coordinator_writes_it() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    let event = at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    let paper = json!({ "source": "paper", "events": [event] });
    scene.anna.phone.post("/v1/sync", paper.clone()).await.refused(403, "right.missing");
    let answered = scene.house.coordinator().post("/v1/sync", paper.clone()).await.is(200);
    assert_eq!(result(&answered["results"][0]), ("applied", ""));
    let rows = scene.counts_by("volunteer").await;
    assert_eq!(rows["rows"][0]["label"], "bénévole 1");
    // Sent again when the round has changed hands, it is the same word.
    scene.execute("rounds", ("status", "cancelled"), &scene.bruno.round).await;
    scene.execute("rounds", ("volunteer_id", uuid(&scene.bruno.volunteer)), round).await;
    let again = scene.house.coordinator().post("/v1/sync", paper.clone()).await.is(200);
    assert_eq!(again["results"][0]["result"], "duplicate", "{again}");
    let nobody = json!({ "source": "call", "on_behalf_of": "vol_0192f3a4b5c67d8e9f00112233445566", "events": [{}] });
    scene.house.coordinator().post("/v1/sync", nobody).await.refused(404, "volunteer.not_found");
}

#[tokio::test]
async fn strangers_and_those_without_the_right_report_nothing() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    let event = || at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    let stranger = scene.house.stranger().await;
    let foreign = scene.push(&stranger, vec![event()]).await;
    assert_eq!(result(&foreign[0]), ("refused", "round.not_found"));
    let asked = json!({ "events": [event()] });
    scene.house.treasurer().await.post("/v1/sync", asked.clone()).await.refused(403, "right.missing");
    scene.house.nobody().post("/v1/sync", asked).await.refused(401, "session.missing");
    assert_eq!(scene.count_of("bread").await["delivered"], 0);
}

#[tokio::test]
async fn a_batch_that_is_none_is_refused_whole() {
    let scene = Scene::set().await;
    for events in [json!([]), json!(["event"]), json!({}), json!(vec![json!({}); 201]), Value::Null] {
        scene.anna.phone.post("/v1/sync", json!({ "events": events })).await.refused(422, "request.invalid");
    }
    scene.anna.phone.post("/v1/sync", json!({ "events": [{}], "more": 1 })).await.refused(422, "request.invalid");
}
