//! What counts are made of, read in sums that are the same on both databases: days, products and places are grouped by
//! the store, weeks and months later by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryResult};
use shared::id::{AssociationId, PickupPointId, ProductId, ResidenceId, ResidentId, VolunteerId};
use shared::order::OrderStatus;
use shared::round::FailureReason;

use super::Period;
use crate::error::{Error, Result};
use crate::table::column::{Key, Text};
use crate::table::{
    association, dwelling, entrance, extra_outcome, household, line_outcome, order, order_line, pickup_outcome,
    pickup_point, product, residence, resident, slip, slip_change, slip_line, visit_outcome, volunteer,
};

/// Everything that the counts of a period need.
pub(super) struct Gathered {
    /// The association's name.
    pub association: String,
    /// Its products.
    pub products: BTreeMap<ProductId, product::Model>,
    /// The names of its pick-up points.
    pub shops: BTreeMap<PickupPointId, String>,
    /// The names of its residences.
    pub residences: BTreeMap<ResidenceId, String>,
    /// The numbers of its volunteers.
    pub volunteers: BTreeMap<VolunteerId, i32>,
    /// What happened.
    pub facts: Vec<Fact>,
}

/// A sum of one thing, with everything by which it can be grouped.
pub(super) struct Fact {
    /// The service day.
    pub day: NaiveDate,
    /// Of what; none for a visit.
    pub product: Option<ProductId>,
    /// Where, as far as that is known.
    pub residence: Option<ResidenceId>,
    /// By whom.
    pub volunteer: Option<VolunteerId>,
    /// For whom.
    pub resident: Option<ResidentId>,
    /// What was counted.
    pub what: What,
    /// How much.
    pub units: i64,
}

/// What a sum counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Ordered,
    Slipped,
    PickedUp,
    BroughtBack,
    Delivered,
    Extra,
    NotDelivered(Option<FailureReason>),
    Visit,
}

/// Reads a period of an association, all of one instant.
pub(super) async fn gather(db: &DatabaseTransaction, association: AssociationId, period: Period) -> Result<Gathered> {
    let own = Key(association);
    let row = association::Entity::find_by_id(own).one(db).await?;
    let products = product::Entity::find().filter(product::Column::AssociationId.eq(own)).all(db).await?;
    let shops = pickup_point::Entity::find().filter(pickup_point::Column::AssociationId.eq(own)).all(db).await?;
    let residences = residence::Entity::find().filter(residence::Column::AssociationId.eq(own)).all(db).await?;
    let volunteers = volunteer::Entity::find().filter(volunteer::Column::AssociationId.eq(own)).all(db).await?;
    let mut facts = Vec::new();
    ordered(db, own, period, &mut facts).await?;
    slipped(db, own, period, &mut facts).await?;
    goods(db, own, period, &mut facts).await?;
    doors(db, own, period, &mut facts).await?;
    extras(db, own, period, &mut facts).await?;
    visits(db, own, period, &mut facts).await?;
    Ok(Gathered {
        association: row.ok_or_else(|| Error::Bug("a caller's association is missing".into()))?.name,
        products: products.into_iter().map(|row| (row.id.0, row)).collect(),
        shops: shops.into_iter().map(|row| (row.id.0, row.name)).collect(),
        residences: residences.into_iter().map(|row| (row.id.0, row.name)).collect(),
        volunteers: volunteers.into_iter().map(|row| (row.id.0, row.number)).collect(),
        facts,
    })
}

type Own = Key<AssociationId>;

