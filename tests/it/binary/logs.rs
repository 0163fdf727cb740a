//! What the log holds at its loudest: lines of JSON, and nobody.

use harness::process::{Home, WATCHDOG};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn the_loudest_log_names_nobody() {
    let home = Home::new().await;
    let mut palier = home.serve(&[("PALIER_LOG_LEVEL", "trace")]);
    let token = palier.found().await;
    let named =
        json!({ "idempotency_key": "canary-key-1", "name": "Résidence Canari Jaune", "landlord": "Bailleur Canari" });
    let (status, residence) = palier.ask("POST", "/v1/residences", Some(&token), Some(named)).await;
    assert_eq!(status, 201, "{residence}");
    let id = residence["id"].as_str().expect("an id").to_owned();
    palier.ask("GET", &format!("/v1/residences/{id}"), Some(&token), None).await;
    palier.ask("GET", "/v1/residents?q=Canari-Dupont&phone=0639981234", Some(&token), None).await;
    palier.ask("GET", "/canari-chemin/0639981234", None, None).await;
    palier
        .ask("POST", "/v1/sessions", None, Some(json!({ "pairing_token": "canari-jeton", "device_label": "x" })))
        .await;
    palier.ask("GET", "/v1/residences", Some("canari.faux.jeton"), None).await;
    let metrics = reqwest::get(format!("http://{}/metrics", palier.operations)).await.expect("metrics");
    let metrics = metrics.text().await.expect("metrics");
    palier.signal("TERM");
    palier.ended().await;
    let log = palier.log();
    assert!(log.contains("/v1/residences/{residence_id}"), "the route's template is there: {log}");
    for canary in ["anari", "063998", "0639981234", "Maëlle", "Trévidic", "Embruns", &id, &token, "353010010"] {
        assert!(!log.contains(canary), "{canary} is in the log");
        assert!(!metrics.contains(canary), "{canary} is in the metrics");
    }
    home.clear().await;
}

#[tokio::test]
async fn nobody_writes_lines_into_the_log() {
    let home = Home::on_sqlite();
    let mut palier = home.serve(&[("PALIER_LOG_LEVEL", "trace")]);
    let forged = "%0d%0a%7B%22level%22:%22FORGED%22%7D";
    for request in [
        format!("GET /v1/{forged}?q={forged} HTTP/1.1\r\nHost: palier\r\nConnection: close\r\n\r\n"),
        "GET / HTTP/1.1\r\nHost: palier\r\nX-Request-Id: FORGED\u{1b}[31m\r\nConnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: palier\r\nX-Request-Id: FORGED\r\nUser-Agent: FORGED\r\nConnection: close\r\n\r\n"
            .to_owned(),
        "FORGED / HTTP/1.1\r\nHost: palier\r\nConnection: close\r\n\r\n".to_owned(),
    ] {
        let mut stream = TcpStream::connect(&palier.address).await.expect("a connection");
        stream.write_all(request.as_bytes()).await.expect("a request");
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(WATCHDOG, stream.read_to_end(&mut answer)).await.expect("an end");
    }
    palier.signal("TERM");
    palier.ended().await;
    let log = palier.log();
    assert!(!log.contains("FORGED") && !log.contains('\u{1b}'), "{log}");
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
    }
}
