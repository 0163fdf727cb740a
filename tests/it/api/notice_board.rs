//! The board of notices: who is to be called, what failed, how well each channel does, and who may see it.

use chrono::TimeDelta;
use harness::{PushService, Says, Value, json};

use super::notices::subscribe;
use crate::morning::{Morning, items, text};

async fn board(morning: &Morning) -> Value {
    morning.desk.get("/v1/notice_board").await.is(200)
}

#[tokio::test]
async fn who_is_told_by_nobodys_phone_is_called() {
    let morning = Morning::open().await;
    let more = json!({ "phone": "06 39 98 00 01" });
    let anna = morning.walker("Anna", &[(420, 720)], more).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    morning.night().await;
    let told = board(&morning).await;
    let call = &items(&told["to_call"])[0];
    assert_eq!((&call["name"], &call["phone"]), (&json!("Anna Trébaol"), &json!("+33639980001")));
    assert_eq!(call["kind"], "round_published");
    assert_eq!(items(&told["only_by_call"])[0]["name"], "Anna Trébaol");
    assert_eq!(
        told["rates"],
        json!([{ "monday": "2019-03-04", "channel": "call", "taken": 1, "delivered": 0, "seen": 0, "refused": 0 }])
    );

    let path = format!("/v1/notice_board/{}/told", text(&call["id"]));
    morning.house.stranger().await.post_empty(&path).await.refused(404, "notice.not_found");
    morning.desk.post_empty(&path).await.is(204);
    morning.desk.post_empty(&path).await.is(204);
    let told = board(&morning).await;
    assert_eq!(told["to_call"], json!([]));
    let lately = &items(&told["lately"])[0];
    assert_eq!((&lately["state"], lately.get("phone")), (&json!("seen"), None));
    assert_eq!(told["rates"][0]["seen"], 1);

    anna.phone.get("/v1/notice_board").await.refused(403, "right.missing");
    morning.house.relay().await.get("/v1/notice_board").await.refused(403, "right.missing");
    let strangers = morning.house.stranger().await.get("/v1/notice_board").await.is(200);
    assert_eq!((&strangers["lately"], &strangers["only_by_call"]), (&json!([]), &json!([])));
}

#[tokio::test]
async fn what_failed_is_tried_again_while_it_is_of_use() {
    let service = PushService::open().await;
    let morning = Morning::at(harness::House::pushing(&service).await).await;
    subscribe(&morning.desk, service.device()).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    // Nobody can bring the loaf, and the coordinator's browser takes no message.
    service.says([Says::Status(400, &[])]);
    morning.night().await;
    let told = board(&morning).await;
    let failed = &items(&told["lately"])[0];
    assert_eq!((&failed["kind"], &failed["state"]), (&json!("doors_uncovered"), &json!("failed")));
    let path = format!("/v1/notice_board/{}/retry", text(&failed["id"]));
    morning.desk.post_empty(&path).await.is(204);
    morning.house.settle().await;
    let told = board(&morning).await;
    assert_eq!(items(&told["lately"])[0]["state"], "sent");
    let rate = &told["rates"][0];
    assert_eq!((&rate["channel"], &rate["taken"], &rate["refused"]), (&json!("push"), &json!(1), &json!(1)));
    morning.house.wait(TimeDelta::days(2));
    morning.house.settle().await;
    morning.desk.post_empty(&path).await.refused(409, "notice.too_late");
    morning.house.stranger().await.post_empty(&path).await.refused(404, "notice.not_found");
}

#[tokio::test]
async fn a_carrier_that_does_not_know_us_stands_on_the_board() {
    let service = PushService::open().await;
    let morning = Morning::at(harness::House::pushing(&service).await).await;
    subscribe(&morning.desk, service.device()).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    service.says([Says::Status(403, &[])]);
    morning.night().await;
    let resting = items(&board(&morning).await["resting"]);
    assert_eq!(resting[0]["reason"], "key");
    assert!(text(&resting[0]["carrier"]).starts_with("127.0.0.1:"));
    morning.house.wait(TimeDelta::minutes(61));
    morning.house.settle().await;
    assert_eq!(board(&morning).await["resting"], json!([]));
}
