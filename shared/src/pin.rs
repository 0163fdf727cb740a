//! Which PINs are too easy to guess for somebody who holds the device: patterns of the hand, years, and the digits of
//! numbers that stand on the card or in the file of the person.

/// Commonly chosen ones that no rule below finds: lines and crosses of the keypad, and what films made famous.
const COMMON: [&str; 22] = [
    "2580", "0852", "1470", "0741", "3690", "0963", "1478", "7410", "1593", "3571", "7531", "1379", "1397", "0007",
    "0911", "1007", "159753", "147258", "258369", "112358", "314159", "102030",
];

/// Years that somebody may be born in, married in, or live in.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2039;

/// Whether `pin`, 4 to 6 digits, is easy to guess; `numbers` are telephone numbers that belong to the person or to the
/// association, in any form.
pub fn is_trivial(pin: &str, numbers: &[&str]) -> bool {
    let digits: Vec<u8> = pin.bytes().filter(u8::is_ascii_digit).collect();
    COMMON.contains(&pin)
        || is_run(&digits)
        || repeats(&digits)
        || is_date(pin)
        || numbers.iter().any(|it| holds(it, pin))
}

/// Each digit follows the one before by the same step of at most one, as in 1111, 1234, 8765; 7890 runs on over the nine.
fn is_run(digits: &[u8]) -> bool {
    let steps: Vec<i16> =
        digits.windows(2).map(|pair| (i16::from(pair[1]) - i16::from(pair[0])).rem_euclid(10)).collect();
    [0, 1, 9].iter().any(|step| steps.iter().all(|it| it == step))
}

/// The same one, two or three digits again and again, as in 1212 and 123123; or pairs, as in 1122 and 112233.
fn repeats(digits: &[u8]) -> bool {
    let again =
        |length: usize| digits.len() > length && digits.iter().zip(&digits[length..]).all(|(one, two)| one == two);
    let pairs = digits.len().is_multiple_of(2) && digits.chunks(2).all(|pair| pair[0] == pair[1]);
    [2, 3].into_iter().any(again) || pairs
}

/// A year, alone or beside a day or month; or a day, a month and two digits of a year.
fn is_date(pin: &str) -> bool {
    let year = |text: &str| text.len() == 4 && text.parse().is_ok_and(|year: u32| YEARS.contains(&year));
    let within = |text: &str, most: u32| text.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
    year(pin)
        || pin.len() == 6 && (year(&pin[2..]) || year(&pin[..4]) || within(&pin[..2], 31) && within(&pin[2..4], 12))
}

fn holds(number: &str, pin: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.contains(pin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_and_what_is_taken() {
        let cases = [
            ("0000", true),
            ("1234", true),
            ("9876", true),
            ("7890", true),
            ("123456", true),
            ("000000", true),
            ("1212", true),
            ("1122", true),
            ("123123", true),
            ("1948", true),
            ("041948", true),
            ("194804", true),
            ("040419", true),
            ("2580", true),
            ("0010", true),
            ("530100", true),
            ("4071", false),
            ("2739", false),
            ("83059", false),
            ("604182", false),
        ];
        for (pin, trivial) in cases {
            assert_eq!(is_trivial(pin, &["+33353010010"]), trivial, "{pin}");
        }
    }
}
