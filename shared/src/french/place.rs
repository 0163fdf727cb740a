//! The place of a door, in the words that a neighbour would use.

use crate::fold::search_key;

/// "entrée B, 3e étage, porte gauche", "entrée 12, rez-de-chaussée", "hall Nord, 1er sous-sol, porte 4".
///
/// A label that already says what it is ("cage B", "porte 31") keeps its word; an empty one is left out.
/// `floor` counts from 0 on the ground; negative floors are below it.
pub fn door_place(entrance: &str, floor: i16, door: &str) -> String {
    let parts = [labelled(entrance, "entrée", &ENTRANCES), Some(storey(floor)), labelled(door, "porte", &DOORS)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

const ENTRANCES: [&str; 7] = ["entree", "cage", "hall", "escalier", "batiment", "tour", "bloc"];
const DOORS: [&str; 5] = ["porte", "appartement", "appt", "logement", "studio"];

fn storey(floor: i16) -> String {
    match floor {
        0 => "rez-de-chaussée".to_owned(),
        1 => "1er étage".to_owned(),
        2.. => format!("{floor}e étage"),
        -1 => "1er sous-sol".to_owned(),
        _ => format!("{}e sous-sol", floor.unsigned_abs()),
    }
}

fn labelled(label: &str, word: &str, own_words: &[&str]) -> Option<String> {
    let label = label.trim();
    let key = search_key(label);
    let first = key.split(' ').next().unwrap_or_default();
    match first {
        "" if label.is_empty() => None,
        _ if own_words.contains(&first) => Some(label.to_owned()),
        _ => Some(format!("{word} {label}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let cases = [
            ("B", 3, "gauche", "entrée B, 3e étage, porte gauche"),
            ("12", 0, "", "entrée 12, rez-de-chaussée"),
            ("Entrée C", 1, "Porte 31", "Entrée C, 1er étage, Porte 31"),
            ("hall Nord", -1, "4", "hall Nord, 1er sous-sol, porte 4"),
            ("cage A", -2, "appt 5", "cage A, 2e sous-sol, appt 5"),
            ("", 2, "", "2e étage"),
        ];
        for (entrance, floor, door, text) in cases {
            assert_eq!(door_place(entrance, floor, door), text);
        }
    }
}
