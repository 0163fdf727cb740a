//! Courtesy visits.
