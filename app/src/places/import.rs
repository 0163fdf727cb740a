//! A landlord's or a volunteer's list of doors: one line a dwelling, from which residences, entrances and dwellings are made.
//! What is known stays as it is: our volunteers know the place better than a file does.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use shared::id::{AssociationId, EntranceId, NeighbourhoodId, ResidenceId};
use shared::place::Lift;
use utoipa::ToSchema;

use super::entrances::NewEntrance;
use super::residences::NewResidence;
use super::{dwellings, entrances, residences};
use crate::error::Result;
use crate::imports::{self, Claimed, Imported};
use crate::list::{self, Column, Faults, Row, same};
use crate::once::Once;
use crate::table::column::Key;
use crate::table::{dwelling, entrance, neighbourhood, residence};
use crate::{App, Caller, Tx};

/// The columns of the list; only residence, entrance, floor and door are required.
const COLUMNS: [Column; 14] = [
    Column { name: "residence", required: true },
    Column { name: "batiment", required: false },
    Column { name: "entree", required: true },
    Column { name: "numero", required: false },
    Column { name: "voie", required: false },
    Column { name: "code_postal", required: false },
    Column { name: "code_insee", required: false },
    Column { name: "etage", required: true },
    Column { name: "porte", required: true },
    Column { name: "ascenseur", required: false },
    Column { name: "lat", required: false },
    Column { name: "lon", required: false },
    Column { name: "qpv_code", required: false },
    Column { name: "bailleur", required: false },
];

/// What an import of residences wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlacesImported {
    /// Residences that were not known.
    pub residences: u32,
    /// Entrances that were not known.
    pub entrances: u32,
    /// Dwellings that were not known.
    pub dwellings: u32,
}

/// A residence as the list has it.
#[derive(Default)]
struct Listed {
    name: String,
    landlord: Option<String>,
    area: Option<String>,
    entrances: Vec<NewEntrance>,
    order: HashMap<(String, String), usize>,
}

/// What the association knows before the import, by folded names.
struct Known {
    residences: HashMap<String, ResidenceId>,
    entrances: HashMap<(ResidenceId, String, String), EntranceId>,
    counts: HashMap<ResidenceId, usize>,
    doors: HashSet<(EntranceId, i32, String)>,
    areas: BTreeMap<NeighbourhoodId, Option<String>>,
}

/// Imports a list of residences; all of it or nothing.
pub async fn import(app: &App, caller: &Caller, request: &Once, text: &str) -> Result<Imported<PlacesImported>> {
    let tx = app.write(caller.association).await?;
    let id = match imports::claim(&tx, caller, request).await? {
        Claimed::Done(figures) => return Ok(figures),
        Claimed::New(id) => id,
    };
    let figures = import_in(&tx, caller.association, text).await?;
    let imported = imports::keep(&tx, caller, id, "residences", figures).await?;
    tx.commit().await?;
    Ok(imported)
}

async fn import_in(tx: &Tx, association: AssociationId, text: &str) -> Result<PlacesImported> {
    let rows = list::read(text, &COLUMNS)?;
    let known = Known::load(tx, association).await?;
    let mut faults = Faults::default();
    let listed = gather(&rows, &known, &mut faults);
    faults.check()?;
    let mut figures = PlacesImported::default();
    for residence in listed {
        write(tx, association, &known, residence, &mut figures).await?;
    }
    Ok(figures)
}

/// The residences of the list in its order, with whatever contradicts itself.
fn gather(rows: &[Row], known: &Known, faults: &mut Faults) -> Vec<Listed> {
    let mut listed: Vec<Listed> = Vec::new();
    let mut order: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    let mut new_area: Option<String> = None;
    for row in rows {
        let name = faults.needed(row, "residence", 100);
        let at = *order.entry(same(&name)).or_insert_with(|| {
            listed.push(Listed { name: name.clone(), ..Listed::default() });
            listed.len() - 1
        });
        let Some(residence) = listed.get_mut(at) else { continue };
        let landlord = faults.text(row, "bailleur", 100);
        agree(faults, row, "bailleur", &mut residence.landlord, landlord);
        let area = faults.text(row, "qpv_code", 20);
        if let Some(area) = area.as_ref().filter(|area| !known.has(area)) {
            let first = new_area.get_or_insert_with(|| area.clone());
            if first != area || known.neighbourhood(Some(area)).is_none() {
                faults.add(row, "qpv_code", "aucun quartier n'a ce code");
            }
        }
        agree(faults, row, "qpv_code", &mut residence.area, area);
        let entrance = entrance_of(row, residence, faults);
        let (floor, door) = (faults.floor(row, "etage"), faults.needed(row, "porte", 40));
        if !door.is_empty() && !seen.insert((at, entrance, floor, same(&door))) {
            faults.add(row, "porte", "cette porte est déjà dans la liste");
        }
        if let Some(entrance) = residence.entrances.get_mut(entrance) {
            entrance.dwellings.push((floor, door));
        }
    }
    listed
}

