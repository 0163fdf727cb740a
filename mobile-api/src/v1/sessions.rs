//! Sessions over HTTP: signing a device in, keeping it signed in, ending it, and who one is.

use app::App;
use app::sessions::me::{self, Me};
use app::sessions::{self, Device, Opened, devices, pairings};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::{AccountId, SessionId};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery};
use crate::body::{Body, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::secret::Pin;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open, list, end_others))
        .routes(routes!(refresh))
        .routes(routes!(end))
        .routes(routes!(confirm))
        .routes(routes!(read_me))
}

/// A device that wants to be signed in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionIn {
    /// The one-time token of a screen or card.
    #[garde(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pairing_token: String,
    /// What the person calls the device.
    #[garde(dive)]
    device_label: Line<60>,
}

/// A refresh token to exchange.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshIn {
    /// The last one that this device was given.
    #[garde(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    refresh_token: String,
    /// The device's PIN, where it has one.
    #[garde(dive)]
    pin: Option<Pin>,
}

/// Whose devices to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeviceQuery {
    /// An account; one's own when absent.
    #[garde(skip)]
    account_id: Option<AccountId>,
}

/// Signs a device in with a pairing token.
///
/// It takes no Idempotency-Key: the token itself works once. A device whose answer was lost asks for a new card.
#[utoipa::path(post, path = "/v1/sessions", operation_id = "open_session", tag = "sessions", security(()),
    request_body = SessionIn, responses((status = 201, description = "Signed in", body = Opened)))]
async fn open(State(app): State<App>, Body(body): Body<SessionIn>) -> Answer<Created<Opened>> {
    let opened = pairings::redeem(&app, &body.pairing_token, &body.device_label.tidy()).await?;
    Ok(Created::at("/v1/sessions", opened.session_id, opened))
}

/// Exchanges a refresh token for the next pair.
///
/// A device with a PIN sends it along: `pin.required`, `pin.wrong` with `tries_left`, `pin.locked` with `until` and
/// `wait_s`, or `pin.exhausted` after ten wrong ones, when the device must be paired again.
///
/// Send the same one again when the answer was lost: as long as nobody used the pair that was lost, a new one is given.
#[utoipa::path(post, path = "/v1/sessions/refresh", operation_id = "refresh_session", tag = "sessions", security(()),
    request_body = RefreshIn, responses((status = 200, description = "The next pair", body = Opened)))]
async fn refresh(State(app): State<App>, Body(body): Body<RefreshIn>) -> Answer<Json<Opened>> {
    Ok(Json(sessions::renew(&app, &body.refresh_token, body.pin.as_ref().map(Pin::as_str)).await?))
}

/// Lists the devices of an account.
#[utoipa::path(get, path = "/v1/sessions", operation_id = "list_sessions", tag = "sessions",
    params(PageQuery, DeviceQuery),
    responses((status = 200, description = "A part of the list", body = Page<Device>)),
    extensions(("x-right" = json!("session.end"))))]
async fn list(
    may: May<right::EndSessions>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
    Query(whose): Query<DeviceQuery>,
) -> Answer<Json<Page<Device>>> {
    Ok(Json(devices::list(&app, &may.caller, whose.account_id, page.into()).await?.into()))
}

/// Ends a session; its tokens are refused from the next request on.
#[utoipa::path(delete, path = "/v1/sessions/{session_id}", operation_id = "end_session", tag = "sessions",
    params(("session_id" = SessionId, Path)), responses((status = 204, description = "Ended")),
    extensions(("x-right" = json!("session.end"))))]
async fn end(may: May<right::EndSessions>, State(app): State<App>, Path(id): Path<SessionId>) -> Answer<Done> {
    devices::end(&app, &may.caller, id).await?;
    Ok(Done)
}

/// Ends every other session of one's own account; pairings that were made for it are taken back.
#[utoipa::path(delete, path = "/v1/sessions", operation_id = "end_other_sessions", tag = "sessions",
    responses((status = 204, description = "Ended")),
    extensions(("x-right" = json!("session.end"))))]
async fn end_others(may: May<right::EndSessions>, State(app): State<App>) -> Answer<Done> {
    devices::end_others(&app, &may.caller).await?;
    Ok(Done)
}

/// Lets a staff member's new device in.
#[utoipa::path(post, path = "/v1/sessions/{session_id}/confirmation", operation_id = "confirm_session",
    tag = "sessions", params(("session_id" = SessionId, Path)),
    responses((status = 200, description = "Let in", body = Device)),
    extensions(("x-right" = json!("session.confirm"))))]
async fn confirm(
    may: May<right::ConfirmSessions>,
    State(app): State<App>,
    Path(id): Path<SessionId>,
) -> Answer<Json<Device>> {
    Ok(Json(devices::confirm(&app, &may.caller, id).await?))
}

/// Tells who is signed in, where, and what they may do.
#[utoipa::path(get, path = "/v1/me", operation_id = "read_me", tag = "sessions",
    responses((status = 200, description = "The caller", body = Me)),
    extensions(("x-right" = json!("association.read"))))]
async fn read_me(may: May<right::ReadAssociation>, State(app): State<App>) -> Answer<Json<Me>> {
    Ok(Json(me::read(&app, &may.caller).await?))
}
