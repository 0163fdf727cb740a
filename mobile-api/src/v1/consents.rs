//! Consents over HTTP.

use app::App;
use app::people::consents::{self, Consent};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::{Deserialize, Serialize};
use shared::id::{ConsentId, ResidentId};
use shared::person::ConsentHow;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::resident_forms::ConsentIn;
use crate::answer::Created;
use crate::body::{Body, KeyHeader, Keyed, Path};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(record, list)).routes(routes!(withdraw))
}

/// How a consent is withdrawn.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalIn {
    /// How.
    #[garde(skip)]
    how: ConsentHow,
}

/// Every consent of a resident, withdrawn ones included.
#[derive(Debug, Serialize, ToSchema)]
pub struct Consents {
    /// In the order of writing.
    items: Vec<Consent>,
}

/// Notes a consent. The delivery consent of somebody who waits makes them active.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/consents", operation_id = "record_consent", tag = "people",
    params(("resident_id" = ResidentId, Path), KeyHeader), request_body = ConsentIn,
    responses((status = 201, description = "Noted", body = Consent)),
    extensions(("x-right" = json!("consent.record"))))]
async fn record(
    may: May<right::RecordConsents>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Keyed { once, body }: Keyed<ConsentIn>,
) -> Answer<Created<Consent>> {
    let consent = consents::record(&app, &may.caller, &once, resident, body.into()).await?;
    Ok(Created::at(&format!("/v1/residents/{resident}/consents"), consent.id, consent))
}

/// Lists the consents of a resident.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/consents", operation_id = "list_consents", tag = "people",
    params(("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "Every consent", body = Consents)),
    extensions(("x-right" = json!("consent.record"))))]
async fn list(
    may: May<right::RecordConsents>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
) -> Answer<Json<Consents>> {
    Ok(Json(Consents { items: consents::list(&app, &may.caller, resident).await? }))
}

/// Withdraws a consent, at once.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/consents/{consent_id}/withdrawal",
    operation_id = "withdraw_consent", tag = "people",
    params(("resident_id" = ResidentId, Path), ("consent_id" = ConsentId, Path)), request_body = WithdrawalIn,
    responses((status = 200, description = "Withdrawn", body = Consent)),
    extensions(("x-right" = json!("consent.record"))))]
async fn withdraw(
    may: May<right::RecordConsents>,
    State(app): State<App>,
    Path((resident, consent)): Path<(ResidentId, ConsentId)>,
    Body(withdrawal): Body<WithdrawalIn>,
) -> Answer<Json<Consent>> {
    Ok(Json(consents::withdraw(&app, &may.caller, resident, consent, withdrawal.how).await?))
}
