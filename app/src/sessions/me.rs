//! Who am I, where, and what may I do: the first thing that a phone asks.

use serde::Serialize;
use shared::id::{AccountId, AssociationId, ResidentId, SessionId, VolunteerId};
use shared::role::{Action, Role, widest};
use shared::{Refusal, Word};
use utoipa::ToSchema;

use crate::error::Result;
use crate::table::association;
use crate::table::column::Key;
use crate::{App, Caller, accounts};
use sea_orm::EntityTrait;

/// The caller, as they see themselves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    /// The account.
    pub account_id: AccountId,
    /// As colleagues call them.
    pub name: String,
    /// This device.
    pub session_id: SessionId,
    /// What they are to the association.
    pub roles: Vec<Role>,
    /// The resident that they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resident_id: Option<ResidentId>,
    /// The volunteer that they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volunteer_id: Option<VolunteerId>,
    /// What they may ask for.
    pub rights: Vec<Action>,
    /// Where.
    pub association: Reachable,
}

/// How an association is reached.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reachable {
    /// The association.
    pub id: AssociationId,
    /// What people call it.
    pub name: String,
    /// The number that residents call, E.164.
    pub phone: String,
    /// When somebody picks up, in French words.
    pub answering_hours: String,
    /// IANA name; days are local dates in it.
    pub time_zone: String,
}

/// Tells the caller who they are.
pub async fn read(app: &App, caller: &Caller) -> Result<Me> {
    let db = app.store.reader();
    let account = accounts::find(db, caller.association, caller.account).await?;
    let association = association::Entity::find_by_id(Key(caller.association)).one(db).await?;
    let association = association.ok_or(Refusal::SessionInvalid)?;
    Ok(Me {
        account_id: caller.account,
        name: account.name,
        session_id: caller.session,
        roles: caller.roles.clone(),
        resident_id: caller.resident,
        volunteer_id: caller.volunteer,
        rights: Action::ALL.iter().copied().filter(|action| widest(&caller.roles, *action).is_some()).collect(),
        association: Reachable {
            id: association.id.0,
            name: association.name,
            phone: association.phone,
            answering_hours: association.answering_hours,
            time_zone: association.time_zone,
        },
    })
}
