//! What coordinators hear of rounds whose doors nobody told of: in the evening, and when a phone falls silent on the way.

use app::jobs::timetable;
use harness::{House, PushService, Value, json};

use crate::api::notices::subscribe;
use crate::api::scene::{at_door, given};
use crate::morning::{DAY, Morning, Walker, items, text};

/// A morning with two loaves at two doors, Anna's to bring, and a coordinator whose screen is told.
struct Watched {
    service: PushService,
    morning: Morning,
    anna: Walker,
    round: Value,
}

impl Watched {
    async fn open() -> Self {
        let service = PushService::open().await;
        let morning = Morning::at(House::pushing(&service).await).await;
        subscribe(&morning.desk, service.device()).await;
        let anna = morning.walker("Anna", &[(420, 720)], json!({})).await;
        for (family, floor) in [("Valette", 1), ("Ozanne", 2)] {
            let who = morning.neighbour(family, &morning.a, floor, "droite").await;
            morning.order(&who, 1, 0).await;
        }
        morning.night().await;
        let round = morning.round_of(&anna).await;
        Self { service, morning, anna, round }
    }

    async fn look_at(&self, day: &str, hour: u16, minute: u16) {
        self.morning.house.go_to(day, hour, minute);
        self.morning.house.settle().await;
    }

    /// The same with two processes that look at once.
    async fn both_look_at(&self, day: &str, hour: u16, minute: u16) {
        self.morning.house.go_to(day, hour, minute);
        let other = self.morning.house.another_process().await;
        let (one, two) = tokio::join!(timetable::hours(&self.morning.house.app), timetable::hours(&other));
        one.and(two).expect("two looks");
        self.morning.house.settle().await;
    }

    async fn step(&self, step: &str) {
        let path = format!("/v1/rounds/{}/{step}", text(&self.round["id"]));
        self.anna.phone.post_empty(&path).await.is(200);
    }

    /// Anna's phone tells that the first of her doors was served, or each of them.
    async fn serve(&self, doors: usize) {
        let sheet = self.morning.sheet(&self.anna.phone, &self.round).await;
        let drops = items(&sheet["stops"]).iter().flat_map(|stop| items(&stop["drops"])).collect::<Vec<_>>();
        let round = text(&self.round["id"]);
        for (number, drop) in (1..).zip(&drops[..doors]) {
            let line = text(&drop["tasks"][0]["order_line_id"]);
            let event = at_door(number, "delivered", &round, &text(&drop["drop_id"]), given(&[(&line, 1)]));
            let answered = self.anna.phone.post("/v1/sync", json!({ "events": [event] })).await.is(200);
            assert_ne!(answered["results"][0]["result"], "refused", "{answered}");
        }
    }

