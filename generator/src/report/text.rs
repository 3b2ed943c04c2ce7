//! The report in text and as JSON.

use std::fmt;

use serde_json::{Value, json};

use super::{Keyword, Report, Totals, Use};
use crate::diagnostic::Lines;
use crate::source::{SourceId, Sources};

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { keywords, used, documented, lost } = self;
        write!(f, "{keywords} keywords: {used} used, {documented} documented only, {lost} not representable")
    }
}

/// Totals, then each keyword that is not representable and each place of free JSON; the alternate form adds how often each
/// keyword is documentation only.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.totals())?;
        for (keyword, loss) in self.lost() {
            writeln!(f, "not representable {} {}: {}", loss.code.0, keyword.pointer, loss.instead)?;
        }
        for free in &self.free {
            match &free.forced {
                Some(loss) => writeln!(f, "any JSON {} {}: {}", loss.code.0, free.pointer, loss.instead)?,
                None => writeln!(f, "any JSON {}: the description allows it", free.pointer)?,
            }
        }
        if f.alternate() {
            for ((object, name), count) in self.documented() {
                writeln!(f, "documented only {object} `{name}`: {count}")?;
            }
        }
        Ok(())
    }
}

impl Report {
    /// The report as JSON: `totals` (`keywords`, `used`, `documented`, `notRepresentable`), `keywords` (`pointer`, `object`,
    /// `keyword`, `use` and, where it is not representable, `file`, `line`, `column`, `code`, `instead`), `anyJson` (`pointer`,
    /// `forced` and, if so, `code`, `instead`).
    pub fn to_json(&self, sources: &Sources) -> Value {
        let totals = self.totals();
        let lines = lines(sources);
        let free = self.free.iter().map(|free| match &free.forced {
            Some(loss) => json!({"pointer": free.pointer.as_str(), "forced": true, "code": loss.code.0, "instead": loss.instead}),
            None => json!({"pointer": free.pointer.as_str(), "forced": false}),
        });
        json!({
            "totals": {
                "keywords": totals.keywords,
                "used": totals.used,
                "documented": totals.documented,
                "notRepresentable": totals.lost,
            },
            "keywords": self.keywords.iter().map(|keyword| entry(keyword, &lines)).collect::<Vec<_>>(),
            "anyJson": free.collect::<Vec<_>>(),
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
        if let Some(lines) = lines.get(keyword.span.source.0 as usize) {
            let place = lines.place(keyword.span.start as usize);
            members.insert("file".to_owned(), json!(lines.file()));
            members.insert("line".to_owned(), json!(place.line));
            members.insert("column".to_owned(), json!(place.column));
        }
    }
    object
}

/// The lines of each file, by its index.
fn lines(sources: &Sources) -> Vec<Lines<'_>> {
    (0..).map_while(|id| sources.get(SourceId(id))).map(Lines::of).collect()
}