async fn ordered(db: &DatabaseTransaction, own: Own, period: Period, facts: &mut Vec<Fact>) -> Result<()> {
    use order_line::Column as L;
    // What was reported at a door stays there when its resident moves; until then an order goes where they live.
    let served = Expr::col((line_outcome::Entity, line_outcome::Column::ResidenceId));
    let lives = Expr::col((entrance::Entity, entrance::Column::ResidenceId));
    let place: SimpleExpr = Func::coalesce([served, lives]).into();
    let find = Query::select()
        .column((order::Entity, order::Column::ServiceDay))
        .column((order_line::Entity, L::ProductId))
        .expr_as(place.clone(), "residence_id")
        .expr_as(sum(Expr::col((order_line::Entity, L::Quantity))), "units")
        .from(order_line::Entity)
        .inner_join(order::Entity, same((order::Entity, order::Column::Id), (order_line::Entity, L::OrderId)))
        .left_join(
            line_outcome::Entity,
            same((line_outcome::Entity, line_outcome::Column::OrderLineId), (order_line::Entity, L::Id)),
        )
        .inner_join(
            resident::Entity,
            same((resident::Entity, resident::Column::Id), (order::Entity, order::Column::ResidentId)),
        )
        .inner_join(
            household::Entity,
            same((household::Entity, household::Column::Id), (resident::Entity, resident::Column::HouseholdId)),
        )
        .inner_join(
            dwelling::Entity,
            same((dwelling::Entity, dwelling::Column::Id), (household::Entity, household::Column::DwellingId)),
        )
        .inner_join(
            entrance::Entity,
            same((entrance::Entity, entrance::Column::Id), (dwelling::Entity, dwelling::Column::EntranceId)),
        )
        .and_where(order::Column::AssociationId.eq(own))
        .and_where(order::Column::ServiceDay.between(period.from, period.to))
        .and_where(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .group_by_columns([(order::Entity, order::Column::ServiceDay)])
        .group_by_columns([(order_line::Entity, L::ProductId)])
        .add_group_by([place])
        .to_owned();
    for row in db.query_all(&find).await? {
        let residence = row.try_get::<Key<ResidenceId>>("", "residence_id")?.0;
        facts.push(Fact { residence: Some(residence), ..Fact::of(&row, What::Ordered)? });
    }
    Ok(())
}

async fn slipped(db: &DatabaseTransaction, own: Own, period: Period, facts: &mut Vec<Fact>) -> Result<()> {
    use slip_change::Column as C;
    use slip_line::Column as L;
    let frozen = Query::select()
        .column(L::ServiceDay)
        .column(L::ProductId)
        .expr_as(sum(Expr::col(L::Quantity)), "units")
        .from(slip_line::Entity)
        .and_where(L::AssociationId.eq(own))
        .and_where(L::ServiceDay.between(period.from, period.to))
        .group_by_columns([L::ServiceDay, L::ProductId])
        .to_owned();
    let changed = Query::select()
        .column((slip::Entity, slip::Column::ServiceDay))
        .column((slip_change::Entity, C::ProductId))
        .expr_as(sum(Expr::col((slip_change::Entity, C::Delta))), "units")
        .from(slip_change::Entity)
        .inner_join(slip::Entity, same((slip::Entity, slip::Column::Id), (slip_change::Entity, C::SlipId)))
        .and_where(C::AssociationId.eq(own))
        .and_where(slip::Column::ServiceDay.between(period.from, period.to))
        .group_by_columns([(slip::Entity, slip::Column::ServiceDay)])
        .group_by_columns([(slip_change::Entity, C::ProductId)])
        .to_owned();
    for find in [frozen, changed] {
        for row in db.query_all(&find).await? {
            facts.push(Fact::of(&row, What::Slipped)?);
        }
    }
    Ok(())
}

async fn goods(db: &DatabaseTransaction, own: Own, period: Period, facts: &mut Vec<Fact>) -> Result<()> {
    use pickup_outcome::Column as P;
    for (column, what) in [(P::PickedUp, What::PickedUp), (P::BroughtBack, What::BroughtBack)] {
        let find = Query::select()
            .columns([P::ServiceDay, P::ProductId, P::VolunteerId])
            .expr_as(sum(Expr::col(column)), "units")
            .from(pickup_outcome::Entity)
            .and_where(P::AssociationId.eq(own))
            .and_where(P::ServiceDay.between(period.from, period.to))
            .group_by_columns([P::ServiceDay, P::ProductId, P::VolunteerId])
            .to_owned();
        for row in db.query_all(&find).await? {
            facts.push(Fact { volunteer: volunteer_of(&row)?, ..Fact::of(&row, what)? });
        }
    }
    Ok(())
}

async fn doors(db: &DatabaseTransaction, own: Own, period: Period, facts: &mut Vec<Fact>) -> Result<()> {
    use line_outcome::Column as O;
    let keys = [O::ServiceDay, O::ProductId, O::ResidenceId, O::VolunteerId, O::ResidentId, O::Reason];
    let keys = keys.map(|column| (line_outcome::Entity, column));
    let given = Expr::col((line_outcome::Entity, O::Delivered));
    // What a cancelled line lacks is missed by nobody; what was given beyond the line is not a negative lack.
    let ordered = Expr::col((order_line::Entity, order_line::Column::Quantity));
    let lacking = order::Column::Status.eq(Text(OrderStatus::Placed)).and(ordered.clone().gt(given.clone()));
    let missing = CaseStatement::new().case(lacking, ordered.sub(given.clone())).finally(0);
    let find = Query::select()
        .columns(keys)
        .expr_as(sum(given), "units")
        .expr_as(sum(missing), "missing")
        .from(line_outcome::Entity)
        .inner_join(
            order_line::Entity,
            same((order_line::Entity, order_line::Column::Id), (line_outcome::Entity, O::OrderLineId)),
        )
        .inner_join(
            order::Entity,
            same((order::Entity, order::Column::Id), (order_line::Entity, order_line::Column::OrderId)),
        )
        .and_where(O::AssociationId.eq(own))
        .and_where(O::ServiceDay.between(period.from, period.to))
        .group_by_columns(keys)
        .to_owned();
    for row in db.query_all(&find).await? {
        let place = |what| -> Result<Fact> {
            Ok(Fact { volunteer: volunteer_of(&row)?, resident: resident_of(&row)?, ..Fact::at_door(&row, what)? })
        };
        facts.push(place(What::Delivered)?);
        let reason = row.try_get::<Option<Text<FailureReason>>>("", "reason")?.map(|reason| reason.0);
        facts.push(Fact { units: row.try_get("", "missing")?, ..place(What::NotDelivered(reason))? });
    }
    Ok(())
}

async fn extras(db: &DatabaseTransaction, own: Own, period: Period, facts: &mut Vec<Fact>) -> Result<()> {
    use extra_outcome::Column as E;
    let keys = [E::ServiceDay, E::ProductId, E::ResidenceId, E::VolunteerId, E::ResidentId];
    let find = Query::select()
        .columns(keys)
        .expr_as(sum(Expr::col(E::Quantity)), "units")
        .from(extra_outcome::Entity)
        .and_where(E::AssociationId.eq(own))
        .and_where(E::ServiceDay.between(period.from, period.to))
        .group_by_columns(keys)
        .to_owned();
    for row in db.query_all(&find).await? {
        let place = Fact::at_door(&row, What::Extra)?;
        facts.push(Fact { volunteer: volunteer_of(&row)?, resident: resident_of(&row)?, ..place });
    }
    Ok(())
}

async fn visits(db: &DatabaseTransaction, own: Own, period: Period, facts: &mut Vec<Fact>) -> Result<()> {
    use visit_outcome::Column as V;
    let keys = [V::ServiceDay, V::ResidenceId, V::VolunteerId];
    let find = Query::select()
        .columns(keys)
        .expr_as(Func::count(Expr::col(V::VisitId)), "units")
        .from(visit_outcome::Entity)
        .and_where(V::AssociationId.eq(own))
        .and_where(V::Light.is_not_null())
        .and_where(V::ServiceDay.between(period.from, period.to))
        .group_by_columns(keys)
        .to_owned();
    for row in db.query_all(&find).await? {
        facts.push(Fact {
            day: row.try_get("", "service_day")?,
            product: None,
            residence: Some(row.try_get::<Key<ResidenceId>>("", "residence_id")?.0),
            volunteer: volunteer_of(&row)?,
            resident: None,
            what: What::Visit,
            units: row.try_get("", "units")?,
        });
    }
    Ok(())
}

impl Fact {
    fn of(row: &QueryResult, what: What) -> Result<Self> {
        Ok(Self {
            day: row.try_get("", "service_day")?,
            product: Some(row.try_get::<Key<ProductId>>("", "product_id")?.0),
            residence: None,
            volunteer: None,
            resident: None,
            what,
            units: row.try_get("", "units")?,
        })
    }

    fn at_door(row: &QueryResult, what: What) -> Result<Self> {
        let residence = row.try_get::<Key<ResidenceId>>("", "residence_id")?.0;
        Ok(Self { residence: Some(residence), ..Self::of(row, what)? })
    }
}

fn volunteer_of(row: &QueryResult) -> Result<Option<VolunteerId>> {
    Ok(row.try_get::<Option<Key<VolunteerId>>>("", "volunteer_id")?.map(|key| key.0))
}

fn resident_of(row: &QueryResult) -> Result<Option<ResidentId>> {
    Ok(row.try_get::<Option<Key<ResidentId>>>("", "resident_id")?.map(|key| key.0))
}

/// Sums are 64 bits wide on both: PostgreSQL sums 32-bit columns so, SQLite knows no other.
fn sum(of: impl Into<SimpleExpr>) -> SimpleExpr {
    Func::sum(of.into()).into()
}

fn same<A, B>(one: (A, impl sea_orm::IdenStatic), other: (B, impl sea_orm::IdenStatic)) -> SimpleExpr
where
    A: sea_orm::sea_query::IntoIden,
    B: sea_orm::sea_query::IntoIden,
{
    Expr::col((one.0, one.1)).equals((other.0, other.1))
}