/// The place of the line's entrance in its residence, written there if it is new.
fn entrance_of(row: &Row, residence: &mut Listed, faults: &mut Faults) -> usize {
    let building = faults.text(row, "batiment", 100).unwrap_or_default();
    let name = faults.needed(row, "entree", 100);
    let street = [faults.text(row, "numero", 20), faults.text(row, "voie", 150)];
    let street = street.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let postcode = faults.text(row, "code_postal", 10).unwrap_or_default();
    let insee_code = faults.text(row, "code_insee", 10);
    let (lift, position) = (lift(row, faults), position(row, faults));
    let key = (same(&building), same(&name));
    if let Some(at) = residence.order.get(&key) {
        if let Some(before) = residence.entrances.get_mut(*at) {
            agree_text(faults, row, "voie", &mut before.street, street);
            agree_text(faults, row, "code_postal", &mut before.postcode, postcode);
            agree(faults, row, "code_insee", &mut before.insee_code, insee_code);
            agree(faults, row, "lat", &mut before.position, position);
            match lift {
                Some(lift) if before.lift == Lift::None => before.lift = lift,
                Some(lift) if before.lift != lift => faults.add(row, "ascenseur", CONTRADICTS),
                _ => {}
            }
        }
        return *at;
    }
    let lift = lift.unwrap_or(Lift::None);
    let new = NewEntrance { building, name, street, postcode, insee_code, position, lift, dwellings: Vec::new() };
    residence.entrances.push(new);
    let at = residence.entrances.len() - 1;
    residence.order.insert(key, at);
    at
}

const CONTRADICTS: &str = "ne dit pas la même chose qu'une ligne plus haut";

fn agree<T: PartialEq>(faults: &mut Faults, row: &Row, column: &str, before: &mut Option<T>, now: Option<T>) {
    match (&before, &now) {
        (Some(_), Some(_)) if *before != now => faults.add(row, column, CONTRADICTS),
        (None, Some(_)) => *before = now,
        _ => {}
    }
}

fn agree_text(faults: &mut Faults, row: &Row, column: &str, before: &mut String, now: String) {
    if before.is_empty() {
        *before = now;
    } else if !now.is_empty() && *before != now {
        faults.add(row, column, CONTRADICTS);
    }
}

fn lift(row: &Row, faults: &mut Faults) -> Option<Lift> {
    match same(row.cell("ascenseur")).as_str() {
        "" => None,
        "oui" => Some(Lift::Working),
        "non" => Some(Lift::None),
        "panne" | "en panne" => Some(Lift::OutOfOrder),
        _ => {
            faults.add(row, "ascenseur", "oui, non ou panne");
            None
        }
    }
}

fn position(row: &Row, faults: &mut Faults) -> Option<(f64, f64)> {
    let mut degrees = |column: &str, limit: f64| {
        let text = row.cell(column).replace(',', ".");
        let value = text.parse::<f64>().ok().filter(|value| value.abs() <= limit);
        if value.is_none() && !text.is_empty() {
            faults.add(row, column, format!("un nombre de -{limit} à {limit}"));
        }
        value
    };
    let both = (degrees("lat", 90.0), degrees("lon", 180.0));
    match both {
        (Some(lat), Some(lon)) => Some((lat, lon)),
        (Some(_), None) if row.cell("lon").is_empty() => {
            faults.add(row, "lon", "à remplir avec lat");
            None
        }
        (None, Some(_)) if row.cell("lat").is_empty() => {
            faults.add(row, "lat", "à remplir avec lon");
            None
        }
        _ => None,
    }
}

