//! The French that the server itself says: dates, hours, sums, places, and the sentences read over the phone.
//!
//! What a screen says lives in `web/src/words`; here is only what the API returns as a sentence and what a
//! file holds. Facts only: no name is known here, and nothing is decided. Words follow domain.md 5.3 (one
//! word for one thing, digits for numbers) and 7 (formats).
//!
//! Typography: U+00A0 between a figure and its unit ("16 h", "12,50 €"), U+202F inside numbers and before
//! "?"; a search in these texts should go through [`crate::fold::search_key`].

mod csv;
mod date;
mod number;
mod place;
mod speech;

pub use csv::{csv_cell, csv_decimal, csv_euros};
pub use date::{clock, long_date, long_date_with_year, month, numeric_date, week, weekday_name, weekdays};
pub use number::{decimal, euros, grouped, joined, kilograms, quantity};
pub use place::door_place;
pub use speech::{
    IN_BAG, IN_HAND, Said, SaidChange, SaidUsually, read_back_cancelled, read_back_nothing, read_back_order,
    read_back_usual, slip_change_script, slip_script,
};
