//! What came of the values: counts by reason, and faults with the first value that shows each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::documents::Document;

/// What came of all values.
#[derive(Default)]
pub struct Report {
    /// By what is counted.
    pub counts: BTreeMap<String, usize>,
    /// What is a fault, with the first value that shows it, and how many do.
    pub faults: BTreeMap<(String, String, String), (String, usize)>,
    /// How many opinions differ, be that known or not.
    pub differing: usize,
}

/// A difference that is meant, or is told to whoever generates, and that no [`crate::reading::Meaning`] explains.
pub struct Known {
    what: &'static str,
    kinds: &'static [&'static str],
    shown_by: fn(&Asked<'_>, &str) -> bool,
}

const KNOWN: [Known; 9] = [
    Known {
        what: "free JSON holds doubles, and only decoding finds a number in it that is none",
        kinds: &["decoding refuses a number that the check accepts"],
        shown_by: |_, detail| detail.contains("the number does not fit in a 64-bit float"),
    },
    Known {
        what: "what a string holds by `contentMediaType` and `contentSchema` is checked, not only noted",
        kinds: &["check refuses what is valid"],
        shown_by: |_, detail| detail.contains("expected a JSON text") || detail.contains("in its content"),
    },
    Known {
        what: "a branch of `oneOf` is refused for what a string holds, so that only one is left",
        kinds: &["check accepts what is invalid"],
        shown_by: |asked, detail| detail.contains("/oneOf at ") && asked.has_contents,
    },
    Known {
        what: "formats that jsonschema does not check",
        kinds: &["check refuses what is valid"],
        shown_by: |_, detail| detail.contains("expected a host name") || detail.contains("expected an email address"),
    },
    Known {
        what: "capitals tell no host names apart, nor the labels in them that begin with `xn--`",
        kinds: &["check accepts what is invalid"],
        shown_by: |asked, detail| detail.contains("/format at ") && asked.text.contains("XN--"),
    },
    Known {
        what: "null that two branches of `oneOf` allow is allowed (W0348)",
        kinds: &["check accepts what is invalid"],
        shown_by: |asked, detail| detail.contains("/oneOf at ") && asked.text.contains("null"),
    },
    Known {
        what: "so another branch holds beside it, or what is excluded",
        kinds: &["check refuses what is valid", "check accepts what is invalid"],
        shown_by: |asked, detail| {
            let another = ["must fit only one", "is excluded", "/anyOf at ", "/not at "].iter().any(|said| detail.contains(said));
            another && asked.has_unions && asked.text.contains("null")
        },
    },
    Known {
        what: "what `contains` declares is no member of the type of the elements",
        kinds: &["Lost on the way"],
        shown_by: |asked, _| asked.has_contains,
    },
    Known {
        what: "members that only the branch of another tag declares are dropped, as those are that nothing declares",
        kinds: &["Lost on the way"],
        shown_by: |asked, _| asked.has_tags,
    },
];

impl Report {
    pub fn count(&mut self, what: impl Into<String>) {
        *self.counts.entry(what.into()).or_default() += 1;
    }

    pub fn fault(&mut self, of: &Asked<'_>, kind: &str, detail: &str) {
        self.differing += 1;
        if let Some(known) = KNOWN.iter().find(|known| known.kinds.contains(&kind) && (known.shown_by)(of, detail)) {
            return self.count(format!("known: {}", known.what));
        }
        let place = format!("{} {}", of.document.title, of.place);
        let detail: String = detail.chars().take(300).collect();
        let general: String = detail.chars().filter(|letter| !letter.is_ascii_digit()).take(60).collect();
        let entry = self.faults.entry((kind.to_owned(), place, general));
        entry.or_insert_with(|| (format!("{detail}\n      {}", of.text), 0)).1 += 1;
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        for (what, count) in &self.counts {
            writeln!(text, "{count:>8}  {what}").unwrap();
        }
        for ((kind, place, _), (detail, count)) in &self.faults {
            writeln!(text, "{kind}\n  {place} ({count} values)\n      {detail}").unwrap();
        }
        text
    }
}

/// A value of a schema.
pub struct Asked<'d> {
    pub document: &'d Document,
    pub place: &'d str,
    pub text: &'d str,
    /// Or conditions.
    pub has_unions: bool,
    pub has_tags: bool,
    pub has_contents: bool,
    pub has_read_only: bool,
    pub has_contains: bool,
}
