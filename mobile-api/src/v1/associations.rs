//! The association and its neighbourhoods over HTTP.

use app::App;
use app::associations::neighbourhoods::{self, Neighbourhood, NeighbourhoodEdit};
use app::associations::{self, Association, AssociationEdit};
use app::error::{Error, Fault};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::Refusal;
use shared::calendar::HolidayZone;
use shared::id::NeighbourhoodId;
use shared::parameters::Parameters;
use shared::phone::Phone;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::{Answer, Failure};
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read, edit))
        .routes(routes!(create_neighbourhood, list_neighbourhoods))
        .routes(routes!(read_neighbourhood, edit_neighbourhood))
}

/// What may change of an association; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssociationPatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<100>>,
    /// The new number.
    #[garde(dive)]
    phone: Option<Line<30>>,
    /// The new hours.
    #[garde(dive)]
    answering_hours: Option<Line<200>>,
    /// Whose public holidays close shops.
    #[garde(skip)]
    holiday_zone: Option<HolidayZone>,
    /// All parameters: one that is absent in here takes its default.
    #[garde(skip)]
    parameters: Option<Parameters>,
}

/// A neighbourhood to write.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeighbourhoodIn {
    /// What people call it.
    #[garde(dive)]
    name: Line<100>,
    /// QPV code; never required.
    #[garde(dive)]
    priority_area: Option<Line<20>>,
}

/// What may change of a neighbourhood; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeighbourhoodPatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<100>>,
    /// The new QPV code.
    #[garde(dive)]
    priority_area: Option<Line<20>>,
}

/// The telephone number that was typed at `at`.
pub(super) fn telephone<const MAX: usize>(at: &str, typed: &Line<MAX>) -> Result<Phone, Failure> {
    let fault = || Fault { at: at.to_owned(), what: "ce n'est pas un numéro de téléphone".to_owned() };
    Phone::parse(&typed.tidy()).map_err(|_| Failure(Error::faulty(Refusal::RequestInvalid, vec![fault()])))
}

/// Shows the association and what it tuned.
#[utoipa::path(get, path = "/v1/association", operation_id = "read_association", tag = "associations",
    responses((status = 200, description = "The association", body = Association, headers(("ETag" = String)))),
    extensions(("x-right" = json!("association.read"))))]
async fn read(may: May<right::ReadAssociation>, State(app): State<App>) -> Answer<Tagged<Association>> {
    let association = associations::read(&app, &may.caller).await?;
    Ok(Tagged { version: association.version, body: association })
}

/// Changes the association and what it tuned.
#[utoipa::path(patch, path = "/v1/association", operation_id = "edit_association", tag = "associations",
    params(IfMatchHeader), request_body = AssociationPatch,
    responses((status = 200, description = "Changed", body = Association, headers(("ETag" = String)))),
    extensions(("x-right" = json!("association.edit"))))]
async fn edit(
    may: May<right::EditAssociation>,
    State(app): State<App>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<AssociationPatch>,
) -> Answer<Tagged<Association>> {
    let edit = AssociationEdit {
        name: patch.name.map(|name| name.tidy()),
        phone: patch.phone.map(|typed| telephone("/phone", &typed)).transpose()?,
        answering_hours: patch.answering_hours.map(|hours| hours.tidy()),
        holiday_zone: patch.holiday_zone,
        parameters: patch.parameters,
    };
    let association = associations::edit(&app, &may.caller, expected, edit).await?;
    Ok(Tagged { version: association.version, body: association })
}

/// Adds a neighbourhood.
#[utoipa::path(post, path = "/v1/neighbourhoods", operation_id = "create_neighbourhood", tag = "associations",
    params(KeyHeader), request_body = NeighbourhoodIn,
    responses((status = 201, description = "Added", body = Neighbourhood)),
    extensions(("x-right" = json!("association.edit"))))]
async fn create_neighbourhood(
    may: May<right::EditAssociation>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<NeighbourhoodIn>,
) -> Answer<Created<Neighbourhood>> {
    let area = body.priority_area.map(|code| code.tidy());
    let neighbourhood = neighbourhoods::create(&app, &may.caller, &once, body.name.tidy(), area).await?;
    Ok(Created::at("/v1/neighbourhoods", neighbourhood.id, neighbourhood))
}

/// Lists the neighbourhoods.
#[utoipa::path(get, path = "/v1/neighbourhoods", operation_id = "list_neighbourhoods", tag = "associations",
    params(PageQuery), responses((status = 200, description = "A part of the list", body = Page<Neighbourhood>)),
    extensions(("x-right" = json!("association.read"))))]
async fn list_neighbourhoods(
    may: May<right::ReadAssociation>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Neighbourhood>>> {
    Ok(Json(neighbourhoods::list(&app, &may.caller, page.into()).await?.into()))
}

/// Shows a neighbourhood.
#[utoipa::path(get, path = "/v1/neighbourhoods/{neighbourhood_id}", operation_id = "read_neighbourhood",
    tag = "associations", params(("neighbourhood_id" = NeighbourhoodId, Path)),
    responses((status = 200, description = "The neighbourhood", body = Neighbourhood, headers(("ETag" = String)))),
    extensions(("x-right" = json!("association.read"))))]
async fn read_neighbourhood(
    may: May<right::ReadAssociation>,
    State(app): State<App>,
    Path(id): Path<NeighbourhoodId>,
) -> Answer<Tagged<Neighbourhood>> {
    let neighbourhood = neighbourhoods::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: neighbourhood.version, body: neighbourhood })
}

/// Changes a neighbourhood.
#[utoipa::path(patch, path = "/v1/neighbourhoods/{neighbourhood_id}", operation_id = "edit_neighbourhood",
    tag = "associations", params(("neighbourhood_id" = NeighbourhoodId, Path), IfMatchHeader),
    request_body = NeighbourhoodPatch,
    responses((status = 200, description = "Changed", body = Neighbourhood, headers(("ETag" = String)))),
    extensions(("x-right" = json!("association.edit"))))]
async fn edit_neighbourhood(
    may: May<right::EditAssociation>,
    State(app): State<App>,
    Path(id): Path<NeighbourhoodId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<NeighbourhoodPatch>,
) -> Answer<Tagged<Neighbourhood>> {
    let edit = NeighbourhoodEdit {
        name: patch.name.map(|name| name.tidy()),
        priority_area: patch.priority_area.map(|code| Some(code.tidy())),
    };
    let neighbourhood = neighbourhoods::edit(&app, &may.caller, id, expected, edit).await?;
    Ok(Tagged { version: neighbourhood.version, body: neighbourhood })
}
