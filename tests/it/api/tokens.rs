//! Access tokens that nobody should accept (A01 to A05 of quality-bar.md), each one step away from one that is accepted.

use app::keys::Keys;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::{House, SECRET, START, Value, json};
use jsonwebtoken::{Algorithm, EncodingKey};

/// What a good token is made of, so that a test can spoil one part.
struct Forge {
    keys: Keys,
    header: Value,
    claims: Value,
}

impl Forge {
    /// The header and claims of the coordinator's own token.
    async fn of(house: &House) -> Self {
        let token = house.coordinator().token().await.unwrap();
        let part = |index: usize| {
            let part = token.split('.').nth(index).unwrap();
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
        };
        Self { keys: Keys::derive(SECRET), header: part(0), claims: part(1) }
    }

    fn with_header(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        signed(&header.to_string(), &self.claims.to_string(), self.keys.tokens(), Algorithm::HS256)
    }

    fn with_claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.with_claims(&claims.to_string())
    }

    fn without_claim(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        self.with_claims(&claims.to_string())
    }

    fn with_claims(&self, claims: &str) -> String {
        signed(&self.header.to_string(), claims, self.keys.tokens(), Algorithm::HS256)
    }
}

fn signed(header: &str, claims: &str, key: &[u8], algorithm: Algorithm) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &EncodingKey::from_secret(key), algorithm).unwrap();
    format!("{message}.{signature}")
}

