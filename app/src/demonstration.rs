//! A demonstration: invented people whom anybody may be for a while. Every other installation has none of them.

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use shared::Refusal;
use shared::id::AccountId;
use shared::role::Role;
use utoipa::ToSchema;

use crate::{App, Result};

/// Whom anybody may be here; nobody until they are told, which `palier demo` alone does.
#[derive(Clone, Default)]
pub struct Demonstration(Arc<OnceLock<Vec<Guise>>>);

/// Somebody who can be tried.
#[derive(Debug, Clone)]
pub struct Guise {
    /// What they are there to show.
    pub role: Role,
    /// The name of the account.
    pub name: String,
    /// The account.
    pub account: AccountId,
}

/// Somebody who can be tried, as a stranger reads it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemonstrationPerson {
    /// What they are there to show; one of a role.
    pub role: Role,
    /// An invented name.
    pub name: String,
}

/// A way in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WayIn {
    /// Opens one session, within ten minutes.
    pub pairing_token: String,
}

impl Demonstration {
    /// From now on these people can be tried, one of a role.
    pub fn open(&self, guises: Vec<Guise>) {
        // Told once: the story has one end.
        let _ = self.0.set(guises);
    }

    fn guises(&self) -> &[Guise] {
        self.0.get().map_or(&[], Vec::as_slice)
    }
}

/// Who can be tried; nobody where this is no demonstration.
pub fn guises(app: &App) -> Vec<DemonstrationPerson> {
    let shown = |guise: &Guise| DemonstrationPerson { role: guise.role, name: guise.name.clone() };
    app.demonstration.guises().iter().map(shown).collect()
}

/// A way in as somebody of this role.
pub async fn enter(app: &App, role: Role) -> Result<WayIn> {
    let guise = app.demonstration.guises().iter().find(|guise| guise.role == role).ok_or(Refusal::DemonstrationNone)?;
    Ok(WayIn { pairing_token: crate::sessions::pair_from_console(app, guise.account).await? })
}
