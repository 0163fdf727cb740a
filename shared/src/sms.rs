//! How long a text message is: the alphabet of 3GPP TS 23.038 (GSM 7-bit), in which 160 letters make one message. One letter
//! from outside it and a message holds 70, so fixed texts stay inside: é, è, à and ù are in it, ê, ç and the non-breaking space
//! are not.

/// What one message holds, in septets.
pub const ONE_MESSAGE: usize = 160;

/// The basic alphabet; the extension's letters cost two.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§\
                     ¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION: &str = "^{}\\[~]|€";

/// The septets of `text`; none where it holds a letter from outside the alphabet.
pub fn septets(text: &str) -> Option<usize> {
    text.chars()
        .map(|letter| match letter {
            _ if BASIC.contains(letter) => Some(1),
            _ if EXTENSION.contains(letter) => Some(2),
            _ => None,
        })
        .sum()
}

/// Whether `text` is one message.
pub fn is_one_message(text: &str) -> bool {
    septets(text).is_some_and(|septets| septets <= ONE_MESSAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_as_networks_count_them() {
        assert_eq!(BASIC.chars().count(), 127, "128 places, one of which leads to the extension");
        assert_eq!(septets("Bonjour, le pain est là."), Some(24));
        assert_eq!(septets("10 €"), Some(5));
        for outside in ["fenêtre", "ça", "l\u{2019}eau", "midi\u{a0}!"] {
            assert_eq!(septets(outside), None, "{outside}");
        }
        assert!(is_one_message(&"a".repeat(160)) && !is_one_message(&"a".repeat(161)));
    }
}
