//! How the network comes into the server: through the API, as a coordinator would with two lists and an evening of typing.
//! Afterwards, how what the night planned is read back.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail};
use app::associations::{self, NewAssociation};
use chrono::NaiveDate;
use demo::{Api, Device, text};
use serde_json::{Value, json};
use server::demo::DemoStage;
use shared::calendar::HolidayZone;
use shared::phone::Phone;

use crate::asked::{Question, Token, Witness};
use crate::network::{Association, Network, STOPS, VOLUNTEERS, moved};

/// The day on which everybody said yes.
const CONSENT: &str = "2019-03-10";
/// The first association's neighbours order for the day before as well, so that there are rounds to read.
const TWO_DAYS: &str = "mar mer";
const ONE_DAY: &str = "mer";

/// What is asked meanwhile: the coordinator's board of the day, a volunteer's round with all its doors, the least that is asked
/// with a token, and a write, durable when it is answered.
pub const QUESTIONS: [&str; 4] = ["the board of the day", "a volunteer's round", "who am I", "a talk noted (a write)"];

/// An association that is settled in.
pub struct Settled {
    /// Its coordinator's account.
    account: String,
    /// Accounts of its volunteers, by their id.
    walkers: BTreeMap<String, String>,
}

/// Founds, imports and invites everybody.
pub async fn seed<'a>(api: &'a Api<'a>, stage: &DemoStage, network: &Network) -> Result<Vec<Settled>> {
    let mut all = Vec::new();
    for association in &network.associations {
        let first = association.neighbourhoods.first().context("an association with a neighbourhood")?;
        let founded = associations::found(stage.stage().app(), &new(&association.name, &first.name)?).await?;
        let account = founded.coordinator.to_string();
        let desk = desk(api, &account).await?;
        let days = if all.is_empty() { TWO_DAYS } else { ONE_DAY };
        let lists = [
            ("/v1/imports/residences", association.doors()),
            ("/v1/imports/residents", association.people(days, CONSENT)),
        ];
        prepare(&desk, association).await?;
        let token = access(api, &account).await?;
        for (path, list) in lists {
            import(api, path, &token, list).await?;
        }
        let walkers = invite_all(&desk, association).await?;
        all.push(Settled { account, walkers });
    }
    Ok(all)
}

fn new(name: &str, neighbourhood: &str) -> Result<NewAssociation> {
    Ok(NewAssociation {
        name: name.to_owned(),
        phone: Phone::parse("03 53 01 00 10").ok().context("a number")?,
        answering_hours: "le matin".to_owned(),
        holiday_zone: HolidayZone::Metropole,
        neighbourhood: Some(neighbourhood.to_owned()),
        coordinator_name: "Maëlle Trévidic".to_owned(),
    })
}

/// The other neighbourhoods, and the shops.
async fn prepare(desk: &Device<'_>, association: &Association) -> Result<()> {
    for other in association.neighbourhoods.iter().skip(1) {
        desk.post("/v1/neighbourhoods", &json!({ "name": other.name, "priority_area": other.code })).await?;
    }
    open_shops(desk, association).await
}

async fn import(api: &Api<'_>, path: &str, token: &str, list: String) -> Result<()> {
    let request = reqwest::Client::new().post(format!("{}{path}", api.stage.url())).bearer_auth(token);
    let request = request.header("content-type", "text/csv").header("idempotency-key", path.replace('/', "-"));
    let answer = request.body(list).send().await?;
    if !answer.status().is_success() {
        bail!("a list was refused: {}", answer.text().await?);
    }
    Ok(())
}

/// Volunteers enough for each neighbourhood, each with usual doors there; their accounts.
async fn invite_all(desk: &Device<'_>, association: &Association) -> Result<BTreeMap<String, String>> {
    let mut doors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for resident in desk.list("/v1/residents").await? {
        doors.entry(text(&resident, "residence")?.to_owned()).or_default().push(text(&resident, "id")?.to_owned());
    }
    let mut walkers = BTreeMap::new();
    for of in &association.neighbourhoods {
        let doors = doors.get(&of.name).context("nobody lives there")?;
        for (at, usual) in doors.chunks(STOPS.div_ceil(VOLUNTEERS)).enumerate() {
            let (given, family) = of.person(STOPS + at);
            let volunteer = invite(desk, given, &family, usual).await?;
            walkers.insert(text(&volunteer, "id")?.to_owned(), text(&volunteer, "account_id")?.to_owned());
        }
    }
    Ok(walkers)
}

