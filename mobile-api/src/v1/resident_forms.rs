//! What is filled in about a resident, apart from the operations because the two forms are long: the limits of every field
//! stand here, once for the check and once for the contract.

use app::people::Home;
use app::people::consents::NewConsent;
use app::people::resident_edits::ResidentEdit;
use app::people::sign_up::NewResident;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{AccountId, DwellingId, EntranceId};
use shared::person::{ConsentHow, ConsentPurpose, ContactPreference, CourtesyTitle, Handover};
use utoipa::ToSchema;

use crate::body::removable;
use crate::text::{Line, Note};

/// A resident to sign up: a name, a door, a phone or none, consents. The rest is optional for ever.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResidentIn {
    /// Their given name.
    #[garde(dive)]
    given_name: Line<80>,
    /// Their family name.
    #[garde(dive)]
    family_name: Line<80>,
    /// How they are addressed.
    #[garde(skip)]
    courtesy_title: Option<CourtesyTitle>,
    /// Where they live.
    #[garde(dive)]
    home: HomeIn,
    /// The account of a volunteer or colleague who is a resident too; a new one when absent.
    #[garde(skip)]
    account_id: Option<AccountId>,
    /// Their telephone, as people write it.
    #[garde(dive)]
    phone: Option<Line<40>>,
    /// How they like to be reached; by telephone when absent.
    #[garde(skip)]
    #[serde(default = "by_phone")]
    contact_preference: ContactPreference,
    /// How the goods change hands; the bag on the door only with a bread bag.
    #[garde(skip)]
    #[serde(default = "in_hand")]
    handover: Handover,
    /// The day on which they got a bread bag.
    #[garde(skip)]
    bread_bag_on: Option<NaiveDate>,
    /// Whom to call.
    #[garde(dive)]
    person_to_call: Option<PersonToCallIn>,
    /// What helps at the door, such as "sonner longtemps"; nothing about health.
    #[garde(dive)]
    #[serde(default)]
    door_note: Note<300>,
    /// What they consent to, each purpose once.
    #[garde(dive, length(max = 4))]
    #[schema(max_items = 4)]
    #[serde(default)]
    consents: Vec<ConsentIn>,
}

/// Where a resident lives: a dwelling that is known, or a door that is noted if nobody knew it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(untagged)]
pub enum HomeIn {
    /// A dwelling that is known.
    Dwelling(#[garde(dive)] KnownDwelling),
    /// A door.
    Door(#[garde(dive)] DoorIn),
}

/// A dwelling that is known.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownDwelling {
    /// The dwelling.
    #[garde(skip)]
    dwelling_id: DwellingId,
}

/// A door, noted if nobody knew it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DoorIn {
    /// The stairwell.
    #[garde(skip)]
    entrance_id: EntranceId,
    /// 0 is the ground floor.
    #[garde(range(min = -5, max = 60))]
    #[schema(minimum = -5, maximum = 60)]
    floor: i32,
    /// The door, such as "gauche".
    #[garde(dive)]
    door: Line<40>,
}

/// Somebody to call about a resident.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonToCallIn {
    /// Their name.
    #[garde(dive)]
    name: Line<80>,
    /// Their telephone, as people write it.
    #[garde(dive)]
    phone: Option<Line<40>>,
}

/// A consent to note.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentIn {
    /// What it is for.
    #[garde(skip)]
    purpose: ConsentPurpose,
    /// How it was given.
    #[garde(skip)]
    how: ConsentHow,
    /// The day on which it was given, today at the latest.
    #[garde(skip)]
    given_on: NaiveDate,
}

/// What may change of a resident; what is absent stays, null takes away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResidentPatch {
    /// The new given name.
    #[garde(dive)]
    given_name: Option<Line<80>>,
    /// The new family name.
    #[garde(dive)]
    family_name: Option<Line<80>>,
    /// How they are addressed.
    #[garde(skip)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<CourtesyTitle>)]
    courtesy_title: Option<Option<CourtesyTitle>>,
    /// Where they live now.
    #[garde(dive)]
    home: Option<HomeIn>,
    /// Their telephone.
    #[garde(dive)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<Line<40>>)]
    phone: Option<Option<Line<40>>>,
    /// How they like to be reached.
    #[garde(skip)]
    contact_preference: Option<ContactPreference>,
    /// How the goods change hands.
    #[garde(skip)]
    handover: Option<Handover>,
    /// The day on which they got a bread bag; null when they have none any more.
    #[garde(skip)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<NaiveDate>)]
    bread_bag_on: Option<Option<NaiveDate>>,
    /// Whom to call.
    #[garde(dive)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<PersonToCallIn>)]
    person_to_call: Option<Option<PersonToCallIn>>,
    /// What helps at the door.
    #[garde(dive)]
    door_note: Option<Note<300>>,
}

fn by_phone() -> ContactPreference {
    ContactPreference::Phone
}

fn in_hand() -> Handover {
    Handover::InHand
}

impl From<HomeIn> for Home {
    fn from(wire: HomeIn) -> Self {
        match wire {
            HomeIn::Dwelling(known) => Self::Dwelling(known.dwelling_id),
            HomeIn::Door(at) => Self::Door { entrance: at.entrance_id, floor: at.floor, door: at.door.tidy() },
        }
    }
}

impl From<ConsentIn> for NewConsent {
    fn from(wire: ConsentIn) -> Self {
        Self { purpose: wire.purpose, how: wire.how, given_on: wire.given_on }
    }
}

impl From<PersonToCallIn> for (String, Option<String>) {
    fn from(wire: PersonToCallIn) -> Self {
        (wire.name.tidy(), wire.phone.map(|phone| phone.tidy()))
    }
}

impl From<ResidentIn> for NewResident {
    fn from(wire: ResidentIn) -> Self {
        Self {
            given_name: wire.given_name.tidy(),
            family_name: wire.family_name.tidy(),
            courtesy_title: wire.courtesy_title,
            home: wire.home.into(),
            account: wire.account_id,
            phone: wire.phone.map(|phone| phone.tidy()),
            contact_preference: wire.contact_preference,
            handover: wire.handover,
            bread_bag_on: wire.bread_bag_on,
            person_to_call: wire.person_to_call.map(Into::into),
            door_note: wire.door_note.tidy(),
            consents: wire.consents.into_iter().map(NewConsent::from).collect(),
        }
    }
}

impl From<ResidentPatch> for ResidentEdit {
    fn from(wire: ResidentPatch) -> Self {
        Self {
            given_name: wire.given_name.map(|name| name.tidy()),
            family_name: wire.family_name.map(|name| name.tidy()),
            courtesy_title: wire.courtesy_title,
            home: wire.home.map(Home::from),
            phone: wire.phone.map(|phone| phone.map(|phone| phone.tidy())),
            contact_preference: wire.contact_preference,
            handover: wire.handover,
            bread_bag_on: wire.bread_bag_on,
            person_to_call: wire.person_to_call.map(|person| person.map(Into::into)),
            door_note: wire.door_note.map(|note| note.tidy()),
        }
    }
}
