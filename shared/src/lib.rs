//! The words and the rules of palier: ids, closed sets of words, calendars, permissions, refusals.
//!
//! Deliberately absent: anything that waits, stores, sends or reads a clock. Every function here answers from its
//! arguments alone.

pub mod calendar;
pub mod call_back;
pub mod chance;
pub mod clock;
pub mod contact;
pub mod cutoff;
pub mod event;
pub mod fold;
pub mod french;
pub mod id;
pub mod notice;
pub mod order;
pub mod outcome;
pub mod parameters;
pub mod password;
pub mod patience;
pub mod person;
pub mod phone;
pub mod pin;
pub mod place;
pub mod push;
pub mod refusal;
pub mod role;
pub mod round;
pub mod session;
pub mod shop;
pub mod sms;
pub mod standing;
pub mod word;

pub use id::Identity;
pub use refusal::Refusal;
pub use word::Word;
