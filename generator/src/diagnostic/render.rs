//! Diagnostics as people read them, in the form that rustc made familiar.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::codes::emission;
use super::lines::Lines;
use super::{Diagnostic, Severity};
use crate::characters::{SHOWN_SIGN, commands, hidden, one_line};
use crate::source::{SourceId, Sources, Span};

/// How many diagnostics are shown before the rest is only counted.
pub const SHOWN: usize = 50;

/// Longer lines are cut around the place.
const WIDEST: usize = 160;

/// Stands where a line was cut.
const CUT: &str = "...";

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

/// Diagnostics as text, in source order; when there are more than `most`, errors are shown first, then what no later run tells again. Ends
/// with a count.
pub fn render_with(diagnostics: &[Diagnostic], sources: &Sources, color: Color, most: usize) -> String {
    let renderer = match color {
        Color::Plain => Renderer::plain(),
        Color::Ansi => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut files = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in chosen(diagnostics, most) {
        let mut moved = Vec::new();
        let report = report(diagnostic, sources, &mut files, &mut moved);
        text.push_str(&moved.iter().fold(renderer.render(&[report]), corrected));
        text.push_str("\n\n");
    }
    text.push_str(&count(diagnostics, most));
    text
}

/// The diagnostics to show, in source order; when there are too many, errors go before warnings, and of these first what code may mean by now.
fn chosen(diagnostics: &[Diagnostic], most: usize) -> Vec<&Diagnostic> {
    let mut chosen: Vec<&Diagnostic> = diagnostics.iter().collect();
    let can_wait = |diagnostic: &Diagnostic| !emission::MEANINGS.contains(&diagnostic.code);
    chosen.sort_by_key(|diagnostic| (std::cmp::Reverse(diagnostic.severity), can_wait(diagnostic), diagnostic.span));
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
        hidden => format!(" ({hidden} not shown; `--format json` has all)"),
    };
    match counts.is_empty() {
        true => String::new(),
        false => format!("{}{hidden}\n", counts.join(", ")),
    }
}

/// A place in a line that was cut: as the renderer counts it, and as it is.
struct Moved(String, String);

fn corrected(text: String, moved: &Moved) -> String {
    text.replacen(&moved.0, &moved.1, 1)
}

fn report<'s>(
    diagnostic: &'s Diagnostic,
    sources: &'s Sources,
    files: &mut BTreeMap<SourceId, Lines<'s>>,
    moved: &mut Vec<Moved>,
) -> Group<'s> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code.0));
    if let Some(source) = diagnostic.span.and_then(|span| sources.get(span.source)).filter(|source| source.text.is_empty()) {
        group = group.element(Origin::path(one_line(&source.path)));
    } else if let Some(span) = diagnostic.span {
        let excerpt = excerpt(span, diagnostic.label.as_deref(), AnnotationKind::Primary, sources, files, moved);
        group = group.elements(excerpt);
    }
    for (span, label) in &diagnostic.related {
        group = group.elements(excerpt(*span, Some(label), AnnotationKind::Context, sources, files, moved));
    }
    let note = diagnostic.note.as_deref().map(|note| Level::NOTE.message(one_line(note)));
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(one_line(help)));
    group.elements(note).elements(help)
}

/// The first line of a place, underlined.
fn excerpt<'s>(
    span: Span,
    label: Option<&'s str>,
    kind: AnnotationKind,
    sources: &'s Sources,
    files: &mut BTreeMap<SourceId, Lines<'s>>,
    moved: &mut Vec<Moved>,
) -> Option<Snippet<'s, Annotation<'s>>> {
    let source = sources.get(span.source)?;
    let lines = files.entry(span.source).or_insert_with(|| Lines::of(source));
    let index = lines.index(span.start as usize);
    let (first, last) = lines.range(index);
    let start = source.text.floor_char_boundary((span.start as usize).min(last));
    let end = source.text.ceil_char_boundary((span.end as usize).clamp(start, last));
    let (from, to) = cut(&source.text, (first, last), (start, end));
    let text = source.text.get(from..to)?;
    let (before, after) = (if from > first { CUT } else { "" }, if to < last { CUT } else { "" });
    let shown = Shown::of(text);
    let column = |at: usize| before.len() + shown.place(at - from);
    let annotation = kind.span(column(start)..column(end.min(to))).label(label.map(one_line));
    let counted = format!("{before}{}", shown.text.get(..shown.place(start - from)).unwrap_or_default()).chars().count() + 1;
    let true_column = lines.place(start).column;
    if counted != true_column {
        let place = |column: usize| format!("{}:{}:{column}", one_line(&source.path), index + 1);
        moved.push(Moved(place(counted), place(true_column)));
    }
    Some(
        Snippet::source(format!("{before}{}{after}", shown.text))
            .line_start(index + 1)
            .path(one_line(&source.path))
            .annotation(annotation),
    )
}

