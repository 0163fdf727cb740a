//! The coordinator's board of a day.
