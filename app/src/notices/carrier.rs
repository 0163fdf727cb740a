//! Whoever takes a message out of the house: push services, a gateway for text messages, a mail server. The traits are here and
//! their adapters in `server/src/outside`, because notices must not know sockets.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use shared::Word as _;
use shared::push::PushCarrier;
use url::{Position, Url};

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

/// A device, as the service that brings messages to it knows it. Whoever has an address may send there, so none is ever logged.
#[derive(Clone)]
pub enum Address {
    /// A browser's, RFC 8030 and 8291.
    WebPush {
        /// Where its service takes messages for it.
        endpoint: String,
        /// The device's public key, an uncompressed point of P-256.
        p256dh: Vec<u8>,
        /// Its authentication secret, 16 bytes.
        auth: Vec<u8>,
    },
    /// An Android app's registration token.
    Fcm(String),
}

impl Address {
    /// By whom it is reached.
    pub fn carrier(&self) -> PushCarrier {
        match self {
            Self::WebPush { .. } => PushCarrier::WebPush,
            Self::Fcm(_) => PushCarrier::Fcm,
        }
    }

    /// What makes the address one device's: the part that is a secret.
    pub fn secret(&self) -> &str {
        match self {
            Self::WebPush { endpoint, .. } => endpoint,
            Self::Fcm(token) => token,
        }
    }

    /// Who is left alone when this address' service asks for a rest: the host of a push service of the web, and its port where
    /// that is not the usual one. FCM is one service; Chrome's endpoints are on its host too, and know other keys and limits.
    pub fn service(&self) -> String {
        match self {
            Self::WebPush { endpoint, .. } => {
                let told = Url::parse(endpoint).ok();
                told.map(|url| url[Position::BeforeHost..Position::AfterPort].to_owned()).unwrap_or_default()
            }
            Self::Fcm(_) => PushCarrier::Fcm.as_str().to_owned(),
        }
    }
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
    /// The key under which devices subscribe to us, where they need one: an uncompressed point of P-256 in base64url, RFC 8292.
    fn public_key(&self) -> Option<&str> {
        None
    }

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
    /// Google's FCM, for Android apps; none where no service account is set up.
    pub fcm: Option<Arc<dyn Carrier>>,
    /// Whether push services on this machine and in its network are allowed: for tests, never where strangers sign in.
    pub private_hosts: bool,
}

impl Carriers {
    /// The one that brings messages this way, if it is set up.
    pub fn by(&self, carrier: PushCarrier) -> Option<&dyn Carrier> {
        let held = match carrier {
            PushCarrier::WebPush => &self.web_push,
            PushCarrier::Fcm => &self.fcm,
        };
        held.as_deref()
    }

    /// Those that are set up and bring messages to devices.
    pub fn pushing(&self) -> Vec<PushCarrier> {
        PushCarrier::ALL.iter().copied().filter(|carrier| self.by(*carrier).is_some()).collect()
    }
}
