//! How far it is on foot, asked of somebody else: measured when places change, believed when it can be, and the straight
//! line otherwise. The somebody is a stub that speaks as OSRM and Valhalla do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use app::jobs::Lane;
use app::planning::ways::Position;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use chrono::TimeDelta;
use harness::{Value, json};
use server::config::{Settings, WaysBy};

use crate::morning::{EVE, Morning, Walker, items, text};

/// A hundred and eleven metres from the bakery by the straight line, 145 with the detour.
const DOOR: (f64, f64) = (50.7200, 1.6200);
const BAKERY: (f64, f64) = (50.7210, 1.6200);
const STRAIGHT: i64 = 145;

/// A routing server for which every two places are as far apart as it is told.
struct Stub {
    metres: AtomicU64,
    asked: AtomicUsize,
}

impl Stub {
    async fn open(metres: u64) -> (Arc<Self>, String) {
        let stub = Arc::new(Self { metres: metres.into(), asked: 0.into() });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (stub, url)
    }

    fn is(&self, metres: u64) {
        self.metres.store(metres, Ordering::Relaxed);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

async fn answer(State(stub): State<Arc<Stub>>, uri: Uri, body: Bytes) -> (StatusCode, String) {
    stub.asked.fetch_add(1, Ordering::Relaxed);
    let metres = stub.metres.load(Ordering::Relaxed);
    if metres == 0 {
        return (
            StatusCode::OK,
            r#"{"distances":[[1]],"sources":[],"destinations":[],"sources_to_targets":[]}"#.into(),
        );
    }
    let told = match uri.path().strip_prefix("/table/v1/foot/") {
        Some(places) => osrm(places, uri.query().unwrap_or_default(), metres),
        None => valhalla(&serde_json::from_slice(&body).expect("a question in JSON"), metres),
    };
    (StatusCode::OK, told.to_string())
}

/// Each point is five metres from its way.
fn osrm(places: &str, query: &str, metres: u64) -> Value {
    let places: Vec<&str> = places.split(';').collect();
    let side = |name: &str| -> Vec<&str> {
        let told = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).expect("both sides");
        told.split("%3B").map(|at| places[at.parse::<usize>().expect("a place's number")]).collect()
    };
    let (from, to) = (side("sources"), side("destinations"));
    let row = |from: &&str| to.iter().map(|to| if to == from { 0 } else { metres }).collect::<Vec<_>>();
    let ways = |points: &[&str]| points.iter().map(|_| json!({ "distance": 5.0 })).collect::<Vec<_>>();
    let distances: Vec<_> = from.iter().map(row).collect();
    json!({ "code": "Ok", "distances": distances, "sources": ways(&from), "destinations": ways(&to) })
}

fn valhalla(asked: &Value, metres: u64) -> Value {
    let (from, to) = (items(&asked["sources"]), items(&asked["targets"]));
    let cell = |row: usize, column: usize| {
        let far = if from[row] == to[column] { 0.0 } else { metres as f64 / 1000.0 };
        json!({ "from_index": row, "to_index": column, "distance": far, "time": 1 })
    };
    let rows: Vec<Vec<Value>> =
        (0..from.len()).map(|row| (0..to.len()).map(|column| cell(row, column)).collect()).collect();
    json!({ "sources_to_targets": rows, "units": "kilometers" })
}

/// A morning with one loaf to bring, from the bakery to the door.
async fn set(settings: Settings) -> (Morning, Walker) {
    let mut morning = Morning::open().await;
    morning.house.app.ways = server::outside::ways(&settings).await.expect("somebody who knows the way");
    stand(&morning, DOOR).await;
    let product = items(&morning.desk.get("/v1/products").await.is(200));
    let bread = product.iter().find(|product| product["id"] == morning.bread.as_str()).expect("bread");
    let bakery = format!("/v1/pickup_points/{}", text(&bread["pickup_point_id"]));
    morning.desk.patch(&bakery, json!({ "position": { "lat": BAKERY.0, "lon": BAKERY.1 } })).await.is(200);
    let walker = morning.walker("Anna", &[(420, 720)], json!({})).await;
    let who = morning.neighbour("Valette", &morning.a, 1, "droite").await;
    morning.order(&who, 1, 0).await;
    (morning, walker)
}

async fn stand(morning: &Morning, (lat, lon): (f64, f64)) {
    let path = format!("/v1/entrances/{}", morning.a);
    morning.desk.patch(&path, json!({ "position": { "lat": lat, "lon": lon } })).await.is(200);
}

fn by(ways: WaysBy, url: &str) -> Settings {
    Settings { ways, ways_url: Some(url.to_owned()), ..Settings::defaults().expect("defaults") }
}

async fn metres(morning: &Morning, walker: &Walker) -> i64 {
    morning.round_of(walker).await["metres"].as_i64().expect("metres")
}

#[tokio::test]
async fn without_anybody_to_ask_the_straight_line_is_walked() {
    let (morning, anna) = set(Settings::defaults().expect("defaults")).await;
    morning.night().await;
    assert_eq!(metres(&morning, &anna).await, STRAIGHT);
}

#[tokio::test]
async fn rounds_are_as_long_as_the_ways_between_their_places() {
    for (ways, far) in [(WaysBy::Osrm, 710), (WaysBy::Valhalla, 700)] {
        let (stub, url) = Stub::open(700).await;
        let (morning, anna) = set(by(ways, &url)).await;
        morning.night().await;
        assert_eq!(metres(&morning, &anna).await, far, "{ways:?}");
        let asked = stub.asked();
        assert!(asked > 0);
        morning.house.settle().await;
        assert_eq!(stub.asked(), asked, "what is measured is not asked again");
    }
}

#[tokio::test]
async fn the_night_waits_for_nobody_who_measures() {
    let (stub, url) = Stub::open(700).await;
    let (morning, anna) = set(by(WaysBy::Osrm, &url)).await;
    morning.house.go_to(EVE, 20, 1);
    app::jobs::timetable::tick(&morning.house.app).await.expect("a tick");
    assert!(app::jobs::run_due(&morning.house.app, Lane::Inside, 100).await.expect("work that runs") > 0);
    assert_eq!(stub.asked(), 0);
    assert_eq!(metres(&morning, &anna).await, STRAIGHT);
    assert_eq!(app::jobs::run_due(&morning.house.app, Lane::Outside, 100).await.expect("work that runs"), 1);
    morning.house.settle().await;
    assert_eq!(metres(&morning, &anna).await, 710);
}

#[tokio::test]
async fn rounds_follow_the_ways_of_an_extract() {
    let file = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/it/ways/embruns.osm.pbf").into());
    let settings = Settings::defaults().expect("defaults");
    let (morning, anna) = set(Settings { ways: WaysBy::Streets, streets_file: file, ..settings }).await;
    morning.night().await;
    assert_eq!(metres(&morning, &anna).await, 312, "three sides of a square");
}

#[tokio::test]
async fn a_place_that_moves_is_measured_anew_and_the_day_is_planned_again() {
    let (stub, url) = Stub::open(700).await;
    let (morning, anna) = set(by(WaysBy::Osrm, &url)).await;
    morning.night().await;
    stub.is(300);
    stand(&morning, (DOOR.0, DOOR.1 + 0.0001)).await;
    morning.house.settle().await;
    assert_eq!(metres(&morning, &anna).await, 310);
}

#[tokio::test]
async fn who_answers_nonsense_is_not_believed_and_asked_again_later() {
    let (stub, url) = Stub::open(0).await;
    let (morning, anna) = set(by(WaysBy::Valhalla, &url)).await;
    morning.night().await;
    assert_eq!(metres(&morning, &anna).await, STRAIGHT, "half a table");
    stub.is(90_000_000);
    morning.house.wait(TimeDelta::hours(2));
    morning.house.settle().await;
    assert_eq!(metres(&morning, &anna).await, STRAIGHT, "round the earth to the next street");
    stub.is(500);
    morning.house.wait(TimeDelta::hours(2));
    morning.house.settle().await;
    assert_eq!(metres(&morning, &anna).await, 500);
}

#[tokio::test]
async fn a_server_that_is_gone_leaves_the_straight_line() {
    // The port of a listener that was closed: nobody answers there.
    let url = {
        let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}", closed.local_addr().expect("its address"))
    };
    let (morning, anna) = set(by(WaysBy::Osrm, &url)).await;
    morning.night().await;
    assert_eq!(metres(&morning, &anna).await, STRAIGHT);
}

