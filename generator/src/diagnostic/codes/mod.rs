//! The table of all diagnostic codes: what each means, an example and the mend. `letterpress explain CODE` prints a row.
//!
//! Codes are stable and never reused. They are grouped by stage, one file each: `00xx` reading text, `01xx` the shape of
//! the document, `02xx` references, `03xx` lowering, `04xx` names and emission, `06xx` overlays, `07xx` settings of lints.
//! `E` is an error, `W` a warning, `L` a lint; the lints' rows stand in their files.

pub mod dialect;
pub mod emission;
pub mod lints;
pub mod lowering;
pub mod overlay;
pub mod reading;
pub mod references;

use super::Code;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// One line, lower case, no full stop.
    pub title: &'static str,
    /// Cause, example and mend, in Markdown.
    pub text: &'static str,
}

/// Declares the codes of one stage: a constant each, and the stage's `TABLE`.
///
/// The doc comment of a row is its title; the text behind the code is the explanation.
macro_rules! codes {
    ($($(#[doc = $title:literal])+ $name:ident = $code:literal, $text:literal;)*) => {
        $(
            $(#[doc = $title])+
            pub const $name: $crate::diagnostic::Code = $crate::diagnostic::Code($code);
        )*

        /// The explanations of this stage's codes, in order.
        pub(super) const TABLE: &[super::Explanation] = &[
            $(super::Explanation { code: $name, title: concat!($($title),+).trim_ascii(), text: $text },)*
        ];
    };
}
use codes;

/// Every code with its explanation, in order of the stages; the lints last.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    let stages =
        [reading::TABLE, dialect::TABLE, references::TABLE, lowering::TABLE, emission::TABLE, overlay::TABLE, lints::TABLE];
    stages.into_iter().flatten().chain(crate::lint::all().map(|lint| &lint.explanation))
}

/// A code that is given no more. Whoever meets it in an old log still finds what it meant; it is never given another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The code.
    pub code: Code,
    /// What it said: one line, lower case, no full stop.
    pub title: &'static str,
    /// What is said instead, if anything is.
    pub successor: Option<Code>,
}

/// Every code that is given no more, in order.
pub fn retired() -> impl Iterator<Item = &'static Retired> {
    RETIRED.iter()
}

const RETIRED: &[Retired] = &[
    Retired { code: Code("E0304"), title: "schemas that exclude one another", successor: Some(lowering::CONTRADICTION) },
    Retired { code: Code("E0305"), title: "a type that no finite value has", successor: Some(lowering::NO_VALUE) },
    Retired { code: Code("E0306"), title: "a keyword in a place where its meaning depends on the value", successor: None },
    Retired { code: Code("E0309"), title: "an enumeration without values", successor: Some(lowering::NO_VALUE) },
    Retired { code: Code("E0316"), title: "two paths that match the same requests", successor: Some(lowering::SAME_REQUESTS) },
    Retired { code: Code("E0320"), title: "several media types for one body", successor: None },
    Retired { code: Code("E0324"), title: "servers below the document", successor: None },
    Retired { code: Code("W0335"), title: "object branches that may hold together", successor: None },
];

/// The explanation of a code, or of a lint by its name; in any letter case.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    let named = || crate::lint::all().find(|lint| lint.name.eq_ignore_ascii_case(code)).map(|lint| &lint.explanation);
    all().find(|row| row.code.0.eq_ignore_ascii_case(code)).or_else(named)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut seen = std::collections::BTreeSet::new();
        for row in retired() {
            assert!(seen.insert(row.code.0) && !row.title.is_empty(), "{} is there twice, or lacks words", row.code.0);
            assert!(row.successor.is_none_or(|code| all().any(|row| row.code == code)), "{} leads nowhere", row.code.0);
        }
        for row in all() {
            let text = row.code.0;
            assert!(text.len() == 5 && text.starts_with(['E', 'W', 'L']), "{text}");
            assert!(text[1..].bytes().all(|b| b.is_ascii_digit()), "{text}");
            assert!(seen.insert(text), "{text} is there twice");
            assert!(!row.title.is_empty() && !row.text.trim().is_empty(), "{text} lacks words");
            assert!(!row.title.ends_with('.'), "{text}: the title is a line, not a sentence");
        }
    }

    #[test]
    fn a_code_is_found_in_any_case() {
        assert_eq!(explain("e0001").unwrap().code, reading::SYNTAX);
        assert!(explain("E9999").is_none());
    }

    #[test]
    fn a_lint_is_found_by_its_name() {
        assert_eq!(explain("trailing-slash").unwrap().code.0, "L0005");
        assert_eq!(explain("Trailing-Slash"), explain("l0005"));
    }
}
