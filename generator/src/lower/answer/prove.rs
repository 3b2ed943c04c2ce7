//! Whether a template keeps its promise: what it makes of every kind of rejection is a value of the schema.

use std::borrow::Cow;
use std::time::SystemTime;

use letterpress_runtime::answer::fill_at;
use letterpress_runtime::json::{Tape, Tree};
use letterpress_runtime::{Fault, Location, ProblemDetails, StatusCode, Violation};

use crate::evaluate;
use crate::ir::{Check, Types};
use crate::pointer::Pointer;

/// How many members may be taken out of a template before it is given up.
const ATTEMPTS: usize = 40;

/// Lengths to which texts are cut where the schema asks for short ones.
const LENGTHS: [usize; 14] = [1000, 500, 255, 128, 100, 80, 64, 50, 40, 32, 24, 16, 10, 8];

/// The template, without the members that the schema refuses, if it then makes a value of the schema of each rejection with these statuses.
pub(super) fn proven(types: &Types, check: &Check, mut template: Tree<'static>, statuses: &[u16]) -> Option<Tree<'static>> {
    let samples = samples(statuses);
    for _ in 0..ATTEMPTS {
        let Some(violation) = first_violation(types, check, &template, &samples) else { return Some(template) };
        let mut path: Vec<String> = Pointer::from_text(&violation.pointer).tokens().map(Cow::into_owned).collect();
        let mended = violation.keyword == "maxLength" && shorten(&mut template, &path);
        if !mended && !remove(&mut template, &mut path) {
            return None;
        }
    }
    None
}

fn first_violation(types: &Types, check: &Check, template: &Tree<'_>, samples: &[ProblemDetails]) -> Option<Violation> {
    let definition = |id| types.get(id).map(|definition| &definition.check);
    samples.iter().find_map(|problem| {
        let filled = fill_at(template, problem, SystemTime::UNIX_EPOCH);
        evaluate::violations(check, &definition, Tape::from(&filled).root()).entries().first().cloned()
    })
}

/// Rejections as a server makes them: short and long, with and without mistakes.
fn samples(statuses: &[u16]) -> Vec<ProblemDetails> {
    let mut samples = Vec::new();
    for status in statuses.iter().filter_map(|status| StatusCode::from_u16(*status).ok()) {
        samples.push(ProblemDetails::new(status));
        samples.push(ProblemDetails::new(status).detail("Long \u{2014} \"quoted\"\n".repeat(200)));
        if matches!(status.as_u16(), 400 | 422) {
            samples.push(ProblemDetails::new(status).detail("Invalid.").errors(faults()));
            let many = faults().into_iter().cycle().take(100).collect();
            samples.push(ProblemDetails { more: 3, ..ProblemDetails::new(status).detail("Invalid.").errors(many) });
        }
    }
    samples
}

fn faults() -> Vec<Fault> {
    let fault = |parameter, pointer: &str, keyword: &'static str, detail: String| Fault {
        parameter,
        pointer: pointer.to_owned(),
        keyword: keyword.into(),
        detail,
        more: 0,
    };
    vec![
        fault(None, "/data/0/a b~1c", "maxLength", "expected a length of at most 3, found 4".to_owned()),
        fault(Some((Location::Query, "page-size")), "", "type", "expected integer, found string".to_owned()),
        fault(None, "", "required", "member `x` is missing. ".repeat(100)),
        fault(Some((Location::Header, "X-Filter")), "/a", "unevaluatedProperties", "?".to_owned()),
    ]
}

/// Takes out the innermost member on the way to a place. `false` when there is none.
fn remove(template: &mut Tree<'static>, path: &mut Vec<String>) -> bool {
    while let Some(name) = path.pop() {
        let Some(Tree::Object(members)) = at(template, path) else { continue };
        let before = members.len();
        members.retain(|(member, _)| *member != name);
        if members.len() < before {
            return true;
        }
    }
    false
}

/// Cuts the text at a place to the next shorter length.
fn shorten(template: &mut Tree<'static>, path: &[String]) -> bool {
    let Some(Tree::String(text)) = at(template, path) else { return false };
    let (name, now) = text.split_once(':').map_or((text.as_ref(), None), |(name, now)| (name, now.parse::<usize>().ok()));
    if !name.starts_with('$') {
        return false;
    }
    let Some(shorter) = LENGTHS.iter().find(|length| now.is_none_or(|now| **length < now)) else { return false };
    *text = format!("{name}:{shorter}").into();
    true
}

/// What makes the value at a place. All entries of a list are made of its first.
fn at<'j>(template: &'j mut Tree<'static>, path: &[String]) -> Option<&'j mut Tree<'static>> {
    let mut here = template;
    for token in path {
        here = match here {
            Tree::Object(members) => &mut members.iter_mut().find(|(name, _)| name == token)?.1,
            Tree::Array(items) => items.first_mut()?,
            Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => return None,
        };
    }
    Some(here)
}
