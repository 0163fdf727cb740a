//! Changes of face: planning asks, a coordinator decides.

use harness::json;

use crate::morning::{Morning, items, text};

#[tokio::test]
async fn a_new_door_gets_a_proposal_and_a_usual_volunteer_once_it_is_accepted() {
    let morning = Morning::open().await;
    let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let one = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    let two = morning.neighbour("Marzin", &morning.a, 2, "droite").await;
    morning.order(&one, 1, 0).await;
    morning.order(&two, 1, 0).await;
    morning.night().await;
    let open = items(&morning.desk.get("/v1/proposals?status=proposed").await.is(200));
    assert_eq!(open.len(), 2);
    assert!(
        open.iter().all(|one| one["from_volunteer_id"] == json!(null) && one["to_volunteer_id"] == anna.id.as_str())
    );
    assert_eq!(items(&morning.board().await["proposals"]).len(), 2);
    let path = |at: usize, step: &str| format!("/v1/proposals/{}/{step}", text(&open[at]["id"]));
    let stranger = morning.house.stranger().await;
    stranger.post_empty(&path(0, "acceptance")).await.refused(404, "proposal.not_found");
    stranger.post_empty(&path(0, "refusal")).await.refused(404, "proposal.not_found");
    anna.phone.post_empty(&path(0, "acceptance")).await.refused(403, "right.missing");
    assert_eq!(morning.desk.post_empty(&path(0, "acceptance")).await.is(200)["status"], "accepted");
    assert_eq!(morning.desk.post_empty(&path(0, "acceptance")).await.is(200)["status"], "accepted");
    morning.desk.post_empty(&path(0, "refusal")).await.refused(409, "proposal.decided");
    assert_eq!(morning.desk.post_empty(&path(1, "refusal")).await.is(200)["status"], "refused");
    let usual = morning.desk.get(&format!("/v1/volunteers/{}/usual_doors", anna.id)).await.is(200);
    assert!(usual.to_string().contains(&text(&open[0]["resident_id"])));
    // Planned again, nobody is asked a second time.
    morning.walker("Bruno", &[(420, 720)], json!({})).await;
    morning.house.settle().await;
    assert_eq!(items(&morning.desk.get("/v1/proposals?status=proposed").await.is(200)).len(), 0);
    morning.desk.get("/v1/proposals?status=perhaps").await.refused(400, "request.unreadable");
}
