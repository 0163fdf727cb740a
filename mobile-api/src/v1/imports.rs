//! Lists over HTTP: CSV in, figures out. All of a list or nothing, every fault with its line and column.

use app::error::Fault;
use app::people::import::{self as people, PeopleImported};
use app::places::import::{self as places, PlacesImported};
use app::{App, Error, Once};
use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use shared::Refusal;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::{KeyHeader, Named, bytes_of};
use crate::caller::{May, right};
use crate::problem::{Answer, Failure};

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_residences)).routes(routes!(import_residents))
}

/// A CSV list with its Idempotency-Key.
struct KeyedList {
    once: Once,
    text: String,
}

impl FromRequest<App> for KeyedList {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let named = Named::of(&request)?;
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/csv") {
            return Err(Refusal::RequestNotJson.into());
        }
        let bytes = bytes_of(request, app).await?;
        let once = named.once(&bytes);
        let text = String::from_utf8(bytes.into()).map_err(|_| {
            let what = "enregistrez la liste en UTF-8".to_owned();
            Error::faulty(Refusal::RequestUnreadable, vec![Fault { at: "liste".to_owned(), what }])
        })?;
        Ok(Self { once, text })
    }
}

/// Imports a list of doors.
///
/// One line a dwelling, `;` between cells, UTF-8, and a first line with the names of the columns in any order:
/// `residence;batiment;entree;numero;voie;code_postal;code_insee;etage;porte;ascenseur;lat;lon;qpv_code;bailleur`, of which
/// only `residence`, `entree`, `etage` and `porte` are required. What is known stays as it is.
#[utoipa::path(post, path = "/v1/imports/residences", operation_id = "import_residences", tag = "places",
    params(KeyHeader), request_body(content = String, content_type = "text/csv"),
    responses((status = 201, description = "Imported", body = PlacesImported)),
    extensions(("x-right" = json!("list.import"))))]
async fn import_residences(
    may: May<right::Import>,
    State(app): State<App>,
    list: KeyedList,
) -> Answer<(StatusCode, Json<PlacesImported>)> {
    Ok((StatusCode::CREATED, Json(places::import(&app, &may.caller, &list.once, &list.text).await?.figures)))
}

/// Imports a list of residents.
///
/// One line a resident: `nom;prenom;civilite;residence;batiment;entree;etage;porte;telephone;jours;pain;eau;remise;accord_par;`
/// `accord_le;accord_comment`, of which only `nom`, `prenom`, `entree`, `etage` and `porte` are required. `pain` and `eau` are
/// quantities on each of `jours` ("mar ven"), or with days of their own ("1 jeu"). `remise` is `main` or `sac`. Without
/// `accord_le` and `accord_comment` the person waits for their consent. Days are written `04/03/2019` or `2019-03-04`.
#[utoipa::path(post, path = "/v1/imports/residents", operation_id = "import_residents", tag = "people",
    params(KeyHeader), request_body(content = String, content_type = "text/csv"),
    responses((status = 201, description = "Imported", body = PeopleImported)),
    extensions(("x-right" = json!("list.import"))))]
async fn import_residents(
    may: May<right::Import>,
    State(app): State<App>,
    list: KeyedList,
) -> Answer<(StatusCode, Json<PeopleImported>)> {
    Ok((StatusCode::CREATED, Json(people::import(&app, &may.caller, &list.once, &list.text).await?.figures)))
}
