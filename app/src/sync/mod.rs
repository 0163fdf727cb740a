//! What phones report.
