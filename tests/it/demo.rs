//! « Trois semaines, 88 packs et 130 pains. » The proof of the whole loop, through HTTP alone; and a door that ends
//! otherwise changes the counts by that door and by nothing else.

use std::sync::Arc;

use ::demo::town::{Story, Town};
use ::demo::{DOORS, Goods, Proof};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use harness::{Place, Value, json};
use http_body_util::BodyExt as _;
use server::StageOptions;
use server::demo::DemoStage;
use shared::chance::SeededChance;
use tower::ServiceExt as _;

const LAUNCH: &str = "2019-03-04";

const AS_TOLD: &str = r#"{"packs":88,"breads":130,"bread_residents":14,"water_residents":16,"volunteers":6,"visits":15,"slipped":{"breads":132,"packs":89},"not_delivered":{"breads":2,"packs":1},"launch_day":{"breads":14,"packs":16}}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_weeks_of_march_2019() {
    let told = played(DOORS).await.expect("three weeks");
    assert_eq!(told.to_string(), AS_TOLD);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_door_that_ends_otherwise_changes_that_door_and_nothing_else() {
    let door = drawn();
    let other = DOORS.replacen(&door.line, &format!("{};{};refused", door.day, door.resident), 1);
    assert_ne!(other, DOORS);
    let told = played(&other).await.unwrap_or_else(|error| panic!("{}: {error}", door.line));

    let (breads, packs) = door.units();
    let mut expected: Proof = serde_json::from_str(AS_TOLD).unwrap();
    expected.breads -= breads;
    expected.packs -= packs;
    expected.not_delivered.breads += breads;
    expected.not_delivered.packs += packs;
    if door.day == LAUNCH {
        expected.launch_day = Goods { breads: 14 - breads, packs: 16 - packs };
    }
    assert_eq!(told, expected, "{}", door.line);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_door_that_nobody_told_is_named() {
    let door = drawn();
    let missing = DOORS.replacen(&format!("{}\n", door.line), "", 1);
    let error = played(&missing).await.unwrap_err();
    assert!(error.contains(&door.resident) && error.contains(&door.day), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_residence_is_shown_on_any_day() {
    // A Monday before dawn, when the bakery is closed; Christmas Day; the evening after the clocks went back.
    for now in ["2026-11-23T02:00:00Z", "2026-12-25T11:00:00Z", "2026-10-25T20:30:00Z"] {
        let now: DateTime<Utc> = now.parse().unwrap();
        let (place, stage) = stage(now - TimeDelta::days(30)).await;
        let told = ::demo::tell(&stage, now).await.unwrap_or_else(|error| panic!("{now}: {error:#}"));
        let roles: Vec<_> = told.iter().map(|sign_in| sign_in.role.as_str()).collect();
        assert_eq!(roles, ["coordinator", "volunteer", "resident", "relay_operator", "treasurer"]);
        one_click(&stage, &told).await;
        stage.stop().await.unwrap();
        place.clear().await;
    }
}

/// Anybody gets in as each of these people, as often as they ask; before the demonstration is opened there is nobody.
async fn one_click(stage: &DemoStage, people: &[::demo::SignIn]) {
    assert_eq!(asked(stage, "GET", "/v1/demonstration", Body::empty()).await.1, json!({ "people": [] }));
    let closed = enter(stage, "volunteer").await;
    assert_eq!((closed.0, &closed.1["code"]), (StatusCode::NOT_FOUND, &json!("demonstration.none")));
    stage.open_to_all(people).unwrap();
    for _ in 0..2 {
        let (_, told) = asked(stage, "GET", "/v1/demonstration", Body::empty()).await;
        let roles: Vec<_> =
            told["people"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
        assert_eq!(roles, ["coordinator", "volunteer", "resident", "relay_operator", "treasurer"]);
        for role in roles {
            let (_, entered) = enter(stage, role).await;
            let token = entered["pairing_token"].as_str().unwrap();
            let opened =
                app::sessions::pairings::redeem(stage.stage().app(), token, "navigateur").await.expect("a way in");
            assert!(!opened.awaits_confirmation && !opened.pin_needed);
        }
    }
}

async fn enter(stage: &DemoStage, role: &str) -> (StatusCode, Value) {
    asked(stage, "POST", "/v1/demonstration/entries", json!({ "role": role }).to_string().into()).await
}

async fn asked(stage: &DemoStage, method: &str, path: &str, body: Body) -> (StatusCode, Value) {
    let asked = Request::builder().method(method).uri(path).header("Content-Type", "application/json").body(body);
    let answer = mobile_api::router(stage.stage().app().clone()).oneshot(asked.unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// A door at which something is delivered.
struct Door {
    line: String,
    day: String,
    resident: String,
}

/// A door by chance; the house's seed says which.
fn drawn() -> Door {
    let delivered: Vec<&str> =
        DOORS.lines().filter(|line| line.ends_with(";delivered") || line.ends_with(";in_bag")).collect();
    let seed = harness::seed();
    let nth = usize::try_from(seed).unwrap_or_default() % delivered.len();
    let mut cells = delivered[nth].split(';').map(str::to_owned);
    let (day, resident) = (cells.next().unwrap(), cells.next().unwrap());
    Door { line: delivered[nth].to_owned(), day, resident }
}

impl Door {
    /// Breads and packs that were ordered for it.
    fn units(&self) -> (i64, i64) {
        let (town, story) = (Town::read().unwrap(), Story::read().unwrap());
        let day: NaiveDate = self.day.parse().unwrap();
        let single = story.orders.iter().filter(|order| order.resident == self.resident && order.day == day);
        let single: Vec<_> = single.map(|order| (order.product.clone(), order.quantity)).collect();
        let usual = town.standing.iter().filter(|line| {
            line.resident == self.resident && line.weekday == day.weekday().number_from_monday() && self.day != LAUNCH
        });
        let usual: Vec<_> = usual.map(|line| (line.product.clone(), line.quantity)).collect();
        let of = |product: &str| {
            let all = single.iter().chain(&usual).filter(|(what, _)| what == product);
            all.map(|(_, quantity)| i64::from(*quantity)).sum()
        };
        (of("bread"), of("water"))
    }
}

/// The three weeks on a server and a database of their own.
async fn played(doors: &str) -> Result<Proof, String> {
    let (place, stage) = stage("2019-02-25T07:00:00Z".parse().unwrap()).await;
    let told = ::demo::play(&stage, doors).await.map_err(|error| format!("{error:#}"));
    stage.stop().await.unwrap();
    place.clear().await;
    told
}

/// A server whose clock is in our hand.
async fn stage(start: DateTime<Utc>) -> (Place, DemoStage) {
    let place = Place::fresh().await;
    let stage = stage_at(&place, start).await;
    (place, stage)
}

/// A server at a place of its own, whose clock is in our hand.
pub async fn stage_at(place: &Place, start: DateTime<Utc>) -> DemoStage {
    let chance = Arc::new(SeededChance::new(harness::seed()));
    let stage = DemoStage::start(start, |clock| StageOptions::new(place.url().to_owned(), clock, chance));
    stage.await.expect("a stage")
}
