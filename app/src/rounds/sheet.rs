//! A round with everything that is needed without network. Codes and telephone numbers are in today's round only, for
//! its volunteer only, and sending them is an audited read; tomorrow's round has neither, and a coordinator's view
//! neither.

mod doors;
mod gather;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::Refusal;
use shared::id::{
    DropId, EntranceId, OrderLineId, PickupPointId, ProductId, ResidentId, RoundId, StopId, VisitId, VolunteerId,
};
use shared::person::{CourtesyTitle, Handover};
use shared::place::Lift;
use shared::role::Reach;
use shared::round::{FailureReason, OutcomeState, RoundStatus, Shift, StopKind, VisitLight};
use utoipa::ToSchema;

use super::{find, is_shown};
use crate::error::{Error, Result};
use crate::{App, Caller, audit, settings};

/// A round, as a phone keeps it for the walk.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoundSheet {
    /// Its id.
    pub id: RoundId,
    /// The day.
    pub service_day: NaiveDate,
    /// Which walk of the day.
    pub shift: Shift,
    /// Where it stands.
    pub status: RoundStatus,
    /// Goes up with each change of the plan or of the status; events name the one that was on the screen.
    pub version: i32,
    /// Who walks it.
    pub volunteer_id: VolunteerId,
    /// What whoever walks along is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub companion_given_name: Option<String>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Metres walked.
    pub metres: i32,
    /// Kilograms times floors climbed with them.
    pub kg_floors: i32,
    /// Whether codes and telephone numbers are in it.
    pub with_codes: bool,
    /// The halts, in order.
    pub stops: Vec<StopSheet>,
    /// What was reported of the goods so far.
    pub goods_reported: Vec<GoodsReported>,
}

/// One halt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StopSheet {
    /// Its id.
    pub id: StopId,
    /// What it is.
    pub kind: StopKind,
    /// When it is expected to be reached.
    pub arrives_at: DateTime<Utc>,
    /// When it is expected to be left.
    pub leaves_at: DateTime<Utc>,
    /// What the cart holds when leaving.
    pub load_grams: i32,
    /// Where goods are taken; absent at an entrance.
    pub pickup_point: Option<PickupPointSheet>,
    /// What is taken there.
    pub goods: Vec<GoodsSheet>,
    /// The stairwell; absent at a pick-up point.
    pub entrance: Option<EntranceSheet>,
    /// The doors behind it, in order.
    pub drops: Vec<DropSheet>,
}

/// A point on the map.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Point {
    fn of(lat: Option<f64>, lon: Option<f64>) -> Option<Self> {
        Some(Self { lat: lat?, lon: lon? })
    }
}

/// Where goods are taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PickupPointSheet {
    /// Its id.
    pub id: PickupPointId,
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// The shop's number.
    pub phone: Option<String>,
    /// Where it is on the map.
    pub position: Option<Point>,
}

/// How much of a product is taken at a halt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GoodsSheet {
    /// The product.
    pub product_id: ProductId,
    /// What people call it.
    pub name: String,
    /// Quantity and unit in French, such as "9 pains".
    pub said: String,
    /// Units.
    pub quantity: i32,
}

/// A stairwell.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntranceSheet {
    /// Its id.
    pub id: EntranceId,
    /// The residence.
    pub residence: String,
    /// The building; may be empty.
    pub building: String,
    /// Its name.
    pub name: String,
    /// Number and street; may be empty.
    pub street: String,
    /// How one gets in, in words.
    pub access_notes: String,
    /// Where it is on the map.
    pub position: Option<Point>,
    /// What it offers to whoever carries.
    pub lift: Lift,
    /// The door code, in today's round of its volunteer.
    pub door_code: Option<String>,
}

/// One household at a halt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DropSheet {
    /// Its id; events name it.
    pub drop_id: DropId,
    /// 0 is the ground floor.
    pub floor: i32,
    /// The door.
    pub door: String,
    /// The place in a neighbour's words.
    pub place: String,
    /// Who lives there and is served today.
    pub residents: Vec<ResidentSheet>,
    /// What is to be done, in order.
    pub tasks: Vec<TaskSheet>,
    /// What whoever lives there is to be told, or to find in writing with the goods.
    pub to_say: Vec<Saying>,
}

/// Something to say at a door.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Saying {
    /// To whom.
    pub resident_id: ResidentId,
    /// A whole sentence in French.
    pub said: String,
}

