//! The list of the first evening: one line a resident, with door, phone, usual days and consent. It is read in
//! [`cells`]; here it meets what the association knows, and is written, all of it or nothing.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use shared::calendar::Weekdays;
use shared::fold::search_key;
use shared::id::{AccountId, AssociationId, DwellingId, EntranceId, ProductId, ResidenceId};
use shared::order::Channel;
use shared::person::{ConsentPurpose, ContactPreference};
use shared::shop::ProductKind;
use utoipa::ToSchema;

use super::consents::NewConsent;
use super::households::Home;
use super::sign_up::{self, NewResident};
use super::{doors, residents, status};
use crate::error::Result;
use crate::imports::{self, Claimed, Imported};
use crate::list::{self, Faults, Row, same};
use crate::once::Once;
use crate::orders::standing::{self, NewStandingLine};
use crate::table::column::Key;
use crate::table::{account, dwelling, entrance, product, residence};
use crate::{App, Caller, Tx, settings};

mod cells;

use cells::{COLUMNS, Line, Usual};

/// What an import of residents wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PeopleImported {
    /// Residents signed up.
    pub residents: u32,
    /// Of them, those who wait because their delivery consent is missing.
    pub pending: u32,
    /// Usual orders written.
    pub standing_orders: u32,
    /// Doors that nobody had written down.
    pub dwellings: u32,
}

/// What the association knows before the import, by folded names.
struct Known {
    residences: HashMap<String, ResidenceId>,
    entrances: Vec<entrance::Model>,
    dwellings: HashMap<(EntranceId, i32, String), DwellingId>,
    people: HashSet<(EntranceId, i32, String, String)>,
    accounts: HashMap<String, Vec<AccountId>>,
    bread: Option<Offered>,
    water: Option<Offered>,
}

/// A product that a list can ask for.
#[derive(Clone, Copy)]
struct Offered {
    id: ProductId,
    days: Weekdays,
    most: i32,
}

/// A line that found its door, its consent and its days.
struct Ready {
    resident: NewResident,
    consented_by: Option<AccountId>,
    usual: Vec<NewStandingLine>,
}

/// Imports a list of residents; all of it or nothing.
pub async fn import(app: &App, caller: &Caller, request: &Once, text: &str) -> Result<Imported<PeopleImported>> {
    let tx = app.write(caller.association).await?;
    let id = match imports::claim(&tx, caller, request).await? {
        Claimed::Done(figures) => return Ok(figures),
        Claimed::New(id) => id,
    };
    let figures = import_in(&tx, caller, text).await?;
    let imported = imports::keep(&tx, caller, id, "residents", figures).await?;
    tx.commit().await?;
    Ok(imported)
}

async fn import_in(tx: &Tx, caller: &Caller, text: &str) -> Result<PeopleImported> {
    let rows = list::read(text, &COLUMNS)?;
    let today = settings::of(tx.db(), caller.association).await?.day_of(tx.now);
    let mut known = Known::load(tx.db(), caller.association).await?;
    let mut faults = Faults::default();
    let mut ready = Vec::new();
    for row in &rows {
        let line = cells::read(row, today, &mut faults);
        ready.extend(known.ready(row, line, today, &mut faults));
    }
    faults.check()?;
    write(tx, caller, ready, today).await
}

async fn write(tx: &Tx, caller: &Caller, ready: Vec<Ready>, today: NaiveDate) -> Result<PeopleImported> {
    let mut figures = PeopleImported::default();
    let mut new_doors = HashSet::new();
    for Ready { resident, consented_by, usual } in ready {
        let id = tx.id();
        if let Home::Door { entrance, floor, door } = &resident.home {
            new_doors.insert((*entrance, *floor, door.clone()));
        }
        let by = consented_by.or(Some(caller.account));
        sign_up::insert(tx, caller.association, by, id, &resident, today).await?;
        figures.residents += 1;
        figures.pending += u32::from(resident.consents.is_empty());
        if !usual.is_empty() {
            standing::create_in(tx, caller, id, &usual, Channel::Paper, today).await?;
            figures.standing_orders += 1;
        }
    }
    figures.dwellings = u32::try_from(new_doors.len()).unwrap_or(u32::MAX);
    standing::lay(tx, caller.association, None).await?;
    Ok(figures)
}

impl Known {
    async fn load(db: &impl ConnectionTrait, association: AssociationId) -> Result<Self> {
        let of = Key(association);
        let residences = residence::Entity::find().filter(residence::Column::AssociationId.eq(of)).all(db).await?;
        let entrances = entrance::Entity::find().filter(entrance::Column::AssociationId.eq(of)).all(db).await?;
        let dwellings = dwelling::Entity::find().filter(dwelling::Column::AssociationId.eq(of)).all(db).await?;
        let active = account::Entity::find()
            .filter(account::Column::AssociationId.eq(of))
            .filter(account::Column::Active.eq(true));
        let mut accounts: HashMap<String, Vec<AccountId>> = HashMap::new();
        for row in active.all(db).await? {
            accounts.entry(same(&row.name)).or_default().push(row.id.0);
        }
        let products = product::Entity::find()
            .filter(product::Column::AssociationId.eq(of))
            .filter(product::Column::Active.eq(true))
            .order_by_asc(product::Column::Id)
            .all(db)
            .await?;
        let first = |kind: ProductKind| {
            let row = products.iter().find(|row| row.kind.0 == kind)?;
            let days = u8::try_from(row.delivery_weekdays).ok().and_then(Weekdays::from_bits)?;
            Some(Offered { id: row.id.0, days, most: row.max_per_order })
        };
        let at = |row: dwelling::Model| ((row.entrance_id.0, row.floor, same(&row.door)), row.id.0);
        Ok(Self {
            bread: first(ProductKind::Bread),
            water: first(ProductKind::WaterPack),
            residences: residences.into_iter().map(|row| (same(&row.name), row.id.0)).collect(),
            entrances,
            dwellings: dwellings.into_iter().map(at).collect(),
            people: people(db, association).await?,
            accounts,
        })
    }

