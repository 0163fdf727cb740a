//! Nobody forgotten: what opens a concern, whose business it is, who closes it.

use harness::{Value, json};

use super::scene::{DAY, Scene, at_door, event_id, given};

async fn open(scene: &Scene) -> Vec<Value> {
    let page = scene.house.coordinator().get(&format!("/v1/concerns?open=true&service_day={DAY}")).await.is(200);
    page["items"].as_array().expect("items").clone()
}

#[tokio::test]
async fn silence_where_somebody_was_expected_opens_one_concern_with_an_owner() {
    let scene = Scene::set().await;
    let (round, lucie, marcel) = (&scene.anna.round, &scene.lucie, &scene.marcel);
    let silent = |n, drop: &str| at_door(n, "no_answer", round, drop, json!({}));
    // Marcel's bread hangs in a bag: nobody is expected to open.
    let events = vec![silent(1, &lucie.drop), silent(2, &lucie.drop), silent(3, &marcel.drop)];
    scene.push(&scene.anna.phone, events).await;
    let concerns = open(&scene).await;
    assert_eq!(concerns.len(), 1);
    let concern = &concerns[0];
    assert_eq!(concern["resident_id"], json!(lucie.resident));
    assert_eq!(concern["resident_name"], "Lucie Le Floc'h");
    assert_eq!((&concern["entrance"], &concern["floor"], &concern["door"]), (&json!("B"), &json!(3), &json!("gauche")));
    assert_eq!(concern["phone"], "+33353010103");
    assert_eq!(concern["person_to_call"]["name"], "sa nièce");
    assert_eq!((&concern["kind"], &concern["event_id"]), (&json!("no_answer"), &json!(event_id(1))));
    assert_eq!(concern["owner_id"], json!(scene.house.coordinator().account()));
    assert_eq!(concern["undone"], false);
    scene.house.settle().await;
}

#[tokio::test]
async fn who_is_met_after_all_in_the_same_batch_alarms_nobody() {
    let scene = Scene::set().await;
    let (round, lucie) = (&scene.anna.round, &scene.lucie);
    let events = vec![
        at_door(1, "no_answer", round, &lucie.drop, json!({})),
        at_door(2, "delivered", round, &lucie.drop, given(&[(&lucie.lines[0], 1)])),
    ];
    scene.push(&scene.anna.phone, events).await;
    assert!(open(&scene).await.is_empty());
    scene.house.settle().await;
}

#[tokio::test]
async fn only_a_human_closes_a_concern_and_an_undo_does_not() {
    let scene = Scene::set().await;
    let (round, yvonne) = (&scene.anna.round, &scene.yvonne);
    let desk = scene.house.coordinator();
    let worry = |n| at_door(n, "visit_done", round, &yvonne.drop, json!({ "light": "worry" }));
    let full = at_door(2, "bag_full", round, &scene.marcel.drop, json!({}));
    let undo = at_door(3, "undo", round, &yvonne.drop, json!({ "of": event_id(1) }));
    scene.push(&scene.anna.phone, vec![worry(1)]).await;
    scene.push(&scene.anna.phone, vec![full, undo]).await;
    let concerns = open(&scene).await;
    let told: Vec<_> = concerns.iter().map(|concern| (concern["kind"].clone(), concern["undone"].clone())).collect();
    assert_eq!(told, [(json!("worry"), json!(true)), (json!("bag_full"), json!(false))]);
    let path = format!("/v1/concerns/{}", concerns[0]["id"].as_str().expect("an id"));
    desk.post(&format!("{path}/closure"), json!({ "done": " " })).await.refused(422, "request.invalid");
    let closed = desk.post(&format!("{path}/closure"), json!({ "done": "Appelée, tout va bien." })).await.is(200);
    assert_eq!((&closed["done"], &closed["closed_by"]), (&json!("Appelée, tout va bien."), &json!(desk.account())));
    desk.post(&format!("{path}/closure"), json!({ "done": "encore" })).await.refused(409, "concern.closed");
    let owner = json!({ "account_id": desk.account() });
    desk.post(&format!("{path}/ownership"), owner).await.refused(409, "concern.closed");
    assert_eq!(open(&scene).await.len(), 1);
    // A new worry after the closure is a new concern; the old report alone is not.
    scene.push(&scene.anna.phone, vec![worry(1)]).await;
    assert_eq!(open(&scene).await.len(), 1);
    scene.push(&scene.anna.phone, vec![worry(4)]).await;
    assert_eq!(open(&scene).await.len(), 2);
    assert_eq!(desk.get(&path).await.is(200)["closed_at"], closed["closed_at"]);
    scene.house.settle().await;
}

