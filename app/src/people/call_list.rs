//! *À appeler*: who is to be called today and why. It gathers dates; the rule that makes a reason of them is in
//! `shared::contact`. Only people who are served, or were until they asked for a pause, and who agreed to it.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::contact::{ContactFacts, Reason, reasons_to_call};
use shared::id::{AssociationId, CallEntryId, EntranceId, ResidentId};
use shared::notice::NoticeChannel;
use shared::order::StandingStatus;
use shared::person::{ConsentPurpose, CourtesyTitle, ResidentStatus};
use utoipa::ToSchema;

use super::doors::Door;
use super::{absences, call_entries, consents, doors, residents};
use crate::error::Result;
use crate::notices::in_person;
use crate::settings::{self, Settings};
use crate::table::column::{Key, Text};
use crate::table::{call_entry, resident, standing_order};
use crate::{App, Caller};

/// At most so many are listed; nobody calls more people in a day.
const LONGEST: usize = 200;

/// An absence that ended longer ago, in days, is nobody's first day back.
const BACK_WITHIN: u64 = 60;

/// Who is to be called.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CallList {
    /// The day that it is for.
    pub day: NaiveDate,
    /// How many are to be called in all.
    pub total: usize,
    /// The first 200 of them, most reasons first, then the longest silence.
    pub items: Vec<ToCall>,
}

/// Somebody to call.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ToCall {
    /// Who.
    pub resident_id: ResidentId,
    /// How they are addressed.
    pub courtesy_title: Option<CourtesyTitle>,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Their entrance.
    pub entrance_id: EntranceId,
    /// The name of the residence.
    pub residence: String,
    /// The door in a neighbour's words: whoever has no phone is visited.
    pub place: String,
    /// Their telephone, E.164.
    pub phone: Option<String>,
    /// Whether the telephone gets no SMS.
    pub landline: bool,
    /// The day on which somebody last spoke with them.
    pub last_spoken_on: Option<NaiveDate>,
    /// Why.
    pub reasons: Vec<WhyCall>,
}

/// A reason to call.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WhyCall {
    /// The reason, as a stable word; `by_hand` where a person wrote it, `notice` where palier has something to tell them and no
    /// other way to.
    #[schema(pattern = "^(not_spoken_to|usual_order_stopped|long_absence|first_day_back|by_hand|notice)$")]
    pub code: String,
    /// The entry that a person wrote, to take it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<CallEntryId>,
    /// The same in French.
    pub words: String,
}

impl From<Reason> for WhyCall {
    fn from(reason: Reason) -> Self {
        Self { code: reason.code().to_owned(), entry_id: None, words: reason.said() }
    }
}

impl From<call_entry::Model> for WhyCall {
    fn from(row: call_entry::Model) -> Self {
        Self { code: "by_hand".to_owned(), entry_id: Some(row.id.0), words: row.reason }
    }
}

impl WhyCall {
    fn notice(words: String) -> Self {
        Self { code: "notice".to_owned(), entry_id: None, words }
    }
}

/// The list of today.
pub async fn read(app: &App, caller: &Caller) -> Result<CallList> {
    let db = app.store.reader();
    let association = caller.association;
    let settings = settings::of(db, association).await?;
    let day = settings.day_of(app.clock.now());
    let mut written = call_entries::standing(db, association).await?;
    let mut to_say = in_person::to_say(db, association, NoticeChannel::Call, app.clock.now()).await?;
    let rows = known(db, association, &written).await?;
    let consented = consented(db, association, &rows).await?;
    let facts = facts(db, association, &rows, day, &settings).await?;
    let doors = doors::of_rows(db, rows.iter()).await?;
    let mut items: Vec<ToCall> = Vec::new();
    for row in rows {
        let (Some(door), Some(facts)) = (doors.get(&row.id.0), facts.get(&row.id.0)) else { continue };
        let written = written.remove(&row.id.0).unwrap_or_default();
        let served = if consented.contains(&row.id.0) { reasons_to_call(facts) } else { Vec::new() };
        let to_say = to_say.remove(&row.id.0).unwrap_or_default().into_iter().map(WhyCall::notice);
        let written = written.into_iter().map(WhyCall::from);
        let reasons: Vec<_> = to_say.chain(written).chain(served.into_iter().map(WhyCall::from)).collect();
        if !reasons.is_empty() {
            items.push(tell(row, door, reasons));
        }
    }
    let total = items.len();
    items.sort_by_cached_key(|item| {
        let name = shared::fold::search_key(&format!("{} {}", item.family_name, item.given_name));
        (std::cmp::Reverse(item.reasons.len()), item.last_spoken_on, name, item.resident_id)
    });
    items.truncate(LONGEST);
    Ok(CallList { day, total, items })
}