async fn write(
    tx: &Tx,
    association: AssociationId,
    known: &Known,
    listed: Listed,
    figures: &mut PlacesImported,
) -> Result<()> {
    let residence = match known.residences.get(&same(&listed.name)) {
        Some(id) => *id,
        None => {
            let id = tx.id();
            let neighbourhood_id = known.settle(tx, listed.area.as_deref()).await?;
            let (name, landlord) = (listed.name, listed.landlord);
            let new = NewResidence { neighbourhood_id, name, landlord, entrances: Vec::new() };
            residences::insert(tx, association, id, &new).await?;
            figures.residences += 1;
            id
        }
    };
    let mut order = known.counts.get(&residence).copied().unwrap_or_default();
    for mut new in listed.entrances {
        let there = known.entrances.get(&(residence, same(&new.building), same(&new.name)));
        if let Some(entrance) = there {
            new.dwellings.retain(|(floor, door)| !known.doors.contains(&(*entrance, *floor, same(door))));
            dwellings::insert(tx, association, *entrance, &new.dwellings).await?;
        } else {
            entrances::insert(tx, association, tx.id(), residence, order, &new).await?;
            figures.entrances += 1;
            order += 1;
        }
        figures.dwellings += u32::try_from(new.dwellings.len()).unwrap_or(u32::MAX);
    }
    Ok(())
}

impl Known {
    async fn load(tx: &Tx, association: AssociationId) -> Result<Self> {
        let of = Key(association);
        let residences = residence::Entity::find().filter(residence::Column::AssociationId.eq(of)).all(tx.db()).await?;
        let entrances = entrance::Entity::find().filter(entrance::Column::AssociationId.eq(of)).all(tx.db()).await?;
        let dwellings = dwelling::Entity::find().filter(dwelling::Column::AssociationId.eq(of)).all(tx.db()).await?;
        let areas = neighbourhood::Entity::find()
            .filter(neighbourhood::Column::AssociationId.eq(of))
            .order_by_asc(neighbourhood::Column::Id)
            .all(tx.db())
            .await?;
        let mut counts = HashMap::new();
        for row in &entrances {
            *counts.entry(row.residence_id.0).or_insert(0) += 1;
        }
        let named = |row: entrance::Model| ((row.residence_id.0, same(&row.building), same(&row.name)), row.id.0);
        Ok(Self {
            residences: residences.into_iter().map(|row| (same(&row.name), row.id.0)).collect(),
            entrances: entrances.into_iter().map(named).collect(),
            counts,
            doors: dwellings.into_iter().map(|row| (row.entrance_id.0, row.floor, same(&row.door))).collect(),
            areas: areas.into_iter().map(|row| (row.id.0, row.priority_area)).collect(),
        })
    }

    /// Whether a neighbourhood has this priority area's code.
    fn has(&self, area: &str) -> bool {
        self.areas.values().any(|of| of.as_deref() == Some(area))
    }

    /// The neighbourhood with a priority area's code, or the first one that has no code yet.
    fn neighbourhood(&self, area: Option<&String>) -> Option<NeighbourhoodId> {
        let with = |code: Option<&String>| self.areas.iter().find(|(_, of)| of.as_ref() == code).map(|(id, _)| *id);
        area.and_then(|code| with(Some(code))).or_else(|| with(None))
    }

    /// The neighbourhood of a new residence. The first code that a list gives is noted where there was none.
    async fn settle(&self, tx: &Tx, area: Option<&str>) -> Result<Option<NeighbourhoodId>> {
        let Some(area) = area.map(str::to_owned) else { return Ok(None) };
        let Some(id) = self.neighbourhood(Some(&area)) else { return Ok(None) };
        let row = neighbourhood::Entity::find_by_id(Key(id)).one(tx.db()).await?;
        if let Some(row) = row.filter(|row| row.priority_area.is_none()) {
            let mut change: neighbourhood::ActiveModel = row.into();
            change.priority_area = Set(Some(area));
            change.update(tx.db()).await?;
        }
        Ok(Some(id))
    }
}
