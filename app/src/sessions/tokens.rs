//! Access tokens: JWTs that live ten minutes, signed with a key made from the installation's secret.
//!
//! The algorithm, issuer, audience, type and key name are pinned. jsonwebtoken has no clock of its own to inject, so its
//! checks of time are switched off and made here, against the clock that everything else goes by. A token says whom it
//! speaks for; what they may do is read from the store on every request, never from the token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::Refusal;
use shared::id::{AccountId, RefreshId, SessionId};

use crate::error::{Error, Result};
use crate::keys::Keys;
use crate::store::Tx;

const ISSUER: &str = "palier";
const AUDIENCE: &str = "palier-api";
/// RFC 9068: an access token is not any other kind of JWT.
const KIND: &str = "at+jwt";
/// How long an access token lives.
const LIFETIME: TimeDelta = TimeDelta::minutes(10);
/// How far two machines' clocks may be apart, in seconds: a token is refused from so long after its end, and one that
/// was issued, or begins, later than this in the future.
pub const LEEWAY_S: i64 = 30;
/// Ours have about 400 bytes; whatever is much longer is not read at all.
const LONGEST: usize = 2048;

/// What an access token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// Who.
    pub sub: AccountId,
    /// On which device.
    pub sid: SessionId,
    /// With which link of the refresh chain it was issued.
    pub rid: RefreshId,
    iat: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    exp: i64,
    jti: String,
}

/// An access token, and when it ends.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub token: String,
    pub expires_at: DateTime<Utc>,
}

/// Issues the access token of one link of a session's chain.
pub(crate) fn issue(tx: &Tx, keys: &Keys, account: AccountId, session: SessionId, link: RefreshId) -> Result<Access> {
    let expires_at = tx.now + LIFETIME;
    let mut jti = [0; 16];
    tx.fill(&mut jti);
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: account,
        sid: session,
        rid: link,
        iat: tx.now.timestamp(),
        nbf: None,
        exp: expires_at.timestamp(),
        jti: URL_SAFE_NO_PAD.encode(jti),
    };
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(KIND.to_owned());
    header.kid = Some(keys.kid().to_owned());
    let token = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(keys.tokens()))
        .map_err(|error| Error::Bug(format!("an access token could not be signed: {error}")))?;
    Ok(Access { token, expires_at })
}

/// The claims of a token that this installation issued and that holds at `now`.
///
/// Refuses with `session.expired` a token of ours that is over, with `session.invalid` everything else.
pub fn verify(keys: &Keys, now: DateTime<Utc>, token: &str) -> Result<Claims> {
    let claims = read(keys, token).ok_or(Refusal::SessionInvalid)?;
    let now = now.timestamp();
    let early = |instant: i64| instant > now.saturating_add(LEEWAY_S);
    if early(claims.iat) || claims.nbf.is_some_and(early) {
        return Err(Refusal::SessionInvalid.into());
    }
    if claims.exp.saturating_add(LEEWAY_S) <= now {
        return Err(Refusal::SessionExpired.into());
    }
    Ok(claims)
}

fn read(keys: &Keys, token: &str) -> Option<Claims> {
    if token.len() > LONGEST {
        return None;
    }
    let header = jsonwebtoken::decode_header(token).ok()?;
    // A key that a token brings or points to is never looked at; ours bring none, so such a token is not ours.
    let foreign = header.jku.is_some() || header.jwk.is_some() || header.x5u.is_some() || header.x5c.is_some();
    if foreign || header.typ.as_deref() != Some(KIND) || header.kid.as_deref() != Some(keys.kid()) {
        return None;
    }
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    let key = DecodingKey::from_secret(keys.tokens());
    jsonwebtoken::decode::<Claims>(token, &key, &validation).ok().map(|data| data.claims)
}
