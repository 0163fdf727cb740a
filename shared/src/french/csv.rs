//! Cells of a CSV file that a spreadsheet opens: no formula may start in one, and figures have decimal commas.
//!
//! Quoting of `;`, quotes and line breaks is the csv writer's business (RFC 4180), not ours.

use std::borrow::Cow;

/// A text cell that no spreadsheet takes for a formula: an apostrophe goes before a dangerous first character.
///
/// "+33321000000" becomes "'+33321000000", which a spreadsheet shows as the number itself. Source: OWASP,
/// CSV injection. Figures must not pass here: use [`csv_decimal`].
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    // A spreadsheet trims before it looks, and takes full-width signs for signs.
    let dangerous = text.starts_with(['\t', '\r', '\n', '\0'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if dangerous { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// A figure with a decimal comma and no grouping: `csv_decimal(123450, 2)` is "1234,50".
///
/// `decimals` up to 18 places; more are treated as 18.
pub fn csv_decimal(scaled: i64, decimals: u32) -> String {
    if decimals == 0 {
        return scaled.to_string();
    }
    let decimals = decimals.min(18);
    let unit = 10u64.pow(decimals);
    let (sign, size) = (if scaled < 0 { "-" } else { "" }, scaled.unsigned_abs());
    let width = usize::try_from(decimals).unwrap_or(0);
    format!("{sign}{},{:0width$}", size / unit, size % unit)
}

/// Cents as euros: "1234,50".
pub fn csv_euros(cents: i64) -> String {
    csv_decimal(cents, 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_texts() {
        for text in
            ["=1+1", "+33321000000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\0", "\n=cmd|' /C calc'!A0"]
        {
            assert_eq!(csv_cell(text), format!("'{text}"));
        }
        for text in ["Pain", "", "a=b", "03 21 00 00 00", "'=1"] {
            assert_eq!(csv_cell(text), text);
        }
    }

    #[test]
    fn decimal_commas() {
        let cases = [(123_450, 2, "1234,50"), (-5, 2, "-0,05"), (0, 2, "0,00"), (9_200, 3, "9,200"), (7, 0, "7")];
        for (scaled, decimals, text) in cases {
            assert_eq!(csv_decimal(scaled, decimals), text);
        }
        assert_eq!(csv_euros(113_589), "1135,89");
        assert_eq!(csv_decimal(i64::MIN, 2), "-92233720368547758,08");
    }

    proptest! {
        #[test]
        fn no_cell_starts_a_formula(text in any::<String>()) {
            let cell = csv_cell(&text);
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']));
            prop_assert!(cell.ends_with(&text));
        }
    }
}
