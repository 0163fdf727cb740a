//! Usual orders, and how they are laid out as orders for the coming days.

use shared::id::{AssociationId, ResidentId};

use crate::Tx;
use crate::error::Result;

/// Brings the coming orders of one resident, or of all, in line with usual orders and absences.
pub(crate) async fn lay(_tx: &Tx, _association: AssociationId, _resident: Option<ResidentId>) -> Result<()> {
    Ok(())
}