/// Active and paused residents, and those whom somebody wrote down.
async fn known(
    db: &impl ConnectionTrait,
    association: AssociationId,
    written: &HashMap<ResidentId, Vec<call_entry::Model>>,
) -> Result<Vec<resident::Model>> {
    let served = resident::Column::Status.is_in([Text(ResidentStatus::Active), Text(ResidentStatus::Paused)]);
    let gone = resident::Column::Status.is_in([Text(ResidentStatus::Left), Text(ResidentStatus::Deceased)]);
    let listed = resident::Column::Id.is_in(written.keys().copied().map(Key)).and(gone.not());
    let rows = residents::residents_of(association)
        .filter(served.or(listed))
        .order_by_asc(resident::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

/// Those of `rows` who are served and agreed to deliveries or visits: the rules of the list are about them.
async fn consented(
    db: &impl ConnectionTrait,
    association: AssociationId,
    rows: &[resident::Model],
) -> Result<HashSet<ResidentId>> {
    let served = rows.iter().filter(|row| matches!(row.status.0, ResidentStatus::Active | ResidentStatus::Paused));
    let ids: Vec<ResidentId> = served.map(|row| row.id.0).collect();
    let consents = consents::standing_of(db, association, &ids).await?;
    let agreed = consents.into_iter().filter(|(_, given)| {
        given.iter().any(|row| matches!(row.purpose.0, ConsentPurpose::Delivery | ConsentPurpose::Visit))
    });
    Ok(agreed.map(|(id, _)| id).collect())
}

async fn facts(
    db: &impl ConnectionTrait,
    association: AssociationId,
    rows: &[resident::Model],
    today: NaiveDate,
    settings: &Settings,
) -> Result<HashMap<ResidentId, ContactFacts>> {
    let ids: Vec<ResidentId> = rows.iter().map(|row| row.id.0).collect();
    let since = today.checked_sub_days(Days::new(BACK_WITHIN)).unwrap_or(today);
    let away = absences::of(db, association, &ids, since, today).await?;
    let stopped = stopped_on(db, association, &ids).await?;
    let facts = rows.iter().map(|row| {
        let id = row.id.0;
        let days = away.get(&id).map(Vec::as_slice).unwrap_or_default();
        let ended = days.iter().filter_map(|days| days.last_day).filter(|last| *last < today).max();
        let facts = ContactFacts {
            today,
            last_spoken_on: row.last_spoken_on,
            served_since: Some(row.status_since),
            standing_stopped_on: stopped.get(&id).copied(),
            open_absence_since: days.iter().find(|days| days.last_day.is_none()).map(|days| days.first_day),
            back_on: ended.and_then(|last| last.succ_opt()).filter(|_| !days.iter().any(|days| days.covers(today))),
            spoken_within_days: settings.parameters.spoken_within_days,
            long_absence_days: settings.parameters.long_absence_days,
        };
        (id, facts)
    });
    Ok(facts.collect())
}

/// The day on which the usual order of each was stopped or paused without end, of those who have none that runs.
async fn stopped_on(
    db: &impl ConnectionTrait,
    association: AssociationId,
    residents: &[ResidentId],
) -> Result<HashMap<ResidentId, NaiveDate>> {
    let rows = standing_order::Entity::find()
        .filter(standing_order::Column::AssociationId.eq(Key(association)))
        .filter(standing_order::Column::ResidentId.is_in(residents.iter().copied().map(Key)))
        .order_by_asc(standing_order::Column::Id)
        .all(db)
        .await?;
    let mut of: HashMap<ResidentId, NaiveDate> = HashMap::new();
    for row in rows.iter().filter(|row| row.status.0 == StandingStatus::Stopped) {
        of.extend(row.stopped_on.map(|day| (row.resident_id.0, day)));
    }
    for row in rows.iter().filter(|row| row.status.0 != StandingStatus::Stopped) {
        let without_end = row.status.0 == StandingStatus::Paused && row.paused_until.is_none();
        match row.paused_on.filter(|_| without_end) {
            Some(day) => of.insert(row.resident_id.0, day),
            None => of.remove(&row.resident_id.0),
        };
    }
    Ok(of)
}

fn tell(row: resident::Model, door: &Door, reasons: Vec<WhyCall>) -> ToCall {
    ToCall {
        resident_id: row.id.0,
        courtesy_title: row.courtesy_title.map(|title| title.0),
        given_name: row.given_name,
        family_name: row.family_name,
        entrance_id: door.entrance.id.0,
        residence: door.residence.name.clone(),
        place: door.said(),
        phone: row.phone,
        landline: row.landline,
        last_spoken_on: row.last_spoken_on,
        reasons,
    }
}
