//! What reports amount to, in whatever order and from whomever they come. Rows of the collision table of quality-bar.md section 2.

use harness::{Value, json};

use super::scene::{DAY, Scene, at_door, event_id, given, of_round, result};

#[tokio::test]
async fn who_was_met_is_told_by_what_stands() {
    let scene = Scene::set().await;
    let (round, anna, yvonne) = (&scene.anna.round, &scene.anna.phone, &scene.yvonne);
    let office = scene.house.coordinator();
    let path = format!("/v1/residents/{}", yvonne.resident);
    let visit = at_door(1, "visit_done", round, &yvonne.drop, json!({ "light": "fine" }));
    let taken_back = at_door(2, "undo", round, &yvonne.drop, json!({ "of": event_id(1) }));
    scene.push(anna, vec![visit]).await;
    assert_eq!(office.get(&path).await.is(200)["last_spoken_on"], DAY);
    scene.push(anna, vec![taken_back]).await;
    assert_eq!(office.get(&path).await.is(200)["last_spoken_on"], Value::Null);
    let talk = json!({ "outcome": "reached", "channel": "phone_relay" });
    office.post(&format!("{path}/talks"), talk).await.is(201);
    scene.push(anna, vec![at_door(3, "refused", round, &yvonne.drop, json!({}))]).await;
    assert_eq!(office.get(&path).await.is(200)["last_spoken_on"], DAY);
    scene.push(anna, vec![at_door(4, "undo", round, &yvonne.drop, json!({ "of": event_id(3) }))]).await;
    assert_eq!(office.get(&path).await.is(200)["last_spoken_on"], DAY, "the talk stands");
}

#[tokio::test]
async fn a_line_that_stands_at_another_door_by_now_is_kept_and_looked_at() {
    let scene = Scene::set().await;
    let (anna, yvonne, marcel) = (&scene.anna, &scene.yvonne, &scene.marcel);
    let given_there = at_door(1, "delivered", &anna.round, &marcel.drop, given(&[(&yvonne.lines[0], 2)]));
    let missed_there = at_door(2, "no_answer", &anna.round, &marcel.drop, json!({ "lines": [yvonne.lines[0]] }));
    let answers = scene.push(&anna.phone, vec![given_there, missed_there]).await;
    assert_eq!(result(&answers[0]), ("flagged", "line_moved"));
    assert_eq!(result(&answers[1]), ("flagged", "line_moved"));
    // Which door it counts for is a person's decision.
    assert_eq!(scene.count_of("bread").await["delivered"], 0);
}

#[tokio::test]
async fn whoever_moves_in_keeps_what_was_delivered_at_the_door_they_had() {
    let scene = Scene::set().await;
    let (anna, yvonne, marcel) = (&scene.anna, &scene.yvonne, &scene.marcel);
    let desk = scene.house.coordinator();
    scene
        .push(&anna.phone, vec![at_door(1, "delivered", &anna.round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]))])
        .await;
    let home = desk.get(&format!("/v1/residents/{}", marcel.resident)).await.is(200)["dwelling_id"].clone();
    let path = format!("/v1/residents/{}", yvonne.resident);
    desk.patch(&path, json!({ "home": { "dwelling_id": home } })).await.is(200);
    let silent = at_door(2, "no_answer", &anna.round, &marcel.drop, json!({}));
    scene.push(&anna.phone, vec![silent]).await;
    let bread = scene.count_of("bread").await;
    assert_eq!((&bread["delivered"], &bread["not_delivered"]), (&json!(2), &json!(1)));
    // Who dies is gone; what is reported of the one who stays is no news of the other.
    desk.put(&format!("{path}/status"), json!({ "status": "deceased" })).await.is(200);
    let full = at_door(3, "bag_full", &anna.round, &marcel.drop, json!({}));
    assert_eq!(scene.push(&anna.phone, vec![full]).await[0]["result"], "applied");
    scene.house.settle().await;
}

