//! Passwords over HTTP: one's own, and signing in with one.

use app::App;
use app::sessions::Opened;
use app::sessions::passwords::{self, HasPassword, NewPassword};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::AccountId;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done};
use crate::body::{Body, Path};
use crate::caller::{Address, May, right};
use crate::problem::Answer;
use crate::secret::Password;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in))
        .routes(routes!(read, set))
        .routes(routes!(remove))
        .routes(routes!(take))
}

/// Somebody who signs in on a computer that was never paired.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSessionIn {
    /// The e-mail address or telephone number that was chosen with the password.
    #[garde(dive)]
    handle: Line<254>,
    /// The password.
    #[garde(dive)]
    password: Password,
    /// What the person calls the device.
    #[garde(dive)]
    device_label: Line<60>,
}

/// A password to set.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordIn {
    /// An e-mail address or a telephone number; nothing is ever sent there.
    #[garde(dive)]
    handle: Line<254>,
    /// The new one.
    #[garde(dive)]
    password: Password,
    /// The one that stands, where one does.
    #[garde(dive)]
    current_password: Option<Password>,
}

/// A password to take away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordRemovalIn {
    /// The one that stands.
    #[garde(dive)]
    current_password: Password,
}

/// Signs a device in with handle and password.
///
/// Whatever is wrong, the answer is `password.wrong`; after too many tries it is `password.locked` with `until` and
/// `wait_s`, for a handle that nobody has too. A paired device is not held up by that. It takes no Idempotency-Key: a
/// session whose answer was lost ends by itself.
#[utoipa::path(post, path = "/v1/sessions/by_password", operation_id = "open_session_by_password", tag = "sessions",
    security(()), request_body = PasswordSessionIn,
    responses((status = 201, description = "Signed in", body = Opened)))]
async fn sign_in(
    Address(address): Address,
    State(app): State<App>,
    Body(body): Body<PasswordSessionIn>,
) -> Answer<Created<Opened>> {
    let (handle, label) = (body.handle.tidy(), body.device_label.tidy());
    let opened = passwords::sign_in(&app, &handle, body.password.as_str(), &label, &address).await?;
    Ok(Created::at("/v1/sessions", opened.session_id, opened))
}

/// Tells whether one has a password, and with which handle.
#[utoipa::path(get, path = "/v1/me/password", operation_id = "read_password", tag = "sessions",
    responses((status = 200, description = "There is one", body = HasPassword)),
    extensions(("x-right" = json!("password.keep"))))]
async fn read(may: May<right::KeepPassword>, State(app): State<App>) -> Answer<Json<HasPassword>> {
    Ok(Json(passwords::read(&app, &may.caller).await?))
}

/// Gives oneself a password, or changes it.
#[utoipa::path(put, path = "/v1/me/password", operation_id = "set_password", tag = "sessions",
    request_body = PasswordIn, responses((status = 200, description = "Set", body = HasPassword)),
    extensions(("x-right" = json!("password.keep"))))]
async fn set(
    may: May<right::KeepPassword>,
    Address(address): Address,
    State(app): State<App>,
    Body(body): Body<PasswordIn>,
) -> Answer<Json<HasPassword>> {
    let handle = body.handle.tidy();
    let current = body.current_password.as_ref().map(Password::as_str);
    let new = NewPassword { handle: &handle, password: body.password.as_str(), current };
    Ok(Json(passwords::set(&app, &may.caller, new, &address).await?))
}

/// Takes one's own password away; devices that are signed in stay.
#[utoipa::path(post, path = "/v1/me/password/removal", operation_id = "remove_password", tag = "sessions",
    request_body = PasswordRemovalIn, responses((status = 204, description = "Taken away")),
    extensions(("x-right" = json!("password.keep"))))]
async fn remove(
    may: May<right::KeepPassword>,
    Address(address): Address,
    State(app): State<App>,
    Body(body): Body<PasswordRemovalIn>,
) -> Answer<Done> {
    passwords::remove(&app, &may.caller, body.current_password.as_str(), &address).await?;
    Ok(Done)
}

/// Takes the password of an account away, because it was forgotten.
#[utoipa::path(delete, path = "/v1/accounts/{account_id}/password", operation_id = "take_password", tag = "accounts",
    params(("account_id" = AccountId, Path)), responses((status = 204, description = "Taken away")),
    extensions(("x-right" = json!("account.edit"))))]
async fn take(may: May<right::EditAccounts>, State(app): State<App>, Path(id): Path<AccountId>) -> Answer<Done> {
    passwords::take(&app, &may.caller, id).await?;
    Ok(Done)
}
