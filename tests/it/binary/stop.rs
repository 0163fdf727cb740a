//! Stopping: nobody is cut off who could be served, and nobody can hold the process.

use std::time::Duration;

use harness::process::{Home, WATCHDOG, until};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A client that began a head and never ends it.
async fn half_open(address: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: pal").await.expect("half a head");
    stream
}

#[tokio::test]
async fn a_half_open_client_does_not_hold_the_process() {
    let home = Home::new().await;
    // The head may take for ever, so that only the grace can end it.
    let mut palier = home.serve(&[("PALIER_HEADER_TIMEOUT_MS", "3600000"), ("PALIER_GRACE_MS", "300")]);
    let _public = half_open(&palier.address).await;
    let _operations = half_open(&palier.operations).await;
    palier.signal("TERM");
    assert_eq!(palier.ended().await.code(), Some(0), "{}", palier.log());
    home.clear().await;
}

#[tokio::test]
async fn a_request_under_way_is_finished_and_nobody_new_is_let_in() {
    let home = Home::new().await;
    let mut palier = home.serve(&[("PALIER_GRACE_MS", "60000"), ("PALIER_BODY_TIMEOUT_MS", "60000")]);
    let mut stream = TcpStream::connect(&palier.address).await.expect("a connection");
    let head =
        "POST /v1/setup HTTP/1.1\r\nHost: palier\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("a request but for its last byte");
    // The request is under way once another one, sent after it, was answered.
    palier.ask("GET", "/", None, None).await;
    palier.signal("TERM");
    until("readiness falls first", || async { palier.operation("/health/ready").await == 503 }).await;
    assert_eq!(palier.operation("/health/live").await, 200);
    until("the door is shut", || async { TcpStream::connect(&palier.address).await.is_err() }).await;
    stream.write_all(b"}").await.expect("the last byte");
    let mut answer = String::new();
    tokio::time::timeout(WATCHDOG, stream.read_to_string(&mut answer)).await.expect("in time").expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    assert_eq!(palier.ended().await.code(), Some(0), "{}", palier.log());
    home.clear().await;
}

#[tokio::test]
async fn a_second_signal_ends_at_once_and_a_hang_up_does_not() {
    let home = Home::new().await;
    let settings = [("PALIER_HEADER_TIMEOUT_MS", "3600000"), ("PALIER_GRACE_MS", "3600000")];
    let mut palier = home.serve(&settings);
    palier.signal("HUP");
    assert_eq!(palier.ask("GET", "/", None, None).await.0, 200);
    let _client = half_open(&palier.address).await;
    palier.ask("GET", "/", None, None).await;
    palier.signal("TERM");
    until("the wish is heard", || async { palier.log().contains("\"stopping\"") }).await;
    palier.signal("INT");
    assert_eq!(palier.ended().await.code(), Some(130), "{}", palier.log());
    home.clear().await;
}

#[tokio::test]
async fn whoever_finds_no_seat_is_told_to_come_back() {
    let home = Home::new().await;
    let palier = home.serve(&[("PALIER_CONNECTIONS_MAX", "2"), ("PALIER_HEADER_TIMEOUT_MS", "3600000")]);
    let seated = [half_open(&palier.address).await, half_open(&palier.address).await];
    let answer = async {
        let mut stream = TcpStream::connect(&palier.address).await.expect("a connection");
        let mut answer = String::new();
        // What was not read may come as a reset after the answer.
        let _ = stream.read_to_string(&mut answer).await;
        answer
    };
    let answer = tokio::time::timeout(WATCHDOG, answer).await.expect("in time");
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("store.busy"), "{answer}");
    drop(seated);
    until("a seat is free again", || async {
        palier.try_ask("GET", "/", None, None).await.is_ok_and(|it| it.0 == 200)
    })
    .await;
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn slow_heads_and_bodies_are_cut() {
    let home = Home::new().await;
    let palier = home.serve(&[("PALIER_HEADER_TIMEOUT_MS", "300"), ("PALIER_BODY_TIMEOUT_MS", "300")]);
    let mut slow = half_open(&palier.address).await;
    let mut rest = Vec::new();
    // Closed, with or without a word: what counts is that it ends.
    let _ = tokio::time::timeout(WATCHDOG, slow.read_to_end(&mut rest)).await.expect("the half head is cut");
    let mut slow = TcpStream::connect(&palier.address).await.expect("a connection");
    let head =
        "POST /v1/setup HTTP/1.1\r\nHost: palier\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n";
    slow.write_all(head.as_bytes()).await.expect("a head");
    let mut answer = Vec::new();
    let dripping = async {
        let mut buffer = [0; 4096];
        loop {
            tokio::select! {
                read = slow.read(&mut buffer) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(count) => answer.extend_from_slice(&buffer[..count]),
                },
                () = tokio::time::sleep(Duration::from_millis(50)) => {
                    let _ = slow.try_write(b" ");
                }
            }
        }
    };
    tokio::time::timeout(WATCHDOG, dripping).await.expect("a body that drips is cut");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("request.too_slow"), "{answer}");
    drop(palier);
    home.clear().await;
}
