//! The report in text and as JSON.

use std::fmt;

use serde_json::{Map, Value, json};

use super::{Free, Keyword, Report, Totals, Use};
use crate::characters::one_line;
use crate::diagnostic::{Lines, Place};
use crate::pointer::Pointer;
use crate::source::{SourceId, Sources, Span};

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { keywords, used, documented, lost } = self;
        write!(f, "{keywords} keywords: {used} used, {documented} documented only, {lost} not representable")
    }
}

impl Report {
    /// The report as lines for people: totals, then each keyword that is not representable and each place of free JSON, with file,
    /// line and column; `full` adds how often each keyword is documentation only.
    pub fn to_text(&self, sources: &Sources, full: bool) -> String {
        let lines = lines(sources);
        let place = |span, pointer: &Pointer| match place(span, &lines) {
            Some((file, Place { line, column })) => format!("{file}:{line}:{column} {pointer}"),
            None => pointer.to_string(),
        };
        let lost = self.lost().map(|(keyword, loss)| {
            let place = place(Some(keyword.span), &keyword.pointer);
            format!("not representable {} {place}: {}", loss.code.0, loss.instead)
        });
        let free = self.free.iter().map(|Free { pointer, span, forced }| match forced {
            Some(loss) => format!("any JSON {} {}: {}", loss.code.0, place(*span, pointer), loss.instead),
            None => format!("any JSON {}: the description allows it", place(*span, pointer)),
        });
        let documented = full.then(|| self.documented()).into_iter().flatten();
        let documented = documented.map(|((object, name), count)| format!("documented only {object} `{name}`: {count}"));
        let all = [self.totals().to_string()].into_iter().chain(lost).chain(free).chain(documented);
        all.map(|line| format!("{}\n", one_line(&line))).collect()
    }

    /// The report as JSON: `totals` (`keywords`, `used`, `documented`, `notRepresentable`), `keywords` (`pointer`, `object`,
    /// `keyword`, `use` and, where it is not representable, `file`, `line`, `column`, `code`, `instead`), `anyJson` (`pointer`,
    /// `file`, `line`, `column`, `forced` and, if so, `code`, `instead`). Pointers lead into the description as it is put together of
    /// its files; `file`, `line` and `column` say where that is written.
    pub fn to_json(&self, sources: &Sources) -> Value {
        let totals = self.totals();
        let lines = lines(sources);
        json!({
            "totals": {
                "keywords": totals.keywords,
                "used": totals.used,
                "documented": totals.documented,
                "notRepresentable": totals.lost,
            },
            "keywords": self.keywords.iter().map(|keyword| entry(keyword, &lines)).collect::<Vec<_>>(),
            "anyJson": self.free.iter().map(|free| any(free, &lines)).collect::<Vec<_>>(),
        })
    }
}

fn entry(keyword: &Keyword, lines: &[Lines<'_>]) -> Value {
    let used = match &keyword.fate {
        Use::Used => "used",
        Use::Documented => "documented",
        Use::Lost(_) => "notRepresentable",
    };
    let mut object = json!({
        "pointer": keyword.pointer.as_str(),
        "object": keyword.object,
        "keyword": keyword.name(),
        "use": used,
    });
    if let (Use::Lost(loss), Value::Object(members)) = (&keyword.fate, &mut object) {
        members.insert("code".to_owned(), json!(loss.code.0));
        members.insert("instead".to_owned(), json!(loss.instead));
        located(members, Some(keyword.span), lines);
    }
    object
}

fn any(free: &Free, lines: &[Lines<'_>]) -> Value {
    let mut members = Map::new();
    members.insert("pointer".to_owned(), json!(free.pointer.as_str()));
    located(&mut members, free.span, lines);
    members.insert("forced".to_owned(), json!(free.forced.is_some()));
    if let Some(loss) = &free.forced {
        members.insert("code".to_owned(), json!(loss.code.0));
        members.insert("instead".to_owned(), json!(loss.instead));
    }
    Value::Object(members)
}

fn located(members: &mut Map<String, Value>, span: Option<Span>, lines: &[Lines<'_>]) {
    if let Some((file, Place { line, column })) = place(span, lines) {
        members.insert("file".to_owned(), json!(file));
        members.insert("line".to_owned(), json!(line));
        members.insert("column".to_owned(), json!(column));
    }
}

/// The file in which something is written, and where it begins there.
fn place<'l>(span: Option<Span>, lines: &'l [Lines<'_>]) -> Option<(&'l str, Place)> {
    let span = span?;
    let lines = lines.get(span.source.0 as usize)?;
    Some((lines.file(), lines.place(span.start as usize)))
}

/// The lines of each file, by its index.
fn lines(sources: &Sources) -> Vec<Lines<'_>> {
    (0..).map_while(|id| sources.get(SourceId(id))).map(Lines::of).collect()
}
