//! Closed sets of words: an enum whose members are written the same way in the store, in JSON and in the contract.

/// What a word of a closed set can do.
pub trait Word: Copy + Eq + std::fmt::Debug + Send + Sync + 'static {
    /// Every word of the set, in the order of the contract.
    const ALL: &'static [Self];
    /// The word as it is stored and sent.
    fn as_str(self) -> &'static str;
    /// The word that `text` spells, if it is one of the set.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.as_str() == text)
    }
}

/// Declares an enum as a closed set of words: `words! { /// doc  pub enum Lift { None => "none", … } }`.
#[macro_export]
macro_rules! words {
    ($($(#[doc = $doc:literal])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:literal,)+ })+) => {$(
        $(#[doc = $doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+
        }

        // By hand: the derive does not see a name that a macro hands to serde's rename.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some(concat!($($doc),*).trim()))
                    .enum_values(Some([$($text),+]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}

        impl $crate::word::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    )+};
}
