//! What coordinators are told of what waits for them: a slip that a shop is to get, a visit that nobody has agreed to.

use harness::{House, PushService, Value, json};

use crate::api::notices::subscribe;
use crate::morning::{DAY, EVE, Morning, items, text};

/// A morning whose desk has a telephone that is told, and what it was told of this kind.
async fn open() -> (PushService, Morning, String) {
    let service = PushService::open().await;
    let morning = Morning::at(House::pushing(&service).await).await;
    subscribe(&morning.desk, service.device()).await;
    let valette = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    (service, morning, valette)
}

fn told(service: &PushService, kind: &str) -> usize {
    service.messages().iter().filter(|message| message.body["kind"] == kind).count()
}

async fn notice(morning: &Morning, kind: &str) -> Value {
    let own = items(&morning.desk.get("/v1/notices").await.is(200));
    own.into_iter().find(|notice| notice["kind"] == kind).expect("a notice of that kind")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_it_is_told_of_a_slip_once_it_is_frozen() {
    let (service, morning, valette) = open().await;
    let asked = json!({ "channels": ["push"] });
    morning.desk.put("/v1/me/notice_preferences/slip_ready", asked).await.is(200);
    morning.order(&valette, 2, 0).await;
    morning.house.settle().await;
    assert_eq!(told(&service, "slip_ready"), 0, "it may still change");
    morning.house.go_to(EVE, 16, 0);
    morning.house.settle().await;
    morning.house.settle().await;
    assert_eq!(told(&service, "slip_ready"), 1, "once");
    let notice = notice(&morning, "slip_ready").await;
    assert_eq!(notice["service_day"], DAY);
    let slip = morning.desk.get(&format!("/v1/slips/{}", text(&notice["about"]))).await.is(200);
    assert_eq!(slip["lines"][0]["quantity"], 2, "{slip}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_that_nobody_agreed_to_is_told_on_the_day_it_is_due() {
    let (service, morning, valette) = open().await;
    let cadence = json!({ "every_days": 7 });
    morning.desk.put(&format!("/v1/residents/{valette}/visit_cadence"), cadence).await.is(200);
    for (day, hour, count) in [("2019-02-25", 8, 0), ("2019-02-25", 9, 1), ("2019-02-26", 9, 1)] {
        morning.house.go_to(day, hour, 0);
        morning.house.settle().await;
        assert_eq!(told(&service, "visit_due"), count, "{day} {hour}");
    }
}
