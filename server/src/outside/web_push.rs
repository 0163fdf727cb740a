//! Web Push: RFC 8030 carries, RFC 8291 seals so that the push service cannot read, RFC 8292 (VAPID) says who sends.
//!
//! Nothing is followed that was not asked for: no redirect, no proxy, no address inside a network. Of an answer 64 kB are
//! read at most, and from the connection to its last byte it has the time that the settings give.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::notices::carrier::{Address, Carrier, Letter, Receipt};
use app::notices::endpoint;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, StatusCode, header, redirect};
use shared::clock::Clock;
use web_push_native::{Auth, encrypt, p256};

use super::answer::said;
use super::retry_after::retry_after;
use super::vapid::Vapid;

/// Bytes of an uncompressed point of P-256, the one form in which browsers give their keys.
const POINT: usize = 65;

/// Carries to whichever push service a device names.
pub struct WebPush {
    client: Client,
    vapid: Vapid,
    clock: Arc<dyn Clock>,
    private_hosts: bool,
}

impl WebPush {
    /// Sends in the name of `vapid`. A service has `patience` for its whole answer. `private_hosts` lets those on this machine
    /// in, for tests.
    pub fn new(vapid: Vapid, clock: Arc<dyn Clock>, patience: Duration, private_hosts: bool) -> anyhow::Result<Self> {
        super::choose_tls();
        let mut client = Client::builder().timeout(patience).redirect(redirect::Policy::none()).no_proxy();
        if !private_hosts {
            client = client.dns_resolver(PublicOnly).https_only(true);
        }
        Ok(Self { client: client.build()?, vapid, clock, private_hosts })
    }

    async fn ask(&self, letter: &Letter) -> Result<Receipt, String> {
        // It was checked when the device gave it; a release may have become stricter since.
        let Address::WebPush { endpoint, .. } = &letter.to else {
            return Ok(Receipt::Unfit("an address of another carrier".to_owned()));
        };
        let Ok(url) = endpoint::checked(endpoint, self.private_hosts) else { return Ok(Receipt::Gone) };
        let Some(body) = seal(letter) else { return Ok(Receipt::Unfit("keys that are none".to_owned())) };
        let now = self.clock.now();
        let authorization = self.vapid.authorization(&url, now).map_err(|error| error.to_string())?;
        let request = self
            .client
            .post(url)
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("TTL", letter.lives_s)
            .header("Topic", &letter.topic)
            .header("Urgency", if letter.urgent { "high" } else { "normal" })
            .body(body);
        let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
        let (status, after) = (answer.status(), retry_after(answer.headers(), now));
        Ok(receipt(status, after, &said(answer).await?))
    }
}

#[async_trait::async_trait]
impl Carrier for WebPush {
    fn public_key(&self) -> Option<&str> {
        Some(self.vapid.public_key())
    }

    fn fits(&self, to: &Address) -> bool {
        keys(to).is_some()
    }

    async fn carry(&self, letter: &Letter) -> Receipt {
        self.ask(letter).await.unwrap_or_else(|why| Receipt::Later { after: None, why })
    }
}

/// What a status means, RFC 8030 section 5 and 7.3, RFC 8292 section 4.
fn receipt(status: StatusCode, after: Option<Duration>, said: &str) -> Receipt {
    let why = || format!("{} {said}", status.as_u16()).trim_end().to_owned();
    match status {
        _ if status.is_success() => Receipt::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Receipt::Gone,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Receipt::Barred(why()),
        StatusCode::TOO_MANY_REQUESTS => Receipt::Later { after: Some(after.unwrap_or_default()), why: why() },
        StatusCode::REQUEST_TIMEOUT => Receipt::Later { after, why: why() },
        _ if status.is_server_error() => Receipt::Later { after, why: why() },
        _ => Receipt::Unfit(why()),
    }
}

/// The message for the device's eyes alone.
fn seal(letter: &Letter) -> Option<Vec<u8>> {
    let (key, auth) = keys(&letter.to)?;
    encrypt(letter.body.clone().into_bytes(), &key, &auth).ok()
}

/// What to seal with. Of 65 bytes that look like a point only those on the curve are one.
fn keys(to: &Address) -> Option<(p256::PublicKey, Auth)> {
    let Address::WebPush { p256dh, auth, .. } = to else { return None };
    let secret: [u8; 16] = auth.as_slice().try_into().ok()?;
    Some((p256::PublicKey::from_sec1_bytes(p256dh).ok().filter(|_| p256dh.len() == POINT)?, Auth::from(secret)))
}

/// Looks names up and keeps what is on the open internet: a name that anybody may give may lead anywhere.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let open: Vec<SocketAddr> = found.into_iter().filter(|at| endpoint::is_public(at.ip())).collect();
            if open.is_empty() {
                return Err("a push service that is not on the open internet".into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_status_means() {
        let of = |status: u16| receipt(StatusCode::from_u16(status).unwrap(), None, "why");
        for taken in [200, 201, 202, 204] {
            assert_eq!(of(taken), Receipt::Taken);
        }
        assert_eq!((of(404), of(410)), (Receipt::Gone, Receipt::Gone));
        assert_eq!((of(401), of(403)), (Receipt::Barred("401 why".to_owned()), Receipt::Barred("403 why".to_owned())));
        for unfit in [302, 400, 413, 422] {
            assert!(matches!(of(unfit), Receipt::Unfit(_)), "{unfit}");
        }
        for later in [408, 500, 502, 503] {
            assert!(matches!(of(later), Receipt::Later { after: None, .. }), "{later}");
        }
        assert!(matches!(of(429), Receipt::Later { after: Some(_), .. }), "it asks for a rest, however short");
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_followed() {
        assert!(PublicOnly.resolve("localhost".parse().unwrap()).await.is_err());
    }
}
