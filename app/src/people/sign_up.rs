//! Signing a resident up: name, door, phone or none, consents; everything else is optional for ever. Two residents behind
//! one door are two persons of one household.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use shared::Refusal;
use shared::fold::search_key;
use shared::id::{AccountId, AssociationId, ResidentId};
use shared::person::{ConsentPurpose, ContactPreference, CourtesyTitle, Handover, ResidentStatus};
use shared::phone::{Phone, PhoneKind};
use shared::role::Role;

use super::consents::{self, NewConsent};
use super::households::{self, Home};
use super::residents::{self, Resident};
use super::seats;
use crate::error::Result;
use crate::once::{self, Claim, Once};
use crate::table::column::{Key, Text};
use crate::table::resident;
use crate::{App, Caller, Tx, dates, settings};

/// A resident to be signed up.
#[derive(Debug, Clone)]
pub struct NewResident {
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// How they are addressed.
    pub courtesy_title: Option<CourtesyTitle>,
    /// Where they live.
    pub home: Home,
    /// The account of a volunteer or colleague who is a resident too.
    pub account: Option<AccountId>,
    /// Their telephone, as it was written.
    pub phone: Option<String>,
    /// How they like to be reached.
    pub contact_preference: ContactPreference,
    /// How the goods change hands.
    pub handover: Handover,
    /// The day on which they got a bread bag.
    pub bread_bag_on: Option<NaiveDate>,
    /// Whom to call, and their telephone as it was written.
    pub person_to_call: Option<(String, Option<String>)>,
    /// What helps at the door.
    pub door_note: String,
    /// What they consent to.
    pub consents: Vec<NewConsent>,
}

/// Signs a resident up, with an account of their own. Without a delivery consent they wait.
///
/// Refuses a number that is none, a bag on the door of somebody without a bag, a consent dated in the future.
pub async fn sign_up(app: &App, caller: &Caller, request: &Once, new: NewResident) -> Result<Resident> {
    let tx = app.write(caller.association).await?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let id = match once::claim::<ResidentId>(&tx, caller, request).await? {
        Claim::Done(id) => {
            let row = residents::find(tx.db(), caller.association, id).await?;
            return residents::tell_one(tx.db(), row, today).await;
        }
        Claim::New(id) => id,
    };
    let row = insert(&tx, caller.association, Some(caller.account), id, &new, today).await?;
    let told = residents::tell_one(tx.db(), row, today).await?;
    tx.commit().await?;
    Ok(told)
}

/// Writes a resident with account, household and consents; imports and `sign_up` share it.
pub(crate) async fn insert(
    tx: &Tx,
    association: AssociationId,
    by: Option<AccountId>,
    id: ResidentId,
    new: &NewResident,
    today: NaiveDate,
) -> Result<resident::Model> {
    let phone = new.phone.as_deref().map(number).transpose()?;
    let call_phone = new.person_to_call.as_ref().and_then(|(_, phone)| phone.as_deref()).map(number).transpose()?;
    let bag = new.bread_bag_on.map(|day| dates::past(day, today)).transpose()?;
    check_bag(new.handover, bag)?;
    let name = format!("{} {}", new.given_name, new.family_name);
    let served = new.consents.iter().any(|consent| consent.purpose == ConsentPurpose::Delivery);
    if let Some(account) = new.account {
        let taken = residents::residents_of(association).filter(resident::Column::AccountId.eq(Key(account)));
        if taken.count(tx.db()).await? > 0 {
            return Err(Refusal::AccountTaken.into());
        }
    }
    let account = seats::open(tx, association, by, new.account, &name, Role::Resident).await?;
    let row = resident::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(association)),
        household_id: Set(Key(households::settle(tx, association, &new.home, today).await?)),
        account_id: Set(Some(Key(account))),
        courtesy_title: Set(new.courtesy_title.map(Text)),
        given_name: Set(new.given_name.clone()),
        family_name: Set(new.family_name.clone()),
        search_key: Set(search_key(&name)),
        landline: Set(phone.as_ref().is_some_and(is_landline)),
        phone: Set(phone.map(String::from)),
        contact_preference: Set(Text(new.contact_preference)),
        handover: Set(Text(new.handover)),
        bread_bag_on: Set(bag),
        call_name: Set(new.person_to_call.as_ref().map(|(name, _)| name.clone())),
        call_phone: Set(call_phone.map(String::from)),
        door_note: Set(new.door_note.clone()),
        last_spoken_on: Set(None),
        status: Set(Text(if served { ResidentStatus::Active } else { ResidentStatus::Pending })),
        status_since: Set(today),
        version: Set(1),
        created_at: Set(tx.now),
    };
    let row = row.insert(tx.db()).await?;
    for consent in &new.consents {
        consents::insert(tx, association, by, tx.id(), id, *consent, today).await?;
    }
    Ok(row)
}

/// A number as it is kept, or the refusal of what is none.
pub(crate) fn number(text: &str) -> Result<Phone> {
    Phone::parse(text).map_err(|_| Refusal::ResidentPhoneInvalid.into())
}

/// Whether a number gets no SMS.
pub(crate) fn is_landline(phone: &Phone) -> bool {
    phone.kind() == PhoneKind::Landline
}

/// A bag can hang on the door only of somebody who has one.
pub(crate) fn check_bag(handover: Handover, bag: Option<NaiveDate>) -> Result<()> {
    if handover == Handover::BagOnDoor && bag.is_none() { Err(Refusal::ResidentBagMissing.into()) } else { Ok(()) }
}
