//! Accounts over HTTP.

use app::App;
use app::accounts::{self, Account, AccountEdit};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::AccountId;
use shared::role::Role;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, list)).routes(routes!(read, edit)).routes(routes!(set_roles))
}

/// A role that is given by hand; those of residents and volunteers come with their files.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Takes the calls.
    RelayOperator,
    /// Plans the day and answers for it.
    Coordinator,
    /// Reviews the counts.
    Treasurer,
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::RelayOperator => Self::RelayOperator,
            StaffRole::Coordinator => Self::Coordinator,
            StaffRole::Treasurer => Self::Treasurer,
        }
    }
}

/// An account to open for a member of staff.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountIn {
    /// As colleagues call them.
    #[garde(dive)]
    name: Line<100>,
    /// What they are to the association.
    #[garde(length(min = 1, max = 3))]
    #[schema(min_items = 1, max_items = 3)]
    roles: Vec<StaffRole>,
}

/// What may change of an account; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<100>>,
    /// Off ends every session at once.
    #[garde(skip)]
    active: Option<bool>,
}

/// All staff roles of an account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesIn {
    /// Those that are not named are taken.
    #[garde(length(max = 3))]
    #[schema(max_items = 3)]
    roles: Vec<StaffRole>,
}

fn words(roles: Vec<StaffRole>) -> Vec<Role> {
    roles.into_iter().map(Role::from).collect()
}

/// Opens an account for a member of staff.
#[utoipa::path(post, path = "/v1/accounts", operation_id = "create_account", tag = "accounts", params(KeyHeader),
    request_body = AccountIn, responses((status = 201, description = "Opened", body = Account)),
    extensions(("x-right" = json!("account.edit"))))]
async fn create(
    may: May<right::EditAccounts>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<AccountIn>,
) -> Answer<Created<Account>> {
    let account = accounts::create(&app, &may.caller, &once, &body.name.tidy(), &words(body.roles)).await?;
    Ok(Created::at("/v1/accounts", account.id, account))
}

/// Lists the accounts.
#[utoipa::path(get, path = "/v1/accounts", operation_id = "list_accounts", tag = "accounts", params(PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Account>)),
    extensions(("x-right" = json!("account.read"))))]
async fn list(
    may: May<right::ReadAccounts>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Account>>> {
    Ok(Json(accounts::list(&app, &may.caller, page.into()).await?.into()))
}

/// Shows an account.
#[utoipa::path(get, path = "/v1/accounts/{account_id}", operation_id = "read_account", tag = "accounts",
    params(("account_id" = AccountId, Path)),
    responses((status = 200, description = "The account", body = Account, headers(("ETag" = String)))),
    extensions(("x-right" = json!("account.read"))))]
async fn read(
    may: May<right::ReadAccounts>,
    State(app): State<App>,
    Path(id): Path<AccountId>,
) -> Answer<Tagged<Account>> {
    let account = accounts::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: account.version, body: account })
}

/// Renames an account, switches it off or on.
#[utoipa::path(patch, path = "/v1/accounts/{account_id}", operation_id = "edit_account", tag = "accounts",
    params(("account_id" = AccountId, Path), IfMatchHeader), request_body = AccountPatch,
    responses((status = 200, description = "Changed", body = Account, headers(("ETag" = String)))),
    extensions(("x-right" = json!("account.edit"))))]
async fn edit(
    may: May<right::EditAccounts>,
    State(app): State<App>,
    Path(id): Path<AccountId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<AccountPatch>,
) -> Answer<Tagged<Account>> {
    let edit = AccountEdit { name: patch.name.map(|name| name.tidy()), active: patch.active };
    let account = accounts::edit(&app, &may.caller, id, expected, edit).await?;
    Ok(Tagged { version: account.version, body: account })
}

/// Gives and takes staff roles; they hold from the next request on.
#[utoipa::path(put, path = "/v1/accounts/{account_id}/roles", operation_id = "set_account_roles", tag = "accounts",
    params(("account_id" = AccountId, Path), IfMatchHeader), request_body = RolesIn,
    responses((status = 200, description = "Set", body = Account, headers(("ETag" = String)))),
    extensions(("x-right" = json!("account.edit"))))]
async fn set_roles(
    may: May<right::EditAccounts>,
    State(app): State<App>,
    Path(id): Path<AccountId>,
    IfMatch(expected): IfMatch,
    Body(body): Body<RolesIn>,
) -> Answer<Tagged<Account>> {
    let account = accounts::set_roles(&app, &may.caller, id, expected, &words(body.roles)).await?;
    Ok(Tagged { version: account.version, body: account })
}
