//! Whether and how one's own device is told, over HTTP.

use app::App;
use app::notices::subscriptions::{self, NewAddress, NewSubscription, Push};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::Refusal;
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

/// Where a device is reached: what a browser gives who asks its push service for an address (`endpoint`, `p256dh` and `auth`),
/// or the registration token of an Android app (`fcm_token`); never both.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PushSubscriptionIn {
    /// Where the push service takes messages for this device.
    #[garde(length(bytes, min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    endpoint: Option<String>,
    /// The device's public key: 65 bytes in base64url.
    #[garde(length(bytes, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    p256dh: Option<String>,
    /// The device's secret: 16 bytes in base64url.
    #[garde(length(bytes, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    auth: Option<String>,
    /// The registration token that FCM gave to the app on this device.
    #[garde(length(bytes, min = 1, max = 4096))]
    #[schema(min_length = 1, max_length = 4096, pattern = "^[!-~]+$")]
    fcm_token: Option<String>,
    /// Of the texts that it shows.
    #[garde(skip)]
    language: Language,
}

impl PushSubscriptionIn {
    fn address(self) -> Result<NewAddress, Refusal> {
        match (self.endpoint, self.p256dh, self.auth, self.fcm_token) {
            (Some(endpoint), Some(p256dh), Some(auth), None) => Ok(NewAddress::WebPush { endpoint, p256dh, auth }),
            (None, None, None, Some(token)) => Ok(NewAddress::Fcm(token)),
            _ => Err(Refusal::PushAddressUnclear),
        }
    }
}

/// Tells by whom and under which key this device can be told, and whether it is.
#[utoipa::path(get, path = "/v1/sessions/current/push", operation_id = "read_push", tag = "notices",
    responses((status = 200, description = "The carriers, the key, and whether this device is told", body = Push)),
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
    let language = body.language;
    let new = NewSubscription { at: body.address()?, language };
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
