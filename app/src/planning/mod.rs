//! From a day's orders and visits to rounds.
