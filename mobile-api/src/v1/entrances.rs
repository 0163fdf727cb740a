//! Entrances and the dwellings behind them over HTTP.

use app::App;
use app::places::dwellings::{self, Dwelling};
use app::places::entrances::{self, Entrance, EntranceEdit};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::{Deserialize, Serialize};
use shared::id::{EntranceId, ResidenceId};
use shared::place::Lift;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::residences::EntranceIn;
use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query, removable};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::text::{Line, Note};

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(create))
        .routes(routes!(read, edit))
        .routes(routes!(read_door_code))
        .routes(routes!(create_dwelling, list_dwellings))
}

/// A point on the map.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PositionIn {
    /// Degrees north.
    #[garde(range(min = -90.0, max = 90.0))]
    #[schema(minimum = -90, maximum = 90)]
    pub lat: f64,
    /// Degrees east.
    #[garde(range(min = -180.0, max = 180.0))]
    #[schema(minimum = -180, maximum = 180)]
    pub lon: f64,
}

/// What may change of an entrance; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntrancePatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<100>>,
    /// Where it is.
    #[garde(dive)]
    position: Option<PositionIn>,
    /// The new place in the order in which people walk.
    #[garde(inner(range(min = 0, max = 10_000)))]
    #[schema(minimum = 0, maximum = 10_000)]
    hand_order: Option<i32>,
    /// The lift's new state.
    #[garde(skip)]
    lift: Option<Lift>,
    /// Since when the lift is out of order; today when absent.
    #[garde(skip)]
    lift_out_since: Option<NaiveDate>,
    /// How one gets in, in words; never the code.
    #[garde(dive)]
    access_notes: Option<Note<500>>,
    /// The new door code, kept sealed; null takes it away.
    #[garde(dive)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<Line<20>>)]
    door_code: Option<Option<Line<20>>>,
}

/// Whose entrances to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EntrancesQuery {
    /// Only those of this residence.
    #[garde(skip)]
    residence_id: Option<ResidenceId>,
}

/// Whose dwellings to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DwellingsQuery {
    /// Only those behind this entrance.
    #[garde(skip)]
    entrance_id: Option<EntranceId>,
}

/// A dwelling to note.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DwellingIn {
    /// The entrance that leads to it.
    #[garde(skip)]
    entrance_id: EntranceId,
    /// 0 is the ground floor.
    #[garde(range(min = -5, max = 60))]
    #[schema(minimum = -5, maximum = 60)]
    floor: i32,
    /// The door, such as "gauche".
    #[garde(dive)]
    door: Line<40>,
}

/// A door code, in clear.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoorCode {
    /// The entrance that it opens.
    entrance_id: EntranceId,
    /// The code.
    code: String,
}

impl From<EntrancePatch> for EntranceEdit {
    fn from(wire: EntrancePatch) -> Self {
        Self {
            name: wire.name.map(|name| name.tidy()),
            position: wire.position.map(|at| (at.lat, at.lon)),
            hand_order: wire.hand_order,
            lift: wire.lift,
            lift_out_since: wire.lift_out_since,
            access_notes: wire.access_notes.map(|notes| notes.tidy()),
            door_code: wire.door_code.map(|code| code.map(|code| code.tidy())),
        }
    }
}

/// Lists the entrances, of one residence or of all.
#[utoipa::path(get, path = "/v1/entrances", operation_id = "list_entrances", tag = "places",
    params(EntrancesQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Entrance>)),
    extensions(("x-right" = json!("place.read"))))]
async fn list(
    may: May<right::ReadPlaces>,
    State(app): State<App>,
    Query(of): Query<EntrancesQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Entrance>>> {
    Ok(Json(entrances::list(&app, &may.caller, of.residence_id, page.into()).await?.into()))
}

/// Sets up another stairwell of a residence: floors × doors.
#[utoipa::path(post, path = "/v1/residences/{residence_id}/entrances", operation_id = "create_entrance", tag = "places",
    params(("residence_id" = ResidenceId, Path), KeyHeader), request_body = EntranceIn,
    responses((status = 201, description = "Set up", body = Entrance)),
    extensions(("x-right" = json!("place.edit"))))]
