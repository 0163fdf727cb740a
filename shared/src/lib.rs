//! The words and the rules of palier: ids, closed sets of words, calendars, permissions, refusals.
//!
//! Deliberately absent: anything that waits, stores, sends or reads a clock. Every function here answers from its
//! arguments alone.

pub mod chance;
pub mod clock;
pub mod id;
pub mod order;
pub mod person;
pub mod place;
pub mod refusal;
pub mod role;
pub mod round;
pub mod session;
pub mod shop;
pub mod word;

pub use id::Identity;
pub use refusal::Refusal;
pub use word::Word;
