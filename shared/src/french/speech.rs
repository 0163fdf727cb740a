//! Sentences read over the phone: an order back to the caller, a slip to the shop.
//!
//! They end in a question because a human answers. They name no resident: a shop needs sums, and the
//! caller knows who calls.

use chrono::NaiveDate;

use super::{joined, long_date, quantity, weekdays};
use crate::calendar::Weekdays;

/// A quantity of a product, with the words for one and for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Units.
    pub quantity: u32,
    /// "pain".
    pub singular: &'a str,
    /// "pains".
    pub plural: &'a str,
}

/// A quantity wanted on the same weekdays of every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidUsually<'a> {
    /// What.
    pub said: Said<'a>,
    /// When.
    pub days: Weekdays,
}

/// A change to a slip that the shop already has; `more` says which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidChange<'a> {
    /// By how much.
    pub said: Said<'a>,
    /// More, or else fewer.
    pub more: bool,
}

/// The bread waits in the bag that hangs on the door.
pub const IN_BAG: &str = "dans le sac à pain";

/// The goods are given by hand.
pub const IN_HAND: &str = "en main propre";

/// A single order, read back: "1 pain et 1 pack d'eau, jeudi 7 mars, dans le sac à pain. C'est bien cela ?"
///
/// `handover` is [`IN_BAG`], [`IN_HAND`] or empty. Without lines it reads back that nothing is wanted.
pub fn read_back_order(lines: &[Said<'_>], day: NaiveDate, handover: &str) -> String {
    if lines.is_empty() {
        return read_back_nothing(day);
    }
    let parts = [said(lines), long_date(day), handover.to_owned()];
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}. {IS_IT_SO}", filled.join(", "))
}

/// A day without anything: "Rien vendredi 8 mars. C'est bien cela ?"
pub fn read_back_nothing(day: NaiveDate) -> String {
    format!("Rien {}. {IS_IT_SO}", long_date(day))
}

/// An order that was cancelled: "La commande du vendredi 8 mars est annulée. C'est bien cela ?"
pub fn read_back_cancelled(day: NaiveDate) -> String {
    format!("La commande du {} est annulée. {IS_IT_SO}", long_date(day))
}

/// A usual order: "1 pain le mardi et le vendredi, et 1 pack d'eau le jeudi. C'est bien cela ?"
pub fn read_back_usual(lines: &[SaidUsually<'_>]) -> String {
    let parts: Vec<String> = lines.iter().map(|line| format!("{} {}", one(&line.said), weekdays(line.days))).collect();
    match parts.as_slice() {
        [] => format!("Plus de commande habituelle. {IS_IT_SO}"),
        [only] => format!("{only}. {IS_IT_SO}"),
        [first @ .., last] => format!("{}, et {last}. {IS_IT_SO}", first.join(", ")),
    }
}

/// What a human says to the shop at the cut-off: "Bonjour, ici la régie. Pour jeudi 7 mars, il nous faut
/// 9 pains. Pouvez-vous le confirmer ?"
///
/// `caller` is how the association calls itself. Without lines the shop hears that nothing is needed.
pub fn slip_script(caller: &str, day: NaiveDate, lines: &[Said<'_>]) -> String {
    let need =
        if lines.is_empty() { "il ne nous faut rien".to_owned() } else { format!("il nous faut {}", said(lines)) };
    format!("Bonjour, ici {caller}. Pour {}, {need}. {CAN_YOU_CONFIRM}", long_date(day))
}

/// A change after the slip: "Bonjour, ici la régie. Pour jeudi 7 mars, cela change : 2 pains de plus et
/// 1 pack d'eau de moins. Pouvez-vous le confirmer ?"
pub fn slip_change_script(caller: &str, day: NaiveDate, changes: &[SaidChange<'_>]) -> String {
    let parts: Vec<String> = changes
        .iter()
        .map(|change| format!("{} {}", one(&change.said), if change.more { "de plus" } else { "de moins" }))
        .collect();
    let what =
        if parts.is_empty() { "rien ne change".to_owned() } else { format!("cela change\u{202f}: {}", joined(&parts)) };
    format!("Bonjour, ici {caller}. Pour {}, {what}. {CAN_YOU_CONFIRM}", long_date(day))
}

const IS_IT_SO: &str = "C'est bien cela\u{202f}?";
const CAN_YOU_CONFIRM: &str = "Pouvez-vous le confirmer\u{202f}?";

fn one(said: &Said<'_>) -> String {
    quantity(said.quantity, said.singular, said.plural)
}

fn said(lines: &[Said<'_>]) -> String {
    joined(&lines.iter().map(one).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bread(quantity: u32) -> Said<'static> {
        Said { quantity, singular: "pain", plural: "pains" }
    }

    fn water(quantity: u32) -> Said<'static> {
        Said { quantity, singular: "pack d'eau", plural: "packs d'eau" }
    }

    fn thursday() -> NaiveDate {
        "2019-03-07".parse().unwrap()
    }

    #[test]
    fn orders_read_back() {
        let order =
            |lines: &[Said<'_>], handover| read_back_order(lines, thursday(), handover).replace('\u{202f}', " ");
        let both = [bread(1), water(1)];
        assert_eq!(order(&both, IN_BAG), "1 pain et 1 pack d'eau, jeudi 7 mars, dans le sac à pain. C'est bien cela ?");
        assert_eq!(order(&[water(2)], ""), "2 packs d'eau, jeudi 7 mars. C'est bien cela ?");
        let day = NaiveDate::from_ymd_opt(2019, 3, 8).unwrap();
        assert_eq!(read_back_cancelled(day), "La commande du vendredi 8 mars est annulée. C'est bien cela\u{202f}?");
        assert_eq!(order(&[], IN_BAG), "Rien jeudi 7 mars. C'est bien cela ?");
    }

    #[test]
    fn usual_orders_read_back() {
        let usually = |said, days: &[u8]| SaidUsually { said, days: Weekdays::from_iso(days).unwrap() };
        let said = |lines: &[SaidUsually<'_>]| read_back_usual(lines).replace('\u{202f}', " ");
        assert_eq!(
            said(&[usually(bread(1), &[2, 5]), usually(water(1), &[4])]),
            "1 pain le mardi et le vendredi, et 1 pack d'eau le jeudi. C'est bien cela ?"
        );
        assert_eq!(said(&[usually(bread(2), &[3])]), "2 pains le mercredi. C'est bien cela ?");
        assert_eq!(said(&[]), "Plus de commande habituelle. C'est bien cela ?");
    }

    #[test]
    fn what_the_shop_hears() {
        let plain = |text: String| text.replace('\u{202f}', " ");
        assert_eq!(
            plain(slip_script("la régie des Embruns", thursday(), &[bread(9)])),
            "Bonjour, ici la régie des Embruns. Pour jeudi 7 mars, il nous faut 9 pains. Pouvez-vous le confirmer ?"
        );
        let changes = [SaidChange { said: bread(2), more: true }, SaidChange { said: water(1), more: false }];
        assert_eq!(
            plain(slip_change_script("la régie", thursday(), &changes)),
            "Bonjour, ici la régie. Pour jeudi 7 mars, cela change : 2 pains de plus et 1 pack d'eau de moins. \
             Pouvez-vous le confirmer ?"
        );
    }
}
