//! Limits: at the edge a handler is called and has it all; one past, the answer names the place and the keyword.

use letterpress_runtime::operation::Operation;

use super::{Answer, Api, assert_same, body_of, string, with};

/// A value in a place of a good body.
pub struct Row {
    pointer: String,
    text: String,
    /// Pointer and keyword; empty: the value is good.
    violations: Vec<(String, String)>,
}

/// A value that is good. An empty text: so is leaving it out.
pub fn fits(pointer: &str, text: impl Into<String>) -> Row {
    breaks_at(pointer, text, &[])
}

/// A value that breaks the keyword in its own place.
pub fn breaks(pointer: &str, text: impl Into<String>, keyword: &str) -> Row {
    breaks_at(pointer, text, &[(pointer, keyword)])
}

/// A value that breaks keywords in other places, or several.
pub fn breaks_at(pointer: &str, text: impl Into<String>, violations: &[(&str, &str)]) -> Row {
    let violations = violations.iter().map(|(place, keyword)| ((*place).to_owned(), (*keyword).to_owned())).collect();
    Row { pointer: pointer.to_owned(), text: text.into(), violations }
}

/// A string of so many code points, as JSON: two to four bytes each, one or two units of UTF-16.
pub fn letters(count: usize) -> String {
    string(&['ü', '字', '🦀'].into_iter().cycle().take(count).collect::<String>())
}

/// Tries each value in the good body, and reports all that went otherwise.
pub async fn check<O: Operation + Clone, C>(api: &Api<O, C>, good: &str, rows: &[Row]) {
    let mut wrong = Vec::new();
    for row in rows {
        let body = with(good, &row.pointer, &row.text);
        let answer = api.post(body.clone()).await;
        let seen = api.desk.take();
        let complaint = match row.violations.is_empty() {
            true => taken(&answer, &seen, &body),
            false => refused(&answer, &seen, api.invalid, &row.violations),
        };
        wrong.extend(complaint.map(|complaint| format!("{} = {}: {complaint}", row.pointer, row.text)));
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn taken<O: Operation + Clone>(answer: &Answer, seen: &[O], body: &str) -> Option<String> {
    let [request] = seen else { return Some(format!("not taken: {} {}", answer.status, answer.body)) };
    assert_same(&body_of(request), body);
    None
}

fn refused<O>(answer: &Answer, seen: &[O], status: u16, expected: &[(String, String)]) -> Option<String> {
    if !seen.is_empty() {
        return Some("the handler was called".to_owned());
    }
    let same = answer.status == status && answer.has_violations(expected);
    (!same).then(|| format!("{} {}", answer.status, answer.body))
}
