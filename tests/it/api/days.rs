//! The board of a day: what it says of doors at which somebody came and was not let in.

use harness::{Value, json};

use super::scene::{DAY, Scene, at_door, given};

async fn board(scene: &Scene) -> Value {
    scene.house.coordinator().get(&format!("/v1/days/{DAY}")).await.is(200)
}

#[tokio::test]
async fn the_board_names_whoever_was_not_served_at_the_door() {
    let scene = Scene::set().await;
    let yvonne = &scene.yvonne;
    let board = async || board(&scene).await["not_delivered"].clone();
    assert_eq!(board().await, json!([]));
    let shut = at_door(1, "no_answer", &scene.anna.round, &yvonne.drop, json!({}));
    scene.push(&scene.anna.phone, vec![shut]).await;
    let missed = board().await;
    let of_bread =
        missed.as_array().unwrap().iter().find(|one| one["order_line_id"] == json!(yvonne.lines[0])).unwrap();
    assert_eq!((&of_bread["missing"], &of_bread["reason"]), (&json!("2 pains"), &json!("no_answer")));
    assert_eq!(
        (&of_bread["resident_id"], &of_bread["words"]),
        (&json!(yvonne.resident), &json!("Personne n'a répondu."))
    );
    let given = at_door(2, "delivered", &scene.anna.round, &yvonne.drop, given(&[(&yvonne.lines[0], 2)]));
    scene.push(&scene.anna.phone, vec![given]).await;
    assert!(board().await.as_array().unwrap().iter().all(|one| one["order_line_id"] != json!(yvonne.lines[0])));
    scene.house.settle().await;
}

#[tokio::test]
async fn a_visit_that_found_the_door_shut_is_told_and_named() {
    let scene = Scene::set().await;
    let (anna, yvonne) = (&scene.anna, &scene.yvonne);
    let reported = async || board(&scene).await["reported"].clone();
    assert_eq!(reported().await, 0);
    // The later word of one phone corrects the earlier.
    for (n, kind) in [(1, "no_answer"), (2, "no_access")] {
        scene.push(&anna.phone, vec![at_door(n, kind, &anna.round, &yvonne.drop, json!({}))]).await;
    }
    // Her bread and her visit.
    assert_eq!(reported().await, 2);
    let missed = board(&scene).await["not_delivered"].clone();
    let visit = missed.as_array().unwrap().iter().find(|one| !one["visit_id"].is_null()).expect("the visit");
    assert_eq!((&visit["missing"], &visit["reason"]), (&json!("la visite"), &json!("no_access")));
    assert_eq!(scene.counts().await["total"]["visits"], 0, "nobody was visited");
    // She opens after all: the visit takes place, whatever was said before.
    scene
        .push(&anna.phone, vec![at_door(3, "visit_done", &anna.round, &yvonne.drop, json!({ "light": "fine" }))])
        .await;
    let missed = board(&scene).await["not_delivered"].clone();
    assert!(missed.as_array().unwrap().iter().all(|one| one["visit_id"].is_null()), "{missed}");
    assert_eq!(scene.counts().await["total"]["visits"], 1);
    scene.house.settle().await;
}

#[tokio::test]
async fn a_door_shut_before_one_volunteer_is_not_shut_before_the_next() {
    let scene = Scene::set().await;
    let (bruno, yvonne) = (&scene.bruno, &scene.yvonne);
    scene.push(&bruno.phone, vec![at_door(1, "no_answer", &bruno.round, &yvonne.drop, json!({}))]).await;
    let told = board(&scene).await;
    assert_eq!(told["reported"], 1, "the bread, not Anna's visit: {told}");
    // What the shop lacked keeps nobody from visiting.
    scene.push(&scene.anna.phone, vec![at_door(2, "shop_short", &scene.anna.round, &yvonne.drop, json!({}))]).await;
    assert_eq!(board(&scene).await["reported"], 1);
    scene.house.settle().await;
}
