//! What may change of a resident: names, phone, handover, the bread bag, the door. Whoever moves stays the same person.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use shared::fold::search_key;
use shared::id::ResidentId;
use shared::person::{ContactPreference, CourtesyTitle, Handover};

use super::households::{self, Home};
use super::residents::{self, Resident};
use super::sign_up::{check_bag, is_landline, number};
use crate::edit::{Expected, next_version};
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::resident;
use crate::{App, Caller, audit, dates, settings};

/// What may change of a resident; what is `None` stays, `Some(None)` takes away.
#[derive(Debug, Clone, Default)]
pub struct ResidentEdit {
    /// The new given name.
    pub given_name: Option<String>,
    /// The new family name.
    pub family_name: Option<String>,
    /// How they are addressed.
    pub courtesy_title: Option<Option<CourtesyTitle>>,
    /// Where they live now.
    pub home: Option<Home>,
    /// Their telephone, as it was written.
    pub phone: Option<Option<String>>,
    /// How they like to be reached.
    pub contact_preference: Option<ContactPreference>,
    /// How the goods change hands.
    pub handover: Option<Handover>,
    /// The day on which they got a bread bag; without one the goods go into the hand again.
    pub bread_bag_on: Option<Option<NaiveDate>>,
    /// Whom to call.
    pub person_to_call: Option<Option<(String, Option<String>)>>,
    /// What helps at the door.
    pub door_note: Option<String>,
}

/// Changes a resident whom the caller read at `expected`.
pub async fn edit(
    app: &App,
    caller: &Caller,
    id: ResidentId,
    expected: Expected,
    edit: ResidentEdit,
) -> Result<Resident> {
    let tx = app.write(caller.association).await?;
    let row = residents::in_reach(tx.db(), caller, id).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let version = next_version(row.version, expected)?;
    let before = row.household_id.0;
    let mut change = changed(row, &edit, today)?;
    change.version = Set(version);
    if let Some(home) = &edit.home {
        change.household_id = Set(Key(households::settle(&tx, caller.association, home, today).await?));
    }
    let row = change.update(tx.db()).await?;
    if row.household_id.0 != before {
        households::close_if_empty(&tx, caller.association, before, today).await?;
    }
    let told = residents::tell_one(tx.db(), row, today).await?;
    audit::note(&tx, caller, "resident.edited", id, None).await?;
    tx.commit().await?;
    Ok(told)
}

fn changed(row: resident::Model, edit: &ResidentEdit, today: NaiveDate) -> Result<resident::ActiveModel> {
    let given = edit.given_name.clone().unwrap_or_else(|| row.given_name.clone());
    let family = edit.family_name.clone().unwrap_or_else(|| row.family_name.clone());
    let bag = match edit.bread_bag_on {
        Some(day) => day.map(|day| dates::past(day, today)).transpose()?,
        None => row.bread_bag_on,
    };
    // A bag that is gone cannot hang on the door; one that never was cannot be chosen.
    let kept = if edit.bread_bag_on == Some(None) { Handover::InHand } else { row.handover.0 };
    let handover = edit.handover.unwrap_or(kept);
    check_bag(handover, bag)?;

    let mut change: resident::ActiveModel = row.into();
    change.search_key = Set(search_key(&format!("{given} {family}")));
    (change.given_name, change.family_name) = (Set(given), Set(family));
    (change.bread_bag_on, change.handover) = (Set(bag), Set(Text(handover)));
    if let Some(title) = edit.courtesy_title {
        change.courtesy_title = Set(title.map(Text));
    }
    if let Some(phone) = &edit.phone {
        let phone = phone.as_deref().map(number).transpose()?;
        change.landline = Set(phone.as_ref().is_some_and(is_landline));
        change.phone = Set(phone.map(String::from));
    }
    if let Some(preference) = edit.contact_preference {
        change.contact_preference = Set(Text(preference));
    }
    if let Some(person) = &edit.person_to_call {
        let phone = person.as_ref().and_then(|(_, phone)| phone.as_deref()).map(number).transpose()?;
        change.call_name = Set(person.as_ref().map(|(name, _)| name.clone()));
        change.call_phone = Set(phone.map(String::from));
    }
    if let Some(note) = &edit.door_note {
        change.door_note = Set(note.clone());
    }
    Ok(change)
}
