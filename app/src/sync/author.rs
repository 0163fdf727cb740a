//! Whose word an event is: the volunteer's own phone's, or a coordinator's who writes down what a paper or a caller says.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AccountId, AssociationId, VolunteerId};
use shared::outcome::Kind;
use shared::role::Reach;
use shared::round::EventSource;

use super::report::Batch;
use crate::error::Result;
use crate::table::column::Key;
use crate::table::volunteer;
use crate::{Caller, Tx};

/// Where the events of one batch are written down.
pub(super) struct Desk<'a> {
    /// Who sends them.
    pub caller: &'a Caller,
    /// On what.
    pub source: EventSource,
    /// The account spoken for, where the batch names one.
    pub spoken_for: Option<AccountId>,
    /// A coordinator's decision.
    pub decides: bool,
    /// The device's clock at the moment of sending.
    pub sent_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// Checks that the caller may speak as the batch does.
pub(super) async fn desk<'a>(tx: &Tx, caller: &'a Caller, batch: &Batch) -> Result<Desk<'a>> {
    let plain = batch.source == EventSource::Phone && batch.on_behalf_of.is_none() && !batch.decides;
    if !plain && caller.reach != Reach::Association {
        return Err(Refusal::RightMissing.into());
    }
    let spoken_for = match batch.on_behalf_of {
        Some(id) => Some(account_of(tx, caller.association, id).await?.ok_or(Refusal::VolunteerNotFound)?),
        None => None,
    };
    Ok(Desk { caller, source: batch.source, spoken_for, decides: batch.decides, sent_at: batch.sent_at })
}

impl Desk<'_> {
    /// Whose fact an event is that was seen on a round of the volunteer with the account `walker`.
    pub fn author(&self, walker: Option<AccountId>) -> AccountId {
        let of_round = if self.source == EventSource::Phone { None } else { walker };
        self.spoken_for.or(of_round).unwrap_or(self.caller.account)
    }

    /// Whether the event settles what phones say. A coordinator may always take something back.
    pub fn decides(&self, kind: &Kind) -> bool {
        self.decides || (matches!(kind, Kind::Undo { .. }) && self.caller.reach == Reach::Association)
    }

    /// The coordinator who writes down somebody else's fact.
    pub fn entered_by(&self, author: AccountId) -> Option<AccountId> {
        (self.source != EventSource::Phone || author != self.caller.account).then_some(self.caller.account)
    }
}

/// The account of a volunteer of the association.
pub(super) async fn account_of(
    tx: &Tx,
    association: AssociationId,
    volunteer: VolunteerId,
) -> Result<Option<AccountId>> {
    let row = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(association)))
        .filter(volunteer::Column::Id.eq(Key(volunteer)))
        .one(tx.db())
        .await?;
    Ok(row.map(|row| row.account_id.0))
}
