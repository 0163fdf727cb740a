//! Whether and how one's own device is told, over HTTP.

use app::App;
use app::notices::subscriptions::{self, NewSubscription, Push};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::notice::Language;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Done;
use crate::body::Body;
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read, subscribe, unsubscribe))
}

/// What a browser gives who asks its push service for an address.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PushSubscriptionIn {
    /// Where the push service takes messages for this device.
    #[garde(length(bytes, min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    endpoint: String,
    /// The device's public key: 65 bytes in base64url.
    #[garde(length(bytes, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    p256dh: String,
    /// The device's secret: 16 bytes in base64url.
    #[garde(length(bytes, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    auth: String,
    /// Of the texts that it shows.
    #[garde(skip)]
    language: Language,
}

/// Tells under which key this device can ask to be told, and whether it is.
#[utoipa::path(get, path = "/v1/sessions/current/push", operation_id = "read_push", tag = "notices",
    responses((status = 200, description = "The key, and whether this device is told", body = Push)),
    extensions(("x-right" = json!("notice.read"))))]
async fn read(may: May<right::ReadNotices>, State(app): State<App>) -> Answer<Json<Push>> {
    Ok(Json(subscriptions::read(&app, &may.caller).await?))
}

/// From now on this device is told what its owner is to know, in place of what it asked for before.
#[utoipa::path(put, path = "/v1/sessions/current/push", operation_id = "subscribe_push", tag = "notices",
    request_body = PushSubscriptionIn,
    responses((status = 200, description = "This device is told", body = Push)),
    extensions(("x-right" = json!("notice.read"))))]
async fn subscribe(
    may: May<right::ReadNotices>,
    State(app): State<App>,
    Body(body): Body<PushSubscriptionIn>,
) -> Answer<Json<Push>> {
    let PushSubscriptionIn { endpoint, p256dh, auth, language } = body;
    let new = NewSubscription { endpoint, p256dh, auth, language };
    Ok(Json(subscriptions::subscribe(&app, &may.caller, new).await?))
}

/// From now on this device is told nothing.
#[utoipa::path(delete, path = "/v1/sessions/current/push", operation_id = "unsubscribe_push", tag = "notices",
    responses((status = 204, description = "This device is told nothing")),
    extensions(("x-right" = json!("notice.read"))))]
async fn unsubscribe(may: May<right::ReadNotices>, State(app): State<App>) -> Answer<Done> {
    subscriptions::unsubscribe(&app, &may.caller).await?;
    Ok(Done)
}
