//! Who asks. A caller is loaded afresh for every request, so that a revoked session and a changed role act at once.

use shared::Refusal;
use shared::id::{AccountId, AssociationId, ResidentId, SessionId, VolunteerId};
use shared::role::{Action, Reach, Role, widest};

use crate::error::Result;

/// A signed-in person of one association, and how far the right goes that the request needs.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The tenant boundary of everything that this caller sees.
    pub association: AssociationId,
    /// Who it is.
    pub account: AccountId,
    /// On which device.
    pub session: SessionId,
    /// What they are to the association.
    pub roles: Vec<Role>,
    /// The resident that they are, if they are one.
    pub resident: Option<ResidentId>,
    /// The volunteer that they are, if they are one.
    pub volunteer: Option<VolunteerId>,
    /// How far the present action reaches.
    pub reach: Reach,
}

impl Caller {
    /// The same caller with the reach that `action` has, or the refusal of a right that is missing.
    pub fn may(mut self, action: Action) -> Result<Self> {
        self.reach = widest(&self.roles, action).ok_or(Refusal::RightMissing)?;
        Ok(self)
    }

    /// Whether the right to `action` reaches the whole association.
    pub fn may_everywhere(&self, action: Action) -> bool {
        widest(&self.roles, action) == Some(Reach::Association)
    }

    /// Whether this resident is within reach: everybody's, or the caller's own.
    pub fn reaches_resident(&self, resident: ResidentId) -> bool {
        self.reach == Reach::Association || self.resident == Some(resident)
    }

    /// Whether this volunteer is within reach: everybody's, or the caller's own.
    pub fn reaches_volunteer(&self, volunteer: VolunteerId) -> bool {
        self.reach == Reach::Association || self.volunteer == Some(volunteer)
    }
}