#[tokio::test]
async fn who_asks_nobody_any_more_walks_straight_lines_again() {
    let (_stub, url) = Stub::open(700).await;
    let (mut morning, anna) = set(by(WaysBy::Osrm, &url)).await;
    morning.night().await;
    assert_eq!(metres(&morning, &anna).await, 710);
    morning.house.app.ways = None;
    morning.house.settle().await;
    assert_eq!(metres(&morning, &anna).await, STRAIGHT);
}

#[tokio::test]
async fn settings_that_name_nobody_are_told_at_the_start() {
    let refused = |settings: Settings| async move {
        let told = server::outside::ways(&settings).await.err().expect("nobody is named");
        format!("{told:#}")
    };
    let settings = || Settings::defaults().expect("defaults");
    assert!(refused(Settings { ways: WaysBy::Osrm, ..settings() }).await.contains("ways_url"));
    assert!(refused(by(WaysBy::Valhalla, "localhost")).await.contains("ways_url"));
    assert!(refused(by(WaysBy::Valhalla, "https://localhost")).await.contains("ways_url"));
    assert!(refused(Settings { ways: WaysBy::Streets, ..settings() }).await.contains("streets_file"));
    let missing = Settings { ways: WaysBy::Streets, streets_file: Some("no/such.osm.pbf".into()), ..settings() };
    assert!(refused(missing).await.contains("no/such.osm.pbf"));
}

