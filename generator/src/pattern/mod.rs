//! Patterns of schemas: regular expressions of ECMA-262.
//!
//! `translate` rewrites one for an engine of the runtime: the one that takes linear time, or for look-around and back-references the
//! one that goes back, within limits. `parse` reads one to see how it is built, and `ambiguity` whether engines without limits can
//! be made to work on it without end.

mod ambiguity;
mod escape;
mod parse;
pub(crate) mod price;
mod property;
mod reference;
mod shorten;
#[cfg(test)]
mod tests;
mod translate;

pub(crate) use ambiguity::{ALL_STEPS, is_ambiguous};
pub(crate) use parse::parse;
pub(crate) use translate::{Translated, translate};

/// Why a pattern cannot be checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// It is no regular expression: what is wrong, a clause.
    Wrong(String),
    /// It is one of another dialect: by what, a clause.
    Foreign(String),
    /// Compiled it would take more memory than one pattern is given.
    TooLarge,
    /// Compiled, all patterns together would take too long.
    TooMany,
    /// It has more groups than this.
    Groups(usize),
    /// A back-reference means something else in ECMA-262 than in the engine: which, a clause.
    Reference(String),
    /// A look-behind has in it what the engine gets wrong: what, a clause.
    Behind(String),
}

#[cfg(test)]
mod readings {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn backtracking_without_end() {
        let ambiguous = [
            "^(a+)+$",
            "^(a*)*$",
            r"^(\w+\s?)+$",
            r"^([-.]?\w+)*$",
            "^(a|a)+$",
            r"^(\w|\d)+$",
            "^(a|aa)+$",
            "^(a{1,3})+$",
            "^(.*,)*x(.|,)+$",
            r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
        ];
        for pattern in ambiguous {
            assert!(is_ambiguous(&parse(pattern).unwrap(), &mut ALL_STEPS.clone()), "{pattern}");
        }
    }

    #[test]
    fn repetition_with_one_reading() {
        let plain = [
            "^a+$",
            r"^(\w+\.)+$",
            r"^[a-z]+(-[a-z]+)*$",
            "^(ab|ac)*$",
            r"^(\d{3})+$",
            r"^\d{4}(-\d{2}){2}$",
            "^(a+){1,3}$",
            "^(a|b)+$",
            r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
            "^.{1,500}$",
            r"^\+?[1-9]\d{1,14}$",
            "^((a|b)c?)*$",
        ];
        for pattern in plain {
            assert!(!is_ambiguous(&parse(pattern).unwrap(), &mut ALL_STEPS.clone()), "{pattern}");
        }
    }

    #[test]
    fn huge_repetitions_are_not_unrolled() {
        for pattern in [
            "(){4000000000}",
            "((){4000000000}){4000000000}",
            "(a{0,90}){0,90}",
            "([a-z]?[a-y]?[a-x]?[a-w]?[a-v]?){80}$",
            "a{4000000000,}",
        ] {
            assert!(!is_ambiguous(&parse(pattern).unwrap(), &mut ALL_STEPS.clone()), "{pattern}");
        }
    }

    #[test]
    fn what_ecma_262_lacks() {
        let foreign = [
            "(?i)abc",
            r"\Aabc\z",
            "^[[:alpha:]]+$",
            "a++",
            "(?>a)",
            "(?P<year>a)",
            "/^a$/",
            r"\Qa.b\E",
            "(",
            "[a",
            "a**",
            "(?#c)",
            "*a",
            r"^a\Z",
        ];
        for pattern in foreign {
            assert!(parse(pattern).is_err(), "{pattern}");
        }
        let native = [
            "^(?=a)b$",
            "(?<!a)b",
            "(?<year>[0-9]{4})",
            r"^\/a\/$",
            "a{,3}",
            "}",
            "]",
            "[^]",
            r"\p{L}",
            r"\u0041\x41\cJ",
            "^[[a]$",
            r"(a)\1",
            "a{2}?",
            "^[[:]a:]$",
            "a|",
            "/",
            "^/a/b",
        ];
        for pattern in native {
            assert!(parse(pattern).is_ok(), "{pattern}: {:?}", parse(pattern));
        }
    }
}
