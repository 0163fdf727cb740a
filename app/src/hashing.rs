//! Secrets that people keep in their heads, at rest: argon2id with the installation's pepper, so that a copied database
//! alone lets nobody guess a PIN of four digits. Hashing is slow by design: one at a time for devices that are paired and
//! one for strangers, and whoever finds no seat in time is told to come back. So a flood of sign-ins shuts out no paired
//! device, leaves the processor to everybody else, and takes the memory of two hashes, which the seats keep.

use std::sync::Arc;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::{Error, Result};

/// How long somebody waits for a seat.
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of a hash.
const LENGTH: usize = 32;

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// KiB of memory.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// What the binary uses (OWASP's first choice): 19 MiB, two passes.
    pub const FULL: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// As little as there can be: for tests and for the demo, whose secrets protect nobody.
    pub const LEAST: Self = Self { memory_kib: 8, passes: 1 };
}

/// Who asks for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// A device that is paired: it gave its key already.
    Device,
    /// Anybody who typed a handle.
    Stranger,
}

/// Hashes and checks secrets.
pub struct Hashing {
    pepper: [u8; 32],
    cost: Cost,
    device: Arc<Mutex<Vec<Block>>>,
    stranger: Arc<Mutex<Vec<Block>>>,
}

/// The right to one hash or check, with the memory for it. A try is counted once it has a seat, so that nobody pays for
/// one that was never looked at.
pub struct Seat {
    pepper: [u8; 32],
    cost: Cost,
    memory: OwnedMutexGuard<Vec<Block>>,
}

impl Hashing {
    /// With the installation's pepper.
    pub fn new(pepper: [u8; 32], cost: Cost) -> Self {
        Self { pepper, cost, device: Arc::default(), stranger: Arc::default() }
    }

    /// A seat, or [`Error::Busy`] when none is free in time.
    pub async fn seat(&self, asker: Asker) -> Result<Seat> {
        let memory = match asker {
            Asker::Device => &self.device,
            Asker::Stranger => &self.stranger,
        };
        let memory = tokio::time::timeout(PATIENCE, memory.clone().lock_owned()).await.map_err(|_| Error::Busy)?;
        Ok(Seat { pepper: self.pepper, cost: self.cost, memory })
    }
}

impl Seat {
    /// The text to keep of `secret`; `salt` is fresh chance.
    pub async fn hash(self, secret: &str, salt: [u8; 16]) -> Result<String> {
        let cost @ Cost { memory_kib, passes } = self.cost;
        let hash = self.work(secret, salt.to_vec(), cost).await?;
        let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
        Ok(format!("$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${hash}"))
    }

    /// Whether `secret` is what `kept` was made of; without anything kept the work is done all the same, and the answer
    /// is no.
    pub async fn verify(self, secret: &str, kept: Option<&str>) -> Result<bool> {
        let Some(kept) = kept else {
            let cost = self.cost;
            self.work(secret, vec![0; 16], cost).await?;
            return Ok(false);
        };
        let (cost, salt, hash) = read(kept).ok_or_else(|| Error::Bug("a kept hash cannot be read".into()))?;
        let found = self.work(secret, salt, cost).await?;
        // Every byte is looked at, wherever the first difference is.
        Ok(found.len() == hash.len()
            && found.iter().zip(&hash).fold(0, |differs, (one, two)| differs | (one ^ two)) == 0)
    }

    async fn work(mut self, secret: &str, salt: Vec<u8>, cost: Cost) -> Result<Vec<u8>> {
        let secret = secret.as_bytes().to_vec();
        let done = tokio::task::spawn_blocking(move || compute(&secret, &salt, &self.pepper, cost, &mut self.memory));
        let hash = done.await.map_err(|_| Error::Bug("hashing broke off".into()))?;
        hash.map_err(|error| Error::Bug(format!("a secret could not be hashed: {error}")))
    }
}

fn compute(
    secret: &[u8],
    salt: &[u8],
    pepper: &[u8],
    cost: Cost,
    memory: &mut Vec<Block>,
) -> std::result::Result<Vec<u8>, argon2::Error> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(LENGTH))?;
    memory.resize(params.block_count(), Block::default());
    let argon = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)?;
    let mut hash = vec![0; LENGTH];
    argon.hash_password_into_with_memory(secret, salt, &mut hash, memory.as_mut_slice())?;
    Ok(hash)
}

/// Cost, salt and hash of a kept text; the cost may be an older one than today's.
fn read(kept: &str) -> Option<(Cost, Vec<u8>, Vec<u8>)> {
    let mut parts = kept.strip_prefix("$argon2id$v=19$")?.split('$');
    let mut figures = parts.next()?.split(',').map(|figure| figure.split_once('=')?.1.parse().ok());
    let cost = Cost { memory_kib: figures.next()??, passes: figures.next()?? };
    let mut bytes = || STANDARD_NO_PAD.decode(parts.next()?).ok();
    Some((cost, bytes()?, bytes()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn verify(hashing: &Hashing, secret: &str, kept: Option<&str>) -> Result<bool> {
        hashing.seat(Asker::Device).await?.verify(secret, kept).await
    }

    #[tokio::test]
    async fn a_secret_is_known_again_with_its_pepper_only() {
        let ours = Hashing::new([1; 32], Cost::LEAST);
        let kept = ours.seat(Asker::Stranger).await.unwrap().hash("4071", [9; 16]).await.unwrap();
        assert!(verify(&ours, "4071", Some(&kept)).await.unwrap());
        assert!(!verify(&ours, "4072", Some(&kept)).await.unwrap());
        assert!(!verify(&ours, "4071", None).await.unwrap());
        assert!(!verify(&Hashing::new([2; 32], Cost::LEAST), "4071", Some(&kept)).await.unwrap());
        // A hash of yesterday's cost still opens, and the seat's memory fits both.
        let dearer = Hashing::new([1; 32], Cost { memory_kib: 16, passes: 2 });
        assert!(!verify(&dearer, "4072", None).await.unwrap());
        assert!(verify(&dearer, "4071", Some(&kept)).await.unwrap());
        assert!(verify(&ours, "4071", Some("$argon2id$v=19$nonsense")).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn strangers_take_no_seat_from_devices() {
        let hashing = Hashing::new([1; 32], Cost::LEAST);
        let _taken = hashing.seat(Asker::Stranger).await.unwrap();
        assert!(matches!(hashing.seat(Asker::Stranger).await.err(), Some(Error::Busy)));
        assert!(hashing.seat(Asker::Device).await.is_ok());
    }
}
