//! The house in which every test lives: a real router over a fresh copy of a migrated database, a clock in hand, seeded
//! chance, and people with telephones who ask through the public door. Every question and every answer is held against
//! the generated contract.
//!
//! Deliberately absent: ways around the API. `House::app` is there for what no route tells.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a harness that cannot go on fails its test"
)]

mod answered;
mod asking;
mod backlog;
pub mod contract;
mod fcm_service;
mod house;
mod mail_server;
mod people;
mod place;
pub mod process;
mod push_service;
mod sms_gateway;

pub use answered::Answered;
pub use asking::{Ask, Phone};
pub use backlog::Backlog;
pub use fcm_service::{FcmRequest, FcmSays, FcmService, OAuthSays};
pub use house::{House, SECRET, START, paris, seed};
pub use mail_server::{Letter, MailServer};
pub use people::Person;
pub use place::Place;
pub use push_service::{Message, PushService, Says};
pub use serde_json::{Value, json};
pub use sms_gateway::SmsGateway;