    /// What a line needs to be written, or nothing and its faults.
    fn ready(&mut self, row: &Row, line: Line, today: NaiveDate, faults: &mut Faults) -> Option<Ready> {
        let usual = self.usual(row, &line, faults);
        let consented_by = match line.consented_by.as_deref() {
            None => None,
            Some(name) => {
                let found = self.accounts.get(&same(name)).map_or(&[][..], Vec::as_slice);
                match found {
                    [one] => Some(*one),
                    [] => {
                        faults.add(row, "accord_par", "aucun compte ne porte ce nom");
                        None
                    }
                    _ => {
                        faults.add(row, "accord_par", "plusieurs comptes portent ce nom");
                        None
                    }
                }
            }
        };
        let entrance = self.entrance(row, &line, faults)?;
        let name = search_key(&format!("{} {}", line.given_name, line.family_name));
        if !self.people.insert((entrance, line.floor, same(&line.door), name)) {
            faults.add(row, "nom", "cette personne est déjà inscrite à cette porte");
        }
        let home = match self.dwellings.get(&(entrance, line.floor, same(&line.door))) {
            Some(id) => Home::Dwelling(*id),
            None => Home::Door { entrance, floor: line.floor, door: line.door },
        };
        let delivery = |(given_on, how)| NewConsent { purpose: ConsentPurpose::Delivery, how, given_on };
        let resident = NewResident {
            given_name: line.given_name,
            family_name: line.family_name,
            courtesy_title: line.courtesy_title,
            home,
            account: None,
            phone: line.phone.map(String::from),
            contact_preference: ContactPreference::Phone,
            handover: line.handover,
            bread_bag_on: (line.handover == shared::person::Handover::BagOnDoor).then_some(today),
            person_to_call: None,
            door_note: String::new(),
            consents: line.consent.map(delivery).into_iter().collect(),
        };
        Some(Ready { resident, consented_by, usual })
    }

    fn entrance(&self, row: &Row, line: &Line, faults: &mut Faults) -> Option<EntranceId> {
        let residence = match &line.residence {
            Some(name) => self.residences.get(&same(name)).copied(),
            None if self.residences.len() == 1 => self.residences.values().next().copied(),
            None => None,
        };
        let Some(residence) = residence else {
            faults.add(row, "residence", "cette résidence n'est pas connue");
            return None;
        };
        let building = line.building.as_deref().map(same);
        let found: Vec<EntranceId> = self
            .entrances
            .iter()
            .filter(|row| row.residence_id.0 == residence && same(&row.name) == same(&line.entrance))
            .filter(|row| building.as_ref().is_none_or(|building| same(&row.building) == *building))
            .map(|row| row.id.0)
            .collect();
        match found.as_slice() {
            [only] => Some(*only),
            [] => {
                faults.add(row, "entree", "cette entrée n'est pas connue");
                None
            }
            _ => {
                faults.add(row, "batiment", "plusieurs bâtiments ont cette entrée");
                None
            }
        }
    }

    /// The usual order of a line: each quantity on each of its days.
    fn usual(&self, row: &Row, line: &Line, faults: &mut Faults) -> Vec<NewStandingLine> {
        let wanted = [("pain", &line.bread, self.bread), ("eau", &line.water, self.water)];
        let mut lines = Vec::new();
        for (column, usual, product) in wanted {
            let Some(Usual { quantity, days }) = usual else { continue };
            if line.consent.is_none() {
                faults.add(row, column, "sans accord il n'y a pas de commande habituelle");
            }
            let Some(Offered { id: product_id, days: delivered, most }) = product else {
                faults.add(row, column, "ce produit n'est pas au catalogue");
                continue;
            };
            if *quantity > most {
                faults.add(row, column, format!("{most} au plus par jour"));
            }
            // Days named beside a quantity are meant; those of the line are the days of a neighbour, not of a product.
            let common: Vec<u8> = days.iso().into_iter().filter(|day| delivered.iso().contains(day)).collect();
            if common.is_empty() {
                faults.add(row, column, "ce produit n'est pas livré ces jours-là");
            }
            let line = |weekday: u8| NewStandingLine { product_id, weekday: weekday.into(), quantity: *quantity };
            lines.extend(common.into_iter().map(line));
        }
        lines
    }
}

/// Who lives where already, by door and folded name.
async fn people(
    db: &impl ConnectionTrait,
    association: AssociationId,
) -> Result<HashSet<(EntranceId, i32, String, String)>> {
    let mut rows = residents::residents_of(association).all(db).await?;
    rows.retain(|row| !status::is_gone(row.status.0));
    let mut doors = doors::of_rows(db, rows.iter()).await?;
    let at = rows.into_iter().filter_map(|row| {
        let door = doors.remove(&row.id.0)?;
        Some((door.entrance.id.0, door.dwelling.floor, same(&door.dwelling.door), row.search_key))
    });
    Ok(at.collect())
}
