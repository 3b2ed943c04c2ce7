//! Diagnostics as workflow commands of GitHub Actions, which show them beside the lines of a pull request.
//!
//! See "Workflow commands for GitHub Actions", section "Setting an error message". Columns only count where a place begins and
//! ends on one line.

use std::fmt::Write as _;

use super::lines::Tables;
use super::{Diagnostic, Found, Severity};
use crate::characters::visible;

/// A command for each diagnostic, one on each line.
pub(super) fn commands(found: &[Found<'_>]) -> String {
    let mut text = String::new();
    for Found { diagnostics, sources } in found {
        let mut tables = Tables::of(sources);
        for diagnostic in *diagnostics {
            let _ = writeln!(text, "{}", command(diagnostic, &mut tables));
        }
    }
    text
}

fn command(diagnostic: &Diagnostic, tables: &mut Tables<'_>) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = diagnostic.span.and_then(|span| tables.place(span)).map_or_else(String::new, |(file, start, end)| {
        let lines = format!("file={},line={},endLine={}", property(file), start.line, end.line);
        match start.line == end.line {
            true => format!("{lines},col={},endColumn={},", start.column, end.column),
            false => format!("{lines},"),
        }
    });
    format!("::{name} {place}title={}::{}", property(diagnostic.code.0), data(&message(diagnostic, tables)))
}

/// What is said, with everything that an annotation has no field for.
fn message(diagnostic: &Diagnostic, tables: &mut Tables<'_>) -> String {
    let mut text = diagnostic.message.to_string();
    for (span, label) in &diagnostic.related {
        if let Some((file, start, _)) = tables.place(*span) {
            let _ = write!(text, "\n{file}:{}:{}: {label}", start.line, start.column);
        }
    }
    for (title, part) in [("note", &diagnostic.note), ("help", &diagnostic.help)] {
        if let Some(part) = part {
            let _ = write!(text, "\n{title}: {part}");
        }
    }
    text
}

/// Text behind `::`, where a line break would end the command. A log is shown in a terminal, too.
fn data(text: &str) -> String {
    visible(&text.replace("\r\n", "\n")).replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property, where `,` and `:` would end it too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::format::tests::found;
    use super::*;
    use crate::diagnostic::codes::reading;
    use crate::source::{Source, Sources, Span};

    #[test]
    fn a_command_is_one_line() {
        let expected = "\
::error file=specs/a b.yaml,line=2,endLine=2,col=4,endColumn=5,title=E0002::the key `b, 100%25` is there twice%0A\
specs/a b.yaml:1:1: the first time%0Anote: keys are unique%0Ahelp: remove one%0Aor the other
::warning title=W0001::no place
";
        assert_eq!(found(commands), expected);
    }

    #[test]
    fn what_would_end_a_property_is_escaped() {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a,b:c%.yaml".to_owned(), text: "a\nb".to_owned() });
        let error = Diagnostic::error(reading::SYNTAX, Span::of(id, 0, 3), "::x, y: z\r\n");
        let expected = "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=2,title=E0001::::x, y: z%0A\n";
        assert_eq!(commands(&[Found { diagnostics: &[error], sources: &sources }]), expected);
    }

    #[test]
    fn nothing_steers_the_terminal_that_shows_the_log() {
        let mut sources = Sources::default();
        let hostile = "a\u{1b}[31m\u{9b}31m\r\u{202e}b\u{200b}##[error]c";
        let id = sources.add(Source { path: format!("{hostile}.yaml"), text: "a\nb".to_owned() });
        let error =
            Diagnostic::error(reading::SYNTAX, Span::of(id, 0, 1), hostile).note(hostile).related(Span::of(id, 2, 3), hostile);
        let text = commands(&[Found { diagnostics: &[error], sources: &sources }]);
        assert!(!text.contains(|c| c != '\n' && crate::characters::is_hidden(c)), "{text:?}");
        assert_eq!(text.lines().count(), 1);
        assert!(!text.contains("##["), "{text}");
        assert_eq!(text.matches("\u{241b}[31m").count(), 5);
    }
}
