//! Rounds, from their publication to their end.
