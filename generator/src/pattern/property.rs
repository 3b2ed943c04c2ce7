//! Unicode properties, `\p{...}`: the names that other dialects have and ECMA-262 has not.

/// The members of a class that a name stands for in Java and in POSIX, where ECMA-262 has no such name. In Java these are ASCII.
const FOREIGN: [(&str, &str); 12] = [
    ("Alnum", "A-Za-z0-9"),
    ("Blank", r" \t"),
    ("Cntrl", r"\x00-\x1F\x7F"),
    ("Digit", "0-9"),
    ("Graph", r"\x21-\x7E"),
    ("Print", r"\x20-\x7E"),
    ("Punct", r"\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E"),
    ("Space", r" \t\n\x0B\f\r"),
    ("XDigit", "0-9A-Fa-f"),
    ("IsLetter", r"\p{L}"),
    ("LD", r"\p{L}\p{Nd}"),
    ("all", r"\x{0}-\x{10FFFF}"),
];

/// What stands between the brackets of a class for a name that ECMA-262 lacks and others have.
pub(super) fn foreign(name: &str) -> Option<&'static str> {
    FOREIGN.iter().find(|(known, _)| *known == name).map(|(_, members)| *members)
}
