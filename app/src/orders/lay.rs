//! Usual orders laid out as orders for the coming days: an idempotent reconciliation. What a person touched is left
//! alone, a day that a person cancelled is not laid again, nobody who is away or not served keeps a line that can still
//! be taken back, and nothing that is past its cut-off moves.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::id::{AssociationId, OrderId, ProductId, ResidentId, StandingOrderId};
use shared::order::{Channel, OrderStatus};
use shared::standing::{Absence, Standing, desired_lines};

use super::replan::replan;
use super::usual::{self, Usual};
use super::{lines_of, orders_of, served};
use crate::error::Result;
use crate::shops::catalogue::Catalogue;
use crate::store::Tx;
use crate::table::column::{Key, Text};
use crate::table::{association, order, order_line};

/// How many rows go to the store at once; both databases bound the values of one statement.
const ROWS_AT_ONCE: usize = 500;

/// Brings the coming orders of one resident, or of all, in line with usual orders and absences.
pub(crate) async fn lay(tx: &Tx, association: AssociationId, resident: Option<ResidentId>) -> Result<()> {
    let facts = Facts::gather(tx, association, resident).await?;
    let mut work = Work::default();
    for resident in facts.everybody() {
        for day in facts.catalogue.days() {
            facts.reconcile(tx, resident, day, &mut work);
        }
    }
    work.write(tx, association).await?;
    if resident.is_none() {
        association::Entity::update_many()
            .col_expr(association::Column::LaidUntil, Expr::value(facts.catalogue.last_day()))
            .filter(association::Column::Id.eq(Key(association)))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// Everything that decides, read at once for the whole horizon.
struct Facts {
    catalogue: Catalogue,
    usual: BTreeMap<ResidentId, Usual>,
    served: BTreeSet<ResidentId>,
    absences: BTreeMap<ResidentId, Vec<Absence>>,
    orders: BTreeMap<(ResidentId, NaiveDate), Vec<order::Model>>,
    lines: BTreeMap<OrderId, Vec<order_line::Model>>,
    /// For each product and day: whether it can be ordered, and whether it is too late to change.
    days: BTreeMap<(ProductId, NaiveDate), (bool, bool)>,
}

/// What is to be written.
#[derive(Default)]
struct Work {
    orders: Vec<order::ActiveModel>,
    lines: Vec<order_line::ActiveModel>,
    changed_lines: Vec<order_line::ActiveModel>,
    changed_orders: Vec<order::ActiveModel>,
    days: BTreeSet<NaiveDate>,
}

impl Facts {
    async fn gather(tx: &Tx, association: AssociationId, only: Option<ResidentId>) -> Result<Self> {
        let db = tx.db();
        let catalogue = Catalogue::load(db, association, tx.now).await?;
        let (today, last) = (catalogue.today, catalogue.last_day());
        let mut find = orders_of(association).filter(order::Column::ServiceDay.between(today, last));
        if let Some(id) = only {
            find = find.filter(order::Column::ResidentId.eq(Key(id)));
        }
        let mut lines = BTreeMap::<_, Vec<_>>::new();
        for line in lines_of(association, find.clone()).all(db).await? {
            lines.entry(line.order_id.0).or_default().push(line);
        }
        let mut orders = BTreeMap::<_, Vec<_>>::new();
        for row in find.all(db).await? {
            orders.entry((row.resident_id.0, row.service_day)).or_default().push(row);
        }
        let mut days = BTreeMap::new();
        for product in catalogue.products.values() {
            for day in catalogue.days() {
                let known = (catalogue.state(product, day).is_ok(), catalogue.is_late(product, day));
                days.insert((product.id.0, day), known);
            }
        }
        Ok(Self {
            usual: usual::load(db, association, only, today).await?,
            served: served::served(db, association, only).await?,
            absences: served::absences(db, association, only, today).await?,
            catalogue,
            orders,
            lines,
            days,
        })
    }

    fn everybody(&self) -> BTreeSet<ResidentId> {
        self.usual.keys().copied().chain(self.orders.keys().map(|(resident, _)| *resident)).collect()
    }

    fn reconcile(&self, tx: &Tx, resident: ResidentId, day: NaiveDate, work: &mut Work) {
        let orders = self.orders.get(&(resident, day)).map_or(&[][..], Vec::as_slice);
        let placed = orders.iter().find(|order| order.status.0 == OrderStatus::Placed);
        let latest = orders.iter().max_by_key(|order| (order.changed_at, order.id));
        let aside = latest.filter(|order| self.is_aside(order));
        let given_up = orders.iter().any(|order| order.status.0 == OrderStatus::Cancelled && order.touched);
        let absences = self.absences.get(&resident).map_or(&[][..], Vec::as_slice);
        let here = self.served.contains(&resident) && !absences.iter().any(|absence| absence.covers(day));
        match placed {
            Some(order) if !here => self.adjust(tx, order, &Wish::Aside, work),
            Some(order) if order.touched => self.adjust(tx, order, &Wish::AsBefore, work),
            Some(order) => self.adjust(tx, order, &Wish::Usual(self.desired(resident, day, absences)), work),
            None if here && aside.is_some() => {
                aside.into_iter().for_each(|order| self.adjust(tx, order, &Wish::AsBefore, work));
            }
            None if here && !given_up => {
                let mut desired = self.desired(resident, day, absences);
                desired.retain(|product, _| self.days.get(&(*product, day)).is_some_and(|(open, _)| *open));
                if let Some(usual) = self.usual.get(&resident).filter(|_| !desired.is_empty()) {
                    self.create(tx, resident, day, usual.row.id.0, &desired, work);
                }
            }
            None => {}
        }
    }

    fn desired(&self, resident: ResidentId, day: NaiveDate, absences: &[Absence]) -> BTreeMap<ProductId, i32> {
        let Some(usual) = self.usual.get(&resident) else { return BTreeMap::new() };
        let standing = Standing {
            lines: &usual.lines,
            status: usual.row.status.0,
            resumes_on: usual.row.paused_until,
            starts_on: usual.row.starts_on,
            skips: &usual.skips,
            absences,
        };
        let lines = desired_lines(&standing, day);
        lines.into_iter().map(|(product, quantity)| (product, i32::try_from(quantity).unwrap_or(i32::MAX))).collect()
    }

    /// What a person ordered and an absence took back.
    fn is_aside(&self, order: &order::Model) -> bool {
        self.lines.get(&order.id.0).is_some_and(|lines| lines.iter().any(|line| line.set_aside > 0))
    }

    /// Brings the lines of an order to `wish`, those that can still change.
    fn adjust(&self, tx: &Tx, order: &order::Model, wish: &Wish, work: &mut Work) {
        let lines = self.lines.get(&order.id.0).map_or(&[][..], Vec::as_slice);
        let (day, mut changed, mut left, mut aside) = (order.service_day, false, 0, 0);
        let usual = if let Wish::Usual(lines) = wish { lines.keys().copied().collect() } else { Vec::new() };
        let products: BTreeSet<_> = lines.iter().map(|line| line.product_id.0).chain(usual).collect();
        for product in products {
            let line = lines.iter().find(|line| line.product_id.0 == product);
            let stands = (line.map_or(0, |line| line.quantity), line.map_or(0, |line| line.set_aside));
            let (open, late) = self.days.get(&(product, day)).copied().unwrap_or((false, true));
            let wanted = if late { stands } else { wish.of(order, product, stands, open) };
            left += wanted.0;
            aside += wanted.1;
            if wanted == stands {
                continue;
            }
            changed = true;
            match line {
                Some(line) => {
                    let mut change: order_line::ActiveModel = line.clone().into();
                    (change.quantity, change.set_aside) = (Set(wanted.0), Set(wanted.1));
                    change.unit_cents = Set(self.catalogue.cents_on(product, day));
                    work.changed_lines.push(change);
                }
                None => work.lines.push(self.line(tx, order.association_id, order.id, product, day, wanted.0)),
            }
        }
        if changed {
            let mut change: order::ActiveModel = order.clone().into();
            change.version = Set(order.version.wrapping_add(1));
            change.changed_at = Set(tx.now);
            change.status = Set(Text(if left == 0 { OrderStatus::Cancelled } else { OrderStatus::Placed }));
            // Emptied by no person's no: when they are back, the day is laid again.
            change.touched = Set(order.touched && left + aside > 0);
            work.changed_orders.push(change);
            work.days.insert(day);
        }
    }

    fn create(
        &self,
        tx: &Tx,
        resident: ResidentId,
        day: NaiveDate,
        standing: StandingOrderId,
        desired: &BTreeMap<ProductId, i32>,
        work: &mut Work,
    ) {
        let (id, association) = (Key(tx.id::<OrderId>()), self.catalogue.association.id);
        work.orders.push(order::ActiveModel {
            id: Set(id),
            association_id: Set(association),
            resident_id: Set(Key(resident)),
            service_day: Set(day),
            status: Set(Text(OrderStatus::Placed)),
            channel: Set(Text(Channel::Standing)),
            standing_order_id: Set(Some(Key(standing))),
            touched: Set(false),
            placed_by: Set(None),
            version: Set(1),
            created_at: Set(tx.now),
            changed_at: Set(tx.now),
        });
        for (product, quantity) in desired {
            work.lines.push(self.line(tx, association, id, *product, day, *quantity));
        }
        work.days.insert(day);
    }

    fn line(
        &self,
        tx: &Tx,
        association: Key<AssociationId>,
        order: Key<OrderId>,
        product: ProductId,
        day: NaiveDate,
        quantity: i32,
    ) -> order_line::ActiveModel {
        order_line::ActiveModel {
            id: Set(Key(tx.id())),
            association_id: Set(association),
            order_id: Set(order),
            product_id: Set(Key(product)),
            quantity: Set(quantity),
            unit_cents: Set(self.catalogue.cents_on(product, day)),
            override_reason: Set(None),
            set_aside: Set(0),
        }
    }
}

/// What an order should become.
enum Wish {
    /// Nothing, while nobody is there; what a person asked for stands again afterwards.
    Aside,
    /// What a person asked for.
    AsBefore,
    /// What the usual order says.
    Usual(BTreeMap<ProductId, i32>),
}

impl Wish {
    /// How many of a product stand, and how many are set aside, of an order of which `(stands, aside)` did.
    fn of(&self, order: &order::Model, product: ProductId, (stands, aside): (i32, i32), open: bool) -> (i32, i32) {
        match self {
            Self::Aside if order.touched => (0, stands + aside),
            Self::Aside => (0, 0),
            Self::AsBefore if open => (stands + aside, 0),
            Self::AsBefore => (stands, aside),
            Self::Usual(lines) if open => (lines.get(&product).copied().unwrap_or(0), 0),
            Self::Usual(_) => (0, 0),
        }
    }
}

impl Work {
    async fn write(self, tx: &Tx, association: AssociationId) -> Result<()> {
        for rows in self.orders.chunks(ROWS_AT_ONCE) {
            order::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
        }
        for rows in self.lines.chunks(ROWS_AT_ONCE) {
            order_line::Entity::insert_many(rows.to_vec()).exec_without_returning(tx.db()).await?;
        }
        for change in self.changed_lines {
            change.update(tx.db()).await?;
        }
        for change in self.changed_orders {
            change.update(tx.db()).await?;
        }
        for day in self.days {
            replan(tx, association, day).await?;
        }
        Ok(())
    }
}