/// Bread and water come in one round, from shops between the first two neighbourhoods.
async fn open_shops(desk: &Device<'_>, association: &Association) -> Result<()> {
    for product in desk.list("/v1/products").await? {
        let water = product["kind"] == "water_pack";
        let early = json!({ "deliver_from_min": if water { 480 } else { 450 } });
        desk.edit(&format!("/v1/products/{}", text(&product, "id")?), &early).await?;
        let (lat, lon) = moved(association.neighbourhoods[0].at, -80.0, if water { 250.0 } else { 150.0 });
        let shop = format!("/v1/pickup_points/{}", text(&product, "pickup_point_id")?);
        desk.edit(&shop, &json!({ "position": { "lat": lat, "lon": lon } })).await?;
    }
    Ok(())
}

/// A volunteer with a trolley, there in the morning, who knows these doors.
async fn invite(desk: &Device<'_>, given: &str, family: &str, doors: &[String]) -> Result<Value> {
    let asked = json!({ "given_name": given, "family_name": family, "means": "trolley" });
    let volunteer = desk.post("/v1/volunteers", &asked).await?;
    let path = format!("/v1/volunteers/{}", text(&volunteer, "id")?);
    desk.post(&format!("{path}/acceptance"), &json!({ "charter_on": CONSENT })).await?;
    let hours: Vec<Value> =
        [2, 3].map(|weekday| json!({ "weekday": weekday, "from_min": 420, "until_min": 720 })).into();
    desk.replace(&format!("{path}/availability"), &json!({ "hours": hours })).await?;
    desk.replace(&format!("{path}/usual_doors"), &json!({ "resident_ids": doors })).await?;
    Ok(volunteer)
}

/// Who asks while the night goes on: the first association's coordinator, and a volunteer with a round of `today`.
pub async fn witness<'a>(api: &'a Api<'a>, all: &[Settled], today: NaiveDate) -> Result<Witness> {
    let first = all.first().context("an association")?;
    let desk = desk(api, &first.account).await?;
    let rounds = desk.list(&format!("/v1/rounds?service_day={today}")).await?;
    let round = rounds.first().context("nobody has a round on the day before")?;
    let account = first.walkers.get(text(round, "volunteer_id")?).context("a volunteer whom nobody invited")?;
    let residents = desk.list("/v1/residents").await?;
    let resident = residents.first().context("a resident")?;
    let desk = Token::new(access(api, &first.account).await?);
    let volunteer = Token::new(access(api, account).await?);
    let round = format!("/v1/rounds/{}", text(round, "id")?);
    let talk = format!("/v1/residents/{}/talks", text(resident, "id")?);
    let noted = json!({ "outcome": "reached", "channel": "phone_relay" });
    let asked = [
        (format!("/v1/days/{today}"), &desk, None),
        (round, &volunteer, None),
        ("/v1/me".to_owned(), &volunteer, None),
        (talk, &desk, Some(noted)),
    ];
    let questions = QUESTIONS.into_iter().zip(asked);
    let questions = questions.map(|(name, (path, token, write))| Question { name, path, token: token.clone(), write });
    Ok(Witness { url: api.stage.url(), questions: questions.collect() })
}

/// A coordinator's browser. It sleeps for good when it was shut for half a day, so each evening opens its own.
async fn desk<'a>(api: &'a Api<'a>, account: &str) -> Result<Device<'a>> {
    Ok(api.sign_in(&api.stage.pair(account).await?, "Bureau").await?.0)
}

/// An access token alone; it does not grow old while the clock stands still.
async fn access(api: &Api<'_>, account: &str) -> Result<String> {
    let body = json!({ "pairing_token": api.stage.pair(account).await?, "device_label": "Téléphone" });
    Ok(text(&api.post("/v1/sessions", &body).await?, "access_token")?.to_owned())
}

/// What the night made of it, as the boards tell it.
#[derive(Default)]
pub struct Planned {
    /// Neighbourhoods with at least one round.
    pub neighbourhoods: usize,
    /// Rounds of the day.
    pub rounds: usize,
    /// How far they are, together.
    pub metres: u64,
    /// Order lines that a round has.
    pub served: usize,
    /// Order lines that none has.
    pub unserved: usize,
}

/// Reads every board.
pub async fn planned<'a>(api: &'a Api<'a>, all: &[Settled], day: NaiveDate) -> Result<Planned> {
    let mut planned = Planned::default();
    for settled in all {
        let board = desk(api, &settled.account).await?.get(&format!("/v1/days/{day}")).await?;
        let rounds = board["rounds"].as_array().context("a board without rounds")?;
        let places: BTreeSet<String> = rounds.iter().map(|round| round["neighbourhood_id"].to_string()).collect();
        planned.neighbourhoods += places.len();
        planned.rounds += rounds.len();
        planned.metres += rounds.iter().filter_map(|round| round["metres"].as_u64()).sum::<u64>();
        planned.served += board["in_rounds"].as_u64().unwrap_or_default() as usize;
        planned.unserved += board["unserved"].as_array().map_or(0, Vec::len);
    }
    Ok(planned)
}
