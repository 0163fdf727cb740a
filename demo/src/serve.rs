//! The residence as it is shown: a few days told up to now, yesterday delivered, today's rounds accepted, so that
//! whoever signs in finds something real.

use anyhow::{Context, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Serialize;

use crate::client::{Api, items};
use crate::desk;
use crate::doors::Doors;
use crate::founding::{self, COORDINATOR, Founded, RELAY, TREASURER};
use crate::hours::{day_of, instant, reach, weekday};
use crate::stage::Stage;
use crate::town::{Absence, Order, Town, Visit};
use crate::walk::Walks;

/// How to sign in as each role, in the order in which it is told.
#[derive(Debug, Clone, Serialize)]
pub struct SignIn {
    /// The role's word, such as `coordinator`.
    pub role: String,
    /// The name of the account.
    pub name: String,
    /// The account.
    pub account: String,
    /// A pairing token, good for one phone.
    pub token: String,
}

/// Whose own telephone is shown.
const RESIDENT: &str = "Sauvignel";
/// Who does not open yesterday, so that the board shows a concern.
const SILENT: &str = "Marlindeau";
/// Who goes away soon and does not know until when.
const LEAVES: &str = "Okandé";
/// Who carries on the days that are shown, whatever their usual week.
const CARRIERS: [&str; 3] = ["Quénardel", "Talmantier", "Rossigneux"];
/// Who visits, and whom.
const VISIT: (&str, &str) = ("Ouvrardin", "Tolbiec");

/// Tells the fictional residence up to `now`, with today's rounds planned and accepted, and answers how to sign in. The
/// clock ends at `now`.
///
/// # Errors
/// When the server refuses something that the story needs.
pub async fn tell(stage: &dyn Stage, now: DateTime<Utc>) -> Result<Vec<SignIn>> {
    let today = day_of(now);
    let [eve, yesterday, tomorrow] = [today - Days::new(2), today - Days::new(1), today + Days::new(1)];
    let doors = Doors::all_well_but(yesterday, SILENT);
    let api = Api::new(stage)?;
    reach(stage, eve, 9, 0).await?;
    let founded = founding::found(&api, Town::read()?, eve).await?;
    for day in [eve, yesterday, today, tomorrow] {
        open_shops(&founded, day).await?;
    }
    desk::standing(&founded, yesterday).await?;
    for day in [yesterday, today, tomorrow] {
        fill(&founded, day).await?;
    }
    let (told_on, first_day, resident) = (eve, today + Days::new(3), LEAVES.to_owned());
    let leaves = Absence { told_on, resident, by: "phone".to_owned(), first_day, last_day: None };
    desk::absence(&founded, &leaves).await?;
    let mut walks = Walks::new(&founded, &doors);
    night(stage, &founded, &walks, eve).await?;
    reach(stage, yesterday, 7, 0).await?;
    founded.wake().await?;
    walks.set_out(yesterday, "morning").await?;
    walks.set_out(yesterday, "afternoon").await?;
    reach(stage, yesterday, 18, 0).await?;
    founded.wake().await?;
    walks.hand_in(yesterday, true).await?;
    night(stage, &founded, &walks, yesterday).await?;
    stage.set_clock(now);
    stage.settle().await?;
    sign_ins(&founded, today).await
}

/// The shops are called after the cut-off, the plan is made, the volunteers say yes.
async fn night(stage: &dyn Stage, founded: &Founded<'_>, walks: &Walks<'_>, today: NaiveDate) -> Result<()> {
    let tomorrow = today + Days::new(1);
    if stage.now() < instant(today, 16, 5)? {
        reach(stage, today, 16, 5).await?;
    }
    desk::slips(founded, today).await?;
    reach(stage, today, 20, 5).await?;
    founded.wake().await?;
    desk::proposals(founded).await?;
    walks.accept(tomorrow).await
}

/// Opens a shop exceptionally where it would be closed: the demo may be shown on a Monday or on a holiday.
async fn open_shops(founded: &Founded<'_>, day: NaiveDate) -> Result<()> {
    for word in ["bread", "water"] {
        let product = founded.product(word)?;
        let told = founded.coordinator.get(&format!("/v1/products/{product}/days?from={day}&to={day}")).await?;
        let closed = items(&told, "days")?.iter().any(|day| day["state"] == "closed" && day["why"] != "cutoff_passed");
        if closed {
            desk::open_shop(founded, word, day).await?;
        }
    }
    Ok(())
}

/// Sees to it that there is something to carry on `day`, somebody who carries, and a visit.
async fn fill(founded: &Founded<'_>, day: NaiveDate) -> Result<()> {
    for carrier in CARRIERS {
        let usual = &founded.town.availability;
        if !usual.iter().any(|window| window.volunteer == carrier && window.weekday == weekday(day)) {
            desk::can(founded, carrier, day, (7 * 60, 12 * 60)).await?;
        }
    }
    for (resident, nth) in founded.town.residents.iter().zip(0..) {
        if nth % 3 == weekday(day) % 3 || [RESIDENT, SILENT].contains(&resident.family_name.as_str()) {
            let line = founded.town.standing.iter().find(|line| line.resident == resident.family_name);
            let product = line.context("a resident usually has nothing")?.product.clone();
            let by = if founded.phones.contains_key(&resident.family_name) { "app" } else { "phone" };
            let (resident, by) = (resident.family_name.clone(), by.to_owned());
            desk::order(founded, &Order { placed_on: day, resident, by, day, product, quantity: 1 }).await?;
        }
    }
    desk::can(founded, VISIT.0, day, (14 * 60, 17 * 60)).await?;
    let (visitor, resident) = (VISIT.0.to_owned(), VISIT.1.to_owned());
    desk::visit(founded, &Visit { day, at: 14 * 60 + 30, resident, visitor, minutes: 30 }).await
}

async fn sign_ins(founded: &Founded<'_>, today: NaiveDate) -> Result<Vec<SignIn>> {
    let volunteer = on_the_way(founded, today).await?;
    let resident = founded.town.residents.iter().find(|resident| resident.family_name == RESIDENT);
    let resident = resident.map(|resident| format!("{} {}", resident.given_name, resident.family_name));
    let people = [
        ("coordinator", COORDINATOR.to_owned()),
        ("volunteer", volunteer),
        ("resident", resident.context("nobody is shown")?),
        ("relay_operator", RELAY.to_owned()),
        ("treasurer", TREASURER.to_owned()),
    ];
    let mut told = Vec::new();
    for (role, name) in people {
        let account = founded.accounts.get(&name).with_context(|| format!("{name} has no account"))?;
        let token = founded.api.stage.pair(account).await?;
        told.push(SignIn { role: role.to_owned(), account: account.clone(), token, name });
    }
    Ok(told)
}

/// The name of a volunteer who carries this morning.
async fn on_the_way(founded: &Founded<'_>, today: NaiveDate) -> Result<String> {
    for volunteer in &founded.town.volunteers {
        let rounds = founded.phone(&volunteer.family_name)?.list(&format!("/v1/rounds?service_day={today}")).await?;
        if rounds.iter().any(|round| round["yours"] == true && round["shift"] == "morning") {
            return Ok(format!("{} {}", volunteer.given_name, volunteer.family_name));
        }
    }
    anyhow::bail!("nobody carries this morning")
}
