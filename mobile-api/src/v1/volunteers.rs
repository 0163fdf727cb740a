//! Volunteers over HTTP: invited, accepted, changed, gone.

use app::App;
use app::people::volunteers::{self, NewVolunteer, Start, Volunteer};
use app::people::{VolunteerEdit, accept, edit, leave};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{AccountId, VolunteerId};
use shared::person::{Means, VolunteerStatus};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::entrances::PositionIn;
use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query, removable};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(invite, list))
        .routes(routes!(read, change))
        .routes(routes!(take_in))
        .routes(routes!(let_go))
}

/// Somebody to invite.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VolunteerIn {
    /// Their given name.
    #[garde(dive)]
    given_name: Line<80>,
    /// Their family name.
    #[garde(dive)]
    family_name: Line<80>,
    /// The account of a resident or colleague who volunteers too; a new one when absent.
    #[garde(skip)]
    account_id: Option<AccountId>,
    /// Their telephone, as people write it.
    #[garde(dive)]
    phone: Option<Line<40>>,
    /// What they carry with; bare hands when absent.
    #[garde(skip)]
    #[serde(default = "bare_hands")]
    means: Means,
    /// The heaviest single item that they lift: 0, 5, 10 or 15 kg; their own choice.
    #[garde(range(min = 0, max = 15), custom(step_of_five))]
    #[schema(minimum = 0, maximum = 15, multiple_of = 5)]
    #[serde(default = "ten")]
    max_carry_kg: i32,
    /// Whether they carry a load up stairs.
    #[garde(skip)]
    #[serde(default = "yes")]
    stairs: bool,
    /// Where they start from.
    #[garde(dive)]
    start: Option<StartIn>,
}

/// Where a volunteer starts from.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartIn {
    /// What people call it.
    #[garde(dive)]
    label: Line<100>,
    /// Where it is.
    #[garde(dive)]
    position: Option<PositionIn>,
}

/// What may change of a volunteer; what is absent stays, null takes away.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VolunteerPatch {
    /// The new given name.
    #[garde(dive)]
    given_name: Option<Line<80>>,
    /// The new family name.
    #[garde(dive)]
    family_name: Option<Line<80>>,
    /// Their telephone.
    #[garde(dive)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<Line<40>>)]
    phone: Option<Option<Line<40>>>,
    /// What they carry with.
    #[garde(skip)]
    means: Option<Means>,
    /// The heaviest single item that they lift: 0, 5, 10 or 15 kg.
    #[garde(inner(range(min = 0, max = 15), custom(step_of_five)))]
    #[schema(minimum = 0, maximum = 15, multiple_of = 5)]
    max_carry_kg: Option<i32>,
    /// Whether they carry a load up stairs.
    #[garde(skip)]
    stairs: Option<bool>,
    /// The day of their training for visits.
    #[garde(skip)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<NaiveDate>)]
    visit_trained_on: Option<Option<NaiveDate>>,
    /// Where they start from.
    #[garde(dive)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<StartIn>)]
    start: Option<Option<StartIn>>,
}

/// An acceptance.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceIn {
    /// The day on which they signed the confidentiality charter, today at the latest.
    #[garde(skip)]
    charter_on: NaiveDate,
}

/// Which volunteers to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VolunteersQuery {
    /// Only with this status.
    #[garde(skip)]
    status: Option<VolunteerStatus>,
}

fn bare_hands() -> Means {
    Means::Hands
}

fn ten() -> i32 {
    10
}

fn yes() -> bool {
    true
}

fn step_of_five(kg: &i32, (): &()) -> garde::Result {
    if kg % 5 == 0 { Ok(()) } else { Err(garde::Error::new("0, 5, 10 ou 15")) }
}

impl From<StartIn> for Start {
    fn from(wire: StartIn) -> Self {
        Self { label: wire.label.tidy(), lat: wire.position.map(|at| at.lat), lon: wire.position.map(|at| at.lon) }
    }
}

impl From<VolunteerIn> for NewVolunteer {
    fn from(wire: VolunteerIn) -> Self {
        Self {
            given_name: wire.given_name.tidy(),
            family_name: wire.family_name.tidy(),
            account: wire.account_id,
            phone: wire.phone.map(|phone| phone.tidy()),
            means: wire.means,
            max_carry_kg: wire.max_carry_kg,
            stairs: wire.stairs,
            start: wire.start.map(Start::from),
        }
    }
}

