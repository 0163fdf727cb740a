//! Wrong passwords in a row, of a handle or of an address. Known by a keyed digest, so that it names nobody.

use sea_orm::entity::prelude::*;

/// Wrong passwords in a row, of a handle or of an address.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_tries")]
pub struct Model {
    /// Keyed digest of the handle, whether an account has it or not, or of the address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub whose: Vec<u8>,
    pub wrong: i32,
    pub last_at: DateTimeUtc,
    pub locked_until: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
