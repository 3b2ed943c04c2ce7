//! Diagnostics as people read them, in the form that rustc made familiar.

use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

use super::lines::Lines;
use super::{Diagnostic, Severity};
use crate::source::{SourceId, Sources, Span};

/// How many diagnostics are shown before the rest is only counted.
pub const SHOWN: usize = 50;

/// Longer lines are cut around the place.
const WIDEST: usize = 160;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Plain,
    /// With ANSI escapes.
    Ansi,
}

/// Diagnostics as plain text, in source order, at most [`SHOWN`] of them.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    render_with(diagnostics, sources, Color::Plain, SHOWN)
}

/// Diagnostics as text, in source order, errors first to be shown when there are more than `most`. Ends with a count.
pub fn render_with(diagnostics: &[Diagnostic], sources: &Sources, color: Color, most: usize) -> String {
    let renderer = match color {
        Color::Plain => Renderer::plain(),
        Color::Ansi => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut files = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in chosen(diagnostics, most) {
        text.push_str(&renderer.render(&[report(diagnostic, sources, &mut files)]));
        text.push_str("\n\n");
    }
    text.push_str(&count(diagnostics, most));
    text
}

/// The diagnostics to show, in source order; when there are too many, errors go before warnings.
fn chosen(diagnostics: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let mut chosen: Vec<&Diagnostic> = diagnostics.iter().collect();
    chosen.sort_by_key(|diagnostic| (std::cmp::Reverse(diagnostic.severity), diagnostic.span));
    chosen.truncate(most);
    chosen.sort_by_key(|diagnostic| diagnostic.span);
    chosen
}

/// `error: 2 errors, 1 warning` with a word about those that are not shown; nothing if there is nothing to say.
fn count(diagnostics: &[Diagnostic], most: usize) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = diagnostics.len() - errors;
    let plural = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let counts: Vec<String> = [plural(errors, "error"), plural(warnings, "warning")].into_iter().flatten().collect();
    let hidden = match diagnostics.len().saturating_sub(most) {
        0 => String::new(),
        hidden => format!(" ({hidden} not shown)"),
    };
    match counts.is_empty() {
        true => String::new(),
        false => format!("{}{hidden}\n", counts.join(", ")),
    }
}

fn report<'s>(diagnostic: &'s Diagnostic, sources: &'s Sources, files: &mut BTreeMap<SourceId, Lines<'s>>) -> Group<'s> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.0));
    if let Some(span) = diagnostic.span {
        let excerpt = excerpt(span, diagnostic.label.as_deref(), AnnotationKind::Primary, sources, files);
        group = group.elements(excerpt);
    }
    for (span, label) in &diagnostic.related {
        group = group.elements(excerpt(*span, Some(label), AnnotationKind::Context, sources, files));
    }
    let note = diagnostic.note.as_deref().map(|note| Level::NOTE.message(note));
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(help));
    group.elements(note).elements(help)
}

/// The first line of a place, underlined.
fn excerpt<'s>(
    span: Span,
    label: Option<&'s str>,
    kind: AnnotationKind,
    sources: &'s Sources,
    files: &mut BTreeMap<SourceId, Lines<'s>>,
) -> Option<Snippet<'s, Annotation<'s>>> {
    let source = sources.get(span.source)?;
    let lines = files.entry(span.source).or_insert_with(|| Lines::of(source));
    let index = lines.index(span.start as usize);
    let (first, last) = lines.range(index);
    let start = (span.start as usize).min(last);
    let end = (span.end as usize).clamp(start, last);
    let (first, last) = cut(&source.text, (first, last), (start, end));
    let end = end.min(last);
    let text = source.text.get(first..last)?;
    let annotation = kind.span(start - first..end - first).label(label);
    Some(Snippet::source(text).line_start(index + 1).path(source.path.as_str()).annotation(annotation))
}

/// A window of a line around a place, on the borders of characters.
fn cut(text: &str, line: (usize, usize), place: (usize, usize)) -> (usize, usize) {
    if line.1 - line.0 <= WIDEST {
        return line;
    }
    let first = text.floor_char_boundary(place.0.saturating_sub(WIDEST / 3).max(line.0));
    let last = text.floor_char_boundary((first + WIDEST).min(line.1));
    (first, last.max(text.floor_char_boundary(place.0)))
}
