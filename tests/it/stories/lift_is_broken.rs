//! « L'ascenseur du D est en panne. »

use harness::json;

use crate::morning::{Morning, doors, items};

#[tokio::test]
async fn what_breaks_the_limit_goes_to_the_coordinator_at_once() {
    let morning = Morning::open().await;
    let no_stairs = json!({ "stairs": false });
    let anna = morning.walker("Anna", &[(420, 720)], no_stairs).await;
    let high = morning.neighbour("Valette", &morning.d, 8, "droite").await;
    let ground = morning.neighbour("Marzin", &morning.d, 0, "gauche").await;
    morning.order(&high, 1, 1).await;
    morning.order(&ground, 1, 1).await;
    morning.night().await;
    let before = morning.round_of(&anna).await;
    assert_eq!(doors(&morning.sheet(&anna.phone, &before).await).len(), 4);

    let broken = json!({ "lift": "out_of_order", "lift_out_since": "2019-03-04" });
    morning.desk.patch(&format!("/v1/entrances/{}", morning.d), broken).await.is(200);
    morning.house.settle().await;
    let after = morning.round_of(&anna).await;
    assert_eq!(after["id"], before["id"], "a round keeps its id");
    assert!(after["version"].as_i64() > before["version"].as_i64());
    let kept = doors(&morning.sheet(&anna.phone, &after).await);
    assert!(kept.iter().all(|(name, _)| name == "Marzin") && kept.len() == 2, "{kept:?}");
    let unserved = items(&morning.board().await["unserved"]);
    assert_eq!(unserved.len(), 2);
    assert!(unserved.iter().all(|task| task["reason"] == "stairs" && task["resident_name"] == "Odile Valette"));

    let mended = json!({ "lift": "working" });
    morning.desk.patch(&format!("/v1/entrances/{}", morning.d), mended).await.is(200);
    morning.house.settle().await;
    assert_eq!(items(&morning.board().await["unserved"]).len(), 0);
}
