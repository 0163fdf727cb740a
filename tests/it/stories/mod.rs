//! One file for each sentence that a member would say.

mod bakers_slip;
mod bread_by_phone;
mod courtesy_visit;
mod lift_is_broken;
mod my_round;
mod nobody_answers;
mod ordering_alone;
mod treasurers_march;
