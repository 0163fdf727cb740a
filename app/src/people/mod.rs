//! Residents and volunteers.
