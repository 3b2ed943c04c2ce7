//! `patternProperties` whose members are a map of their own, beside one of all others.

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

/// What the names of the members match: one of the patterns.
fn pattern<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Option<Pattern> {
    let sources: Vec<String> = members.patterned().iter().map(|values| origin::last_name(&values.at)).collect();
    match (sources.as_slice(), members.patterned()) {
        ([source], [values]) => check::key(cx, source, cx.key_span(&values.at)),
        (several, _) => check::either_key(cx, several),
    }
}
