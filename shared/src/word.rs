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
    ($($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident => $text:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
        )]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+
        }

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
