//! Whoever takes a message out of the house: push services, a gateway for text messages, a mail server. The traits are here and
//! their adapters in `server/src/outside`, because notices must not know sockets.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A message that leaves the process. It holds no name, no place and nothing of what somebody ordered.
#[derive(Clone)]
pub struct Letter {
    /// Where it goes.
    pub to: Address,
    /// An opaque word: what carries the same one replaces what came before it. At most 32 letters of base64url.
    pub topic: String,
    /// After so many seconds nobody needs it any more.
    pub lives_s: u32,
    /// Whether a sleeping device is to be woken.
    pub urgent: bool,
    /// What the device reads: JSON.
    pub body: String,
}

/// A device of a push service, RFC 8030 and 8291.
#[derive(Clone)]
pub struct Address {
    /// Where the service takes messages for it. Whoever knows it may send, so it is never logged.
    pub endpoint: String,
    /// The device's public key, an uncompressed point of P-256.
    pub p256dh: Vec<u8>,
    /// Its authentication secret, 16 bytes.
    pub auth: Vec<u8>,
}

/// What a carrier said to a letter. What it gives as a reason holds no address: it is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// It has it.
    Taken,
    /// There is no such device any more.
    Gone,
    /// It cannot carry this letter, and never will: a fault of palier.
    Unfit(String),
    /// Not now. `after` is how long it asked to be left alone, where it did.
    Later {
        /// The least rest.
        after: Option<Duration>,
        /// Why.
        why: String,
    },
    /// It does not know our key.
    Barred(String),
}

impl Receipt {
    /// The receipt in a word, for counting.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Gone => "gone",
            Self::Unfit(_) => "unfit",
            Self::Later { .. } => "later",
            Self::Barred(_) => "barred",
        }
    }
}

/// Takes letters out of the house.
#[async_trait::async_trait]
pub trait Carrier: Send + Sync {
    /// The key under which devices subscribe to us: an uncompressed point of P-256 in base64url, RFC 8292.
    fn public_key(&self) -> &str;

    /// Whether letters can be carried to such a device at all. What cannot is refused when the device asks, not at each letter.
    fn fits(&self, to: &Address) -> bool;

    /// Hands one letter over. It answers within seconds whatever the other side does.
    async fn carry(&self, letter: &Letter) -> Receipt;
}

/// A few words to somebody's own number or address. They hold no name, no place and nothing of what somebody ordered.
#[derive(Clone)]
pub struct Note {
    /// Names it: one that arrives twice under the same name is to be delivered once.
    pub name: String,
    /// A number in E.164, or an e-mail address. Never logged.
    pub to: String,
    /// What it says.
    pub text: String,
    /// From then on it is of no use.
    pub expires_at: DateTime<Utc>,
}

/// Takes notes to people's own numbers and addresses.
#[async_trait::async_trait]
pub trait Courier: Send + Sync {
    /// Hands one note over. It answers within seconds whatever the other side does.
    async fn carry(&self, note: &Note) -> Receipt;
}

/// The way to people's mobile telephones.
#[derive(Clone)]
pub struct Sms {
    /// The gateway.
    pub gateway: Arc<dyn Courier>,
    /// What it signs its reports with; without one it reports nothing.
    pub report_key: Option<Arc<[u8]>>,
}

/// The carriers of an installation.
#[derive(Clone, Default)]
pub struct Carriers {
    /// Web Push; none where no key is set up.
    pub web_push: Option<Arc<dyn Carrier>>,
    /// Text messages; none where no gateway is set up.
    pub sms: Option<Sms>,
    /// E-mail; none where no server is set up.
    pub mail: Option<Arc<dyn Courier>>,
    /// Where people open palier, as it stands at the end of a note.
    pub link: Option<String>,
    /// Whether push services on this machine and in its network are allowed: for tests, never where strangers sign in.
    pub private_hosts: bool,
}
