//! What is made from the installation's one secret: a key for access tokens, a key that seals door codes. Each use has
//! its own key (HKDF-SHA256), so that one never helps against the other.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// Bytes of a sealed value before its text: the nonce.
const NONCE: usize = 24;

/// The keys of an installation.
pub struct Keys {
    tokens: [u8; 32],
    seal: [u8; 32],
    pepper: [u8; 32],
    kid: String,
}

impl Keys {
    /// Derives every key from `secret`, which has at least 32 bytes of chance.
    pub fn derive(secret: &[u8]) -> Self {
        let tokens = expand(secret, b"palier access tokens");
        let kid = hex(&Sha256::digest(tokens)[..8]);
        Self { tokens, seal: expand(secret, b"palier sealed columns"), pepper: expand(secret, b"palier pepper"), kid }
    }

    /// The key that signs access tokens.
    pub fn tokens(&self) -> &[u8] {
        &self.tokens
    }

    /// The name of the signing key, in every token's head.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// What is mixed into the hashes of PINs and passwords.
    pub fn pepper(&self) -> [u8; 32] {
        self.pepper
    }

    /// A digest that only this installation can make, for what must be found again but never read.
    pub fn digest(&self, text: &str) -> Vec<u8> {
        digest(&[&self.pepper, text.as_bytes()].concat())
    }

    /// Seals `text` for the row that `owner` names; `nonce` is fresh chance.
    pub fn seal(&self, owner: &str, text: &str, nonce: [u8; NONCE]) -> Result<Vec<u8>> {
        let payload = Payload { msg: text.as_bytes(), aad: owner.as_bytes() };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::Bug("a text could not be sealed".into()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Keys::seal`] sealed for the same owner.
    pub fn open(&self, owner: &str, sealed: &[u8]) -> Result<String> {
        let broken =
            || Error::Bug(format!("the sealed value of {owner} does not open with this installation's secret"));
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(broken)?;
        let payload = Payload { msg: sealed, aad: owner.as_bytes() };
        let text = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())?;
        String::from_utf8(text).map_err(|_| broken())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.seal))
    }
}

/// SHA-256 of `bytes`, for tokens at rest and for fingerprints.
pub fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

fn expand(secret: &[u8], purpose: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are far below the limit of 255 blocks, the only way in which expanding can fail.
    let expanded = Hkdf::<Sha256>::new(None, secret).expand(purpose, &mut key);
    debug_assert!(expanded.is_ok());
    key
}

/// The bytes that [`hex`] wrote; none where it did not.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_code_opens_for_its_owner_only() {
        let keys = Keys::derive(&[7; 32]);
        let sealed = keys.seal("ent_a", "12B34", [1; NONCE]).unwrap();
        assert_eq!(keys.open("ent_a", &sealed).unwrap(), "12B34");
        assert!(keys.open("ent_b", &sealed).is_err());
        assert!(Keys::derive(&[8; 32]).open("ent_a", &sealed).is_err());
        assert!(keys.open("ent_a", &sealed[..10]).is_err());
    }
}
