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

/// A fault that is known, and not mended yet.
pub struct Open {
    what: &'static str,
    kinds: &'static [&'static str],
    shown_by: fn(&Asked<'_>, &str) -> bool,
}

const OPEN: [Open; 0] = [];

impl Report {
    pub fn count(&mut self, what: impl Into<String>) {
        *self.counts.entry(what.into()).or_default() += 1;
    }

    pub fn fault(&mut self, of: &Asked<'_>, kind: &str, detail: &str) {
        self.differing += 1;
        if let Some(open) = OPEN.iter().find(|open| open.kinds.contains(&kind) && (open.shown_by)(of, detail)) {
            return self.count(format!("open: {}", open.what));
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
    pub has_unions: bool,
}
