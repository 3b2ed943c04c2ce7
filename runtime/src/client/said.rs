//! What a response says of itself: the sentences in the body of a failure.

use std::fmt;

use super::RawResponse;
use crate::json::{self, Json, View};
use crate::redact::Head;

/// Bodies that are larger are not looked into.
const LARGEST: usize = 64 * 1024;

/// How deep objects are looked into.
const DEPTH: usize = 3;

/// Members that hold a sentence or something that does, in the order in which they are read out: those of problem details (RFC 9457)
/// and of other customs. In small letters, without `_` and `-`.
const MEMBERS: [&str; 12] = [
    "title",
    "error",
    "message",
    "msg",
    "errormessage",
    "detail",
    "description",
    "errordescription",
    "reason",
    "errors",
    "details",
    "fault",
];

/// Writes `: title: detail`, as far as the body has such things and the status line does not say the same.
pub(super) fn write(f: &mut fmt::Formatter<'_>, response: &RawResponse) -> fmt::Result {
    if response.body.len() > LARGEST {
        return Ok(());
    }
    let Ok(body) = json::parse_bytes(&response.body) else { return Ok(()) };
    let mut said = Vec::new();
    collect(body.root(), DEPTH, &mut said);
    let reason = response.status.canonical_reason().unwrap_or_default();
    let mut told: Vec<String> = Vec::new();
    for text in said {
        let repeats = text.eq_ignore_ascii_case(reason) || told.iter().any(|known| known.contains(&text));
        if !repeats {
            write!(f, ": {}", Head(text.as_bytes()))?;
            told.push(text);
        }
    }
    Ok(())
}

fn collect(json: Json<'_>, depth: usize, said: &mut Vec<String>) {
    match json.view() {
        View::String(text) if !text.trim().is_empty() => said.push(text.trim().to_owned()),
        View::Array(mut items) => {
            let count = items.len();
            if let (Some(first), Some(depth)) = (items.next(), depth.checked_sub(1)) {
                collect(first, depth, said);
                said.extend((count > 1).then(|| format!("and {} more", count - 1)));
            }
        }
        View::Object(members) => {
            let Some(depth) = depth.checked_sub(1) else { return };
            for name in MEMBERS {
                let known = members.filter(|(member, _)| plain(member) == name);
                known.for_each(|(_, value)| collect(value, depth, said));
            }
        }
        View::String(_) | View::Null | View::Bool(_) | View::Number(_) | View::Invalid(_) => {}
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '_' | '-')).flat_map(char::to_lowercase).collect()
}
