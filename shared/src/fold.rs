//! Text as it is kept, and text as it is searched.
//!
//! What people write is stored as they wrote it; only what no name or note needs is refused. A second,
//! folded form finds "Hélène" for "helene" whatever the keyboard. The folded form is never shown.

use std::ops::RangeInclusive;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The folded form for search: lower case, without accents, ligatures opened, everything that is neither
/// letter nor digit a single space, invisible characters gone.
///
/// Folding twice changes nothing; NFC and NFD forms of a text have the same key.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let letters = text.chars().flat_map(char::to_lowercase).nfkd().flat_map(char::to_lowercase).nfkd();
    for character in letters.filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        match opened(character) {
            Some(letters) => key.push_str(letters),
            None if character.is_alphanumeric() => key.push(character),
            None if key.is_empty() || key.ends_with(' ') => {}
            None => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

// Letters that Unicode does not decompose although a French keyboard lacks them.
const fn opened(character: char) -> Option<&'static str> {
    Some(match character {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// One line of text as it is stored: trimmed, otherwise exactly as given.
///
/// `chars` bounds the length in Unicode scalar values; a text without any visible character counts as 0.
/// Refuses control characters (NUL and line breaks included) and characters that reorder what others read.
pub fn tidy(text: &str, chars: RangeInclusive<usize>) -> Result<String, TextFault> {
    checked(text, chars, false)
}

/// Like [`tidy`] for a note of several lines: line feeds are kept, a carriage return before one is dropped.
pub fn tidy_note(text: &str, chars: RangeInclusive<usize>) -> Result<String, TextFault> {
    checked(&text.replace("\r\n", "\n"), chars, true)
}

/// Why a text cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Fewer characters than needed, most often none.
    #[error("too short: at least {min} characters")]
    TooShort {
        /// The least number of Unicode scalar values.
        min: usize,
    },
    /// More characters than there is room for.
    #[error("too long: {chars} characters, at most {max}")]
    TooLong {
        /// The length in Unicode scalar values.
        chars: usize,
        /// The greatest length.
        max: usize,
    },
    /// A control character, by its code point.
    #[error("holds the control character U+{0:04X}")]
    Control(u32),
    /// A character that changes the direction of the text after it, by its code point.
    #[error("holds the direction character U+{0:04X}")]
    Direction(u32),
}

fn checked(text: &str, chars: RangeInclusive<usize>, lines: bool) -> Result<String, TextFault> {
    let kept = text.trim();
    for character in kept.chars() {
        let code = u32::from(character);
        if is_direction(character) {
            return Err(TextFault::Direction(code));
        }
        if is_control(character) && !(lines && character == '\n') {
            return Err(TextFault::Control(code));
        }
    }
    let visible = kept.chars().any(|c| !is_invisible(c) && !c.is_whitespace());
    let length = if visible { kept.chars().count() } else { 0 };
    if length < *chars.start() {
        return Err(TextFault::TooShort { min: *chars.start() });
    }
    if length > *chars.end() {
        return Err(TextFault::TooLong { chars: length, max: *chars.end() });
    }
    Ok(if visible { kept.to_owned() } else { String::new() })
}

// U+2028 and U+2029 break lines in some readers and not in others.
fn is_control(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

// Embeddings, overrides and isolates. The marks U+200E and U+200F reorder nothing by themselves and are kept.
const fn is_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\0'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys() {
        let cases = [
            ("Hélène", "helene"),
            ("He\u{301}le\u{300}ne", "helene"),
            ("  Marie-Thérèse   D'Hœur ", "marie therese d hoeur"),
            ("L’Haÿ", "l hay"),
            ("STRASSE Straße", "strasse strasse"),
            ("ŒUF, Æther; Łódź Çelik", "oeuf aether lodz celik"),
            ("Val\u{200b}et\u{ad}te\u{202e}", "valette"),
            ("Entrée B.2", "entree b 2"),
            ("🥖", ""),
            ("ＦＵＬＬ", "full"),
            ("مرحبا", "مرحبا"),
        ];
        for (text, key) in cases {
            assert_eq!(search_key(text), key, "{text:?}");
        }
    }

    #[test]
    fn kept_as_given() {
        for text in ["Hélène", "He\u{301}le\u{300}ne", "🥖 pain", "Zoë\u{200d}", "عيد"] {
            assert_eq!(tidy(&format!("  {text}\u{a0}"), 1..=20).as_deref(), Ok(text));
        }
        assert_eq!(tidy_note("au fond\r\nà gauche", 0..=40).as_deref(), Ok("au fond\nà gauche"));
        assert_eq!(tidy("", 0..=5).as_deref(), Ok(""));
        assert_eq!(tidy("\u{200b}", 0..=5).as_deref(), Ok(""));
    }

    #[test]
    fn refused() {
        use TextFault::{Control, Direction, TooLong, TooShort};
        let cases = [
            ("   ", TooShort { min: 1 }),
            ("\u{200b}\u{feff}", TooShort { min: 1 }),
            ("123456", TooLong { chars: 6, max: 5 }),
            ("a\0b", Control(0)),
            ("a\nb", Control(10)),
            ("a\u{2028}b", Control(0x2028)),
            ("a\u{202e}b", Direction(0x202e)),
            ("a\u{2066}b", Direction(0x2066)),
        ];
        for (text, fault) in cases {
            assert_eq!(tidy(text, 1..=5), Err(fault), "{text:?}");
        }
        assert_eq!(tidy_note("a\rb", 0..=5), Err(Control(13)));
        let marks = format!("e{}", "\u{301}".repeat(10_000));
        assert_eq!(tidy(&marks, 1..=200), Err(TooLong { chars: 10_001, max: 200 }));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let key = search_key(&text);
            prop_assert_eq!(search_key(&key), key);
        }

        #[test]
        fn both_forms_have_one_key(text in "\\PC{0,40}") {
            let (composed, opened): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(search_key(&composed), search_key(&opened));
        }

        #[test]
        fn what_was_kept_is_kept_again(text in any::<String>()) {
            if let Ok(kept) = tidy_note(&text, 0..=100) {
                prop_assert_eq!(tidy_note(&kept, 0..=100), Ok(kept));
            }
        }
    }
}
