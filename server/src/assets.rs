//! The web client: a handful of files of one folder, part of the binary. Names that carry a fingerprint may be kept for
//! ever, everything else is asked for again each time, so that a new version is seen at the next opening. The client
//! finds its way behind `#`, so the page is at `/` and nowhere else; what is not a file is the API's to answer.

use std::borrow::Cow;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use app::{App, associations};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Dist;

const INDEX: &str = "index.html";
/// Fewer bytes than this are not worth compressing.
const SMALL: usize = 1024;
/// In place of a client that was not built.
const NO_CLIENT: [(&str, &str); 2] =
    [(INDEX, include_str!("assets/no_client.html")), ("no_client.css", include_str!("assets/no_client.css"))];

/// One file, ready to be sent.
struct Asset {
    bytes: Bytes,
    kind: &'static str,
    etag: HeaderValue,
    cached: &'static str,
    /// Whether it runs code of its own and so needs the page's policy.
    acts: bool,
    gzip: OnceLock<Option<Bytes>>,
}

/// The client's routes; a page that says what this is where none was built.
pub fn router(app: App) -> Router {
    let built: Vec<(String, Cow<'static, [u8]>)> =
        Dist::iter().filter_map(|name| Some((name.to_string(), Dist::get(&name)?.data))).collect();
    if built.iter().any(|(name, _)| name == INDEX) {
        return router_of(app, built);
    }
    router_of(app, NO_CLIENT.map(|(name, text)| (name.to_owned(), Cow::Borrowed(text.as_bytes()))))
}

/// The routes of these files, by their names in the folder.
pub fn router_of(app: App, files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Router {
    let routes = files.into_iter().fold(Router::new(), |router, (name, bytes)| {
        let path = format!("/{name}");
        let asset = Arc::new(Asset::new(&name, bytes));
        let answer =
            move |State(app): State<App>, headers: HeaderMap| async move { send(&app, &asset, &headers).await };
        // The page has two addresses: people open the first, the service worker keeps the second.
        let router = if name == INDEX { router.route("/", get(answer.clone())) } else { router };
        router.route(&path, get(answer))
    });
    routes.with_state(app)
}

impl Asset {
    fn new(name: &str, bytes: Cow<'static, [u8]>) -> Self {
        let digest = app::keys::digest(&bytes);
        let etag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let hashed = name.starts_with("assets/");
        Self {
            kind: kind_of(name),
            etag: HeaderValue::try_from(format!("\"{etag}\"")).unwrap_or(HeaderValue::from_static("\"\"")),
            cached: if hashed { "public, max-age=31536000, immutable" } else { "no-cache" },
            acts: name == INDEX || name == "sw.js",
            bytes: match bytes {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            },
            gzip: OnceLock::new(),
        }
    }

    /// Compressed at the first request for it, once; none where that gains nothing.
    fn gzip(&self) -> Option<Bytes> {
        let compress = || {
            let text = self.kind.starts_with("text/") || self.kind.contains("json") || self.kind.contains("svg");
            if !text || self.bytes.len() < SMALL {
                return None;
            }
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(&self.bytes).ok()?;
            encoder.finish().ok().map(Bytes::from)
        };
        self.gzip.get_or_init(compress).clone()
    }
}

async fn send(app: &App, asset: &Asset, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, asset.etag.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(asset.cached));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if asset.acts {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy(app).await);
    }
    if says(asked, &header::IF_NONE_MATCH, |it| it == "*" || Some(it) == asset.etag.to_str().ok()) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    let reads_gzip = says(asked, &header::ACCEPT_ENCODING, |it| it.eq_ignore_ascii_case("gzip"));
    if let Some(bytes) = asset.gzip().filter(|_| reads_gzip) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return (headers, bytes).into_response();
    }
    (headers, asset.bytes.clone()).into_response()
}

/// Whether one of the listed values of a header passes; weak tags count, a refused encoding (`q=0`) does not.
fn says(asked: &HeaderMap, name: &HeaderName, passes: impl Fn(&str) -> bool) -> bool {
    let values = asked.get_all(name).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    values.map(|value| value.trim().trim_start_matches("W/")).any(|value| {
        let (value, weight) = value.split_once(';').unwrap_or((value, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|it| it.trim().parse::<f32>().ok());
        weight.is_none_or(|weight| weight > 0.0) && passes(value.trim_end())
    })
}

/// What the page may load: its own files, and the tiles of the associations that name some.
async fn policy(app: &App) -> HeaderValue {
    let tiles = associations::tile_origins(app).await.unwrap_or_default().join(" ");
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {tiles}; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy.replace(" ;", ";")).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
