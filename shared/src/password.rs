//! Which passwords are too easy to guess, and what one signs in with beside them. No rule asks for capitals or signs:
//! they make passwords that are hard to remember and no harder to guess (ASVS 6.2.5). What is refused is what everybody
//! tries first.

use unicode_normalization::UnicodeNormalization;

use crate::fold::search_key;
use crate::phone::Phone;

/// Wrong passwords of one handle before the first wait.
pub const FREE_TRIES: u16 = 5;
/// The same for one address, behind which a whole office may sit.
pub const FREE_TRIES_OF_ADDRESS: u16 = 20;

/// One a line, sorted: the 3000 commonest of at least eight characters (from Django's list, BSD), and French ones.
static COMMON: &str = include_str!("password/common.txt");
/// A word shorter than this is in too many passwords by chance.
const WORD: usize = 4;
/// What must be left of a password besides words that anybody would try.
const REST: usize = 4;

/// The password in the one form in which it is hashed: the same letters, however the keyboard composes them.
pub fn composed(password: &str) -> String {
    password.nfc().collect()
}

/// Whether `password` is one of the commonest, or little more than words that belong to the person or the association.
pub fn is_common<'a>(password: &str, words: impl IntoIterator<Item = &'a str>) -> bool {
    let lower = composed(password).to_lowercase();
    let folded: String = search_key(password).split(' ').collect();
    let distinct = lower.chars().collect::<std::collections::BTreeSet<_>>().len();
    distinct < REST || listed(&lower) || listed(&folded) || is_made_of(&folded, words)
}

fn listed(password: &str) -> bool {
    COMMON.lines().any(|line| line == password)
}

fn is_made_of<'a>(folded: &str, words: impl IntoIterator<Item = &'a str>) -> bool {
    let mut keys: Vec<String> =
        words.into_iter().flat_map(|text| search_key(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    keys.push("palier".to_owned());
    keys.retain(|key| key.chars().count() >= WORD);
    // The longest first, so that a word inside another does not hide it.
    keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
    let rest = keys.iter().fold(folded.to_owned(), |rest, key| rest.replace(key.as_str(), ""));
    rest != folded && rest.chars().filter(|c| c.is_alphabetic()).count() < REST
}

/// What somebody signs in with, in the one form in which it is kept: an e-mail address in lower case, or a telephone
/// number in E.164. Nothing when it is neither.
pub fn handle(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if let Some((name, host)) = typed.rsplit_once('@') {
        let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || ".-_+".contains(c));
        let fits = plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        return fits.then(|| typed.nfc().collect::<String>().to_lowercase());
    }
    Phone::parse(typed).ok().map(|phone| phone.e164().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first() {
        let words = ["Régie des Embruns", "Maëlle Trévidic"];
        let cases = [
            ("motdepasse", true),
            ("Password1", true),
            ("azertyuiop", true),
            ("aaaaaaaaaaaa", true),
            ("embruns2019", true),
            ("Régie-Embruns!", true),
            ("trévidic62", true),
            ("palier2026", true),
            ("cheval bleu sous l'escalier", false),
            ("les embruns sentent le sel", false),
            ("xK9#vQ2p", false),
        ];
        for (password, common) in cases {
            assert_eq!(is_common(password, words), common, "{password}");
        }
    }

    #[test]
    fn a_handle_has_one_form() {
        assert_eq!(handle(" Maelle.T@Embruns.fr "), Some("maelle.t@embruns.fr".to_owned()));
        assert_eq!(handle("03 53 01 00 10"), Some("+33353010010".to_owned()));
        for wrong in ["maelle", "@embruns.fr", "a@b", "a b@c.fr", "a@.fr", "123", ""] {
            assert_eq!(handle(wrong), None, "{wrong}");
        }
    }
}