#[tokio::test]
async fn more_than_was_ordered_counts_and_is_looked_at() {
    let scene = Scene::set().await;
    let line = &scene.yvonne.lines[0];
    let five = at_door(1, "delivered", &scene.anna.round, &scene.yvonne.drop, given(&[(line, 5)]));
    assert_eq!(result(&scene.push(&scene.anna.phone, vec![five]).await[0]), ("flagged", "more_than_ordered"));
    assert_eq!(scene.count_of("bread").await["delivered"], 5);
}

#[tokio::test]
async fn two_volunteers_at_one_door_count_once_and_the_lower_figure_until_somebody_decides() {
    let scene = Scene::set().await;
    let (yvonne, line) = (&scene.yvonne, &scene.yvonne.lines[0]);
    let two = at_door(1, "delivered", &scene.anna.round, &yvonne.drop, given(&[(line, 2)]));
    let one = at_door(2, "delivered", &scene.anna.round, &yvonne.drop, given(&[(line, 1)]));
    scene.push(&scene.anna.phone, vec![two]).await;
    let answer = scene.push(&scene.bruno.phone, vec![one]).await;
    assert_eq!(result(&answer[0]), ("flagged", "quantities_differ"));
    assert_eq!(scene.count_of("bread").await["delivered"], 1);
    let desk = scene.house.coordinator();
    let decided = at_door(9, "delivered", &scene.anna.round, &yvonne.drop, given(&[(line, 2)]));
    let asked = json!({ "source": "call", "decides": true, "events": [decided] });
    let decided = desk.post("/v1/sync", asked).await.is(200);
    assert_eq!(result(&decided["results"][0]), ("applied", ""));
    assert_eq!(scene.count_of("bread").await["delivered"], 2);
}

#[tokio::test]
async fn delivered_wins_over_absent_whatever_the_order() {
    for backwards in [false, true] {
        let scene = Scene::set().await;
        let (yvonne, line) = (&scene.yvonne, &scene.yvonne.lines[0]);
        let absent = (&scene.bruno.phone, at_door(1, "no_answer", &scene.anna.round, &yvonne.drop, json!({})));
        let given = (&scene.anna.phone, at_door(2, "delivered", &scene.anna.round, &yvonne.drop, given(&[(line, 2)])));
        let mut events = vec![absent, given];
        if backwards {
            events.reverse();
        }
        for (phone, event) in events {
            scene.push(phone, vec![event]).await;
        }
        let bread = scene.count_of("bread").await;
        assert_eq!((&bread["delivered"], &bread["not_delivered"]), (&json!(2), &json!(0)));
        scene.house.settle().await;
    }
}

#[tokio::test]
async fn an_undo_is_the_authors_or_a_coordinators_and_may_come_first() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    let (anna, bruno) = (&scene.anna.phone, &scene.bruno.phone);
    let tick = at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    let undo = |n| at_door(n, "undo", round, &yvonne.drop, json!({ "of": event_id(1) }));
    let held = scene.push(anna, vec![undo(2)]).await;
    assert_eq!(result(&held[0]), ("flagged", "undo_held"));
    assert_eq!(result(&scene.push(anna, vec![tick]).await[0]), ("applied", ""));
    assert_eq!(scene.count_of("bread").await["delivered"], 0);
    let again = at_door(3, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 1)]));
    scene.push(anna, vec![again]).await;
    let undo_again = |n| of_round(n, "undo", round, json!({ "of": event_id(3) }));
    let foreign = scene.push(bruno, vec![undo_again(4)]).await;
    assert_eq!(result(&foreign[0]), ("refused", "event.undo_foreign"));
    assert_eq!(scene.count_of("bread").await["delivered"], 1);
    scene.push(&scene.house.coordinator(), vec![undo_again(5)]).await;
    assert_eq!(scene.count_of("bread").await["delivered"], 0);
}

