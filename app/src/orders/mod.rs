//! What residents want, on which days: single orders, usual orders, and the slips that shops get.

pub mod standing;
