//! How loud each lint is for one API.

use std::collections::HashMap;

use super::{Level, Lint, all, named};
use crate::diagnostic::{Diagnostic, codes::lints, suggest};
use crate::node::{self, Entry, Node, Value};
use crate::source::{SourceId, Sources, Span};

/// The levels of an API: those that its settings name, and the defaults of the lints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(HashMap<&'static str, Level>);

impl Levels {
    /// The level of a lint.
    pub fn of(&self, lint: &Lint) -> Level {
        self.0.get(lint.name).copied().unwrap_or(lint.level)
    }

    /// The levels with one lint set.
    #[must_use]
    pub fn with(mut self, lint: &Lint, level: Level) -> Self {
        self.0.insert(lint.name, level);
        self
    }

    /// Reads settings: a map from names of lints to `deny`, `warn` or `allow`. The caller brings the text as a file of the run.
    ///
    /// # Errors
    /// Every name that is no lint, every word that is no level, or what is wrong with the text.
    pub fn read(sources: &Sources, file: SourceId) -> Result<Self, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let node = node::read(sources, file, &mut found)?;
        found.retain(Diagnostic::is_error);
        if found.is_empty() { Self::from_node(&node) } else { Err(found) }
    }

    /// Reads settings that stand within a larger file, such as its member `lints`.
    ///
    /// # Errors
    /// Every name that is no lint, every word that is no level.
    pub fn from_node(node: &Node) -> Result<Self, Vec<Diagnostic>> {
        if !matches!(node.value, Value::Mapping(_)) {
            let message = "expected a map from lints to levels";
            return Err(vec![Diagnostic::error(lints::LEVEL, node.span, message).help("write `<lint>: warn`")]);
        }
        let mut levels = Self::default();
        let mut wrong = Vec::new();
        for entry in node.entries() {
            match setting(entry) {
                Ok((lint, level)) => levels = levels.with(lint, level),
                Err(diagnostic) => wrong.push(*diagnostic),
            }
        }
        if wrong.is_empty() { Ok(levels) } else { Err(wrong) }
    }
}

fn setting(entry: &Entry) -> Result<(&'static Lint, Level), Box<Diagnostic>> {
    let lint = named(&entry.key).ok_or_else(|| unknown(&entry.key, entry.key_span))?;
    let level = match entry.value.as_str() {
        Some("deny") => Level::Deny,
        Some("warn") => Level::Warn,
        Some("allow") => Level::Allow,
        Some(_) | None => {
            let message = format!("expected `deny`, `warn` or `allow` for `{}`", entry.key);
            return Err(Diagnostic::error(lints::LEVEL, entry.value.span, message).into());
        }
    };
    Ok((lint, level))
}

/// A name that is no lint.
pub(super) fn unknown(name: &str, span: Span) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::error(lints::UNKNOWN_LINT, span, format!("there is no lint `{name}`"));
    let coded = all().find(|lint| lint.explanation.code.0.eq_ignore_ascii_case(name)).map(|lint| lint.name);
    Box::new(match coded.or_else(|| suggest::nearest(name, all().map(|lint| lint.name))) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`LINTS.md` lists the lints"),
    })
}