#[tokio::test]
async fn facts_of_moved_stops_and_closed_rounds_are_kept_and_flagged() {
    let scene = Scene::set().await;
    let (yvonne, marcel, lucie) = (&scene.yvonne, &scene.marcel, &scene.lucie);
    let moved = at_door(1, "delivered", &scene.bruno.round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    assert_eq!(result(&scene.push(&scene.bruno.phone, vec![moved]).await[0]), ("flagged", "stop_moved"));
    let other = at_door(2, "left_in_bag", &scene.anna.round, &marcel.drop, given(&[(&marcel.lines[0], 1)]));
    assert_eq!(result(&scene.push(&scene.bruno.phone, vec![other]).await[0]), ("flagged", "other_volunteer"));
    scene.execute("rounds", ("status", "declined"), &scene.anna.round).await;
    scene.execute("residents", ("status", "left"), &lucie.resident).await;
    let closed = at_door(3, "delivered", &scene.anna.round, &lucie.drop, given(&[(&lucie.lines[0], 1)]));
    assert_eq!(result(&scene.push(&scene.anna.phone, vec![closed]).await[0]), ("flagged", "round_not_open"));
    let unplanned = at_door(4, "visit_done", &scene.anna.round, &marcel.drop, json!({ "light": "fine" }));
    assert_eq!(result(&scene.push(&scene.anna.phone, vec![unplanned]).await[0]), ("flagged", "round_not_open"));
    assert_eq!(scene.count_of("bread").await["delivered"], 4);
}

#[tokio::test]
async fn a_wrong_clock_and_an_old_report_count_for_the_day_of_the_round() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    let mut skewed = at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    skewed["at_device"] = json!("2019-03-07T23:00:00+01:00");
    assert_eq!(result(&scene.push(&scene.anna.phone, vec![skewed]).await[0]), ("flagged", "clock_skew"));
    assert_eq!(scene.count_of("bread").await["delivered"], 2);
    scene.house.go_to("2019-04-06", 9, 0);
    let old = at_door(2, "left_in_bag", round, &scene.marcel.drop, given(&[(&scene.marcel.lines[0], 1)]));
    let asked = json!({ "sent_at": "2019-04-06T09:00:00+02:00", "events": [old] });
    let answered = scene.anna.phone.post("/v1/sync", asked).await.is(200);
    assert_eq!(result(&answered["results"][0]), ("flagged", "very_old"));
    assert_eq!(scene.count_of("bread").await["delivered"], 3);
}

#[tokio::test]
async fn every_order_of_arrival_ends_in_the_same_state() {
    let scene = Scene::set().await;
    let (round, yvonne, lucie) = (&scene.anna.round, &scene.yvonne, &scene.lucie);
    let log = [
        at_door(1, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)])),
        at_door(2, "undo", round, &yvonne.drop, json!({ "of": event_id(1) })),
        at_door(3, "delivered", round, &yvonne.drop, given(&[(&yvonne.lines[0], 1)])),
        at_door(4, "no_answer", round, &lucie.drop, json!({})),
        at_door(5, "delivered", round, &lucie.drop, given(&[(&lucie.lines[1], 3)])),
        of_round(6, "brought_back", round, json!({ "product_id": scene.bread, "quantity": 2 })),
    ];
    let mut first = None;
    // All 720 orders of six events at length; else 200, seven apart, so that every event comes in every place.
    let turns = if std::env::var_os("PALIER_TEST_LONG").is_some() { 720 } else { 200 };
    for turn in (0..turns).map(|nth| nth * 7 % 720) {
        let mut events = permuted(&log, turn);
        if turn % 2 == 1 {
            events.extend(events[..3].to_vec());
        }
        // What comes late comes by itself.
        let late = events.split_off(events.len() - turn % 4);
        scene.push(&scene.anna.phone, events).await;
        for event in late {
            scene.push(&scene.anna.phone, vec![event]).await;
        }
        let state = (scene.counts().await, scene.counts_by("volunteer").await);
        assert_eq!(first.get_or_insert_with(|| state.clone()), &state, "order {turn}");
        scene.forget().await;
    }
}

/// The `turn`th order of the events, as the digits of a factorial number.
fn permuted(log: &[Value], mut turn: usize) -> Vec<Value> {
    let mut left = log.to_vec();
    let mut events = Vec::new();
    while !left.is_empty() {
        events.push(left.remove(turn % left.len()));
        turn /= left.len() + 1;
    }
    events
}
