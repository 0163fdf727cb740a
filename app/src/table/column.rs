//! What makes a typed id or a word of a closed set a column. The wrappers are here because `shared` must not know a
//! store: `Key(id)` going in, `.0` coming out.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError, TryGetable, Value};
use shared::{Identity, Word};
use uuid::Uuid;

/// A typed id as a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key<T>(pub T);

/// A word of a closed set as a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Text<T>(pub T);

impl<T: Identity> From<Key<T>> for Value {
    fn from(key: Key<T>) -> Self {
        key.0.uuid().into()
    }
}

impl<T: Identity> TryGetable for Key<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        Uuid::try_get_by(row, index).map(|uuid| Self(T::from_uuid(uuid)))
    }
}

impl<T: Identity> ValueType for Key<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        <Uuid as ValueType>::try_from(value).map(|uuid| Self(T::from_uuid(uuid)))
    }
    fn type_name() -> String {
        T::PREFIX.to_owned()
    }
    fn array_type() -> ArrayType {
        ArrayType::Uuid
    }
    fn column_type() -> ColumnType {
        ColumnType::Uuid
    }
}

impl<T: Identity> Nullable for Key<T> {
    fn null() -> Value {
        <Uuid as Nullable>::null()
    }
}

impl<T: Identity> IntoActiveValue<Self> for Key<T> {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}

impl<T> TryFromU64 for Key<T> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("a typed id"))
    }
}

impl<T: Word> From<Text<T>> for Value {
    fn from(text: Text<T>) -> Self {
        text.0.as_str().into()
    }
}

fn read<T: Word>(text: &str) -> Option<Text<T>> {
    T::parse(text).map(Text)
}

impl<T: Word> TryGetable for Text<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        read(&text).ok_or_else(|| DbErr::Type(format!("a column holds the unknown word {text:?}")).into())
    }
}

impl<T: Word> ValueType for Text<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        read(&<String as ValueType>::try_from(value)?).ok_or(ValueTypeErr)
    }
    fn type_name() -> String {
        "word".to_owned()
    }
    fn array_type() -> ArrayType {
        ArrayType::String
    }
    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::None)
    }
}

impl<T: Word> Nullable for Text<T> {
    fn null() -> Value {
        <String as Nullable>::null()
    }
}

impl<T: Word> IntoActiveValue<Self> for Text<T> {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}

impl<T> TryFromU64 for Text<T> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("a word"))
    }
}
