//! Telephone numbers as people write them, kept in one form (E.164) and told apart into mobile and landline.
//!
//! A landline gets no text message, so the kind decides how somebody is told. Numbers are personal data:
//! `Debug` hides the digits, so that no log shows them by accident.

use std::fmt;

use phonenumber::{Mode, PhoneNumber, Type, country, metadata::DATABASE};
use serde::{Deserialize, Serialize};

/// A valid number. Transmitted and stored as E.164 ("+33321000000"), displayed as it is dialled.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// It holds something else than digits, spaces, dots, hyphens, slashes, brackets and a leading +.
    #[error("a telephone number is made of digits, spaces, dots and a leading +")]
    NotDigits,
    /// No number has this form, in France by default.
    #[error("no such telephone number: ten digits in France, or + and the country's code")]
    Unknown,
}

crate::words! {
    /// How a number can be reached.
    pub enum PhoneKind {
        /// Takes calls and text messages (06 and 07 in France).
        Mobile => "mobile",
        /// Takes calls only.
        Landline => "landline",
    }
}

impl Phone {
    /// Reads a number: "03 21 00 00 00", "03.21.00.00.00", "+33 (0)3 21 00 00 00", "0033321000000".
    ///
    /// A number without country code is French and has ten digits; one of another country is kept when its
    /// numbering plan knows it.
    pub fn parse(text: &str) -> Result<Self, PhoneFault> {
        let dialled = clean(text)?;
        let number = phonenumber::parse(Some(country::Id::FR), &dialled).map_err(|_| PhoneFault::Unknown)?;
        let phone = Self(number.format().mode(Mode::E164).to_string());
        // Of a French number the form is enough: the metadata lacks ranges in use and those kept for fiction.
        let good = phone.french().map_or_else(|| number.is_valid(), |national| national.starts_with(|c| c != '0'));
        if good && number.extension().is_none() { Ok(phone) } else { Err(PhoneFault::Unknown) }
    }

    /// The number in E.164: "+33321000000".
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// Mobile or landline: by prefix in France, by the country's numbering plan elsewhere.
    pub fn kind(&self) -> PhoneKind {
        let mobile = match self.french() {
            Some(national) => national.starts_with(['6', '7']),
            None => self.parsed().is_some_and(|number| number.number_type(&DATABASE) == Type::Mobile),
        };
        if mobile { PhoneKind::Mobile } else { PhoneKind::Landline }
    }

    /// The digits as dialled in France ("0321000000"), to be stored beside the number for look-up by any
    /// part of it; those of another country follow "00".
    pub fn search_digits(&self) -> String {
        match self.french() {
            Some(national) => format!("0{national}"),
            None => format!("00{}", self.0.trim_start_matches('+')),
        }
    }

    fn french(&self) -> Option<&str> {
        self.0.strip_prefix("+33").filter(|national| national.len() == 9)
    }

    fn parsed(&self) -> Option<PhoneNumber> {
        phonenumber::parse(None, &self.0).ok()
    }
}

/// What an operator typed to find a caller, as the digits that [`Phone::search_digits`] would contain:
/// "+33 3 21" and "03 21" both give "0321", "00 00" gives "0000". `None` when no digit was typed.
pub fn query_digits(typed: &str) -> Option<String> {
    let kept: String = typed.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let national = kept.strip_prefix("+33").or_else(|| kept.strip_prefix("0033"));
    let digits = match national {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => kept.replacen('+', "00", 1).replace('+', ""),
    };
    (!digits.is_empty()).then_some(digits)
}

impl fmt::Display for Phone {
    /// In pairs as it is said in France ("03 53 01 00 10"); "+32 2 …" for another country.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.french().is_some() {
            let pairs: Vec<String> = self.search_digits().as_bytes().chunks(2).map(pair).collect();
            return f.write_str(&pairs.join(" "));
        }
        match self.parsed() {
            Some(number) => write!(f, "{}", number.format().mode(Mode::International)),
            None => f.write_str(&self.0),
        }
    }
}

