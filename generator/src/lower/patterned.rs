//! `patternProperties`: which names match, and members of it that are a map of their own, beside one of all others.

use letterpress_runtime::Engine;
use regex::Regex;

use super::check;
use super::classify::{Class, class_of, in_the_end};
use super::context::Context;
use super::members::Members;
use super::object;
use super::origin;
use super::types::type_of;
use super::view::Schema;
use crate::ir::{Pattern, Rest, TypeRef};

/// The schema of the values, if all patterns have the same and that is no free JSON.
pub(super) fn values<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Option<Schema<'a>> {
    let sources = object::distinct(cx, members.patterned());
    let [values] = sources.as_slice() else { return None };
    let class = class_of(cx, values)?;
    let is_free = matches!(in_the_end(cx, class), Some(Class::Any));
    // Of a single one it is told if nothing can match it.
    let may_match = members.patterned().len() == 1 || pattern(cx, members).is_some();
    (!is_free && may_match).then(|| values.clone())
}

/// Both maps.
pub(super) fn rest<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Option<Rest> {
    let values = values(cx, members)?;
    object::note_twins(cx, members.patterned(), std::slice::from_ref(&values));
    let ty = type_of(cx, &values);
    let pattern = pattern(cx, members).filter(|_| ty != TypeRef::Any)?;
    Some(Rest::Patterned(pattern, ty))
}

/// Whether a key of `patternProperties` may match a name: where only the runtime can tell, it may.
pub(super) fn may_match(cx: &mut Context<'_>, source: &str, name: &str) -> bool {
    known(cx, source, name) != Some(false)
}

/// Whether it does so for sure.
pub(super) fn matches(cx: &mut Context<'_>, source: &str, name: &str) -> bool {
    known(cx, source, name) == Some(true)
}

fn known(cx: &mut Context<'_>, source: &str, name: &str) -> Option<bool> {
    if !cx.patterns.matchers.contains_key(source) {
        let translated = check::translated(cx, source).and_then(Result::ok);
        let linear = translated.map(|translated| translated.pattern).filter(|pattern| pattern.engine == Engine::Linear);
        cx.patterns.matchers.insert(source.to_owned(), linear.and_then(|pattern| Regex::new(&pattern.regex).ok()));
    }
    cx.patterns.matchers.get(source)?.as_ref().map(|regex| regex.is_match(name))
}

/// Whether some name may match two keys of `patternProperties`: none does if both say how it begins, in different ways.
pub(super) fn may_meet(one: &str, other: &str) -> bool {
    match (beginning(one), beginning(other)) {
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
        (Some(_) | None, _) => true,
    }
}

/// The characters with which each name begins that matches.
fn beginning(source: &str) -> Option<&str> {
    let rest = source.strip_prefix('^').filter(|_| !source.contains('|'))?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'))).unwrap_or(rest.len());
    // The last one may be repeated, or missing.
    let sure = if rest.get(end..).is_some_and(|rest| rest.starts_with(['?', '*', '{'])) { end.saturating_sub(1) } else { end };
    rest.get(..sure)
}

/// What the names of the members match: one of the patterns.
fn pattern<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Option<Pattern> {
    let sources: Vec<String> = members.patterned().iter().map(|values| origin::last_name(&values.at)).collect();
    match (sources.as_slice(), members.patterned()) {
        ([source], [values]) => check::key(cx, source, cx.key_span(&values.at)),
        (several, _) => check::either_key(cx, several),
    }
}
