//! The rows of a plan that is written by hand.

use harness::House;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, Query};
use uuid::Uuid;

use super::{DAY, Neighbour, Walker, uuid};

/// Rows written by hand.
pub(super) struct Rows<'a> {
    house: &'a House,
    association: Uuid,
    neighbourhood: Uuid,
    next: u128,
}

impl<'a> Rows<'a> {
    pub(super) async fn new(house: &'a House, neighbourhood: &str) -> Self {
        let find = Query::select().column("id").from("associations").to_owned();
        let row = house.app.store.bare().query_one(&find).await.expect("a store").expect("an association");
        let association = row.try_get::<Uuid>("", "id").expect("an id");
        Self { house, association, neighbourhood: uuid(neighbourhood), next: 0x0169_49c4_0000_7000_9000_0000_0000_0000 }
    }

    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    async fn insert(&self, table: &str, values: Vec<(&str, sea_orm::Value)>) {
        let (columns, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let columns: Vec<String> = columns.into_iter().map(str::to_owned).collect();
        let insert = Query::insert()
            .into_table(table.to_owned())
            .columns(columns)
            .values_panic(values.into_iter().map(Expr::value))
            .to_owned();
        self.house.app.store.bare().execute(&insert).await.expect("a row to write");
    }

    pub(super) async fn round(&mut self, volunteer: &str) -> String {
        let id = self.id();
        let row = vec![
            ("id", id.into()),
            ("association_id", self.association.into()),
            ("neighbourhood_id", self.neighbourhood.into()),
            ("service_day", day().into()),
            ("volunteer_id", uuid(volunteer).into()),
            ("shift", "morning".into()),
            ("status", "started".into()),
            ("version", 1.into()),
            ("content", vec![0_u8; 32].into()),
            ("starts_at", harness::paris(DAY, 7, 30).into()),
            ("ends_at", harness::paris(DAY, 12, 0).into()),
            ("metres", 900.into()),
            ("kg_floors", 12.into()),
        ];
        self.insert("rounds", row).await;
        format!("rnd_{}", id.simple())
    }

    pub(super) async fn neighbour(
        &mut self,
        resident: &str,
        household: &str,
        round: &str,
        products: &[(&str, i32)],
    ) -> Neighbour {
        let (drop, order, now) = (self.id(), self.id(), harness::paris(DAY, 6, 0));
        let row = vec![
            ("id", drop.into()),
            ("association_id", self.association.into()),
            ("service_day", day().into()),
            ("household_id", uuid(household).into()),
        ];
        self.insert("drops", row).await;
        let row = vec![
            ("id", order.into()),
            ("association_id", self.association.into()),
            ("resident_id", uuid(resident).into()),
            ("service_day", day().into()),
            ("status", "placed".into()),
            ("channel", "phone_relay".into()),
            ("touched", true.into()),
            ("version", 1.into()),
            ("created_at", now.into()),
            ("changed_at", now.into()),
        ];
        self.insert("orders", row).await;
        let mut lines = Vec::new();
        for (product, quantity) in products {
            let line = self.id();
            let row = vec![
                ("id", line.into()),
                ("association_id", self.association.into()),
                ("order_id", order.into()),
                ("product_id", uuid(product).into()),
                ("quantity", (*quantity).into()),
                ("unit_cents", 109_i64.into()),
                ("set_aside", 0.into()),
            ];
            self.insert("order_lines", row).await;
            self.task(drop, resident, ("order_line_id", line), round).await;
            lines.push(format!("oln_{}", line.simple()));
        }
        Neighbour {
            resident: resident.to_owned(),
            drop: format!("drp_{}", drop.simple()),
            order: format!("ord_{}", order.simple()),
            lines,
        }
    }

    pub(super) async fn visit(&mut self, whom: &Neighbour, by: &Walker) {
        let id = self.id();
        let row = vec![
            ("id", id.into()),
            ("association_id", self.association.into()),
            ("resident_id", uuid(&whom.resident).into()),
            ("volunteer_id", uuid(&by.volunteer).into()),
            ("service_day", day().into()),
            ("at_min", 900.into()),
            ("minutes", 30.into()),
            ("status", "agreed".into()),
            ("agreed_by", uuid(&self.house.coordinator().account().to_string()).into()),
            ("version", 1.into()),
            ("created_at", harness::paris(DAY, 6, 0).into()),
        ];
        self.insert("visits", row).await;
        self.task(uuid(&whom.drop), &whom.resident, ("visit_id", id), &by.round).await;
    }

    /// A task has the id of what it carries, as the plan gives it.
    async fn task(&mut self, drop: Uuid, resident: &str, what: (&str, Uuid), round: &str) {
        let row = vec![
            ("id", what.1.into()),
            ("association_id", self.association.into()),
            ("drop_id", drop.into()),
            ("service_day", day().into()),
            ("resident_id", uuid(resident).into()),
            (what.0, what.1.into()),
            ("round_id", uuid(round).into()),
            ("position", 0.into()),
            ("parts", 1.into()),
        ];
        self.insert("drop_tasks", row).await;
    }
}

fn day() -> chrono::NaiveDate {
    DAY.parse().expect("a day")
}
