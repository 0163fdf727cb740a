//! Typed ids: one type a noun, UUIDv7 made in Rust, written with the noun's prefix (`ord_0192…`) so that a wrong id is
//! seen at a glance and refused by its type.

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::chance::Chance;

/// What every typed id can do.
pub trait Identity: Copy + Eq + Ord + Debug + Send + Sync + 'static {
    /// The prefix of the text form, without the underscore.
    const PREFIX: &'static str;
    /// Wraps a UUID read from a store.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The bare UUID, for a store.
    fn uuid(self) -> Uuid;
    /// A new id: 48 bits of `now` in milliseconds, then chance (RFC 9562, version 7).
    fn new(now: DateTime<Utc>, chance: &dyn Chance) -> Self {
        Self::nth(0, now, chance)
    }
    /// The id that is number `nth` of its instant, counted from 0: it sorts after those before it. The number takes the
    /// 18 bits that follow the instant (RFC 9562, section 6.2, method 1); ids beyond them are in any order.
    fn nth(nth: u32, now: DateTime<Utc>, chance: &dyn Chance) -> Self {
        let mut random = [0_u8; 10];
        chance.fill(&mut random);
        // Twelve bits beside the version, and six beside the variant.
        let [_, high, middle, low] = (nth.min(LAST_NTH) << 2).to_be_bytes();
        random[..3].copy_from_slice(&[high, middle, low >> 2]);
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        Self::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

/// The greatest number that an id holds beside its instant.
const LAST_NTH: u32 = (1 << 18) - 1;

/// Why a text is not an id of the expected noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an id that begins with `{expected}_` followed by 32 hexadecimal digits")]
pub struct NotAnId {
    /// The prefix that was expected.
    pub expected: &'static str,
}

/// Reads 32 lower-case hexadecimal digits after `prefix_`.
pub fn parse(prefix: &'static str, text: &str) -> Result<Uuid, NotAnId> {
    let bad = NotAnId { expected: prefix };
    let hex = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or(bad)?;
    let canonical = hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !canonical {
        return Err(bad);
    }
    Uuid::try_parse(hex).map_err(|_| bad)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(Uuid);

        impl Identity for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse($prefix, text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-9a-f]{32}$")))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

ids! {
    /// The tenant boundary.
    AssociationId "ass";
    /// A quartier of an association.
    NeighbourhoodId "ngh";
    /// A housing estate's residence.
    ResidenceId "rsd";
    /// A stairwell with its own street door.
    EntranceId "ent";
    /// A flat behind an entrance.
    DwellingId "dwl";
    /// The people who live in one dwelling.
    HouseholdId "hhd";
    /// A person who may be served.
    ResidentId "res";
    /// A resident's consent for one purpose.
    ConsentId "con";
    /// A resident's time away.
    AbsenceId "abs";
    /// A talk with a resident, by phone or at the door.
    TalkId "tlk";
    /// An entry of the list to call that a person wrote.
    CallEntryId "cal";
    /// What a resident says is wrong with a delivery.
    DeliveryProblemId "prb";
    /// A person who carries.
    VolunteerId "vol";
    /// A day on which a volunteer's week does not hold.
    ExceptionId "exc";
    /// A volunteer and a resident who must not meet.
    BlockedPairId "blk";
    /// Two volunteers who walk as one.
    WalkingPairId "duo";
    /// What signs in; a person of one association, with additive roles.
    AccountId "acc";
    /// A one-time way to give a phone a session.
    PairingId "par";
    /// A device that stays signed in.
    SessionId "ses";
    /// One link of a session's refresh chain.
    RefreshId "rfr";
    /// A shop or depot where goods are taken.
    PickupPointId "pup";
    /// A span of days on which a shop's week does not hold.
    ClosureId "cls";
    /// Something that can be ordered.
    ProductId "prd";
    /// A price of a product from a day on.
    PriceId "prc";
    /// One resident's order for one service day.
    OrderId "ord";
    /// A product and quantity of an order.
    OrderLineId "oln";
    /// A resident's usual order.
    StandingOrderId "std";
    /// What a shop prepares for a service day.
    SlipId "slp";
    /// A change to a slip after it froze.
    SlipChangeId "slc";
    /// A courtesy visit that both agreed to.
    VisitId "vis";
    /// What one planning of a neighbourhood's day gave.
    PlanId "pln";
    /// A volunteer's walk of one shift of one day.
    RoundId "rnd";
    /// One halt of a round.
    StopId "stp";
    /// One household on one service day.
    DropId "drp";
    /// A fact that a person reports from a round.
    EventId "evt";
    /// A worry about a person, with an owner.
    ConcernId "ccn";
    /// A search for a better plan of a neighbourhood's day.
    SearchId "sch";
    /// A change of a resident's usual volunteer, awaiting a coordinator.
    ProposalId "prp";
    /// Something that palier tells somebody.
    NoticeId "ntc";
    /// One try to bring a notice.
    DispatchId "dsp";
    /// A device's wish to be told.
    SubscriptionId "sub";
    /// Background work.
    JobId "job";
    /// A line of the audit log.
    AuditId "aud";
    /// A list that was imported.
    ImportId "imp";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededChance;

    #[test]
    fn the_text_form_reads_back() {
        let id = OrderId::new(DateTime::UNIX_EPOCH, &SeededChance::new(1));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().starts_with("ord_"));
    }

    #[test]
    fn another_nouns_id_is_refused() {
        let id = ResidentId::new(DateTime::UNIX_EPOCH, &SeededChance::new(1));
        for wrong in [id.to_string(), "ord_".into(), "ord_zz".into(), format!("ord_{}", "A".repeat(32)), String::new()]
        {
            assert!(wrong.parse::<OrderId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ids_sort_by_time() {
        let chance = SeededChance::new(7);
        let early = OrderId::new(DateTime::UNIX_EPOCH, &chance);
        let late = OrderId::new(DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(1), &chance);
        assert!(early < late);
    }

    #[test]
    fn ids_of_one_instant_sort_by_their_number() {
        let chance = SeededChance::new(7);
        let numbers = [0, 1, 63, 64, 4095, 4096, LAST_NTH];
        let ids = numbers.map(|nth| OrderId::nth(nth, DateTime::UNIX_EPOCH, &chance));
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| id.uuid().get_version_num() == 7));
        assert_ne!(OrderId::nth(u32::MAX, DateTime::UNIX_EPOCH, &chance), ids[6]);
    }
}
