//! The table of contents: every noun of the phone's API, and the contract that follows from them.

use app::App;
use app::error::Fault;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;

use crate::problem::Problem;
use crate::v1;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "palier",
        description = "Bread, water and courtesy visits from neighbour to neighbour: orders, rounds, and counts that a treasurer can defend.",
    ),
    components(schemas(Problem, Fault))
)]
struct Contract;

/// Every route, with its documentation.
pub fn all() -> OpenApiRouter<App> {
    let nouns = [
        v1::setup::routes(),
        v1::sessions::routes(),
        v1::demonstration::routes(),
        v1::pins::routes(),
        v1::passwords::routes(),
        v1::pairings::routes(),
        v1::associations::routes(),
        v1::accounts::routes(),
        v1::residences::routes(),
        v1::entrances::routes(),
        v1::imports::routes(),
        v1::residents::routes(),
        v1::consents::routes(),
        v1::absences::routes(),
        v1::talks::routes(),
        v1::call_entries::routes(),
        v1::volunteers::routes(),
        v1::weeks::routes(),
        v1::usual_doors::routes(),
        v1::walking_pairs::routes(),
        v1::calendars::routes(),
        v1::pickup_points::routes(),
        v1::closures::routes(),
        v1::products::routes(),
        v1::prices::routes(),
        v1::product_days::routes(),
        v1::orders::routes(),
        v1::standing_orders::routes(),
        v1::slips::routes(),
        v1::visits::routes(),
        v1::plans::routes(),
        v1::searches::routes(),
        v1::explanations::routes(),
        v1::days::routes(),
        v1::proposals::routes(),
        v1::rounds::routes(),
        v1::coming::routes(),
        v1::company::routes(),
        v1::sync::routes(),
        v1::concerns::routes(),
        v1::delivery_problems::routes(),
        v1::counts::routes(),
        v1::notices::routes(),
        v1::notice_preferences::routes(),
        v1::notice_board::routes(),
        v1::sms_reports::routes(),
        v1::push_subscriptions::routes(),
    ];
    nouns.into_iter().fold(OpenApiRouter::with_openapi(Contract::openapi()), OpenApiRouter::merge)
}

/// The contract as OpenAPI 3.1: every operation may answer a problem, and needs a session unless it says otherwise.
pub fn contract() -> utoipa::openapi::OpenApi {
    let mut contract = all().into_openapi();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    if let Some(components) = contract.components.as_mut() {
        components.add_security_scheme("session", SecurityScheme::Http(bearer));
    }
    contract.security = Some(vec![SecurityRequirement::new("session", Vec::<String>::new())]);
    for item in contract.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), RefOr::T(problem()));
        }
    }
    contract
}

fn problem() -> utoipa::openapi::Response {
    let schema = utoipa::openapi::Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description("A problem").content("application/problem+json", content).build()
}
