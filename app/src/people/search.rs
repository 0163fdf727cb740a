//! How a caller is found: by any part of a number, by the beginnings of names, by the stairwell. Accents and case are
//! folded. It is a rule over text in memory, not a query: an association has some hundred residents, and both databases
//! must find the same ones.

use shared::fold::search_key;
use shared::phone::{Phone, query_digits};

/// Fewer digits than these say too little to look for them inside a number.
const FEWEST_DIGITS: usize = 3;

/// What an operator typed, made ready.
pub(crate) struct Query {
    words: Vec<String>,
    digits: Option<String>,
}

/// What a resident is found by.
pub(crate) struct Found {
    words: Vec<String>,
    numbers: Vec<String>,
}

impl Query {
    /// Reads what was typed; `None` when nothing of it can be searched.
    pub fn read(typed: &str) -> Option<Self> {
        let key = search_key(typed);
        let words: Vec<String> = key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let only_digits = !typed.chars().any(char::is_alphabetic);
        let digits = query_digits(typed).filter(|digits| only_digits && digits.len() >= FEWEST_DIGITS);
        (!words.is_empty()).then_some(Self { words, digits })
    }

    /// Whether this is who was meant: a number that holds the digits, or a word for each word that was typed.
    ///
    /// A single letter must be a whole word, so that "B" is the stairwell and not every Bernard.
    pub fn meets(&self, found: &Found) -> bool {
        let number = self.digits.as_ref().is_some_and(|digits| found.numbers.iter().any(|n| n.contains(digits)));
        let begins = |typed: &String, word: &String| {
            if typed.chars().count() == 1 { typed == word } else { word.starts_with(typed.as_str()) }
        };
        number || self.words.iter().all(|typed| found.words.iter().any(|word| begins(typed, word)))
    }
}

impl Found {
    /// A resident's names, place and numbers (E.164).
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, numbers: impl Iterator<Item = &'a str>) -> Self {
        let key = texts.map(search_key).collect::<Vec<_>>().join(" ");
        Self {
            words: key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            numbers: numbers
                .filter_map(|number| Phone::parse(number).ok())
                .map(|phone| phone.search_digits())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_callers_are_found() {
        let found = Found::of(
            ["Hélène", "Dubocage", "Les Embruns", "entrée B, 3e étage, porte gauche"].into_iter(),
            ["+33353010010"].into_iter(),
        );
        let cases = [
            ("helene", true),
            ("HÉLÈNE dubo", true),
            ("He\u{301}le\u{300}ne", true),
            ("dubocage helene", true),
            ("bocage", false),
            ("b", true),
            ("entrée b", true),
            ("B gauche", true),
            ("d", false),
            ("helene c", false),
            ("03 53", true),
            ("+33 3 53 01", true),
            ("00 10", true),
            ("10", false),
            ("99 99", false),
        ];
        for (typed, expected) in cases {
            assert_eq!(Query::read(typed).unwrap().meets(&found), expected, "{typed}");
        }
        assert!(Query::read(" \u{200b} … ").is_none());
    }
}
