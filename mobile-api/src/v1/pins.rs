//! The PIN of one's own device over HTTP.

use app::App;
use app::sessions::{Device, pins};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Body;
use crate::caller::OwnDevice;
use crate::problem::Answer;
use crate::secret::Pin;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set)).routes(routes!(remove))
}

/// A PIN to set.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinIn {
    /// The new one.
    #[garde(dive)]
    pin: Pin,
    /// The one that stands, where one does.
    #[garde(dive)]
    current_pin: Option<Pin>,
}

/// A PIN to take away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinRemovalIn {
    /// The one that stands.
    #[garde(dive)]
    current_pin: Pin,
}

/// Gives this device a PIN, or changes it; each renewal of its session asks for it from then on.
#[utoipa::path(put, path = "/v1/sessions/current/pin", operation_id = "set_pin", tag = "sessions",
    request_body = PinIn, responses((status = 200, description = "Set", body = Device)),
    extensions(("x-right" = json!("session.end"))))]
async fn set(own: OwnDevice, State(app): State<App>, Body(body): Body<PinIn>) -> Answer<Json<Device>> {
    let current = body.current_pin.as_ref().map(Pin::as_str);
    Ok(Json(pins::set(&app, &own.0, current, body.pin.as_str()).await?))
}

/// Takes this device's PIN away, where none is needed: on a resident's own telephone.
#[utoipa::path(post, path = "/v1/sessions/current/pin/removal", operation_id = "remove_pin", tag = "sessions",
    request_body = PinRemovalIn, responses((status = 200, description = "Taken away", body = Device)),
    extensions(("x-right" = json!("session.end"))))]
async fn remove(own: OwnDevice, State(app): State<App>, Body(body): Body<PinRemovalIn>) -> Answer<Json<Device>> {
    Ok(Json(pins::remove(&app, &own.0, body.current_pin.as_str()).await?))
}
