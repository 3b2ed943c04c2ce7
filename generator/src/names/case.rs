//! Words of a description as Rust identifiers of one case.

use heck::{ToPascalCase, ToSnakeCase};
use unicode_normalization::UnicodeNormalization;

use crate::characters::is_hidden;

/// The longest identifier; a longer one is cut and ends in a hash of what it was made from.
const LONGEST: usize = 80;

/// Which case an identifier has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `CreateCustomer`: types and variants.
    Pascal,
    /// `create_customer`: fields, functions and modules.
    Snake,
}

/// `text` in a case, symbols dropped; symbols are spelled where nothing else is left or a sign gives a number its meaning.
/// It can begin with a digit and can be a reserved word: see [`identifier`].
pub fn plain(case: Case, text: &str) -> String {
    let text = composed(text);
    if text.is_empty() {
        return convert(case, "empty");
    }
    let mut chars = text.chars();
    let signed = chars.next().is_some_and(|c| matches!(c, '+' | '-')) && chars.next().is_some_and(|c| c.is_ascii_digit());
    if signed || !text.chars().any(is_word) {
        return spelled(case, &text);
    }
    convert(case, &text.chars().map(|c| if is_word(c) { c } else { ' ' }).collect::<String>())
}

/// `text` in a case with every symbol spelled: `e-` becomes `e_minus`.
pub fn spelled(case: Case, text: &str) -> String {
    let mut words = String::new();
    for c in composed(text).chars() {
        match c {
            '_' | ' ' => words.push(' '),
            word if is_word(word) => words.push(word),
            symbol => words.extend([" ", &symbol_name(symbol), " "]),
        }
    }
    match words.trim().is_empty() {
        true if text.contains('_') => convert(case, "underscore"),
        true => convert(case, "space"),
        false => convert(case, &words),
    }
}

/// Whether [`spelled`] may say more of a text than [`plain`]: unless it is words of ASCII letters and digits.
pub fn has_symbols(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ');
    !(text.bytes().all(is_plain) && text.bytes().any(|byte| byte.is_ascii_alphanumeric()))
}

/// A name with a word behind it.
pub fn joined(case: Case, name: &str, word: &str) -> String {
    match case {
        Case::Pascal => format!("{name}{}", word.to_pascal_case()),
        Case::Snake => format!("{name}_{word}"),
    }
}

/// `text` with a short hash of `key`, which tells it from another name of the same text.
pub fn hashed(case: Case, text: &str, key: &str) -> String {
    let hash = hash(key);
    let digits = ((hash >> 32) ^ hash) & 0xffff;
    match case {
        Case::Pascal => format!("{text}X{digits:04x}"),
        Case::Snake => format!("{text}_x{digits:04x}"),
    }
}

/// An identifier that is legal as it stands: `prefix` before a leading digit, and in types before a letter that has no upper case; the
/// length bounded.
pub fn identifier(case: Case, text: &str, prefix: &str) -> String {
    let first = text.chars().next();
    let digit = first.is_none_or(|c| !unicode_ident::is_xid_start(c) && c != '_');
    let small = case == Case::Pascal && first.is_some_and(char::is_lowercase);
    let text = if digit || small { format!("{prefix}{text}") } else { text.to_owned() };
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST - 6).collect();
    hashed(case, cut.trim_end_matches('_'), &text)
}

/// `SCREAMING_SNAKE` of a snake case identifier. rustc warns of a small letter also where there is no capital of it: its number stands there.
pub fn constant(snake: &str) -> String {
    let mut name = String::with_capacity(snake.len());
    for c in snake.trim_start_matches("r#").to_uppercase().chars() {
        match c.is_lowercase() {
            true => name.push_str(&format!("U{:04X}", u32::from(c))),
            false => name.push(c),
        }
    }
    name
}

/// The text in Unicode NFC. A letter that is a form of others, such as a wide or a mathematical one, is these: rustc warns of it, and has no small
/// letter for some of them.
fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.nfc() {
        let has_no_small = c.is_uppercase() && c.to_lowercase().eq([c]);
        match has_no_small || c.nfkc().all(is_word) {
            true => plain.extend(c.nfkc()),
            false => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// Composed, since letters of another case may compose, and those that stood apart.
fn convert(case: Case, words: &str) -> String {
    let words = match case {
        Case::Pascal => words.to_pascal_case(),
        Case::Snake => words.to_snake_case(),
    };
    if words.is_ascii() { words } else { words.nfc().collect() }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && unicode_ident::is_xid_continue(c) && !is_hidden(c)
}

/// FNV-1a: small, and the same for ever. For keys that people rarely read; see [`hashed`] for names.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The words for a symbol; those that have no row are named by code point.
fn symbol_name(symbol: char) -> String {
    let name = match symbol {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '!' => "bang",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '^' => "caret",
        '&' => "and",
        '|' => "bar",
        '~' => "tilde",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '(' => "open",
        ')' => "close",
        '[' => "open bracket",
        ']' => "close bracket",
        '{' => "open brace",
        '}' => "close brace",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        other => return format!("u{:04x}", u32::from(other)),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_spelled_where_they_carry_the_meaning() {
        assert_eq!(plain(Case::Pascal, "+1"), "Plus1");
        assert_eq!(plain(Case::Pascal, "-1"), "Minus1");
        assert_eq!(plain(Case::Pascal, ""), "Empty");
        assert_eq!(plain(Case::Pascal, ">="), "GreaterEqual");
        assert_eq!(plain(Case::Snake, "_"), "underscore");
        assert_eq!(plain(Case::Snake, "$ref"), "ref");
        assert_eq!(plain(Case::Snake, "ids[]"), "ids");
    }

    #[test]
    fn digits_stay_where_they_are() {
        assert_eq!(plain(Case::Snake, "address_line_1"), "address_line_1");
        assert_eq!(plain(Case::Snake, "line1"), "line1");
        assert_eq!(identifier(Case::Snake, "3d_model", "_"), "_3d_model");
        assert_eq!(identifier(Case::Pascal, "1", "V"), "V1");
    }

    #[test]
    fn a_decomposed_name_is_composed() {
        assert_eq!(plain(Case::Snake, "cafe\u{301}"), "caf\u{e9}");
    }

    #[test]
    fn a_form_of_letters_is_these() {
        assert_eq!(plain(Case::Snake, "\u{ff46}\u{ff55}"), "fu");
        assert_eq!(plain(Case::Pascal, "\u{fb01}x"), "Fix");
        assert_eq!(plain(Case::Snake, "gr\u{f6}\u{df}e"), "gr\u{f6}\u{df}e");
    }

    #[test]
    fn a_constant_has_no_small_letter() {
        assert_eq!(constant("stra\u{df}e"), "STRASSE");
        for letter in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| unicode_ident::is_xid_continue(*c)) {
            let name = constant(&format!("a{letter}"));
            assert!(!name.contains(char::is_lowercase) && name.chars().all(unicode_ident::is_xid_continue), "{name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_stays_distinct() {
        let (one, two) = ("a".repeat(200), format!("{}b", "a".repeat(199)));
        let (one, two) = (identifier(Case::Snake, &one, "_"), identifier(Case::Snake, &two, "_"));
        assert!(one.len() <= LONGEST && two.len() <= LONGEST);
        assert_ne!(one, two);
    }
}