/// A person at a door.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResidentSheet {
    /// The person.
    pub resident_id: ResidentId,
    /// Madame or Monsieur, where known.
    pub courtesy_title: Option<CourtesyTitle>,
    /// Their family name.
    pub family_name: String,
    /// What helps at the door.
    pub door_note: String,
    /// Their number, in today's round of its volunteer.
    pub phone: Option<String>,
}

/// One thing to do at a door.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TaskSheet {
    /// For whom.
    pub resident_id: ResidentId,
    /// The order line; absent for a visit.
    pub order_line_id: Option<OrderLineId>,
    /// The product; absent for a visit.
    pub product_id: Option<ProductId>,
    /// The visit; absent for goods.
    pub visit_id: Option<VisitId>,
    /// What to do in French, such as "1 pack d'eau" or "visite de 30 minutes".
    pub said: String,
    /// Units; 0 for a visit.
    pub quantity: i32,
    /// How the goods change hands.
    pub handover: Option<Handover>,
    /// How to carry it when it goes up in parts, such as "en deux fois".
    pub carry_hint: Option<String>,
    /// When the visit begins, in minutes after local midnight.
    pub at_min: Option<i32>,
    /// How long the visit is meant to last.
    pub minutes: Option<i32>,
    /// What was reported already.
    pub reported: Option<Reported>,
}

/// What was reported of a task.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reported {
    /// Delivered or not; absent for a visit.
    pub state: Option<OutcomeState>,
    /// Units that count as delivered.
    pub delivered: i32,
    /// Why units are missing, or why there was no visit.
    pub reason: Option<FailureReason>,
    /// How the visit went; absent when it did not take place.
    pub light: Option<VisitLight>,
}

/// What was reported of the goods of a round.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GoodsReported {
    /// The product.
    pub product_id: ProductId,
    /// Units taken.
    pub picked_up: i32,
    /// Units that came back.
    pub brought_back: i32,
}

/// The round, unless the phone has it.
#[derive(Debug, Clone)]
pub enum Download {
    /// What the phone has is what stands.
    Unchanged {
        /// Names the content.
        tag: String,
    },
    /// Take this.
    Round {
        /// Names the content.
        tag: String,
        /// The round.
        sheet: Box<RoundSheet>,
    },
}

/// Gives a round to whoever may see it: a coordinator any, a volunteer their own of today and tomorrow. `known` is the tag
/// that the phone holds already.
pub async fn download(app: &App, caller: &Caller, id: RoundId, known: Option<&str>) -> Result<Download> {
    let snapshot = app.store.snapshot().await?;
    let seen = look(&snapshot, app, caller, id).await?;
    snapshot.commit().await?;
    if known == Some(seen.tag.as_str()) {
        return Ok(Download::Unchanged { tag: seen.tag });
    }
    if !seen.sheet.with_codes {
        return Ok(Download::Round { tag: seen.tag, sheet: Box::new(seen.sheet) });
    }
    // Only a read that is audited waits for its turn to write; it sends what stands when its turn comes.
    let tx = app.write(caller.association).await?;
    let seen = look(tx.db(), app, caller, id).await?;
    if seen.sheet.with_codes {
        audit::note(&tx, caller, "round.downloaded", id, Some("codes_and_phones")).await?;
        tx.commit().await?;
    }
    Ok(Download::Round { tag: seen.tag, sheet: Box::new(seen.sheet) })
}

struct Seen {
    tag: String,
    sheet: RoundSheet,
}

async fn look(db: &impl ConnectionTrait, app: &App, caller: &Caller, id: RoundId) -> Result<Seen> {
    let row = find(db, caller.association, id).await?;
    let today = settings::of(db, caller.association).await?.day_of(app.clock.now());
    let own = caller.volunteer == Some(row.volunteer_id.0);
    let shown = own && is_shown(row.service_day, today);
    if caller.reach == Reach::Own && !shown {
        return Err(Refusal::RoundNotFound.into());
    }
    let live = matches!(row.status.0, RoundStatus::Published | RoundStatus::Accepted | RoundStatus::Started);
    let with_codes = own && row.service_day == today && live;
    let facts = gather::Facts::gather(db, row, app.clock.now()).await?;
    let sheet = facts.sheet(app, with_codes)?;
    Ok(Seen { tag: tag_of(&sheet)?, sheet })
}

/// The version, and a few digits of the content: reported outcomes and corrected notes change what is seen, not the plan.
fn tag_of(sheet: &RoundSheet) -> Result<String> {
    let text = serde_json::to_vec(sheet).map_err(|error| Error::Bug(format!("a sheet without a form: {error}")))?;
    let digits: String = crate::keys::digest(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{}-{digits}", sheet.version))
}
