//! What the operations listener tells, and that the public one does not.

use axum::Router;
use axum::routing::get;
use harness::process::Home;
use sea_orm::ConnectionTrait as _;
use server::{Stage, StageOptions, telemetry};
use shared::chance::SeededChance;
use std::sync::Arc;

#[tokio::test]
async fn nothing_of_operations_is_public() {
    let home = Home::new().await;
    let palier = home.serve(&[]);
    for path in ["/health/live", "/health/ready", "/metrics"] {
        assert_eq!(palier.operation(path).await, 200, "{path}");
    }
    for path in ["/docs/", "/docs/openapi.json"] {
        assert_eq!(palier.operation(path).await, 200, "{path}");
    }
    for path in
        ["/health/live", "/health/ready", "/health", "/metrics", "/docs", "/docs/", "/docs/openapi.json", "/debug"]
    {
        let (status, problem) = palier.ask("GET", path, None, None).await;
        assert_eq!((status, problem["code"].as_str()), (404, Some("request.not_found")), "{path}");
    }
    assert_eq!(palier.operation("/v1/residences").await, 404);
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn a_schema_of_another_release_is_not_ready_and_heals() {
    let home = Home::new().await;
    let palier = home.serve(&[]);
    let database = home.database().await;
    for (harm, mend) in [
        (
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)",
            "DELETE FROM seaql_migrations WHERE version = 'm9999_later'",
        ),
        (
            "UPDATE seaql_migrations SET version = 'x' || version WHERE version LIKE 'm0009%'",
            "UPDATE seaql_migrations SET version = substr(version, 2) WHERE version LIKE 'xm0009%'",
        ),
    ] {
        database.execute_unprepared(harm).await.expect("harm");
        assert_eq!(palier.operation("/health/ready").await, 503, "{harm}");
        assert_eq!(palier.operation("/health/live").await, 200);
        database.execute_unprepared(mend).await.expect("mending");
        assert_eq!(palier.operation("/health/ready").await, 200);
    }
    drop(palier);
    database.close().await.expect("a connection that closes");
    home.clear().await;
}

/// A server in this process, with a route that panics beside the API.
async fn stage(home: &Home) -> Stage {
    let clock = Arc::new(server::machine::SystemClock);
    let options = StageOptions {
        operations: true,
        beside: Router::new().route("/panic", get(panic)),
        ..StageOptions::new(home.url.clone(), clock, Arc::new(SeededChance::new(10)))
    };
    Stage::start(options).await.expect("a stage")
}

async fn panic() {
    panic!("a promise about Gwenaëlle Kerjouan does not hold")
}

async fn status(url: String) -> u16 {
    reqwest::get(url).await.expect("an answer").status().as_u16()
}

#[tokio::test]
async fn without_a_store_it_lives_and_is_not_ready() {
    let home = Home::new().await;
    let stage = stage(&home).await;
    let operations = stage.operations_url().expect("an operations listener");
    assert_eq!(status(format!("{operations}/health/ready")).await, 200);
    stage.app().store.reader().clone().close().await.expect("a connection that closes");
    stage.app().store.bare().clone().close().await.expect("a connection that closes");
    assert_eq!(status(format!("{operations}/health/ready")).await, 503);
    assert_eq!(status(format!("{operations}/health/live")).await, 200);
    stage.stop().await.expect("a stop");
    home.clear().await;
}

#[tokio::test]
async fn a_panic_is_a_problem_and_the_process_lives() {
    // The test below starts this one again in a process of its own, to read its log.
    if std::env::var_os("PALIER_TEST_TELEMETRY").is_some() {
        telemetry::start(server::config::LogFormat::Json, server::config::LogLevel::Info);
    }
    let home = Home::new().await;
    let stage = stage(&home).await;
    let answer = reqwest::get(format!("{}/panic", stage.url())).await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 500);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let text = answer.text().await.expect("a body");
    assert!(text.contains("server.failed") && !text.contains("Gwenaëlle"), "{text}");
    assert_eq!(status(format!("{}/", stage.url())).await, 200);
    stage.stop().await.expect("a stop");
    home.clear().await;
}

#[tokio::test]
async fn a_panic_is_logged_once_and_without_its_words() {
    let this = std::env::current_exe().expect("this test has a file");
    let name = "binary::health::a_panic_is_a_problem_and_the_process_lives";
    let output = std::process::Command::new(this)
        .args(["--exact", name, "--nocapture"])
        .env("PALIER_TEST_TELEMETRY", "1")
        .output()
        .expect("this test starts");
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{log}");
    assert_eq!(log.matches("a panic").count(), 1, "{log}");
    assert!(!log.contains("Gwenaëlle"), "{log}");
}
