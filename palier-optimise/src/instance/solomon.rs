//! Solomon's `.txt` files, and those of Gehring and Homberger: time windows, and a fleet that is a limit.
//!
//! In the convention of the 12th DIMACS Implementation Challenge: distances and times count in tenths, distances cut off after
//! the first decimal.

use optimiser::Window;

use super::standard::{Place, Standard, straight};
use super::{Fault, whole};

/// Times and lengths count in parts of a unit.
const TENTHS: i64 = 10;

/// Reads the text of a Solomon file.
pub(super) fn read(text: &str) -> Result<Standard, Fault> {
    let lines: Vec<(usize, Vec<&str>)> =
        (1..).zip(text.lines().map(|line| line.split_whitespace().collect())).collect();
    let head = |word: &str| {
        lines.iter().position(|(_, words)| words.first().is_some_and(|first| first.eq_ignore_ascii_case(word)))
    };
    let vehicles =
        head("NUMBER").ok_or_else(|| Fault::new("NUMBER", "nothing", "head the vehicles with NUMBER CAPACITY"))?;
    let customers =
        head("CUSTOMER").ok_or_else(|| Fault::new("CUSTOMER", "nothing", "head the places with CUSTOMER"))?;
    let (fleet, capacity) = match lines[vehicles + 1..].iter().find(|(_, words)| !words.is_empty()) {
        Some((number, words)) if words.len() == 2 => {
            let numbers = numbers(*number, words)?;
            (whole("NUMBER", numbers[0])?, whole("CAPACITY", numbers[1])?)
        }
        _ => {
            return Err(Fault::new(
                "NUMBER",
                "no line of two numbers",
                "give the number of vehicles and their capacity",
            ));
        }
    };
    let rows = lines[customers + 1..].iter();
    let rows =
        rows.filter(|(_, words)| words.first().is_some_and(|first| first.starts_with(|c: char| c.is_ascii_digit())));
    let mut places = Vec::new();
    for (number, words) in rows {
        let at = format!("line {number}");
        let numbers = numbers(*number, words)?;
        let &[id, x, y, demand, ready, due, service] = numbers.as_slice() else {
            return Err(Fault::new(
                at,
                format!("{} numbers", numbers.len()),
                "give seven: id, x, y, demand, ready, due, service",
            ));
        };
        if whole(&at, id)? != places.len() as i64 {
            return Err(Fault::new(at, format!("place {id}"), "number the places 0, 1, 2, ...: 0 is the depot"));
        }
        let window = Some(Window { from: tenths(&at, ready)?, to: tenths(&at, due)? });
        places.push(Place { x, y, demand: whole(&at, demand)?, service_s: tenths(&at, service)?, window });
    }
    if places.is_empty() {
        return Err(Fault::new("CUSTOMER", "no places", "list the depot and its clients"));
    }
    let length = |from, to| (straight(from, to) * TENTHS as f64 + 1e-9).min(f64::from(u32::MAX)) as u32;
    Ok(Standard { places, fleet: fleet as usize, capacity, length, scale: TENTHS })
}

fn tenths(at: &str, number: f64) -> Result<i64, Fault> {
    whole(at, (number * TENTHS as f64).trunc())
}

fn numbers(number: usize, words: &[&str]) -> Result<Vec<f64>, Fault> {
    let read = |word: &str| word.parse().ok().filter(|number: &f64| number.is_finite());
    let number_of =
        |word: &&str| read(word).ok_or_else(|| Fault::new(format!("line {number}"), *word, "give a number"));
    words.iter().map(number_of).collect()
}
