//! Figures, sums and quantities as they are written: comma for decimals, narrow no-break space for thousands.

use super::csv::csv_decimal;

/// Hundredths or other decimals, grouped: `decimal(123450, 2)` is "1 234,50".
pub fn decimal(scaled: i64, decimals: u32) -> String {
    let plain = csv_decimal(scaled, decimals);
    let (whole, rest) = plain.find(',').map_or((plain.as_str(), ""), |comma| plain.split_at(comma));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text + rest
}

/// A whole number, grouped: "1 400".
pub fn grouped(number: i64) -> String {
    decimal(number, 0)
}

/// Cents as a sum: "1 234,50 €".
pub fn euros(cents: i64) -> String {
    format!("{}\u{a0}€", decimal(cents, 2))
}

/// Grams as kilograms without needless zeros: "9,2 kg", "0,25 kg", "110 kg".
pub fn kilograms(grams: i64) -> String {
    let text = decimal(grams, 3);
    format!("{}\u{a0}kg", text.trim_end_matches('0').trim_end_matches(','))
}

/// A quantity with its unit: "1 pain", "2 pains", "0 pain" (French has a plural from 2 on).
pub fn quantity(count: u32, singular: &str, plural: &str) -> String {
    format!("{} {}", grouped(i64::from(count)), if count < 2 { singular } else { plural })
}

/// A list in a sentence: "a", "a et b", "a, b et c".
pub fn joined<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} et {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_weights() {
        assert_eq!(euros(123_450), "1\u{202f}234,50\u{a0}€");
        assert_eq!(euros(113_589), "1\u{202f}135,89\u{a0}€");
        assert_eq!(euros(-5), "-0,05\u{a0}€");
        assert_eq!(grouped(-1_234_567), "-1\u{202f}234\u{202f}567");
        assert_eq!(grouped(386), "386");
        let weights = [(9_200, "9,2"), (250, "0,25"), (110_000, "110"), (0, "0")];
        for (grams, text) in weights {
            assert_eq!(kilograms(grams), format!("{text}\u{a0}kg"));
        }
    }

    #[test]
    fn quantities_and_lists() {
        let packs = |count| quantity(count, "pack d'eau", "packs d'eau");
        assert_eq!(
            (packs(0), packs(1), packs(2)),
            ("0 pack d'eau".into(), "1 pack d'eau".into(), "2 packs d'eau".into())
        );
        assert_eq!(joined::<&str>(&[]), "");
        assert_eq!(joined(&["a"]), "a");
        assert_eq!(joined(&["a", "b"]), "a et b");
        assert_eq!(joined(&["a", "b", "c"]), "a, b et c");
    }
}
