//! CVRPLIB `.vrp` files with EUC_2D distances, rounded to the nearest: the capacitated problem. The fleet is not limited.

use std::collections::BTreeMap;

use super::standard::{Place, Standard, straight};
use super::{Fault, whole};

/// Sections of the file that list places.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Coordinates,
    Demands,
    Depots,
}

/// Reads the text of a `.vrp`.
pub(super) fn read(text: &str) -> Result<Standard, Fault> {
    let mut section = Section::Head;
    let mut capacity = None;
    let mut places = BTreeMap::<i64, (Place, bool)>::new();
    let mut depots = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        let word = line.split([' ', '\t', ':']).next().unwrap_or_default();
        match word {
            "" => {}
            "EOF" => break,
            "NODE_COORD_SECTION" => section = Section::Coordinates,
            "DEMAND_SECTION" => section = Section::Demands,
            "DEPOT_SECTION" => section = Section::Depots,
            _ if section == Section::Head || word.starts_with(char::is_alphabetic) => {
                head(line, &mut capacity)?;
            }
            _ => {
                let numbers = numbers(number, line)?;
                row(number, section, &numbers, &mut places, &mut depots)?;
            }
        }
    }
    let capacity = capacity.ok_or_else(|| Fault::new("CAPACITY", "nothing", "add the line CAPACITY : n"))?;
    let first = places.keys().next().copied();
    if let Some(depot) = depots.iter().find(|depot| Some(**depot) != first) {
        return Err(Fault::new("DEPOT_SECTION", depot.to_string(), "make the first place the only depot"));
    }
    if let Some((id, _)) = places.iter().find(|(_, (_, asks))| !asks) {
        return Err(Fault::new("DEMAND_SECTION", format!("no line for place {id}"), "give every place its demand"));
    }
    let places: Vec<Place> = places.into_values().map(|(place, _)| place).collect();
    if places.is_empty() {
        return Err(Fault::new("NODE_COORD_SECTION", "no places", "list the depot and its clients"));
    }
    let fleet = places.len() - 1;
    let length = |from, to| (straight(from, to) + 0.5).min(f64::from(u32::MAX)) as u32;
    Ok(Standard { places, fleet, capacity, length, scale: 1 })
}

fn head(line: &str, capacity: &mut Option<i64>) -> Result<(), Fault> {
    let (key, value) = line.split_once(':').map_or((line, ""), |(key, value)| (key.trim(), value.trim()));
    match key {
        "CAPACITY" => {
            let number = value.parse().map_err(|_| Fault::new("CAPACITY", value, "give a whole number"))?;
            *capacity = Some(whole("CAPACITY", number)?);
        }
        "EDGE_WEIGHT_TYPE" if value != "EUC_2D" => {
            return Err(Fault::new("EDGE_WEIGHT_TYPE", value, "only EUC_2D is read"));
        }
        _ => {}
    }
    Ok(())
}

fn numbers(number: usize, line: &str) -> Result<Vec<f64>, Fault> {
    let read = |word: &str| word.parse().ok().filter(|number: &f64| number.is_finite());
    line.split_whitespace()
        .map(|word| read(word).ok_or_else(|| Fault::new(format!("line {number}"), word, "give a number")))
        .collect()
}

fn row(
    number: usize,
    section: Section,
    numbers: &[f64],
    places: &mut BTreeMap<i64, (Place, bool)>,
    depots: &mut Vec<i64>,
) -> Result<(), Fault> {
    let at = format!("line {number}");
    match (section, numbers) {
        (Section::Coordinates, &[id, x, y]) => {
            if places.insert(whole(&at, id)?, (Place { x, y, ..Place::default() }, false)).is_some() {
                return Err(Fault::new(at, format!("place {id} again"), "list each place once"));
            }
        }
        (Section::Demands, &[id, demand]) => {
            let place = places.get_mut(&whole(&at, id)?);
            let place = place.ok_or_else(|| Fault::new(&at, format!("place {id}"), "give it coordinates first"))?;
            (place.0.demand, place.1) = (whole(&at, demand)?, true);
        }
        (Section::Depots, &[id]) if id < 0.0 => {}
        (Section::Depots, &[id]) => depots.push(whole(&at, id)?),
        _ => return Err(Fault::new(at, format!("{} numbers", numbers.len()), "give as many as the section asks")),
    }
    Ok(())
}
