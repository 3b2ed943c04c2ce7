//! The forms in which diagnostics are written.

use super::render::{Color, SHOWN, render_with};
use super::{Diagnostic, github, json, sarif};
use crate::source::Sources;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// For people: excerpts with the place underlined, at most a readable number. The only form that goes to standard error.
    #[default]
    Human,
    /// JSON, one object on each line.
    Json,
    /// SARIF 2.1.0, one log.
    Sarif,
    /// Workflow commands of GitHub Actions, which become annotations of a pull request.
    Github,
}

/// What was found in one description, and the files that it speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// In source order.
    pub diagnostics: &'a [Diagnostic],
    /// The files of the run.
    pub sources: &'a Sources,
}

/// Diagnostics of one run over any number of descriptions, whole and ending in a line break, or empty if there is nothing to
/// say; a SARIF log says that too. `color` is for people only.
pub fn write(format: Format, found: &[Found<'_>], color: Color) -> String {
    match format {
        Format::Human => {
            let rendered = found.iter().map(|found| render_with(found.diagnostics, found.sources, color, SHOWN));
            rendered.filter(|text| !text.is_empty()).map(|text| text + "\n").collect()
        }
        Format::Json => json::lines(found),
        Format::Sarif => sarif::log(found),
        Format::Github => github::commands(found),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::diagnostic::codes::reading;
    use crate::source::{Source, Span};

    /// One error with everything that an error can have, and one warning with nothing but a message.
    pub(in crate::diagnostic) fn found<T>(look: impl FnOnce(&[Found<'_>]) -> T) -> T {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "specs/a b.yaml".to_owned(), text: "b: 1\né: b: 2\n".to_owned() });
        let error = Diagnostic::error(reading::DUPLICATE_KEY, Span::of(id, 9, 10), "the key `b, 100%` is there twice")
            .label("the second time")
            .related(Span::of(id, 0, 1), "the first time")
            .note("keys are unique")
            .help("remove one\nor the other");
        let warning = Diagnostic { span: None, ..Diagnostic::warning(reading::MERGE_KEY, Span::of(id, 0, 0), "no place") };
        assert_eq!(warning.severity, Severity::Warning);
        look(&[Found { diagnostics: &[error, warning], sources: &sources }])
    }

    #[test]
    fn people_read_the_count_of_each_description() {
        let text = found(|found| write(Format::Human, &[found, found].concat(), Color::Plain));
        assert_eq!(text.matches("1 error, 1 warning\n").count(), 2, "{text}");
    }
}