impl From<VolunteerPatch> for VolunteerEdit {
    fn from(wire: VolunteerPatch) -> Self {
        Self {
            given_name: wire.given_name.map(|name| name.tidy()),
            family_name: wire.family_name.map(|name| name.tidy()),
            phone: wire.phone.map(|phone| phone.map(|phone| phone.tidy())),
            means: wire.means,
            max_carry_kg: wire.max_carry_kg,
            stairs: wire.stairs,
            visit_trained_on: wire.visit_trained_on,
            start: wire.start.map(|start| start.map(Start::from)),
        }
    }
}

/// Invites a volunteer. No round has their name before a coordinator accepts them.
#[utoipa::path(post, path = "/v1/volunteers", operation_id = "invite_volunteer", tag = "people", params(KeyHeader),
    request_body = VolunteerIn, responses((status = 201, description = "Invited", body = Volunteer)),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn invite(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<VolunteerIn>,
) -> Answer<Created<Volunteer>> {
    let volunteer = volunteers::invite(&app, &may.caller, &once, body.into()).await?;
    Ok(Created::at("/v1/volunteers", volunteer.id, volunteer))
}

/// Lists volunteers; a volunteer sees themselves only.
#[utoipa::path(get, path = "/v1/volunteers", operation_id = "list_volunteers", tag = "people",
    params(VolunteersQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Volunteer>)),
    extensions(("x-right" = json!("volunteer.read"))))]
async fn list(
    may: May<right::ReadVolunteers>,
    State(app): State<App>,
    Query(of): Query<VolunteersQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Volunteer>>> {
    Ok(Json(volunteers::list(&app, &may.caller, of.status, page.into()).await?.into()))
}

/// Shows a volunteer.
#[utoipa::path(get, path = "/v1/volunteers/{volunteer_id}", operation_id = "read_volunteer", tag = "people",
    params(("volunteer_id" = VolunteerId, Path)),
    responses((status = 200, description = "The volunteer", body = Volunteer, headers(("ETag" = String)))),
    extensions(("x-right" = json!("volunteer.read"))))]
async fn read(
    may: May<right::ReadVolunteers>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
) -> Answer<Tagged<Volunteer>> {
    let volunteer = volunteers::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: volunteer.version, body: volunteer })
}

/// Changes a volunteer.
#[utoipa::path(patch, path = "/v1/volunteers/{volunteer_id}", operation_id = "edit_volunteer", tag = "people",
    params(("volunteer_id" = VolunteerId, Path), IfMatchHeader), request_body = VolunteerPatch,
    responses((status = 200, description = "Changed", body = Volunteer, headers(("ETag" = String)))),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn change(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<VolunteerPatch>,
) -> Answer<Tagged<Volunteer>> {
    let volunteer = edit(&app, &may.caller, id, expected, patch.into()).await?;
    Ok(Tagged { version: volunteer.version, body: volunteer })
}

/// Accepts a volunteer who signed the charter.
#[utoipa::path(post, path = "/v1/volunteers/{volunteer_id}/acceptance", operation_id = "accept_volunteer",
    tag = "people", params(("volunteer_id" = VolunteerId, Path)), request_body = AcceptanceIn,
    responses((status = 200, description = "Accepted", body = Volunteer, headers(("ETag" = String)))),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn take_in(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
    Body(acceptance): Body<AcceptanceIn>,
) -> Answer<Tagged<Volunteer>> {
    let volunteer = accept(&app, &may.caller, id, acceptance.charter_on).await?;
    Ok(Tagged { version: volunteer.version, body: volunteer })
}

/// Lets a volunteer go: no device, no usual door, no visit to come. The rounds walked remain.
#[utoipa::path(post, path = "/v1/volunteers/{volunteer_id}/departure", operation_id = "let_volunteer_go", tag = "people",
    params(("volunteer_id" = VolunteerId, Path)),
    responses((status = 200, description = "Gone", body = Volunteer, headers(("ETag" = String)))),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn let_go(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
) -> Answer<Tagged<Volunteer>> {
    let volunteer = leave(&app, &may.caller, id).await?;
    Ok(Tagged { version: volunteer.version, body: volunteer })
}
