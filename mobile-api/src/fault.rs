//! What is wrong with a value, said to a person. The parsers and checks underneath speak English to programmers; here
//! their few sentences become French ones. What is French already passes unchanged.

/// Why a body or a parameter could not be read, from the parser's sentence.
pub fn unread(parser: &str) -> String {
    let named = || parser.split('`').nth(1).unwrap_or_default().chars().take(60).collect::<String>();
    if parser.starts_with("missing field") {
        return format!("il manque «\u{a0}{}\u{a0}»", named());
    }
    if parser.starts_with("unknown field") {
        return format!("champ inconnu\u{a0}: «\u{a0}{}\u{a0}»", named());
    }
    if parser.starts_with("duplicate field") {
        return format!("«\u{a0}{}\u{a0}» est écrit deux fois", named());
    }
    if parser.starts_with("unknown variant") {
        return format!("choisissez parmi\u{a0}: {}", choices(parser));
    }
    if let Some(prefix) =
        parser.strip_prefix("expected an id that begins with `").and_then(|rest| rest.split('_').next())
    {
        return format!("un identifiant d'ici commence par {prefix}_");
    }
    "la valeur n'a pas la forme attendue".to_owned()
}

/// The words that a closed set allows.
fn choices(parser: &str) -> String {
    let expected = parser.split_once("expected ").map_or("", |(_, after)| after);
    let words: Vec<_> = expected.split('`').skip(1).step_by(2).collect();
    words.join(", ")
}

/// Why a value that could be read is not allowed, from the check's sentence.
pub fn refused(check: &str) -> String {
    let figure = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let last = || check.rsplit(' ').next().unwrap_or_default().to_owned();
    match check {
        _ if check.starts_with("length is lower than") => format!("trop court\u{a0}: {} au moins", last()),
        _ if check.starts_with("length is greater than") => format!("trop long\u{a0}: {} au plus", last()),
        _ if check.starts_with("lower than") => format!("trop petit\u{a0}: {} au moins", last()),
        _ if check.starts_with("greater than") => format!("trop grand\u{a0}: {} au plus", last()),
        _ if check.starts_with("too short") => format!("trop court\u{a0}: {} caractère au moins", figure(check)),
        _ if check.starts_with("too long") => format!("trop long\u{a0}: {} caractères au plus", last()),
        _ if check.starts_with("holds the") => "le texte contient un caractère invisible interdit".to_owned(),
        _ => check.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parsers_are_told_in_french() {
        let cases = [
            ("missing field `device_label` at line 1 column 64", "il manque «\u{a0}device_label\u{a0}»"),
            ("unknown field `colour`, expected `name`", "champ inconnu\u{a0}: «\u{a0}colour\u{a0}»"),
            (
                "unknown variant `broken`, expected one of `none`, `working`, `out_of_order`",
                "choisissez parmi\u{a0}: none, working, out_of_order",
            ),
            ("input contains invalid characters at line 1 column 22", "la valeur n'a pas la forme attendue"),
            (
                "expected an id that begins with `ord_` followed by 32 hexadecimal digits",
                "un identifiant d'ici commence par ord_",
            ),
        ];
        for (parser, told) in cases {
            assert_eq!(unread(parser), told);
        }
    }

    #[test]
    fn checks_are_told_in_french() {
        let cases = [
            ("greater than 200", "trop grand\u{a0}: 200 au plus"),
            ("length is lower than 1", "trop court\u{a0}: 1 au moins"),
            ("too short: at least 1 characters", "trop court\u{a0}: 1 caractère au moins"),
            ("too long: 105 characters, at most 100", "trop long\u{a0}: 100 caractères au plus"),
            ("cette date est trop loin", "cette date est trop loin"),
        ];
        for (check, told) in cases {
            assert_eq!(refused(check), told);
        }
    }
}
