//! What coordinators hear of concerns: that a door asks for a second look, at any hour, and that a delivery went wrong, by day.

use harness::{House, PushService, Value, json};

use crate::api::notices::subscribe;
use crate::api::scene::{at_door, given};
use crate::morning::{DAY, Morning, Walker, items, text};

/// Water for Madame Valette, to be put into her hands, on its way; the coordinator's screen is told.
struct Expected {
    service: PushService,
    morning: Morning,
    anna: Walker,
    round: Value,
    resident: String,
}

impl Expected {
    async fn at_the_door() -> Self {
        let service = PushService::open().await;
        let morning = Morning::at(House::pushing(&service).await).await;
        subscribe(&morning.desk, service.device()).await;
        let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
        let resident = morning.neighbour("Valette", &morning.a, 1, "droite").await;
        morning.order(&resident, 0, 1).await;
        morning.night().await;
        let round = morning.round_of(&anna).await;
        Self { service, morning, anna, round, resident }
    }

    /// Anna's phone brings what it has seen.
    async fn report(&self, kind: &str, n: u32, line: Option<u32>) {
        let sheet = self.morning.sheet(&self.anna.phone, &self.round).await;
        let drop = items(&sheet["stops"]).iter().flat_map(|stop| items(&stop["drops"])).next().expect("a door");
        let task = text(&drop["tasks"][0]["order_line_id"]);
        let payload = line.map_or_else(|| json!({}), |quantity| given(&[(&task, quantity)]));
        let event = at_door(n, kind, &text(&self.round["id"]), &text(&drop["drop_id"]), payload);
        let answered = self.anna.phone.post("/v1/sync", json!({ "events": [event] })).await.is(200);
        assert_ne!(answered["results"][0]["result"], "refused", "{answered}");
        self.morning.house.settle().await;
    }

    /// What the coordinator's screen was told of concerns.
    fn told(&self) -> Vec<Value> {
        let of_concerns = |body: &Value| body["kind"] == "concern_opened" || body["kind"] == "delivery_problem";
        self.service.messages().into_iter().map(|message| message.body).filter(of_concerns).collect()
    }

    async fn concern(&self) -> Value {
        let open = items(&self.morning.desk.get("/v1/concerns?open=true").await.is(200));
        assert_eq!(open.len(), 1, "{open:?}");
        open[0].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_that_did_not_open_is_told_at_once_even_at_night_and_once() {
    let expected = Expected::at_the_door().await;
    // The phone was without network until late.
    expected.morning.house.go_to(DAY, 22, 30);
    expected.report("no_answer", 1, None).await;
    expected.report("no_answer", 2, None).await;
    let told = expected.told();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["text"], "Une porte demande un second regard. Ouvrez palier.");
    assert!(!told[0].to_string().contains("Valette"), "{told:?}");
    let own = items(&expected.morning.desk.get("/v1/notices").await.is(200));
    let concern = expected.concern().await;
    assert!(own.iter().any(|notice| notice["about"] == concern["id"]), "{own:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_problem_waits_for_the_morning_and_a_closed_one_is_no_news() {
    let expected = Expected::at_the_door().await;
    expected.morning.house.go_to(DAY, 22, 30);
    let path = format!("/v1/residents/{}/delivery_problems", expected.resident);
    expected.morning.desk.post(&path, json!({ "kind": "missing" })).await.is(201);
    expected.morning.house.settle().await;
    assert!(expected.told().is_empty(), "nobody is woken for a loaf");
    let closure = format!("/v1/concerns/{}/closure", text(&expected.concern().await["id"]));
    expected.morning.desk.post(&closure, json!({ "done": "Rappelée." })).await.is(200);
    expected.morning.desk.post(&path, json!({ "kind": "damaged" })).await.is(201);
    expected.morning.house.go_to("2019-03-06", 7, 31);
    expected.morning.house.settle().await;
    let told = expected.told();
    assert_eq!(told.len(), 1, "the one that is open: {told:?}");
    assert_eq!(told[0]["kind"], "delivery_problem");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_given_a_concern_hears_of_it() {
    let expected = Expected::at_the_door().await;
    let house = &expected.morning.house;
    house.go_to(DAY, 9, 0);
    expected.report("no_answer", 1, None).await;
    let second = house.staff("Gwenn Tallec", &["coordinator"]).await;
    let heard = async || items(&second.get("/v1/notices").await.is(200)).len();
    assert_eq!(heard().await, 0, "they were not there when it was opened");
    let owner = format!("/v1/concerns/{}/ownership", text(&expected.concern().await["id"]));
    second.post(&owner, json!({ "account_id": second.account() })).await.is(200);
    assert_eq!(heard().await, 0, "nobody is told of what they took themselves");
    expected.morning.desk.post(&owner, json!({ "account_id": second.account() })).await.is(200);
    assert_eq!(heard().await, 1);
    expected.morning.house.settle().await;
}
