//! Residences over HTTP.

use app::App;
use app::places::entrances::NewEntrance;
use app::places::residences::{self, NewResidence, Residence, ResidenceEdit};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::{NeighbourhoodId, ResidenceId};
use shared::place::Lift;
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
    OpenApiRouter::new().routes(routes!(create, list)).routes(routes!(read, edit))
}

/// A residence to set up, with all its doors.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResidenceIn {
    /// The neighbourhood; the association's first one when absent.
    #[garde(skip)]
    neighbourhood_id: Option<NeighbourhoodId>,
    /// What people call it.
    #[garde(dive)]
    name: Line<100>,
    /// Who owns it; never required.
    #[garde(dive)]
    landlord: Option<Line<100>>,
    /// Its stairwells.
    #[garde(dive, length(max = 60))]
    #[schema(max_items = 60)]
    #[serde(default)]
    entrances: Vec<EntranceIn>,
}

/// A stairwell to generate: every floor from the first to the last gets every door.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntranceIn {
    /// The building; absent where the residence is one building.
    #[garde(dive)]
    building: Option<Line<100>>,
    /// Its name, such as "B".
    #[garde(dive)]
    name: Line<100>,
    /// What it offers to whoever carries.
    #[garde(skip)]
    #[serde(default = "no_lift")]
    lift: Lift,
    /// The lowest floor with dwellings; 0 is the ground floor.
    #[garde(range(min = -5, max = 60))]
    #[schema(minimum = -5, maximum = 60)]
    #[serde(default)]
    first_floor: i32,
    /// The highest floor with dwellings.
    #[garde(range(min = -5, max = 60))]
    #[schema(minimum = -5, maximum = 60)]
    last_floor: i32,
    /// The doors of each floor, such as "gauche" and "droite".
    #[garde(length(min = 1, max = 20), dive)]
    #[schema(min_items = 1, max_items = 20)]
    doors: Vec<Line<40>>,
}

fn no_lift() -> Lift {
    Lift::None
}

/// What may change of a residence; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResidencePatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<100>>,
    /// The new landlord.
    #[garde(dive)]
    landlord: Option<Line<100>>,
}

impl From<ResidenceIn> for NewResidence {
    fn from(wire: ResidenceIn) -> Self {
        Self {
            neighbourhood_id: wire.neighbourhood_id,
            name: wire.name.tidy(),
            landlord: wire.landlord.map(|name| name.tidy()),
            entrances: wire.entrances.into_iter().map(NewEntrance::from).collect(),
        }
    }
}

impl From<EntranceIn> for NewEntrance {
    fn from(wire: EntranceIn) -> Self {
        let floors = wire.first_floor..=wire.last_floor;
        let dwellings = floors.flat_map(|floor| wire.doors.iter().map(move |door| (floor, door.tidy()))).collect();
        Self {
            building: wire.building.map(|name| name.tidy()).unwrap_or_default(),
            name: wire.name.tidy(),
            street: String::new(),
            postcode: String::new(),
            insee_code: None,
            position: None,
            lift: wire.lift,
            dwellings,
        }
    }
}

/// Sets up a residence: stairwells × floors × doors.
#[utoipa::path(post, path = "/v1/residences", operation_id = "create_residence", tag = "places", params(KeyHeader),
    request_body = ResidenceIn, responses((status = 201, description = "Set up", body = Residence)),
    extensions(("x-right" = json!("place.edit"))))]
async fn create(
    may: May<right::EditPlaces>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<ResidenceIn>,
) -> Answer<Created<Residence>> {
    let residence = residences::create(&app, &may.caller, &once, body.into()).await?;
    Ok(Created::at("/v1/residences", residence.id, residence))
}

/// Lists the residences.
#[utoipa::path(get, path = "/v1/residences", operation_id = "list_residences", tag = "places", params(PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Residence>)),
    extensions(("x-right" = json!("place.read"))))]
async fn list(
    may: May<right::ReadPlaces>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Residence>>> {
    Ok(Json(residences::list(&app, &may.caller, page.into()).await?.into()))
}

/// Shows a residence.
#[utoipa::path(get, path = "/v1/residences/{residence_id}", operation_id = "read_residence", tag = "places",
    params(("residence_id" = ResidenceId, Path)),
    responses((status = 200, description = "The residence", body = Residence, headers(("ETag" = String)))),
    extensions(("x-right" = json!("place.read"))))]
async fn read(
    may: May<right::ReadPlaces>,
    State(app): State<App>,
    Path(id): Path<ResidenceId>,
) -> Answer<Tagged<Residence>> {
    let residence = residences::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: residence.version, body: residence })
}

/// Changes a residence.
#[utoipa::path(patch, path = "/v1/residences/{residence_id}", operation_id = "edit_residence", tag = "places",
    params(("residence_id" = ResidenceId, Path), IfMatchHeader), request_body = ResidencePatch,
    responses((status = 200, description = "Changed", body = Residence, headers(("ETag" = String)))),
    extensions(("x-right" = json!("place.edit"))))]
async fn edit(
    may: May<right::EditPlaces>,
    State(app): State<App>,
    Path(id): Path<ResidenceId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<ResidencePatch>,
) -> Answer<Tagged<Residence>> {
    let edit = ResidenceEdit {
        name: patch.name.map(|name| name.tidy()),
        landlord: patch.landlord.map(|name| Some(name.tidy())),
    };
    let residence = residences::edit(&app, &may.caller, id, expected, edit).await?;
    Ok(Tagged { version: residence.version, body: residence })
}
