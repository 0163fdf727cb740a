//! The binary itself, from outside: how it starts and refuses to, what it survives, how it stops, what it tells.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod carriers;
mod durable;
mod health;
mod hostile;
mod logs;
mod start;
mod stop;
