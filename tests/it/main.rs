//! Every behaviour through the public door, on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod api;
mod binary;
mod canaries;
mod client;
mod concerns_told;
mod crowd;
mod demo;
mod devices;
mod fcm;
mod house;
mod in_person;
mod lists_told;
mod morning;
mod notes;
mod notices;
mod open_doors;
mod preferences;
mod queue;
mod reminders;
mod residents_told;
mod stairwell;
mod stories;
mod timetable;
mod ways;
