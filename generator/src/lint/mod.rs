//! Lints for spec review: what the standard allows and a reviewer would still ask about.
//!
//! One lint is one file in `rules/`: its documentation, and a function over a `Subject` that returns findings with their
//! places. It is registered by one line below. How loud a lint is comes from its default, from the settings of an API
//! ([`Levels`]), and from `x-letterpress-allow` in the description (see `allow.rs`).
//!
//! A lint does not repeat an error of the stages before: a finding at a place that has one is dropped.

mod allow;
mod document;
mod levels;
mod manual;
mod schema;
mod style;
mod subject;
mod values;

pub use levels::Levels;
pub use manual::manual;

use std::collections::HashSet;

use crate::diagnostic::codes::Explanation;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lower::Verdicts;
use crate::node::Node;
use crate::source::Span;
use subject::Subject;

/// How loud a lint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing is said.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

/// A lint.
pub struct Lint {
    /// The name under which it is set and allowed, in kebab case.
    pub name: &'static str,
    /// How loud it is unless an API says otherwise.
    pub level: Level,
    /// Code, title and documentation.
    pub explanation: Explanation,
    /// Finds what there is to find.
    check: fn(&Subject<'_>) -> Findings,
}

/// What a lint finds: diagnostics that have no code or severity yet.
type Findings = Vec<Diagnostic>;

/// A finding at a place of the tree.
fn finding(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(Code(""), span, message)
}

/// Declares the lint of a file. The texts are Markdown; an example is indented by four.
macro_rules! lint {
    (
        $code:literal $name:literal $level:ident, $title:literal,
        finds $finds:literal,
        why $why:literal,
        example $example:literal,
        mend $mend:literal,
    ) => {
        pub static LINT: $crate::lint::Lint = $crate::lint::Lint {
            name: $name,
            level: $crate::lint::Level::$level,
            explanation: $crate::diagnostic::codes::Explanation {
                code: $crate::diagnostic::Code($code),
                title: $title,
                text: concat!("Lint `", $name, "`. ", $finds, "\n\n", $why, "\n\n", $example, "\n\nMend: ", $mend),
            },
            check,
        };
    };
}

/// Declares the modules of `rules/` and the table of lints.
macro_rules! register {
    ($($file:ident,)*) => {
        mod rules {
            $(pub(super) mod $file;)*
        }

        static LINTS: &[&Lint] = &[$(&rules::$file::LINT,)*];

        #[cfg(test)]
        const FILES: &[&str] = &[$(stringify!($file),)*];
    };
}

register! {
    missing_operation_id,
    operation_id_collision,
    operation_id_casing,
    ambiguous_paths,
    trailing_slash,
    path_casing,
    empty_path_segment,
    undeclared_path_parameter,
    path_parameter_not_required,
    unexpected_request_body,
    operation_without_success,
    operation_without_failure,
    response_without_schema,
    content_without_body,
    missing_tag,
    undeclared_tag,
    unused_tag,
    missing_operation_description,
    missing_parameter_description,
    deprecated_without_hint,
    required_unknown_property,
    default_mismatch,
    example_mismatch,
    default_on_required,
    nullable_without_type,
    nullable_enum_without_null,
    ineffective_keyword,
    array_without_items,
    enum_duplicate,
    enum_mixed_types,
    enum_collision,
    unreachable_branch,
    discriminator_without_property,
    property_casing,
    property_collision,
    misspelt_format,
    binary_in_json,
    date_like_string,
    read_only_and_write_only,
    duplicated_inline_schema,
    empty_request_schema,
    unused_component,
    misspelt_extension,
    unbounded_string,
    unbounded_array,
    unbounded_number,
    open_request_object,
    int64_in_response,
    redos_prone_pattern,
    foreign_pattern,
    unanchored_pattern,
    unused_security_scheme,
    unprotected_operation,
    api_key_in_query,
    credential_in_query,
    plain_http_server,
    basic_auth_over_http,
    missing_unauthorized_response,
    crossed_bounds,
    undeclared_scope,
    closed_part,
    unnamed_type,
    inexact_number,
}

/// Every lint, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Lint> {
    LINTS.iter().copied()
}

/// The lint of this name.
pub fn named(name: &str) -> Option<&'static Lint> {
    all().find(|lint| lint.name == name)
}

/// Runs every lint that is not silenced over a canonical tree. `document` is the typed reading of the same tree, and `verdicts`
/// says of values what a server would. `diagnostics` holds what the stages before have said, and grows by the findings.
pub(crate) fn run<'a>(
    tree: &'a Node,
    document: &'a openapiv3::OpenAPI,
    verdicts: Verdicts<'a>,
    levels: &Levels,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let subject = Subject::of(tree, document, verdicts);
    let mut allows = allow::read(&subject, diagnostics);
    let told = Told::of(diagnostics);
    for lint in all() {
        let level = levels.of(lint);
        if level == Level::Allow && !allows.iter().any(|allow| allow.lint.name == lint.name) {
            continue;
        }
        let mut findings = (lint.check)(&subject);
        findings.retain(|finding| !allow::covers(&mut allows, lint, finding) && !told.knows(finding, level));
        diagnostics.extend(findings.into_iter().filter_map(|finding| leveled(lint, level, finding)));
    }
    diagnostics.extend(allow::unused(&allows));
}

/// The finding as it is told: with code and severity, and the name by which to silence it.
fn leveled(lint: &Lint, level: Level, finding: Diagnostic) -> Option<Diagnostic> {
    let severity = match level {
        Level::Allow => return None,
        Level::Warn => Severity::Warning,
        Level::Deny => Severity::Error,
    };
    let note = match &finding.note {
        Some(note) => format!("{note} (lint `{}`)", lint.name),
        None => format!("lint `{}`", lint.name),
    };
    Some(Diagnostic { code: lint.explanation.code, severity, ..finding }.note(note))
}

/// The places that the stages before have spoken about.
struct Told {
    errors: HashSet<Span>,
    warnings: HashSet<Span>,
}

impl Told {
    fn of(diagnostics: &[Diagnostic]) -> Self {
        let places = |error| diagnostics.iter().filter(move |it| it.is_error() == error).filter_map(|it| it.span).collect();
        Self { errors: places(true), warnings: places(false) }
    }

    /// A warning that is there already is not said again; a lint that is to fail the run is.
    fn knows(&self, finding: &Diagnostic, level: Level) -> bool {
        finding.span.is_some_and(|span| self.errors.contains(&span) || level != Level::Deny && self.warnings.contains(&span))
    }
}

#[cfg(test)]
mod tests;
