//! Reads what a round's sheet tells, in a bounded number of questions however long the round is.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{DropId, ResidentId};
use shared::notice::NoticeChannel;

use super::super::company;
use super::{GoodsReported, RoundSheet};
use crate::App;
use crate::error::Result;
use crate::notices::in_person;
use crate::people::doors::{self, Door};
use crate::table::column::Key;
use crate::table::{
    drop, drop_task, line_outcome, order_line, pickup, pickup_outcome, pickup_point, product, resident, round, stop,
    visit, visit_outcome,
};

/// The rows that a sheet is told from.
pub(super) struct Facts {
    pub round: round::Model,
    /// What whoever walks along is called.
    companion: Option<String>,
    pub stops: Vec<stop::Model>,
    pub tasks: Vec<drop_task::Model>,
    pub pickups: Vec<pickup::Model>,
    pub points: Vec<pickup_point::Model>,
    pub products: Vec<product::Model>,
    pub lines: Vec<order_line::Model>,
    pub visits: Vec<visit::Model>,
    pub residents: BTreeMap<ResidentId, resident::Model>,
    /// Where each drop goes, whoever may have moved since: where the plan sends its walker.
    pub homes: HashMap<DropId, Door>,
    pub line_outcomes: Vec<line_outcome::Model>,
    pub visit_outcomes: Vec<visit_outcome::Model>,
    /// What is to be said at doors.
    pub to_say: HashMap<ResidentId, Vec<String>>,
    goods: Vec<pickup_outcome::Model>,
}

impl Facts {
    pub async fn gather(db: &impl ConnectionTrait, round: round::Model, now: DateTime<Utc>) -> Result<Self> {
        let association = round.association_id;
        let companion = match round.companion_id {
            Some(id) => company::given_name(db, association.0, id.0).await?,
            None => None,
        };
        let find = stop::Entity::find().filter(stop::Column::RoundId.eq(round.id));
        let stops = find.order_by_asc(stop::Column::Position).all(db).await?;
        let find = drop_task::Entity::find()
            .filter(drop_task::Column::AssociationId.eq(association))
            .filter(drop_task::Column::RoundId.eq(round.id));
        let tasks = find.order_by_asc(drop_task::Column::Position).all(db).await?;
        let of_stops = pickup::Column::StopId.is_in(stops.iter().map(|row| row.id));
        let pickups = pickup::Entity::find().filter(of_stops).all(db).await?;
        let at = pickup_point::Column::Id.is_in(stops.iter().filter_map(|row| row.pickup_point_id));
        let points = pickup_point::Entity::find().filter(at).all(db).await?;
        let line_ids = || tasks.iter().filter_map(|row| row.order_line_id);
        let lines = order_line::Entity::find().filter(order_line::Column::Id.is_in(line_ids())).all(db).await?;
        let wanted = lines.iter().map(|row| row.product_id).chain(pickups.iter().map(|row| row.product_id));
        let products = product::Entity::find().filter(product::Column::Id.is_in(wanted)).all(db).await?;
        let visit_ids = || tasks.iter().filter_map(|row| row.visit_id);
        let visits = visit::Entity::find().filter(visit::Column::Id.is_in(visit_ids())).all(db).await?;
        let who = resident::Column::Id.is_in(tasks.iter().map(|row| row.resident_id));
        let residents = resident::Entity::find().filter(who).all(db).await?;
        let drops = drop::Column::Id.is_in(tasks.iter().map(|row| row.drop_id));
        let drops = drop::Entity::find().filter(drops).all(db).await?;
        let homes = doors::behind(db, drops.iter().map(|row| (row.id.0, row.household_id.0)).collect()).await?;
        let told = line_outcome::Column::OrderLineId.is_in(line_ids());
        let line_outcomes = line_outcome::Entity::find().filter(told).all(db).await?;
        let told = visit_outcome::Column::VisitId.is_in(visit_ids());
        // Of this day: a visit may have been moved after it found the door shut.
        let visit_outcomes = visit_outcome::Entity::find()
            .filter(told)
            .filter(visit_outcome::Column::ServiceDay.eq(round.service_day))
            .all(db)
            .await?;
        let to_say = in_person::to_say(db, association.0, NoticeChannel::Doorstep, now).await?;
        let goods = pickup_outcome::Entity::find()
            .filter(pickup_outcome::Column::RoundId.eq(round.id))
            .order_by_asc(pickup_outcome::Column::ProductId);
        Ok(Self {
            companion,
            to_say,
            goods: goods.all(db).await?,
            residents: residents.into_iter().map(|row| (row.id.0, row)).collect(),
            round,
            stops,
            tasks,
            pickups,
            points,
            products,
            lines,
            visits,
            homes,
            line_outcomes,
            visit_outcomes,
        })
    }

    /// Tells the sheet, with what only today's volunteer may see or without.
    pub fn sheet(&self, app: &App, with_codes: bool) -> Result<RoundSheet> {
        let stops = self.stops.iter().map(|row| self.stop(app, row, with_codes));
        let goods = |row: &pickup_outcome::Model| GoodsReported {
            product_id: row.product_id.0,
            picked_up: row.picked_up,
            brought_back: row.brought_back,
        };
        Ok(RoundSheet {
            id: self.round.id.0,
            service_day: self.round.service_day,
            shift: self.round.shift.0,
            status: self.round.status.0,
            version: self.round.version,
            volunteer_id: self.round.volunteer_id.0,
            companion_given_name: self.companion.clone(),
            starts_at: self.round.starts_at,
            ends_at: self.round.ends_at,
            metres: self.round.metres,
            kg_floors: self.round.kg_floors,
            with_codes,
            stops: stops.collect::<Result<_>>()?,
            goods_reported: self.goods.iter().map(goods).collect(),
        })
    }

    /// The product of an id, for names and units.
    pub fn product(&self, id: shared::id::ProductId) -> Option<&product::Model> {
        self.products.iter().find(|row| row.id == Key(id))
    }
}
