//! The walks between the places of an association: measured when a place is added or moves, kept in one row, read by
//! whoever plans.
//!
//! No verb that changes a place thinks of this. What was measured carries the fingerprint of the places it was measured
//! for and of who measured it; the timetable compares it with what stands, and queues the measuring. A place is known by
//! where it is, so that one that moved has no walks until they are measured, and the straight line stands in.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use shared::id::AssociationId;
use shared::person::VolunteerStatus;

use super::walkers;
use super::ways::{Position, Table, Walk};
use crate::App;
use crate::error::{Error, Result};
use crate::table::column::{Key, Text};
use crate::table::{entrance, pickup_point, volunteer, walk};

/// An association with more places than this walks straight lines: the row would have megabytes.
const PLACES_MAX: usize = 600;
/// Cells of a degree: a tenth of a metre.
const CELLS: f64 = 1e6;

/// Where a place is, in millionths of a degree north and east.
type Cell = (i32, i32);

/// The walks that are known.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Walks {
    /// Goes into the fingerprint of a plan in place of the walks: a plan is made anew when something was measured.
    of: Vec<u8>,
    #[serde(skip)]
    places: BTreeMap<Cell, usize>,
    #[serde(skip)]
    table: Vec<Option<Walk>>,
}

impl Walks {
    /// The walk between two places, where it was measured.
    pub(super) fn between(&self, from: (f64, f64), to: (f64, f64)) -> Option<Walk> {
        let (from, to) = (self.places.get(&cell(from)?)?, self.places.get(&cell(to)?)?);
        *self.table.get(from * self.places.len() + to)?
    }

    /// Whether nothing was ever measured: such a plan is as it was before anything could be.
    pub(super) fn is_unknown(&self) -> bool {
        self.of.is_empty()
    }

    /// A row that cannot be read is of another release: straight lines until it is measured again.
    fn of(row: walk::Model) -> Self {
        let Ok(sheet) = serde_json::from_value::<Sheet>(row.sheet) else {
            tracing::warn!("measured walks cannot be read; straight lines are planned with");
            return Self { of: row.fingerprint, ..Self::default() };
        };
        let places = sheet.places.into_iter().zip(0..).collect();
        Self { of: row.fingerprint, places, table: sheet.walks.0 }
    }
}

/// What stands in the row.
#[derive(Serialize, Deserialize)]
struct Sheet {
    /// In ascending order.
    places: Vec<Cell>,
    walks: Table,
}

/// The walks of an association.
pub(super) async fn gather(db: &impl ConnectionTrait, association: AssociationId) -> Result<Walks> {
    let row = walk::Entity::find_by_id(Key(association)).one(db).await?;
    Ok(row.map_or_else(Walks::default, Walks::of))
}

/// Their fingerprint alone, for whoever asks whether a plan is still of today.
pub(super) async fn mark(db: &impl ConnectionTrait, association: AssociationId) -> Result<Walks> {
    Ok(Walks { of: stored(db, association).await?.unwrap_or_default(), ..Walks::default() })
}

/// Whether the walks that are kept are those of the places as they are.
pub(crate) async fn are_overtaken(app: &App, association: AssociationId) -> Result<bool> {
    let db = app.store.reader();
    let places = match &app.ways {
        Some(_) => places(db, association).await?,
        None => BTreeSet::new(),
    };
    Ok(stored(db, association).await? != wanted(app, &places))
}

/// Measures the walks between all places, unless they are measured already. Asking somebody else takes its time, so no
/// transaction is open meanwhile; a place that moves meanwhile is seen by the next look of the timetable.
pub(crate) async fn measure(app: &App, association: AssociationId) -> Result<()> {
    let places = places(app.store.reader(), association).await?;
    let fingerprint = wanted(app, &places);
    if stored(app.store.reader(), association).await? == fingerprint {
        return Ok(());
    }
    let (Some(ways), Some(fingerprint)) = (&app.ways, fingerprint) else { return forget(app, association).await };
    let points: Vec<Position> = places.iter().map(position).collect();
    let walks = ways.table(&points).await.and_then(|table| table.checked(&points));
    let walks = walks.map_err(|error| Error::Outside(format!("no walks from {}: {error}", ways.name())))?;
    let sheet = Sheet { places: places.into_iter().collect(), walks };
    let sheet = serde_json::to_value(sheet).map_err(|error| Error::Bug(error.to_string()))?;
    let tx = app.write(association).await?;
    let row = walk::ActiveModel {
        association_id: Set(Key(association)),
        fingerprint: Set(fingerprint),
        sheet: Set(sheet),
        measured_at: Set(tx.now),
    };
    let anew = OnConflict::column(walk::Column::AssociationId)
        .update_columns([walk::Column::Fingerprint, walk::Column::Sheet, walk::Column::MeasuredAt])
        .to_owned();
    walk::Entity::insert(row).on_conflict(anew).exec_without_returning(tx.db()).await?;
    tx.commit().await
}

async fn forget(app: &App, association: AssociationId) -> Result<()> {
    let tx = app.write(association).await?;
    walk::Entity::delete_by_id(Key(association)).exec(tx.db()).await?;
    tx.commit().await
}

/// The fingerprint that the row should have; `None` when there should be no row.
fn wanted(app: &App, places: &BTreeSet<Cell>) -> Option<Vec<u8>> {
    let ways = app.ways.as_ref()?;
    if places.len() > PLACES_MAX {
        return None;
    }
    let told = format!("{} {places:?}", ways.name());
    (places.len() > 1).then(|| crate::keys::digest(told.as_bytes()))
}

async fn stored(db: &impl ConnectionTrait, association: AssociationId) -> Result<Option<Vec<u8>>> {
    let row = walk::Entity::find_by_id(Key(association)).select_only().column(walk::Column::Fingerprint);
    Ok(row.into_tuple().one(db).await?)
}

/// Where the association's stairwells are, its shops, and those volunteers who may be given a round.
async fn places(db: &impl ConnectionTrait, association: AssociationId) -> Result<BTreeSet<Cell>> {
    type At = (Option<f64>, Option<f64>);
    let entrances: Vec<At> = entrance::Entity::find()
        .filter(entrance::Column::AssociationId.eq(Key(association)))
        .select_only()
        .columns([entrance::Column::Lat, entrance::Column::Lon])
        .into_tuple()
        .all(db)
        .await?;
    let shops: Vec<At> = pickup_point::Entity::find()
        .filter(pickup_point::Column::AssociationId.eq(Key(association)))
        .filter(pickup_point::Column::Active.eq(true))
        .select_only()
        .columns([pickup_point::Column::Lat, pickup_point::Column::Lon])
        .into_tuple()
        .all(db)
        .await?;
    let starts: Vec<At> = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(association)))
        .filter(volunteer::Column::Status.eq(Text(VolunteerStatus::Accepted)))
        .filter(volunteer::Column::AccountId.in_subquery(walkers::active(association)))
        .select_only()
        .columns([volunteer::Column::StartLat, volunteer::Column::StartLon])
        .into_tuple()
        .all(db)
        .await?;
    let all = entrances.into_iter().chain(shops).chain(starts);
    Ok(all.filter_map(|(lat, lon)| cell(lat.zip(lon)?)).collect())
}

fn cell((lat, lon): (f64, f64)) -> Option<Cell> {
    let on_earth = lat.abs() <= 90.0 && lon.abs() <= 180.0;
    on_earth.then(|| ((lat * CELLS).round() as i32, (lon * CELLS).round() as i32))
}

fn position((lat, lon): &Cell) -> Position {
    Position { lat: f64::from(*lat) / CELLS, lon: f64::from(*lon) / CELLS }
}