async fn is_refused(house: &House, what: &str, token: &str) {
    let answered = house.bearer(token).get("/v1/me").await;
    assert_eq!(answered.status, 401, "{what} was answered {}", answered.text);
    assert_eq!(answered.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn what_the_forge_makes_unspoiled_is_accepted() {
    let house = House::open().await;
    let forge = Forge::of(&house).await;
    house.bearer(&forge.with_claims(&forge.claims.to_string())).get("/v1/me").await.is(200);
    assert_eq!(forge.header["alg"], "HS256");
    assert_eq!(forge.header["typ"], "at+jwt");
}

#[tokio::test]
async fn a01_no_algorithm_and_no_signature() {
    let house = House::open().await;
    let forge = Forge::of(&house).await;
    let claims = URL_SAFE_NO_PAD.encode(forge.claims.to_string());
    for algorithm in ["none", "None", "nOnE", "NONE"] {
        let mut header = forge.header.clone();
        header["alg"] = json!(algorithm);
        let head = URL_SAFE_NO_PAD.encode(header.to_string());
        is_refused(&house, algorithm, &format!("{head}.{claims}.")).await;
        is_refused(&house, algorithm, &format!("{head}.{claims}")).await;
        is_refused(&house, algorithm, &forge.with_header("alg", json!(algorithm))).await;
    }
    let good = forge.with_claims(&forge.claims.to_string());
    let (message, _) = good.rsplit_once('.').unwrap();
    is_refused(&house, "an empty signature", &format!("{message}.")).await;
    for text in ["", ".", "..", "...", "a.b.c", "Bearer", "é.é.é", &"a".repeat(100_000)] {
        let asked =
            house.nobody().ask("GET".parse().unwrap(), "/v1/me").header("authorization", format!("Bearer {text}"));
        assert_eq!(asked.go().await.status, 401);
    }
}

#[tokio::test]
async fn a02_another_key_or_another_algorithm_of_the_family() {
    let house = House::open().await;
    let forge = Forge::of(&house).await;
    let claims = forge.claims.to_string();
    for (algorithm, name) in [(Algorithm::HS384, "HS384"), (Algorithm::HS512, "HS512")] {
        let mut header = forge.header.clone();
        header["alg"] = json!(name);
        is_refused(&house, name, &signed(&header.to_string(), &claims, forge.keys.tokens(), algorithm)).await;
    }
    let header = forge.header.to_string();
    for key in [&b"another key of thirty-two bytes.."[..], forge.keys.kid().as_bytes(), SECRET, b""] {
        is_refused(&house, "another key", &signed(&header, &claims, key, Algorithm::HS256)).await;
    }
    for name in ["RS256", "ES256", "EdDSA", "PS256"] {
        is_refused(&house, name, &forge.with_header("alg", json!(name))).await;
    }
}

#[tokio::test]
async fn a03_names_of_keys_and_keys_that_a_token_brings() {
    let house = House::open().await;
    let forge = Forge::of(&house).await;
    let long = "k".repeat(10_000);
    for kid in ["../../dev/null", "' OR 1=1 --", "", "unknown", &long] {
        is_refused(&house, "another kid", &forge.with_header("kid", json!(kid))).await;
    }
    is_refused(&house, "no kid", &forge.with_header("kid", Value::Null)).await;
    // Nothing listens there and nothing asks: the server has no client of its own.
    let away = "http://127.0.0.1:9/keys";
    is_refused(&house, "jku", &forge.with_header("jku", json!(away))).await;
    is_refused(&house, "x5u", &forge.with_header("x5u", json!(away))).await;
    is_refused(&house, "x5c", &forge.with_header("x5c", json!(["MIIB"]))).await;
    is_refused(&house, "jwk", &forge.with_header("jwk", json!({ "kty": "oct", "k": "AAAA", "alg": "HS256" }))).await;
}

#[tokio::test]
async fn a04_times_that_do_not_hold() {
    let house = House::open().await;
    let forge = Forge::of(&house).await;
    let now = START.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp();
    house.clock.set(chrono::DateTime::from_timestamp(now, 0).unwrap());
    let leeway = app::sessions::tokens::LEEWAY_S;
    assert!((0..=60).contains(&leeway));
    for exp in [json!(now - leeway - 1), json!(-1), json!(i64::MIN), json!(0)] {
        is_refused(&house, "a past exp", &forge.with_claim("exp", exp)).await;
    }
    for exp in [json!((now + 60).to_string()), json!(60.5), Value::Null, json!([now + 60]), json!(true)] {
        is_refused(&house, "an exp that is no number", &forge.with_claim("exp", exp)).await;
    }
    is_refused(&house, "no exp", &forge.without_claim("exp")).await;
    is_refused(&house, "no iat", &forge.without_claim("iat")).await;
    let endless = forge.claims.to_string().replace(&format!("\"exp\":{}", forge.claims["exp"]), "\"exp\":1e400");
    assert!(endless.contains("1e400"));
    is_refused(&house, "an endless exp", &forge.with_claims(&endless)).await;
    is_refused(&house, "a future nbf", &forge.with_claim("nbf", json!(now + leeway + 5))).await;
    is_refused(&house, "a future iat", &forge.with_claim("iat", json!(now + leeway + 5))).await;
    is_refused(&house, "an nbf that is no number", &forge.with_claim("nbf", json!("soon"))).await;
    house.bearer(&forge.with_claim("exp", json!(now + 1))).get("/v1/me").await.is(200);
}

#[tokio::test]
async fn a04_a_token_ends_after_ten_minutes() {
    let house = House::open().await;
    let token = house.coordinator().token().await.unwrap();
    house.wait(chrono::TimeDelta::minutes(10) - chrono::TimeDelta::seconds(1));
    house.bearer(&token).get("/v1/me").await.is(200);
    house.wait(chrono::TimeDelta::seconds(app::sessions::tokens::LEEWAY_S + 1));
    house.bearer(&token).get("/v1/me").await.refused(401, "session.expired");
    // A clock that was set back makes it a token of the future.
    house.wait(chrono::TimeDelta::hours(-1));
    house.bearer(&token).get("/v1/me").await.refused(401, "session.invalid");
}

#[tokio::test]
async fn a05_tokens_of_another_kind_or_house() {
    let house = House::open().await;
    let forge = Forge::of(&house).await;
    for (claim, value) in
        [("iss", json!("other")), ("aud", json!("palier-web")), ("aud", json!(["x", "y"])), ("iss", json!(1))]
    {
        is_refused(&house, claim, &forge.with_claim(claim, value)).await;
    }
    for claim in ["iss", "aud", "sub", "sid", "rid"] {
        is_refused(&house, claim, &forge.without_claim(claim)).await;
    }
    for typ in [json!("JWT"), json!("at+JWT2"), Value::Null, json!("")] {
        is_refused(&house, "another typ", &forge.with_header("typ", typ)).await;
    }
    let other = Keys::derive(b"the secret of another installation, just as long");
    let mut header = forge.header.clone();
    is_refused(
        &house,
        "a key of another house",
        &signed(&header.to_string(), &forge.claims.to_string(), other.tokens(), Algorithm::HS256),
    )
    .await;
    header["kid"] = json!(other.kid());
    is_refused(
        &house,
        "a token of another house",
        &signed(&header.to_string(), &forge.claims.to_string(), other.tokens(), Algorithm::HS256),
    )
    .await;
    let relay = house.relay().await;
    is_refused(&house, "somebody else's session", &forge.with_claim("sub", json!(relay.account()))).await;

    let pairing = house
        .coordinator()
        .post("/v1/pairings", json!({ "account_id": relay.account(), "kind": "screen" }))
        .await
        .is(201);
    is_refused(&house, "a pairing token", pairing["token"].as_str().unwrap()).await;
    let asked = json!({ "pairing_token": pairing["token"], "device_label": "tablette" });
    let opened = house.nobody().post("/v1/sessions", asked).await.is(201);
    is_refused(&house, "a refresh token", opened["refresh_token"].as_str().unwrap()).await;
    let swapped = json!({ "refresh_token": opened["access_token"].as_str().unwrap().get(..200) });
    house.nobody().post("/v1/sessions/refresh", swapped).await.refused(401, "session.invalid");
}
