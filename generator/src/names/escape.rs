//! Names of a description as one word of a line.

use std::fmt::Write;

use crate::characters::is_hidden;

/// A step of a place, or a name on the wire: `~` and `/` as a JSON Pointer writes them, and each byte of what could be taken
/// for something else, or cannot be seen, in hexadecimal behind `%`. Two names never give one word.
pub fn step(name: &str) -> String {
    let mut word = String::with_capacity(name.len());
    push(name, &mut word);
    word
}

/// Appends a [`step`].
pub fn push(name: &str, word: &mut String) {
    for c in name.chars() {
        match c {
            '~' => word.push_str("~0"),
            '/' => word.push_str("~1"),
            plain if is_plain(plain) => word.push(plain),
            other => {
                for byte in other.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(word, "%{byte:02X}");
                }
            }
        }
    }
}

/// The name of a step; `None` for what is none.
pub fn plain(step: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'~' => match rest.next()? {
                b'0' => b'~',
                _ => b'/',
            },
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Letters and digits of any script and the printable signs of ASCII; `%` begins an escape, `=` stands before the name.
fn is_plain(c: char) -> bool {
    (c.is_ascii_graphic() && !matches!(c, '%' | '=')) || (!c.is_ascii() && c.is_alphanumeric() && !is_hidden(c))
}

#[cfg(test)]
mod tests {
    use super::{plain, step};

    #[test]
    fn names_stay_readable_and_distinct() {
        assert_eq!(step("createdAt"), "createdAt");
        assert_eq!(step("/a/{b}~c"), "~1a~1{b}~0c");
        assert_eq!(step("a b=c%20"), "a%20b%3Dc%2520");
        assert_eq!(step("caf\u{e9}"), "caf\u{e9}");
        assert_eq!(step("cafe\u{301}"), "cafe%CC%81");
        assert_eq!(step("a\u{202e}\n"), "a%E2%80%AE%0A");
        assert_eq!(step("\u{3164}"), "%E3%85%A4");
        for name in ["", "/a/{b}~c", "a b=c%20", "caf\u{e9}", "a\u{202e}\n", "~1%"] {
            assert_eq!(plain(&step(name)).as_deref(), Some(name));
        }
    }
}