async fn create(
    may: May<right::EditPlaces>,
    State(app): State<App>,
    Path(residence): Path<ResidenceId>,
    Keyed { once, body }: Keyed<EntranceIn>,
) -> Answer<Created<Entrance>> {
    let entrance = entrances::create(&app, &may.caller, &once, residence, body.into()).await?;
    Ok(Created::at("/v1/entrances", entrance.id, entrance))
}

/// Shows an entrance, without its code.
#[utoipa::path(get, path = "/v1/entrances/{entrance_id}", operation_id = "read_entrance", tag = "places",
    params(("entrance_id" = EntranceId, Path)),
    responses((status = 200, description = "The entrance", body = Entrance, headers(("ETag" = String)))),
    extensions(("x-right" = json!("place.read"))))]
async fn read(
    may: May<right::ReadPlaces>,
    State(app): State<App>,
    Path(id): Path<EntranceId>,
) -> Answer<Tagged<Entrance>> {
    let entrance = entrances::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: entrance.version, body: entrance })
}

/// Changes an entrance.
#[utoipa::path(patch, path = "/v1/entrances/{entrance_id}", operation_id = "edit_entrance", tag = "places",
    params(("entrance_id" = EntranceId, Path), IfMatchHeader), request_body = EntrancePatch,
    responses((status = 200, description = "Changed", body = Entrance, headers(("ETag" = String)))),
    extensions(("x-right" = json!("place.edit"))))]
async fn edit(
    may: May<right::EditPlaces>,
    State(app): State<App>,
    Path(id): Path<EntranceId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<EntrancePatch>,
) -> Answer<Tagged<Entrance>> {
    let entrance = entrances::edit(&app, &may.caller, id, expected, patch.into()).await?;
    Ok(Tagged { version: entrance.version, body: entrance })
}

/// Shows the door code of an entrance. Every read is audited.
#[utoipa::path(get, path = "/v1/entrances/{entrance_id}/door_code", operation_id = "read_door_code", tag = "places",
    params(("entrance_id" = EntranceId, Path)),
    responses((status = 200, description = "The code", body = DoorCode)),
    extensions(("x-right" = json!("door_code.read"))))]
async fn read_door_code(
    may: May<right::ReadDoorCodes>,
    State(app): State<App>,
    Path(entrance_id): Path<EntranceId>,
) -> Answer<Json<DoorCode>> {
    let code = entrances::read_door_code(&app, &may.caller, entrance_id).await?;
    Ok(Json(DoorCode { entrance_id, code }))
}

/// Notes a door that nobody wrote down.
#[utoipa::path(post, path = "/v1/dwellings", operation_id = "create_dwelling", tag = "places", params(KeyHeader),
    request_body = DwellingIn, responses((status = 201, description = "Noted", body = Dwelling)),
    extensions(("x-right" = json!("place.edit"))))]
async fn create_dwelling(
    may: May<right::EditPlaces>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<DwellingIn>,
) -> Answer<Created<Dwelling>> {
    let door = body.door.tidy();
    let dwelling = dwellings::create(&app, &may.caller, &once, body.entrance_id, body.floor, door).await?;
    Ok(Created::at("/v1/dwellings", dwelling.id, dwelling))
}

/// Lists the dwellings, behind one entrance or all.
#[utoipa::path(get, path = "/v1/dwellings", operation_id = "list_dwellings", tag = "places",
    params(DwellingsQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Dwelling>)),
    extensions(("x-right" = json!("place.read"))))]
async fn list_dwellings(
    may: May<right::ReadPlaces>,
    State(app): State<App>,
    Query(of): Query<DwellingsQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Dwelling>>> {
    Ok(Json(dwellings::list(&app, &may.caller, of.entrance_id, page.into()).await?.into()))
}
