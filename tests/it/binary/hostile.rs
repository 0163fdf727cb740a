//! Requests that no good client sends. Each gets an answer below 500, and the next honest one is served.

use harness::process::{Home, Process, WATCHDOG, until};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Sends bytes and reads until the server closes, with its body's half-sent rest refused by a timeout of its own.
async fn raw(palier: &Process, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(&palier.address).await.expect("a connection");
    // The server may answer and close before it has read all of it.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(WATCHDOG, stream.read_to_end(&mut answer)).await.expect("an end");
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

fn answers(answer: &str) -> usize {
    answer.matches("HTTP/1.1 ").count() + answer.matches("HTTP/1.0 ").count()
}

const SHORT: [(&str, &str); 2] = [("PALIER_HEADER_TIMEOUT_MS", "500"), ("PALIER_BODY_TIMEOUT_MS", "500")];

#[tokio::test]
async fn heads_that_no_good_client_sends() {
    let home = Home::on_sqlite();
    let palier = home.serve(&SHORT);
    let json = "Content-Type: application/json\r\n";
    let long = format!("GET / HTTP/1.1\r\nHost: p\r\nX-Long: {}\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\nHost: p\r\n{}\r\n", "X-Many: 1\r\n".repeat(500));
    let cases: Vec<(String, &[u16])> = vec![
        ("DELETE /v1/residences HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n".into(), &[405]),
        ("BREW /v1/residences HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n".into(), &[405]),
        ("GET /v1/residences HTTP/1.1\r\nHost: p\r\nAccept: application/xml\r\nConnection: close\r\n\r\n".into(), &[406]),
        (
            "POST /v1/setup HTTP/1.1\r\nHost: p\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                .into(),
            &[415],
        ),
        (format!("POST /v1/setup HTTP/1.1\r\nHost: p\r\n{json}Content-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"), &[415]),
        ("GET / HTTP/1.0\r\n\r\n".into(), &[200]),
        ("GET http://elsewhere/ HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n".into(), &[200]),
        ("GET /../../etc/passwd HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n".into(), &[404]),
        ("GET /%00 HTTP/1.1\r\nHost: p\r\nConnection: close\r\n\r\n".into(), &[404]),
        (long, &[431]),
        (many, &[431]),
        ("GET / HTTP/9.9\r\nHost: p\r\n\r\n".into(), &[400, 505]),
        ("nonsense\r\n\r\n".into(), &[400]),
        ("GET / HTTP/1.1\r\nHost: p\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".into(), &[400]),
        ("GET / HTTP/1.1\r\nHost: p\r\nContent-Length: -1\r\n\r\n".into(), &[400]),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n".into(), &[400]),
    ];
    for (request, expected) in cases {
        let answer = raw(&palier, request.as_bytes()).await;
        let start = request.chars().take(120).collect::<String>();
        assert!(expected.contains(&status(&answer)), "{start:?}: {answer}");
    }
    assert_eq!(palier.ask("GET", "/", None, None).await.0, 200);
}

#[tokio::test]
async fn a_second_request_cannot_hide_behind_a_first() {
    let home = Home::on_sqlite();
    let palier = home.serve(&SHORT);
    let hidden = "GET /hidden HTTP/1.1\r\nHost: p\r\n\r\n";
    for head in [
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n",
    ] {
        let request = format!(
            "POST /v1/setup HTTP/1.1\r\nHost: p\r\nContent-Type: application/json\r\n{head}\r\n0\r\n\r\n{hidden}"
        );
        let answer = raw(&palier, request.as_bytes()).await;
        assert_eq!(answers(&answer), 1, "{head}: {answer}");
        assert!((400..500).contains(&status(&answer)), "{head}: {answer}");
    }
}

#[tokio::test]
async fn bodies_that_are_too_much() {
    let home = Home::on_sqlite();
    let palier = home.serve(&SHORT);
    let head = "POST /v1/setup HTTP/1.1\r\nHost: p\r\nContent-Type: application/json\r\nConnection: close\r\n";
    let declared = raw(&palier, format!("{head}Content-Length: 10737418240\r\n\r\n{{").as_bytes()).await;
    assert!(status(&declared) == 413 && declared.contains("request.too_large"), "{declared}");
    // A list may be longer than other bodies, to its own limit.
    let list = "POST /v1/imports/residences HTTP/1.1\r\nHost: p\r\nContent-Type: text/csv\r\nConnection: close\r\n";
    for (head, length, refused) in [(head, 262_145, true), (list, 262_145, false), (list, 1_048_577, true)] {
        let body = " ".repeat(length);
        let answer = raw(&palier, format!("{head}Content-Length: {length}\r\n\r\n{body}").as_bytes()).await;
        assert_eq!(answer.contains("request.too_large"), refused, "{length}: {answer}");
    }
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..160 {
        chunked.extend_from_slice(b"10000\r\n");
        chunked.extend_from_slice(&[b' '; 0x10000]);
        chunked.extend_from_slice(b"\r\n");
    }
    let streamed = raw(&palier, &chunked).await;
    // The answer may be lost to the reset of a connection that still sends.
    assert!(streamed.is_empty() || status(&streamed) == 413, "{streamed}");
    let lying = raw(&palier, format!("{head}Content-Length: 500\r\n\r\n{{}}").as_bytes()).await;
    assert!(status(&lying) == 408, "{lying}");
    let memory = std::fs::read_to_string(format!("/proc/{}/status", palier.id())).expect("a process");
    let peak: u64 = memory
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .expect("a figure");
    assert!(peak < 300_000, "the peak is {peak} kB");
    assert_eq!(palier.ask("GET", "/", None, None).await.0, 200);
}

#[tokio::test]
async fn whoever_reads_no_answer_loses_the_seat() {
    let home = Home::on_sqlite();
    let palier = home.serve(&[("PALIER_WRITE_TIMEOUT_MS", "300"), ("PALIER_CONNECTIONS_MAX", "1")]);
    let mut deaf = TcpStream::connect(&palier.address).await.expect("a connection");
    // More answers than the system's buffers hold; the server stops reading once it cannot write.
    let asked = "GET /v1/nothing HTTP/1.1\r\nHost: p\r\n\r\n".repeat(100_000);
    let _ = tokio::time::timeout(WATCHDOG, deaf.write_all(asked.as_bytes())).await.expect("an end");
    // Who finds no seat may be told so before anything was asked.
    let served = async || palier.try_ask("GET", "/", None, None).await.is_ok_and(|(status, _)| status == 200);
    until("the seat is free", served).await;
    drop(deaf);
}

#[tokio::test]
async fn bodies_that_are_not_json() {
    let home = Home::new().await;
    let palier = home.serve(&SHORT);
    let token = palier.found().await;
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let cases: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"{".to_vec(),
        b"{\"name\":\"a\",\"name\":\"b\"}".to_vec(),
        b"\xEF\xBB\xBF{\"name\":\"a\"}".to_vec(),
        b"{\"name\":NaN}".to_vec(),
        b"{\"name\":1e999}".to_vec(),
        b"{\"name\":\"\\ud800\"}".to_vec(),
        b"{\"name\":\"\xff\xfe\"}".to_vec(),
        b"{\"name\":\"nul \\u0000 inside\"}".to_vec(),
        b"{\"name\":\"a\"} trailing".to_vec(),
        deep(127).into_bytes(),
        deep(128).into_bytes(),
        deep(100_000).into_bytes(),
        format!("{{\"name\":{}}}", deep(127)).into_bytes(),
        format!("[{}1]", "1,".repeat(100_000)).into_bytes(),
        format!("{{\"name\":\"a\",\"entrances\":[{}{{}}]}}", "{},".repeat(60_000)).into_bytes(),
        b"null".to_vec(),
        b"\"\"".to_vec(),
    ];
    for (number, body) in cases.into_iter().enumerate() {
        let mut request = format!(
            "POST /v1/residences HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: corpus-{number}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(&body);
        let answer = raw(&palier, &request).await;
        assert!(matches!(status(&answer), 400 | 413 | 422), "{number}: {answer}");
        assert!(answer.contains("application/problem+json"), "{number}: {answer}");
    }
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn names_of_every_alphabet_come_back_as_they_went_or_are_refused() {
    let home = Home::new().await;
    let palier = home.serve(&[]);
    let token = palier.found().await;
    let names = [
        "Résidence He\u{301}le\u{300}ne".to_owned(),
        "R\u{e9}sidence H\u{e9}l\u{e8}ne bis".to_owned(),
        "\u{202e}enneiar".to_owned(),
        "zero\u{200b}width".to_owned(),
        "👩‍👩‍👧 La Tour".to_owned(),
        "e".to_owned() + &"\u{301}".repeat(10_000),
        "'; DROP TABLE residences; --".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "a".repeat(101),
        "nul\u{0}".to_owned(),
        "deux\nlignes".to_owned(),
    ];
    for (number, name) in names.iter().enumerate() {
        let asked = json!({ "idempotency_key": format!("alphabet-{number}"), "name": name });
        let (status, made) = palier.ask("POST", "/v1/residences", Some(&token), Some(asked)).await;
        match status {
            201 => {
                let path = format!("/v1/residences/{}", made["id"].as_str().expect("an id"));
                let (_, read) = palier.ask("GET", &path, Some(&token), None).await;
                assert_eq!(read["name"].as_str(), Some(name.as_str()));
            }
            422 => assert_eq!(made["code"], "request.invalid", "{name:?}"),
            _ => panic!("{name:?}: {status} {made}"),
        }
    }
    drop(palier);
    home.clear().await;
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let home = Home::on_sqlite();
    let palier = home.serve(&[("PALIER_RATE_PER_SECOND", "1"), ("PALIER_RATE_BURST", "3")]);
    let mut throttled = None;
    // Sixty at once are more than one a second lets through.
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..60 {
        asked.spawn(reqwest::get(format!("http://{}/v1/nothing", palier.address)));
    }
    while let Some(answered) = asked.join_next().await {
        let answer = answered.expect("a task").expect("an answer");
        match answer.status().as_u16() {
            404 => {}
            429 => throttled = Some(answer),
            other => panic!("{other}"),
        }
    }
    let throttled = throttled.expect("a limit that limits");
    assert!(throttled.headers()["retry-after"].to_str().expect("a text").parse::<u32>().expect("seconds") > 0);
    assert_eq!(throttled.headers()["content-type"], "application/problem+json");
    assert!(throttled.text().await.expect("a body").contains("request.throttled"));
}

#[tokio::test]
async fn every_answer_has_its_security_headers_and_a_name() {
    let home = Home::on_sqlite();
    let palier = home.serve(&[]);
    for path in ["/", "/nothing.css", "/v1/nothing", "/v1/residences", "/nowhere"] {
        let answer = reqwest::get(format!("http://{}{path}", palier.address)).await.expect("an answer");
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header("strict-transport-security"), "max-age=31536000; includeSubDomains", "{path}");
        assert_eq!(header("permissions-policy"), "camera=(self), geolocation=(self), microphone=()", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(header("cache-control"), if path == "/" { "no-cache" } else { "no-store" }, "{path}");
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header("access-control-allow-origin"), "", "{path}");
        let name = header("x-request-id").to_owned();
        assert_eq!(name.len(), 24, "{path}");
        if answer.status().as_u16() >= 400 {
            assert!(answer.text().await.expect("a body").contains(&name), "{path}");
        }
    }
}
