//! A volunteer's rounds in the calendar that they use anyway, at an address that only they know (RFC 5545). Whoever finds
//! the address learns when somebody is busy, and nothing else: no name, no door, no word of what is done there.

use chrono::{DateTime, Days, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, VolunteerId};
use shared::person::VolunteerStatus;
use shared::round::{RoundStatus, VisitStatus};
use utoipa::ToSchema;

use super::volunteers;
use crate::error::{Error, Result};
use crate::keys::digest;
use crate::once::{self, Once};
use crate::sessions::secret;
use crate::settings::{self, Settings};
use crate::table::column::{Key, Text};
use crate::table::{calendar_link, round, visit, volunteer};
use crate::{App, Caller, accounts, audit};

/// How far back a calendar goes, in days.
const BACK: u64 = 31;

/// That a volunteer has a calendar, with its address where it can still be shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarLink {
    /// Whose rounds.
    pub volunteer_id: VolunteerId,
    /// The path of the calendar, told once; it replaces any address from before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^/calendars/[A-Za-z0-9_-]{43}\\.ics$")]
    pub path: Option<String>,
    /// When the address was made.
    pub created_at: DateTime<Utc>,
}

/// Makes a new address; one from before is dead.
///
/// The same request again makes another address, for the first is not kept.
pub async fn make(app: &App, caller: &Caller, request: &Once, id: VolunteerId) -> Result<CalendarLink> {
    let tx = app.write(caller.association).await?;
    own(tx.db(), caller, id).await?;
    once::claim::<VolunteerId>(&tx, caller, request).await?;
    let secret = secret(&tx);
    let row = calendar_link::ActiveModel {
        volunteer_id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        secret_hash: Set(digest(secret.as_bytes())),
        created_at: Set(tx.now),
    };
    match find(tx.db(), caller.association, id).await? {
        Some(_) => row.update(tx.db()).await?,
        None => row.insert(tx.db()).await?,
    };
    audit::note(&tx, caller, "calendar.made", id, None).await?;
    let created_at = tx.now;
    tx.commit().await?;
    Ok(CalendarLink { volunteer_id: id, path: Some(format!("/calendars/{secret}.ics")), created_at })
}

/// Whether a volunteer has a calendar.
///
/// Refuses with `calendar.not_found` where there is none.
pub async fn read(app: &App, caller: &Caller, id: VolunteerId) -> Result<CalendarLink> {
    let db = app.store.reader();
    volunteers::in_reach(db, caller, id).await?;
    let row = find(db, caller.association, id).await?.ok_or(Refusal::CalendarNotFound)?;
    Ok(CalendarLink { volunteer_id: id, path: None, created_at: row.created_at })
}

/// Makes the address dead; without one there is nothing to do.
pub async fn revoke(app: &App, caller: &Caller, id: VolunteerId) -> Result<()> {
    let tx = app.write(caller.association).await?;
    volunteers::in_reach(tx.db(), caller, id).await?;
    let gone = calendar_link::Entity::delete_by_id(Key(id)).exec(tx.db()).await?;
    if gone.rows_affected > 0 {
        audit::note(&tx, caller, "calendar.revoked", id, None).await?;
    }
    tx.commit().await
}

/// The calendar at a secret address, as RFC 5545 writes it.
pub async fn feed(app: &App, secret: &str) -> Result<String> {
    let db = app.store.reader();
    let link = calendar_link::Entity::find()
        .filter(calendar_link::Column::SecretHash.eq(digest(secret.as_bytes())))
        .one(db)
        .await?
        .ok_or(Refusal::CalendarNotFound)?;
    let (association, volunteer) = (link.association_id.0, link.volunteer_id.0);
    if !still_walks(db, association, volunteer).await? {
        return Err(Refusal::CalendarNotFound.into());
    }
    let settings = settings::of(db, association).await?;
    let now = app.clock.now();
    let mut busy = rounds(db, association, volunteer, &settings, now).await?;
    busy.extend(visits(db, association, volunteer, &settings, now).await?);
    busy.sort();
    Ok(written(&busy, now))
}

/// Whether they have not left, and their account is not switched off.
async fn still_walks(db: &impl ConnectionTrait, association: AssociationId, id: VolunteerId) -> Result<bool> {
    let row = volunteers::find(db, association, id).await?;
    let account = accounts::find(db, association, row.account_id.0).await?;
    Ok(row.status.0 != VolunteerStatus::Left && account.active)
}

/// From, until, and what tells one from another without saying what it is.
type Busy = (DateTime<Utc>, DateTime<Utc>, String);

async fn rounds(
    db: &impl ConnectionTrait,
    association: AssociationId,
    volunteer: VolunteerId,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<Busy>> {
    let walks = round::Column::VolunteerId.eq(Key(volunteer)).or(round::Column::CompanionId.eq(Key(volunteer)));
    let none = [Text(RoundStatus::Declined), Text(RoundStatus::Cancelled)];
    let since = settings.day_of(now) - Days::new(BACK);
    let rows = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(walks)
        .filter(round::Column::ServiceDay.gte(since))
        .filter(round::Column::Status.is_not_in(none))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.starts_at, row.ends_at, digest_of(row.id.0))).collect())
}

async fn visits(
    db: &impl ConnectionTrait,
    association: AssociationId,
    volunteer: VolunteerId,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<Busy>> {
    let rows = visit::Entity::find()
        .filter(visit::Column::AssociationId.eq(Key(association)))
        .filter(visit::Column::VolunteerId.eq(Key(volunteer)))
        .filter(visit::Column::ServiceDay.gte(settings.day_of(now) - Days::new(BACK)))
        .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
        .all(db)
        .await?;
    let told = |row: visit::Model| {
        let from = settings.instant(row.service_day, row.at_min);
        (from, from + TimeDelta::minutes(row.minutes.into()), digest_of(row.id.0))
    };
    Ok(rows.into_iter().map(told).collect())
}

/// An id would tell which noun it is of; a digest tells nothing and stays the same.
fn digest_of(id: impl ToString) -> String {
    crate::keys::hex(&digest(id.to_string().as_bytes())[..16])
}

/// No line is longer than the 75 bytes after which RFC 5545 asks to fold.
fn written(busy: &[Busy], now: DateTime<Utc>) -> String {
    let stamp = |at: &DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let mut lines: Vec<String> =
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//palier//FR", "METHOD:PUBLISH", "X-WR-CALNAME:palier"]
            .map(str::to_owned)
            .into();
    for (from, until, id) in busy {
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!("UID:{id}@palier"));
        lines.push(format!("DTSTAMP:{}", stamp(&now)));
        lines.push(format!("DTSTART:{}", stamp(from)));
        lines.push(format!("DTEND:{}", stamp(until)));
        lines.push("SUMMARY:Tournée palier".to_owned());
        lines.push("CLASS:PRIVATE".to_owned());
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.join("\r\n") + "\r\n"
}

/// The address is its volunteer's own: a coordinator may take it away and never hold it.
async fn own(db: &impl ConnectionTrait, caller: &Caller, id: VolunteerId) -> Result<volunteer::Model> {
    let row = volunteers::in_reach(db, caller, id).await?;
    if caller.volunteer == Some(id) { Ok(row) } else { Err(Refusal::RightMissing.into()) }
}

async fn find(
    db: &impl ConnectionTrait,
    association: AssociationId,
    id: VolunteerId,
) -> Result<Option<calendar_link::Model>> {
    let row = calendar_link::Entity::find_by_id(Key(id)).one(db).await.map_err(Error::from)?;
    Ok(row.filter(|row| row.association_id.0 == association))
}
