//! How the web client is served (W01): what may be kept, what is asked for again, and what the page may load.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use harness::{House, json};
use http_body_util::BodyExt as _;
use mobile_api::guard::Guards;
use tower::ServiceExt as _;

struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// Asks the guarded router of a house that serves a small client.
async fn ask(house: &House, path: &str, more: &[(&str, &str)]) -> Got {
    let script = "console.log('bonjour');\n".repeat(100);
    let files = [
        ("index.html", "<!doctype html><title>palier</title>".to_owned()),
        ("sw.js", script.clone()),
        ("manifest.webmanifest", "{}".to_owned()),
        ("assets/index-BQ_KxJyN.js", script),
        ("assets/font-BcXVPD7q.woff2", "x".repeat(2000)),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), Cow::Owned(text.into_bytes())));
    let client = server::assets::router_of(house.app.clone(), files);
    let router = mobile_api::guarded(house.app.clone(), &Guards::default(), client);
    let request = more.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    Got { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
}

#[tokio::test]
async fn each_file_has_its_kind_and_its_time() {
    let house = House::open().await;
    for (path, kind, cached) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/index-BQ_KxJyN.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/assets/font-BcXVPD7q.woff2", "font/woff2", "public, max-age=31536000, immutable"),
    ] {
        let got = ask(&house, path, &[]).await;
        assert_eq!(got.status, 200, "{path}");
        assert_eq!((got.header("content-type"), got.header("cache-control")), (kind, cached), "{path}");
        let tag = got.header("etag").to_owned();
        let again = ask(&house, path, &[("if-none-match", &format!("\"other\", W/{tag}"))]).await;
        assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, tag.as_str()), "{path}");
    }
    for path in ["/residents/res_1", "/assets/", "/assets/other.js", "/assets/../index.html"] {
        let got = ask(&house, path, &[]).await;
        assert_eq!((got.status.as_u16(), got.header("content-type")), (404, "application/problem+json"), "{path}");
    }
}

#[tokio::test]
async fn text_goes_out_compressed_to_whoever_reads_it() {
    let house = House::open().await;
    let plain = ask(&house, "/sw.js", &[("accept-encoding", "gzip;q=0, br")]).await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
    let small = ask(&house, "/sw.js", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(small.header("content-encoding"), "gzip");
    assert!(small.body.len() * 10 < plain.body.len());
    let font = ask(&house, "/assets/font-BcXVPD7q.woff2", &[("accept-encoding", "gzip")]).await;
    assert_eq!(font.header("content-encoding"), "");
}

#[tokio::test]
async fn w01_the_page_loads_its_own_files_and_the_tiles_that_were_named() {
    let house = House::open().await;
    let strict = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                  connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
                  frame-ancestors 'none'";
    for path in ["/", "/sw.js"] {
        let got = ask(&house, path, &[]).await;
        assert_eq!(got.header("content-security-policy"), strict, "{path}");
        assert_eq!(got.header("permissions-policy"), "camera=(self), geolocation=(self), microphone=()");
        assert_eq!(got.header("referrer-policy"), "no-referrer");
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert!(got.header("strict-transport-security").starts_with("max-age=31536000"));
    }
    let map = json!({ "tile_url": "https://tiles.example.org/{z}/{x}/{y}.png" });
    house.coordinator().patch("/v1/association", json!({ "parameters": { "map": map } })).await.is(200);
    let policy = ask(&house, "/", &[]).await.header("content-security-policy").to_owned();
    assert!(policy.contains("img-src 'self' data: https://tiles.example.org;"), "{policy}");
    let other = ask(&house, "/assets/index-BQ_KxJyN.js", &[]).await;
    assert!(other.header("content-security-policy").starts_with("default-src 'none'; base-uri"));
}