#[tokio::test]
async fn a_concern_is_handed_to_an_active_coordinator_only() {
    let scene = Scene::set().await;
    let desk = scene.house.coordinator();
    scene.push(&scene.anna.phone, vec![at_door(1, "bag_full", &scene.anna.round, &scene.marcel.drop, json!({}))]).await;
    let concern = open(&scene).await[0].clone();
    let path = format!("/v1/concerns/{}/ownership", concern["id"].as_str().expect("an id"));
    let second = scene.house.staff("Gwenn Tallec", &["coordinator"]).await;
    let taken = second.post(&path, json!({ "account_id": second.account() })).await.is(200);
    assert_eq!((&taken["owner_name"], &taken["version"]), (&json!("Gwenn Tallec"), &json!(2)));
    let relay = scene.house.relay().await;
    let other = json!({ "account_id": relay.account() });
    desk.post(&path, other.clone()).await.refused(404, "account.not_found");
    relay.post(&path, other).await.refused(403, "right.missing");
    desk.post(&path, json!({})).await.refused(422, "request.invalid");
    scene.house.settle().await;
}

#[tokio::test]
async fn strangers_see_no_concern() {
    let scene = Scene::set().await;
    scene.push(&scene.anna.phone, vec![at_door(1, "bag_full", &scene.anna.round, &scene.marcel.drop, json!({}))]).await;
    let id = open(&scene).await[0]["id"].as_str().expect("an id").to_owned();
    let stranger = scene.house.stranger().await;
    assert_eq!(stranger.get("/v1/concerns").await.is(200)["items"], json!([]));
    stranger.get(&format!("/v1/concerns/{id}")).await.refused(404, "concern.not_found");
    let done = json!({ "done": "rien" });
    stranger.post(&format!("/v1/concerns/{id}/closure"), done).await.refused(404, "concern.not_found");
    let owner = json!({ "account_id": stranger.account() });
    stranger.post(&format!("/v1/concerns/{id}/ownership"), owner).await.refused(404, "concern.not_found");
    scene.anna.phone.get(&format!("/v1/concerns/{id}")).await.refused(403, "right.missing");
    stranger.get("/v1/concerns?service_day=hier").await.refused(400, "request.unreadable");
    scene.house.settle().await;
}

#[tokio::test]
async fn water_goes_in_hand_so_silence_is_a_worry_where_the_bread_hangs_in_a_bag() {
    let scene = Scene::set().await;
    let lucie = &scene.lucie;
    let bag = json!({ "handover": "bag_on_door", "bread_bag_on": "2019-02-25" });
    scene.house.coordinator().patch(&format!("/v1/residents/{}", lucie.resident), bag).await.is(200);
    scene.push(&scene.anna.phone, vec![at_door(1, "no_answer", &scene.anna.round, &lucie.drop, json!({}))]).await;
    let concerns = open(&scene).await;
    assert_eq!(concerns.len(), 1);
    assert_eq!(concerns[0]["resident_id"], json!(lucie.resident));
    scene.house.settle().await;
}

#[tokio::test]
async fn who_is_met_after_all_alarms_nobody_wherever_a_long_batch_is_cut() {
    let scene = Scene::set().await;
    let (round, lucie) = (&scene.anna.round, &scene.lucie);
    let mut events: Vec<_> =
        (1..=29).map(|n| at_door(n, "bag_missing", round, &scene.marcel.drop, json!({}))).collect();
    events.push(at_door(30, "no_answer", round, &lucie.drop, json!({})));
    events.push(at_door(31, "delivered", round, &lucie.drop, given(&[(&lucie.lines[0], 1)])));
    scene.push(&scene.anna.phone, events).await;
    assert!(open(&scene).await.is_empty());
    scene.house.settle().await;
}