/// A line of a file as it is shown: without the hidden characters that the renderer lets through, and with escapes for what a log obeys.
struct Shown<'s> {
    text: Cow<'s, str>,
    /// Where a sign of one byte became an escape, in the line of the file.
    escapes: Vec<usize>,
}

impl<'s> Shown<'s> {
    fn of(line: &'s str) -> Self {
        let escapes: Vec<usize> = commands(line).collect();
        let mut text = plain(line);
        for at in escapes.iter().rev() {
            text.to_mut().replace_range(*at..at + 1, SHOWN_SIGN);
        }
        Self { text, escapes }
    }

    /// Where a byte of the line is shown.
    fn place(&self, at: usize) -> usize {
        at + self.escapes.partition_point(|escape| *escape < at) * (SHOWN_SIGN.len() - 1)
    }
}

/// A line of a file, byte for byte as long, without the hidden characters that the renderer lets through.
fn plain(line: &str) -> Cow<'_, str> {
    let obeyed = |(_, c): &(usize, char)| !c.is_ascii();
    if !hidden(line).any(|it| obeyed(&it)) {
        return Cow::Borrowed(line);
    }
    let hidden: BTreeSet<usize> = hidden(line).filter(obeyed).map(|(at, _)| at).collect();
    let shown = line.char_indices().map(|(at, c)| match c.len_utf8() {
        _ if !hidden.contains(&at) => c,
        2 => '\u{a4}',
        3 => char::REPLACEMENT_CHARACTER,
        _ => '\u{1fbc4}',
    });
    Cow::Owned(shown.collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::reading;
    use crate::source::Source;

    fn one(text: &str, start: usize, end: usize) -> String {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a.yaml".to_owned(), text: text.to_owned() });
        let first = Span::of(id, 0, 1);
        let found = Diagnostic::error(reading::DUPLICATE_KEY, Span::of(id, start, end), "the key `b` is there twice")
            .label("the second time")
            .related(first, "the first time")
            .note("keys are unique")
            .help("remove one");
        render(&[found], &sources)
    }

    #[test]
    fn the_first_line_of_a_place_is_underlined() {
        let expected = "\
error[E0002]: the key `b` is there twice
 --> a.yaml:3:1
  |
3 | b:
  | ^^ the second time
  |
 ::: a.yaml:1:1
  |
1 | b: 1
  | - the first time
  |
  = note: keys are unique
  = help: remove one

1 error
";
        assert_eq!(one("b: 1\né: 2\nb:\n  c: 3\n", 11, 20), expected);
    }

    #[test]
    fn a_long_line_is_cut_and_its_column_is_true() {
        let text = format!("{}b: 1", "é".repeat(1000));
        let shown = one(&text, 2000, 2001);
        assert!(shown.contains("--> a.yaml:1:1001\n"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 200), "{shown}");
        let window = format!("1 | ...{}b: 1\n", "é".repeat(27));
        assert!(shown.contains(&window), "{shown}");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let mut sources = Sources::default();
        let hostile = "a\u{1b}[31m\u{9b}31m\r\u{202e}b";
        let id = sources.add(Source { path: format!("{hostile}\nc.yaml"), text: format!("{hostile}: 1\n") });
        let found = Diagnostic::error(reading::DUPLICATE_KEY, Span::of(id, 0, 1), format!("{hostile}\n{hostile}"))
            .label(hostile)
            .note(format!("{hostile}\n::error::{hostile}"))
            .help(format!("{hostile}\n::stop-commands::{hostile}"));
        let unread = Diagnostic { label: None, ..found.clone() };
        let shown = render(&[found, unread], &sources);
        let obeyed = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!shown.contains(obeyed), "{shown:?}");
        assert_eq!(shown.matches("\u{240a}c.yaml:1:1\n").count(), 2, "{shown}");
        // A log of GitHub Actions obeys lines that begin so, behind whatever spaces.
        assert!(!shown.lines().map(str::trim_start).any(|line| line.starts_with("::") && !line.starts_with("::: ")), "{shown}");
    }

    #[test]
    fn no_log_obeys_a_line_and_the_places_stay_true() {
        let expected = "\
error[E0002]: the key `b` is there twice
 --> a.yaml:1:10
  |
1 | #\\u{23}[a] #\\u{23}[b]: ##
  |                    ^ the second time
  |
 ::: a.yaml:1:1
  |
1 | #\\u{23}[a] #\\u{23}[b]: ##
  | - the first time
";
        let shown = one("##[a] ##[b]: ##", 9, 10);
        assert!(shown.starts_with(expected), "{shown}");
        let shown = one("##[a] #\u{200d}#[b]: ##", 6, 6);
        assert!(shown.contains("a.yaml:1:7\n") && !shown.contains("##["), "{shown}");
        let long = one(&format!("{}##[b]: 1", "###[".repeat(300)), 1202, 1203);
        assert!(long.contains("--> a.yaml:1:1203\n") && !long.contains("##["), "{long}");
    }

    #[test]
    fn no_words_are_obeyed_by_a_log() {
        let mut sources = Sources::default();
        let hostile = "#\u{200d}#[add-path]x ##[error]";
        let id = sources.add(Source { path: format!("{hostile}.yaml"), text: format!("{hostile}: 1\n") });
        let found =
            Diagnostic::error(reading::DUPLICATE_KEY, Span::of(id, 0, 1), hostile).label(hostile).note(hostile).help(hostile);
        for color in [Color::Plain, Color::Ansi] {
            let shown = render_with(std::slice::from_ref(&found), &sources, color, 1);
            assert!(!shown.contains("##["), "{shown}");
        }
    }

    #[test]
    fn too_many_are_counted() {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a.yaml".to_owned(), text: "abc".to_owned() });
        let warning = Diagnostic::warning(reading::MERGE_KEY, Span::of(id, 0, 1), "w");
        let error = Diagnostic::error(reading::SYNTAX, Span::of(id, 2, 3), "e");
        let shown = render_with(&[warning.clone(), warning, error], &sources, Color::Plain, 2);
        assert!(shown.ends_with("1 error, 2 warnings (1 not shown; `--format json` has all)\n"), "{shown}");
        assert!(shown.contains("error[E0001]: e"), "{shown}");
    }

    #[test]
    fn what_no_later_run_tells_again_is_shown_before_other_warnings() {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a.yaml".to_owned(), text: "abc".to_owned() });
        let others = vec![Diagnostic::warning(reading::MERGE_KEY, Span::of(id, 0, 1), "w"); SHOWN];
        for code in emission::MEANINGS {
            let once = Diagnostic::warning(*code, Span::of(id, 2, 3), "once");
            let shown = render(&[others.clone(), vec![once]].concat(), &sources);
            assert!(shown.contains(&format!("warning[{}]: once", code.0)), "{shown}");
            assert!(shown.ends_with("(1 not shown; `--format json` has all)\n"), "{shown}");
        }
    }

    #[test]
    fn color_is_the_callers_choice() {
        let error =
            Diagnostic { span: None, ..Diagnostic::error(reading::SYNTAX, Span::of(crate::source::SourceId(0), 0, 0), "e") };
        let shown = |color| render_with(std::slice::from_ref(&error), &Sources::default(), color, 1);
        assert!(!shown(Color::Plain).contains('\u{1b}'));
        assert!(shown(Color::Ansi).contains('\u{1b}'));
    }
}
