//! The first evening over HTTP: the single-use link that the server printed founds the association.

use app::App;
use app::associations::{self, NewAssociation};
use app::sessions::Opened;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::calendar::HolidayZone;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::associations::telephone;
use crate::answer::Created;
use crate::body::Body;
use crate::problem::{Answer, Failure};
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_up))
}

/// An installation to set up.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupIn {
    /// The token of the link that the server printed.
    #[garde(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    setup_token: String,
    /// The association.
    #[garde(dive)]
    association: FirstAssociation,
    /// Its first coordinator.
    #[garde(dive)]
    coordinator: FirstCoordinator,
    /// What the person calls this device.
    #[garde(dive)]
    device_label: Line<60>,
}

/// The association to found.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAssociation {
    /// What people call it.
    #[garde(dive)]
    name: Line<100>,
    /// The number that residents call.
    #[garde(dive)]
    phone: Line<30>,
    /// When somebody picks up, in French words.
    #[garde(dive)]
    answering_hours: Line<200>,
    /// Whose public holidays close shops.
    #[garde(skip)]
    holiday_zone: HolidayZone,
    /// The first neighbourhood; named like the association when absent.
    #[garde(dive)]
    neighbourhood: Option<Line<100>>,
}

/// The first coordinator.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstCoordinator {
    /// As colleagues call them.
    #[garde(dive)]
    name: Line<100>,
}

impl SetupIn {
    fn founding(&self) -> Result<NewAssociation, Failure> {
        Ok(NewAssociation {
            name: self.association.name.tidy(),
            phone: telephone("/association/phone", &self.association.phone)?,
            answering_hours: self.association.answering_hours.tidy(),
            holiday_zone: self.association.holiday_zone,
            neighbourhood: self.association.neighbourhood.as_ref().map(Line::tidy),
            coordinator_name: self.coordinator.name.tidy(),
        })
    }
}

/// Founds the association, with bread, water and a cut-off prefilled, and signs its first coordinator in.
///
/// It takes no Idempotency-Key: the token itself works once.
#[utoipa::path(post, path = "/v1/setup", operation_id = "set_up", tag = "associations", security(()),
    request_body = SetupIn, responses((status = 201, description = "Founded and signed in", body = Opened)))]
async fn set_up(State(app): State<App>, Body(body): Body<SetupIn>) -> Answer<Created<Opened>> {
    let new = body.founding()?;
    let opened = associations::set_up(&app, &body.setup_token, &new, &body.device_label.tidy()).await?;
    Ok(Created::at("/v1/sessions", opened.session_id, opened))
}