fn pair(digits: &[u8]) -> String {
    String::from_utf8_lossy(digits).into_owned()
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(hidden)")
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneFault;
    fn try_from(text: String) -> Result<Self, PhoneFault> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// Longer than any number with its separators.
const LONGEST: usize = 40;

// Only digits and one leading + reach the parser: it would also read "tel:" URIs, letters and extensions.
fn clean(text: &str) -> Result<String, PhoneFault> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(PhoneFault::NotDigits);
    }
    let international = text.starts_with('+') || text.starts_with("00");
    let text = if international { text.replacen("(0)", "", 1) } else { text.to_owned() };
    let mut dialled = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '0'..='9' => dialled.push(character),
            '+' if dialled.is_empty() => dialled.push(character),
            '.' | '-' | '/' | '(' | ')' | '\u{2010}'..='\u{2013}' => {}
            space if space == ' ' || (space.is_whitespace() && !space.is_control()) => {}
            _ => return Err(PhoneFault::NotDigits),
        }
    }
    if dialled.is_empty() { Err(PhoneFault::NotDigits) } else { Ok(dialled) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_number_in_many_hands() {
        // The ranges 03 53 01 and 06 39 98 are reserved for fiction.
        let cases = [
            "03 53 01 00 10",
            "0353010010",
            "03.53.01.00.10",
            "03-53-01-00-10",
            "+33 3 53 01 00 10",
            "+33353010010",
            "0033353010010",
            "00 33 3 53 01 00 10",
            "+33 (0)3 53 01 00 10",
            "03\u{a0}53\u{202f}01 00 10",
            " 03/53/01/00/10 ",
        ];
        for text in cases {
            let phone = Phone::parse(text).unwrap();
            assert_eq!(phone.e164(), "+33353010010", "{text}");
            assert_eq!(phone.to_string(), "03 53 01 00 10");
            assert_eq!(phone.search_digits(), "0353010010");
            assert_eq!(phone.kind(), PhoneKind::Landline);
        }
    }

    #[test]
    fn mobile_by_prefix() {
        let kind = |text| Phone::parse(text).unwrap().kind();
        assert_eq!(kind("06 39 98 00 01"), PhoneKind::Mobile);
        assert_eq!(kind("07 56 00 00 01"), PhoneKind::Mobile);
        assert_eq!(kind("01 99 00 00 01"), PhoneKind::Landline);
        assert_eq!(kind("09 52 00 00 01"), PhoneKind::Landline);
    }

    #[test]
    fn another_country_keeps_its_code() {
        let phone = Phone::parse("+32 470 12 34 56").unwrap();
        assert_eq!((phone.e164(), phone.kind()), ("+32470123456", PhoneKind::Mobile));
        assert_eq!(phone.search_digits(), "0032470123456");
        assert!(phone.to_string().starts_with("+32 "));
    }

    #[test]
    fn what_is_no_number() {
        use PhoneFault::{NotDigits, Unknown};
        let cases = [
            ("", NotDigits),
            ("+", Unknown),
            ("chez ma fille", NotDigits),
            ("03 53 01 00 1O", NotDigits),
            ("tel:+33353010010", NotDigits),
            ("0353010010;ext=3", NotDigits),
            ("03530100100000", Unknown),
            ("03 53 01", Unknown),
            ("00", Unknown),
            ("0", Unknown),
            ("٠٣٥٣٠١٠٠١٠", NotDigits),
            ("0353010010\0", NotDigits),
            ("++33353010010", NotDigits),
        ];
        for (text, fault) in cases {
            assert_eq!(Phone::parse(text), Err(fault), "{text:?}");
        }
        assert_eq!(Phone::parse(&"0".repeat(100_000)), Err(NotDigits));
    }

    #[test]
    fn what_an_operator_types() {
        let cases =
            [("03 21", "0321"), ("+33 3 21", "0321"), ("0033 3 21", "0321"), ("00 10", "0010"), ("+32", "0032")];
        for (typed, digits) in cases {
            assert_eq!(query_digits(typed).as_deref(), Some(digits));
        }
        assert_eq!(query_digits("Dubocage"), None);
        assert_eq!(format!("{:?}", Phone::parse("0353010010")), "Ok(Phone(hidden))");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(subscriber in 0u32..1_000_000, area in prop::sample::select(vec!["353", "321", "639", "756"])) {
            if let Ok(phone) = Phone::parse(&format!("0{area}{subscriber:06}")) {
                prop_assert_eq!(Phone::parse(&phone.to_string()), Ok(phone.clone()));
                prop_assert_eq!(query_digits(&phone.to_string()), Some(phone.search_digits()));
                prop_assert_eq!(query_digits(phone.e164()), Some(phone.search_digits()));
            }
        }

        #[test]
        fn nothing_typed_breaks_it(text in "\\PC{0,45}", digits in "[+0-9 ().-]{0,40}") {
            let _ = Phone::parse(&text);
            let _ = Phone::parse(&digits);
            let _ = query_digits(&text);
        }
    }
}