    /// How often the coordinator's screen was told this.
    fn told(&self, kind: &str) -> usize {
        self.service.messages().iter().filter(|message| message.body["kind"] == kind).count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_with_open_doors_is_told_of_once_in_the_evening() {
    for started in [false, true] {
        let watched = Watched::open().await;
        if started {
            watched.morning.house.go_to(DAY, 7, 20);
            watched.step("start").await;
            watched.serve(1).await;
        }
        watched.look_at(DAY, 19, 59).await;
        assert_eq!(watched.told("round_unfinished"), 0);
        watched.both_look_at(DAY, 20, 0).await;
        watched.look_at(DAY, 22, 0).await;
        watched.look_at("2019-03-06", 8, 0).await;
        watched.look_at("2019-03-06", 20, 0).await;
        assert_eq!(watched.told("round_unfinished"), 1, "started: {started}");
        let listed = items(&watched.morning.desk.get("/v1/notices").await.is(200));
        let told = listed.iter().find(|notice| notice["kind"] == "round_unfinished").expect("a notice");
        assert_eq!((&told["service_day"], told.get("about")), (&json!(DAY), None));
        let messages = watched.service.messages();
        let message = messages.iter().find(|message| message.body["kind"] == "round_unfinished").expect("a message");
        let said = "Une tournée n'est pas finie\u{a0}: des portes restent sans réponse. Regardez la journée.";
        assert_eq!(message.body["text"], said);
    }
}

#[tokio::test]
async fn a_round_that_is_finished_refused_or_done_to_the_last_door_is_no_news() {
    let finished = Watched::open().await;
    finished.morning.house.go_to(DAY, 7, 20);
    finished.step("start").await;
    finished.step("finish").await;
    finished.look_at(DAY, 20, 0).await;
    assert_eq!((finished.told("round_unfinished"), finished.told("device_silent")), (0, 0));

    let refused = Watched::open().await;
    refused.step("refusal").await;
    refused.look_at(DAY, 20, 0).await;
    assert_eq!((refused.told("round_unfinished"), refused.told("doors_uncovered")), (0, 1));

    // She forgot to say that she is back; no door is open.
    let done = Watched::open().await;
    done.morning.house.go_to(DAY, 7, 20);
    done.step("start").await;
    done.serve(2).await;
    done.look_at(DAY, 9, 0).await;
    done.look_at(DAY, 20, 0).await;
    assert_eq!((done.told("round_unfinished"), done.told("device_silent")), (0, 0));
}

#[tokio::test]
async fn an_evening_that_was_missed_is_told_of_in_the_morning_and_not_for_ever() {
    let watched = Watched::open().await;
    watched.look_at("2019-03-06", 6, 0).await;
    assert_eq!(watched.told("round_unfinished"), 1, "somebody may still go and see");
    assert_eq!(watched.told("round_reminder"), 0);

    let watched = Watched::open().await;
    watched.look_at("2019-03-08", 8, 0).await;
    assert_eq!(watched.told("round_unfinished"), 0, "that was three days ago");
}

#[tokio::test]
async fn a_round_that_ends_after_the_evening_is_looked_at_the_evening_after() {
    let service = PushService::open().await;
    let morning = Morning::at(House::pushing(&service).await).await;
    subscribe(&morning.desk, service.device()).await;
    let anna = morning.walker("Anna", &[(1140, 1320)], json!({})).await;
    morning.train(&anna).await;
    let who = morning.neighbour("Valette", &morning.d, 2, "droite").await;
    let visit = json!({ "resident_id": who, "volunteer_id": anna.id, "service_day": DAY, "at_min": 1185 });
    morning.desk.post("/v1/visits", visit).await.is(201);
    morning.night().await;
    let unfinished = || service.messages().iter().filter(|one| one.body["kind"] == "round_unfinished").count();
    morning.house.go_to(DAY, 20, 0);
    morning.house.settle().await;
    assert_eq!(unfinished(), 0, "she may be on the way: {}", morning.round_of(&anna).await["ends_at"]);
    morning.house.go_to("2019-03-06", 20, 0);
    morning.house.settle().await;
    assert_eq!(unfinished(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_falls_silent_on_the_way_is_told_of_once() {
    let watched = Watched::open().await;
    watched.look_at(DAY, 7, 0).await;
    assert_eq!(watched.told("device_silent"), 0, "she has not set out");
    watched.morning.house.go_to(DAY, 7, 20);
    watched.step("start").await;
    watched.morning.house.go_to(DAY, 7, 40);
    watched.serve(1).await;
    watched.look_at(DAY, 8, 24).await;
    assert_eq!(watched.told("device_silent"), 0);
    watched.both_look_at(DAY, 8, 26).await;
    assert_eq!(watched.told("device_silent"), 1);
    watched.look_at(DAY, 10, 0).await;
    assert_eq!(watched.told("device_silent"), 1);
    let listed = items(&watched.morning.desk.get("/v1/notices").await.is(200));
    assert_eq!((&listed[0]["kind"], &listed[0]["about"]), (&json!("device_silent"), &watched.round["id"]));
    // Anna herself hears nothing of it.
    let own = items(&watched.anna.phone.get("/v1/notices").await.is(200));
    assert!(own.iter().all(|notice| notice["kind"] != "device_silent"), "{own:?}");
}

#[tokio::test]
async fn a_phone_that_only_looks_at_its_round_is_heard() {
    let watched = Watched::open().await;
    watched.morning.house.go_to(DAY, 7, 20);
    watched.step("start").await;
    for hour in [8, 9] {
        // The app is open and renews its token.
        watched.morning.house.go_to(DAY, hour - 1, 55);
        watched.anna.phone.get("/v1/rounds").await.is(200);
        watched.look_at(DAY, hour, 30).await;
        assert_eq!(watched.told("device_silent"), 0, "at {hour} h");
    }
}
