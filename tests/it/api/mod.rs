//! Each operation: happy, refused, stranger, malformed. Mirrors `mobile-api/src/v1`.

mod associations;