/// Sixty places by their number; the way from one to another is told by both numbers, and one place is in the sea.
async fn numbered(State(asked): State<Arc<AtomicUsize>>, body: Bytes) -> (StatusCode, String) {
    asked.fetch_add(1, Ordering::Relaxed);
    let question: Value = serde_json::from_slice(&body).expect("a question in JSON");
    let side = |name: &str| -> Vec<u64> { items(&question[name]).iter().map(number).collect() };
    let (from, to) = (side("sources"), side("targets"));
    if from.contains(&IN_THE_SEA) || to.contains(&IN_THE_SEA) {
        return (StatusCode::BAD_REQUEST, json!({ "error_code": 171, "error": "no edges near" }).to_string());
    }
    let cell = |(row, from): (usize, &u64)| -> Vec<Value> {
        let told = |(column, to): (usize, &u64)| json!({ "from_index": row, "to_index": column, "distance": ((1000 * from + to) as f64 - 0.5).max(0.0) / 1000.0 });
        to.iter().enumerate().map(told).collect()
    };
    let rows: Vec<Vec<Value>> = from.iter().enumerate().map(cell).collect();
    (StatusCode::OK, json!({ "sources_to_targets": rows }).to_string())
}

const IN_THE_SEA: u64 = 7;

fn number(place: &Value) -> u64 {
    ((place["lat"].as_f64().expect("a latitude") - 50.0) * 1000.0).round() as u64
}

#[tokio::test]
async fn a_place_without_a_way_lacks_its_own_walks_and_no_others() {
    let asked = Arc::new(AtomicUsize::new(0));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(numbered).with_state(asked.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let ways = server::outside::ways(&by(WaysBy::Valhalla, &url)).await.expect("an address").expect("a server");
    let points: Vec<Position> = (0..60).map(|at| Position { lat: 50.0 + f64::from(at) / 1000.0, lon: 1.6 }).collect();
    let table = ways.table(&points).await.expect("a table").0;
    for (at, walk) in (0..).zip(&table) {
        let (from, to) = (at / 60, at % 60);
        let known = from != IN_THE_SEA && to != IN_THE_SEA;
        assert_eq!(walk.map(|walk| u64::from(walk.metres)), known.then_some(1000 * from + to), "{from} to {to}");
    }
    assert!(asked.load(Ordering::Relaxed) < 30, "{asked:?} requests for one place in the sea");
}

#[tokio::test]
async fn nobody_on_the_internet_is_told_where_people_live() {
    let error =
        server::outside::ways(&by(WaysBy::Osrm, "http://8.8.8.8:5000")).await.err().expect("refused").to_string();
    assert!(error.contains("ways_url"), "{error}");
}
